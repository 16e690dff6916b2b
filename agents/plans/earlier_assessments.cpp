// SPDX-License-Identifier: MIT
#include "agents/plans/earlier_assessments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "agents/families/residence.h"
#include "agents/plans/appeals.h"
#include "agents/plans/assessment_case.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/plans/requests.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"
#include "sim/core/interrupt.h"
#include "sim/core/units.h"

namespace sendscape {
namespace {

constexpr std::size_t advising = service_row("educational_psychology");

constexpr int months_looked_back = 24;     ///< longer processes are too few to start with: assumption
constexpr int most_months_back = 48;       ///< where plans are drafted more slowly than England's: assumption
constexpr double level_months_back = 5.5;  ///< the last year's mean level is that of its middle

/// The years before the start as start_assessments() lives them again: who can be asked for, how much likelier one
/// child is than another, and how likely each month was.
class YearsBefore {
  public:
    YearsBefore(const PlanParameters& parameters, const Pupils& pupils, const Schools& schools, const Map& map,
                const Parallel& parallel, Month start)
        : start_(start),
          weights_(request_weights(parameters, pupils, parallel)),
          asking_(asking_of_schools(parameters, pupils, schools, map, weights_, start, parallel)) {
        for (std::size_t row = 0; row < pupils.size(); ++row) {
            const PupilId p(row);
            if (weights_[row] == 0) continue;
            ++children_[plan_year_index(pupils.ncy[p])];
            weight_[plan_year_index(pupils.ncy[p])] += weights_[row];
        }
        for (int back = 0; back < most_months_back; ++back)
            for (std::size_t year = 0; year < plan_ages; ++year) {
                double& hazard = hazards_[static_cast<std::size_t>(back)][year];
                hazard = request_hazard(parameters, ncy_then(static_cast<int>(year) + first_ncy, start - back),
                                        (start - back).month_of_year());
                most_[year] = std::max(most_[year], hazard);
            }
    }

    /// The year group in an earlier month of a child who is in this one now: it rose with each September since.
    [[nodiscard]] int ncy_then(int ncy, Month month) const {
        return ncy - (start_.school_year() - month.school_year());
    }
    [[nodiscard]] bool can_be_asked_for(PupilId p) const { return weights_[p.value] != 0; }
    /// How much likelier a child is to be asked for than its year group is on average; see request_assessments().
    [[nodiscard]] double spread(const Pupils& pupils, PupilId p) const {
        const std::size_t year = plan_year_index(pupils.ncy[p]);
        const SchoolId at = pupils.school[p];
        return (at.exists() ? asking_[at.value] : 1.0) * weights_[p.value] * static_cast<double>(children_[year]) /
               static_cast<double>(weight_[year]);
    }
    /// The chance of a mean child of the year group that an assessment was asked for so many months before the start.
    [[nodiscard]] double hazard(const Pupils& pupils, PupilId p, int back) const {
        return hazards_[static_cast<std::size_t>(back)][plan_year_index(pupils.ncy[p])];
    }
    /// The highest of these.
    [[nodiscard]] double most_hazard(const Pupils& pupils, PupilId p) const {
        return most_[plan_year_index(pupils.ncy[p])];
    }

  private:
    Month start_;
    RequestWeights weights_;
    std::vector<double> asking_;
    std::array<std::uint64_t, plan_ages> children_{}, weight_{};
    std::array<std::array<double, plan_ages>, most_months_back> hazards_{};
    std::array<double, plan_ages> most_{};
};

/// The highest word of a draw that is below a chance as a fraction(), or one that is above it.
std::uint32_t highest_word_below(double chance) {
    constexpr double words = 0x1p32;
    return chance < 1 ? static_cast<std::uint32_t>(chance * words) : std::numeric_limits<std::uint32_t>::max();
}

/// One child's part in the years before the start.
struct EarlierRequest {
    Pupils& pupils;
    const PlanParameters& parameters;
    const Draws& draws;
    Month start;
    PupilId p;
    double weeks_of_queue;  ///< usual for the psychologist's advice
    double issued;          ///< share of assessments that end with a plan
    double drafting;        ///< weeks from the advice to the plan, over England's

