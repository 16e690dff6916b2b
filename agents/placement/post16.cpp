// SPDX-License-Identifier: MIT
#include "agents/placement/post16.h"

#include <algorithm>
#include <array>

#include "agents/families/plan_holders_at_home.h"
#include "agents/placement/candidates.h"
#include "agents/plans/plan_codes.h"
#include "agents/plans/practice.h"
#include "agents/pupils/national_tables.h"
#include "agents/schools/rolls.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// Rows of the transition tables, and their columns with `ended` last.
enum class After16 : std::size_t {
    mainstream,
    base,
    state_special,
    independent_special,  ///< non-maintained special schools included
    alternative,
    college,    ///< further education, specialist post-16 institutions, training
    elsewhere,  ///< NEET, education otherwise than at school, home
    ended
};
constexpr std::size_t groups_after_16 = static_cast<std::size_t>(After16::ended);
constexpr std::size_t index_of(After16 group) { return static_cast<std::size_t>(group); }

constexpr auto group_after_16 =
    by_setting_group<After16>({{SettingGroup::early_years, After16::mainstream},
                               {SettingGroup::mainstream, After16::mainstream},
                               {SettingGroup::base, After16::base},
                               {SettingGroup::state_special, After16::state_special},
                               {SettingGroup::independent_special, After16::independent_special},
                               {SettingGroup::alternative_provision, After16::alternative},
                               {SettingGroup::further_education, After16::college},
                               {SettingGroup::eotas, After16::elsewhere},
                               {SettingGroup::home_education, After16::elsewhere},
                               {SettingGroup::neet, After16::elsewhere},
                               {SettingGroup::no_setting, After16::elsewhere}});
After16 group_of_transitions(SettingGroup group) { return group_after_16[static_cast<std::size_t>(group)]; }

using SharesAfter16 = std::array<double, groups_after_16 + 1>;
using Transitions = std::array<SharesAfter16, groups_after_16>;

// One-year transitions into the year group of the name, per cent of a row. Their margins are derived from the plans by
// age and setting of two Januaries (DfE, Education, health and care plans 2026: plans by age and placement, 2025 and
// 2026); the inside is fitted to them from judged seeds by iterative proportional fitting. Where the margins give only
// who stays, goes to college or elsewhere, or ends, the rest of a row goes to the special columns; base follows
// mainstream, and alternative provision, of which few are left after 16, lies between (assumption).
// Columns: mainstream, base, state special, independent special, alternative, college, elsewhere, ended.
constexpr Transitions into_year_12 = printed_table<groups_after_16 + 1>({
    {23, 0, 1, 1, 0, 65, 9, 1},
    {10, 10, 4, 1, 0, 67, 8, 1},
    {1, 0, 56, 1, 0, 34, 7, 1},
    {1, 0, 2, 41, 0, 39, 15, 2},
    {2, 0, 2, 2, 15, 49, 29, 1},
    {1, 0, 1, 1, 0, 95, 2, 0},
    {2, 0, 2, 1, 0, 19, 73, 3},
});
constexpr Transitions into_year_13 = printed_table<groups_after_16 + 1>({
    {57, 0, 1, 1, 0, 31, 7, 3},
    {10, 47, 1, 1, 0, 31, 7, 3},
    {0, 0, 83, 1, 0, 12, 3, 1},
    {0, 0, 1, 59, 0, 30, 8, 2},
    {0, 0, 0, 0, 35, 35, 22, 8},
    {1, 0, 1, 0, 0, 82, 12, 4},
    {0, 0, 0, 1, 0, 19, 71, 9},
});
constexpr Transitions into_year_14 = printed_table<groups_after_16 + 1>({
    {37, 0, 0, 1, 0, 36, 10, 16},
    {10, 27, 0, 1, 0, 36, 10, 16},
    {0, 0, 70, 2, 0, 19, 5, 4},
    {0, 0, 1, 52, 0, 24, 12, 11},
    {0, 0, 0, 0, 35, 28, 20, 17},
    {0, 0, 0, 0, 0, 73, 13, 14},
    {0, 0, 1, 0, 0, 11, 62, 26},
});
constexpr Transitions into_year_15 = printed_table<groups_after_16 + 1>({
    {35, 0, 0, 0, 0, 29, 11, 25},
    {17, 18, 0, 0, 0, 29, 11, 25},
    {0, 0, 13, 1, 0, 64, 13, 9},
    {0, 0, 1, 32, 0, 39, 14, 14},
    {0, 0, 0, 0, 35, 23, 17, 25},
    {0, 0, 0, 0, 0, 62, 12, 26},
    {0, 0, 0, 0, 0, 11, 53, 36},
});
constexpr Transitions into_year_16 = printed_table<groups_after_16 + 1>({
    {44, 0, 0, 0, 0, 20, 11, 25},
    {26, 18, 0, 0, 0, 20, 11, 25},
    {0, 0, 36, 0, 0, 38, 13, 13},
    {0, 0, 0, 44, 0, 25, 13, 18},
    {0, 0, 0, 0, 35, 22, 18, 25},
    {0, 0, 0, 0, 0, 65, 10, 25},
    {0, 0, 0, 0, 0, 10, 55, 35},
});
constexpr Transitions into_year_17_on = printed_table<groups_after_16 + 1>({
    {45, 0, 0, 0, 0, 15, 12, 28},
    {27, 18, 0, 0, 0, 15, 12, 28},
    {0, 0, 42, 0, 0, 25, 11, 22},
    {0, 0, 0, 45, 0, 17, 12, 26},
    {0, 0, 0, 0, 38, 18, 16, 28},
    {0, 0, 0, 0, 0, 62, 12, 26},
    {0, 0, 0, 0, 0, 8, 54, 38},
});

