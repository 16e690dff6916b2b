// SPDX-License-Identifier: MIT
#include "sim/core/paired_draws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::paired_draws_test {
namespace {

constexpr Stream any_stream = Stream::taste_drift;
const Month february(2027, 2);

double deviation(std::uint32_t replicate, std::uint32_t whom, std::uint64_t seed = 5) {
    return PairedDraws(Draws(seed, replicate)).normal(any_stream, whom, february);
}

TEST(PairedDraws, TheFirstReplicateHasNoneAndTheOthersComeInPairs) {
    EXPECT_FALSE(PairedDraws(Draws(5, 0)).any());
    EXPECT_EQ(deviation(0, 106'327), 0);
    EXPECT_EQ(PairedDraws(Draws(5, 0)).change(any_stream, 106'327, february), 0);
    for (std::uint32_t first = 1; first < 9; first += 2) {
        EXPECT_TRUE(PairedDraws(Draws(5, first)).any());
        EXPECT_NE(deviation(first, 106'327), 0);
        EXPECT_EQ(deviation(first, 106'327), -deviation(first + 1, 106'327));
        EXPECT_NE(deviation(first, 106'327), deviation(first + 2, 106'327));
    }
}

TEST(PairedDraws, DifferByWhomTheyAreForAndBySeed) {
    EXPECT_NE(deviation(1, 106'327), deviation(1, 106'328));
    EXPECT_NE(deviation(1, 106'327), deviation(1, 106'327, 6));
    EXPECT_EQ(deviation(1, 106'327), deviation(1, 106'327));
}

TEST(PairedDraws, AYearsChangeHasMeanSquareOneAndLongTails) {
    double squares = 0, fourth = 0;
    constexpr std::uint32_t schools = 40'000;
    const PairedDraws doubt(Draws(7, 1));
    for (std::uint32_t whom = 0; whom < schools; ++whom) {
        const double change = doubt.change(any_stream, whom, february);
        squares += change * change;
        fourth += change * change * change * change;
    }
    EXPECT_NEAR(squares / schools, 1, 0.04);
    // 0.1 x 2.6^4 + 0.9 x 0.6^4 times a normal's three.
    EXPECT_NEAR(fourth / schools, 3 * (0.1 * std::pow(2.6, 4) + 0.9 * std::pow(0.6, 4)), 2);
}

TEST(PairedDraws, CodesHaveNumbersOfTheirOwn) {
    EXPECT_EQ(number_of_code(""), 2166136261u);        // the offset basis of FNV-1a
    EXPECT_EQ(number_of_code("a"), 0xE40C292Cu);       // published test vector
    EXPECT_EQ(number_of_code("foobar"), 0xBF9CF968u);  // likewise
    EXPECT_NE(number_of_code("301"), number_of_code("302"));
}

}  // namespace
}  // namespace sendscape::paired_draws_test
