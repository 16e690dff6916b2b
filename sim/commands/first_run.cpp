// SPDX-License-Identifier: MIT
#include "sim/commands/first_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <ostream>
#include <tuple>

#include "sim/commands/cohort_path.h"
#include "sim/commands/command.h"
#include "sim/commands/lasting_shares.h"
#include "sim/commands/lasting_table.h"
#include "sim/commands/text_table.h"
#include "sim/core/elementary.h"
#include "sim/output/grant_years.h"
#include "sim/output/run_file.h"

namespace sendscape {
namespace {

using Shown = FirstRunCheck::Shown;

// The authority of the checks is England's mean one of January 2026: 9.03 million pupils over 151 authorities (DfE
// Schools, pupils and their characteristics 2024/25, SEN in England 2025/26). Its figures are England's for so many.
constexpr double pupils_of_the_checks = 60'000;

/// A stock of children with plans: of that authority in January 2026, and England's in two Januaries (DfE Education,
/// health and care plans 2026, caseload by age and setting).
struct PlanStock {
    double authority, january_2025, january_2026;
    /// Of that authority in the first January a run is held against.
    [[nodiscard]] double held(bool year_before) const {
        return authority * (year_before ? january_2025 / january_2026 : 1.0);
    }
};
constexpr PlanStock plans_maintained{4775, 638'745, 718'838};
constexpr PlanStock in_state_special{1115, 159'852, 171'219};
constexpr PlanStock in_independent_special{267, 34'028, 40'223};  // non-maintained ones too

/// What a figure of an area goes with, beside its pupils.
enum class Follows { pupils, plans, special_places, special_share, independent };

std::size_t age_row(int age) { return static_cast<std::size_t>(age - 2); }
template <class Enum>
std::size_t row_of(Enum value) {
    return static_cast<std::size_t>(value);
}

// ---- schools' plans beside those of others of their phase

/// Pupils and plans of one school in one January.
struct SchoolCount {
    double roll = 0, plans = 0;
    bool base = false;
};
// Smaller schools, and phases of fewer schools, say nothing of a spread (judged).
constexpr double fewest_on_roll = 30;
constexpr std::size_t fewest_schools = 5;
constexpr double once_in_a_thousand = 0.001;  // beyond either of the 99.8% limits of a funnel plot

double rate_of(const std::vector<SchoolCount>& schools) {
    double roll = 0, plans = 0;
    for (const SchoolCount& school : schools) {
        roll += school.roll;
        plans += school.plans;
    }
    return roll > 0 ? plans / roll : 0;
}

/// P(X >= x) of a binomial of n trials.
double upper_tail(double n, double p, double x) {
    double term = exp(n * log(1 - p)), below = 0;
    for (double k = 0; k < x; k += 1) {
        below += term;
        term *= (n - k) / (k + 1) * p / (1 - p);
    }
    return 1 - below;
}

/// Share of schools whose plans are more than chance would make of their phase's rate, once in a thousand.
double above_limit(const std::vector<SchoolCount>& schools) {
    const double rate = rate_of(schools);
    if (!(rate > 0)) return 0;
    const auto above = std::count_if(schools.begin(), schools.end(), [&](const SchoolCount& school) {
        return upper_tail(school.roll, rate, school.plans) < once_in_a_thousand;
    });
    return static_cast<double>(above) / static_cast<double>(schools.size());
}

/// The largest changes of schools' plans in a year, schools with a base left out.
struct Leaps {
    double largest = 0, its_growth = 0;  ///< its_growth: what the growth of its phase would have changed there
    double beyond_growth = 0;
    void add(const std::vector<SchoolCount>& before, const std::vector<SchoolCount>& after) {
        const double growth = rate_of(before) > 0 ? rate_of(after) / rate_of(before) : 1.0;
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (after[i].base) continue;
            if (const double change = std::abs(after[i].plans - before[i].plans); change > largest) {
                largest = change;
                its_growth = std::abs(growth - 1) * before[i].plans;
            }
            beyond_growth = std::max(beyond_growth, std::abs(after[i].plans - growth * before[i].plans));
        }
    }
};

class Checks {
  public:
    /// Published stocks are of January 2026: a run that starts a year earlier is held against them a year in, its first
    /// year being their calendar 2025.
    explicit Checks(const Run& run)
        : run_(run),
          start_(run.start < Month(2026, 1) && run.last() >= Month(2026, 1) ? Month(2026, 1) : run.start),
          next_(run.start + 12) {
        for (std::size_t s = 0; s < run.map->schools.size(); ++s)
            if (run.map->schools[s].in_area) pupils_ += school("pupils_on_roll", s);
        scale_ = pupils_ / pupils_of_the_checks;
        find_own_level();
    }

