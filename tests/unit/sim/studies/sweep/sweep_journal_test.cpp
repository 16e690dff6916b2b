// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_journal.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>

#include "sim/core/error.h"
#include "tests/support/output_run.h"

namespace sendscape::sweep_journal_test {
namespace {

namespace fs = std::filesystem;
using Open = SweepJournal::Open;
const std::string study = "program 1\nmap m\nyears 2\n";

RunRecord done(std::uint32_t point, double value) { return {{point, 0}, RunStatus::done, "", {value, value + 0.5}}; }

class Journal : public ::testing::Test {
  protected:
    /// Three runs, one of them failed.
    void fill() {
        SweepJournal journal(path_, study, Open::anew);
        journal.add(done(4, 1.25));
        journal.add({{7, 1}, RunStatus::failed, "no good", {}});
        journal.add(done(0, -3));
    }
    std::string message(const std::string& of_study) {
        try {
            const SweepJournal journal(path_, of_study, Open::go_on);
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }
    testing::ScratchFolder folder_{"sweep-journal"};
    fs::path path_ = folder_.path() / "s.journal";
};

TEST_F(Journal, GivesBackWhatItWasGiven) {
    fill();
    const SweepJournal journal(path_, study, Open::go_on);
    EXPECT_TRUE(journal.dropped().empty());
    ASSERT_EQ(journal.runs(), 3u);
    EXPECT_EQ(journal.read({4, 0}).values, (std::vector<double>{1.25, 1.75}));
    const RunRecord failed = journal.read({7, 1});
    EXPECT_EQ(failed.status, RunStatus::failed);
    EXPECT_EQ(failed.message, "no good");
    EXPECT_FALSE(journal.has({7, 0}));
}

// Wherever the file ends or one of its bytes is another, the records before are good, and it goes on from them.
TEST_F(Journal, IsGoodUpToWhereItWasCutOffOrDamaged) {
    fill();
    const fs::path whole = folder_.path() / "whole";
    fs::copy_file(path_, whole);
    const auto size = fs::file_size(whole);
    std::size_t before = 0;
    for (std::uintmax_t kept = 0; kept < size; ++kept) {
        fs::copy_file(whole, path_, fs::copy_options::overwrite_existing);
        fs::resize_file(path_, kept);
        SweepJournal journal(path_, study, Open::go_on);
        EXPECT_GE(journal.runs(), before);
        EXPECT_LT(journal.runs(), 3u);
        before = journal.runs();
        journal.add(done(9, 9));
    }
    EXPECT_EQ(before, 2u);
    for (const std::uintmax_t from_the_end : {1u, 20u, 40u}) {
        fs::copy_file(whole, path_, fs::copy_options::overwrite_existing);
        std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(size - from_the_end));
        file.put('#');
        file.close();
        const SweepJournal journal(path_, study, Open::go_on);
        EXPECT_EQ(journal.runs(), 2u);
        EXPECT_NE(journal.dropped().find("2 runs before them are good"), std::string::npos) << journal.dropped();
    }
}

TEST_F(Journal, OfAnotherStudyIsNotGoneOnWith) {
    fill();
    const std::string said = message("program 1\nmap other\nyears 2\n");
    EXPECT_NE(said.find("was made of 'map m', and now 'map other' is given"), std::string::npos) << said;
    std::ofstream(path_) << "point,replicate\n0,0\n";
    EXPECT_NE(message(study).find("is no journal of a sweep"), std::string::npos);
    fs::remove(path_);
    EXPECT_NE(message(study).find("no sweep was begun there"), std::string::npos);
}

TEST_F(Journal, IsOneSweepsAtATime) {
    const SweepJournal first(path_, study, Open::anew);
    for (const Open open : {Open::anew, Open::go_on}) {
        try {
            const SweepJournal second(path_, study, open);
            FAIL() << "two sweeps write one journal";
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find("another sweep is writing"), std::string::npos) << error.what();
        }
    }
}

TEST_F(Journal, AFullDiskLosesNothingFinished) {
    ::signal(SIGXFSZ, SIG_IGN);
    fill();
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    {
        SweepJournal journal(path_, study, Open::go_on);
        rlimit tight = before;
        tight.rlim_cur = fs::file_size(path_) + 10;
        ::setrlimit(RLIMIT_FSIZE, &tight);
        try {
            journal.add(done(5, 5));
            ADD_FAILURE() << "there is no room";
        } catch (const MachineError& error) {
            EXPECT_NE(std::string(error.what()).find("3 runs are kept in it"), std::string::npos) << error.what();
        }
        ::setrlimit(RLIMIT_FSIZE, &before);
    }
    SweepJournal journal(path_, study, Open::go_on);
    EXPECT_TRUE(journal.dropped().empty());
    EXPECT_EQ(journal.runs(), 3u);
    journal.add(done(5, 5));
    EXPECT_EQ(journal.read({5, 0}).values[0], 5);
}

}  // namespace
}  // namespace sendscape::sweep_journal_test
