// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/hand_out.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

#include "maps/map_file.h"
#include "sim/studies/sweep/sweep_config.h"
#include "sim/studies/sweep/sweep_result.h"
#include "tests/support/output_run.h"

namespace sendscape::hand_out_test {
namespace {

using std::chrono::milliseconds;

/// Letters between threads that play the ranks of a job.
class LetterBoxes {
  public:
    explicit LetterBoxes(int count) : boxes_(static_cast<std::size_t>(count)) {}
    void post(int to, Letter letter) {
        const std::lock_guard lock(mutex_);
        boxes_[static_cast<std::size_t>(to)].push_back(std::move(letter));
    }
    std::optional<Letter> take(int rank) {
        const std::lock_guard lock(mutex_);
        auto& box = boxes_[static_cast<std::size_t>(rank)];
        if (box.empty()) return std::nullopt;
        Letter letter = std::move(box.front());
        box.pop_front();
        return letter;
    }
    [[nodiscard]] int count() const { return static_cast<int>(boxes_.size()); }

  private:
    std::mutex mutex_;
    std::vector<std::deque<Letter>> boxes_;
};

class PlayedRank final : public Ranks {
  public:
    PlayedRank(LetterBoxes& boxes, int rank) : boxes_(boxes), rank_(rank) {}
    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int count() const override { return boxes_.count(); }
    [[nodiscard]] int working_here() const override { return boxes_.count() - 1; }
    [[nodiscard]] int working_on_these_cores() const override { return 1; }
    void send(int to, std::vector<std::uint8_t> bytes) override {
        if (!cut_off) boxes_.post(to, {rank_, std::move(bytes)});
    }
    std::optional<Letter> receive() override { return boxes_.take(rank_); }
    void finish() override {}
    std::atomic<bool> cut_off = false;  ///< what a killed process sends

  private:
    LetterBoxes& boxes_;
    int rank_;
};

const std::string study_of_a_town = R"(
title = "Town"
base = "status-quo"
years = 1
replicates = 3
seed = 5
design = "grid"
keep = ["plans_maintained", "plans_issued"]
[[factor]]
key = "services.ep_per_10000"
values = ["1.5", "3", "5"]
[[factor]]
key = "families.advocacy_sd"
values = [0.2, 0.9]
)";
constexpr std::size_t runs_of_the_town = 18;

class HandOut : public ::testing::Test {
  protected:
    HandOut() {
        Map map = *testing::small_map();
        write_map(map, folder_.path() / "town.h5", true);
        std::ofstream(folder_.path() / "town.toml") << study_of_a_town;
    }
    /// Reads the sweep as each rank does.
    [[nodiscard]] SweepPlan plan(const std::string& name = "town") const {
        ConfigProblems problems;
        SweepStudy study = read_sweep_config((folder_.path() / (name + ".toml")).string(), problems);
        return plan_sweep(std::move(study), folder_.path() / "town.h5", problems, Parallel(1));
    }
    /// The digest of the town lived by one process.
    [[nodiscard]] std::string alone(const SweepPlan& town) const {
        SweepJournal journal(folder_.path() / "alone.journal", study_text(town), SweepJournal::Open::anew);
        std::ostringstream err;
        Progress progress(err, "test", 1, true);
        live_sweep(town, shard_of(town.points.size(), 1, 1), journal, Parallel(1), progress);
        return digest(town, journal);
    }
    static std::string digest(const SweepPlan& town, const SweepJournal& journal) {
        return content_digest(assemble(town, [&](RunNumber run) { return journal.read(run); }));
    }

    /// How one of the others behaves.
    struct Player {
        std::function<SweepPlan()> plan;
        int threads = 1;
        int dies_at_run = 0;  ///< the how-manieth; 0: never
    };
    /// The town as rank 0 hands it out to the players; what it kept.
    std::string handed_out(const SweepPlan& town, const std::vector<Player>& players, milliseconds patience) {
        LetterBoxes boxes(static_cast<int>(players.size()) + 1);
        std::vector<std::unique_ptr<PlayedRank>> ranks;
        for (int rank = 0; rank < boxes.count(); ++rank) ranks.push_back(std::make_unique<PlayedRank>(boxes, rank));
        std::vector<std::thread> others;
        for (std::size_t p = 0; p < players.size(); ++p)
            others.emplace_back([&, p] {
                PlayedRank& rank = *ranks[p + 1];
                std::atomic<int> begun = 0;
                SweepWay way;
                way.begins = [&](RunNumber) {
                    if (++begun == players[p].dies_at_run) rank.cut_off = true;
                };
                live_handed_runs(rank, players[p].plan, Parallel(players[p].threads), way, patience);
            });
        kept_ = 0;
        told_.clear();
        SweepJournal journal(folder_.path() / "handed.journal", study_text(town), SweepJournal::Open::anew);
        HandingOut work;
        work.study = study_text(town);
        work.runs = runs_in_order(town, runs_to_live(town, shard_of(town.points.size(), 1, 1), journal));
        work.keep = [&](const RunRecord& record) {
            ++kept_;
            journal.add(record);
        };
        work.tell = [&](const std::string& words) { told_ += words + "\n"; };
        work.patience = patience;
        std::string result;
        try {
            hand_out(*ranks[0], work);
            result = digest(town, journal);
        } catch (const NoRankLeft& failure) {
            result = failure.what();
        }
        dismiss(*ranks[0]);
        for (std::thread& other : others) other.join();
        return result;
    }

