// SPDX-License-Identifier: MIT
#include "sim/commands/text_table.h"

#include <gtest/gtest.h>

namespace sendscape::text_table_test {
namespace {

TEST(TextTable, ColumnsAreAlignedAndTheLastIsWrapped) {
    const std::string table = text_table({{"name", "n", "meaning"},
                                          {"a", "10", "one two three four five six seven eight nine ten"},
                                          {"long", "2", "short"}},
                                         20);
    // The last column is never narrower than 40, however narrow the terminal.
    EXPECT_EQ(table,
              "name  n   meaning\n"
              "a     10  one two three four five six seven eight\n"
              "          nine ten\n"
              "long  2   short\n");
    EXPECT_EQ(text_table({}), "");
}

TEST(TextTable, CharactersOfSeveralBytesTakeTheRoomOfOne) {
    EXPECT_EQ(text_table({{"\xC2\xA3", "x"}, {"ab", "y"}}),
              "\xC2\xA3   x\n"
              "ab  y\n");
}

TEST(TextTable, CommasAndQuotesAreQuotedAsCsv) {
    EXPECT_EQ(csv_text({{"a", "b, c"}, {"say \"x\"", ""}}), "a,\"b, c\"\n\"say \"\"x\"\"\",\n");
}

}  // namespace
}  // namespace sendscape::text_table_test
