// SPDX-License-Identifier: MIT
#include "sim/start/published_practice.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/families/residence.h"
#include "agents/plans/assessment.h"
#include "agents/plans/hazards.h"
#include "agents/plans/requests.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"
#include "sim/core/interrupt.h"
#include "sim/core/units.h"
#include "sim/start/published_plans.h"

namespace sendscape {
namespace {

constexpr std::size_t psychology = service_row("educational_psychology");
constexpr std::size_t special_row = 2;
static_assert(placement_kind[special_row] == RequiredProvision::special);

// As many cases of the authority's usual level are mixed with its own as tell how far chance reaches (assumptions).
constexpr double requests_of_usual = 10, decisions_of_usual = 20, plans_of_usual = 10;
constexpr double least_level = 0.1, most_level = 5;      ///< of England's requests (assumption)
constexpr double least_odds = 0.02, most_odds = 50;      ///< of first placements over England's (assumption)
constexpr double least_share = 0.02, most_share = 0.98;  ///< of refusals and of plans in time that is followed
constexpr double widest_leniency = 6;                    ///< log-odds
constexpr double half = 0.5, least_issued = 0.5;         ///< of assessments over England's share (assumption)
// Cases wait by month and by priority, so that the share in time answers less to how fast plans are drafted than one
// case's lognormal time says: read off runs of the model (judged).
constexpr double queue_met = 1.15, spread_met = 1.35;       // usual queues; of the logarithm of weeks
constexpr double least_drafting = 0.15, most_drafting = 5;  ///< times England's (assumption)
constexpr double weeks_allowed = 20;                        ///< SEND Regulations 2014, regulation 13

/// How far an authority's next years differ from its last published one: standard deviations of logarithms (requests,
/// against what the year's requests and refusals led to expect of new plans one and two years on), of log-odds
/// (refusals, first placements in special schools) and of the logarithm of the weeks of drafting (derived, trimmed:
/// SEN2 2022, calendar years 2016 to 2018).
constexpr double doubt_of_requests = 0.33, doubt_of_refusals = 0.7, doubt_of_special = 0.45, doubt_of_weeks = 0.8;

/// Requests for an EHC needs assessment in England by calendar year (DfE, Education, health and care plans, releases of
/// 2022 and 2026), and their growth a year over the two years before a January, a logarithm.
constexpr int first_year_of_requests = 2016;
constexpr std::array<double, 10> england_requests{55235, 64555,  72423,  82329,  75951,
                                                  93302, 114482, 138242, 154489, 162702};
double growth_before(int january) {
    constexpr int years = 2, last = first_year_of_requests + static_cast<int>(england_requests.size()) - 1;
    const int to = std::clamp(january - 1, first_year_of_requests, last);
    const int from = std::max(to - years, first_year_of_requests);
    if (from == to) return 0;
    const auto at = [](int year) { return england_requests[static_cast<std::size_t>(year - first_year_of_requests)]; };
    return log(at(to) / at(from)) / (to - from);
}

/// Requests for each plan in England in the year before a January, over those of the hazards' own year: what an
/// authority's usual level, which is read off its plans, has to be taken times.
double requests_for_plans(int january) {
    constexpr int hazards = 2025, last = first_year_of_requests + static_cast<int>(england_requests.size()) - 1;
    const auto at = [](int year) { return england_requests[static_cast<std::size_t>(year - first_year_of_requests)]; };
    const int year = std::clamp(january - 1, first_year_of_requests, last);
    return at(year) / at(hazards) / england_growth(hazards, std::min(january, hazards));
}
constexpr double of_usual = 0.25;  ///< weight of the usual level beside the authority's own (judged, as trend_kept)

/// Requests of the twelve months to come at England's hazards, by what decides on them.
struct Expected {
    static constexpr std::size_t bins = 480;
    static constexpr double widest = 12, width = 2 * widest / bins;
    double requests = 0, special = 0;
    std::array<float, bins> by_log_odds{};  ///< of the panel's agreement

