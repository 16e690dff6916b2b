// SPDX-License-Identifier: MIT
#include "agents/plans/requests.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

#include "agents/families/residence.h"
#include "agents/families/word_of_mouth.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/pupils/lucky_rows.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"
#include "sim/core/summed.h"
#include "sim/core/units.h"

namespace sendscape {
namespace {

constexpr int last_ncy_of_requests = last_school_ncy;
constexpr double unmet_floor = 0.25;           ///< keeps the elasticity finite where nothing is unmet
constexpr double most_by_source = 3;           ///< bound on the product of the loops' factors
constexpr double most_over_usual = 4.5;        ///< bound on all sources together, over the first year
constexpr double decided_late = 0.125;         ///< SEN2 2026: 87.5% of decisions within six weeks
constexpr double most_weeks_late = 8;          ///< of these, evenly up to it: assumption
constexpr int months_watched = 12;             ///< from which on requests are set against what was usual
constexpr double most_by_rounding = 1 + 1e-9;  ///< above what rounding makes of a sum
constexpr double millionths = 1e6;             ///< in which hazards are added up as whole numbers

/// Weights of children are whole numbers of this part of an average child's, severity 0.5 and no need seen, so that
/// sums are the same in any order.
constexpr double weight_of_one = 16;
constexpr double weight_at_no_severity = 0.5;             ///< of a child of severity 0 over one of 0.5: assumption
constexpr double least_weight = 1, most_weight = 65'000;  ///< so that none is 0 and a weight fits its column

/// Children of a school and year group who can be asked for, and what they weigh.
class Group {
  public:
    /// Of a child that cannot be asked for, whose weight is 0, nothing is added.
    void add(std::uint16_t weight) { both_ += (weight != 0 ? one_child : 0) + weight; }
    void add(const Group& other) { both_ += other.both_; }
    [[nodiscard]] std::uint64_t children() const { return both_ / one_child; }
    [[nodiscard]] std::uint64_t weight() const { return both_ % one_child; }

