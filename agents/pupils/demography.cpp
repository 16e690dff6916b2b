// SPDX-License-Identifier: MIT
#include "agents/pupils/demography.h"

#include "agents/pupils/identification.h"
#include "agents/pupils/rows_where.h"
#include "maps/birth_cohorts.h"
#include "sim/core/elementary.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// Two-year-olds in an early-years setting; at three nearly all (DfE, provision for children under five).
constexpr double in_setting_at_two = 0.40, in_setting_at_three = 0.94;
constexpr double girls_at_birth = 0.488;    ///< 105 boys to 100 girls (ONS, births in England and Wales)
constexpr double seek_faith_school = 0.25;  ///< of families (assumption)

/// Two-year-olds over those of a year ago, by authority: those who were born before the start are among the map's
/// residents, those born later follow England's births as they could be expected then, and the growth given beside it.
std::vector<double> growth_of_two_year_olds(const PupilParameters& parameters, const Step& step) {
    constexpr int age_reached = 2;
    const int years = (step.month - step.map.census) / months_a_year;  // full years since the census
    const int age_then = age_reached - 1 - years;                      // on the 31 August before it
    const double births = expected_growth_of_births(step.month.year() - age_reached, step.map.census.year());
    std::vector<double> growth(step.map.authorities.size(), births * (1 + parameters.births_growth));
    if (age_then < 0 || years < 0) return growth;
    std::vector<double> now(growth.size(), 0.0), before(growth.size(), 0.0);
    for (const Zone& zone : step.map.zones) {
        now[zone.authority.value] += zone.residents[static_cast<std::size_t>(age_then)];
        before[zone.authority.value] += zone.residents[static_cast<std::size_t>(age_then) + 1];
    }
    for (std::size_t a = 0; a < growth.size(); ++a)
        if (now[a] > 0 && before[a] > 0) growth[a] = now[a] / before[a];
    return growth;
}

}  // namespace

void leave(PupilId child, Pupils& pupils) {
    pupils.setting[child] = Setting::gone;
    pupils.school[child] = SchoolId{};
    pupils.next_setting[child] = Setting::gone;
    pupils.next_school[child] = SchoolId{};
    pupils.process[child] = AssessmentStage::none;
    pupils.process_due[child] = no_month;
    pupils.waiting_since[child] = no_month;
    pupils.appeal_due[child] = no_month;
    pupils.service_since[child].fill(no_month);
    pupils.service_served[child] = 0;
}

void cohorts_move_up(const Step& step, Pupils& pupils) {
    step.events.gather(step.parallel, pupils.size(),
                       [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
                           for (std::size_t row = first; row < end; ++row) {
                               const PupilId p(row);
                               if (!pupils.present(p)) continue;
                               const int ncy = pupils.ncy[p] + 1;
                               if (ncy > last_school_ncy && pupils.provision[p] != Provision::plan) {
                                   Event event{.month = step.month, .pupil = p, .kind = EventKind::left};
                                   event.from = pupils.school[p].value;
                                   event.from_setting = pupils.setting[p];
                                   events.push_back(event);
                                   leave(p, pupils);
                                   continue;
                               }
                               pupils.ncy[p] = static_cast<std::int8_t>(ncy);
                               if (ncy == -1 && pupils.setting[p] == Setting::not_yet &&
                                   step.draws.happens(in_setting_at_three, Stream::early_years, p.value, step.month))
                                   pupils.setting[p] = Setting::early_years;
                           }
                       });
}

std::vector<std::int32_t> two_year_olds(const PupilParameters& parameters, const Step& step, const Pupils& pupils,
                                        const std::vector<ZoneId>& home_of_family) {
    // Children young enough by home, and the youngest of them by authority.
    struct Young {
        std::vector<std::int32_t> by_zone;
        std::vector<std::int64_t> youngest;
    };
    const auto count_rows = [&](Young& sum, std::size_t first, std::size_t end) {
        const auto young = [&](PupilId p) {
            const bool begun = pupils.ncy[p] > first_ncy, young_enough = pupils.ncy[p] <= last_ncy_of_young_families;
            const bool present = pupils.present(p);
            return begun & young_enough & present;
        };
        for_each_where(first, end, young, [&](PupilId p) {
            const ZoneId home = home_of_family[pupils.family[p].value];
            ++sum.by_zone[home.value];
            if (pupils.ncy[p] == first_ncy + 1) ++sum.youngest[step.map.zone(home).authority.value];
        });
    };
    Young young = summed(
        step.parallel, pupils.size(),
        Young{std::vector<std::int32_t>(step.map.zones.size()), std::vector<std::int64_t>(step.map.authorities.size())},
        count_rows, [](Young& sum, const Young& other) {
            for (std::size_t z = 0; z < sum.by_zone.size(); ++z) sum.by_zone[z] += other.by_zone[z];
            for (std::size_t a = 0; a < sum.youngest.size(); ++a) sum.youngest[a] += other.youngest[a];
        });
    std::vector<std::int32_t>& count = young.by_zone;
    const std::vector<std::int64_t>& last = young.youngest;
    std::vector<std::int64_t> settled(step.map.authorities.size(), 0);
    for (std::size_t z = 0; z < count.size(); ++z) settled[step.map.zones[z].authority.value] += count[z];
    const std::vector<double> growth = growth_of_two_year_olds(parameters, step);
    for (std::size_t z = 0; z < count.size(); ++z) {
        const AuthorityId authority = step.map.zones[z].authority;
        if (count[z] == 0) continue;
        const double due = static_cast<double>(last[authority.value]) * growth[authority.value] * count[z] /
                           static_cast<double>(settled[authority.value]);
        count[z] = static_cast<std::int32_t>(
            due + step.draws.uniform(Stream::births, static_cast<std::uint32_t>(z), step.month));
    }
    return std::move(count);
}

void begin_life(const Step& step, PupilId child, int decile, Pupils& pupils) {
    const auto w = step.draws.words(Stream::newcomer, child.value, step.month);
    const auto v = step.draws.words(Stream::newcomer, child.value, step.month, 1);
    pupils.ncy[child] = static_cast<std::int8_t>(first_ncy);
    pupils.birth_month[child] = static_cast<std::uint8_t>(1 + whole_below(w[0], 12));
    pupils.girl[child] = fraction(w[1]) < girls_at_birth ? 1 : 0;
    pupils.disadvantaged[child] = fraction(w[2]) < disadvantaged_by_decile(decile) ? 1 : 0;
    pupils.faith[child] = fraction(w[3]) < seek_faith_school ? 1 : 0;
    pupils.attainment[child] = static_cast<float>(inverse_normal(inner_fraction(v[0])));
    pupils.setting[child] = fraction(v[1]) < in_setting_at_two ? Setting::early_years : Setting::not_yet;
    if (fraction(v[2]) >= need_shows_at_two) return;
    const auto x = step.draws.words(Stream::newcomer, child.value, step.month, 2);
    pupils.underlying[child] = early_need(fraction(x[0]));
    pupils.severity[child] =
        static_cast<float>(logistic(severity_centre_arising + severity_spread * inverse_normal(inner_fraction(x[1]))));
    pupils.onset_ncy[child] = static_cast<std::int8_t>(first_ncy);
}

}  // namespace sendscape
