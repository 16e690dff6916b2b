#include "sim/commands/first_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <tuple>

#include "sim/commands/describe.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

using Shown = FirstRunCheck::Shown;

constexpr double pupils_of_the_checks = 60'000;  // England's mean authority, January 2026: 9.03 million over 151

std::size_t age_row(int age) { return static_cast<std::size_t>(age - 2); }
template <class Enum>
std::size_t row_of(Enum value) {
    return static_cast<std::size_t>(value);
}

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
    }

    std::vector<FirstRunCheck> all() {
        plans_and_flows();
        times_and_ages();
        provision();
        money();
        admissions();
        spread_of_schools();
        return std::move(checks_);
    }
    [[nodiscard]] double pupils() const { return pupils_; }

  private:
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

    /// Expected and range are those of the authority of 60,000 and are scaled.
    void count(int number, std::string what, double expected, double least, double most, double got,
               bool known = true) {
        checks_.push_back(
            {number, std::move(what), expected * scale_, least * scale_, most * scale_, got, Shown::count, known});
    }
    void share(int number, std::string what, double expected, double least, double most, double got,
               bool known = true) {
        checks_.push_back({number, std::move(what), expected, least, most, got, Shown::percent, known});
    }
    void million(int number, std::string what, double expected, double least, double most, double got,
                 bool known = true) {
        checks_.push_back({number, std::move(what), expected * scale_, least * scale_, most * scale_, got / 1e6,
                           Shown::million_pounds, known});
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
        count(2, "requests in the first year", 1080, 780, 1290, year("plans_requested"), lived);
        count(2, "refused an assessment", 290, 100, 430, year("plans_refused"), lived);
        count(2, "assessments agreed", 705, 550, 900, year("assessments_agreed"), lived);
        count(2, "new plans", 735, 500, 950, year("plans_issued"), lived);
        count(2, "plans ended", 220, 150, 300, year("plans_ceased"), lived);
        count(2, "plans moved in", 113, 60, 200, year("plans_moved_in"), lived);
        count(2, "plans moved out", 113, 60, 200, year("plans_moved_out"), lived);
        const double before = run_.range("plans_maintained", run_.start).mean;
        if (lived && before > 0)
            share(3, "growth of plans in the first year", 0.106, 0.04, 0.18,
                  run_.range("plans_maintained", next_).mean / before - 1);
        if (run_.last() >= start_ + 60)
            share(3, "growth of plans in the fifth year", 0.06, 0.05, 0.07,
                  run_.range("plans_maintained", start_ + 60).mean / run_.range("plans_maintained", start_ + 48).mean -
                      1);
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
        checks_.push_back({4, "mean weeks to a plan", 25.6, 17, 40, weeks, Shown::weeks, issued > 0});
        share(4, "new plans after more than a year", 0.10, 0, 0.25,
              issued > 0 ? year("plans_issued_over_a_year") / issued : 0, issued > 0);
        count(5, "plans in Reception", 148, 120, 180, at_age(4));
        share(5, "in special schools, Reception", 0.194, 0.124, 0.264, special_share(4));
        share(5, "in special schools, Year 6", 0.283, 0.213, 0.353, special_share(10));
        share(5, "in special schools, Year 7", 0.415, 0.345, 0.485, special_share(11));
        const bool events = run_.events_kept != "none" && !run_.events_kept.empty() && run_.last() >= next_;
        count(5, "Year 7 entering special from mainstream, first September", 54, 35, 75, entering_special(), events);
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

    /// FACTS of January 2025: 6.0% of primaries and 14.0% of secondaries stand above the 99.8% binomial limit at their
    /// authority's rate; and no school should leap between the last observed and the first simulated January.
    void spread_of_schools() {
        if (run_.last() < next_ || !has("pupils_with_plan")) return;
        const auto at = [&](std::string_view measure, Month month, std::size_t s) {
            const double value = run_.range(measure, month, {{Axis::school, s}}).mean;
            return value == value ? value : 0;
        };
        double largest = 0;
        for (const auto& [phase, words, expected, least, most] :
             {std::tuple{SchoolPhase::primary, "primaries", 0.06, 0.04, 0.08},
              std::tuple{SchoolPhase::secondary, "secondaries", 0.14, 0.08, 0.20}}) {
            double plans = 0, pupils = 0, schools = 0, above = 0;
            std::vector<std::pair<double, double>> rows;
            for (std::size_t s = 0; s < run_.map->schools.size(); ++s) {
                const School& school = run_.map->schools[s];
                const double roll = at("pupils_on_roll", next_, s);
                if (!school.in_area || school.phase != phase || !is_state_mainstream(school.setting) || roll < 30)
                    continue;
                const double held = at("pupils_with_plan", next_, s);
                rows.emplace_back(roll, held);
                plans += held;
                pupils += roll;
                schools += 1;
                if (school.base_places[0] + school.base_places[1] == 0)
                    largest = std::max(largest, std::abs(held - at("pupils_with_plan", run_.start, s)));
            }
            if (schools < 5 || plans <= 0) continue;
            for (const auto& [roll, held] : rows)
                if (upper_tail(roll, plans / pupils, held) < 0.001) above += 1;
            share(11, std::string("state ") + words + " above the 99.8% limit, first simulated January", expected,
                  least, most, above / schools);
        }
        checks_.push_back({11, "largest change of a school's plans in the first year (no base)", 4, 0, 5, largest,
                           Shown::count, true});
    }
    /// P(X >= x) of a binomial of n trials.
    static double upper_tail(double n, double p, double x) {
        double term = exp(n * log(1 - p)), below = 0;
        for (double k = 0; k < x; k += 1) {
            below += term;
            term *= (n - k) / (k + 1) * p / (1 - p);
        }
        return 1 - below;
    }

    void provision() {
        double places = 0, roll = 0, special = 0, full = 0, bases = 0, in_bases = 0;
        for (std::size_t s = 0; s < run_.map->schools.size(); ++s) {
            const School& row = run_.map->schools[s];
            if (!row.in_area) continue;
            const double commissioned = school("commissioned_places", s);
            if (row.setting == Setting::state_special && commissioned > 0) {
                places += commissioned;
                roll += school("pupils_on_roll", s);
                special += 1;
                if (school("pupils_on_roll", s) >= commissioned) full += 1;
            }
            if (school("base_places", s) > 0) bases += 1;
            in_bases += school("pupils_in_base", s);
        }
        count(6, "places in state special schools", 1060, 800, 1400, places);
        count(6, "on roll of state special schools", 1115, 800, 1400, roll);
        share(6, "state special schools at or over their places", 0.64, 0.40, 0.90, special > 0 ? full / special : 0);
        count(6, "mainstream schools with a base", 12, 4, 24, bases);
        count(6, "children in bases", 190, 20, 400, in_bases);
        count(7, "plans in independent and non-maintained special", 267, 90, 420,
              settings({Setting::non_maintained_special, Setting::independent_special}));
        count(7, "plans educated otherwise than at school", 106, 30, 250, settings({Setting::eotas}));
        count(7, "plans, home educated", 60, 30, 110, settings({Setting::home_education}));
        count(7, "plans of compulsory school age in no education", 21, 5, 60, settings({Setting::awaiting}));
        count(7, "plans, 16 and over, in no education", 184, 80, 300, settings({Setting::neet}));
        count(7, "plans in further education", 670, 500, 850,
              settings({Setting::further_education, Setting::specialist_post16, Setting::training}));
    }

    void money() {
        const bool lived = run_.last() >= next_;
        const double income = year("high_needs_income");
        const double spend = year("high_needs_spend");
        million(8, "high needs income, first year", 80, 65, 95, income, lived);
        million(8, "high needs spend, first year", 90, 70, 110, spend, lived);
        share(8, "in-year gap over income", 0.12, 0.05, 0.20, income > 0 ? spend / income - 1 : 0, lived);
        million(8, "independent and non-maintained fees", 17, 10, 25,
                year("high_needs_spend", {{Axis::heading, row_of(Heading::independent_special)}}), lived);
        million(8, "deficit at the start", 30, -5, 100, -stock("high_needs_balance"));
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
        count(10, "appeals to the SEND tribunal, first year", 180, 40, 330, year("appeals"), lived);
        count(10, "plans due a transfer: Year 6", 319, 250, 390, at_age(10));
        count(10, "plans due a transfer: Year 11", 347, 270, 420, at_age(15));
    }

    const Run& run_;
    Month start_, next_;
    double pupils_ = 0, scale_ = 1;
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
    std::vector<std::vector<std::string>> rows{{"check", "expected", "range", "got", "", "what"}};
    int inside = 0, known = 0;
    for (const FirstRunCheck& check : checks) {
        known += check.known;
        inside += check.inside();
        rows.push_back({std::to_string(check.number), shown(check.expected, check.shown),
                        shown(check.least, check.shown) + " to " + shown(check.most, check.shown),
                        check.known ? shown(check.got, check.shown) : "-",
                        !check.known     ? "not recorded"
                        : check.inside() ? "in"
                                         : "OUT",
                        check.what});
    }
    return fmt::format(
        "First-run checks of '{}': {:.0f} pupils on roll, expected values scaled by {:.3f}\n\n{}\n{} of {} in range\n",
        run.title, pupils, pupils / pupils_of_the_checks, text_table(rows), inside, known);
}

}  // namespace sendscape