  private:
    /// One number holds both, since a child's school is found at random in memory: room for 16 million children of a
    /// group at the most that one can weigh.
    static constexpr std::uint64_t one_child = std::uint64_t{1} << 40;
    std::uint64_t both_ = 0;
};
using ByYear = std::array<Group, plan_ages>;

/// plan_year_index() of every year group that a column can hold, by its bits.
constexpr auto index_of_year = [] {
    std::array<std::uint8_t, 256> index{};
    for (std::size_t bits = 0; bits < index.size(); ++bits)
        index[bits] = static_cast<std::uint8_t>(plan_year_index(static_cast<std::int8_t>(bits)));
    return index;
}();

/// The groups of each school, the last for whoever is at none.
std::vector<ByYear> group_by_school(const Pupils& pupils, std::size_t schools, const RequestWeights& weights,
                                    const Parallel& parallel) {
    // Those at none are counted in turn in rows of their own: to add to one number again and again is to wait for it.
    constexpr std::size_t turns = 4;
    const auto count_rows = [&](std::vector<ByYear>& groups, std::size_t first, std::size_t end) {
        const SchoolId* const school = pupils.school.data();
        const std::int8_t* const ncy = pupils.ncy.data();
        const std::uint16_t* const weight = weights.data();
        ByYear* const of_school = groups.data();
        for (std::size_t row = first; row < end; ++row) {
            const std::size_t at = std::min<std::size_t>(school[row].value, schools + row % turns);
            of_school[at][index_of_year[static_cast<std::uint8_t>(ncy[row])]].add(weight[row]);
        }
    };
    auto groups = summed(parallel, pupils.size(), std::vector<ByYear>(schools + turns), count_rows,
                         [](std::vector<ByYear>& sum, const std::vector<ByYear>& other) {
                             for (std::size_t school = 0; school < sum.size(); ++school)
                                 for (std::size_t year = 0; year < plan_ages; ++year)
                                     sum[school][year].add(other[school][year]);
                         });
    for (std::size_t turn = 1; turn < turns; ++turn)
        for (std::size_t year = 0; year < plan_ages; ++year) groups[schools][year].add(groups[schools + turn][year]);
    groups.resize(schools + 1);
    return groups;
}

/// How much likelier a child is to be asked for at each school; see asking_of_schools().
std::vector<double> asking_of_groups(const PlanParameters& parameters, const Schools& schools, const Map& map,
                                     const std::vector<ByYear>& groups, Month month) {
    // What each school's pupils weigh among the month's requests: whole numbers, a hazard in millionths.
    std::vector<std::uint64_t> at_school(groups.size(), 0);
    std::array<std::uint64_t, plan_ages> hazard{};
    for (std::size_t year = 0; year < plan_ages; ++year)
        hazard[year] = static_cast<std::uint64_t>(
            millionths * request_hazard(parameters, static_cast<int>(year) + first_ncy, month.month_of_year()));
    for (std::size_t s = 0; s < groups.size(); ++s)
        for (std::size_t year = 0; year < plan_ages; ++year) at_school[s] += hazard[year] * groups[s][year].weight();
    std::vector<double> asking(schools.size());
    // By authority: what it asks for in all is its level's alone.
    std::vector<double> sum(map.authorities.size(), 0.0), all(map.authorities.size(), 0.0);
    const auto authority_of_school = [&](std::size_t s) -> std::size_t {
        return s < map.schools.size() ? map.schools[s].authority.value : map.authorities.size();
    };
    for (std::size_t s = 0; s < schools.size(); ++s) {
        asking[s] = exp(static_cast<double>(schools.asks[SchoolId(s)]) +
                        parameters.requests_by_ethos * static_cast<double>(schools.ethos[SchoolId(s)]));
        const std::size_t authority = authority_of_school(s);
        if (authority >= sum.size()) continue;
        sum[authority] += asking[s] * static_cast<double>(at_school[s]);
        all[authority] += static_cast<double>(at_school[s]);
    }
    for (std::size_t s = 0; s < schools.size(); ++s) {
        const std::size_t authority = authority_of_school(s);
        if (authority < sum.size() && sum[authority] > 0) asking[s] *= all[authority] / sum[authority];
    }
    return asking;
}

/// True for a child that can be asked for; its conditions are mixed along the rows.
bool can_be_asked_for(const Pupils& pupils, PupilId p) {
    const bool has_plan = pupils.provision[p] == Provision::plan;
    const bool in_process = pupils.process[p] != AssessmentStage::none;
    const bool too_old = pupils.ncy[p] > last_ncy_of_requests;
    const bool gone = !pupils.present(p);
    return !(has_plan | in_process | too_old | gone);
}

/// The request weight of a child that can be asked for: its conditions choose from tables and do not branch.
class RequestWeight {
  public:
    explicit RequestWeight(const PlanParameters& parameters)
        : by_kind_{weight_of_one, weight_of_one * parameters.underlying_need_odds,
                   weight_of_one * parameters.sen_support_odds} {}
    [[nodiscard]] std::uint16_t of(const Pupils& pupils, PupilId p) const {
        const bool on_support = pupils.provision[p] == Provision::sen_support;
        const bool has_need = pupils.underlying[p] != Need::none;
        const bool begun = pupils.onset_ncy[p] <= pupils.ncy[p];
        const bool shown = has_need & begun;
        const double kind = by_kind_[on_support ? std::size_t{2} : static_cast<std::size_t>(shown)];
        const double disadvantage = by_disadvantage_[pupils.disadvantaged[p] != 0 ? 1 : 0];
        return static_cast<std::uint16_t>(
            std::clamp(kind * (weight_at_no_severity + pupils.severity[p]) * disadvantage, least_weight, most_weight));
    }

    /// Of a child without a need, shown or not.
    [[nodiscard]] std::uint16_t without_need(bool disadvantaged) const {
        return static_cast<std::uint16_t>(std::clamp(
            by_kind_[0] * weight_at_no_severity * by_disadvantage_[disadvantaged ? 1 : 0], least_weight, most_weight));
    }

