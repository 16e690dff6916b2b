// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_words.h"

#include <array>

#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"

namespace sendscape {
namespace {

/// A placement is that of the first row whose `begins` its key begins with and whose `holds` it holds.
struct PlacementWords {
    std::string_view begins, holds;
    Placement placement;
};

constexpr Placement not_told{};
constexpr Placement in(SettingGroup group) { return {group}; }

// Words are compared as column_key writes them, so that rows of the layouts until 2024 ("Special - Academy/free") and
// headings since 2025 (special_academy_free) are one. The groups are those of England's table of January 2026
// (agents/pupils/national_tables.h), which starts the model:
// - Awaiting provision, in education (until 2022): the child is at some school, nursery or college meanwhile, and
//   nothing tells which: not told. Not in education: of compulsory school age without a setting (neet_other_csa since),
//   above or below that age with the NEET column (neet, neet_ntci and neet_other since). The sum of both, which is all
//   there is until 2018, is not told: of those of January 2019 three in four were not in education, some of each age.
// - Permanently excluded (until 2022): of compulsory school age and, in that January, without a school.
// - Other arrangements by the authority, and an online provider: education otherwise than at school, which it pays.
// - Other, other schools, schools in Wales, not recorded: in England's table 'other or unrecorded': not told.
std::optional<Placement> placement_by_words(std::string_view key) {
    using enum SettingGroup;
    static constexpr std::array placements{
        PlacementWords{"", "early_years", in(early_years)},
        PlacementWords{"mainstream", "resourced", in(base)},
        PlacementWords{"mainstream", "sen_unit", in(base)},
        PlacementWords{"mainstream", "senunit", in(base)},
        PlacementWords{"mainstream", "", in(mainstream)},
        PlacementWords{"", "specialist_post", in(further_education)},
        PlacementWords{"special_post", "", in(further_education)},
        PlacementWords{"special_", "independent", in(independent_special)},
        PlacementWords{"special_", "non_maintained", in(independent_special)},
        PlacementWords{"special_", "", in(state_special)},
        PlacementWords{"ap_pru", "", in(alternative_provision)},
        PlacementWords{"", "hospital", in(alternative_provision)},
        PlacementWords{"", "fe_and_tertiary", in(further_education)},
        PlacementWords{"", "fe_tertiary", in(further_education)},
        PlacementWords{"other_fe", "", in(further_education)},
        PlacementWords{"", "sixth_form_college", in(further_education)},
        PlacementWords{"", "independent_specialist", in(further_education)},
        PlacementWords{"ukrlp", "", in(further_education)},
        PlacementWords{"supported_internship", "", in(further_education)},  // 2016 alone, with the next three
        PlacementWords{"traineeship", "", in(further_education)},
        PlacementWords{"apprenticeship", "", in(further_education)},
        PlacementWords{"work_based_learning", "", in(further_education)},
        PlacementWords{"", "elective", in(home_education)},
        PlacementWords{"", "arrangements", in(eotas)},  // by the authority; by parents: below
        PlacementWords{"online", "", in(eotas)},
        PlacementWords{"neet_other_csa", "", in(no_setting)},
        PlacementWords{"neet", "", in(neet)},
        PlacementWords{"", "not_in_employment", in(neet)},
        PlacementWords{"", "above_compulsory_school_age_and_not_in_education", in(neet)},
        PlacementWords{"", "below_compulsory_school_age_and_not_in_education", in(neet)},
        PlacementWords{"", "compulsory_school_age_and_not_in_education", in(no_setting)},
        PlacementWords{"not_in_education", "compulsory", in(no_setting)},
        PlacementWords{"not_in_education", "", in(neet)},
        PlacementWords{"await", "", not_told},
        PlacementWords{"perm_ex", "", in(no_setting)},
        PlacementWords{"permanently_excluded", "", in(no_setting)},
        PlacementWords{"other_school", "", not_told},
        PlacementWords{"other_placement", "", not_told},
        PlacementWords{"other_types_of_placement", "", not_told},
        PlacementWords{"w_settings", "", not_told},
        PlacementWords{"welsh", "", not_told},
        PlacementWords{"placement_unknown", "", not_told},
        PlacementWords{"placement_not_recorded", "", not_told},
        PlacementWords{"not_recorded", "", not_told},
        PlacementWords{"unknown", "", not_told},
    };
    for (const PlacementWords& row : placements)
        if (key.starts_with(row.begins) && key.find(row.holds) != std::string_view::npos) return row.placement;
    return std::nullopt;
}

/// From this January on SEN2 has elective home education apart. What parents arranged before was mostly that: 83% of
/// both in England in January 2020. Since then it is what they pay for elsewhere, and nothing tells where.
constexpr int home_education_apart_since = 2020;

bool is_arrangement_by_parents(std::string_view key) {
    return key.find("arrangements") != std::string_view::npos && key.find("parents") != std::string_view::npos;
}

}  // namespace

bool is_total(std::string_view words) {
    const std::string text = lower_case(words);
    return text == "total" || text == "all" || text == "all ages" || text == "all establishments" ||
           text == "all plans";
}

std::optional<std::size_t> age_band_of(std::string_view words) {
    const std::string text = lower_case(words);
    if (text.find("under 5") != std::string::npos) return 0;
    if (text.find("5 to 10") != std::string::npos || text.find("5-10") != std::string::npos) return 1;
    if (text.find("11 to 15") != std::string::npos || text.find("11-15") != std::string::npos) return 2;
    if (text.find("16 to 19") != std::string::npos || text.find("16-19") != std::string::npos) return 3;
    if (text.find("20 to 25") != std::string::npos || text.find("20-25") != std::string::npos) return 4;
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    if (digits.empty() || digits.size() > 2) return std::nullopt;
    const int age = std::stoi(digits);
    return age < 5 ? 0u : age < 11 ? 1u : age < 16 ? 2u : age < 20 ? 3u : 4u;
}

std::string age_key(std::string_view words) {
    std::string key = lower_case(words).find("under") != std::string::npos ? "under" : "";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool digit = words[i] >= '0' && words[i] <= '9';
        if (digit && (i == 0 || words[i - 1] < '0' || words[i - 1] > '9')) key += ' ';
        if (digit) key += words[i];
    }
    return key;
}

bool is_sum_of_placements(std::string_view words) {
    const std::string key = column_key(words);
    return is_total(words) || (key.ends_with("_total") && key != "awaiting_provision_total") ||
           key.starts_with("ed_elsewhere");
}

std::optional<Placement> placement_of(std::string_view words, int year) {
    const std::string key = column_key(words);
    if (key.ends_with("_pc") || is_sum_of_placements(words)) return std::nullopt;
    if (is_arrangement_by_parents(key))
        return year < home_education_apart_since ? in(SettingGroup::home_education) : not_told;
    if (key == "other") return not_told;
    return placement_by_words(key);
}

std::optional<Need> need_of_heading(std::string_view key) {
    constexpr std::string_view counts = "number_";
    if (!key.starts_with(counts)) return std::nullopt;
    for (std::size_t need = 0; need < need_count; ++need)
        if (lower_case(need_labels[need].code) == key.substr(counts.size())) return static_cast<Need>(need);
    return std::nullopt;
}

}  // namespace sendscape
