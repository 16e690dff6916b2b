// SPDX-License-Identifier: MIT
#include "agents/schools/support.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr double hours_unit =
    1.0 / 256;  ///< hours are added up as whole numbers of this, so that the order does not matter

constexpr float trained_a_year = 1.0F / 3;  ///< of the way to the training aimed at (assumption)
constexpr double pence_a_pound = 100;

// A school's money. Assumptions.
constexpr std::int64_t months_a_reserve_lasts = 24;  ///< it spends one in so many parts of what is left each month
constexpr double most_strain = 3;  ///< a shortage of three notional budgets is not worse than it can be told

// Share of what a child needs that comes where no school's hours are counted, and what else takes from it. Assumptions.
constexpr double coverage_elsewhere = 0.9;      ///< colleges, arrangements of the authority
constexpr double coverage_at_home = 0.5;        ///< home education, before school
constexpr double coverage_unidentified = 0.7;   ///< of what children on SEN Support get, for a need nobody has recorded
constexpr double coverage_while_waiting = 0.8;  ///< not the provision that is required
constexpr double coverage_part_time = 0.6;      ///< on a part-time timetable

// Responses to strain. Assumptions.
constexpr double most_ethos = 2.5;         ///< standard deviations beyond which ethos moves no threshold further
constexpr double reserves_by_ethos = 0.5;  ///< of response_ethos, by which an inclusive school spends reserves sooner
constexpr double goes_on_from = 0.85;      ///< of its threshold: a response that has begun lasts until strain is below

/// Terms begin in September, January and April.
constexpr bool begins_a_term(int month_of_year) {
    return month_of_year == 9 || month_of_year == 1 || month_of_year == 4;
}

/// Hours of a school's pupils, in units.
struct Load {
    std::array<std::int64_t, hours_kinds> hours{};
    std::int64_t over = 0;  ///< pence a year that plans cost over the threshold
    [[nodiscard]] std::int64_t of(HoursFor kind) const { return hours[static_cast<std::size_t>(kind)]; }
};

/// Present children with a need, shown or not yet, block by block.
using ByBlock = std::vector<std::vector<std::uint32_t>>;
ByBlock with_need(const Pupils& pupils, const Parallel& parallel) {
    ByBlock blocks(Parallel::blocks(pupils.size()));
    parallel.for_blocks(pupils.size(), [&](std::size_t block, std::size_t begin, std::size_t end) {
        BlockOfRows room;
        const auto rows = rows_where(begin, end, room, [&](PupilId pupil) {
            const bool has_need = pupils.severity[pupil] > 0;
            const bool present = pupils.present(pupil);
            return has_need & present;
        });
        blocks[block].assign(rows.begin(), rows.end());
    });
    return blocks;
}

std::vector<Load> add_up(const Pupils& pupils, const ByBlock& rows_with_need, std::size_t schools,
                         const SchoolParameters& p, bool services, const Parallel& parallel) {
    const WeeklyHours weekly(p);
    const auto add_block = [&](std::vector<Load>& loads, std::size_t block) {
        for (const std::uint32_t row : rows_with_need[block]) {
            const PupilId pupil(row);
            const HoursFor kind = hours_for(pupils, pupil);
            const double usual = weekly.without_services(kind, pupils.severity[pupil]);
            const double hours = services ? weekly.with_services(usual, pupils, pupil) : usual;
            if (!(hours > 0)) continue;
            Load& load = loads[std::min<std::size_t>(pupils.school[pupil].value, schools)];
            load.hours[static_cast<std::size_t>(kind)] += static_cast<std::int64_t>(hours / hours_unit);
            // Top-up is what the plan says; what services awaited or received change is the school's.
            const double over = weekly.over_threshold(usual);
            load.over += static_cast<std::int64_t>(over * pence_a_pound) * (kind == HoursFor::plan ? 1 : 0);
        }
    };
    const auto add_rows = [&](std::vector<Load>& loads, std::size_t first, std::size_t end) {
        for (std::size_t block = first / rows_per_block; block < Parallel::blocks(end); ++block)
            add_block(loads, block);
    };
    // The last for whoever is at no school.
    return summed(parallel, pupils.size(), std::vector<Load>(schools + 1), add_rows,
                  [](std::vector<Load>& sum, const std::vector<Load>& other) {
                      for (std::size_t s = 0; s < sum.size(); ++s) {
                          for (std::size_t kind = 0; kind < hours_kinds; ++kind)
                              sum[s].hours[kind] += other[s].hours[kind];
                          sum[s].over += other[s].over;
                      }
                  });
}

