// SPDX-License-Identifier: MIT
#include "sim/start/published_practice.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/families/residence.h"
#include "agents/placement/post16.h"
#include "agents/plans/assessment_case.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/plans/requests.h"
#include "agents/pupils/national_tables.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"
#include "sim/core/interrupt.h"
#include "sim/core/paired_draws.h"
#include "sim/core/units.h"
#include "sim/start/ages_of_requests.h"
#include "sim/start/england_by_year.h"
#include "sim/start/plans.h"
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

// How much of an authority's distance from England is still there in the next year. Shares in time, in standard scores:
// slopes of 0.55, 0.59 and 0.70 from 2015 to 2018 (derived, SEN2 2022; later years were not used). Of requests and
// refusals PlanParameters::requests_kept and refusals_kept.
constexpr double timeliness_kept = 0.6;
/// What an authority's plans tell of its requests in the year after, of their distance from England's: 0.51 to 0.58,
/// beside its own requests next to nothing (derived, SEN2 2022, 2016 to 2019, authorities with an even code).
constexpr double requests_told_by_plans = 0.55;
constexpr double englands_in_time = 0.6;  // SEN2, plans within 20 weeks, England 2014 to 2021

/// How far an authority's next years differ from its last published one, standard deviations: of logarithms (requests,
/// beside what the year's led to expect: 0.12 and 0.19 of authorities with an even code, 2018 to 2020, and judged by
/// what new plans differ besides), of log-odds (refusals, first placements in special schools) and of the logarithm of
/// the weeks of drafting (derived, trimmed: SEN2 2022, calendar years 2016 to 2018). What later years bring comes on
/// top (agents/plans/practice_over_time).
constexpr double doubt_of_requests = 0.25, doubt_of_refusals = 0.7, doubt_of_special = 0.45, doubt_of_weeks = 0.8;

constexpr int year_of_hazards = 2025;

/// Requests in England in the year before a January over those of the hazards' own year: what a level among
/// authorities has to be taken times.
double requests_then(int january) { return england_in(january - 1).requests / england_in(year_of_hazards).requests; }

/// Plans of an authority's residents, and those that end in the coming year at England's chances.
struct Endings {
    double plans = 0;
    double fixed = 0;  ///< ended under 16 or at the limit of age, which no practice changes
    double after_16 = 0;

    void add(double held, SettingGroup group, int ncy, const PlanParameters& parameters) {
        constexpr double percent = 100;
        plans += held;
        if (ncy + 1 < first_post16_ncy)
            fixed += held * ended_percent_a_year[plan_year_index(ncy)] / percent * parameters.ended_scale;
        else if (ncy + 1 > last_ncy)
            fixed += held;
        else
            after_16 += held * post16_end_share(group, ncy + 1);
    }
    [[nodiscard]] double share() const { return plans > 0 ? (fixed + after_16) / plans : 0; }
};

/// England's, with the ages its plans had in a January.
Endings england_endings(int january, const PlanParameters& parameters) {
    std::array<double, plan_age_bands> by_band{};
    const auto of_age = [&](int age, std::size_t group) {
        return earlier_share(january, age) * static_cast<double>(plans_by_age[national_index(age)][group]);
    };
    for (int age = first_plan_age; age <= last_plan_age; ++age)
        for (std::size_t group = 0; group < setting_group_count; ++group)
            by_band[plan_age_band(age)] += of_age(age, group);
    Endings england;
    for (int age = first_plan_age; age <= last_plan_age; ++age) {
        const std::size_t band = plan_age_band(age);
        const double scale = england_share_of_band(january, band) / by_band[band];
        for (std::size_t group = 0; group < setting_group_count; ++group)
            england.add(scale * of_age(age, group), static_cast<SettingGroup>(group), ncy_of_age(age), parameters);
    }
    return england;
}

// An authority with many plans after 16 is one that keeps them, so that its plans end about as often as elsewhere: over
// 145 authorities the share of plans that ended had next to nothing to do with the share of plans after 16 in 2016 and
// 2017, and less than half of what England's chances by age make of it in 2018 (derived, SEN2 2022; later years were
// not used). The rest is England's share for so much of the way.
constexpr double ends_as_elsewhere = 0.75;
constexpr double least_ceasing = 0.3, most_ceasing = 3;  ///< times England's (assumption)

float ceasing_of(const Endings& own, double england) {
    if (!(own.after_16 > 0) || !(own.share() > 0)) return 1;
    const double share = pow(england, ends_as_elsewhere) * pow(own.share(), 1 - ends_as_elsewhere);
    return static_cast<float>(std::clamp((share * own.plans - own.fixed) / own.after_16, least_ceasing, most_ceasing));
}

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
                                        const Parallel& parallel, const std::vector<std::uint8_t>& wanted,
                                        const Authorities& authorities) {
    constexpr int months = 12;
    const Month start = map.census;
    const RequestWeights weights = request_weights(parameters, pupils, parallel);
    const std::vector<double> asking = asking_of_schools(parameters, pupils, schools, map, weights, start, parallel);
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
                                 static_cast<double>(asks_in_year(authorities.practice[home], pupils.ncy[p])) *
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

/// How readily each authority whose plans SEN2 tells ends them after 16.
void follow_endings(const Map& map, const Pupils& pupils, const Families& families, const PlanParameters& parameters,
                    Authorities& authorities) {
    std::vector<Endings> own(authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.has_plan(p) || !pupils.present(p)) continue;
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (home.value < own.size()) own[home.value].add(1, group_of(pupils.setting[p]), pupils.ncy[p], parameters);
    }
    const double england = england_endings(map.census.year(), parameters).share();
    for (std::size_t row = 0; row < own.size(); ++row) {
        const PlansMaintained* const sen2 = map.authorities[row].sen2.latest();
        if (sen2 && sen2->total > 0) authorities.practice[AuthorityId(row)].ceasing = ceasing_of(own[row], england);
    }
}

