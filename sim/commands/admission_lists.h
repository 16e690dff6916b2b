// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "agents/admissions/criteria.h"
#include "maps/tables/row_faults.h"

namespace sendscape {

/// A school of an authority's own list.
struct ListedSchool {
    std::string name;
    std::int32_t places = 0;
    std::vector<AdmissionCriterion> criteria;  ///< in order; ehcp_named left out, for it comes before all
    bool own_criteria = false;                 ///< its row gives them, rather than --criteria
    [[nodiscard]] bool uses(AdmissionCriterion criterion) const;
};

/// One preference of one applicant.
struct ListedChoice {
    std::uint32_t applicant = 0;
    std::uint32_t school = 0;
    std::int32_t preference = 0;  ///< as written: 1 the first
    std::uint32_t meets = 0;      ///< bit per AdmissionCriterion
    bool has_distance = false;
    double distance_m = 0;
    std::string band;
    [[nodiscard]] bool meets_criterion(AdmissionCriterion criterion) const {
        return (meets >> static_cast<unsigned>(criterion) & 1u) != 0;
    }
};

struct AdmissionLists {
    std::vector<ListedSchool> schools;
    std::vector<std::string> applicants;  ///< in the order they first appear
    std::vector<ListedChoice> choices;    ///< by applicant, then preference
    RowFaults left_out;                   ///< rows left out, and why
    std::vector<std::string> notes;       ///< how the lists were read where that is not plain, one sentence each
};

/// The list of criteria named by `text`, separated by ',' or ';'. Throws InputError, naming `where`, for an unknown or
/// repeated name, or a tie-break (distance_m, lottery) that is not last.
std::vector<AdmissionCriterion> parse_criteria(const std::string& text, const std::string& where);

/// Reads both lists. Every fault is told with file, row, what was read and what is allowed, all at once, as one
/// InputError; with `skip_bad_rows` the rows are left out instead and told in left_out, but for rows with more cells
/// than the heading and those of a child whose plan names the school. Interrupted when a stop is asked for.
AdmissionLists read_admission_lists(const std::filesystem::path& schools, const std::filesystem::path& applications,
                                    const std::string& criteria, bool skip_bad_rows);

}  // namespace sendscape