double hours_of(std::int64_t units) { return static_cast<double>(units) * hours_unit; }
double hours_without_plans(const Load& load) {
    return hours_of(load.of(HoursFor::support) + load.of(HoursFor::unidentified));
}
double hours_of(const Load& load) {
    return hours_of(load.of(HoursFor::plan) + load.of(HoursFor::support) + load.of(HoursFor::unidentified));
}

/// What a mainstream school has of its notional SEN budget to spend on SEN, pounds a year.
double notional_spent(const Schools& schools, SchoolId s, const SchoolParameters& p) {
    const double spent = p.ring_fence + (1 - p.ring_fence) * p.notional_spent;
    return in_pounds(schools.notional_sen[s]) * spent;
}

/// What mainstream schools gain from others, or give to them, pounds a year: outreach of their authority's state
/// special schools, and the part of notional budgets that the schools of a planning area pool, each shared by the hours
/// pupils need. Empty where neither is done.
std::vector<double> help_between_schools(const Schools& schools, const Map& map, const std::vector<Load>& loads,
                                         const SchoolParameters& p, Month month) {
    if (!(p.outreach > 0) && !(p.pooled > 0)) return {};
    std::vector<double> outreach(map.authorities.size(), 0), needed(map.authorities.size(), 0);
    std::vector<double> pool(map.areas.size(), 0), needed_of_area(map.areas.size(), 0);
    const auto open_mainstream = [&](SchoolId s) {
        return schools.open(s, month) && is_state_mainstream(map.school(s).setting);
    };
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& site = map.school(s);
        const double hours = hours_of(loads[row]);
        if (open_mainstream(s)) {
            if (site.authority.exists()) needed[site.authority.value] += hours;
            if (!site.area.exists()) continue;
            needed_of_area[site.area.value] += hours;
            pool[site.area.value] += p.pooled * notional_spent(schools, s, p);
        } else if (site.setting == Setting::state_special && site.authority.exists() && schools.open(s, month)) {
            outreach[site.authority.value] += p.outreach * p.special_coverage * hours;
        }
    }
    std::vector<double> help(schools.size(), 0);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!open_mainstream(s)) continue;
        const School& site = map.school(s);
        const double hours = hours_of(loads[row]);
        if (site.authority.exists() && needed[site.authority.value] > 0)
            help[row] += outreach[site.authority.value] * p.outreach_worth * yearly_cost(p) * hours /
                         needed[site.authority.value];
        if (site.area.exists() && needed_of_area[site.area.value] > 0)
            help[row] += pool[site.area.value] * hours / needed_of_area[site.area.value] -
                         p.pooled * notional_spent(schools, s, p);
    }
    return help;
}

