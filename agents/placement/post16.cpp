#include "agents/placement/post16.h"

#include <algorithm>
#include <array>

#include "agents/placement/candidates.h"
#include "agents/plans/plan_codes.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

// Columns and rows of the transition tables: mainstream, base, state special, independent special with NMSS, AP, FE and
// specialist post-16, elsewhere (NEET, EOTAS, home).
enum Kind : std::size_t { m, b, s, i, a, f, e, ended };
constexpr std::size_t kinds = 7;

Kind kind_of(SettingGroup group) {
    switch (group) {
        case SettingGroup::mainstream:
        case SettingGroup::early_years:
            return m;
        case SettingGroup::base:
            return b;
        case SettingGroup::state_special:
            return s;
        case SettingGroup::independent_special:
            return i;
        case SettingGroup::alternative_provision:
            return a;
        case SettingGroup::further_education:
            return f;
        default:
            return e;
    }
}

using Matrix = std::array<std::array<double, kinds + 1>, kinds>;

// STARTING_VALUES section 5: one-year transitions, per cent of row; margins derived from DfE SEN2 2026, the inside by
// iterative proportional fitting from judged seeds. Where the table gives only 'stay, to FE, to elsewhere, ended', the
// rest of a row goes to the special columns; base follows mainstream, AP (not given after 16) lies between.
constexpr Matrix year_12{{
    {23, 0, 1, 1, 0, 65, 9, 1},
    {10, 10, 4, 1, 0, 67, 8, 1},
    {1, 0, 56, 1, 0, 34, 7, 1},
    {1, 0, 2, 41, 0, 39, 15, 2},
    {2, 0, 2, 2, 15, 49, 29, 1},
    {1, 0, 1, 1, 0, 95, 2, 0},
    {2, 0, 2, 1, 0, 19, 73, 3},
}};
constexpr Matrix year_13{{
    {57, 0, 1, 1, 0, 31, 7, 3},
    {10, 47, 1, 1, 0, 31, 7, 3},
    {0, 0, 83, 1, 0, 12, 3, 1},
    {0, 0, 1, 59, 0, 30, 8, 2},
    {0, 0, 0, 0, 35, 35, 22, 8},
    {1, 0, 1, 0, 0, 82, 12, 4},
    {0, 0, 0, 1, 0, 19, 71, 9},
}};
constexpr Matrix year_14{{
    {37, 0, 0, 1, 0, 36, 10, 16},
    {10, 27, 0, 1, 0, 36, 10, 16},
    {0, 0, 70, 2, 0, 19, 5, 4},
    {0, 0, 1, 52, 0, 24, 12, 11},
    {0, 0, 0, 0, 35, 28, 20, 17},
    {0, 0, 0, 0, 0, 73, 13, 14},
    {0, 0, 1, 0, 0, 11, 62, 26},
}};
constexpr Matrix year_15{{
    {35, 0, 0, 0, 0, 29, 11, 25},
    {17, 18, 0, 0, 0, 29, 11, 25},
    {0, 0, 13, 1, 0, 64, 13, 9},
    {0, 0, 1, 32, 0, 39, 14, 14},
    {0, 0, 0, 0, 35, 23, 17, 25},
    {0, 0, 0, 0, 0, 62, 12, 26},
    {0, 0, 0, 0, 0, 11, 53, 36},
}};
constexpr Matrix year_16{{
    {44, 0, 0, 0, 0, 20, 11, 25},
    {26, 18, 0, 0, 0, 20, 11, 25},
    {0, 0, 36, 0, 0, 38, 13, 13},
    {0, 0, 0, 44, 0, 25, 13, 18},
    {0, 0, 0, 0, 35, 22, 18, 25},
    {0, 0, 0, 0, 0, 65, 10, 25},
    {0, 0, 0, 0, 0, 10, 55, 35},
}};
constexpr Matrix year_17_on{{
    {45, 0, 0, 0, 0, 15, 12, 28},
    {27, 18, 0, 0, 0, 15, 12, 28},
    {0, 0, 42, 0, 0, 25, 11, 22},
    {0, 0, 0, 45, 0, 17, 12, 26},
    {0, 0, 0, 0, 38, 18, 16, 28},
    {0, 0, 0, 0, 0, 62, 12, 26},
    {0, 0, 0, 0, 0, 8, 54, 38},
}};

/// Endings rise after 20: cohort rates 28% (20 to 21), 31, 35, 45, and all but 1 in 6 at 24 to 25 (section 3).
constexpr std::array<double, 5> ended_scale{0.93, 1.03, 1.17, 1.5, 2.8};