    testing::ScratchFolder folder_{"hand-out"};
    std::size_t kept_ = 0;
    std::string told_;
};

constexpr milliseconds long_patience{60'000}, short_patience{700};

TEST_F(HandOut, AnyNumberOfRanksKeepsWhatOneProcessDoes) {
    const SweepPlan town = plan();
    const std::string once = alone(town);
    for (const std::vector<int>& threads : {std::vector<int>{1}, {2}, {1, 2, 1}}) {
        std::vector<Player> players;
        for (const int one : threads) players.push_back({[&] { return plan(); }, one});
        EXPECT_EQ(handed_out(town, players, long_patience), once) << threads.size() << " ranks";
        EXPECT_EQ(kept_, runs_of_the_town);
        EXPECT_EQ(told_, "");
    }
}

// Cut off after its first run, at its last, between: what it had in hand is lived by another.
TEST_F(HandOut, ARankThatDiesLosesOnlyWhatItHadInHand) {
    const SweepPlan town = plan();
    const std::string once = alone(town);
    // The other has not planned yet as the first dies.
    const auto late = [&] {
        std::this_thread::sleep_for(2 * short_patience);
        return plan();
    };
    for (const int dies_at : {1, 2}) {
        const std::vector<Player> players{{[&] { return plan(); }, 1, dies_at}, {late}};
        EXPECT_EQ(handed_out(town, players, short_patience), once);
        EXPECT_EQ(kept_, runs_of_the_town);
        EXPECT_NE(told_.find("rank 1 ("), std::string::npos) << told_;
        EXPECT_NE(told_.find(") has not been heard of for 1 s; its "), std::string::npos) << told_;
        EXPECT_NE(told_.find("handed out again"), std::string::npos) << told_;
    }
}

TEST_F(HandOut, NoRankLeftIsSaidWithWhatBecameOfTheLast) {
    const SweepPlan town = plan();
    const std::string silent = handed_out(town, {{[&] { return plan(); }, 1, 2}}, short_patience);
    EXPECT_NE(silent.find("no rank is left that lives runs: rank 1 ("), std::string::npos) << silent;
    EXPECT_LE(kept_, 1u) << "it died at its second run";
    const auto no_map = [&]() -> SweepPlan { throw InputError("cannot read 'town.h5'"); };
    const std::string failed = handed_out(town, {{no_map}, {no_map}}, long_patience);
    EXPECT_NE(failed.find(") can do no more: cannot read 'town.h5'"), std::string::npos) << failed;
}

// One machine has an older file of the sweep: its runs would be of another study.
TEST_F(HandOut, ARankThatReadsAnotherSweepGetsNoRuns) {
    const SweepPlan town = plan();
    const std::string once = alone(town);
    std::string other = study_of_a_town;
    other.replace(other.find("\"3\""), 3, "\"4\"");
    std::ofstream(folder_.path() / "other.toml") << other;
    const auto no_map = [&]() -> SweepPlan { throw MachineError("the disk is not there"); };
    const std::vector<Player> players{{[&] { return plan("other"); }}, {no_map}, {[&] { return plan(); }}};
    EXPECT_EQ(handed_out(town, players, long_patience), once);
    EXPECT_NE(told_.find("reads another sweep, map or program than rank 0: there 'factor ep_per_10000: "
                         "services.ep_per_10000: 1.5; 4; 5 "),
              std::string::npos)
        << told_;
    EXPECT_NE(told_.find("can do no more: the disk is not there"), std::string::npos) << told_;
}

TEST_F(HandOut, ARunThatThrowsIsKeptAsFailedLikeAnyOther) {
    const SweepPlan town = plan();
    LetterBoxes boxes(2);
    PlayedRank first(boxes, 0), second(boxes, 1);
    std::thread other([&] {
        SweepWay way;
        way.begins = [](RunNumber run) {
            if (run == RunNumber{2, 1}) throw std::logic_error("it threw");
        };
        live_handed_runs(
            second, [&] { return plan(); }, Parallel(1), way);
    });
    HandingOut work;
    work.study = study_text(town);
    for (std::uint32_t point = 0; point < 6; ++point) work.runs.emplace_back(point, 1);
    std::map<RunNumber, RunRecord> records;
    work.keep = [&](const RunRecord& record) { records[record.run] = record; };
    work.tell = [](const std::string&) {};
    hand_out(first, work);
    dismiss(first);
    other.join();
    ASSERT_EQ(records.size(), 6u);
    EXPECT_EQ((records[{2, 1}].status), RunStatus::failed);
    EXPECT_EQ((records[{2, 1}].message), "it threw");
    EXPECT_EQ((records[{3, 1}].status), RunStatus::done);
}

}  // namespace
}  // namespace sendscape::hand_out_test