    std::vector<FirstRunCheck> all() {
        plans_and_flows();
        times_and_ages();
        provision();
        money();
        admissions();
        spread_of_schools();
        what_lasts();
        return std::move(checks_);
    }
    [[nodiscard]] double pupils() const { return pupils_; }
    [[nodiscard]] double own_plans() const { return own_plans_; }
    [[nodiscard]] double own_special() const { return own_special_; }
    [[nodiscard]] double own_independent() const { return own_independent_; }

  private:
    /// How the area's own tables stand to England's for its pupils at the start.
    void find_own_level() {
        const bool year_before = run_.start < Month(2026, 1);
        const auto over_england = [&](double held, const PlanStock& stock) {
            const double expected = stock.held(year_before) * scale_;
            return expected > 0 && held > 0 ? held / expected : 1.0;
        };
        own_plans_ = over_england(has("plans_maintained") ? run_.range("plans_maintained", run_.start).mean : 0,
                                  plans_maintained);
        double roll = 0;
        for (const School& school : run_.map->schools)
            if (school.in_area && school.setting == Setting::state_special) roll += school.roll;
        own_special_ = over_england(roll, in_state_special);
        double independent = 0;
        for (const Setting s : {Setting::non_maintained_special, Setting::independent_special})
            if (has("plans_by_setting"))
                independent += run_.range("plans_by_setting", run_.start, {{Axis::setting, row_of(s)}}).mean;
        own_independent_ = over_england(independent, in_independent_special);
    }

    [[nodiscard]] bool has(std::string_view measure) const { return run_.find(measure) != nullptr; }
    double stock(std::string_view measure, const Slice& slice = {}) const {
        return has(measure) ? run_.range(measure, start_, slice).mean : 0;
    }
    double year(std::string_view measure, const Slice& slice = {}) const {
        return has(measure) && run_.last() >= next_ ? run_.range_year(measure, next_, slice).mean : 0;
    }
    /// A school that does not teach yet has no number: it counts as none.
    double school(std::string_view measure, std::size_t row) const {
        const double value = stock(measure, {{Axis::school, row}});
        return value == value ? value : 0;
    }
    double settings(std::initializer_list<Setting> which) const {
        double sum = 0;
        for (const Setting s : which) sum += stock("plans_by_setting", {{Axis::setting, row_of(s)}});
        return sum;
    }
    double at_age(int age) const { return stock("plans_by_age", {{Axis::age, age_row(age)}}); }
    double special_share(int age) const {
        double special = 0;
        for (const Setting s : {Setting::state_special, Setting::non_maintained_special, Setting::independent_special})
            special += stock("plans_by_age_setting", {{Axis::age, age_row(age)}, {Axis::setting, row_of(s)}});
        return at_age(age) > 0 ? special / at_age(age) : 0;
    }

