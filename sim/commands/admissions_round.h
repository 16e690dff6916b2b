// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace sendscape {

/// What `sendscape admissions` was asked on its command line.
struct AdmissionsOptions {
    std::filesystem::path schools;        ///< --schools: school,places[,criteria]
    std::filesystem::path applications;   ///< --applications: applicant,preference,school and what criteria need
    std::filesystem::path out;            ///< --out: offers; schools_out.csv is written beside it
    std::filesystem::path waiting_lists;  ///< --waiting-lists: who waits for which school; empty: not written
    std::string criteria;                 ///< --criteria a,b,c in order of priority; empty: the usual ones
    std::filesystem::path catchments;     ///< --catchments: polygons of schools; empty: the column counts
    std::filesystem::path map;            ///< --map: distances are walks along its streets; empty: straight lines
    bool allocate_unplaced = false;       ///< --allocate-unplaced: to the nearest school with room
    std::string mechanism = "equal-preference";  ///< --mechanism: of several the first decides, all are compared
    std::uint64_t seed = 1;                      ///< --seed of the lottery
    std::string compare;                    ///< --compare a,b,c: mechanisms, or another list of criteria; empty: none
    std::filesystem::path compare_schools;  ///< --compare-schools: another list of schools; empty: none
    std::filesystem::path compare_catchments;  ///< --compare-catchments: other polygons; empty: none
    bool skip_bad_rows = false;                ///< --skip-bad-rows: leave them out and say so, rather than stop
    bool force = false;                        ///< --force: replace existing outputs
    bool quiet = false;
};

/// Runs one admissions round on an authority's own lists. Results go to `out`, messages to `err`. Returns 0. Throws
/// InputError (status 2) naming file and row, MachineError (3) when an output cannot be written.
int run_admissions(const AdmissionsOptions& options, std::ostream& out, std::ostream& err);

}  // namespace sendscape
