// SPDX-License-Identifier: MIT
#include "sim/files/column_check.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <vector>

namespace sendscape::column_check_test {
namespace {

const ColumnCheck check("x.h5", "a map");
constexpr auto itself = [](auto value) { return value; };

std::string refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(ColumnCheck, SaysFileVariableRowValueAndWhatIsAllowed) {
    const std::vector<std::uint32_t> rows{0, 1, 99};
    EXPECT_EQ(refusal([&] { check.row_of("/zones/area", rows, itself, 2); }),
              "'x.h5' is not a map this version can read: '/zones/area' holds 99 in row 2; allowed: 0 to 1");
    EXPECT_EQ(refusal([&] { check.row_of_or_none("/zones/area", rows, itself, 2); }),
              "'x.h5' is not a map this version can read: '/zones/area' holds 99 in row 2; allowed: 0 to 1, or "
              "4294967295 for none");
    EXPECT_EQ(refusal([&] { check.row_of("/zones/area", rows, itself, 100); }), "");
}

TEST(ColumnCheck, NoneIsARowOnlyWhereAllowed) {
    const std::vector<std::uint32_t> none{4294967295U};
    EXPECT_NE(refusal([&] { check.row_of("a", none, itself, 5); }), "");
    EXPECT_EQ(refusal([&] { check.row_of_or_none("a", none, itself, 0); }), "");
}

TEST(ColumnCheck, NotANumberIsNeverWithin) {
    const std::vector<double> values{0.5, std::numeric_limits<double>::quiet_NaN()};
    EXPECT_NE(refusal([&] { check.within("share", values, itself, 0, 1); }), "");
    EXPECT_EQ(refusal([&] { check.within("share", std::vector<double>{0, 1}, itself, 0, 1); }), "");
}

TEST(ColumnCheck, CompressedRowsNeverFallAndEndWhereTheyShould) {
    using Rows = std::vector<std::uint32_t>;
    EXPECT_EQ(refusal([&] { check.compressed("first", Rows{0, 2, 2, 5}, 3, 5); }), "");
    EXPECT_NE(refusal([&] { check.compressed("first", Rows{0, 2, 5}, 3, 5); }), "");
    EXPECT_NE(refusal([&] { check.compressed("first", Rows{1, 2, 2, 5}, 3, 5); }), "");
    EXPECT_NE(refusal([&] { check.compressed("first", Rows{0, 4, 2, 5}, 3, 5); }), "");
    EXPECT_NE(refusal([&] { check.compressed("first", Rows{0, 2, 2, 4}, 3, 5); }), "");
}

}  // namespace
}  // namespace sendscape::column_check_test