    [[nodiscard]] double own(Follows follows) const {
        switch (follows) {
            case Follows::plans:
                return own_plans_;
            case Follows::special_places:
                return own_special_;
            case Follows::special_share:
                return (own_special_ * in_state_special.authority +
                        own_independent_ * in_independent_special.authority) /
                       (in_state_special.authority + in_independent_special.authority) / own_plans_;
            case Follows::independent:
                return own_independent_;
            default:
                return 1;
        }
    }
    /// Expected and range are those of the authority of 60,000 and are scaled.
    void scaled(int number, std::string what, double expected, double least, double most, double got, Shown shown,
                Follows follows, bool known) {
        const double s = scale_, o = scale_ * own(follows);
        checks_.push_back({number, std::move(what), expected * s, least * s, most * s, got, expected * o, least * o,
                           most * o, shown, known});
    }
    void count(int number, std::string what, double expected, double least, double most, double got,
               Follows follows = Follows::plans, bool known = true) {
        scaled(number, std::move(what), expected, least, most, got, Shown::count, follows, known);
    }
    /// The last rows are of the January that a run is held against first. Where that is its start, nothing was lived.
    void read_back(std::size_t rows) {
        for (std::size_t i = checks_.size() - rows; i < checks_.size(); ++i) checks_[i].start = start_ == run_.start;
    }
    /// A range about the area's own share keeps its width.
    void share(int number, std::string what, double expected, double least, double most, double got, bool known = true,
               double own_expected = -1) {
        const double mine = own_expected < 0 ? expected : own_expected, moved = mine - expected;
        checks_.push_back({number, std::move(what), expected, least, most, got, mine,
                           std::max(0.0, least + moved - 1e-9), most + moved, Shown::percent, known});
    }
    void million(int number, std::string what, double expected, double least, double most, double got,
                 bool known = true, Follows follows = Follows::plans) {
        scaled(number, std::move(what), expected, least, most, got / 1e6, Shown::million_pounds, follows, known);
    }

    void plans_and_flows() {
        const bool lived = run_.last() >= next_;
        count(1, "plans maintained for residents 0 to 25", 4775, 3800, 5750, stock("plans_maintained"));
        count(
            1, "of which for children in schools", 3580, 2850, 4300,
            settings({Setting::mainstream, Setting::sixth_form, Setting::independent_mainstream,
                      Setting::resourced_provision, Setting::sen_unit, Setting::state_special,
                      Setting::non_maintained_special, Setting::independent_special, Setting::alternative_provision}));
        count(1, "of which state mainstream", 2110, 1680, 2540,
              settings({Setting::mainstream, Setting::sixth_form, Setting::resourced_provision, Setting::sen_unit}));
        read_back(3);
        count(2, "requests in the first year", 1080, 780, 1290, year("plans_requested"), Follows::plans, lived);
        count(2, "refused an assessment", 290, 100, 430, year("plans_refused"), Follows::plans, lived);
        count(2, "assessments agreed", 705, 550, 900, year("assessments_agreed"), Follows::plans, lived);
        count(2, "new plans", 735, 500, 950, year("plans_issued"), Follows::plans, lived);
        count(2, "plans ended", 220, 150, 300, year("plans_ceased"), Follows::plans, lived);
        count(2, "plans moved in", 113, 60, 200, year("plans_moved_in"), Follows::plans, lived);
        count(2, "plans moved out", 113, 60, 200, year("plans_moved_out"), Follows::plans, lived);
        const double before = run_.range("plans_maintained", run_.start).mean;
        const std::vector<double> path = own_path();
        const auto own_growth = [&](std::size_t year) { return path.empty() ? -1 : path[year] / path[year - 1] - 1; };
        if (lived && before > 0)
            share(3, "growth of plans in the first year", 0.106, 0.04, 0.18,
                  run_.range("plans_maintained", next_).mean / before - 1, true, own_growth(1));
        if (run_.last() >= start_ + 60)
            share(
                3, "growth of plans in the fifth year", 0.06, 0.05, 0.07,
                run_.range("plans_maintained", start_ + 60).mean / run_.range("plans_maintained", start_ + 48).mean - 1,
                true, own_growth(static_cast<std::size_t>((start_ - run_.start) / 12) + 5));
    }

    /// Cohort survival of the area's own children and plans by age, England's new plans at the level of its own.
    std::vector<double> own_path() const {
        if (!has("plans_by_age") || !has("residents_by_age")) return {};
        ByAge plans{}, children{};
        for (std::size_t a = 0; a < plans.size(); ++a) {
            plans[a] = run_.range("plans_by_age", run_.start, {{Axis::age, a}}).mean;
            children[a] = run_.range("residents_by_age", run_.start, {{Axis::age, a}}).mean;
        }
        return cohort_path(plans, children, own_plans_, Cohorts::grow_up, 6);
    }