    void add(double requested, double log_odds) {
        const double at = (std::clamp(log_odds, -widest, widest - width) + widest) / width;
        by_log_odds[static_cast<std::size_t>(at)] += static_cast<float>(requested);
    }
    [[nodiscard]] double agreed(double leniency) const {
        double sum = 0, all = 0;
        for (std::size_t bin = 0; bin < bins; ++bin) {
            if (!(by_log_odds[bin] > 0)) continue;
            const double log_odds = (static_cast<double>(bin) + 0.5) * width - widest + leniency;
            sum += static_cast<double>(by_log_odds[bin]) * logistic(log_odds);
            all += static_cast<double>(by_log_odds[bin]);
        }
        return all > 0 ? sum / all : 0;
    }
    /// The leniency with which the panel agrees to such a share.
    [[nodiscard]] double leniency_for(double share) const {
        double low = -widest_leniency, high = widest_leniency;
        constexpr int halvings = 24;
        for (int i = 0; i < halvings; ++i) {
            const double middle = (low + high) / 2;
            (agreed(middle) < share ? low : high) = middle;
        }
        return (low + high) / 2;
    }
};

std::vector<Expected> expected_requests(const Map& map, const Pupils& pupils, const Families& families,
                                        const Schools& schools, const PlanParameters& parameters,
                                        const Parallel& parallel, const std::vector<std::uint8_t>& wanted) {
    constexpr int months = 12;
    const Month start = map.census;
    const std::vector<std::uint16_t> weights = request_weights(parameters, pupils, parallel);
    const std::vector<double> asking = asking_of_schools(parameters, pupils, schools, weights, start);
    std::array<double, plan_ages> children{}, weight{}, hazard{};
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        if (weights[row] == 0) continue;
        const std::size_t year = plan_year_index(pupils.ncy[PupilId(row)]);
        children[year] += 1;
        weight[year] += weights[row];
    }
    for (std::size_t year = 0; year < plan_ages; ++year)
        for (int month = 1; month <= months; ++month) {
            const Month on = start + month;
            const int ncy = static_cast<int>(year) + first_ncy + (on.school_year() - start.school_year());
            hazard[year] += request_hazard(parameters, ncy, on.month_of_year());
        }
    std::vector<Expected> expected(map.authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        if (weights[row] == 0) continue;
        const PupilId p(row);
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (home.value >= wanted.size() || wanted[home.value] == 0) continue;
        const std::size_t year = plan_year_index(pupils.ncy[p]);
        const double requested = hazard[year] * weights[row] * children[year] / weight[year] *
                                 (pupils.school[p].exists() ? asking[pupils.school[p].value] : 1.0);
        const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], start);
        Expected& own = expected[home.value];
        own.requests += requested;
        own.special += requested * first_placement(age, pupils.ncy[p])[special_row];
        const auto sources = request_sources(parameters, age);
        for (std::size_t source = 0; source < sources.size(); ++source)
            own.add(requested * sources[source],
                    agreement_log_odds(parameters, static_cast<RequestSource>(source), age, pupils.severity[p]));
    }
    return expected;
}

/// A published share of `of` cases with those of the usual share mixed in; kept off 0 and 1.
double share_near(double cases, double of, double usual, double mixed_in) {
    return std::clamp((cases + usual * mixed_in) / (of + mixed_in), least_share, most_share);
}

/// How fast plans are drafted where such a share is issued within 20 weeks: what the decision and the usual queue for
/// advice leave of them is so far out on the case's lognormal time.
double drafting_for(double in_time, const PlanParameters& parameters, const ServiceParameters& services) {
    const double left = weeks_allowed - weeks_to_decision - queue_met * services.usual_weeks[psychology];
    return std::clamp(left / (parameters.advice_weeks * exp(spread_met * inverse_normal(in_time))), least_drafting,
                      most_drafting);
}

}  // namespace

