// SPDX-License-Identifier: MIT
#include "sim/start/schools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "agents/admissions/nearby.h"
#include "agents/placement/room.h"
#include "agents/pupils/national_tables.h"
#include "agents/schools/doubt_key.h"
#include "agents/schools/year_places.h"
#include "sim/core/elementary.h"
#include "sim/core/paired_draws.h"
#include "sim/start/plan_rates.h"
#include "sim/start/plans.h"

namespace sendscape {
namespace {

/// Spread (standard deviation of the logarithm) of schools' plan rates about what their place and phase would give, the
/// binomial chance of small numbers taken out: derived from DfE, Special educational needs in England, January 2025,
/// school level, by the method of moments.
constexpr std::array<double, 2> spread_of_plans{0.50, 0.43};  ///< primary, secondary
constexpr double spread_support = 0.33;                       ///< the same of SEN Support
constexpr double most_identified =
    1.2;  ///< logarithm beyond which a school's habit of identifying is not told (assumption)
/// Children entering and leaving SEN Support do so at rates that hold England's level of January 2025 (DfE, primary and
/// secondary schools). An authority's own level at the start is partly a habit of its schools that lasts: how much of
/// its logarithm goes into theirs was chosen on schools of January 2019 and 2025 in authorities with an even code.
constexpr std::array<double, 2> usual_support{0.1475, 0.134};
constexpr double kept_of_level = 0.15;
constexpr double least_support = 0.01;  ///< of pupils, so that its logarithm exists
constexpr double most_deviations = 3;   ///< of ethos about the mean (assumption)

constexpr float usual_training = 0.5F;         ///< of staff, where every school starts (assumption)
constexpr std::uint32_t longest_headship = 9;  ///< years served so far, evenly from 0 (assumption)
/// Inspected within the last four years: the cycle in law is of four to five (Education Act 2005, section 5).
constexpr std::uint32_t months_between_inspections = 48;

// Counters of draws from the stream start_school_traits.
constexpr std::uint32_t luck_of_ceiling = 1, luck_of_room = 5;

std::uint32_t phase_of(const School& school) { return school.high_ncy < year_7 ? 0 : 1; }

bool state_mainstream(const School& school) { return school.setting == Setting::mainstream; }

/// Spread of schools' pupils over capacity, in logarithms: 0.147 primary, about their authority's; 0.18 secondary,
/// about what their roll lets one expect (schools of authorities with an even code, register of 2022).
constexpr std::array<double, 2> spread_of_room{0.147, 0.18};

/// A capacity that was made up from England's occupancy is as doubtful as schools differ in it: over the made-up one,
/// at least what holds the pupils there are (PairedDraws). A selective school is full.
double room_over_filled(const School& school, SchoolId s, const Draws& draws, Month now) {
    const PairedDraws doubt(draws);
    if (!doubt.any() || !state_mainstream(school) || school.selective || !school.is_filled(Filled::capacity) ||
        school.capacity <= 0)
        return 1;
    // A primary school that fills its forms of entry has as many as that (maps/build/school_rules.cpp).
    constexpr double fills_from = 0.95;
    if (phase_of(school) == 0 && school.roll >= fills_from * school.capacity) return 1;
    const double over = exp(spread_of_room[phase_of(school)] *
                            doubt.normal(Stream::start_school_traits, doubt_key(school, s), now, luck_of_room));
    return std::max(over, static_cast<double>(school.roll) / school.capacity);
}

std::int32_t scaled(std::int32_t places, double room) {
    return std::max(1, static_cast<std::int32_t>(room * places + 0.5));
}

}  // namespace

void start_schools(const Map& map, const PlacementParameters& placement, const Draws& draws, const Pupils& pupils,
                   Schools& schools) {
    const std::size_t count = map.schools.size();
    const Month now = map.census;
    const std::vector<double> ratio = plans_over_expected(map, draws, pupils, schools);

    // SEN Support by authority and phase, for each school's habit of identifying.
    std::vector<std::array<double, 2>> supported(map.authorities.size()), on_roll(map.authorities.size());
    for (std::size_t s = 0; s < count; ++s) {
        const School& school = map.schools[s];
        if (!state_mainstream(school) || !school.authority.exists()) continue;
        supported[school.authority.value][phase_of(school)] += schools.sen_support[SchoolId(s)];
        on_roll[school.authority.value][phase_of(school)] += schools.roll[SchoolId(s)];
    }

    for (std::size_t row = 0; row < count; ++row) {
        const SchoolId s(row);
        const School& school = map.schools[row];
        const double room = room_over_filled(school, s, draws, now);
        schools.pan[s] = room == 1 ? school.pan : scaled(school.pan, room);
        schools.capacity[s] = room == 1 ? std::max(school.capacity, 0) : scaled(school.capacity, room);
        schools.commissioned_places[s] = school.commissioned_places;
        schools.base_places[s] = school.base_places;
        schools.base_needs[s] = school.base_needs;
        schools.base_kind[s] = school.base_kind;
        schools.opens[s] = school.opens.index;
        schools.closes[s] = school.closes.index;
        schools.inspection_grade[s] = school.inspection_grade;
        schools.attainment[s] = school.attainment;
        schools.training[s] = usual_training;
        schools.coverage[s] = schools.coverage_support[s] = schools.handed_on[s] = 1;

        const auto w = draws.words(Stream::start_school_traits, s.value, now);
        schools.head_tenure[s] = static_cast<std::uint8_t>(whole_below(w[0], longest_headship));
        schools.inspected[s] = now.index - static_cast<std::int32_t>(whole_below(w[1], months_between_inspections));

        const std::int32_t places =
            school.commissioned_places > 0 ? school.commissioned_places : std::max(school.capacity, school.roll);
        const double u = draws.uniform(Stream::start_school_traits, s.value, now, luck_of_ceiling);
        schools.ceiling[s] = std::max(drawn_ceiling(places, u, placement), school.roll);

        if (!state_mainstream(school) || school.roll <= 0 || !school.authority.exists()) continue;
        const std::uint32_t phase = phase_of(school);
        if (on_roll[school.authority.value][phase] > 0) {
            const double due = supported[school.authority.value][phase] / on_roll[school.authority.value][phase] *
                               static_cast<double>(schools.roll[s]);
            const double steady = 1 / (spread_support * spread_support);
            const double of_due = (static_cast<double>(schools.sen_support[s]) + steady) / (due + steady);
            const double level =
                log(std::max(supported[school.authority.value][phase] / on_roll[school.authority.value][phase],
                             least_support) /
                    usual_support[phase]);
            schools.identifies[s] =
                static_cast<float>(std::clamp(log(of_due) + kept_of_level * level, -most_identified, most_identified));
        }
        const double ethos = std::clamp(log(ratio[row]) / spread_of_plans[phase], -most_deviations, most_deviations);
        schools.ethos[s] = static_cast<float>(ethos);
    }
}

void recall_last_admitted(const Map& map, const Pupils& pupils, const Families& families, Schools& schools) {
    constexpr double within = 0.9;  // the farthest few came as siblings or under another criterion
    std::vector<std::vector<std::int32_t>> metres(map.schools.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int ncy = pupils.ncy[p];
        if ((ncy != reception && ncy != year_7) || !pupils.school[p].exists() || pupils.has_plan(p)) continue;
        const School& school = map.school(pupils.school[p]);
        if (!state_mainstream(school) || ncy != (school.low_ncy >= year_7 ? year_7 : reception)) continue;
        metres[pupils.school[p].value].push_back(
            static_cast<std::int32_t>(journey(map, families.zone[pupils.family[p]], pupils.school[p]).metres));
    }
    for (std::size_t row = 0; row < metres.size(); ++row) {
        const SchoolId s(row);
        auto& of_school = metres[row];
        const int ncy = map.schools[row].low_ncy >= year_7 ? year_7 : reception;
        if (of_school.empty() || schools.roll_by_year[s][year_index(ncy)] < year_places(map, schools, s, ncy)) continue;
        const auto last =
            of_school.begin() + static_cast<std::ptrdiff_t>(within * static_cast<double>(of_school.size() - 1));
        std::nth_element(of_school.begin(), last, of_school.end());
        schools.last_admitted_m[s] = *last;
    }
}

}  // namespace sendscape