std::array<double, kinds + 1> row_of(Kind from, int ncy) {
    if (ncy > last_ncy) return {0, 0, 0, 0, 0, 0, 0, 1};
    const Matrix& matrix = ncy <= 12   ? year_12
                           : ncy == 13 ? year_13
                           : ncy == 14 ? year_14
                           : ncy == 15 ? year_15
                           : ncy == 16 ? year_16
                                       : year_17_on;
    std::array<double, kinds + 1> row = matrix[from];
    if (ncy >= 17) {
        const double scaled =
            std::min(95.0, row[ended] * ended_scale[static_cast<std::size_t>(std::min(ncy, last_ncy) - 17)]);
        const double rest = (100.0 - scaled) / (100.0 - row[ended]);
        for (std::size_t to = 0; to < kinds; ++to) row[to] *= rest;
        row[ended] = scaled;
    }
    double sum = 0;
    for (const double share : row) sum += share;
    for (double& share : row) share /= sum;
    return row;
}

constexpr double ended_in_september = 0.6;  // STARTING_VALUES section 3: 60% of endings July to October, assumption

void end_plan(const Step& step, Pupils& pupils, ZoneId home, Schools& schools, PupilId p) {
    // The school's count of plans follows the child's own row: out of the roll with a plan, back in without one.
    const SchoolId school = pupils.school[p];
    const CeaseCause cause = pupils.ncy[p] > last_ncy ? CeaseCause::age_limit : CeaseCause::left_education;
    Event event{.month = step.month, .pupil = p, .kind = EventKind::plan_ceased};
    event.cause = static_cast<std::uint8_t>(cause);
    event.from = school.value;
    event.from_setting = pupils.setting[p];
    step.events.add(event);
    const bool leaves = age_of_ncy(pupils.ncy[p]) >= 19;
    if (leaves) place(pupils, schools, step, home, p, Setting::gone, SchoolId{});
    if (!leaves && school.exists()) --schools.plans[school];
    pupils.provision[p] = Provision::none;
    pupils.required[p] = RequiredProvision::none;
    pupils.waiting_since[p] = no_month;
    pupils.next_school[p] = SchoolId{};
    pupils.next_setting[p] = Setting::gone;
    pupils.out_of_area_for_want[p] = 0;
}

RequiredProvision required_at(Kind kind) {
    constexpr std::array<RequiredProvision, kinds> required{RequiredProvision::mainstream,  RequiredProvision::base,
                                                            RequiredProvision::special,     RequiredProvision::special,
                                                            RequiredProvision::alternative, RequiredProvision::post16,
                                                            RequiredProvision::elsewhere};
    return required[kind];
}

}  // namespace

Setting post16_setting(double u) {
    return u < 0.85 ? Setting::further_education : u < 0.93 ? Setting::specialist_post16 : Setting::training;
}

double post16_stay_share(SettingGroup from, int ncy) {
    const Kind kind = kind_of(from);
    return row_of(kind, ncy)[kind];
}

double post16_end_share(SettingGroup from, int ncy) { return row_of(kind_of(from), ncy)[ended]; }

// Year 12 with plans in school sixth forms: 1.9% of those on roll (DfE SEN2 and school census 2025). A sixth form takes
// others' pupils up to this share of its year group (assumption), so that an area of few sixth forms sends more to
// college.
constexpr double most_of_year_12 = 0.04;