/// One school's month: what it needs, has, and how far that goes. `help`: from other schools, pounds a year. Returns
/// the strain of this month alone.
double settle(Schools& schools, const Map& map, SchoolId s, const Load& load, double help, const SchoolParameters& p) {
    const double cost = yearly_cost(p);
    const double plan_hours = hours_of(load.of(HoursFor::plan));
    const double other_hours = hours_without_plans(load);
    schools.hours_required[s] = static_cast<float>(plan_hours + other_hours);
    const Setting setting = map.school(s).setting;
    if (!is_state_mainstream(setting)) {
        // Special schools and AP are staffed for their places: children over number share what there is.
        const double places = schools.commissioned_places[s];
        const double over = places > 0 ? std::max(0.0, schools.roll[s] / places - 1.0) : 0.0;
        const double kept = setting == Setting::state_special ? 1 - p.outreach : 1;
        const double coverage = p.special_coverage * kept / (1.0 + over);
        schools.coverage[s] = schools.coverage_support[s] = static_cast<float>(coverage);
        schools.hours_supplied[s] = static_cast<float>((plan_hours + other_hours) * coverage);
        return over;
    }
    const double training = 1.0 + p.training_effect * (schools.training[s] - 0.5);
    const double notional = in_pounds(schools.notional_sen[s]);
    double pot = notional_spent(schools, s, p) + help + p.inclusion_fund * schools.roll[s];
    if ((schools.responses[s] & response_bit(SchoolResponse::spend_reserves)) != 0 && schools.reserve[s].value > 0)
        pot += in_pounds(schools.reserve[s]) * p.reserve_in_reach;
    const auto received = [&](SchoolIncome kind) {
        return in_pounds(schools.received[s][static_cast<std::size_t>(kind)] * months_a_year);
    };
    // Bases have place funding of their own for what the threshold covers.
    pot += received(SchoolIncome::places) + received(SchoolIncome::targeted);

    // Plans: the threshold out of the pot, the rest out of top-up.
    const double top_up = received(SchoolIncome::top_up);
    const double plan_cost = plan_hours * cost / training;
    const double from_pot = std::min(pot, std::max(0.0, plan_cost - in_pounds(Pence{load.over})));
    const double plan_supply = std::min(plan_cost, top_up + from_pot);
    pot -= from_pot;
    double coverage = plan_cost > 0 ? plan_supply / plan_cost : 1.0;
    const double other_cost = other_hours * cost / training;
    const double other_supply = std::min(other_cost, pot);
    double coverage_support = other_cost > 0 ? other_supply / other_cost : 1.0;
    const double shortage = plan_cost - plan_supply + other_cost - other_supply;
    if ((schools.responses[s] & response_bit(SchoolResponse::cut_interventions)) != 0)
        coverage_support *= p.cut_interventions;
    if ((schools.responses[s] & response_bit(SchoolResponse::cut_support_staff)) != 0) coverage *= p.cut_support_staff;
    schools.coverage[s] = static_cast<float>(coverage);
    schools.coverage_support[s] = static_cast<float>(coverage_support);
    schools.hours_supplied[s] = static_cast<float>(plan_hours * coverage + other_hours * coverage_support);
    return notional > 0 ? std::min(most_strain, shortage / notional) : 0.0;
}

/// Share of what a child needs that comes, this month: in tables, as the hours are.
class Coverage {
  public:
    explicit Coverage(const Schools& schools) : at_school_(schools.size() + 1), schools_(schools.size()) {
        elsewhere_.fill(by_school);
        const auto set = [this](Setting setting, double share) {
            elsewhere_[static_cast<std::size_t>(setting)] = share;
        };
        set(Setting::awaiting, 0);
        set(Setting::neet, 0);
        set(Setting::home_education, coverage_at_home);
        set(Setting::not_yet, coverage_at_home);
        for (std::size_t row = 0; row < schools_; ++row) {
            const double support = schools.coverage_support[SchoolId(row)];
            at_school_[row] = {coverage_unidentified * support, support, schools.coverage[SchoolId(row)]};
        }
        at_school_[schools_].fill(coverage_elsewhere);
    }

    [[nodiscard]] double of(const Pupils& pupils, PupilId pupil) const {
        const double set = elsewhere_[static_cast<std::size_t>(pupils.setting[pupil])];
        const double at = at_school_[std::min<std::size_t>(pupils.school[pupil].value, schools_)]
                                    [static_cast<std::size_t>(pupils.provision[pupil])];
        return (set >= 0 ? set : at) * waiting_[pupils.waiting(pupil) ? 1 : 0] *
               part_time_[pupils.part_time[pupil] != 0 ? 1 : 0];
    }

  private:
    static constexpr double by_school = -1;
    static constexpr std::array<double, 2> waiting_{1, coverage_while_waiting}, part_time_{1, coverage_part_time};
    std::array<double, setting_count> elsewhere_{};  ///< by setting; negative where the school says
    std::vector<std::array<double, 3>> at_school_;   ///< by provision; the last for whoever is at none
    std::size_t schools_;
};

}  // namespace

double weekly_hours(const Pupils& pupils, PupilId pupil, const SchoolParameters& p, bool services) {
    const WeeklyHours weekly(p);
    const double hours = weekly.without_services(hours_for(pupils, pupil), pupils.severity[pupil]);
    return services ? weekly.with_services(hours, pupils, pupil) : hours;
}

