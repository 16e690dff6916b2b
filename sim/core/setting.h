#pragma once
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// Where a child is educated. Every published grouping (SCAP's four, the DSG plan's seven, SEN2's columns) is a sum of
/// these rows.
enum class Setting : std::uint8_t {
    not_yet,      ///< below school age and in no setting
    early_years,  ///< nursery or other early-years setting
    mainstream,   ///< state mainstream school, base excluded (school sixth forms apart)
    independent_mainstream,
    resourced_provision,  ///< base in a mainstream school, mostly taught in mainstream classes
    sen_unit,             ///< base in a mainstream school, mostly taught apart
    state_special,
    non_maintained_special,
    independent_special,
    alternative_provision,  ///< AP, PRU, hospital school
    sixth_form,             ///< Years 12 to 14 of a mainstream school
    further_education,      ///< FE and tertiary college
    specialist_post16,
    training,
    eotas,           ///< education otherwise than at school: arranged and paid by the authority
    home_education,  ///< elective: nobody pays
    neet,            ///< 16 or over, not in education, employment or training
    awaiting,        ///< compulsory school age, no setting
    gone,            ///< left the model
};
constexpr std::size_t setting_count = 18;  ///< `gone` apart

/// The groups of the published SEN2 tables.
enum class SettingGroup : std::uint8_t {
    early_years,
    mainstream,
    base,
    state_special,
    independent_special,
    alternative_provision,
    further_education,
    eotas,
    home_education,
    neet,
    no_setting
};
constexpr std::size_t setting_group_count = 11;

inline constexpr std::array<Label, setting_count + 1> setting_labels{{
    {"not_yet", "Below school age", "this model"},
    {"early_years", "Early-years setting", "SEN2: nm_early_years"},
    {"mainstream", "Mainstream school", "SEN2: mainstream, RP and SEN unit excluded"},
    {"independent_mainstream", "Independent mainstream school", "SEN2: mainstream_independent"},
    {"resourced_provision", "Resourced provision", "SEN2: *_resourced_provision"},
    {"sen_unit", "SEN unit", "SEN2: *_senunit"},
    {"state_special", "State special school", "SEN2: special_la_maintained, academy, free"},
    {"non_maintained_special", "Non-maintained special school", "SEN2: special_non_maintained"},
    {"independent_special", "Independent special school", "SEN2: special_independent"},
    {"alternative_provision", "Alternative provision", "SEN2: ap_pru_total"},
    {"sixth_form", "School sixth form", "this model: mainstream, Years 12 to 14"},
    {"further_education", "Further education college", "SEN2: general_fe_tertiary_colleges"},
    {"specialist_post16", "Specialist post-16 institution", "SEN2: specialist_post_16_institutions"},
    {"training", "Training provider", "SEN2: ukrlp_provider"},
    {"eotas", "Education otherwise than at school", "SEN2: other_arrangements_la"},
    {"home_education", "Elective home education", "SEN2: elective_home_education"},
    {"neet", "Not in education, employment or training", "SEN2: neet"},
    {"awaiting", "No setting, compulsory age", "SEN2: neet_other_csa"},
    {"gone", "Left", "this model"},
}};
constexpr const Label& label(Setting setting) { return setting_labels[static_cast<std::size_t>(setting)]; }

inline constexpr std::array<Label, setting_group_count> setting_group_labels{{
    {"early_years", "Early years", "SEN2"},
    {"mainstream", "Mainstream", "SEN2"},
    {"base", "Resourced provision or SEN unit", "SEN2"},
    {"state_special", "State special", "SEN2"},
    {"independent_special", "Independent or non-maintained special", "SEN2"},
    {"alternative_provision", "Alternative provision", "SEN2"},
    {"further_education", "Further education", "SEN2"},
    {"eotas", "Education otherwise than at school", "SEN2"},
    {"home_education", "Home educated", "SEN2"},
    {"neet", "Not in education, 16 and over", "SEN2"},
    {"no_setting", "No setting", "SEN2"},
}};

constexpr SettingGroup group_of(Setting setting) {
    switch (setting) {
        case Setting::early_years:
            return SettingGroup::early_years;
        case Setting::mainstream:
        case Setting::independent_mainstream:
        case Setting::sixth_form:
            return SettingGroup::mainstream;
        case Setting::resourced_provision:
        case Setting::sen_unit:
            return SettingGroup::base;
        case Setting::state_special:
            return SettingGroup::state_special;
        case Setting::non_maintained_special:
        case Setting::independent_special:
            return SettingGroup::independent_special;
        case Setting::alternative_provision:
            return SettingGroup::alternative_provision;
        case Setting::further_education:
        case Setting::specialist_post16:
        case Setting::training:
            return SettingGroup::further_education;
        case Setting::eotas:
            return SettingGroup::eotas;
        case Setting::home_education:
            return SettingGroup::home_education;
        case Setting::neet:
            return SettingGroup::neet;
        default:
            return SettingGroup::no_setting;
    }
}
constexpr bool is_special(Setting s) {
    return s == Setting::state_special || s == Setting::non_maintained_special || s == Setting::independent_special;
}
constexpr bool is_base(Setting s) { return s == Setting::resourced_provision || s == Setting::sen_unit; }
constexpr bool is_state_mainstream(Setting s) {
    return s == Setting::mainstream || s == Setting::sixth_form || is_base(s);
}

/// Phase of education by year group.
enum class Phase : std::uint8_t { early_years, primary, secondary, post16 };
constexpr std::size_t phase_count = 4;
inline constexpr std::array<Label, phase_count> phase_labels{{
    {"early_years", "Early years", "this model: before Reception"},
    {"primary", "Primary", "Reception to Year 6"},
    {"secondary", "Secondary", "Years 7 to 11"},
    {"post16", "Post-16", "Year 12 and over"},
}};
constexpr Phase phase_of_ncy(int ncy) {
    return ncy < 0 ? Phase::early_years : ncy < 7 ? Phase::primary : ncy < 12 ? Phase::secondary : Phase::post16;
}

/// Phase of a school by the years it teaches, as GIAS words it.
enum class SchoolPhase : std::uint8_t { nursery, primary, secondary, all_through, post16 };
constexpr std::size_t school_phase_count = 5;
inline constexpr std::array<Label, school_phase_count> school_phase_labels{{
    {"nursery", "Nursery", "GIAS PhaseOfEducation"},
    {"primary", "Primary", "GIAS PhaseOfEducation; middle deemed primary included"},
    {"secondary", "Secondary", "GIAS PhaseOfEducation; middle deemed secondary included"},
    {"all-through", "All-through", "GIAS PhaseOfEducation"},
    {"post16", "Post-16", "GIAS PhaseOfEducation: 16 plus"},
}};

}  // namespace sendscape