/// Endings from Year 17 on over those of the last table. They rise to 28% of plans a year at 20 to 21, 31, 35 and 45%,
/// and all but one in six end at 24 to 25 (derived from the plans of two Januaries, as above).
constexpr int last_printed_ncy = 17;
constexpr std::array<double, last_ncy - last_printed_ncy + 1> ended_over_printed{0.93, 1.03, 1.17, 1.5, 2.8};
constexpr double whole_row = 100;  // per cent
constexpr double most_ended = 95;  // per cent, so that a few hold their plan to its limit: assumption

const Transitions& transitions_into(int ncy) {
    constexpr std::array<const Transitions*, last_printed_ncy - first_post16_ncy + 1> tables{
        &into_year_12, &into_year_13, &into_year_14, &into_year_15, &into_year_16, &into_year_17_on};
    return *tables[static_cast<std::size_t>(std::clamp(ncy, first_post16_ncy, last_printed_ncy) - first_post16_ncy)];
}

/// Where holders of a group are after entering a year group: shares that add up to 1.
SharesAfter16 shares_into(After16 from, int ncy, double ended_scale = 1) {
    SharesAfter16 row{};
    if (ncy > last_ncy) {
        row[index_of(After16::ended)] = 1;
        return row;
    }
    row = transitions_into(ncy)[index_of(from)];
    double& ended = row[index_of(After16::ended)];
    if (ncy >= last_printed_ncy || ended_scale != 1) {
        const double over_printed =
            ncy >= last_printed_ncy ? ended_over_printed[static_cast<std::size_t>(ncy - last_printed_ncy)] : 1.0;
        const double scaled = std::min(most_ended, ended * over_printed * ended_scale);
        const double rest = (whole_row - scaled) / (whole_row - ended);
        for (std::size_t to = 0; to < groups_after_16; ++to) row[to] *= rest;
        ended = scaled;
    }
    double sum = 0;
    for (const double share : row) sum += share;
    for (double& share : row) share /= sum;
    return row;
}

/// The same where so many times England's leave school or college for neither.
void follow_own_leavers(SharesAfter16& shares, double elsewhere) {
    constexpr double most = 0.9;  ///< of those who do not end (assumption)
    double& out = shares[index_of(After16::elsewhere)];
    const double on = 1 - shares[index_of(After16::ended)];
    if (!(out > 0) || !(on > out)) return;
    const double wanted = std::min(out * elsewhere, std::max(out, most * on)), rest = (on - wanted) / (on - out);
    for (std::size_t to = 0; to < groups_after_16; ++to) shares[to] *= rest;
    out = wanted;
}

