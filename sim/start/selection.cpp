// SPDX-License-Identifier: MIT
#include "sim/start/selection.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "agents/admissions/selection_test.h"
#include "sim/core/summed.h"

namespace sendscape {

void recall_tests(const Step& start, const Families& families, Pupils& pupils) {
    const Map& map = start.map;
    const auto is_tested = [&](PupilId p) {
        return pupils.school[p].exists() && map.school(pupils.school[p]).selective;
    };
    constexpr std::size_t sexes = 2;
    const auto group_of_child = [&](PupilId p) {
        return families.zone[pupils.family[p]].value * sexes + (pupils.girl[p] != 0 ? 1 : 0);
    };
    const auto all_rows = [&](const auto& passes) {
        return listed<std::pair<std::size_t, PupilId>>(
            start.parallel, pupils.size(),
            [&](std::vector<std::pair<std::size_t, PupilId>>& found, std::size_t first, std::size_t end) {
                for (std::size_t row = first; row < end; ++row)
                    if (const PupilId p(row); passes(p)) found.emplace_back(group_of_child(p), p);
            });
    };
    std::vector<std::vector<PupilId>> groups(map.zones.size() * sexes);
    std::vector<std::uint8_t> any(groups.size(), 0);
    for (const auto& [group, p] : all_rows(is_tested)) any[group] = 1;
    const auto might_be = [&](PupilId p) {
        return pupils.school[p].exists() && is_state_mainstream(pupils.setting[p]) && pupils.ncy[p] >= year_7 &&
               pupils.provision[p] == Provision::none && any[group_of_child(p)] != 0;
    };
    for (const auto& [group, p] : all_rows(might_be)) groups[group].push_back(p);
    constexpr std::size_t groups_at_once = 512;
    start.parallel.for_blocks(
        groups.size(),
        [&](std::size_t, std::size_t from, std::size_t end) {
            for (std::size_t g = from; g < end; ++g) {
                std::vector<std::pair<double, float>> best;  // scores and the attainments behind them
                for (const PupilId p : groups[g]) best.emplace_back(test_score(pupils, p, start), pupils.attainment[p]);
                std::sort(best.begin(), best.end(), std::greater<>());
                std::size_t next = 0;
                for (const bool tested : {true, false})
                    for (const PupilId p : groups[g])
                        if (is_tested(p) == tested) pupils.attainment[p] = best[next++].second;
            }
        },
        groups_at_once);
}

}  // namespace sendscape
