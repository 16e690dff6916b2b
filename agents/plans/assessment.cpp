// SPDX-License-Identifier: MIT
#include "agents/plans/assessment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/plans/appeals.h"
#include "agents/plans/first_plan.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/plans/requests.h"
#include "agents/pupils/rows_where.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"
#include "sim/core/interrupt.h"
#include "sim/core/summed.h"
#include "sim/core/units.h"

namespace sendscape {
namespace {

constexpr std::size_t psychology = service_row("educational_psychology");
constexpr double result_at = 0.8;       ///< of the whole time: week 16 of 20, decision whether to issue
constexpr int months_refused = 6;       ///< after which a fresh request can be made (CFA 2014 s36(3))
constexpr int months_to_mediate = 2;    ///< 30 days to arrange it (SEND Regulations 2014), and the answer: assumption
constexpr int months_looked_back = 24;  ///< longer processes are too few to start with: assumption
constexpr int most_months_back = 48;    ///< where plans are drafted more slowly than England's: assumption
constexpr double level_months_back = 5.5;  ///< the last year's mean level is that of its middle
constexpr double middle = 0.5;             ///< of a month, or of one case's part of it
constexpr double most_disputes = 3;        ///< bound on what advocacy makes of the chance to dispute: assumption
constexpr float chases_from = 0.6F;        ///< advocacy from which a family has its case brought forward: assumption
constexpr double least_weeks_after_advice = 3;      ///< drafting and the parents' 15 days at their shortest: assumption
constexpr double most_weeks = 400;                  ///< no process takes longer: assumption
constexpr double issue_decided_after_advice = 0.6;  ///< of the weeks from the advice to the plan: assumption
constexpr double months_in_mean_wait = 12;          ///< of the running mean

// Month in which a stage so many weeks after the request falls, this month at the earliest.
std::int16_t month_of(const Draws& draws, const Pupils& pupils, PupilId p, double weeks, std::int16_t now) {
    const Month requested = unpack(pupils.requested_on[p]);
    const double when = time_in_month(draws, p, requested) + weeks / weeks_per_month;
    return std::max(now, pack(requested + static_cast<int>(when)));
}
// Weeks from the request to a moment `part` of the way through month `now`.
double weeks_since_request(const Draws& draws, const Pupils& pupils, PupilId p, std::int16_t now, double part) {
    const double months = now - pupils.requested_on[p] + part - time_in_month(draws, p, unpack(pupils.requested_on[p]));
    return std::max(months * weeks_per_month, weeks_to_decision);
}

/// Mean severity of children for whom an assessment is requested in the starting population: there the panel agrees at
/// the published rate. A child without a recorded severity counts as a little below it (assumption).
constexpr double usual_severity = 0.34, severity_unknown = 0.3;

double severity_seen(float severity) { return severity > 0 ? double{severity} : severity_unknown; }

double by_severity(const PlanParameters& parameters, float severity) {
    return parameters.agree_severity * (severity_seen(severity) - usual_severity);
}

// What becomes of a request, drawn once: decided in the month it falls due, whatever else happens meanwhile.
enum class Decision : std::uint8_t { withdrawn, agreed, refused };
Decision decide(const Pupils& pupils, PupilId p, double leniency, const PlanParameters& parameters, const Draws& draws,
                Month month) {
    const auto luck = draws.words(Stream::plan_panel, p.value, month);
    if (fraction(luck[0]) < parameters.withdrawn) return Decision::withdrawn;
    if (parameters.panel_threshold > 0 && severity_seen(pupils.severity[p]) < parameters.panel_threshold)
        return Decision::refused;
    const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], month);
    const double chance =
        agreed_of_decided(parameters, pupils.source[p], age, by_severity(parameters, pupils.severity[p]) + leniency);
    return fraction(luck[1]) < chance ? Decision::agreed : Decision::refused;
}

void refuse(Pupils& pupils, const Families& families, PupilId p, const PlanParameters& parameters, const Step& step,
            std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    pupils.process[p] = AssessmentStage::refused;
    pupils.process_due[p] = static_cast<std::int16_t>(now + months_refused);
    events.push_back({.month = step.month, .pupil = p, .kind = EventKind::plan_refused});
    const auto luck = step.draws.words(Stream::plan_mediation, p.value, step.month);
    const double advocacy = std::min(exp(disputes_by_advocacy * families.advocacy[pupils.family[p]]), most_disputes);
    const bool mediated = fraction(luck[0]) < parameters.mediation_share * advocacy;
    if (mediated) events.push_back({.month = step.month, .pupil = p, .kind = EventKind::mediation});
    if (mediated && fraction(luck[1]) < parameters.mediation_overturned) {
        // The assessment begins when the mediation ends, before the month in which other refusals close.
        pupils.process_due[p] = static_cast<std::int16_t>(now + months_to_mediate);
        pupils.appeal_kind[p] = mediation_conceded;
    } else if (pupils.appeal_due[p] == no_month && fraction(luck[2]) < parameters.refusal_appeal_share * advocacy) {
        lodge_appeal(pupils, p, AppealKind::refusal_to_assess, parameters, step, events);
        pupils.process_due[p] = pupils.appeal_due[p];
    }
}

