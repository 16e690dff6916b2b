// SPDX-License-Identifier: MIT
#include "sim/start/selection.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "agents/admissions/selection_test.h"

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
    std::vector<std::vector<PupilId>> groups(map.zones.size() * sexes);
    std::vector<std::uint8_t> any(groups.size(), 0);
    for (std::size_t row = 0; row < pupils.size(); ++row)
        if (const PupilId p(row); is_tested(p)) any[group_of_child(p)] = 1;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.school[p].exists() && is_state_mainstream(pupils.setting[p]) && pupils.ncy[p] >= year_7 &&
            pupils.provision[p] == Provision::none && any[group_of_child(p)] != 0)
            groups[group_of_child(p)].push_back(p);
    }
    for (const std::vector<PupilId>& group : groups) {
        std::vector<std::pair<double, float>> best;  // scores and the attainments behind them
        for (const PupilId p : group) best.emplace_back(test_score(pupils, p, start), pupils.attainment[p]);
        std::sort(best.begin(), best.end(), std::greater<>());
        std::size_t next = 0;
        for (const bool tested : {true, false})
            for (const PupilId p : group)
                if (is_tested(p) == tested) pupils.attainment[p] = best[next++].second;
    }
}

}  // namespace sendscape
