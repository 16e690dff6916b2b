#include "agents/pupils/rows_where.h"

#include <gtest/gtest.h>

namespace sendscape {
namespace {

TEST(RowsWhere, KeepsThoseThatPassInOrder) {
    std::vector<std::uint32_t> rows{99, 98};  // what was there is forgotten
    rows_where(10, 30, rows, [](PupilId p) { return p.value % 6 == 0; });
    EXPECT_EQ(rows, (std::vector<std::uint32_t>{12, 18, 24}));
    rows_where(5, 5, rows, [](PupilId) { return true; });
    EXPECT_TRUE(rows.empty());
}

}  // namespace
}  // namespace sendscape
