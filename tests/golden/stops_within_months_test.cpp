// SPDX-License-Identifier: MIT
// Every moment at which a run can be stopped: after each row of the schedule, and at each pause inside a round of
// offers. There the world is put away, read back and gone on with; month by month it must be what it is without stops.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agents/admissions/round.h"
#include "sim/branch/checkpoint.h"
#include "sim/core/error.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/school_year.h"
#include "sim/simulation.h"
#include "tests/golden/golden_case.h"
#include "tests/support/output_run.h"

namespace sendscape::stops_within_months_test {
namespace {

namespace fs = std::filesystem;

using Bytes = std::vector<std::uint8_t>;

/// A round is given up at its so many-th pause.
int pauses_left = 0;
void count_pauses() {
    if (--pauses_left == 0) throw Interrupted("given up");
}

/// Bytes of a world with its month's events: of a complete month a checkpoint keeps none.
Bytes all_of(World world) {
    world.rows_done = 0;
    return save_world(world);
}

/// Of a month in hand.
std::string_view next_row(const World& world) {
    const auto rows = school_year();
    for (std::size_t row = world.rows_done; row < rows.size(); ++row)
        if (rows[row].when & in(world.month.month_of_year())) return rows[row].name;
    return "";
}

/// One run, stopped at every moment there is.
class Stopped {
  public:
    Stopped(std::shared_ptr<const Map> map, std::shared_ptr<const Scenario> scenario)
        : map_(std::move(map)),
          scenario_(std::move(scenario)),
          simulation_(std::in_place, map_, scenario_, std::uint32_t{0}, one_) {}

    /// Lives through a month, being put away and taken up after each row.
    void live_month() {
        for (bool complete = false; !complete;) {
            int asked = 0;
            complete = simulation_->step(one_, [&] { return ++asked == 2; });  // behind one row
            take_up();
            if (!complete) give_up_a_round();
        }
    }

    [[nodiscard]] const Simulation& simulation() const { return *simulation_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int pauses() const { return pauses_; }

  private:
    void take_up() {
        const std::vector<Event> events(world().events.events().begin(), world().events.events().end());
        simulation_.emplace(load_world(save_world(world()), map_), scenario_);
        // A complete month's events are nobody's any more but this test's.
        if (world().rows_done == month_complete)
            for (const Event& event : events) simulation_->world().events.add(event);
        ++rows_;
    }

    /// If a round comes next, at each of its pauses.
    void give_up_a_round() {
        const std::string_view next = next_row(world());
        const bool secondary = next == "secondary offers", primary = next == "primary offers";
        if (!secondary && !primary) return;
        const Bytes before = all_of(world());
        for (int pause = 1; given_up(secondary ? offer_secondary_places : offer_primary_places, pause); ++pause) {
            ++pauses_;
            ASSERT_TRUE(all_of(world()) == before) << to_text(world().month) << ", given up at pause " << pause;
        }
        take_up();
    }

    /// Whether a round has so many pauses; if it has, it is given up there, and if not, all is put back by hand.
    bool given_up(void (*offer)(const AdmissionsRound&, const Step&), int pause) {
        World& w = simulation_->world();
        const World before = w;
        pauses_left = pause;
        try {
            offer({w.pupils, w.schools, w.families, w.parameters.admissions, w.parameters.families, w.parameters.loops,
                   w.criteria, w.waiting_lists, count_pauses},
                  {*w.map, w.month, w.draws, one_, w.events});
        } catch (const Interrupted&) {
            return true;
        }
        w = before;
        return false;
    }

    [[nodiscard]] const World& world() const { return simulation_->world(); }

    const Parallel one_{1};
    std::shared_ptr<const Map> map_;
    std::shared_ptr<const Scenario> scenario_;
    std::optional<Simulation> simulation_;
    int rows_ = 0, pauses_ = 0;
};

/// Lives a scenario's first replicate straight and stopped, side by side.
void expect_the_same(const Map& map, const Scenario& of) {
    const Parallel one(1);
    const auto scenario = std::make_shared<const Scenario>(of);
    const auto prepared = std::make_shared<const Map>(prepare_map(map, of.provision, one));
    Simulation straight(prepared, scenario, 0, one);
    Stopped stopped(prepared, scenario);
    while (!straight.finished()) {
        straight.step(one);
        stopped.live_month();
        if (::testing::Test::HasFatalFailure()) return;
        ASSERT_TRUE(all_of(stopped.simulation().world()) == all_of(straight.world()))
            << to_text(straight.world().month);
    }
    EXPECT_TRUE(stopped.simulation().finished());
    EXPECT_GE(stopped.rows(), of.years * 12 * 20);
    EXPECT_GE(stopped.pauses(), of.years * 4);
}

class StopsWithinMonths : public ::testing::TestWithParam<fs::path> {};

TEST_P(StopsWithinMonths, LeaveTheRestAsItIs) {
    const testing::GoldenCase golden = testing::read_golden_case(GetParam(), Parallel(1));
    expect_the_same(golden.map, golden.scenario);
}

INSTANTIATE_TEST_SUITE_P(All, StopsWithinMonths, ::testing::ValuesIn(testing::golden_folders()),
                         [](const auto& folder) {
                             std::string name = folder.param.filename().string();
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

// By hand, of any scenario: see README.md.
TEST(StopsWithinMonthsByHand, LeaveTheRestOfAScenarioAsItIs) {
    const char* const file = std::getenv("SENDSCAPE_STOPS");
    if (!file) GTEST_SKIP() << "SENDSCAPE_STOPS names no scenario to be stopped at every moment (minutes)";
    const Scenario scenario = read_scenario(file);
    expect_the_same(scenario_map(scenario, {}, Parallel(1)), scenario);
}

}  // namespace
}  // namespace sendscape::stops_within_months_test