void move_post16(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                 const PlacementParameters& parameters) {
    std::array<std::array<std::array<double, kinds + 1>, kinds>, 12> tables{};
    for (int ncy = 12; ncy <= last_ncy + 1; ++ncy)
        for (std::size_t from = 0; from < kinds; ++from)
            tables[static_cast<std::size_t>(ncy - 12)][from] = row_of(static_cast<Kind>(from), ncy);
    std::vector<std::int32_t> room(schools.size());
    for (std::size_t row = 0; row < room.size(); ++row)
        room[row] =
            static_cast<std::int32_t>(most_of_year_12 * schools.roll_by_year[SchoolId(row)][year_index(13)] + 0.5);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.ncy[p] < 12 || pupils.provision[p] != Provision::plan || !pupils.present(p)) continue;
        const int ncy = std::min<int>(pupils.ncy[p], last_ncy + 1);
        const ZoneId home = families.zone[pupils.family[p]];
        const Setting setting = pupils.setting[p];
        const Kind from = kind_of(group_of(setting));
        const auto& shares = tables[static_cast<std::size_t>(ncy - 12)][from];
        const double u = step.draws.uniform(Stream::plan_post16, p.value, step.month);
        pupils.next_school[p] = SchoolId{};
        pupils.next_setting[p] = Setting::gone;
        if (ncy > last_ncy) {
            end_plan(step, pupils, home, schools, p);
            continue;
        }
        // The endings still to come in other months leave from where the child was: shares of the others are raised.
        const double ends_now = shares[ended] * (ncy == 12 ? 1.0 : ended_in_september);
        if (u < ends_now) {
            end_plan(step, pupils, home, schools, p);
            continue;
        }
        const double scaled = (u - ends_now) / (1.0 - ends_now);
        std::size_t to = pick(std::span<const double>(shares.data(), kinds), scaled);
        if (to >= kinds) to = from;
        const Child child{ncy, pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]};
        const SchoolId school = pupils.school[p];
        const bool teaches =
            school.exists() && step.map.school(school).teaches(ncy) && schools.open(school, step.month);
        pupils.waiting_since[p] = no_month;
        const double v = step.draws.uniform(Stream::plan_leave_school, p.value, step.month);
        const auto go = [&](Setting new_setting, SchoolId new_school) {
            if (new_setting != pupils.setting[p] || new_school != pupils.school[p])
                place(pupils, schools, step, home, p, new_setting, new_school);
            if (!is_special(new_setting)) pupils.out_of_area_for_want[p] = 0;
        };
        const auto further_education = [&] {
            to = f;
            go(from == f ? setting : post16_setting(v), from == f ? school : SchoolId{});
        };
        switch (to) {
            case m:
            case b: {
                const bool own = school.exists() && schools.open(school, step.month) && !is_special(setting) &&
                                 setting != Setting::alternative_provision;
                // A third year is spent where the first two were, whatever the school's upper age; nobody joins then.
                const SchoolId sixth_form = own && (teaches || (ncy <= 14 && step.map.school(school).teaches(ncy - 1)))
                                                ? school
                                            : ncy == 12 ? name_sixth_form(step, schools, parameters, home, p, child)
                                                        : SchoolId{};
                if (!sixth_form.exists() || (sixth_form != school && room[sixth_form.value]-- <= 0))
                    further_education();
                else if (step.map.school(sixth_form).setting == Setting::independent_mainstream)
                    go(Setting::independent_mainstream, sixth_form);
                else
                    go(Setting::sixth_form, sixth_form);
                break;
            }
            case s: {
                const SchoolId special = teaches && setting == Setting::state_special
                                             ? school
                                             : nearest_special(step.map, schools, step.month, home, child);
                if (special.exists())
                    go(Setting::state_special, special);
                else
                    further_education();
                break;
            }
            case i:
                if (from == i && (teaches || !school.exists()))
                    go(setting, school);
                else
                    go(Setting::independent_special, SchoolId{});
                break;
            case a:
                go(Setting::alternative_provision,
                   teaches && setting == Setting::alternative_provision ? school : SchoolId{});
                break;
            case f:
                further_education();
                break;
            default:
                // NEET, EOTAS and home: 27,633, 12,000 and 990 of those aged 16 and over (DfE SEN2 2026).
                go(from == e && setting != Setting::awaiting && setting != Setting::not_yet ? setting
                   : v < 0.66                                                               ? Setting::neet
                   : v < 0.96                                                               ? Setting::eotas
                                                                                            : Setting::home_education,
                   SchoolId{});
                break;
        }
        pupils.required[p] = required_at(static_cast<Kind>(to));
    }
}

void end_post16_plans(const Step& step, Pupils& pupils, const Families& families, Schools& schools) {
    // February to August belong to the transition that ends next January, when they are a year older.
    const int ahead = step.month.month_of_year() >= 2 && step.month.month_of_year() < 9 ? 1 : 0;
    std::array<std::array<double, kinds>, 12> hazard{};
    for (int ncy = 12; ncy <= last_ncy; ++ncy)
        for (std::size_t from = 0; from < kinds; ++from)
            if (ncy + ahead >= 13 && ncy + ahead <= last_ncy)
                hazard[static_cast<std::size_t>(ncy - 12)][from] =
                    row_of(static_cast<Kind>(from), ncy + ahead)[ended] * (1.0 - ended_in_september) / 11.0;
    for_each_plan_holder(pupils, 0, pupils.size(), [&](PupilId p) {
        const int ncy = pupils.ncy[p];
        if (ncy < 12 || ncy > last_ncy) return;
        const Kind from = kind_of(group_of(pupils.setting[p]));
        if (step.draws.happens(hazard[static_cast<std::size_t>(ncy - 12)][from], Stream::plan_post16, p.value,
                               step.month))
            end_plan(step, pupils, families.zone[pupils.family[p]], schools, p);
    });
}

}  // namespace sendscape
