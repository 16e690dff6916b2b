// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "test_places.h"

namespace sendscape::testing {

/// What a command printed and the status it ended with.
struct Outcome {
    int status = -1;
    std::string out, err;
};

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A test of the program itself, in a folder of its own.
class CommandTest : public ::testing::Test {
  protected:
    CommandTest() {
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("sendscape-commands-") +
                   ::testing::UnitTest::GetInstance()->current_test_info()->name() + "-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~CommandTest() override { std::filesystem::remove_all(folder_); }

    /// Runs `sendscape ARGUMENTS` in the test's folder by the shell; `before` may set limits.
    Outcome run(const std::string& arguments, const std::string& before = "", const std::string& wrapper = "") {
        const std::string command = "cd '" + folder_.string() + "' && { " + before + wrapper +
                                    " '" SENDSCAPE_PROGRAM_DIR "/sendscape' " + arguments + "; } >'" +
                                    folder_.string() + "/.out' 2>'" + folder_.string() + "/.err'";
        const int status = std::system(command.c_str());
        Outcome outcome;
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        outcome.out = text_of(folder_ / ".out");
        outcome.err = text_of(folder_ / ".err");
        return outcome;
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    /// What is left in the folder, hidden files too.
    std::vector<std::string> left() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_))
            if (entry.path().filename() != ".out" && entry.path().filename() != ".err")
                names.push_back(entry.path().filename().string());
        return names;
    }
    std::filesystem::path folder_;
};

}  // namespace sendscape::testing
