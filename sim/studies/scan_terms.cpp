// SPDX-License-Identifier: MIT
#include "sim/studies/scan_terms.h"

#include <algorithm>
#include <array>

#include "agents/families/net_migration.h"
#include "sim/core/setting.h"

namespace sendscape {
namespace {

struct TermsRow {
    std::string_view key;
    ScanTerms terms;
};

// Parameters that act only beside another one, which is then on.
constexpr std::array terms_table{
    TermsRow{"loops.growth", {"plans.growth=0.03"}},
    TermsRow{"families.yield", {.homes = true}},
    TermsRow{"plans.practice_doubt", {.replicate = 1}},
    TermsRow{"plans.assumptions_doubt", {.replicate = 1}},
    TermsRow{"plans.drift_of_schools", {.replicate = 1}},
    TermsRow{"families.drift_primary", {.replicate = 1}},
    TermsRow{"families.drift_secondary", {.replicate = 1}},
    TermsRow{"admissions.number_drift", {.replicate = 1}},
    TermsRow{"plans.weeks_median", {"loops.services=0"}},
    TermsRow{"plans.weeks_sigma", {"loops.services=0"}},
    TermsRow{"schools.training_effect", {"schools.training=1"}},
    TermsRow{"pupils.training_effect", {"schools.training=1"}},
    TermsRow{"schools.targeted_above", {"schools.targeted_amount=6000"}},
    TermsRow{"schools.targeted_amount", {"schools.targeted_above=2"}},
    TermsRow{"families.forum_contacts", {"families.forum_share=0.5"}},
    TermsRow{"schools.outreach_worth", {"schools.outreach=0.1"}},
    TermsRow{"authority.safety_valve_overspend", {"authority.safety_valve=0.2"}},
    TermsRow{"authority.safety_valve_panel", {"authority.safety_valve=0.2"}},
    TermsRow{"authority.safety_valve_independent", {"authority.safety_valve=0.2"}},
    TermsRow{"accountability.gate_ethos", {"accountability.inclusion_gate=1"}},
};

bool selects(const School& school) { return school.selective && is_state_mainstream(school.setting); }

bool published_flows(const Authority& authority) { return authority.in_area && !authority.sen2.flows.empty(); }

struct CannotRow {
    std::string_view key;
    bool (*acts)(const Map&);
    std::string_view reason;
};

constexpr std::array cannot_table{
    CannotRow{"admissions.selective_qualifying",
              [](const Map& map) { return std::any_of(map.schools.begin(), map.schools.end(), selects); },
              "the map has no state-funded selective school"},
    CannotRow{
        "plans.trend_kept",
        [](const Map& map) { return std::any_of(map.authorities.begin(), map.authorities.end(), published_flows); },
        "SEN2 told the map nothing of the authority's requests"},
    CannotRow{
        "plans.practice_doubt",
        [](const Map& map) { return std::any_of(map.authorities.begin(), map.authorities.end(), published_flows); },
        "SEN2 told the map nothing of the authority's practice"},
    CannotRow{"pupils.net_migration_london",
              [](const Map& map) {
                  return std::any_of(map.authorities.begin(), map.authorities.end(), [](const Authority& authority) {
                      return london_part(authority.code) != LondonPart::none;
                  });
              },
              "the map has no borough of London"},
    CannotRow{"authority.panel_spread",
              [](const Map& map) {
                  return std::count_if(map.authorities.begin(), map.authorities.end(),
                                       [](const Authority& authority) { return authority.in_area; }) > 1;
              },
              "the map's area is one authority's, which is taken at England's leniency"},
};

}  // namespace

ScanTerms scan_terms(std::string_view key) {
    const auto* const row =
        std::find_if(terms_table.begin(), terms_table.end(), [&](const TermsRow& one) { return one.key == key; });
    return row == terms_table.end() ? ScanTerms{} : row->terms;
}

double least_scanned(const ParameterRow& row) {
    // 0 is no target at all; England has 35% in special schools (DfE SEN2 2026), so that 1 and 0 are one.
    constexpr double low_target = 0.2;
    return row.key == "authority.target_special_share" ? low_target : row.least;
}

std::string cannot_act(std::string_view key, const Map& map) {
    for (const CannotRow& row : cannot_table)
        if (row.key == key && !row.acts(map)) return std::string(row.reason);
    return {};
}

}  // namespace sendscape
