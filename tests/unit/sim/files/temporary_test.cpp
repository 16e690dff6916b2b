// SPDX-License-Identifier: MIT
#include "sim/files/temporary.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <string>

#include "sim/core/error.h"
#include "sim/files/replacement.h"
#include "sim/files/sealed_file.h"

namespace sendscape::temporary_test {
namespace {

namespace fs = std::filesystem;

class TemporaryTest : public ::testing::Test {
  protected:
    void SetUp() override {
        home_ = fs::temp_directory_path() /
                (std::string("temporary_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(home_);
        fs::create_directories(home_);
    }
    void TearDown() override { fs::remove_all(home_); }
    std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto& entry : fs::directory_iterator(home_)) all.insert(entry.path().filename().string());
        return all;
    }
    static std::string text_of(const fs::path& path) {
        std::ifstream in(path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// Leaves a temporary behind as a process does that is killed.
    void die_with_one(bool folder) const {
        const pid_t child = ::fork();
        if (child == 0) {
            const Temporary one = folder ? Temporary::folder(home_, "o") : Temporary::file(home_, "m.h5");
            ::_exit(0);  // no destructor
        }
        int status = 0;
        ::waitpid(child, &status, 0);
    }
    fs::path home_;
};

TEST_F(TemporaryTest, NobodyCanForetellTheName) {
    const Temporary a = Temporary::file(home_, "m.h5"), b = Temporary::file(home_, "m.h5");
    EXPECT_NE(a.path(), b.path());
    EXPECT_EQ(a.path().filename().string().find(std::to_string(::getpid()) + ".partial"), std::string::npos);
    EXPECT_EQ(a.path().filename().string().rfind(".m.h5.sendscape-", 0), 0u);
}

TEST_F(TemporaryTest, IsGoneAfterwardsUnlessKept) {
    fs::path kept;
    {
        const Temporary file = Temporary::file(home_, "a"), folder = Temporary::folder(home_, "b");
        std::ofstream(folder.path() / set_of_new_files / "x") << "text";
        Temporary stays = Temporary::file(home_, "c");
        kept = stays.path();
        stays.keep();
    }
    EXPECT_EQ(names(), std::set<std::string>{kept.filename().string()});
}

TEST_F(TemporaryTest, PlantedLinksAreNotFollowed) {
    std::ofstream(home_ / "victim") << "somebody's";
    for (const std::string& name : {".m.h5." + std::to_string(::getpid()) + ".partial",
                                    ".m.h5.partial-" + std::to_string(::getpid()), std::string(".m.h5.partial")})
        fs::create_symlink(home_ / "victim", home_ / name);
    write_file(home_ / "m.h5", bytes_of("mine"), false);
    EXPECT_EQ(text_of(home_ / "victim"), "somebody's");
    EXPECT_EQ(text_of(home_ / "m.h5"), "mine");
    EXPECT_FALSE(fs::is_symlink(home_ / "m.h5"));
    // The output itself, planted as a link: replaced only by force, and never what it leads to.
    fs::create_symlink(home_ / "victim", home_ / "n.h5");
    EXPECT_THROW(write_file(home_ / "n.h5", bytes_of("mine"), false), InputError);
    write_file(home_ / "n.h5", bytes_of("mine"), true);
    EXPECT_EQ(text_of(home_ / "victim"), "somebody's");
}

TEST_F(TemporaryTest, WhatDeadProcessesLeftIsClearedByTheNext) {
    die_with_one(false);
    die_with_one(true);
    ASSERT_EQ(names().size(), 1u);  // the second cleared the first
    std::ofstream(home_ / ".m.h5.1234.partial") << "another program's";
    fs::create_directory(home_ / ".m.sendscape-0123.partial");  // not of our making: too short
    write_file(home_ / "m.h5", bytes_of("mine"), false);
    EXPECT_EQ(names(), (std::set<std::string>{"m.h5", ".m.h5.1234.partial", ".m.sendscape-0123.partial"}));
}

TEST_F(TemporaryTest, WhatLivingProcessesHaveStays) {
    int ready[2], done[2];
    ASSERT_EQ(::pipe(ready), 0);
    ASSERT_EQ(::pipe(done), 0);
    const pid_t child = ::fork();
    char signal = 'x';
    if (child == 0) {
        const Temporary file = Temporary::file(home_, "m.h5"), folder = Temporary::folder(home_, "o");
        if (::write(ready[1], &signal, 1) != 1) ::_exit(1);
        ::close(done[1]);
        if (::read(done[0], &signal, 1) != 0) ::_exit(1);
        ::_exit(0);
    }
    ASSERT_EQ(::read(ready[0], &signal, 1), 1);
    { const Temporary mine = Temporary::file(home_, "m.h5"); }
    EXPECT_EQ(names().size(), 2u);
    EXPECT_TRUE(on_the_way(home_, "o"));
    EXPECT_FALSE(on_the_way(home_, "other"));
    EXPECT_THROW(Temporary::folder(home_, "o"), InputError);
    EXPECT_NO_THROW(Temporary::folder(home_, "other"));
    ::close(done[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_FALSE(on_the_way(home_, "o"));
    { const Temporary mine = Temporary::folder(home_, "o"); }
    EXPECT_TRUE(names().empty());
}

TEST_F(TemporaryTest, TheLongestNamesHaveOneToo) {
    constexpr std::size_t longest = 255;
    const std::string name(longest, 'n');
    write_file(home_ / name, bytes_of("mine"), false);
    EXPECT_EQ(names(), std::set<std::string>{name});
    std::string letters = "a";  // of two bytes each
    while (letters.size() + 2 <= longest) letters += "\xC3\xA9";
    write_file(home_ / letters, bytes_of("mine"), false);
    EXPECT_EQ(names().count(letters), 1u);
}

TEST_F(TemporaryTest, AFileSetWaitsWithoutTemporariesOfItsOwn) {
    const Temporary set = Temporary::folder(home_, "o");
    EXPECT_TRUE(in_temporary_folder(set.path() / set_of_new_files / "a"));
    EXPECT_FALSE(in_temporary_folder(home_ / "a"));
    EXPECT_FALSE(in_temporary_folder(home_ / set_of_new_files / "a"));
}

}  // namespace
}  // namespace sendscape::temporary_test
