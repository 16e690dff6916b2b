// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agents/admissions/criteria.h"
#include "maps/tables/area_shapes.h"
#include "maps/tables/row_faults.h"

namespace sendscape {

/// Easting and northing of the National Grid, metres.
struct GridPlace {
    double x = 0, y = 0;
    bool operator==(const GridPlace&) const = default;
};
double metres_between(const GridPlace& one, const GridPlace& other);

/// A school of an authority's own list.
struct ListedSchool {
    std::string name;
    std::string urn;  ///< where the list has it beside the name
    std::int32_t places = 0;
    CriteriaOrder criteria;     ///< in order; ehcp_named left out, for it comes before all
    bool own_criteria = false;  ///< its row gives them, rather than --criteria
    std::optional<GridPlace> at;
    std::optional<AreaShape> catchment;                           ///< as --catchments draws it
    [[nodiscard]] bool uses(AdmissionCriterion criterion) const;  ///< in any step
};

/// What a list says of a child itself beside its criteria.
struct ListedChild {
    std::optional<GridPlace> at;
    std::optional<bool> sen_support;
    std::optional<int> imd_decile;  ///< 1 most deprived to 10 least
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
    std::vector<ListedChild> children;    ///< by applicant
    std::vector<ListedChoice> choices;    ///< by applicant, then preference
    RowFaults left_out;                   ///< rows left out, and why
    std::vector<std::string> notes;       ///< how the lists were read where that is not plain, one sentence each
};

/// The list of criteria named by `text`, separated by ',' or ';'. Throws InputError, naming `where`, for an unknown or
/// repeated name, or a tie-break (distance_m, lottery) that is not last.
CriteriaOrder parse_criteria(const std::string& text, const std::string& where);

/// What a round is made from.
struct ListSources {
    std::filesystem::path schools, applications;
    std::filesystem::path catchments;        ///< GeoJSON of --catchments; empty: the column says who lives in one
    std::filesystem::path map;               ///< of --map: distances are walks along its streets; empty: straight lines
    std::string criteria;                    ///< of schools without their own; empty: the usual ones
    std::string_view option = "--criteria";  ///< that gave them, for messages
};

/// Reads both lists. Every fault is told with file, row, what was read and what is allowed, all at once, as one
/// InputError; with `skip_bad_rows` the rows are left out instead and told in left_out, but for rows with more cells
/// than the heading and those of a child whose plan names the school. Criteria that end without distance_m or lottery
/// are refused where the applications have distances: nobody may drop them unawares. Interrupted when a stop is asked
/// for.
AdmissionLists read_admission_lists(const ListSources& sources, bool skip_bad_rows);

}  // namespace sendscape
