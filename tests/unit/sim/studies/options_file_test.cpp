// SPDX-License-Identifier: MIT
#include "sim/studies/options_file.h"

#include <gtest/gtest.h>

#include "sim/files/hdf5_file.h"
#include "tests/support/compared_options.h"

namespace sendscape::options_file_test {
namespace {

using testing::compared;

constexpr std::uint32_t replicates = testing::compared_replicates;

TEST(OptionsFile, OpensWithAnAxisOfOptionsAndIsTheSameTwice) {
    const std::vector<std::uint8_t> bytes = options_file_bytes(compared());
    EXPECT_TRUE(bytes == options_file_bytes(compared()));
    const Hdf5Reader file(bytes, "options.h5");
    EXPECT_EQ(file.strings("/option"), (std::vector<std::string>{"plain", "early", "late"}));
    const auto extents = file.extents("/specialist_shortfall");
    ASSERT_EQ(extents.size(), 7U);  // option, replicate, census, area, phase, need, kind
    EXPECT_EQ(extents[0], 3U);
    EXPECT_EQ(extents[1], replicates);
    EXPECT_EQ(extents[2], 7U) << "four Januaries and three Septembers";
    const auto plans = file.data<double>("/plans_maintained");
    EXPECT_DOUBLE_EQ(
        plans[(2 * replicates + 1) * 7 + 6],
        compared().options[2].run().across(compared().options[2].run().get("plans_maintained"), Month(2029, 1))[1]);
    EXPECT_EQ(file.extents("/capital_spend"), (std::vector<std::size_t>{3, replicates, 4}));
    EXPECT_FALSE(file.has("/pupils_on_roll")) << "single schools are in run files";
    EXPECT_EQ(file.text_attribute("/", "orders"), "as-reference");
}

}  // namespace
}  // namespace sendscape::options_file_test
