// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_trials.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "sim/scenario/config_files.h"
#include "sim/scenario/prepare_map.h"
#include "sim/studies/magnet_findings.h"
#include "tests/support/output_run.h"

namespace sendscape::magnet_trials_test {
namespace {

using testing::small_map;

constexpr std::uint32_t replicates = 3;
constexpr int years = 2;

MagnetOption option_of(const Map& bare, TriedAs as, const std::vector<ParameterChange>& changes) {
    Scenario scenario = testing::small_scenario(years, replicates);
    scenario.changes = changes;
    settle(scenario);
    const Parallel parallel(1);
    return {"name",
            "words",
            as,
            {std::make_shared<const Scenario>(scenario),
             std::make_shared<const Map>(prepare_map(bare, scenario.provision, parallel))}};
}

MagnetTrials live(const std::vector<MagnetOption>& options, int threads) {
    std::ostringstream err;
    Progress progress(err, "test", 1, true);
    return live_magnets(options, replicates, Parallel(threads), progress);
}

const std::vector<ParameterChange> no_loop{{{}, Month(2026, 2), "loops.magnets", {0}},
                                           {{}, Month(2026, 2), "loops.ethos", {0}}};
const std::vector<ParameterChange> late{{{}, Month(2027, 9), "plans.agree_school", {0.1}}};

bool same(const std::vector<std::vector<SchoolFigures>>& a, const std::vector<std::vector<SchoolFigures>>& b,
          std::size_t year) {
    for (std::size_t row = 0; row < a[year].size(); ++row)
        if (a[year][row].plans != b[year][row].plans || a[year][row].strain != b[year][row].strain ||
            a[year][row].roll != b[year][row].roll)
            return false;
    return true;
}

TEST(LiveMagnets, KeepsWhatRunsOfTheirOwnRecord) {
    const MagnetTrials trials =
        live({option_of(*small_map(), TriedAs::reference, {}), option_of(*small_map(), TriedAs::all_cut, no_loop),
              option_of(*small_map(), TriedAs::policy, late)},
             1);
    EXPECT_EQ(trials.januaries, (std::vector<Month>{Month(2026, 1), Month(2027, 1), Month(2028, 1)}));
    Scenario plain = testing::small_scenario(years, replicates), cut = plain;
    cut.changes = no_loop;
    settle(cut);
    const sendscape::Run runs[] = {testing::run_of(*small_map(), plain, EventsKept::none),
                                   testing::run_of(*small_map(), cut, EventsKept::none)};
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t y = 0; y < trials.januaries.size(); ++y)
            for (const std::uint32_t row : {testing::st_anne, testing::riverside, testing::kings}) {
                const auto rolls =
                    runs[k].across(runs[k].get("pupils_on_roll"), trials.januaries[y], {{Axis::school, row}});
                const auto plans =
                    runs[k].across(runs[k].get("pupils_with_plan"), trials.januaries[y], {{Axis::school, row}});
                for (std::uint32_t r = 0; r < replicates; ++r) {
                    const SchoolFigures& kept = trials.futures[k].years[r][y][row];
                    EXPECT_EQ(kept.roll, rolls[r]);
                    EXPECT_EQ(kept.plans, plans[r]);
                }
            }
    // The policy that begins in September 2027 shares two Januaries with the reference and no more.
    const auto& reference = trials.futures[0].years;
    const auto& policy = trials.futures[2].years;
    bool differs = false;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        EXPECT_TRUE(same(reference[r], policy[r], 0) && same(reference[r], policy[r], 1));
        differs = differs || !same(reference[r], policy[r], 2);
    }
    EXPECT_TRUE(differs);
}

TEST(LiveMagnets, AreTheSameOnAnyNumberOfThreads) {
    const std::vector<MagnetOption> options{option_of(*small_map(), TriedAs::reference, {}),
                                            option_of(*small_map(), TriedAs::all_cut, no_loop)};
    const MagnetTrials one = live(options, 1), two = live(options, 2);
    for (std::size_t k = 0; k < options.size(); ++k)
        for (std::uint32_t r = 0; r < replicates; ++r)
            for (std::size_t y = 0; y < one.januaries.size(); ++y)
                EXPECT_TRUE(same(one.futures[k].years[r], two.futures[k].years[r], y));
}

TEST(LiveMagnets, APolicyOfNothingNeverLivesApart) {
    const std::vector<ParameterChange> after{{{}, Month(2040, 9), "plans.agree_school", {0.1}}};
    const MagnetTrials trials =
        live({option_of(*small_map(), TriedAs::reference, {}), option_of(*small_map(), TriedAs::all_cut, no_loop),
              option_of(*small_map(), TriedAs::policy, after)},
             2);
    EXPECT_TRUE(trials.futures[1].apart);
    EXPECT_FALSE(trials.futures[2].apart);
}

// A town whose western schools hold most plans because of who lives there, and one of them for its base: the parts say
// which is which.
TEST(LiveMagnets, ASchoolThatIsOneForItsBaseIsToldSo) {
    auto map = std::make_shared<Map>(*small_map());
    School& st_anne = map->schools[testing::st_anne];
    st_anne.plans = 24;
    st_anne.base_places = {24, 0};
    const MagnetTrials trials =
        live({option_of(*map, TriedAs::reference, {}), option_of(*map, TriedAs::all_cut, no_loop)}, 2);
    const MadeOf made = made_of(trials, {testing::st_anne});
    EXPECT_GT(made.whole, 1.5);
    EXPECT_GT(made.base, 0.5 * (made.whole - 1)) << "most of it is its base";
    EXPECT_LT(std::abs(made.home_area), made.base);
    const MadeOf without = made_of(trials, {testing::riverside});
    EXPECT_EQ(without.base, 0);
}

TEST(MagnetLinks, EveryShippedFileThatCutsALinkIsOne) {
    std::set<std::string> links;
    for (const MagnetLink& link : magnet_links()) links.insert(std::string(link.policy));
    std::set<std::string> shipped;
    for (const std::string& name : config_names(ConfigKind::policy))
        if (name.starts_with("P20-cut-")) shipped.insert(name);
    EXPECT_EQ(links, shipped);
    EXPECT_EQ(policies_that_cut_all().size(), links.size() + 1);
}

}  // namespace
}  // namespace sendscape::magnet_trials_test
