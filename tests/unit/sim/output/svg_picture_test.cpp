// SPDX-License-Identifier: MIT
#include "sim/output/svg_picture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::svg {
namespace {

TEST(SvgPicture, StepsAreOneTwoOrFiveTimesAPowerOfTen) {
    for (double span = 0.003; span < 1e7; span *= 1.37) {
        const double step = nice_step(span, 5);
        const double power = std::pow(10, std::floor(std::log10(step * 1.0001)));
        const double factor = step / power;
        EXPECT_TRUE(std::abs(factor - 1) < 1e-9 || std::abs(factor - 2) < 1e-9 || std::abs(factor - 5) < 1e-9) << step;
        EXPECT_LE(span / step, 5 + 1e-9) << span;
        EXPECT_GE(span / step, 2 - 1e-9) << span;
    }
}

TEST(SvgPicture, LabelsKeepTheirOrderAndDoNotCoverOneAnother) {
    const std::vector<double> places = spread({50, 52, 51, 10, 98}, 10, 0, 100);
    const std::vector<std::size_t> downwards{3, 0, 2, 1, 4};
    for (std::size_t i = 0; i + 1 < downwards.size(); ++i)
        EXPECT_GE(places[downwards[i + 1]] - places[downwards[i]], 10 - 1e-9) << i;
    EXPECT_EQ(places[3], 10) << "nothing is near it";
    EXPECT_LE(places[4], 100);
}

TEST(SvgPicture, AxesBeginAndEndAtRoundValues) {
    Picture picture("Title & more", "read aloud", 100, "line");
    const Scale y = value_axis(picture, -3, 183, ValueFormat::count, 0, 100, 0, 100);
    EXPECT_EQ(y.least, -50);
    EXPECT_EQ(y.most, 200);
    EXPECT_EQ(y(-50), 100) << "the least is at the bottom";
    EXPECT_EQ(y(200), 0);
    const std::string svg = picture.take();
    EXPECT_NE(svg.find("<title>Title &amp; more</title><desc>read aloud</desc>"), std::string::npos);
    EXPECT_NE(svg.find(">150</text>"), std::string::npos);
}

TEST(SvgPicture, LettersAreCountedNotBytes) {
    EXPECT_EQ(shortened("Ysgol Tŷ Gwyn", 40), "Ysgol Tŷ Gwyn");
    EXPECT_EQ(shortened("Tŷ Gwyn", 2), "Tŷ…");
}

}  // namespace
}  // namespace sendscape::svg
