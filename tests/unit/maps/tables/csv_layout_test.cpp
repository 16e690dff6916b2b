// SPDX-License-Identifier: MIT
#include "maps/tables/csv_layout.h"

#include <gtest/gtest.h>

#include <array>

namespace sendscape::csv_layout_test {
namespace {

using Above = std::vector<std::string>;

/// The heading row found, and how it is parted.
struct Found {
    std::string heading;
    char separator;
    Above above;
};
Found found_in(const std::string& text, std::span<const std::string_view> wanted = {}) {
    const CsvLayout layout = find_layout(text, wanted);
    return {text.substr(layout.heading, text.find_first_of("\r\n", layout.heading) - layout.heading), layout.separator,
            layout.above};
}

TEST(CsvLayout, AHeadingOnTheFirstLineIsFoundWithAnySeparator) {
    for (const char separator : {',', ';', '\t', '|'}) {
        std::string text = "urn,name,places\n100001,Oak,30\n100002,Elm,45\n";
        for (char& c : text)
            if (c == ',') c = separator;
        const Found found = found_in(text);
        EXPECT_EQ(found.separator, separator);
        EXPECT_EQ(found.heading, text.substr(0, text.find('\n')));
        EXPECT_TRUE(found.above.empty());
    }
}

TEST(CsvLayout, TitlesAndBlankLinesStandAboveTheHeading) {
    for (const char* const title : {"Schools of Wendshire", "Schools of Wendshire,,", "\"Schools, all of them\",,",
                                    "\n\nSchools\n\nAs at 1 May,,\n", ";;\nSchools", "sep=,"}) {
        const Found found = found_in(std::string(title) + "\nurn,name,places\n100001,Oak,30\n100002,Elm,45\n");
        EXPECT_EQ(found.heading, "urn,name,places") << title;
        EXPECT_EQ(found.separator, ',') << title;
        EXPECT_FALSE(found.above.empty()) << title;
    }
    EXPECT_EQ(found_in("\n\n;;\nurn;name\n1;Oak\n").heading, "urn;name");
    EXPECT_EQ(found_in("\n\n;;\nurn;name\n1;Oak\n").above, Above{});
    EXPECT_EQ(found_in("Title,,\na,b,c\n1,2,3\n").above, Above{"Title"});
}

TEST(CsvLayout, TheColumnsWantedDecide) {
    constexpr std::array<std::string_view, 2> wanted{"urn", "places"};
    // A title of two cells, a row with more cells than the heading, a note with as many.
    EXPECT_EQ(found_in("Schools, all\nURN,Places,Note\n1,2,3,4,5,6,7,8\n", wanted).heading, "URN,Places,Note");
    EXPECT_EQ(found_in("a;b;c\n\"URN\";Places\n1;2\n", wanted).heading, "\"URN\";Places");
    EXPECT_EQ(found_in("a,b,c\nURN;Places\n1;2\n", wanted).separator, ';');
    EXPECT_EQ(found_in("urn\nother,urn,places\n1,2,3\n", wanted).heading, "other,urn,places");
    EXPECT_EQ(found_in("other,columns\n1,2\n", wanted).heading, "other,columns");
}

TEST(CsvLayout, WhatStandsWithinCellsDecidesNothing) {
    // Lists in cells, decimal commas, quotation marks over lines, a stray one in a title.
    EXPECT_EQ(found_in("school,criteria\nA,x;y;z\nB,x;y;z\nC,x;y;z\n").separator, ',');
    EXPECT_EQ(found_in("urn;lat;lon\n1;53,4;-2,3\n2;53,5;-2,2\n").separator, ';');
    EXPECT_EQ(found_in("\"a\nb\",c\n\"1\n2\",3\n").heading, "\"a");
    EXPECT_EQ(found_in("Within 5\" of it\na,b\n1,2\n").heading, "a,b");
}

}  // namespace
}  // namespace sendscape::csv_layout_test