  private:
    /// Pupils eligible for free school meals have plans 2.3 times as often as others (DfE, Special educational needs in
    /// England, January 2025); most of that goes through their needs, the rest is this (judged).
    static constexpr std::array<double, 2> by_disadvantage_{1, 1.3};
    std::array<double, 3> by_kind_;  ///< no need seen, need that shows, SEN Support; in sixteenths
};

/// What the loops make of a child's chance of a request, by source; 1 with all of them off and mean advocacy.
struct LoopFactors {
    double school = 1, parent = 1;
};

/// The factors before they are set against those usual in the first year.
class RequestLoops {
  public:
    RequestLoops(const Pupils& pupils, const Families& families, const Schools& schools, const Authorities& authorities,
                 const PlanParameters& parameters, const FamilyParameters& family_parameters, const LoopSwitches& loops,
                 std::vector<double> asking)
        : pupils_(pupils),
          families_(families),
          schools_(schools),
          authorities_(authorities),
          parameters_(parameters),
          family_parameters_(family_parameters),
          loops_(loops),
          asking_(std::move(asking)) {
        constexpr double variance_of_deciles = (10.0 * 10 - 1) / 12;  // of whole numbers, 1 to 10 alike
        const double variance =
            family_parameters.advocacy_sd * family_parameters.advocacy_sd +
            variance_of_deciles * family_parameters.advocacy_per_decile * family_parameters.advocacy_per_decile;
        // The log of the mean of a lognormal factor: half the variance of its log.
        mean_advocacy_ = 0.5 * parameters.advocacy_on_requests * parameters.advocacy_on_requests * variance;
    }

    /// What plans among a family's contacts make of its requests.
    [[nodiscard]] double contagion(float contacts_with_plan) const {
        return exp(family_parameters_.contagion *
                   log(felt_share(family_parameters_, contacts_with_plan) / family_parameters_.usual_share_with_plan) /
                   ln_10);
    }
    template <class Contagion>
    [[nodiscard]] LoopFactors of(PupilId p, AuthorityId authority, bool with_need, Contagion&& contagion_of) const {
        const FamilyId family = pupils_.family[p];
        LoopFactors factors;
        factors.parent = exp(parameters_.advocacy_on_requests * families_.advocacy[family] - mean_advocacy_);
        if (loops_.contagion > 0) factors.parent *= contagion_of(families_.contacts_with_plan[family]);
        if (loops_.strain_requests > 0 && with_need)
            factors.school = pow((pupils_.unmet[p] + unmet_floor) / (authorities_.usual_unmet[authority] + unmet_floor),
                                 parameters_.unmet_elasticity);
        const SchoolId at = pupils_.school[p];
        constexpr auto delays = 1u << static_cast<unsigned>(SchoolResponse::delay_assessments);
        if (at.exists()) {
            // Schools that include identify and ask more: without it their plan rates would drift to the mean.
            factors.school *= asking_[at.value];
            factors.parent *= asking_[at.value];  // parents ask where a school backs them
            if ((schools_.responses[at] & delays) != 0) factors.school *= parameters_.delayed_requests;
        }
        return factors;
    }
    [[nodiscard]] bool any_on() const {
        return loops_.contagion > 0 || loops_.strain_requests > 0 || loops_.strain_responses > 0;
    }

  private:
    static constexpr double ln_10 = 2.302585092994046;
    const Pupils& pupils_;
    const Families& families_;
    const Schools& schools_;
    const Authorities& authorities_;
    const PlanParameters& parameters_;
    const FamilyParameters& family_parameters_;
    const LoopSwitches& loops_;
    std::vector<double> asking_;
    double mean_advocacy_ = 0;
};

/// The loops at the strengths that are the parameters' defaults: what is usual is reckoned with these, so that a
/// strength somebody changes shows. Advocacy has the mean 1 whatever its strength.
struct UsualStrengths {
    PlanParameters plans;
    FamilyParameters families;
    UsualStrengths(const PlanParameters& plans_now, const FamilyParameters& families_now)
        : plans(plans_now), families(families_now) {
        const PlanParameters usual_plans;
        const FamilyParameters usual_families;
        plans.unmet_elasticity = usual_plans.unmet_elasticity;
        plans.delayed_requests = usual_plans.delayed_requests;
        families.contagion = usual_families.contagion;
        families.usual_share_with_plan = usual_families.usual_share_with_plan;
    }
};

/// Values of a function of shares of contacts. Families have few contacts, so that the same shares come again and
/// again.
class RememberedShares {
  public:
    template <class Function>
    double of(float share, Function&& function) {
        const auto bits = std::bit_cast<std::uint32_t>(share);
        Entry& entry = entries_[bits * 0x9E3779B1u >> (32 - size_bits)];
        if (!entry.known || entry.bits != bits) entry = {bits, true, function(share)};
        return entry.value;
    }

