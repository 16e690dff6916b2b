// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "sim/core/calendar.h"
#include "sim/core/labels.h"

namespace sendscape {

// Each classification below is one list of rows, from which its enumerators, labels and counts are made. A row is added
// before the last, `gone`; the compiler then names the tables and switches that have yet to decide on it.

/// The groups of the published SEN2 tables: enumerator, code, words, source.
#define SENDSCAPE_SETTING_GROUPS(ROW)                                                                \
    ROW(early_years, "early_years", "Early years", "SEN2")                                           \
    ROW(mainstream, "mainstream", "Mainstream", "SEN2")                                              \
    ROW(base, "base", "Resourced provision or SEN unit", "SEN2")                                     \
    ROW(state_special, "state_special", "State special", "SEN2")                                     \
    ROW(independent_special, "independent_special", "Independent or non-maintained special", "SEN2") \
    ROW(alternative_provision, "alternative_provision", "Alternative provision", "SEN2")             \
    ROW(further_education, "further_education", "Further education", "SEN2")                         \
    ROW(eotas, "eotas", "Education otherwise than at school", "SEN2")                                \
    ROW(home_education, "home_education", "Home educated", "SEN2")                                   \
    ROW(neet, "neet", "Not in education, 16 and over", "SEN2")                                       \
    ROW(no_setting, "no_setting", "No setting", "SEN2")

enum class SettingGroup : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_SETTING_GROUPS(ROW)
#undef ROW
};
inline constexpr std::array setting_group_labels{
#define ROW(name, code, words, source) Label{code, words, source},
    SENDSCAPE_SETTING_GROUPS(ROW)
#undef ROW
};
constexpr std::size_t setting_group_count = setting_group_labels.size();
#undef SENDSCAPE_SETTING_GROUPS

/// What a setting is to a child with a plan.
enum class SettingKind : std::uint8_t { state_mainstream, base, special, other };

/// Where a child is educated: enumerator, code, words, source, group, kind. Every published grouping (SCAP's four, the
/// DSG plan's seven, SEN2's columns) is a sum of these rows.
#define SENDSCAPE_SETTINGS(ROW)                                                                                       \
    ROW(not_yet, "not_yet", "Below school age", "this model", no_setting, other)                                      \
    ROW(early_years, "early_years", "Early-years setting", "SEN2: nm_early_years", early_years, other)                \
    /* bases and sixth forms have rows of their own */                                                                \
    ROW(mainstream, "mainstream", "Mainstream school", "SEN2: mainstream, RP and SEN unit excluded", mainstream,      \
        state_mainstream)                                                                                             \
    ROW(independent_mainstream, "independent_mainstream", "Independent mainstream school",                            \
        "SEN2: mainstream_independent", mainstream, other)                                                            \
    /* a base in a mainstream school: mostly taught in its classes, or mostly apart */                                \
    ROW(resourced_provision, "resourced_provision", "Resourced provision", "SEN2: *_resourced_provision", base, base) \
    ROW(sen_unit, "sen_unit", "SEN unit", "SEN2: *_senunit", base, base)                                              \
    ROW(state_special, "state_special", "State special school", "SEN2: special_la_maintained, academy, free",         \
        state_special, special)                                                                                       \
    ROW(non_maintained_special, "non_maintained_special", "Non-maintained special school",                            \
        "SEN2: special_non_maintained", independent_special, special)                                                 \
    ROW(independent_special, "independent_special", "Independent special school", "SEN2: special_independent",        \
        independent_special, special)                                                                                 \
    /* AP, pupil referral units, hospital schools */                                                                  \
    ROW(alternative_provision, "alternative_provision", "Alternative provision", "SEN2: ap_pru_total",                \
        alternative_provision, other)                                                                                 \
    ROW(sixth_form, "sixth_form", "School sixth form", "this model: mainstream, Years 12 to 14", mainstream,          \
        state_mainstream)                                                                                             \
    ROW(further_education, "further_education", "Further education college", "SEN2: general_fe_tertiary_colleges",    \
        further_education, other)                                                                                     \
    ROW(specialist_post16, "specialist_post16", "Specialist post-16 institution",                                     \
        "SEN2: specialist_post_16_institutions", further_education, other)                                            \
    ROW(training, "training", "Training provider", "SEN2: ukrlp_provider", further_education, other)                  \
    /* arranged and paid by the authority */                                                                          \
    ROW(eotas, "eotas", "Education otherwise than at school", "SEN2: other_arrangements_la", eotas, other)            \
    /* elective: nobody pays */                                                                                       \
    ROW(home_education, "home_education", "Elective home education", "SEN2: elective_home_education", home_education, \
        other)                                                                                                        \
    /* 16 or over */                                                                                                  \
    ROW(neet, "neet", "Not in education, employment or training", "SEN2: neet", neet, other)                          \
    ROW(awaiting, "awaiting", "No setting, compulsory age", "SEN2: neet_other_csa", no_setting, other)                \
    /* left the model */                                                                                              \
    ROW(gone, "gone", "Left", "this model", no_setting, other)

