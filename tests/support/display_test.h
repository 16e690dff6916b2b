#pragma once
#include <gtest/gtest.h>

#include "sim/core/error.h"
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

}  // namespace sendscape::testing
