// SPDX-License-Identifier: MIT
#include "maps/tables/known_tables.h"

#include <fmt/format.h>

#include <array>

namespace sendscape {
namespace {

/// A table is of the first row one of whose `any` headings it has, `besides` too where that is not empty, and `without`
/// not.
struct Signs {
    std::string_view what, option;
    std::array<std::string_view, 5> any;
    std::string_view besides{}, without{};
};

// Headings of the DfE's "Education, health and care plans" 2020 to 2026, "Special educational needs in England" 2020 to
// 2026 and "School capacity", of the ONS's small area estimates, the OHID's Fingertips and the MHCLG's indices of
// deprivation, as column_key writes them.
constexpr std::array<Signs, 45> signs{{
    {"an indicator of Fingertips (public health profiles)", "", {"indicator_id"}},
    {"new plans by primary need, made in a calendar year (SEN2)",
     "",
     {"new_ehc_plans", "num_new_plans", "new_plans"},
     "number_asd"},
    {"new plans by sex or ethnicity, made in a calendar year (SEN2)",
     "",
     {"num_new_plans"},
     "breakdown",
     "breakdown_topic"},
    {"new plans, made in a calendar year (SEN2)",
     "--sen2",
     {"new_ehc_plans", "num_new_plans", "total_new_all", "total_new_ehc", "new_plans"}},
    {"requests, assessments and plans ended in a calendar year (SEN2)",
     "--sen2",
     {"inreq_ehc", "inreqehc", "newallehc", "new_all_ehc"}},
    {"plans that ceased in a calendar year (SEN2)",
     "",
     {"total_ceased", "ceased_plans", "num_ceased", "total_discontinued", "discontinued_total"}},
    {"plans by whether they were made within 20 weeks, in a calendar year (SEN2)",
     "--sen2",
     {"plans_issued_den", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex", "plans_issued_den_ex"}},
    {"plans by whether they were made within 20 weeks, in a calendar year (SEN2)",
     "",
     {"plans_issued_20_weeks", "pc_plans_issued_within_20_weeks"}},
    {"requests for an assessment in a calendar year (SEN2)",
     "--sen2",
     {"requests_received_in_year", "requests_decided_to_assess"}},
    {"requests for an assessment in a calendar year (SEN2)", "", {"requests_rya"}},
    {"assessments in a calendar year (SEN2)", "--sen2", {"assess_in_year", "assess_issued", "assess_not_issued"}},
    {"plans with a personal budget (SEN2)",
     "",
     {"personal_budget", "personal_budgets", "pb_education", "org_arrangments"}},
    {"children in residential places (SEN2)",
     "",
     {"num_children_yp", "totmres38weekehc", "residential_total", "weeks_38"}},
    {"work-based placements (SEN2)", "", {"enrolments", "workbasedehc", "mapprenehc", "supported_internships"}},
    {"annual reviews or transfers of phase (SEN2)",
     "",
     {"annual_reviews", "reviews_due", "phase_transfers", "reviews_held", "annual_review"}},
    {"medical and clinical officers (SEN2)", "", {"dmodcofunction", "dmo", "dco"}},
    {"plans maintained by primary need (SEN2)", "--sen2", {"number_asd", "number_semh"}, "breakdown_topic"},
    {"plans maintained by placement (SEN2)", "--sen2", {"ehcplans", "ehc_plans"}, "breakdown_topic"},
    {"plans maintained by age, establishment or other topics (SEN2)",
     "--sen2",
     {"num_caseload", "caseload", "number_of_plans", "num_ehcp", "num_ehc_plans"},
     "breakdown_topic"},
    {"plans maintained by sex or ethnicity (SEN2)", "", {"num_caseload"}, "breakdown"},
    {"plans maintained by age (SEN2)", "--sen2", {"characteristic_age"}, "time_period", "urn"},
    {"plans maintained by age (SEN2)", "--sen2", {"age"}, "geographic_level", "urn"},
    {"plans maintained by establishment (SEN2)",
     "--sen2",
     {"num_caseload", "total_all", "establishment_group"},
     "establishment_type"},
    {"the school census of the performance tables", "--schools", {"tsenelse", "tsenelk"}},
    {"school-level SEN", "--schools", {"sen_provision", "sen_support", "ehc_plan", "total_pupils"}, "urn"},
    {"school-level SEN", "--schools", {"sen_provision", "sen_support", "ehc_plan", "total_pupils"}, "school_urn"},
    {"pupils with SEN by authority (school census)",
     "",
     {"sen_provision", "sen_status", "pupil_sen_status", "sen_primary_need", "primary_need"},
     "phase_type_grouping"},
    {"pupils with SEN by authority (school census)", "", {"ehc_plan", "sen_support"}, "geographic_level"},
    {"a GIAS download", "--schools", {"typeofestablishment_code", "typeofestablishment_name", "establishmentname"}},
    {"school capacity (SCAP)", "--schools", {"school_places", "number_of_school_places"}, "school_urn"},
    {"school capacity (SCAP)", "--schools", {"school_places", "number_of_school_places"}, "urn"},
    {"school capacity by authority (SCAP)", "", {"school_places", "number_of_school_places"}, "geographic_level"},
    {"links between schools (GIAS)", "--schools", {"linkurn", "link_urn"}},
    {"deprivation of small areas",
     "--deprivation",
     {"imd_decile", "imddecile", "imd_rank", "indices_of_deprivation", "e_expanded_decile"}},
    {"deprivation of small areas",
     "--deprivation",
     {"index_of_multiple_deprivation_imd_decile", "index_domain", "imd_score", "imdscore", "original_decile"}},
    {"residents by small area and age", "--population", {"f0", "m0", "f0_to_15", "all_ages", "allages"}},
    {"residents by small area and age", "--population", {"age_0", "aged_0", "aged_0_to_4", "age_0_to_4", "0"}},
    {"the officer's own list of provision", "--provision", {"provision"}, "places"},
    {"planning areas of schools",
     "--own",
     {"planning_area", "planning_area_name", "school_planning_area", "planningarea", "planning_area_code"}},
    {"admission numbers of schools",
     "--own",
     {"pan", "pan_r", "pan_7", "published_admission_number", "year_group"},
     "urn"},
    {"admission numbers of schools", "--own", {"pan", "pan_r", "pan_7", "year_r", "year_7"}, "laestab"},
    {"links of infant and junior schools",
     "--own",
     {"linked_urn", "junior_urn", "infant_urn", "linked_school_urn", "feeder_urn"}},
    {"a list of schools", "--schools", {"urn", "school_urn", "unique_reference_number"}},
    {"coordinates of small areas", "--centroids", {"x", "latitude", "lat", "easting"}, "lsoa21cd"},
    {"coordinates of small areas", "--centroids", {"x", "latitude", "lat", "easting"}, "lsoa11cd"},
}};

}  // namespace

KnownTable known_table(const CsvTable& table) {
    for (const Signs& sign : signs) {
        if (!sign.besides.empty() && !table.has(sign.besides)) continue;
        if (!sign.without.empty() && table.has(sign.without)) continue;
        for (const std::string_view key : sign.any)
            if (const auto column = key.empty() ? std::nullopt : table.column({key}))
                return {sign.what, sign.option, table.headings()[*column]};
    }
    return {};
}

std::string not_what_is_wanted(const CsvTable& table, std::string_view wanted, std::string_view reads) {
    const KnownTable known = known_table(table);
    if (!known.what.empty())
        return fmt::format("{}: taken for {} by its column '{}', not for {}{}; {}", table.heading_place(), known.what,
                           known.heading, wanted,
                           known.option.empty() ? std::string() : fmt::format(" ({} reads it)", known.option), reads);
    std::string present;
    constexpr std::size_t shown = 12;
    for (std::size_t i = 0; i < table.headings().size() && i < shown; ++i)
        present += (i ? ", " : "") + table.headings()[i];
    if (table.headings().size() > shown) present += fmt::format(" and {} more", table.headings().size() - shown);
    return fmt::format("{}: not {}: no column tells it (columns found: {}); {}", table.heading_place(), wanted, present,
                       reads);
}

}  // namespace sendscape