    void times_and_ages() {
        const double issued = year("plans_issued");
        share(4, "new plans in 20 weeks", 0.46, 0.13, 0.96, issued > 0 ? year("plans_issued_in_time") / issued : 0,
              issued > 0);
        double weeks = 0;
        if (issued > 0 && has("weeks_to_plan"))
            for (std::size_t a = 0; a < run_.authorities().size(); ++a)
                weeks += year("weeks_to_plan", {{Axis::authority, a}}) * year("plans_issued", {{Axis::authority, a}}) /
                         issued;
        checks_.push_back({4, "mean weeks to a plan", 25.6, 17, 40, weeks, 25.6, 17, 40, Shown::weeks, issued > 0});
        share(4, "new plans after more than a year", 0.10, 0, 0.25,
              issued > 0 ? year("plans_issued_over_a_year") / issued : 0, issued > 0);
        count(5, "plans in Reception", 148, 120, 180, at_age(4));
        share(5, "in special schools, Reception", 0.194, 0.124, 0.264, special_share(4), true,
              0.194 * own(Follows::special_share));
        share(5, "in special schools, Year 6", 0.283, 0.213, 0.353, special_share(10), true,
              0.283 * own(Follows::special_share));
        share(5, "in special schools, Year 7", 0.415, 0.345, 0.485, special_share(11), true,
              0.415 * own(Follows::special_share));
        read_back(4);
        const bool events = run_.events_kept != "none" && !run_.events_kept.empty() && run_.last() >= next_;
        count(5, "Year 7 entering special from mainstream, first September", 54, 35, 75, entering_special(),
              Follows::special_places, events);
    }

    /// Children whom the first September took from mainstream into a special school in Year 7.
    double entering_special() const {
        double entering = 0;
        for (const RecordedEvent& event : run_.events) {
            const Month month = run_.month(event.month);
            if (month.month_of_year() != 9 || month - run_.start > 12 || event.kind != EventKind::placed) continue;
            if (!is_special(event.to_setting) || !is_state_mainstream(event.from_setting)) continue;
            const auto pupil = std::lower_bound(run_.pupils.begin(), run_.pupils.end(), event.pupil,
                                                [](const RecordedPupil& p, std::uint32_t id) { return p.id < id; });
            if (pupil == run_.pupils.end() || pupil->id != event.pupil) continue;
            const ZoneId home(pupil->zone);
            if (pupil->zone >= run_.map->zones.size() ||
                !run_.map->authorities[run_.map->zone(home).authority.value].in_area)
                continue;
            const int ncy = pupil->ncy + month.school_year() - run_.month(pupil->entered).school_year();
            if (ncy == year_7) ++entering;
        }
        return entering;
    }

    /// Plans of a school in a January; a school that does not teach yet has none.
    double at(std::string_view measure, Month month, std::size_t school) const {
        const double value = run_.range(measure, month, {{Axis::school, school}}).mean;
        return value == value ? value : 0;
    }
    /// State mainstream schools of a phase that are large enough to be counted, in the same order each January.
    std::vector<SchoolCount> counted(SchoolPhase phase, Month month) const {
        std::vector<SchoolCount> schools;
        for (std::size_t s = 0; s < run_.map->schools.size(); ++s) {
            const School& school = run_.map->schools[s];
            if (!school.in_area || school.phase != phase || !is_state_mainstream(school.setting) ||
                at("pupils_on_roll", next_, s) < fewest_on_roll)
                continue;
            const bool base = school.base_places[0] + school.base_places[1] > 0 || at("base_places", next_, s) > 0;
            schools.push_back({at("pupils_on_roll", month, s), at("pupils_with_plan", month, s), base});
        }
        return schools;
    }
    /// England's schools above the 99.8% binomial limit at their authority's rate: 6.0% of primaries and 14.0% of
    /// secondaries (derived: DfE Special educational needs in England 2024/25, school level, January 2025). And no
    /// school should leap between the last observed and the first simulated January.
    void spread_of_schools() {
        if (run_.last() < next_ || !has("pupils_with_plan")) return;
        Leaps leaps;
        for (const auto& [phase, words, expected, least, most] :
             {std::tuple{SchoolPhase::primary, "primaries", 0.06, 0.04, 0.08},
              std::tuple{SchoolPhase::secondary, "secondaries", 0.14, 0.08, 0.20}}) {
            const std::vector<SchoolCount> before = counted(phase, run_.start), after = counted(phase, next_);
            if (after.size() < fewest_schools) continue;
            leaps.add(before, after);
            share(11, std::string("state ") + words + " above the 99.8% limit, first simulated January", expected,
                  least, most, above_limit(after), true, above_limit(before));
        }
        // An area whose plans grow by an eighth a year grows by more than a few in its fullest schools.
        const auto change = [&](std::string what, double got, double growth) {
            checks_.push_back({11, std::move(what), 4, 0, 5, got, 4 + growth, 0, 5 + growth, Shown::count, true});
        };
        change("largest change of a school's plans in the first year (no base)", leaps.largest, leaps.its_growth);
        change("the same beyond the growth of its phase", leaps.beyond_growth, 0);
    }

