// SPDX-License-Identifier: MIT
#include "sim/files/replacement.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "sim/core/error.h"
#include "sim/files/sealed_file.h"
#include "sim/files/temporary.h"
#include "tests/support/file_attributes.h"
#include "tests/support/killed_at.h"

namespace sendscape::replacement_test {
namespace {

namespace fs = std::filesystem;
using Contents = std::map<std::string, std::string>;

class Replacement : public ::testing::Test {
  protected:
    void SetUp() override {
        // In memory where that is possible: a disk takes its time to force each of some hundred sets down to it.
        const fs::path memory = "/dev/shm";
        base_ = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
        home_ = base_ / ("sendscape_" + std::to_string(::getpid()) + "_" +
                         ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(home_);
        fs::create_directories(home_);
    }
    void TearDown() override { fs::remove_all(home_); }

    void fill(const Contents& contents) const {
        for (const auto& entry : fs::directory_iterator(home_)) fs::remove_all(entry.path());
        for (const auto& [name, text] : contents) std::ofstream(home_ / name) << text;
    }
    /// What is there; of hidden folders the names alone.
    Contents contents() const {
        Contents all;
        for (const auto& entry : fs::directory_iterator(home_)) {
            std::ifstream in(entry.path());
            all[entry.path().filename().string()] =
                entry.is_directory() ? "" : std::string(std::istreambuf_iterator<char>(in), {});
        }
        return all;
    }
    void replace(const Contents& set, bool force, const std::vector<std::string>& superseded) const {
        Temporary waiting = Temporary::folder(home_, "set");
        for (const auto& [name, text] : set) std::ofstream(waiting.path() / set_of_new_files / name) << text;
        replace_set(waiting, force, superseded);
    }

    /// Kills the replacement at each call of the system in turn, and looks at what the next process finds.
    void try_every_moment(const Contents& before, const Contents& set, const std::vector<std::string>& superseded,
                          const Contents& after) const {
        int old_ones = 0, new_ones = 0;
        for (int nth = 1;; ++nth) {
            fill(before);
            std::optional<Temporary> waiting;
            const testing::Ending ending = testing::killed_at(
                nth,
                [&] {
                    waiting.emplace(Temporary::folder(home_, "set"));
                    for (const auto& [name, text] : set)
                        std::ofstream(waiting->path() / set_of_new_files / name) << text;
                },
                [&] {
                    replace_set(*waiting, true, superseded);
                    waiting.reset();
                });
            if (ending == testing::Ending::cannot_trace) GTEST_SKIP() << "no process may be traced here";
            Contents met = contents();
            std::erase_if(met, [](const auto& file) { return file.first[0] == '.'; });
            // Never side by side, not even before anybody puts it right.
            const auto holds = [&](const Contents& of, const Contents& unlike) {
                return std::any_of(of.begin(), of.end(), [&](const auto& file) {
                    const auto there = met.find(file.first), other = unlike.find(file.first);
                    const bool tells = other == unlike.end() || other->second != file.second;
                    return tells && there != met.end() && there->second == file.second;
                });
            };
            EXPECT_FALSE(holds(before, after) && holds(after, before)) << "at call " << nth;
            finish_dead_replacements(home_);  // as a reader does
            Contents seen = contents();
            std::erase_if(seen, [](const auto& file) { return file.first[0] == '.'; });
            EXPECT_TRUE(seen == before || seen == after) << "at call " << nth;
            { const Temporary next = Temporary::file(home_, "next"); }  // as a writer does
            EXPECT_TRUE(contents() == seen) << "left behind at call " << nth;
            (seen == before ? old_ones : new_ones) += 1;
            if (ending == testing::Ending::finished) {
                EXPECT_TRUE(seen == after);
                break;
            }
        }
        EXPECT_GT(old_ones, 10);
        EXPECT_GT(new_ones, 3);
    }
    fs::path base_, home_;
};

TEST_F(Replacement, KilledAtAnyMomentItIsAllOldOrAllNew) {
    try_every_moment({{"run.h5", "old run"}, {"summary.csv", "old"}, {"map.png", "old map"}, {"mine.txt", "mine"}},
                     {{"run.h5", "new run"}, {"summary.csv", "new"}, {"run.log", "new log"}}, {"map.png", "map.svg"},
                     {{"run.h5", "new run"}, {"summary.csv", "new"}, {"run.log", "new log"}, {"mine.txt", "mine"}});
}

TEST_F(Replacement, KilledAtAnyMomentTwoNewFilesAreThereOrNeither) {
    try_every_moment({{"lists.csv", "in"}}, {{"offers.csv", "a"}, {"schools_out.csv", "b"}}, {},
                     {{"lists.csv", "in"}, {"offers.csv", "a"}, {"schools_out.csv", "b"}});
}

TEST_F(Replacement, KilledAtAnyMomentOneOfTwoOldFilesIsNotLost) {
    try_every_moment({{"schools_out.csv", "old"}, {"mine.txt", "mine"}},
                     {{"offers with\na line break.csv", "a"}, {"schools_out.csv", "b"}}, {},
                     {{"offers with\na line break.csv", "a"}, {"schools_out.csv", "b"}, {"mine.txt", "mine"}});
}

TEST_F(Replacement, WhatFailsHalfwayIsTakenBack) {
    const Contents before{{"a", "old a"}, {"b", "old b"}, {"c", "old c"}};
    fill(before);
    const testing::Immutable locked(home_ / "b");
    if (!locked.set()) GTEST_SKIP() << "no file can be made immutable here";
    EXPECT_THROW(replace({{"a", "new"}, {"b", "new"}, {"c", "new"}}, true, {}), MachineError);
    EXPECT_TRUE(contents() == before);
    // One that only goes, too.
    EXPECT_THROW(replace({{"a", "new"}}, true, {"b"}), MachineError);
    EXPECT_TRUE(contents() == before);
}

TEST_F(Replacement, WithoutForceNothingIsReplaced) {
    const Contents before{{"b", "old b"}};
    fill(before);
    EXPECT_THROW(replace({{"a", "new"}, {"b", "new"}}, false, {}), InputError);
    EXPECT_TRUE(contents() == before);
    replace({{"a", "new"}}, false, {});
    EXPECT_TRUE(contents() == (Contents{{"a", "new"}, {"b", "old b"}}));
}

TEST_F(Replacement, AListThatWasTamperedWithReachesNoOtherFolder) {
    fs::create_directories(home_ / "inner");
    std::ofstream(home_ / "outside") << "somebody's";
    const fs::path set = home_ / "inner" / ".o.sendscape-0123456789abcdef.partial";
    fs::create_directories(set / "new");
    fs::create_directories(set / "old");
    std::ofstream(set / "new" / "waits") << "x";
    std::ofstream(set / "list", std::ios::binary) << "+../outside" << '\0' << "+.." << '\0' << "+waits" << '\0';
    finish_dead_replacements(home_ / "inner");
    EXPECT_TRUE(fs::is_empty(home_ / "inner"));
    EXPECT_TRUE(fs::exists(home_ / "outside"));
}

}  // namespace
}  // namespace sendscape::replacement_test
