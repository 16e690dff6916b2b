// SPDX-License-Identifier: MIT
#include "agents/families/plan_holders_at_home.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace sendscape::plan_holders_at_home_test {
namespace {

TEST(PlanHoldersAtHome, AreThoseThatAPlainLoopFindsWhateverTheirHome) {
    Pupils pupils;
    Families families;
    for (int copy = 0; copy < 10; ++copy) pupils.append(1000);  // several blocks of rows
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        pupils.setting[p] = row % 5 == 0 ? Setting::gone : Setting::mainstream;
        pupils.provision[p] = row % 7 == 0 ? Provision::plan : Provision::none;
        if (row % 3 == 0) continue;  // a child of no family
        pupils.family[p] = families.append();
    }
    for (const auto& [first, end] : {std::pair{0U, 10000U}, {7U, 8U}, {8U, 8U}, {4000U, 9001U}}) {
        std::vector<std::uint32_t> expected, visited;
        for (std::uint32_t row = first; row < end; ++row)
            if (row % 7 == 0 && row % 5 != 0) expected.push_back(row);
        for_each_plan_holder_at_home(
            pupils, families, first, end, [&](PupilId p) { visited.push_back(p.value); }, pupils.school, pupils.ncy);
        EXPECT_EQ(visited, expected) << first << " to " << end;
    }
}

}  // namespace
}  // namespace sendscape::plan_holders_at_home_test
