// SPDX-License-Identifier: MIT
#include "sim/output/output_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <string>

#include "sim/core/error.h"
#include "tests/support/file_attributes.h"
#include "tests/support/output_run.h"

namespace sendscape::output_folder_test {
namespace {

namespace fs = std::filesystem;
using Contents = std::map<std::string, std::string>;

const std::vector<std::string> set{"a.txt", "b.txt", "c.txt"};

class OutputFolderTest : public ::testing::Test {
  protected:
    static Contents contents(const fs::path& folder) {
        Contents all;
        for (const auto& entry : fs::directory_iterator(folder)) {
            std::ifstream in(entry.path());
            all[entry.path().filename().string()] =
                entry.is_directory() ? "" : std::string(std::istreambuf_iterator<char>(in), {});
        }
        return all;
    }
    static void fill(const fs::path& folder, const Contents& contents) {
        fs::create_directories(folder);
        for (const auto& [name, text] : contents) std::ofstream(folder / name) << text;
    }
    /// Writes a and b, not c.
    static void write_two(OutputFolder& folder) {
        folder.write("a.txt", "new a");
        folder.write("b.txt", "new b");
        folder.commit();
    }
    testing::ScratchFolder scratch_{std::string("folder-") +
                                    ::testing::UnitTest::GetInstance()->current_test_info()->name()};
    fs::path target_ = scratch_.path() / "out";
    const Contents new_two_{{"a.txt", "new a"}, {"b.txt", "new b"}};
};

TEST_F(OutputFolderTest, AppearsWholeOrNotAtAll) {
    {
        OutputFolder folder(target_, false, set);
        folder.write("a.txt", "abandoned");
    }
    EXPECT_TRUE(fs::is_empty(scratch_.path()));
    {
        OutputFolder folder(target_, false, set);
        write_two(folder);
    }
    EXPECT_EQ(contents(target_), new_two_);
    EXPECT_EQ(contents(scratch_.path()).size(), 1u);
    struct stat made {};
    ::stat(target_.c_str(), &made);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    EXPECT_EQ(made.st_mode & 0777, 0777 & ~mask);  // as any folder, not hidden from others
}

TEST_F(OutputFolderTest, DoesWithoutAFileThatTheMachineCannotWrite) {
    fill(target_, {{"a.txt", "old a"}, {"c.txt", "old c"}});
    {
        OutputFolder folder(target_, true, set);
        folder.write("a.txt", "new a");
        folder.write("b.txt", "new b");
        const std::string why = folder.make_if_possible("c.txt", [](const fs::path& path) {
            std::ofstream(path) << "half of";
            throw MachineError("cannot write " + path.string() + ": No space left on device");
        });
        EXPECT_EQ(why, "cannot write " + (target_ / "c.txt").string() + ": No space left on device");
        folder.commit();
    }
    EXPECT_EQ(contents(target_), new_two_) << "neither half a file nor the one before";
    OutputFolder next(target_, true, set);
    EXPECT_EQ(next.make_if_possible("c.txt", [](const fs::path& path) { std::ofstream(path) << "c"; }), "");
    EXPECT_THROW(static_cast<void>(next.make_if_possible("d.txt", [](const fs::path&) { throw InputError("no"); })),
                 InputError);
}

TEST_F(OutputFolderTest, OneFolderHasManySpellings) {
    for (const char* const spelling : {"out", "out/", "out/.", "./out/", "out//", "other/../out"}) {
        for (const bool there : {false, true}) {
            if (there) fill(target_, {{"a.txt", "old"}, {"c.txt", "old"}});
            OutputFolder folder(scratch_.path() / spelling, true, set);
            EXPECT_THROW(OutputFolder(target_, true, set), InputError) << spelling;
            write_two(folder);
            Contents met = contents(target_);
            std::erase_if(met, [](const auto& file) { return file.first[0] == '.'; });
            EXPECT_EQ(met, new_two_) << spelling;
            fs::remove_all(target_);
        }
    }
}

TEST_F(OutputFolderTest, OnlyTheSetIsReplacedAndAllOfIt) {
    fill(target_, {{"a.txt", "old"}, {"c.txt", "old"}, {"mine.txt", "kept"}, {"checkpoint-2027-01.h5", "kept"}});
    fs::create_directories(target_ / "my folder");
    EXPECT_THROW(OutputFolder(target_, false, set), InputError);
    OutputFolder folder(target_, true, set);
    write_two(folder);
    Contents expected = new_two_;
    expected["mine.txt"] = expected["checkpoint-2027-01.h5"] = "kept";
    fs::remove(target_ / "my folder");  // it was there until now
    Contents met = contents(target_);
    std::erase_if(met, [](const auto& file) { return file.first[0] == '.'; });
    EXPECT_EQ(met, expected);
}

TEST_F(OutputFolderTest, WhereANameIsTakenIsSaidAtOnce) {
    fill(target_, {{"a.txt", "old"}});
    fs::create_directories(target_ / "b.txt");
    EXPECT_THROW(OutputFolder(target_, true, set), InputError);
    fs::remove(target_ / "b.txt");
    OutputFolder folder(target_, true, set);
    fs::create_directories(target_ / "b.txt");  // while the run is on
    EXPECT_THROW(write_two(folder), InputError);
    EXPECT_EQ(contents(target_).at("a.txt"), "old");
}

TEST_F(OutputFolderTest, BelowAFileIsTheMachinesTrouble) {
    std::ofstream(scratch_.path() / "file") << "x";
    EXPECT_THROW(OutputFolder(scratch_.path() / "file" / "out", false, set), MachineError);
    EXPECT_THROW(OutputFolder(scratch_.path() / "file", false, set), InputError);
}

TEST_F(OutputFolderTest, TheSecondRunIntoOneFolderIsRefused) {
    for (const bool there : {false, true}) {
        if (there) fs::create_directories(target_);
        OutputFolder first(target_, false, set);
        EXPECT_THROW(OutputFolder(target_, true, set), InputError) << there;
        EXPECT_NO_THROW(OutputFolder(scratch_.path() / "other", false, set));
        if (!there) {
            fs::create_directories(target_);  // by somebody, meanwhile
            EXPECT_THROW(OutputFolder(target_, true, set), InputError);
        }
        write_two(first);
        EXPECT_EQ(contents(target_).at("b.txt"), "new b");
        fs::remove_all(target_);
    }
}

TEST_F(OutputFolderTest, AFolderOnAnotherFileSystemIsReplacedWholeBehindItsLink) {
    const fs::path memory = "/dev/shm";
    if (::access(memory.c_str(), W_OK) != 0) GTEST_SKIP() << "there is no /dev/shm to write to";
    const fs::path real = memory / ("sendscape-output-folder-" + std::to_string(::getpid()));
    for (const bool there : {true, false}) {  // and a link that leads to nothing yet
        fs::remove_all(real);
        fs::remove(target_);
        if (there) fill(real, {{"a.txt", "old"}, {"c.txt", "old"}, {"mine.txt", "kept"}});
        fs::create_directory_symlink(real, target_);
        {
            OutputFolder folder(target_, true, set);
            write_two(folder);
        }
        Contents expected = new_two_;
        if (there) expected["mine.txt"] = "kept";
        EXPECT_EQ(contents(real), expected);
        EXPECT_TRUE(fs::is_symlink(target_));
    }
    fs::remove_all(real);
}

TEST_F(OutputFolderTest, AFileThatCannotBeReplacedIsSaidBeforeTheRun) {
    const Contents before{{"a.txt", "old"}, {"b.txt", "old"}, {"c.txt", "old"}};
    for (const char* const name : {"a.txt", "b.txt", "c.txt"}) {  // c would only go
        fill(target_, before);
        const testing::Immutable locked(target_ / name);
        if (!locked.set()) GTEST_SKIP() << "no file can be made immutable here";
        try {
            OutputFolder folder(target_, true, set);
            ADD_FAILURE() << name;
        } catch (const MachineError& error) {
            EXPECT_EQ(std::string(error.what()),
                      "'" + (target_ / name).string() + "' cannot be replaced: it is immutable (chattr -i lifts that)");
        }
        EXPECT_EQ(contents(target_), before);
    }
    // Locked while the run is on: taken back.
    OutputFolder folder(target_, true, set);
    const testing::Immutable locked(target_ / "b.txt");
    EXPECT_THROW(write_two(folder), MachineError);
    Contents met = contents(target_);
    std::erase_if(met, [](const auto& file) { return file.first[0] == '.'; });
    EXPECT_EQ(met, before);
}

TEST_F(OutputFolderTest, AFolderThatIsLockedIsSaidBeforeTheRun) {
    fill(target_, {{"a.txt", "old"}});
    const testing::Immutable locked(target_);
    if (!locked.set()) GTEST_SKIP() << "no folder can be made immutable here";
    EXPECT_THROW(OutputFolder(target_, true, set), MachineError);
    EXPECT_THROW(OutputFolder(target_ / "new" / "below", true, set), MachineError);
}

TEST_F(OutputFolderTest, SomebodyElsesFilesUnderTheStickyBitAreSaidBeforeTheRun) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
    fill(target_, {{"a.txt", "old"}});
    ::chmod(target_.c_str(), 01777);
    constexpr uid_t nobody = 65534;
    ASSERT_EQ(::seteuid(nobody), 0);
    std::string words;
    try {
        OutputFolder folder(target_, true, set);
    } catch (const MachineError& error) {
        words = error.what();
    }
    const bool own = [&] {
        try {
            OutputFolder folder(target_, true, {"mine.txt"});
            folder.write("mine.txt", "x");
            folder.commit();
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }();
    ASSERT_EQ(::seteuid(0), 0);
    EXPECT_NE(words.find("somebody else's"), std::string::npos) << words;
    EXPECT_TRUE(own);
    EXPECT_EQ(contents(target_).at("a.txt"), "old");
}

TEST_F(OutputFolderTest, AFolderClearedDuringTheRunIsMadeAnew) {
    fill(target_, {{"a.txt", "old"}});
    OutputFolder folder(target_, true, set);
    fs::remove_all(target_);
    write_two(folder);
    EXPECT_EQ(contents(target_), new_two_);
}

TEST_F(OutputFolderTest, ResultsThatCameMeanwhileAreNotReplacedWithoutForce) {
    for (const bool force : {false, true}) {
        OutputFolder folder(target_, force, set);
        fill(target_, {{"a.txt", "theirs"}});
        if (force)
            write_two(folder);
        else
            EXPECT_THROW(write_two(folder), InputError);
        EXPECT_EQ(contents(target_).at("a.txt"), force ? "new a" : "theirs");
        EXPECT_EQ(contents(target_).count("b.txt"), force ? 1u : 0u);
        fs::remove_all(target_);
    }
}

}  // namespace
}  // namespace sendscape::output_folder_test