/// The same where Year 11 goes on to schools and colleges by the authority's own habit.
void follow_own_ways(SharesAfter16& shares, const Practice& practice) {
    const auto share = [&](After16 to) -> double& { return shares[index_of(to)]; };
    const auto going_on = [&] {
        return 1 - share(After16::ended) - share(After16::elsewhere) - share(After16::alternative);
    };
    const double before = going_on();
    share(After16::mainstream) *= static_cast<double>(practice.sixth_form);
    share(After16::base) *= static_cast<double>(practice.sixth_form);
    share(After16::state_special) *= static_cast<double>(practice.special_after_16);
    share(After16::independent_special) *= static_cast<double>(practice.independent_after_16);
    share(After16::college) *= static_cast<double>(practice.college);
    constexpr std::array ways{After16::mainstream, After16::base, After16::state_special, After16::independent_special,
                              After16::college};
    double after = 0;
    for (const After16 way : ways) after += share(way);
    if (!(after > 0)) return;
    for (const After16 way : ways) share(way) *= before / after;
}

SharesAfter16 as_practised(SharesAfter16 shares, After16 from, int ncy, const Practice& practice) {
    if (from != After16::elsewhere) follow_own_leavers(shares, static_cast<double>(practice.elsewhere_after_16));
    if (ncy == first_post16_ncy) follow_own_ways(shares, practice);
    return shares;
}

/// The same of every group and year group from Year 12, the last for who is past the limit of age.
class TransitionShares {
  public:
    explicit TransitionShares(double ended_scale) {
        for (std::size_t year = 0; year < shares_.size(); ++year)
            for (std::size_t from = 0; from < groups_after_16; ++from)
                shares_[year][from] =
                    shares_into(static_cast<After16>(from), first_post16_ncy + static_cast<int>(year), ended_scale);
    }
    [[nodiscard]] const SharesAfter16& of(After16 from, int ncy) const {
        return shares_[static_cast<std::size_t>(ncy - first_post16_ncy)][index_of(from)];
    }

  private:
    std::array<std::array<SharesAfter16, groups_after_16>, last_ncy + 1 - first_post16_ncy + 1> shares_{};
};

/// Of a year's endings, those that take effect in September: 60% do from July to October (assumption).
constexpr double ended_in_september = 0.6;
constexpr double other_months = 11;

/// From this age on nobody without a plan is simulated: who loses it leaves the model.
constexpr int first_age_without_school = 19;

void end_plan(const Step& step, Pupils& pupils, ZoneId home, Schools& schools, PupilId p) {
    // The school's count of plans follows the child's own row: out of the roll with a plan, back in without one.
    const SchoolId school = pupils.school[p];
    const CeaseCause cause = pupils.ncy[p] > last_ncy ? CeaseCause::age_limit : CeaseCause::left_education;
    Event event{.month = step.month, .pupil = p, .kind = EventKind::plan_ceased};
    event.cause = static_cast<std::uint8_t>(cause);
    event.from = school.value;
    event.from_setting = pupils.setting[p];
    step.events.add(event);
    const bool leaves = age_of_ncy(pupils.ncy[p]) >= first_age_without_school;
    if (leaves) place(pupils, schools, step, home, p, Setting::gone, SchoolId{});
    if (!leaves && school.exists()) --schools.plans[school];
    pupils.provision[p] = Provision::none;
    pupils.required[p] = RequiredProvision::none;
    pupils.waiting_since[p] = no_month;
    pupils.next_school[p] = SchoolId{};
    pupils.next_setting[p] = Setting::gone;
    pupils.out_of_area_for_want[p] = 0;
}

RequiredProvision required_in(After16 group) {
    constexpr std::array<RequiredProvision, groups_after_16> required{
        RequiredProvision::mainstream, RequiredProvision::base,        RequiredProvision::special,
        RequiredProvision::special,    RequiredProvision::alternative, RequiredProvision::post16,
        RequiredProvision::elsewhere};
    return required[index_of(group)];
}