    [[nodiscard]] std::int16_t after_start(double weeks) const {
        return std::max(static_cast<std::int16_t>(pack(start) + 1), month_of(draws, pupils, p, weeks, no_month));
    }

    void ask(const YearsBefore& before, Month month, std::uint32_t luck_of_source) const {
        const int ncy = before.ncy_then(pupils.ncy[p], month);
        const auto sources = request_sources(parameters, exact_age(ncy, pupils.birth_month[p], month));
        const double u = fraction(luck_of_source);
        const auto source = u < sources[0]                ? RequestSource::school
                            : u < sources[0] + sources[1] ? RequestSource::parent
                                                          : RequestSource::other;
        open_request(pupils, p, source, parameters, draws, month);
    }

    /// A refusal that is still open at the start: within the months in which it can be disputed, or under appeal.
    void refuse(Month decided, std::uint32_t luck_of_appeal) const {
        const int lag = static_cast<int>(parameters.appeal_lag_months);
        const bool appealed = fraction(luck_of_appeal) < parameters.refusal_appeal_share && start - decided < lag;
        if (appealed) {
            pupils.process[p] = AssessmentStage::refused;
            pupils.appeal_kind[p] = static_cast<std::uint8_t>(AppealKind::refusal_to_assess);
            pupils.appeal_due[p] = pupils.process_due[p] = pack(decided + lag);
        } else if (start - decided < months_refused) {
            pupils.process[p] = AssessmentStage::refused;
            pupils.process_due[p] = pack(decided + months_refused);
        }
    }

    /// Weeks from the request to the plan: what follows the advice takes so much longer, or shorter, than England's. A
    /// case that was long on the whole is as far out in that part.
    [[nodiscard]] double whole_weeks() const {
        const double englands = weeks_of_process(pupils, p);
        const double spread = log(englands / parameters.weeks_median) / parameters.weeks_sigma;
        const double longer = (drafting - 1) * parameters.advice_weeks * exp(parameters.case_sigma * spread);
        return std::clamp(englands + longer, least_weeks_to_plan, most_weeks);
    }

    /// An assessment that is still going on at the start; who would have had a plan by now has it in the census.
    void assess(Month asked, Month decided) const {
        const double weeks = whole_weeks();
        pupils.process_weeks[p] = static_cast<std::uint16_t>(weeks * tenths_a_week);
        const double elapsed = ((start - asked) + 1 - time_in_month(draws, p, asked)) * weeks_per_month;
        if (elapsed >= weeks) return;
        if (elapsed < result_at * weeks) {
            pupils.process[p] = AssessmentStage::assessing;
            pupils.process_due[p] = after_start(result_at * weeks);
            if (elapsed - weeks_to_decision < weeks_of_queue) pupils.service_since[p][advising] = pack(decided);
        } else if (draws.happens(issued, Stream::plan_assessment, p.value, asked)) {
            pupils.process[p] = AssessmentStage::drafting;
            pupils.process_due[p] = after_start(weeks);
        }
    }

