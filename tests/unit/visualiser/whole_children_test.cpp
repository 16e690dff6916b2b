// SPDX-License-Identifier: MIT
#include "visualiser/whole_children.h"

#include <gtest/gtest.h>

#include <numeric>

#include "sim/output/findings.h"
#include "sim/output/wording.h"
#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"
#include "visualiser/scene.h"

namespace sendscape::whole_children_test {
namespace {

Film film_of(const std::vector<std::array<float, need_group_count>>& shortfall) {
    Film film;
    film.months = 1;
    film.areas.resize(shortfall.size());
    film.shortfall = shortfall;
    return film;
}

TEST(WholeChildren, AreasAddUpToThePanelAndNeedsToTheirArea) {
    // 57.3 + 46.4 + 44.4 + 42.4 + 77.9 = 268.4, as in the test of the report's lists.
    const Film film = film_of({{57.3f, 0, 0, 0, 0},
                               {46.4f, 0, 0, 0, 0},
                               {14.8f, 14.8f, 14.8f, 0, 0},
                               {0, 42.4f, 0, 0, 0},
                               {0.5f, 0.5f, 76.9f, 0, 0}});
    WholeChildren whole;
    count_whole(film, 0, whole);
    EXPECT_EQ(whole.total, (std::vector<int>{57, 47, 44, 42, 78}));
    for (std::size_t a = 0; a < 5; ++a)
        EXPECT_EQ(std::accumulate(whole.by_need[a].begin(), whole.by_need[a].end(), 0), whole.total[a]) << a;
}

TEST(WholeChildren, NobodyIsShortWhereNobodyIs) {
    WholeChildren whole;
    count_whole(film_of({{}, {0.2f, 0, 0, 0, 0}}), 0, whole);
    EXPECT_EQ(whole.total, (std::vector<int>{0, 0}));
    count_whole(film_of({}), 0, whole);
    EXPECT_TRUE(whole.total.empty());
}

// A total that ends in a half is written one way: as the report and the panel write it.
TEST(WholeChildren, HalvesGoTheWayTheyAreWritten) {
    for (const float half : {10.5f, 11.5f}) {
        WholeChildren whole;
        count_whole(film_of({{half - 4, 0, 0, 0, 0}, {0, 4, 0, 0, 0}}), 0, whole);
        const int sum = whole.total[0] + whole.total[1];
        EXPECT_EQ(std::to_string(sum), thousands(static_cast<double>(half)));
        EXPECT_EQ(std::to_string(sum), sendscape::whole(static_cast<double>(half)));
    }
}

TEST(WholeChildren, TheMapSaysWhatTheReportSays) {
    for (const std::uint32_t replicates : {1u, 3u, 4u}) {
        const auto run = testing::small_run(2, replicates);
        const Findings findings = findings_of(run);
        const auto film = film_from_run(run);
        WholeChildren whole;
        count_whole(*film, findings.headline - run.start, whole);
        ASSERT_EQ(findings.by_area.size(), film->areas.size());
        for (const Named& area : findings.by_area)
            for (std::size_t a = 0; a < film->areas.size(); ++a)
                if (film->areas[a].name == area.name) {
                    EXPECT_EQ(whole.total[a], area.shown) << area.name;
                }
    }
}

}  // namespace
}  // namespace sendscape::whole_children_test