double leniency_of(const Authorities& authorities, AuthorityId authority) {
    return authority.value < authorities.size() ? authorities.leniency[authority] : 0.0;
}

/// Share of assessments that end with a plan.
double plan_given(const PlanParameters& parameters, const Practice& practice) {
    return std::min(1.0, parameters.plan_given_assessment * static_cast<double>(practice.issued));
}

double weeks_of_process(const Pupils& pupils, PupilId p) { return pupils.process_weeks[p] / tenths_a_week; }

// Carries one child's process on to this month.
void progress(Pupils& pupils, const Families& families, const Authorities& authorities, PupilId p,
              const PlanParameters& parameters, double years_grown, bool queue_for_advice, const Step& step,
              std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    while (pupils.process[p] != AssessmentStage::none && pupils.process_due[p] != no_month &&
           pupils.process_due[p] <= now) {
        const double weeks = weeks_of_process(pupils, p);
        switch (pupils.process[p]) {
            case AssessmentStage::requested: {
                const double leniency = leniency_of(authorities, authority_of(pupils, families, step.map, p));
                const Decision decision = decide(pupils, p, leniency, parameters, step.draws, step.month);
                if (decision == Decision::agreed) {
                    begin_assessment(pupils, p, queue_for_advice, step, events);
                } else if (decision == Decision::refused) {
                    refuse(pupils, families, p, parameters, step, events);
                } else {
                    pupils.process[p] = AssessmentStage::none;
                }
                break;
            }
            case AssessmentStage::refused:
                if (pupils.appeal_kind[p] == mediation_conceded) {
                    begin_assessment(pupils, p, queue_for_advice, step, events);
                } else if (pupils.appeal_due[p] != no_month) {
                    return;  // the tribunal decides, later this month
                } else {
                    pupils.process[p] = AssessmentStage::none;
                }
                break;
            case AssessmentStage::assessing:
                if (step.draws.happens(plan_given(parameters, practice_of(authorities, step.map, families, pupils, p)),
                                       Stream::plan_assessment, p.value, unpack(pupils.requested_on[p]))) {
                    pupils.process[p] = AssessmentStage::drafting;
                    pupils.process_due[p] = month_of(step.draws, pupils, p, weeks, now);
                } else {
                    pupils.process[p] = AssessmentStage::none;
                    events.push_back({.month = step.month, .pupil = p, .kind = EventKind::plan_not_issued});
                }
                break;
            case AssessmentStage::drafting:
                issue_plan(pupils, families, authorities, p, weeks, years_grown, parameters, step, events);
                break;
            case AssessmentStage::none:
                break;
        }
    }
}

bool comes_first(const Pupils& pupils, const Families& families, PupilId p, Month month) {
    const int ncy = pupils.ncy[p];
    const bool school_entry = ncy == reception - 1;
    const bool transfer = ncy == year_7 - 1 && month.month_of_year() >= 9;
    const bool ordered = pupils.appeal_kind[p] == assessment_ordered;
    const bool chased = families.advocacy[pupils.family[p]] > chases_from;
    return school_entry || transfer || ordered || chased;
}

