// SPDX-License-Identifier: MIT
// Frames of the stage that allocate nothing.
#include "tests/images/allocations.h"
#include "tests/images/stage_scene.h"

namespace sendscape::stage_allocations_test {
namespace {

using testing::invented_film;
using testing::Stages;

TEST_F(Stages, BuildFramesWithoutAllocating) {
    size_to(1280, 720);
    stage_->show(invented_film());
    stage_->view().layers.set();
    stage_->view().school = 1;
    stage_->view().caption = "A caption long enough to be broken into more than a single line of words on this stage";
    const auto frame = [&](int i) {
        stage_->view().time = 8 + static_cast<float>(i % 10) / 10;
        stage_->advance(0.01f);
        stage_->draw(*picture_);
    };
    for (int i = 0; i < 30; ++i) frame(i);
    testing::count_allocations(true);
    for (int i = 0; i < 10; ++i) frame(i);
    EXPECT_EQ(testing::count_allocations(false), 0);
}

// At the turn of a month words change, which are laid out once: whoever goes through the same months again needs none.
TEST_F(Stages, TurnMonthsWithoutAllocatingOnceTheirWordsAreKnown) {
    size_to(1280, 720);
    stage_->show(invented_film());
    stage_->view().layers.set();
    stage_->view().show(Layer::access, false);  // its ground is painted every month
    const auto through_half_a_year = [&] {
        for (int i = 0; i < 60; ++i) {
            stage_->view().time = 8 + static_cast<float>(i) / 10;
            stage_->advance(0.01f);
            stage_->draw(*picture_);
        }
    };
    through_half_a_year();
    through_half_a_year();
    testing::count_allocations(true);
    through_half_a_year();
    EXPECT_EQ(testing::count_allocations(false), 0);
}

}  // namespace
}  // namespace sendscape::stage_allocations_test
