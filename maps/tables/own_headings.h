// SPDX-License-Identifier: MIT
#pragma once
#include <initializer_list>
#include <string_view>

namespace sendscape::own_headings {

// Spellings of the headings by which the officer's own tables are told, as column_key writes them.
using Spellings = std::initializer_list<std::string_view>;

/// The first that is filled in a row counts: a school of one phase has its area under that phase.
inline const Spellings area_names{"planning_area",
                                  "planning_area_name",
                                  "planningarea",
                                  "planningareaname",
                                  "planning_area_description",
                                  "planning_area_title",
                                  "school_planning_area",
                                  "school_planning_area_name",
                                  "pupil_planning_area",
                                  "pupil_place_planning_area",
                                  "place_planning_area",
                                  "pupil_planning_area_name",
                                  "scap_planning_area",
                                  "dfe_planning_area",
                                  "ppa",
                                  "ppa_name",
                                  "pa_name",
                                  "plan_area",
                                  "planning_group",
                                  "primary_planning_area",
                                  "secondary_planning_area",
                                  "planning_area_primary",
                                  "planning_area_secondary"};
inline const Spellings area_code{"planning_area_code",       "planningareacode", "planning_area_id",
                                 "planning_area_number",     "planning_area_no", "planning_area_ref",
                                 "planning_area_reference",  "pa_code",          "ppa_code",
                                 "school_planning_area_code"};

inline const Spellings infant{
    "infant_urn", "urn_infant", "infant_school_urn", "infant_school", "infant_laestab", "infanturn",
    "infant",     "feeder_urn", "feeder_school_urn", "feeder_school", "from_urn",       "first_school_urn"};
inline const Spellings junior{"junior_urn", "urn_junior",      "junior_school_urn", "junior_school", "junior_laestab",
                              "juniorurn",  "junior",          "feeds_urn",         "feeds_to_urn",  "feeds_to",
                              "to_urn",     "destination_urn", "middle_school_urn", "leads_to_urn"};
inline const Spellings linked{
    "linked_urn",    "linkurn",          "link_urn",           "linked_school_urn", "linked_laestab",
    "linked_school", "partner_urn",      "partner_school_urn", "linkedurn",         "linked_school_laestab",
    "urn_linked",    "linked_dfe_number"};

/// Whether a heading speaks of planning areas in a spelling of its own ("Planning Area 2025", "DfE planning area
/// name").
inline bool speaks_of_areas(std::string_view key) {
    return key.find("planning_area") != std::string_view::npos || key.find("planningarea") != std::string_view::npos;
}
/// Whether such a heading is of codes, not of names.
inline bool is_of_codes(std::string_view key) {
    for (const std::string_view word : {"code", "id", "number", "no", "ref", "reference"})
        if (key.ends_with(word) && key.size() > word.size() && key[key.size() - word.size() - 1] == '_') return true;
    return false;
}
/// Headings that name a planning area only where nothing else tells what a table is.
inline const Spellings plain_area{"area", "area_name", "areaname"};

/// Whether a type of link is that of an infant and a junior school, or of other schools of which one follows the other.
inline bool is_link_of_stages(std::string_view type) {
    for (const std::string_view word : {"infant", "junior", "first school", "middle school", "feeder", "linked"})
        if (type.find(word) != std::string_view::npos) return true;
    return false;
}

}  // namespace sendscape::own_headings