void follow_published_practice(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                               const Services& services, const PlanParameters& parameters,
                               const ServiceParameters& service_parameters, const Draws& draws,
                               const Parallel& parallel, Authorities& authorities) {
    std::vector<std::uint8_t> wanted(map.authorities.size(), 0);
    for (std::size_t row = 0; row < wanted.size(); ++row)
        wanted[row] = map.authorities[row].sen2.flow(map.census.year() - 1) ? 1 : 0;
    if (std::all_of(wanted.begin(), wanted.end(), [](std::uint8_t one) { return one == 0; })) return;
    const std::vector<Expected> expected =
        expected_requests(map, pupils, families, schools, parameters, parallel, wanted);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        if (wanted[row] == 0 || !(expected[row].requests > 0)) continue;
        stop_if_asked();
        const AuthorityId a(row);
        const PlanFlows& year = *map.authorities[row].sen2.flow(map.census.year() - 1);
        Practice& practice = authorities.practice[a];
        const double usual_level = authorities.request_level[a] > 0 ? authorities.request_level[a] : 1.0f;
        double level = usual_level, agreed = expected[row].agreed(0);
        // The first replicate keeps to what was published; those after it come in pairs, as far above it as below, so
        // that the middle of a few replicates lies near it too.
        const std::uint32_t replicate = draws.replicate(), pair = replicate + replicate % 2;
        const Draws of_pair(draws.seed(), pair);
        const auto doubt = [&](double deviation, std::uint32_t k) {
            if (replicate == 0) return 0.0;
            const double drawn = of_pair.normal(Stream::practice_doubt, static_cast<std::uint32_t>(row), Month(0), k);
            return parameters.practice_doubt * deviation * (replicate == pair ? -drawn : drawn);
        };
        practice.trend = static_cast<float>(growth_before(map.census.year()));
        if (year.requests > 0)
            level = std::clamp(
                (year.requests + usual_level * requests_of_usual) / (expected[row].requests + requests_of_usual),
                least_level, most_level);
        if (year.requests > 0)
            level = pow(level, 1 - of_usual) * pow(usual_level * requests_for_plans(map.census.year()), of_usual);
        level *= exp(doubt(doubt_of_requests, 0));
        authorities.request_level[a] = static_cast<float>(level);
        if (year.requests > 0 && year.refused >= 0) {
            const double decided = year.requests * (1 - parameters.withdrawn);
            agreed = 1 - share_near(year.refused, decided, 1 - agreed, decisions_of_usual);
            agreed = logistic(logit(agreed) + doubt(doubt_of_refusals, 1));
            authorities.own_leniency[a] = authorities.leniency[a] =
                static_cast<float>(expected[row].leniency_for(agreed));
        }
        // The year's plans over the year's agreed requests: some of either belong to other years, so that half of what
        // they say beside England's share is believed (in logarithms).
        if (year.requests > 0 && year.refused >= 0 && year.new_plans > 0 && year.requests > year.refused) {
            const double own = (year.new_plans + plans_of_usual * parameters.plan_given_assessment) /
                               (year.requests * (1 - parameters.withdrawn) - year.refused + plans_of_usual);
            constexpr double englands = 0.92;  // the same in England, 0.91 in 2018 and 0.93 in 2025 (SEN2)
            const double of_england = own / englands;
            practice.issued = static_cast<float>(
                std::clamp(pow(of_england, half), least_issued, 1 / parameters.plan_given_assessment));
        }
        if (year.requests > 0) {
            const double advices = level * expected[row].requests * (1 - parameters.withdrawn) * agreed;
            const double usual = advices_a_month(service_parameters, services.on_roll[a]) * months_a_year;
            if (usual > 0) practice.advices = static_cast<float>(advices / usual);
        }
        if (year.timed > 0 && year.in_time >= 0) {
            constexpr double englands = 0.6;  // SEN2, plans within 20 weeks, England 2014 to 2021
            practice.drafting =
                static_cast<float>(drafting_for(share_near(year.in_time, year.timed, englands, plans_of_usual),
                                                parameters, service_parameters) *
                                   exp(doubt(doubt_of_weeks, 2)));
        }
        double placed = 0;
        for (const std::int32_t plans : year.new_by_setting) placed += plans;
        if (placed > 0) {
            constexpr double percent = 100;
            const double usual = expected[row].special / expected[row].requests / percent;
            const double special = year.new_by_setting[static_cast<std::size_t>(SettingGroup::state_special)] +
                                   year.new_by_setting[static_cast<std::size_t>(SettingGroup::independent_special)];
            const double own = share_near(special, placed, usual, plans_of_usual);
            practice.first_special = static_cast<float>(std::clamp(
                own / (1 - own) * (1 - usual) / usual * exp(doubt(doubt_of_special, 3)), least_odds, most_odds));
        }
    }
}

}  // namespace sendscape