constexpr int year_group_of_sixth_form = 13;  ///< in September Year 13 is last year's Year 12, now settled
constexpr int third_year = 14;                ///< of a sixth form

/// Others' pupils that each school's sixth form can still take.
std::vector<std::int32_t> room_in_sixth_forms(const Schools& schools) {
    std::vector<std::int32_t> room(schools.size());
    for (std::size_t row = 0; row < room.size(); ++row)
        room[row] = static_cast<std::int32_t>(
            most_of_sixth_form * schools.roll_by_year[SchoolId(row)][year_index(year_group_of_sixth_form)] + 0.5);
    return room;
}

/// Of those in no school or college at an age: educated otherwise by the authority, and home educated; the rest are in
/// no education, employment or training (DfE, Education, health and care plans 2026: plans by age and placement; up to
/// 15 those without a setting are the rest).
struct OutOfSchool {
    double eotas = 0, home_educated = 0;
};

/// The same where the authority's education otherwise is so many times England's.
OutOfSchool out_of_school(int ncy, double eotas_practice) {
    const auto& england = plans_by_age[national_index(age_of_ncy(std::min(ncy, last_ncy)))];
    const auto of = [&](SettingGroup group) { return static_cast<double>(england[static_cast<std::size_t>(group)]); };
    const double eotas = eotas_practice * of(SettingGroup::eotas), home = of(SettingGroup::home_education);
    const double all = eotas + home + of(SettingGroup::neet) + of(SettingGroup::no_setting);
    return {eotas / all, home / all};
}

/// Which of them one is a year later who stays among them: a part of those taught otherwise or at home no longer are,
/// so that the shares of each age are the published ones.
Setting a_year_later(Setting now, const OutOfSchool& then, const OutOfSchool& next, double u) {
    const bool keeps = (now == Setting::eotas && u * then.eotas < next.eotas) ||
                       (now == Setting::home_education && u * then.home_educated < next.home_educated);
    return keeps ? now : Setting::neet;
}

/// One young person's move in September.
struct Post16Move {
    const Step& step;
    Pupils& pupils;
    Schools& schools;
    const PlacementParameters& parameters;
    std::vector<std::int32_t>& sixth_form_room;
    PupilId p;
    ZoneId home;
    After16 from;
    double eotas_practice;  ///< of the authority, England's 1

