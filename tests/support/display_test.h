// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sim/core/error.h"
#include "visualiser/canvas.h"
#include "visualiser/display.h"

namespace sendscape::testing {

/// A test that draws: skipped, visibly, where there is no display.
class DisplayTest : public ::testing::Test {
  protected:
    void SetUp() override {
        try {
            require_display();
        } catch (const MachineError& error) {
            GTEST_SKIP() << error.what();
        }
    }
};

/// A test of words as they are drawn: skipped, too, without the typeface they are laid out in.
class TypefaceTest : public DisplayTest {
  protected:
    void SetUp() override {
        DisplayTest::SetUp();
        if (IsSkipped()) return;
        typeface_ = std::make_unique<Typeface>();
        if (typeface_->family().find("Inter") == std::string::npos) GTEST_SKIP() << "the typeface Inter is missing";
    }
    std::unique_ptr<Typeface> typeface_;
};

}  // namespace sendscape::testing