    /// What should stay as it is unless a scenario changes it: the border's share of plans, independent placements
    /// beside the plans' growth, rolls of single schools.
    void what_lasts() {
        const Month last(run_.last().year(), 1);
        const bool lived = last > run_.start;
        const auto of_plans = [&](std::string_view measure, const Slice& slice, Month month) {
            const double plans = has("plans_maintained") ? run_.range("plans_maintained", month).mean : 0;
            return plans > 0 && has(measure) ? run_.range(measure, month, slice).mean / plans : 0;
        };
        // England: 43,000 of 473,000 plans in 2022 were for schools over the border, 3 to 25% by authority
        // (assumption).
        constexpr double border = 0.09, least_border = 0.03, most_border = 0.25, a_tenth = 0.1;
        for (const auto& [kind, words] : {std::pair{std::size_t{0}, "imports over plans, last January"},
                                          std::pair{std::size_t{1}, "exports over plans, last January"}}) {
            const Slice slice{{Axis::kind, kind}};
            const double start = of_plans("cross_border_plans", slice, run_.start);
            const double got = lived ? of_plans("cross_border_plans", slice, last) : 0;
            checks_.push_back({12, words, border, least_border, most_border, got, start, start * (1 - a_tenth),
                               start * (1 + a_tenth), Shown::percent, lived && start > 0});
        }
        const auto independent = [&](Month month) {
            double sum = 0;
            for (const Setting s : {Setting::non_maintained_special, Setting::independent_special})
                if (has("plans_by_setting"))
                    sum += run_.range("plans_by_setting", month, {{Axis::setting, row_of(s)}}).mean;
            return sum;
        };
        const double first = independent(run_.start);
        if (lived && first > 0 && has("plans_maintained")) {
            // England's independent and non-maintained placements grew as the power 1.17 of plans, 2019 to 2026 (DfE,
            // Education, health and care plans; derived). Half as much again or as little: judged.
            constexpr double elasticity = 1.17, within = 1.5;
            const double growth =
                run_.range("plans_maintained", last).mean / run_.range("plans_maintained", run_.start).mean;
            const double expected = first * pow(growth, elasticity);
            checks_.push_back({12, "plans in independent and non-maintained special, last January", expected,
                               expected / within, expected * within, independent(last), expected, expected / within,
                               expected * within, Shown::count, true});
        }
        falls_of_rolls();
        if (run_.last() < run_.start + 36) return;
        // By more than half: judged.
        const LargestChange change = largest_change_of_share(run_);
        const std::string what = change.what.empty() ? "" : fmt::format(" ({})", change.what);
        share(12, "largest change of a share of plans in three years" + what, 0.25, 0, 0.5, change.factor - 1);
    }
    /// Of schools with 100 pupils, those that lose over a fifth of their roll in three years. Real ones: one secondary
    /// in fifty from July 2022 to January 2025 (GIAS and the school census, by school); primaries one in twelve in six
    /// years (school census 2019 and 2025, against England's growth).
    void falls_of_rolls() {
        constexpr int months = 36;
        constexpr double least_roll = 100, left_of_a_fifth = 0.8;
        if (run_.last() < run_.start + months || !has("pupils_on_roll")) return;
        double largest = 0;
        for (const auto& [phase, words, expected, most] :
             {std::tuple{SchoolPhase::primary, "primaries", 0.04, 1.0 / 12},
              std::tuple{SchoolPhase::secondary, "secondaries", 0.02, 1.0 / 25}}) {
            double schools = 0, fell = 0;
            for (std::size_t s = 0; s < run_.map->schools.size(); ++s) {
                const School& row = run_.map->schools[s];
                if (!row.in_area || row.phase != phase || !is_state_mainstream(row.setting)) continue;
                const double before = at("pupils_on_roll", run_.start, s);
                if (before < least_roll) continue;
                const double after = at("pupils_on_roll", run_.start + months, s);
                schools += 1;
                fell += after < left_of_a_fifth * before ? 1 : 0;
                largest = std::max(largest, 1 - after / before);
            }
            if (schools >= fewest_schools)
                share(12, fmt::format("state {} that lose over a fifth of their roll in three years", words), expected,
                      0, most, fell / schools);
        }
        share(12, "largest loss of a mainstream school's roll in three years", 0.3, 0, 0.5, largest);
    }