    [[nodiscard]] int ncy() const { return pupils.ncy[p]; }
    [[nodiscard]] Setting setting() const { return pupils.setting[p]; }
    [[nodiscard]] SchoolId school() const { return pupils.school[p]; }
    [[nodiscard]] Child child() const { return {ncy(), pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]}; }
    [[nodiscard]] bool at_open_school() const { return school().exists() && schools.open(school(), step.month); }
    [[nodiscard]] bool is_taught() const { return at_open_school() && step.map.school(school()).teaches(ncy()); }
    [[nodiscard]] double luck() const { return step.draws.uniform(Stream::plan_leave_school, p.value, step.month); }

    void go(Setting to, SchoolId to_school) const {
        if (to != setting() || to_school != school()) place(pupils, schools, step, home, p, to, to_school);
        if (!is_special(to)) pupils.out_of_area_for_want[p] = 0;
    }

    After16 go_to_college() const {
        if (from == After16::college)
            go(setting(), school());
        else
            go(post16_setting(luck()), SchoolId{});
        return After16::college;
    }

    /// A third year is spent where the first two were, whatever the school's upper age; nobody joins then.
    [[nodiscard]] SchoolId sixth_form() const {
        const bool own = at_open_school() && !is_special(setting()) && setting() != Setting::alternative_provision;
        if (own && (is_taught() || (ncy() <= third_year && step.map.school(school()).teaches(ncy() - 1))))
            return school();
        return ncy() == first_post16_ncy ? name_sixth_form(step, schools, parameters, home, p, child()) : SchoolId{};
    }
    After16 go_to_sixth_form(After16 to) const {
        const SchoolId named = sixth_form();
        if (!named.exists() || (named != school() && sixth_form_room[named.value]-- <= 0)) return go_to_college();
        const bool independent = step.map.school(named).setting == Setting::independent_mainstream;
        go(independent ? Setting::independent_mainstream : Setting::sixth_form, named);
        return to;
    }

    After16 go_to_special() const {
        if (setting() == Setting::state_special && !school().exists()) return After16::state_special;  // off the map
        const SchoolId special = is_taught() && setting() == Setting::state_special
                                     ? school()
                                     : nearest_special(step.map, schools, step.month, home, child());
        if (!special.exists()) return go_to_college();
        go(Setting::state_special, special);
        return After16::state_special;
    }

    After16 go_to_independent() const {
        if (from == After16::independent_special && (is_taught() || !school().exists()))
            go(setting(), school());
        else
            go(Setting::independent_special, SchoolId{});
        return After16::independent_special;
    }

    After16 go_to_alternative() const {
        go(Setting::alternative_provision,
           is_taught() && setting() == Setting::alternative_provision ? school() : SchoolId{});
        return After16::alternative;
    }

    After16 go_elsewhere() const {
        const OutOfSchool shares = out_of_school(ncy(), eotas_practice);
        const bool stays =
            from == After16::elsewhere && setting() != Setting::awaiting && setting() != Setting::not_yet;
        const double u = luck();
        go(stays              ? a_year_later(setting(), out_of_school(ncy() - 1, eotas_practice), shares, u)
           : u < shares.eotas ? Setting::eotas
           : u < shares.eotas + shares.home_educated ? Setting::home_education
                                                     : Setting::neet,
           SchoolId{});
        return After16::elsewhere;
    }

    /// Moves to a setting of the group, or to a college where it has none; returns the group it is then in.
    After16 go_to(After16 to) const {
        switch (to) {
            case After16::mainstream:
            case After16::base:
                return go_to_sixth_form(to);
            case After16::state_special:
                return go_to_special();
            case After16::independent_special:
                return go_to_independent();
            case After16::alternative:
                return go_to_alternative();
            case After16::college:
                return go_to_college();
            case After16::elsewhere:
            case After16::ended:
                return go_elsewhere();
        }
        return to;
    }
};

}  // namespace

Setting post16_setting(double u) {
    constexpr double college = 0.85, or_institution = 0.93;  // see the header: assumption
    return u < college          ? Setting::further_education
           : u < or_institution ? Setting::specialist_post16
                                : Setting::training;
}

WaysAfter16 ways_after_16(const std::array<double, setting_group_count>& leavers) {
    SharesAfter16 cohort{}, all{};
    for (std::size_t group = 0; group < leavers.size(); ++group)
        cohort[index_of(group_of_transitions(static_cast<SettingGroup>(group)))] += leavers[group];
    constexpr int last_year = third_year;
    for (int ncy = first_post16_ncy; ncy <= last_year; ++ncy) {
        SharesAfter16 next{};
        for (std::size_t from = 0; from < groups_after_16; ++from) {
            const SharesAfter16 row = shares_into(static_cast<After16>(from), ncy);
            for (std::size_t to = 0; to < groups_after_16; ++to) next[to] += cohort[from] * row[to];
        }
        cohort = next;
        for (std::size_t to = 0; to < groups_after_16; ++to) all[to] += cohort[to];
    }
    const auto of = [&](After16 group) { return all[index_of(group)]; };
    const double sixth_form = of(After16::mainstream) + of(After16::base);
    const double sum =
        sixth_form + of(After16::state_special) + of(After16::independent_special) + of(After16::college);
    if (!(sum > 0)) return {};
    return {sixth_form / sum, of(After16::state_special) / sum, of(After16::independent_special) / sum,
            of(After16::college) / sum};
}

double post16_stay_share(SettingGroup from, int ncy) {
    const After16 group = group_of_transitions(from);
    return shares_into(group, ncy)[index_of(group)];
}

double post16_end_share(SettingGroup from, int ncy) {
    return shares_into(group_of_transitions(from), ncy)[index_of(After16::ended)];
}

