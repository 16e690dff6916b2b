// SPDX-License-Identifier: MIT
#include "maps/tables/school_key.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::school_key_test {
namespace {

using SchoolKeys = testing::ImportTest;

TEST_F(SchoolKeys, AUrnHasSixDigitsAndALaestabSeven) {
    EXPECT_EQ(school_key_of("123456").urn, 123456u);
    EXPECT_EQ(school_key_of("123456.0").urn, 123456u) << "as spreadsheets write it";
    for (const char* cell : {"3582001", "358/2001", "358-2001", "358 2001"}) {
        const SchoolKey key = school_key_of(cell);
        EXPECT_EQ(key.urn, 0u) << cell;
        EXPECT_EQ(key.authority, "358") << cell;
        EXPECT_EQ(key.number, 2001) << cell;
        EXPECT_EQ(key.read, "LAESTAB 358/2001") << cell;
    }
    for (const char* cell : {"", "12345", "A Primary School", "358/20O1", "35/82001", "-123456", "12345678"})
        EXPECT_FALSE(school_key_of(cell).told()) << cell;
}

TEST_F(SchoolKeys, AreFoundUnderTheUsualHeadings) {
    const auto key = [&](const std::string& text) {
        const CsvTable table = read_csv(file("t.csv", text));
        return school_key_of(table, 0, find_school_key_columns(table));
    };
    EXPECT_EQ(key("School,URN\nA,100001\n").urn, 100001u);
    EXPECT_EQ(key("School,DfE Number\nA,358/2001\n").number, 2001);
    EXPECT_EQ(key("URN,LAESTAB\n,3582001\n").number, 2001) << "LAESTAB where the URN is blank";
    EXPECT_EQ(key("URN,School\n358/2001,A\n").authority, "358") << "a LAESTAB under the heading of URNs";
    const SchoolKey apart = key("LA,Estab\nTrafford,2001\n");
    EXPECT_EQ(apart.authority, "358");
    EXPECT_EQ(apart.number, 2001);
    const SchoolKey alone = key("School,Establishment number\nA,2001\n");
    EXPECT_EQ(alone.authority, "");
    EXPECT_EQ(alone.number, 2001);
    EXPECT_FALSE(key("School,URN\nA,none\n").told());
}

}  // namespace
}  // namespace sendscape::school_key_test