  private:
    static constexpr unsigned size_bits = 9;
    struct Entry {
        std::uint32_t bits = 0;
        bool known = false;
        double value = 0;
    };
    std::array<Entry, std::size_t{1} << size_bits> entries_{};
};

// Published hazards already hold the unmet need, delays and word of mouth there are. So in the first year the mean of
// the loops' factors among children with need is watched, month by month, and requests are set against it for good.
void watch_first_year(const Pupils& pupils, const Families& families, Authorities& authorities,
                      const RequestLoops& loops, const RequestWeights& weights, std::uint16_t with_need, const Map& map,
                      const Parallel& parallel) {
    const bool watched = std::all_of(authorities.usual_of.begin(), authorities.usual_of.end(),
                                     [](std::uint8_t months) { return months >= months_watched; });
    if (watched || !loops.any_on()) return;
    struct Sums {
        double weight = 0, unmet = 0, school = 0, parent = 0;
    };
    std::vector<Sums> sums(authorities.size());
    using WithNeed = std::pair<PupilId, AuthorityId>;
    const auto found =
        listed<WithNeed>(parallel, pupils.size(), [&](std::vector<WithNeed>& rows, std::size_t first, std::size_t end) {
            const auto watches = [&](PupilId p) { return weights[p.value] >= with_need; };
            for_each_where(first, end, watches,
                           [&](PupilId p) { rows.emplace_back(p, authority_of(pupils, families, map, p)); });
        });
    std::vector<std::vector<PupilId>> watched_rows(sums.size());
    for (const auto& [p, authority] : found)
        if (authority.value < sums.size()) watched_rows[authority.value].push_back(p);
    const auto each = [&](auto&& add) {  // an authority's rows in order: the same sums on any number of threads
        parallel.for_each(sums.size(), [&](std::size_t a) {
            RememberedShares remembered;
            for (const PupilId p : watched_rows[a]) add(p, AuthorityId(a), sums[a], weights[p.value], remembered);
        });
    };
    const auto watch = [&](AuthorityId authority, Column<AuthorityId, float>& usual, double now) {
        float& mean = usual[authority];
        mean += static_cast<float>((now - mean) / (authorities.usual_of[authority] + 1));
    };
    each([&](PupilId p, AuthorityId, Sums& sum, double weight, RememberedShares&) {
        sum.weight += weight;
        sum.unmet += weight * pupils.unmet[p];
    });
    for (std::size_t a = 0; a < sums.size(); ++a)
        if (sums[a].weight > 0 && authorities.usual_of[AuthorityId(a)] < months_watched)
            watch(AuthorityId(a), authorities.usual_unmet, sums[a].unmet / sums[a].weight);
    each([&](PupilId p, AuthorityId authority, Sums& sum, double weight, RememberedShares& remembered) {
        const auto contagion = [&](float share) {
            return remembered.of(share, [&](float of) { return loops.contagion(of); });
        };
        const LoopFactors factors = loops.of(p, authority, true, contagion);
        sum.school += weight * std::min(factors.school, most_by_source);
        sum.parent += weight * std::min(factors.parent, most_by_source);
    });
    for (std::size_t a = 0; a < sums.size(); ++a) {
        const AuthorityId authority(a);
        if (authorities.usual_of[authority] >= months_watched) continue;
        if (sums[a].weight > 0) {
            watch(authority, authorities.usual_school_factor, sums[a].school / sums[a].weight);
            watch(authority, authorities.usual_parent_factor, sums[a].parent / sums[a].weight);
        }
        ++authorities.usual_of[authority];
    }
}

}  // namespace

double time_in_month(const Draws& draws, PupilId pupil, Month requested) {
    return fraction(draws.words(Stream::plan_duration, pupil.value, requested)[2]);
}

void open_request(Pupils& pupils, PupilId p, RequestSource source, const PlanParameters& parameters, const Draws& draws,
                  Month month) {
    const double when = time_in_month(draws, p, month);
    const double weeks =
        weeks_to_final_plan(parameters, draws.uniform(Stream::plan_duration, p.value, month));  // words 0 and 1
    const double late = fraction(draws.words(Stream::plan_duration, p.value, month)[3]);
    const double decided =
        late < decided_late ? weeks_to_decision + most_weeks_late * late / decided_late : weeks_to_decision;
    pupils.process[p] = AssessmentStage::requested;
    pupils.source[p] = source;
    pupils.requested_on[p] = pack(month);
    pupils.process_due[p] = pack(month + static_cast<int>(when + decided / weeks_per_month));
    pupils.process_weeks[p] = static_cast<std::uint16_t>(weeks * tenths_a_week);
}

RequestWeights request_weights(const PlanParameters& parameters, const Pupils& pupils, const Parallel& parallel) {
    const RequestWeight weight(parameters);
    RequestWeights weights(pupils.size(), boost::container::default_init);
    parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        // Most have no need and weigh the same but for disadvantage: these are told many at a time.
        const std::uint16_t usual = weight.without_need(false), disadvantaged = weight.without_need(true);
        const auto from = static_cast<std::uint32_t>(first), to = static_cast<std::uint32_t>(end);
        std::uint16_t* const out = weights.data();
        for (std::uint32_t row = from; row < to; ++row) {
            const PupilId p(row);
            const std::uint16_t without_need = pupils.disadvantaged[p] != 0 ? disadvantaged : usual;
            out[row] = can_be_asked_for(pupils, p) ? without_need : std::uint16_t{0};
        }
        BlockOfRows room;
        const auto with_need = rows_where(first, end, room, [&](PupilId p) {
            const bool has_need = pupils.underlying[p] != Need::none;
            const bool severe = pupils.severity[p] != 0;
            const bool on_support = pupils.provision[p] == Provision::sen_support;
            return (has_need | severe | on_support) & can_be_asked_for(pupils, p);
        });
        for (const std::uint32_t row : with_need) weights[row] = weight.of(pupils, PupilId(row));
    });
    return weights;
}