void share_out_support(Pupils& pupils, Schools& schools, const SchoolParameters& p, const LoopSwitches& loops,
                       const Step& step) {
    const ByBlock rows_with_need = with_need(pupils, step.parallel);
    const auto loads = add_up(pupils, rows_with_need, schools.size(), p, loops.services > 0, step.parallel);
    const std::vector<double> help = help_between_schools(schools, step.map, loads, p, step.month);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month)) continue;
        const double now = settle(schools, step.map, s, loads[row], help.empty() ? 0 : help[row], p);
        schools.strain[s] = static_cast<float>(schools.strain[s] + p.strain_smoothing * (now - schools.strain[s]));
    }
    const Coverage coverage(schools);
    step.parallel.for_each(rows_with_need.size(), [&](std::size_t block) {
        for (const std::uint32_t row : rows_with_need[block]) {
            const PupilId pupil(row);
            if (!need_shows(pupils, pupil)) continue;
            const double gap = 1 - coverage.of(pupils, pupil);
            pupils.unmet[pupil] = static_cast<float>((1 - p.unmet_decay) * pupils.unmet[pupil] +
                                                     std::max(0.0, gap) * pupils.severity[pupil]);
        }
    });
}

void start_support(Pupils& pupils, Schools& schools, const Map& map, const SchoolParameters& p,
                   const LoopSwitches& loops, const Parallel& parallel, Month month) {
    const ByBlock rows_with_need = with_need(pupils, parallel);
    const auto loads = add_up(pupils, rows_with_need, schools.size(), p, loops.services > 0, parallel);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (schools.open(s, month)) schools.strain[s] = static_cast<float>(settle(schools, map, s, loads[row], 0, p));
    }
    const Coverage coverage(schools);
    parallel.for_each(rows_with_need.size(), [&](std::size_t block) {
        for (const std::uint32_t row : rows_with_need[block]) {
            const PupilId pupil(row);
            if (!need_shows(pupils, pupil)) continue;
            const double gap = std::max(0.0, 1 - coverage.of(pupils, pupil));
            pupils.unmet[pupil] = static_cast<float>(gap * pupils.severity[pupil] / p.unmet_decay);
        }
    });
}

void train_staff(Schools& schools, const SchoolParameters& p) {
    const auto aim = static_cast<float>(p.training);
    for (float& level : schools.training.values()) level += trained_a_year * (aim - level);
}

void respond_to_strain(Schools& schools, const SchoolParameters& p, const LoopSwitches& loops, const Step& step) {
    if (!(loops.strain_responses > 0)) {
        schools.responses.fill(0);
        return;
    }
    const bool term_begins = begins_a_term(step.month.month_of_year());
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const double strain = schools.strain[s];
        const std::uint16_t before = schools.responses[s];
        std::uint16_t now = 0;
        for (std::size_t k = 0; k < school_response_count; ++k) {
            const auto response = static_cast<SchoolResponse>(k);
            double threshold = (p.response_threshold + p.response_step * static_cast<double>(k)) * p.response_at[k];
            // An inclusive school bears more before it turns children away; another deflects before it spends.
            const double ethos = std::clamp<double>(schools.ethos[s], -most_ethos, most_ethos);
            if (response >= SchoolResponse::part_time_timetables) threshold *= 1 + p.response_ethos * ethos;
            if (response == SchoolResponse::spend_reserves) {
                threshold *= 1 - reserves_by_ethos * p.response_ethos * ethos;
                if (schools.reserve[s].value <= 0) continue;
            }
            // What has begun goes on until things are a good deal better.
            if ((before & response_bit(response)) != 0) threshold *= goes_on_from;
            if (strain <= threshold) continue;
            now = static_cast<std::uint16_t>(now | response_bit(response));
            if ((before & response_bit(response)) == 0 || term_begins)
                step.events.add({.month = step.month,
                                 .pupil = PupilId{},
                                 .kind = EventKind::school_response,
                                 .cause = static_cast<std::uint8_t>(response),
                                 .from = s.value});
        }
        schools.responses[s] = now;
        if ((now & response_bit(SchoolResponse::spend_reserves)) != 0)
            schools.reserve[s] = Pence{schools.reserve[s].value - schools.reserve[s].value / months_a_reserve_lasts};
    }
}

}  // namespace sendscape