    void provision() {
        double places = 0, roll = 0, special = 0, full = 0, bases = 0, in_bases = 0;
        // Places worked out from rolls and bases that no table names are nothing to hold against England.
        bool places_read = false, bases_read = false;
        for (std::size_t s = 0; s < run_.map->schools.size(); ++s) {
            const School& row = run_.map->schools[s];
            if (!row.in_area) continue;
            const double commissioned = school("commissioned_places", s);
            if (is_state_mainstream(row.setting)) bases_read = bases_read || !row.is_filled(Filled::base_places);
            if (row.setting == Setting::state_special && commissioned > 0) {
                places_read = places_read || !row.is_filled(Filled::places);
                places += commissioned;
                roll += school("pupils_on_roll", s);
                special += 1;
                if (school("pupils_on_roll", s) >= commissioned) full += 1;
            }
            if (school("base_places", s) > 0) bases += 1;
            in_bases += school("pupils_in_base", s);
        }
        const std::size_t before = checks_.size();
        const Follows special_places = Follows::special_places;
        count(6, "places in state special schools", 1060, 800, 1400, places, special_places, places_read);
        count(6, "on roll of state special schools", 1115, 800, 1400, roll, special_places);
        share(6, "state special schools at or over their places", 0.64, 0.40, 0.90, special > 0 ? full / special : 0,
              places_read);
        count(6, "mainstream schools with a base", 12, 4, 24, bases, Follows::plans, bases_read);
        count(6, "children in bases", 190, 20, 400, in_bases, Follows::plans, bases_read);
        count(7, "plans in independent and non-maintained special", 267, 90, 420,
              settings({Setting::non_maintained_special, Setting::independent_special}), Follows::independent);
        count(7, "plans educated otherwise than at school", 106, 30, 250, settings({Setting::eotas}));
        count(7, "plans, home educated", 60, 30, 110, settings({Setting::home_education}));
        count(7, "plans of compulsory school age in no education", 21, 5, 60, settings({Setting::awaiting}));
        count(7, "plans, 16 and over, in no education", 184, 80, 300, settings({Setting::neet}));
        count(7, "plans in further education", 670, 500, 850,
              settings({Setting::further_education, Setting::specialist_post16, Setting::training}));
        read_back(checks_.size() - before);
    }

    void money() {
        const bool lived = run_.last() >= next_;
        const double income = year("high_needs_income");
        // Interest on the deficit falls on the general fund: the gap is that of the balance's own lines.
        const double spend = lived && has("high_needs_spend") ? range_of(block_spend(run_, next_)).mean : 0;
        million(8, "high needs income, first year", 80, 65, 95, income, lived);
        million(8, "high needs spend, first year", 90, 70, 110, spend, lived);
        share(8, "in-year gap over income", 0.12, 0.05, 0.20, income > 0 ? spend / income - 1 : 0, lived);
        million(8, "independent and non-maintained fees", 17, 10, 25,
                year("high_needs_spend", {{Axis::heading, row_of(Heading::independent_special)}}), lived,
                Follows::independent);
        million(8, "deficit at the start", 30, -5, 100, -stock("high_needs_balance"));
        read_back(1);
        million(9, "transport for SEND, first year", 9.7, 6, 16, year("transport_spend"), lived);
    }

