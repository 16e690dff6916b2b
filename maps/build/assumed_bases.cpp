// SPDX-License-Identifier: MIT
#include "maps/build/assumed_bases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace sendscape {
namespace {

constexpr std::int32_t usual_places = 15, least_places = 6;
constexpr std::array<double, 2> share_of_phase{0.6, 0.4};  ///< primary, secondary
constexpr double filled = 0.9;                             ///< of places (assumption)

/// Of England's plans in state mainstream schools, those in resourced provision and SEN units, each January from 2019
/// (DfE, Education, health and care plans, releases of 2022, 2025 and 2026).
constexpr int first_january = 2019;
constexpr std::array<double, 8> england_part{0.127, 0.120, 0.119, 0.111, 0.094, 0.090, 0.088, 0.087};

double england_part_of(int january) {
    const int last = first_january + static_cast<int>(england_part.size()) - 1;
    return england_part[static_cast<std::size_t>(std::clamp(january, first_january, last) - first_january)];
}

/// SEN2's plans by setting; none where it tells totals or ages alone.
const PlansMaintained* settings_told(const Authority& authority) {
    const PlansMaintained* const sen2 = authority.sen2.latest();
    return sen2 && std::any_of(sen2->by_setting.begin(), sen2->by_setting.end(), [](auto n) { return n > 0; })
               ? sen2
               : nullptr;
}

/// Children in bases of the authority's mainstream schools: SEN2's, or England's part where tables tell of no base.
double children_in_bases(const Map& map, std::size_t a) {
    if (const PlansMaintained* const sen2 = settings_told(map.authorities[a]))
        return sen2->by_setting[static_cast<std::size_t>(SettingGroup::base)];
    double plans = 0;
    for (const School& school : map.schools) {
        if (school.authority != AuthorityId(a) || school.setting != Setting::mainstream) continue;
        const bool told = !school.is_filled(Filled::base_places) || school.base_places[0] + school.base_places[1] > 0;
        if (told) return 0;  // a table says where they are
        plans += school.plans;
    }
    return plans * england_part_of(map.census.year());
}

bool may_host(const School& school, std::size_t phase) {
    return school.in_area && school.setting == Setting::mainstream && !school.selective &&
           school.base_places[0] + school.base_places[1] == 0 && school.plans >= least_places &&
           school.phase == (phase == 0 ? SchoolPhase::primary : SchoolPhase::secondary);
}

}  // namespace

void assume_bases(Map& map, QualityTable& quality) {
    std::string told;
    std::int32_t by_england = 0, of_england = 0;
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        if (!map.authorities[a].in_area) continue;
        double places = children_in_bases(map, a) / filled;
        std::array<double, 2> pupils{}, plans{};
        for (const School& school : map.schools) {
            if (school.authority != AuthorityId(a) || school.setting != Setting::mainstream) continue;
            places -= school.base_places[0] + school.base_places[1];
            const std::size_t phase = school.phase == SchoolPhase::secondary ? 1 : 0;
            pupils[phase] += school.roll;
            plans[phase] += school.plans;
        }
        if (places < least_places) continue;
        std::int32_t assumed = 0;
        for (std::size_t phase = 0; phase < share_of_phase.size(); ++phase) {
            const double rate = pupils[phase] > 0 ? plans[phase] / pupils[phase] : 0;
            std::vector<std::pair<double, std::size_t>> hosts;
            for (std::size_t s = 0; s < map.schools.size(); ++s)
                if (map.schools[s].authority == AuthorityId(a) && may_host(map.schools[s], phase))
                    hosts.emplace_back(rate * map.schools[s].roll - map.schools[s].plans, s);
            std::sort(hosts.begin(), hosts.end());
            double left = places * share_of_phase[phase];
            for (const auto& [excess, s] : hosts) {
                if (left < least_places) break;
                School& school = map.schools[s];
                const std::int32_t here =
                    std::min({usual_places, school.plans, std::max(least_places, static_cast<std::int32_t>(left))});
                school.base_places[phase] = here;
                school.base_kind = Setting::resourced_provision;
                school.mark(Filled::base_places);
                left -= here;
                assumed += here;
                quality.count("map", Oddity::base_assumed,
                              "up to fifteen places where plans are most above what is usual",
                              fmt::format("{}", school.urn));
            }
        }
        if (assumed > 0 && !settings_told(map.authorities[a])) {
            by_england += assumed;
            ++of_england;
        } else if (assumed > 0)
            told += fmt::format("{}{} ({} places)", told.empty() ? "" : ", ", map.authorities[a].name, assumed);
    }
    if (!told.empty())
        map.assumptions.push_back(
            fmt::format("Which schools have resourced provision or a SEN unit is not in these tables; SEN2 says how "
                        "many children are "
                        "in them, and so many places stand where schools have most plans for their pupils: {}.",
                        told));
    if (by_england > 0)
        map.assumptions.push_back(fmt::format(
            "Which schools have resourced provision or a SEN unit is in no table of {}; England's part of plans in "
            "mainstream schools is taken to be in them ({} places), where schools have most plans for their pupils: "
            "give --provision or SEN2.",
            of_england == 1 ? std::string("the authority") : fmt::format("{} authorities", of_england), by_england));
}

}  // namespace sendscape
