// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "maps/tables/quality.h"
#include "sim/core/error.h"

namespace sendscape::testing {

/// A test of an importer: a folder of its own for the tables it writes, and what the importer found odd in them.
class ImportTest : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("sendscape_import_") + info->name() + "_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path file(const std::string& name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    template <class F>
    std::string error_of(F&& f) {
        try {
            f();
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }
    std::filesystem::path folder_;
    QualityTable quality_;
};

}  // namespace sendscape::testing
