// SPDX-License-Identifier: MIT
#include "maps/tables/csv_table.h"

#include <gtest/gtest.h>

#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape::csv_table_test {
namespace {

std::string message_of(const std::string& bytes) {
    try {
        parse_csv("t.csv", bytes);
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST(CsvTable, FindsColumnsByNameAndKeepsLineNumbers) {
    const CsvTable table =
        parse_csv("t.csv", "\xEF\xBB\xBFURN,\"LA (code)\", Name \r\n\r\n100000,201,\"A\nB\"\r\n,,\r\n100001,202,C\r\n");
    EXPECT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.column({"la_code"}), 1u);
    EXPECT_EQ(table.cell(0, 2), "A B");  // names are one line
    EXPECT_EQ(table.line(0), 3);
    EXPECT_EQ(table.line(1), 6);
    EXPECT_EQ(table.blank_rows(), 2);
    EXPECT_EQ(table.place(1), "t.csv, line 6");
}

TEST(CsvTable, ASlipInTheNameOfAColumnIsNotPassedOver) {
    const auto fault = [](const std::string& heading) -> std::string {
        try {
            parse_csv("t.csv", heading + "\n1,2\n").refuse_misspelt({{"needs", "need"}, {"phase"}, {"looked_after"}});
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(fault("urn,neds"), "t.csv, line 1: there is no column 'neds'; did you mean 'needs'?");
    EXPECT_EQ(fault("Pahse,urn"), "t.csv, line 1: there is no column 'Pahse'; did you mean 'phase'?");
    EXPECT_NE(fault("urn,loked_aftr").find("'looked_after'"), std::string::npos);
    // Columns of somebody's own stay his affair.
    for (const char* const own : {"urn,phone", "urn,notes", "needs,seeds", "phase,name", "urn,Needs"})
        EXPECT_EQ(fault(own), "") << own;
}

TEST(CsvTable, TwoColumnsOfOneNameContradict) {
    try {
        parse_csv("t.csv", "urn,Places,places\n1,2,3\n").refuse_repeated();
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(), "t.csv, line 1: the column 'places' is there twice");
    }
    EXPECT_NO_THROW(parse_csv("t.csv", "urn,,\n1,2,3\n").refuse_repeated());
}

TEST(CsvTable, ADeviceIsNoTable) {
    for (const char* const device : {"/dev/zero", "/dev/null"}) {
        try {
            read_csv(device);
            FAIL() << device;
        } catch (const InputError& error) {
            EXPECT_EQ(std::string(error.what()), std::string(device) + " is a device, not a file");
        }
    }
}

TEST(CsvTable, ReadsWindows1252) {
    const CsvTable table = parse_csv("t.csv", "name\nSt Ren\xE9 \x96 school\n");
    EXPECT_EQ(table.cell(0, std::size_t{0}), "St Ren\xC3\xA9 \xE2\x80\x93 school");
}

TEST(CsvTable, NamesAreOneLineOfCharactersThatAreShown) {
    const CsvTable table = parse_csv(
        "t.csv", "urn,name\n100001,St \x1b[31mAnne's\n100002,\"two\nlines\"\n100003,a\u202Eb\u0085\n100004,Wîck\n");
    EXPECT_EQ(table.cell(0, 1), "St  [31mAnne's");
    EXPECT_EQ(table.cell(1, 1), "two lines");
    EXPECT_EQ(table.cell(2, 1), "a b ");
    EXPECT_EQ(table.cell(3, 1), "Wîck");
}

TEST(CsvTable, SaysWhatAFileIsNot) {
    EXPECT_NE(message_of("").find("is empty"), std::string::npos);
    EXPECT_NE(message_of("PK\x03\x04 etc").find("workbook"), std::string::npos);
    EXPECT_NE(message_of(std::string("a,b\n1,\0\n", 8)).find("binary"), std::string::npos);
    EXPECT_NE(message_of("a,b\n").find("no usable row"), std::string::npos);
    EXPECT_NE(message_of("a,b\n\n,\n").find("only blank rows"), std::string::npos);
    EXPECT_NE(message_of("a,b\n1,\"2\n3,4\n").find("line 3"), std::string::npos);
}

TEST(CsvTable, NamesTheSpellingsOfAMissingColumn) {
    const CsvTable table = parse_csv("t.csv", "a,b\n1,2\n");
    try {
        table.needed_column("the roll", {"nor", "total_pupils"});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "t.csv, line 1: no column for the roll; spellings known: nor, total_pupils; columns found: a, b");
    }
}

TEST(CsvTable, PadsShortRowsAndCountsThem) {
    const CsvTable table = parse_csv("t.csv", "a,b,c\n1\n1,2,3,4\n1,2,3,,\n");
    EXPECT_EQ(table.cell(0, std::size_t{2}), "");
    EXPECT_EQ(table.ragged_rows(), 2);
}

TEST(CellValues, ReadsNumbersAsPublished) {
    EXPECT_EQ(parse_count("1,954"), 1954);
    EXPECT_EQ(parse_urn("1e+05"), 100000u);
    EXPECT_EQ(parse_urn("99"), std::nullopt);
    EXPECT_DOUBLE_EQ(*parse_percentage("4.82%"), 0.0482);
    EXPECT_EQ(parse_count("-3"), std::nullopt);
    EXPECT_EQ(parse_number("12x"), std::nullopt);
    for (const char* marker : {"", "z", "x", "c", ":", "NA", "SUPP"}) EXPECT_TRUE(is_missing(marker)) << marker;
    EXPECT_FALSE(is_missing("0"));
}

TEST(CellValues, ReadsDatesAndPeriods) {
    EXPECT_EQ(parse_date("16-01-2025"), Month(2025, 1));
    EXPECT_EQ(parse_date("2019-04-23"), Month(2019, 4));
    EXPECT_EQ(parse_date("n/a"), std::nullopt);
    EXPECT_EQ(january_of_period("202425"), 2025);
    EXPECT_EQ(january_of_period("2022"), 2022);
}

TEST(TextEncoding, KeysAreLowerCaseWords) {
    EXPECT_EQ(column_key("TypeOfEstablishment (name)"), "typeofestablishment_name");
    EXPECT_EQ(column_key(" EHC plan "), "ehc_plan");
    EXPECT_EQ(column_key("90+"), "90+");
}

}  // namespace
}  // namespace sendscape::csv_table_test