std::vector<double> asking_of_schools(const PlanParameters& parameters, const Pupils& pupils, const Schools& schools,
                                      const Map& map, const RequestWeights& weights, Month month,
                                      const Parallel& parallel) {
    return asking_of_groups(parameters, schools, map, group_by_school(pupils, schools.size(), weights, parallel),
                            month);
}

void request_assessments(Pupils& pupils, const Families& families, const Schools& schools, Authorities& authorities,
                         const PlanParameters& parameters, const FamilyParameters& family_parameters,
                         const LoopSwitches& loops, double years, const Step& step) {
    // First every child's weight, and the year groups' totals: whole numbers, so that the order of rows is nothing.
    const std::size_t rows = pupils.size();
    const RequestWeights weights = request_weights(parameters, pupils, step.parallel);
    const std::vector<ByYear> groups = group_by_school(pupils, schools.size(), weights, step.parallel);
    std::array<std::uint64_t, plan_ages> children{}, weight{};
    for (const ByYear& school : groups)
        for (std::size_t year = 0; year < plan_ages; ++year) {
            children[year] += school[year].children();
            weight[year] += school[year].weight();
        }
    const auto with_need =
        static_cast<std::uint16_t>(weight_of_one * weight_at_no_severity * parameters.underlying_need_odds);
    const std::vector<double> asking = asking_of_groups(parameters, schools, step.map, groups, step.month);
    const RequestLoops request_loops(pupils, families, schools, authorities, parameters, family_parameters, loops,
                                     asking);
    const UsualStrengths usual(parameters, family_parameters);
    watch_first_year(pupils, families, authorities,
                     RequestLoops(pupils, families, schools, authorities, usual.plans, usual.families, loops, asking),
                     weights, with_need, step.map, step.parallel);

    const int month_of_year = step.month.month_of_year();
    const double growth = parameters.requests_scale * (loops.growth > 0 ? pow(1 + parameters.growth, years) : 1);
    using LevelByYear = std::array<float, plan_ages>;
    LevelByYear englands;
    englands.fill(1);
    std::vector<LevelByYear> levels(authorities.size(), englands);
    LevelByYear highest_level = englands;
    for (std::size_t a = 0; a < levels.size(); ++a) {
        const AuthorityId authority(a);
        const float level = authorities.request_level[authority] > 0 ? authorities.request_level[authority] : 1.0f;
        const double trend = loops.growth * static_cast<double>(authorities.practice[authority].trend);
        const auto in_all =
            trend == 0 ? level : static_cast<float>(level * exp(trend * years_of_trend(parameters, years)));
        for (std::size_t year = 0; year < plan_ages; ++year) {
            levels[a][year] =
                in_all * asks_in_year(authorities.practice[authority], static_cast<int>(year) + first_ncy);
            highest_level[year] = std::max(highest_level[year], levels[a][year]);
        }
    }
    std::array<double, plan_ages> hazard{};  // of a child, per unit of weight
    std::array<double, plan_ages> bound{};
    for (std::size_t year = 0; year < plan_ages; ++year) {
        if (weight[year] == 0) continue;
        hazard[year] = request_hazard(parameters, static_cast<int>(year) + first_ncy, month_of_year) * growth *
                       static_cast<double>(children[year]) / static_cast<double>(weight[year]);
        bound[year] = hazard[year] * highest_level[year] * most_over_usual;
    }
    // Most children have no need and weigh little: few of them are looked at.
    const double most_of_year = *std::max_element(bound.begin(), bound.end());
    // Of each block, many at a time.
    std::vector<std::uint16_t> heaviest_of_blocks(Parallel::blocks(rows), 0);
    step.parallel.for_blocks(rows, [&](std::size_t block, std::size_t first, std::size_t end) {
        std::uint16_t most_here = 0;
        for (std::size_t row = first; row < end; ++row) most_here = std::max(most_here, weights[row]);
        heaviest_of_blocks[block] = most_here;
    });
    std::uint16_t heaviest = 0;
    for (const std::uint16_t each : heaviest_of_blocks) heaviest = std::max(heaviest, each);
    const Likeliest most{.marked = most_of_year * heaviest,
                         .rest = most_of_year * RequestWeight(parameters).without_need(true)};
    step.events.gather(step.parallel, rows, [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        RememberedShares remembered;
        const auto contagion = [&](float share) {
            return remembered.of(share, [&](float of) { return request_loops.contagion(of); });
        };
        const auto consider = [&](PupilId p, double luck) {  // the loops' factors, by source
            const std::size_t row = p.value;
            const std::size_t year = plan_year_index(pupils.ncy[p]);
            const FamilyId family = pupils.family[p];
            const AuthorityId authority = step.map.zone(families.zone[family]).authority;
            const float level = authority.value < levels.size() ? levels[authority.value][year] : 1.0f;
            const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], step.month);
            auto by_source = request_sources(parameters, age);
            const bool against_usual = request_loops.any_on() && authorities.usual_school_factor[authority] > 0;
            const double school = against_usual ? 1.0 / authorities.usual_school_factor[authority] : 1.0;
            const double parent = against_usual ? 1.0 / authorities.usual_parent_factor[authority] : 1.0;
            const double per_source = hazard[year] * weights[row] * level;
            double u = luck / per_source;
            // The loops need not be asked of whoever has no request even where they do their most.
            if (u >=
                most_by_rounding * (most_by_source * (school * by_source[0] + parent * by_source[1]) + by_source[2]))
                return;
            const LoopFactors factors = request_loops.of(p, authority, weights[row] >= with_need, contagion);
            by_source[0] *= std::min(factors.school, most_by_source);
            by_source[1] *= std::min(factors.parent, most_by_source);
            if (against_usual) {
                by_source[0] /= authorities.usual_school_factor[authority];
                by_source[1] /= authorities.usual_parent_factor[authority];
            }
            for (std::size_t s = 0; s < by_source.size(); ++s) {
                if (u >= by_source[s]) {
                    u -= by_source[s];
                    continue;
                }
                open_request(pupils, p, static_cast<RequestSource>(s), parameters, step.draws, step.month);
                out.push_back({.month = step.month,
                               .pupil = p,
                               .kind = EventKind::plan_requested,
                               .cause = static_cast<std::uint8_t>(s)});
                break;
            }
        };
        const auto with_need_or_support = [&](std::size_t row) {
            const std::size_t last = std::min(end, row + rows_of_a_word);
            return bits_unlike(pupils.underlying, Need::none, row, last) |
                   bits_unlike(pupils.provision, Provision::none, row, last);
        };
        for_each_lucky(  // nobody of weight 0, who cannot be asked for
            step.draws, Stream::plan_request, step.month, first, end, most, with_need_or_support,
            [&](PupilId p) { return bound[plan_year_index(pupils.ncy[p])] * weights[p.value]; }, consider);
    });
}

}  // namespace sendscape