// Educational psychologists of each authority take up this month's cases.
void give_advice(Pupils& pupils, const Families& families, Services& services, const Authorities& authorities,
                 const PlanParameters& parameters, const ServiceParameters& service_parameters, const Step& step) {
    const std::int16_t now = pack(step.month);
    std::vector<std::vector<Waiting>> queues(services.size());
    using Join = std::pair<AuthorityId, Waiting>;
    const auto joins =
        listed<Join>(step.parallel, pupils.size(), [&](std::vector<Join>& found, std::size_t first, std::size_t end) {
            const auto visit = [&](PupilId p) {
                const std::int16_t since = pupils.service_since[p][psychology];
                if (pupils.process[p] != AssessmentStage::assessing || since == no_month) return;
                const AuthorityId authority = authority_of(pupils, families, step.map, p);
                const auto priority = static_cast<std::uint8_t>(comes_first(pupils, families, p, step.month) ? 0 : 1);
                if (authority.value < queues.size()) found.emplace_back(authority, Waiting{priority, since, p});
            };
            for_each_far_apart(
                first, end, [&](PupilId p) { return pupils.process[p] != AssessmentStage::none; }, visit,
                [&](PupilId p) { ask_for(pupils.service_since[p], pupils.family[p]); },
                [&](PupilId p) { ask_for_home(pupils, families, p); });
        });
    for (const auto& [authority, waiting] : joins) queues[authority.value].push_back(waiting);
    step.parallel.for_each(queues.size(), [&](std::size_t a) {  // each authority's own
        const AuthorityId authority(a);
        auto& queue = queues[a];
        std::sort(queue.begin(), queue.end());
        const auto arrived =
            std::count_if(queue.begin(), queue.end(), [&](const Waiting& waiting) { return waiting.since == now; });
        const Practice practice = authority.value < authorities.size() ? authorities.practice[authority] : Practice{};
        const double staffed =
            advices_a_month(service_parameters, services.on_roll[authority]) * static_cast<double>(practice.advices);
        // Half of the month's arrivals are there at its middle.
        const double standing = static_cast<double>(queue.size()) - middle * static_cast<double>(arrived);
        const double weeks_of_queue =
            staffed > 0 ? standing / staffed * weeks_per_month : service_parameters.usual_weeks[psychology];
        const auto capacity =
            static_cast<float>(staffed * supply_response(service_parameters, psychology, weeks_of_queue));
        services.capacity[authority][psychology] = capacity;
        services.staff[authority][psychology] =
            static_cast<float>(psychologists(service_parameters, services.on_roll[authority]) *
                               service_parameters.capacity_scale[psychology] * static_cast<double>(practice.advices));
        const std::size_t begun = cases_to_begin(services.spare[authority][psychology], capacity, queue.size());
        double waited = 0;
        for (std::size_t i = 0; i < begun; ++i) {
            const PupilId p = queue[i].pupil;
            const double part = (static_cast<double>(i) + middle) / static_cast<double>(begun);
            const double so_far = weeks_since_request(step.draws, pupils, p, now, part);
            const int months = now - pupils.service_since[p][psychology];
            waited += std::max((months + part - middle) * weeks_per_month, 0.0);
            const double spread = step.draws.normal(Stream::service_duration, p.value, unpack(pupils.requested_on[p]));
            const double to_follow =
                parameters.advice_weeks * static_cast<double>(practice.drafting) * exp(parameters.case_sigma * spread);
            const double whole = std::min(so_far + std::max(to_follow, least_weeks_after_advice), most_weeks);
            pupils.service_since[p][psychology] = no_month;
            if (pupils.appeal_kind[p] == assessment_ordered)
                pupils.appeal_kind[p] = static_cast<std::uint8_t>(AppealKind::none);
            pupils.process_weeks[p] = static_cast<std::uint16_t>(whole * tenths_a_week);
            pupils.process_due[p] =
                month_of(step.draws, pupils, p, so_far + issue_decided_after_advice * (whole - so_far), now);
        }
        services.waiting[authority][psychology] = static_cast<std::int32_t>(queue.size() - begun);
        if (begun > 0) {
            float& mean = services.wait_weeks[authority][psychology];
            mean += static_cast<float>((waited / static_cast<double>(begun) - mean) / months_in_mean_wait);
        }
    });
}

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
    std::vector<std::uint16_t> weights_;
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
            if (elapsed - weeks_to_decision < weeks_of_queue) pupils.service_since[p][psychology] = pack(decided);
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

double agreement_log_odds(const PlanParameters& parameters, RequestSource source, int age, float severity) {
    return logit(agreed_of_decided(parameters, source, age, by_severity(parameters, severity)));
}

void begin_assessment(Pupils& pupils, PupilId p, bool queue_for_advice, const Step& step, std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::assessment_agreed,
                      .cause = static_cast<std::uint8_t>(pupils.source[p])});
    // Ordered or conceded: the weeks are counted afresh, as the time limits are (SEND Regulations 2014, regulation 44).
    const bool ordered = pupils.process[p] == AssessmentStage::refused;
    if (ordered) {
        pupils.requested_on[p] = now;
        pupils.appeal_kind[p] = assessment_ordered;
    }
    pupils.process[p] = AssessmentStage::assessing;
    if (queue_for_advice) {
        pupils.service_since[p][psychology] = now;
        pupils.process_due[p] = no_month;
    } else {
        pupils.process_due[p] = month_of(step.draws, pupils, p, result_at * weeks_of_process(pupils, p), now);
    }
}

void progress_assessments(Pupils& pupils, const Families& families, Services& services, const Authorities& authorities,
                          const PlanParameters& parameters, const ServiceParameters& service_parameters,
                          const LoopSwitches& loops, const Step& step) {
    const bool queue_for_advice = loops.services > 0;
    const std::int16_t now = pack(step.month);
    const double years_grown = loops.growth * years_of_trend(parameters, (step.month - step.map.census) / 12.0);
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        const auto visit = [&](PupilId p) {
            auto& since = pupils.service_since[p][psychology];
            if (!pupils.present(p)) {
                pupils.process[p] = AssessmentStage::none;
                pupils.process_due[p] = since = no_month;
                return;
            }
            if (pupils.process[p] == AssessmentStage::assessing && since != no_month) {
                if (queue_for_advice) return;
                since = no_month;
                if (pupils.process_due[p] == no_month) {  // the queue was switched off meanwhile
                    pupils.process_due[p] =
                        month_of(step.draws, pupils, p, result_at * weeks_of_process(pupils, p), now);
                }
            }
            progress(pupils, families, authorities, p, parameters, years_grown, queue_for_advice, step, out);
        };
        for_each_far_apart(
            first, end, [&](PupilId p) { return pupils.process[p] != AssessmentStage::none; }, visit,
            [&](PupilId p) { ask_for(pupils.service_since[p], pupils.process_due[p], pupils.setting[p]); },
            [](PupilId) {});
    });
    if (queue_for_advice) give_advice(pupils, families, services, authorities, parameters, service_parameters, step);
}

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
                                     service_parameters.usual_weeks[psychology],
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