    void admissions() {
        const bool lived = run_.last() >= next_;
        for (const auto& [phase, words, expected, least, most] :
             {std::tuple{Phase::primary, "primary", 0.92, 0.88, 0.97},
              std::tuple{Phase::secondary, "secondary", 0.84, 0.69, 0.95}}) {
            const double all = year("offers_by_preference", {{Axis::phase, row_of(phase)}});
            const double first =
                year("offers_by_preference", {{Axis::phase, row_of(phase)}, {Axis::preference, std::size_t{1}}});
            share(10, fmt::format("first preferences met, {}", words), expected, least, most, all > 0 ? first / all : 0,
                  lived && all > 0);
        }
        count(10, "appeals to the SEND tribunal, first year", 180, 40, 330, year("appeals"), Follows::plans, lived);
        count(10, "plans due a transfer: Year 6", 319, 250, 390, at_age(10));
        count(10, "plans due a transfer: Year 11", 347, 270, 420, at_age(15));
        read_back(2);
    }

    const Run& run_;
    Month start_, next_;
    double pupils_ = 0, scale_ = 1, own_plans_ = 1, own_special_ = 1, own_independent_ = 1;
    std::vector<FirstRunCheck> checks_;
};

std::string shown(double value, Shown how) {
    switch (how) {
        case Shown::percent:
            return fmt::format("{:.1f}%", 100 * value);
        case Shown::weeks:
            return fmt::format("{:.1f}", value);
        case Shown::million_pounds:
            return fmt::format("{}\xC2\xA3{:.1f} m", value < 0 ? "-" : "", value < 0 ? -value : value);
        default:
            return fmt::format("{:.0f}", value);
    }
}

}  // namespace

std::vector<FirstRunCheck> first_run_checks(const Run& run) { return Checks(run).all(); }

std::string first_run_table(const Run& run) {
    Checks maker(run);
    const double pupils = maker.pupils();
    const std::vector<FirstRunCheck> checks = maker.all();
    const auto range = [](double least, double most, Shown how) {
        return shown(least, how) + " to " + shown(most, how);
    };
    std::vector<std::vector<std::string>> rows{
        {"check", "expected", "range", "got", "", "its own range", "", "of", "what"}};
    int inside = 0, inside_own = 0, known = 0, started = 0;
    for (const FirstRunCheck& check : checks) {
        known += check.known;
        started += check.known && check.start;
        inside += check.inside();
        inside_own += check.inside_own();
        const auto verdict = [&](bool in) -> std::string { return !check.known ? "-" : in ? "in" : "OUT"; };
        rows.push_back({std::to_string(check.number), shown(check.expected, check.shown),
                        range(check.least, check.most, check.shown),
                        check.known ? shown(check.got, check.shown) : "not known", verdict(check.inside()),
                        range(check.own_least, check.own_most, check.shown), verdict(check.inside_own()),
                        check.start ? "start" : "life", check.what});
    }
    return fmt::format(
        "First-run checks of '{}': {:.0f} pupils on roll, England's values scaled by {:.3f}.\n"
        "Its own range: scaled by its own plans ({:.2f} of England's rate at the start), places in state special "
        "schools "
        "({:.2f}) and children in independent ones ({:.2f}) too; growth by cohort survival of its own ages.\n\n{}\n"
        "{} are 'of' the start: they only read back what it was made to be.\n"
        "{} of {} in England's range, {} in its own\n",
        run.title, pupils, pupils / pupils_of_the_checks, maker.own_plans(), maker.own_special(),
        maker.own_independent(), text_table(rows), started, inside, known, inside_own);
}

CommandRow first_run_row() {
    return {"first-run",
            "Hold a run against what England's authorities publish",
            "  sendscape first-run out/county/run.h5\n",
            {{.name = "RUN.h5", .help = "run file", .required = true}},
            [](const Given& given, std::ostream& out, std::ostream& /*err*/) {
                const Run run = read_run(given.text("RUN.h5"));
                out << first_run_table(run) << lasting_table(run) << std::flush;
                return 0;
            }};
}

}  // namespace sendscape