/// A published share of `of` cases with those of the usual share mixed in; kept off 0 and 1.
double share_near(double cases, double of, double usual, double mixed_in) {
    return std::clamp((cases + usual * mixed_in) / (of + mixed_in), least_share, most_share);
}

/// How fast plans will be drafted where such a share was issued within 20 weeks: what the decision and the usual queue
/// for advice leave of them is so far out on the case's lognormal time.
double drafting_for(double in_time, const PlanParameters& parameters, const ServiceParameters& services) {
    const double left = weeks_allowed - weeks_to_decision - queue_met * services.usual_weeks[psychology];
    const double score =
        timeliness_kept * inverse_normal(in_time) + (1 - timeliness_kept) * inverse_normal(englands_in_time);
    return std::clamp(left / (parameters.advice_weeks * exp(spread_met * score)), least_drafting, most_drafting);
}

}  // namespace

void follow_published_practice(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                               const Services& services, const PlanParameters& parameters,
                               const ServiceParameters& service_parameters, const Draws& draws,
                               const Parallel& parallel, Authorities& authorities) {
    std::vector<std::uint8_t> wanted(map.authorities.size(), 0);
    for (std::size_t row = 0; row < wanted.size(); ++row)
        wanted[row] = map.authorities[row].sen2.flow(map.census.year() - 1) ? 1 : 0;
    const EnglandsYear& england = england_in(map.census.year() - 1);
    const double englands_requests = requests_then(map.census.year());
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        const AuthorityId a(row);
        Practice& practice = authorities.practice[a];
        practice.englands_requests = static_cast<float>(englands_requests);
        if (wanted[row] != 0 || !(authorities.request_level[a] > 0)) continue;
        // An authority without flows: what its plans tell, and England's trend where the hazards are of a later year.
        authorities.request_level[a] = static_cast<float>(
            englands_requests * pow(static_cast<double>(authorities.request_level[a]), requests_told_by_plans));
        if (map.census.year() < year_of_hazards) practice.trend = static_cast<float>(growth_before(map.census.year()));
    }
    follow_endings(map, pupils, families, parameters, authorities);
    if (std::all_of(wanted.begin(), wanted.end(), [](std::uint8_t one) { return one == 0; })) return;
    find_ages_of_requests(map, pupils, families, authorities);
    const std::vector<Expected> expected =
        expected_requests(map, pupils, families, schools, parameters, parallel, wanted, authorities);
    const PairedDraws unknown(draws);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        if (wanted[row] == 0 || !(expected[row].requests > 0)) continue;
        stop_if_asked();
        const AuthorityId a(row);
        const PlanFlows& year = *map.authorities[row].sen2.flow(map.census.year() - 1);
        Practice& practice = authorities.practice[a];
        practice.flows_told = 1;
        const double usual_level = authorities.request_level[a] > 0 ? authorities.request_level[a] : 1.0f;
        double level = englands_requests * pow(usual_level, requests_told_by_plans), agreed = expected[row].agreed(0);
        // The first replicate keeps to what was published.
        const std::uint32_t whom = number_of_code(map.authorities[row].code);
        const auto doubt = [&](double deviation, std::uint32_t k) {
            return parameters.practice_doubt * deviation * unknown.normal(Stream::practice_doubt, whom, Month(0), k);
        };
        practice.trend = static_cast<float>(growth_before(map.census.year()));
        if (year.requests > 0) {
            const double own = std::clamp((year.requests + usual_level * englands_requests * requests_of_usual) /
                                              (expected[row].requests + requests_of_usual),
                                          least_level, most_level);
            level = pow(own, parameters.requests_kept) * pow(englands_requests, 1 - parameters.requests_kept);
        }
        level *= exp(doubt(doubt_of_requests, 0));
        authorities.request_level[a] = static_cast<float>(level);
        if (year.requests > 0 && year.refused >= 0) {
            const double decided = year.requests * (1 - parameters.withdrawn);
            const double own = 1 - share_near(year.refused, decided, england.refused, decisions_of_usual);
            // England's panels, for these requests: as they decide in the hazards' year, and so much milder or stricter
            // as England's were.
            const double englands =
                logit(agreed) + logit(1 - england.refused) - logit(1 - england_in(year_of_hazards).refused);
            practice.englands_leniency = static_cast<float>(expected[row].leniency_for(logistic(englands)));
            agreed = logistic(parameters.refusals_kept * logit(own) + (1 - parameters.refusals_kept) * englands +
                              doubt(doubt_of_refusals, 1));
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
            practice.drafting =
                static_cast<float>(drafting_for(share_near(year.in_time, year.timed, englands_in_time, plans_of_usual),
                                                parameters, service_parameters) *
                                   exp(doubt(doubt_of_weeks, 2)));
        }
        double placed = 0;
        for (const std::int32_t plans : year.new_by_setting) placed += plans;
        if (placed > 0) {
            constexpr double percent = 100;
            const double usual = logit(expected[row].special / expected[row].requests / percent);
            const double special = year.new_by_setting[static_cast<std::size_t>(SettingGroup::state_special)] +
                                   year.new_by_setting[static_cast<std::size_t>(SettingGroup::independent_special)];
            const double own = logit(share_near(special, placed, england.special, plans_of_usual));
            practice.englands_first_special = static_cast<float>(exp(logit(england.special) - usual));
            practice.first_special =
                static_cast<float>(std::clamp(exp(own - usual + doubt(doubt_of_special, 3)), least_odds, most_odds));
        }
    }
}

}  // namespace sendscape
