// SPDX-License-Identifier: MIT
#include "maps/build/school_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "maps/all_through.h"
#include "maps/tables/cell_values.h"

namespace sendscape {
namespace {

constexpr int nursery_year = -1;
constexpr double nursery_share = 0.45;    // of a year group; assumption: part-time places, not every school
constexpr double sixth_form_share = 0.5;  // staying on at a school with a sixth form; assumption
constexpr double primary_filled = 0.862;  // of places, England 2024/25: DfE school places scorecards
constexpr double secondary_filled = 0.875;

/// Children a year that a state primary school admits, by those it has a year. An infant class has 30 pupils at the
/// most (School Admissions (Infant Class Sizes) (England) Regulations 2012), so that numbers go by forms of 30 and
/// halves, of small schools by fives, and a roll tells them: of 2,417 primary schools without a nursery class in
/// authorities with an even code those with 28 to 32 pupils a year have 30 places in nine cases of ten, with 58 to 62
/// have 60 (census of 2019, register of July 2022). A nursery class that no table tells of adds up to a fifth.
double admitted_by_forms(double a_year) {
    constexpr double form = 30, full_from = 0.955, with_nursery = 1.2, whole_form_from = 20, full_to = 1.03;
    const double forms = std::floor(a_year / (form * full_from));
    if (forms >= 1 && a_year <= with_nursery * form * forms) return std::max(form * forms, std::round(a_year));
    const double step = a_year < whole_form_from ? form / 6 : a_year < form ? form : form / 2;
    return std::max(step, std::ceil(a_year / full_to / step) * step);
}

/// Pupils over places of a state secondary school by its roll: a small one is small since places stand empty, a large
/// one is full. Register of July 2022, 1,543 secondary schools of authorities with an even code: a power 0.34 of the
/// roll (correlation 0.63), 0.91 at a roll of 1,000, of large ones 0.98 to 1.01; scaled from their 0.907 to England's
/// 0.875.
double filled_by_roll(double roll) {
    constexpr double at_a_thousand = 0.89, power = 0.34, least = 0.5, most = 0.975;
    return std::clamp(at_a_thousand * pow(roll / 1000, power), least, most);
}
constexpr double admitted_of_roll = 0.97;  // offers over the roll by year group where a school is over-full, see below
constexpr double special_over_places = 1.06;  // roll of state special schools over places: SCAP 2023/24
constexpr int sixth_form_roll = 900;  // from which a secondary is taken to have a sixth form; about three fifths have

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

std::string lower_of(const std::optional<std::string>& text) { return text ? lower_case(*text) : std::string(); }

SchoolClass classify_words(const std::string& t) {
    const auto kind = [](Setting setting) { return SchoolClass{NoSchool::is_school, setting}; };
    if (has(t, "special post") || has(t, "specialist post") || has(t, "further education") || has(t, "sixth form") ||
        has(t, "16-19") || has(t, "16 to 19") || t == "colleges" || has(t, "tertiary"))
        return {NoSchool::post16, Setting::further_education};
    if (has(t, "children's centre") || has(t, "childrens centre") || has(t, "higher education") || has(t, "welsh") ||
        has(t, "offshore") || has(t, "overseas") || has(t, "miscellaneous") || has(t, "online provider") ||
        has(t, "secure unit") || has(t, "service children") || has(t, "universities") || has(t, "funded by other"))
        return {NoSchool::other_kind, Setting::mainstream};
    if (has(t, "non-maintained special") || has(t, "non maintained special"))
        return kind(Setting::non_maintained_special);
    if (has(t, "special")) return kind(has(t, "independent") ? Setting::independent_special : Setting::state_special);
    if (has(t, "referral unit") || has(t, "alternative provision") || has(t, "ap school") || has(t, "hospital"))
        return kind(Setting::alternative_provision);
    if (has(t, "nursery")) return kind(Setting::early_years);
    if (has(t, "independent")) return kind(Setting::independent_mainstream);
    // Mainstream schools as the census, GIAS and councils call them; "all-through" and "middle deemed primary" too.
    for (const char* word :
         {"primary", "secondary",   "mainstream", "middle",       "all-through", "all through", "community",
          "academ",  "free school", "foundation", "voluntary",    "maintained",  "technical",   "technology",
          "studio",  "infant",      "junior",     "first school", "high school", "grammar"})
        if (has(t, word)) return kind(Setting::mainstream);
    return {NoSchool::is_school, Setting::mainstream, false};
}

/// A school whose type no table gives in words that are known.
Setting setting_by_rule(const SchoolRecord& record) {
    if (record.roll && record.plans && *record.roll > 0 && *record.plans * 2 >= *record.roll)
        return Setting::state_special;
    const std::string name = lower_of(record.name);
    if (contains_word(name, "special school")) return Setting::state_special;
    if (contains_word(name, "pupil referral") || contains_word(name, "pru")) return Setting::alternative_provision;
    return contains_word(name, "nursery school") ? Setting::early_years : Setting::mainstream;
}

/// Last year group taught by a statutory high age: 11 is left at the end of Year 6, 19 at the end of Year 14.
int last_year_of_age(int high_age) { return std::clamp(high_age - 5, first_ncy, last_school_ncy); }

SchoolPhase phase_of_years(int low, int high) {
    if (high <= 0 && low < 0) return SchoolPhase::nursery;
    if (low >= 12) return SchoolPhase::post16;
    const int primary = std::max(0, std::min(high, 6) - std::max(low, 0) + 1);
    const int secondary = std::max(0, std::min(high, 11) - std::max(low, 7) + 1);
    if (primary == 0) return SchoolPhase::secondary;
    if (secondary == 0) return SchoolPhase::primary;
    // Middle schools are deemed what most of their years are; one with both from the infants up is all-through.
    if (low <= 3) return SchoolPhase::all_through;
    return secondary >= primary ? SchoolPhase::secondary : SchoolPhase::primary;
}

struct Years {
    int low = 0, high = 6;
};

/// Years taught where no ages are given: by the census type and the words of the name.
Years years_by_rule(const SchoolRecord& record, Setting setting, int roll) {
    const std::string name = lower_of(record.name);
    const std::string type = lower_of(record.census_type);
    const std::string phase = lower_of(record.phase);
    const bool primary = record.is_primary.value_or(false) || has(type, "primary") || has(phase, "primary");
    const bool secondary = record.is_secondary.value_or(false) || has(type, "secondary") || has(phase, "secondary");
    if (setting == Setting::early_years) return {-2, -1};
    if (setting == Setting::alternative_provision) return {1, 11};
    if (setting == Setting::mainstream) {
        // A middle school has pupils of both stages too, and no table of ages may say which.
        const bool middle = contains_word(name, "middle") && !has(phase, "all-through");
        if (!middle && (has(phase, "all-through") || (primary && secondary && has(type, "secondary"))))
            return {0, roll >= 1400 ? 13 : 11};
        if (secondary && !has(type, "primary")) {
            if (contains_word(name, "middle")) return {5, 8};
            if (contains_word(name, "upper")) return {9, 13};
            return {7, roll >= sixth_form_roll ? 13 : 11};
        }
        if (contains_word(name, "junior") && !contains_word(name, "infant") && !contains_word(name, "infants"))
            return {3, 6};
        const int first = contains_word(name, "nursery") ? nursery_year : reception;
        if ((contains_word(name, "infant") || contains_word(name, "infants")) && !contains_word(name, "junior"))
            return {first, 2};
        if (contains_word(name, "first") || contains_word(name, "lower")) return {first, 4};
        if (contains_word(name, "middle")) return {4, 7};
        return {first, 6};
    }
    const int top = setting == Setting::independent_mainstream ? 13 : last_school_ncy;
    if (primary && !secondary) return {setting == Setting::independent_mainstream ? -1 : 0, 6};
    if (secondary && !primary) return {7, top};
    return {0, top};
}

Years years_of(const SchoolRecord& record, HalfPrimary half, School& school, QualityTable& quality) {
    if (record.low_age && half == HalfPrimary::whole) {
        school.mark(Filled::ages);
        quality.count("map", Oddity::no_ages,
                      "ages are of before it took in its infant or junior school: taken to teach all primary years",
                      fmt::format("{}", record.urn));
        return {0, 6};
    }
    if (record.low_age && record.high_age && half == HalfPrimary::lone_upper) {
        school.mark(Filled::ages);
        quality.count("map", Oddity::no_ages,
                      "begins at 13 or 14 and no middle school near leads to it: taken to teach all secondary years",
                      fmt::format("{}", record.urn));
        return {year_7, last_year_of_age(*record.high_age)};
    }
    if (record.low_age && record.high_age && *record.low_age <= *record.high_age && *record.low_age <= 18 &&
        *record.high_age >= 3 && *record.high_age <= 25) {
        Years years{std::clamp(*record.low_age - 4, first_ncy, last_school_ncy), last_year_of_age(*record.high_age)};
        // A statutory low age of 5 is how many schools record that they begin with Reception.
        if (*record.low_age == 5) years.low = 0;
        if (years.high >= years.low) return years;
    }
    school.mark(Filled::ages);
    quality.count("map", Oddity::no_ages,
                  "years taught by census type and name (Infant, Junior, First, Middle, Nursery ...); secondaries of "
                  "900 pupils and "
                  "over taken to have a sixth form",
                  fmt::format("{}", record.urn));
    if (half == HalfPrimary::infants) return {0, 2};
    if (half == HalfPrimary::juniors) return {3, 6};
    if (half == HalfPrimary::whole) return {0, 6};
    if (half == HalfPrimary::lone_middle) return {0, 11};
    if (half == HalfPrimary::lone_upper) return {7, 13};
    return years_by_rule(record, school.setting, school.roll);
}

/// Year groups for admission numbers, each as large as the one of entry: sixth-form years count half, nursery years
/// not at all.
double year_groups(const School& school) {
    const double of_entry = school.low_ncy < year_7 ? juniors_per_senior(school) : 1;
    double groups = 0;
    for (int ncy = std::max<int>(0, school.low_ncy); ncy <= school.high_ncy; ++ncy)
        groups += (ncy <= 11 ? 1.0 : sixth_form_share) / (ncy < year_7 ? 1.0 : of_entry);
    return std::max(groups, 1.0);
}

void settle_counts(const SchoolRecord& record, School& school, Month census, QualityTable& quality) {
    const std::string urn = fmt::format("{}", record.urn);
    if (record.roll) {
        school.roll = *record.roll;
    } else if (record.other_roll) {
        school.roll = *record.other_roll;
    } else {
        school.mark(Filled::roll);
        const bool opens_later = record.opened && *record.opened > census;
        const std::int32_t known = record.plans.value_or(0) + record.sen_support.value_or(0);
        const double filled = is_special(school.setting)             ? 1.0
                              : school.phase == SchoolPhase::primary ? primary_filled
                                                                     : secondary_filled;
        if (!opens_later) {
            const std::int32_t capacity = std::min(record.capacity.value_or(0), 10'000);
            school.roll = std::max(known, static_cast<std::int32_t>(capacity * filled + 0.5));
            quality.count("map", Oddity::no_roll,
                          "capacity at England's occupancy where it is known, else pupils with plans and SEN Support",
                          urn);
        }
    }
    if (record.plans) {
        school.plans = *record.plans;
    } else if (school.roll > 0) {
        // England, January 2025 school census, by type of school.
        const double rate = is_special(school.setting)                          ? 0.99
                            : school.setting == Setting::alternative_provision  ? 0.263
                            : school.setting == Setting::early_years            ? 0.021
                            : school.setting == Setting::independent_mainstream ? 0.02
                            : school.phase == SchoolPhase::primary              ? 0.0346
                                                                                : 0.0309;
        school.plans = static_cast<std::int32_t>(school.roll * rate + 0.5);
        school.mark(Filled::plans);
        quality.count("map", Oddity::no_plans, "England's rate for its type, January 2025", urn);
    }
    if (record.sen_support) {
        school.sen_support = *record.sen_support;
    } else if (school.roll > 0) {
        const double rate = is_special(school.setting) ? 0.005 : school.phase == SchoolPhase::primary ? 0.1475 : 0.134;
        school.sen_support = static_cast<std::int32_t>(school.roll * rate + 0.5);
        school.mark(Filled::sen_support);
        quality.count("map", Oddity::no_sen_support, "England's rate for its type, January 2025", urn);
    }
    if (school.plans > school.roll) {
        quality.count("map", Oddity::plans_above_roll, "plans beyond the roll dropped",
                      fmt::format("{} ({} plans, {} on roll)", urn, school.plans, school.roll));
        school.plans = school.roll;
    }
    if (school.plans + school.sen_support > school.roll) {
        quality.count("map", Oddity::sen_above_roll, "SEN Support lowered to fit", urn);
        school.sen_support = school.roll - school.plans;
    }
}

void settle_places(const SchoolRecord& record, School& school, QualityTable& quality) {
    const std::string urn = fmt::format("{}", record.urn);
    const bool usable = record.capacity && *record.capacity > 0 && *record.capacity <= 10'000;
    if (record.capacity && !usable) quality.count("map", Oddity::capacity_unusable, "read as missing", urn);
    const bool special = is_special(school.setting) || school.setting == Setting::alternative_provision;
    if (special) {
        if (usable) {
            school.commissioned_places = *record.capacity;
        } else {
            school.commissioned_places =
                std::max(1, static_cast<std::int32_t>(school.roll / special_over_places + 0.5));
            quality.count("map", Oddity::no_special_places,
                          "places = pupils on roll / 1.06 (SCAP: state special schools are 6% over their places)", urn);
            school.mark(Filled::capacity);
        }
        school.mark(Filled::places);
        school.capacity = school.commissioned_places;
        return;
    }
    if (usable) {
        school.capacity = *record.capacity;
        share_out_capacity(school);
    } else {
        const double groups = year_groups(school);
        const bool by_roll = school.phase == SchoolPhase::secondary && is_state_mainstream(school.setting);
        // A selective school is full: more children pass its test than it has places (first preferences 1.4 a place).
        const double filled = school.selective                       ? 1.0
                              : school.phase == SchoolPhase::primary ? primary_filled
                              : by_roll                              ? filled_by_roll(school.roll)
                                                                     : secondary_filled;
        const double in_them = groups / (groups + (school.low_ncy <= nursery_year ? nursery_share : 0));
        const bool by_forms = school.phase == SchoolPhase::primary && is_state_mainstream(school.setting);
        const auto admission = by_forms
                                   ? static_cast<std::int32_t>(admitted_by_forms(school.roll * in_them / groups))
                                   : static_cast<std::int32_t>(school.roll * in_them / filled / groups / 5.0 + 1.0) * 5;
        school.pan = admission;
        school.capacity = std::max(school.roll, static_cast<std::int32_t>(admission * groups + 0.5));
        school.mark(Filled::capacity);
        quality.count(
            "map", Oddity::no_capacity,
            "by forms of entry (state primary), or pupils on roll / 0.5 to 0.975 by roll (state secondary), / 0.862 or "
            "/ 0.875 (others), England's occupancy, or / 1 (selective), to whole fives a year group",
            urn);
    }
    if (school.pan < 1) school.pan = 1;
    school.mark(Filled::pan);
}

void settle_base(const SchoolRecord& record, School& school, QualityTable& quality) {
    if (school.setting != Setting::mainstream) return;
    const std::string kind = lower_of(record.base_type);
    const bool unit = has(kind, "unit");
    const bool resourced = has(kind, "resource");
    std::int32_t places = record.unit_capacity.value_or(0) + record.resourced_capacity.value_or(0);
    const std::string urn = fmt::format("{}", record.urn);
    if (places == 0 && (unit || resourced)) {
        places = record.unit_roll.value_or(0) + record.resourced_roll.value_or(0);
        if (places == 0) places = school.phase == SchoolPhase::primary ? 12 : 16;
        school.mark(Filled::base_places);
        quality.count("map", Oddity::base_without_places,
                      "pupils in it where given, else 12 places (primary) or 16 (secondary): assumption", urn);
    }
    if (places == 0) {
        if (!record.base_type && !record.unit_capacity && !record.resourced_capacity) school.mark(Filled::base_places);
        return;
    }
    school.base_kind = unit && !resourced ? Setting::sen_unit : Setting::resourced_provision;
    if (record.unit_capacity.value_or(0) > record.resourced_capacity.value_or(0)) school.base_kind = Setting::sen_unit;
    if (school.phase == SchoolPhase::all_through)
        school.base_places = {places / 2, places - places / 2};
    else
        school.base_places[school.phase == SchoolPhase::secondary ? 1 : 0] = places;
    school.base_needs = record.designated;
}

Sex sex_of(const SchoolRecord& record) {
    const std::string words = lower_of(record.gender);
    if (words == "girls") return Sex::girls;
    if (words == "boys") return Sex::boys;
    if (!words.empty() && words != "not reported") return Sex::mixed;
    const std::int64_t girls = record.girls.value_or(0), boys = record.boys.value_or(0);
    if (girls + boys < 30) return Sex::mixed;
    if (boys * 50 < girls) return Sex::girls;  // a few boys in a girls' school's sixth form
    if (girls * 50 < boys) return Sex::boys;
    return Sex::mixed;
}

bool faith_of(const SchoolRecord& record) {
    const std::string words = lower_of(record.religion);
    if (!words.empty() && words != "not reported")
        return !(words == "does not apply" || words == "none" || words == "no religious character" ||
                 words == "not applicable");
    const std::string name = lower_of(record.name);
    for (const char* word : {"catholic", "church of england", "c of e", "cofe", "ce", "c.e.", "rc", "islamic", "muslim",
                             "jewish", "hindu", "sikh", "st", "saint", "our lady", "all saints", "methodist"})
        if (contains_word(name, word)) return true;
    return false;
}

}  // namespace

void share_out_capacity(School& school) {
    // A school with more pupils than places has admitted more than its places share out to: DfE offers of 2019 and
    // 2020 over capacity by year group are 1.02 in the median at 1.0 to 1.1 pupils a place and 1.10 at 1.1 to 1.2,
    // 0.97 of the roll by year group.
    const double admitted = std::max<double>(school.capacity, admitted_of_roll * school.roll);
    school.pan = std::max(1, static_cast<std::int32_t>(admitted / year_groups(school) + 0.5));
}

SchoolClass classify(const SchoolRecord& record) {
    SchoolClass made{NoSchool::is_school, Setting::mainstream, false};
    for (const auto* words : {&record.census_type, &record.type, &record.type_group, &record.phase})
        if (*words && !made.known) made = classify_words(lower_case(**words));
    if (!made.known) made.setting = setting_by_rule(record);
    if (made.why != NoSchool::is_school) return made;
    // The census groups non-maintained and independent special schools apart, GIAS names them in the type.
    if (made.setting == Setting::independent_mainstream && has(lower_of(record.type), "special"))
        made.setting = Setting::independent_special;
    if (!record.census_type && lower_of(record.phase) == "nursery") made.setting = Setting::early_years;
    // Of the census's independent schools those most of whose pupils have plans are special schools.
    if (made.setting == Setting::independent_mainstream && record.roll && record.plans && *record.roll > 0 &&
        *record.plans * 2 >= *record.roll)
        made.setting = Setting::independent_special;
    return made;
}

School settle_school(const SchoolRecord& given, Month census, QualityTable& quality, HalfPrimary half) {
    SchoolRecord record = given;
    constexpr std::int32_t largest = 20'000;  // England's largest school has some 4,000
    for (auto* roll : {&record.roll, &record.other_roll})
        if (*roll && **roll > largest) {
            quality.count("map", Oddity::roll_too_large, "read as missing", fmt::format("{}", record.urn));
            roll->reset();
        }
    School school;
    school.urn = record.urn;
    school.name = record.name.value_or(fmt::format("School {}", record.urn));
    // A cell may hold several lines; a name is shown on one, on terminals and maps.
    std::replace_if(
        school.name.begin(), school.name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    if (!record.name) quality.count("map", Oddity::no_name, "called by their URN", fmt::format("{}", record.urn));
    const SchoolClass made = classify(record);
    school.setting = made.setting;
    if (!made.known)
        quality.count(
            "map", Oddity::unknown_type,
            "special where half or more of the pupils have plans, else by words of the name, else mainstream",
            fmt::format("{} ('{}', taken for {})", record.urn, record.census_type.value_or(record.type.value_or("")),
                        lower_case(label(made.setting).words)));
    school.roll = record.roll.value_or(record.other_roll.value_or(0));  // the rule for years looks at it
    const Years years = years_of(record, half, school, quality);
    school.low_ncy = static_cast<std::int8_t>(years.low);
    school.high_ncy = static_cast<std::int8_t>(std::max(years.low, years.high));
    school.phase = phase_of_years(school.low_ncy, school.high_ncy);
    settle_counts(record, school, census, quality);
    const std::string policy = lower_of(record.admissions_policy);
    school.selective = policy == "selective" ||
                       ((policy.empty() || policy == "not reported") && school.setting == Setting::mainstream &&
                        school.phase == SchoolPhase::secondary && contains_word(lower_of(record.name), "grammar"));
    settle_places(record, school, quality);
    settle_base(record, school, quality);
    school.sex = sex_of(record);
    school.faith = faith_of(record);
    school.section41 = has(lower_of(record.section41), "approved") && !has(lower_of(record.section41), "not");
    const std::string type = lower_of(record.type) + " " + lower_of(record.type_group);
    for (const char* word : {"academ", "free school", "foundation", "voluntary aided", "university technical", "studio",
                             "city technology"})
        school.own_admissions = school.own_admissions || has(type, word);
    if (record.fsm_ever || record.fsm) {
        school.fsm_share = static_cast<float>(record.fsm_ever ? *record.fsm_ever : *record.fsm);
    } else if (school.setting != Setting::independent_mainstream) {
        // England, January 2025: ever eligible in six years, primary 26.3%, secondary 28.9%, special 51.9%.
        school.fsm_share = is_special(school.setting) ? 0.519f : school.phase == SchoolPhase::primary ? 0.263f : 0.289f;
        school.mark(Filled::fsm);
        quality.count("map", Oddity::no_free_meals, "England's share for its type, January 2025",
                      fmt::format("{}", record.urn));
    }
    if (is_special(school.setting)) {
        school.designated = record.designated;
        if (school.designated == 0) {
            school.mark(Filled::designation);
            quality.count("map", Oddity::no_designation, "taken to admit any need", fmt::format("{}", record.urn));
        }
    }
    const std::string grade = lower_of(record.inspection);
    if (grade == "outstanding")
        school.inspection_grade = 1;
    else if (grade == "requires improvement")
        school.inspection_grade = 3;
    else if (grade == "inadequate" || grade == "serious weaknesses" || grade == "special measures")
        school.inspection_grade = 4;
    else if (grade != "good")
        school.mark(Filled::inspection);
    school.mark(Filled::attainment);
    if (record.opened && *record.opened > census) {
        if (record.in_census && school.roll > 0)
            quality.count("map", {Oddity::tables_differ, "opening date"}, "open: the census counts its pupils",
                          fmt::format("{}", record.urn));
        else
            school.opens = *record.opened;
    }
    return school;
}

std::array<double, zone_ages> roll_by_age(const School& school) {
    std::array<double, zone_ages> weight{};
    const double junior = juniors_per_senior(school);
    double sum = 0;
    for (int ncy = school.low_ncy; ncy <= school.high_ncy; ++ncy) {
        const double w = (ncy < 0 ? nursery_share : ncy <= 11 ? 1.0 : sixth_form_share) * (ncy < year_7 ? junior : 1);
        weight[static_cast<std::size_t>(age_of_ncy(ncy))] += w;
        sum += w;
    }
    for (double& w : weight) w *= school.roll / std::max(sum, 1e-9);
    return weight;
}

}  // namespace sendscape
