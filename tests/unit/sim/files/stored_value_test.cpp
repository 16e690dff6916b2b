// SPDX-License-Identifier: MIT
#include "sim/files/stored_value.h"

#include <gtest/gtest.h>

#include <string>

#include "sim/core/id.h"
#include "sim/core/setting.h"

namespace sendscape::stored_value_test {
namespace {

template <class Stored, class Field>
void expect_kept_as(const Field& field, const Stored& wanted) {
    static_assert(std::is_same_v<sendscape::Stored<Field>, Stored>);
    EXPECT_EQ(stored(field), wanted);
    EXPECT_EQ(from_stored<Field>(stored(field)), field);
}

TEST(StoredValue, EachKindOfFieldIsKeptAsTheNumberBehindIt) {
    expect_kept_as(true, std::uint8_t{1});
    expect_kept_as(false, std::uint8_t{0});
    expect_kept_as(Setting::state_special, std::uint8_t{6});
    expect_kept_as(ZoneId(7), std::uint32_t{7});
    expect_kept_as(ZoneId(), std::uint32_t{4294967295u});
    expect_kept_as(Month(2026, 3), std::int32_t{2026 * 12 + 2});
    expect_kept_as(std::int8_t{-2}, std::int8_t{-2});
    expect_kept_as(0.25f, 0.25f);
    expect_kept_as(std::string("St Anne's"), std::string("St Anne's"));
}

TEST(StoredValue, AnyNumberButNoughtMeansYes) { EXPECT_TRUE(from_stored<bool>(200)); }

}  // namespace
}  // namespace sendscape::stored_value_test