enum class Setting : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_SETTINGS(ROW)
#undef ROW
};

struct SettingRow {
    Label label;
    SettingGroup group;
    SettingKind kind;
};
inline constexpr std::array setting_rows{
#define ROW(name, code, words, source, group, kind) \
    SettingRow{{code, words, source}, SettingGroup::group, SettingKind::kind},
    SENDSCAPE_SETTINGS(ROW)
#undef ROW
};
#undef SENDSCAPE_SETTINGS

inline constexpr std::array setting_labels = labels_of(setting_rows);
constexpr auto setting_count = static_cast<std::size_t>(Setting::gone);  ///< `gone` apart
static_assert(setting_rows.size() == setting_count + 1, "'gone' is the last row");

constexpr const SettingRow& setting_row(Setting setting) { return setting_rows[static_cast<std::size_t>(setting)]; }
constexpr const Label& label(Setting setting) { return setting_row(setting).label; }
constexpr SettingGroup group_of(Setting setting) { return setting_row(setting).group; }
constexpr bool is_special(Setting setting) { return setting_row(setting).kind == SettingKind::special; }
constexpr bool is_base(Setting setting) { return setting_row(setting).kind == SettingKind::base; }
constexpr bool is_state_mainstream(Setting setting) {
    return setting_row(setting).kind == SettingKind::state_mainstream || is_base(setting);
}

/// A table with one entry for each group of settings.
template <class T, std::size_t N>
consteval auto by_setting_group(const Entry<SettingGroup, T> (&entries)[N]) {
    return one_for_each<setting_group_count>(entries);
}

/// Phase of education by year group: enumerator, code, words, source, first year group.
#define SENDSCAPE_PHASES(ROW)                                                                 \
    ROW(early_years, "early_years", "Early years", "this model: before Reception", first_ncy) \
    ROW(primary, "primary", "Primary", "Reception to Year 6", reception)                      \
    ROW(secondary, "secondary", "Secondary", "Years 7 to 11", year_7)                         \
    ROW(post16, "post16", "Post-16", "Year 12 and over", first_post16_ncy)

enum class Phase : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_PHASES(ROW)
#undef ROW
};
struct PhaseRow {
    Label label;
    int first_ncy;
};
inline constexpr std::array phase_rows{
#define ROW(name, code, words, source, first_ncy) PhaseRow{{code, words, source}, first_ncy},
    SENDSCAPE_PHASES(ROW)
#undef ROW
};
#undef SENDSCAPE_PHASES
inline constexpr std::array phase_labels = labels_of(phase_rows);
constexpr std::size_t phase_count = phase_rows.size();
constexpr Phase phase_of_ncy(int ncy) {
    std::size_t row = phase_count - 1;
    while (row > 0 && ncy < phase_rows[row].first_ncy) --row;
    return static_cast<Phase>(row);
}

/// A table with one entry for each phase.
template <class T, std::size_t N>
consteval auto by_phase(const Entry<Phase, T> (&entries)[N]) {
    return one_for_each<phase_count>(entries);
}

/// Phase of a school by the years it teaches, as GIAS words it: enumerator, code, words, source.
#define SENDSCAPE_SCHOOL_PHASES(ROW)                                                                    \
    ROW(nursery, "nursery", "Nursery", "GIAS PhaseOfEducation")                                         \
    ROW(primary, "primary", "Primary", "GIAS PhaseOfEducation; middle deemed primary included")         \
    ROW(secondary, "secondary", "Secondary", "GIAS PhaseOfEducation; middle deemed secondary included") \
    ROW(all_through, "all-through", "All-through", "GIAS PhaseOfEducation")                             \
    ROW(post16, "post16", "Post-16", "GIAS PhaseOfEducation: 16 plus")

enum class SchoolPhase : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_SCHOOL_PHASES(ROW)
#undef ROW
};
inline constexpr std::array school_phase_labels{
#define ROW(name, code, words, source) Label{code, words, source},
    SENDSCAPE_SCHOOL_PHASES(ROW)
#undef ROW
};
constexpr std::size_t school_phase_count = school_phase_labels.size();
#undef SENDSCAPE_SCHOOL_PHASES

}  // namespace sendscape