    /// What a request of this month has come to by the start: the child is in the process, or free to be asked for.
    void follow(Month asked, double leniency, std::uint32_t luck_of_appeal) const {
        if (pupils.process_due[p] > pack(start)) return;  // not yet decided
        const Month decided = unpack(pupils.process_due[p]);
        const Decision decision = decide(pupils, p, leniency, parameters, draws, decided);
        pupils.process[p] = AssessmentStage::none;
        if (decision == Decision::refused) refuse(decided, luck_of_appeal);
        if (decision == Decision::agreed) assess(asked, decided);
    }
};

}  // namespace

void start_assessments(Pupils& pupils, const Families& families, const Schools& schools, const Authorities& authorities,
                       const PlanParameters& parameters, const ServiceParameters& service_parameters, const Map& map,
                       const Draws& draws, const Parallel& parallel, Month start) {
    const YearsBefore before(parameters, pupils, schools, map, parallel, start);
    struct Child {
        PupilId p;
        AuthorityId authority;
        double level, spread, trend;
        int earliest;  ///< months back
    };
    const auto find_child = [&](PupilId p) {
        const AuthorityId authority = authority_of(pupils, families, map, p);
        float level = authority.value < authorities.size() ? authorities.request_level[authority] : 1.0f;
        if (!(level > 0)) level = 1;
        const Practice practice = practice_of(authorities, map, families, pupils, p);
        return Child{p,
                     authority,
                     level,
                     before.spread(pupils, p),
                     static_cast<double>(practice.trend),
                     practice.drafting > 1 ? most_months_back : months_looked_back};
    };
    const auto growth_of = [](double trend, int back) {
        return trend == 0 ? 1 : exp(trend * (level_months_back - back) / months_a_year);
    };
    const auto most_hazard = [&](const Child& child) {  // of any month, which few have so much luck as to be below
        constexpr double more_than_rounding = 1 + 1e-9;
        const double growth = std::max(growth_of(child.trend, 0), growth_of(child.trend, child.earliest - 1));
        return before.most_hazard(pupils, child.p) * child.level * growth * child.spread * more_than_rounding;
    };
    const auto ask = [&](const Child& child, Month month, std::uint32_t luck_of_source, std::uint32_t luck_of_appeal) {
        const Practice practice = practice_of(authorities, map, families, pupils, child.p);
        const EarlierRequest request{pupils,
                                     parameters,
                                     draws,
                                     start,
                                     child.p,
                                     service_parameters.usual_weeks[advising],
                                     plan_given(parameters, practice),
                                     static_cast<double>(practice.drafting)};
        request.ask(before, month, luck_of_source);
        request.follow(month, leniency_of(authorities, child.authority), luck_of_appeal);
    };
    parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        stop_if_asked();
        std::vector<Child> children;
        BlockOfRows child_of,
            luckiest;  // by row: its child, and the highest word of luck with which it may be asked for
        luckiest.fill(0);
        int earliest = 0;
        for (std::size_t row = first; row < end; ++row) {
            if (!before.can_be_asked_for(PupilId(row))) continue;
            child_of[row - first] = static_cast<std::uint32_t>(children.size());
            const Child& child = children.emplace_back(find_child(PupilId(row)));
            luckiest[row - first] = highest_word_below(most_hazard(child));
            earliest = std::max(earliest, child.earliest);
        }
        // Month by month from the earliest, until a request is found that is still being dealt with. The luck of all
        // children of a month is drawn at once.
        std::array<std::vector<std::uint32_t>, 4> luck;
        for (auto& words : luck) words.resize(end - first);
        const std::uint32_t* const drawn = luck[0].data();
        for (int back = earliest - 1; back >= 0; --back) {
            const Month month = start - back;
            draws.words_in_a_row(Stream::start_process, static_cast<std::uint32_t>(first), month, 0,
                                 {luck[0], luck[1], luck[2], luck[3]});
            double trend = 0, growth = 1;  // neighbours are of one authority
            const auto may_be_asked = [&](PupilId p) { return drawn[p.value - first] <= luckiest[p.value - first]; };
            for_each_where(first, end, may_be_asked, [&](PupilId p) {
                if (!before.can_be_asked_for(p)) return;
                const std::size_t i = p.value - first;
                const Child& child = children[child_of[i]];
                if (back >= child.earliest || pupils.process[p] != AssessmentStage::none) return;
                if (child.trend != trend) {
                    trend = child.trend;
                    growth = growth_of(trend, back);
                }
                const double hazard = before.hazard(pupils, p, back) * child.level * growth * child.spread;
                // Nobody is asked for who was not yet two years old.
                if (hazard > 0 && fraction(luck[0][i]) < hazard) ask(child, month, luck[1][i], luck[2][i]);
            });
        }
        for (const Child& child : children) {
            const PupilId p = child.p;
            if (pupils.process[p] != AssessmentStage::none) continue;
            pupils.requested_on[p] = pupils.process_due[p] = no_month;
            pupils.process_weeks[p] = 0;
        }
    });
}

}  // namespace sendscape