void move_post16(const Step& step, Pupils& pupils, const Families& families, const Authorities& authorities,
                 Schools& schools, const PlacementParameters& parameters, double ended_scale) {
    const TransitionShares transitions(ended_scale);
    std::vector<std::int32_t> sixth_form_room = room_in_sixth_forms(schools);
    for (const PupilId p : plan_holders(pupils, step.parallel)) {
        if (pupils.ncy[p] < first_post16_ncy) continue;
        const int ncy = std::min<int>(pupils.ncy[p], last_ncy + 1);
        const ZoneId home = families.zone[pupils.family[p]];
        const After16 from = group_of_transitions(group_of(pupils.setting[p]));
        const Practice practice = practice_of(authorities, step.map, families, pupils, p);
        const SharesAfter16 shares = as_practised(transitions.of(from, ncy), from, ncy, practice);
        const double u = step.draws.uniform(Stream::plan_post16, p.value, step.month);
        pupils.next_school[p] = SchoolId{};
        pupils.next_setting[p] = Setting::gone;
        // The endings still to come in other months leave from where the child was: shares of the others are raised.
        const double ends_now =
            std::min(most_ended / whole_row, shares[index_of(After16::ended)] * static_cast<double>(practice.ceasing) *
                                                 (ncy == first_post16_ncy ? 1.0 : ended_in_september));
        if (ncy > last_ncy || u < ends_now) {
            end_plan(step, pupils, home, schools, p);
            continue;
        }
        const double scaled = (u - ends_now) / (1.0 - ends_now);
        const std::size_t drawn = pick(std::span<const double>(shares.data(), groups_after_16), scaled);
        const After16 to = drawn < groups_after_16 ? static_cast<After16>(drawn) : from;
        pupils.waiting_since[p] = no_month;
        const Post16Move move{step,
                              pupils,
                              schools,
                              parameters,
                              sixth_form_room,
                              p,
                              home,
                              from,
                              static_cast<double>(practice.eotas_after_16)};
        pupils.required[p] = required_in(move.go_to(to));
    }
}

void end_post16_plans(const Step& step, Pupils& pupils, const Families& families, const Authorities& authorities,
                      Schools& schools, double ended_scale) {
    // February to August belong to the transition that ends next January, when they are a year older.
    const int ahead = step.month.month_of_year() >= 2 && step.month.month_of_year() < 9 ? 1 : 0;
    std::array<std::array<double, groups_after_16>, last_ncy - first_post16_ncy + 1> hazard{};
    for (int ncy = first_post16_ncy; ncy <= last_ncy; ++ncy)
        for (std::size_t from = 0; from < groups_after_16; ++from)
            if (ncy + ahead > first_post16_ncy && ncy + ahead <= last_ncy)
                hazard[static_cast<std::size_t>(ncy - first_post16_ncy)][from] =
                    shares_into(static_cast<After16>(from), ncy + ahead, ended_scale)[index_of(After16::ended)] *
                    (1.0 - ended_in_september) / other_months;
    const auto after_16 = [&](PupilId p) {
        const bool old_enough = pupils.ncy[p] >= first_post16_ncy, young_enough = pupils.ncy[p] <= last_ncy;
        const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
        return old_enough & young_enough & has_plan & present;
    };
    const auto ends = [&](PupilId p) {
        const int ncy = pupils.ncy[p];
        const After16 from = group_of_transitions(group_of(pupils.setting[p]));
        const double ceasing = practice_of(authorities, step.map, families, pupils, p).ceasing;
        return step.draws.happens(hazard[static_cast<std::size_t>(ncy - first_post16_ncy)][index_of(from)] * ceasing,
                                  Stream::plan_post16, p.value, step.month);
    };
    const auto find = [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
        for_each_far_apart(
            first, end, after_16,
            [&](PupilId p) {
                if (ends(p)) found.push_back(p);
            },
            [&](PupilId p) { ask_for(pupils.family[p]); }, [&](PupilId p) { ask_for_home(pupils, families, p); });
    };
    const auto ending = listed<PupilId>(step.parallel, pupils.size(), find);
    for (const PupilId p : ending) end_plan(step, pupils, families.zone[pupils.family[p]], schools, p);
}

}  // namespace sendscape
