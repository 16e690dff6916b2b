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
        EXPECT_STREQ(error.what(), "t.csv, line 1: the column 'places' is there twice; take one out");
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

TEST(CsvTable, ReadsATableWhoseEncodingChangesFromLineToLine) {
    const CsvTable table = parse_csv("t.csv", "name\nSt Ren\xE9\nSt Ren\xC3\xA9\n\xE9 and \xC3\xA9\n\x96\n");
    EXPECT_EQ(table.cell(0, std::size_t{0}), "St Ren\xC3\xA9");
    EXPECT_EQ(table.cell(1, std::size_t{0}), "St Ren\xC3\xA9");
    EXPECT_EQ(table.cell(2, std::size_t{0}), "\xC3\xA9 and \xC3\xA9");
    EXPECT_EQ(table.cell(3, std::size_t{0}), "\xE2\x80\x93");
}

TEST(CsvTable, ReadsTheUnicodeTextOfExcel) {
    const std::u16string text = u"urn\tname\r\n100001\tSt Ren\u00e9 \U0001F3EB\r\n";
    for (const bool big : {false, true}) {
        std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
        for (const char16_t unit : text) {
            const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
            bytes += big ? high : low;
            bytes += big ? low : high;
        }
        const CsvTable table = parse_csv("t.csv", bytes);
        EXPECT_EQ(table.cell(0, std::size_t{1}), "St Ren\xC3\xA9 \xF0\x9F\x8F\xAB");
        EXPECT_NE(message_of(bytes.substr(2)).find("UTF-16 text without its mark"), std::string::npos);
    }
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
    EXPECT_NE(message_of(std::string("a,b\n1,2\n3,\0\n", 13)).find("t.csv, line 3: a byte of value 0"),
              std::string::npos);
    std::string wide = "a";
    for (int i = 0; i < 5000; ++i) wide += ",a";
    EXPECT_NE(message_of(wide + "\n1\n").find("5001 columns; up to 4096 are read"), std::string::npos);
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
    EXPECT_EQ(table.shorter_rows(), 1);
}

TEST(CsvTable, NamesRowsWithMoreCellsThanTheHeading) {
    const CsvTable table = parse_csv("t.csv", "applicant,school,distance_m\nx,A,1,200\ny,A,5\nz,A,5,,\nw,A,1,,9\n");
    std::vector<std::size_t> rows;
    for (const LongerRow& longer : table.longer_rows()) rows.push_back(longer.row);
    EXPECT_EQ(rows, (std::vector<std::size_t>{0, 2, 3}));
    EXPECT_EQ(table.longer_rows()[2].cells, 5u);
    EXPECT_EQ(
        table.words_for(table.longer_rows()[0]),
        "the row has more cells (4) than the heading (3: applicant, school, distance_m): most likely a cell holds "
        "a comma, which needs quotation marks (\"1,200\"), or a column has no heading");
}

TEST(CsvTable, BlankColumnsAtTheEndOfAllRowsShiftNothing) {
    EXPECT_TRUE(parse_csv("t.csv", "a,b\n1,2,,\n3,4,,\n").longer_rows().empty());
    EXPECT_TRUE(parse_csv("t.csv", "a,b,,,\n1,2,,\n3,4\n,,,,\n").longer_rows().empty());
    // A comma too many before a blank last column: its cells end where those of no other row do.
    const CsvTable table = parse_csv("t.csv", "a,b,c\n1,2,\n1,200,3,\n5,6,7\n");
    ASSERT_EQ(table.longer_rows().size(), 1u);
    EXPECT_EQ(table.line(table.longer_rows()[0].row), 3);
}

TEST(CsvTable, LinesAreThoseOfTheFileUnderATitle) {
    const CsvTable table = parse_csv("t.csv", "Title\r\n\r\nurn;name\r\n100001;Oak\r\n100002;\"a\r\nb\"\r\n100003;Elm");
    EXPECT_EQ(table.heading_line(), 3);
    EXPECT_EQ(table.heading_place(), "t.csv, line 3");
    EXPECT_EQ(table.above_heading(), std::vector<std::string>{"Title"});
    EXPECT_EQ(table.rows(), 3u);
    EXPECT_EQ(table.line(0), 4);
    EXPECT_EQ(table.line(2), 7);
    const CsvTable old = parse_csv("t.csv", "Title\rurn,name\r100001,Oak\r100002,Elm\r");
    EXPECT_EQ(old.line(1), 4);
    EXPECT_EQ(old.cell(1, std::size_t{1}), "Elm");
}

TEST(CsvTable, ANeededColumnThatIsThereTwiceMustAgree) {
    EXPECT_EQ(parse_csv("t.csv", "urn,urn\n1,1\n").needed_column("the URN", {"urn"}), 0u);
    try {
        parse_csv("t.csv", "urn,nor,URN\n1,5,1\n2,6,3\n").needed_column("the URN", {"urn"});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "t.csv, line 3: two columns are called 'URN', the column for the URN, and differ "
                     "('2' and '3'); take one out");
    }
}

TEST(CsvTable, BlanksOfWebPagesRoundCellsAreNone) {
    const CsvTable table = parse_csv("t.csv", "a,b\n\xC2\xA0 Yes \xC2\xA0,\xC2\xA0\n");
    EXPECT_EQ(table.cell(0, std::size_t{0}), "Yes");
    EXPECT_EQ(table.cell(0, std::size_t{1}), "");
}

TEST(CsvTable, AMillionRowsAreReadInAMoment) {
    std::string text = "urn,name\n";
    constexpr int rows = 900'000;
    for (int i = 0; i < rows; ++i) text += std::to_string(100'000 + i) + ",x\n";
    const CsvTable table = parse_csv("t.csv", std::move(text));
    EXPECT_EQ(table.rows(), static_cast<std::size_t>(rows));
    EXPECT_EQ(table.cell(rows - 1, std::size_t{0}), "999999");
    EXPECT_EQ(table.line(rows - 1), rows + 1);
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

TEST(CellValues, ReadsNumbersAsPeopleTypeThem) {
    EXPECT_EQ(parse_typed_whole("30"), 30);
    EXPECT_EQ(parse_typed_whole("30.0"), 30);
    EXPECT_EQ(parse_typed_whole("1,200"), 1200);
    EXPECT_EQ(parse_typed_whole("12,345,678.00"), 12345678);
    EXPECT_EQ(parse_typed_whole("-5"), -5);
    EXPECT_DOUBLE_EQ(*parse_typed_number("1,234.5"), 1234.5);
    for (const char* const text : {"30.5", "1,5", "1,2000", ",160", "1,,000", "1e3", "16%", "1 6", "", "c.20",
                                   "200-220", "+16", "inf", "nan", "12,34"})
        EXPECT_FALSE(parse_typed_whole(text)) << text;
}

TEST(CellValues, ReadsYesAndNoInAnySpelling) {
    for (const char* const text : {"Yes", "yes", "Y", "TRUE", "true", "T", "1", "1.0"})
        EXPECT_EQ(parse_yes_no(text), true) << text;
    for (const char* const text : {"No", "NO", "n", "FALSE", "false", "0", "0.0"})
        EXPECT_EQ(parse_yes_no(text), false) << text;
    for (const char* const text : {"", "x", "2", "yess", "ja", "maybe"})
        EXPECT_EQ(parse_yes_no(text), std::nullopt) << text;
}

TEST(CellValues, ReadsDatesAndPeriods) {
    EXPECT_EQ(parse_date("16-01-2025"), Month(2025, 1));
    EXPECT_EQ(parse_date("2019-04-23"), Month(2019, 4));
    EXPECT_EQ(parse_date("n/a"), std::nullopt);
    for (const char* september : {"45901", "01-Sep-25", "1 September 2025", "Sep-25", "2025-09-01T00:00:00",
                                  "01/09/2025 00:00", "1st Sept 2025", "September 2025", "20250901"})
        EXPECT_EQ(parse_date(september), Month(2025, 9)) << september;
    EXPECT_EQ(parse_date("01-Sep-56"), Month(1956, 9));
    EXPECT_EQ(parse_date("20699"), Month(1956, 9));
    EXPECT_EQ(parse_date("01-Sep-2056"), Month(2056, 9));
    EXPECT_EQ(parse_date("01-09-1885"), Month(1885, 9));
    EXPECT_EQ(parse_date("1885-09-01"), Month(1885, 9));
    for (const char* doubtful : {"01/09/25", "09/23/2025", "2025", "soon", "Autumn 2025", "-45901"})
        EXPECT_EQ(parse_date(doubtful), std::nullopt) << doubtful;
    EXPECT_EQ(january_of_period("202425"), 2025);
    EXPECT_EQ(january_of_period("2022"), 2022);
}

TEST(TextEncoding, KeysAreLowerCaseWords) {
    EXPECT_EQ(column_key("TypeOfEstablishment (name)"), "typeofestablishment_name");
    EXPECT_EQ(column_key(" EHC plan "), "ehc_plan");
    EXPECT_EQ(column_key("90+"), "90+");
}

TEST(CsvTable, JsonIsCalledJson) {
    for (const char* text :
         {"{\"type\":\"FeatureCollection\",\"features\":[]}", "\n [\n {\"a\": 1}]\n", "\xEF\xBB\xBF{ \"b\": 1 }"}) {
        std::string error;
        try {
            parse_csv("c.geojson", text);
        } catch (const InputError& refused) {
            error = refused.what();
        }
        EXPECT_NE(error.find("is JSON (GeoJSON is), not a CSV table"), std::string::npos) << text << error;
    }
    EXPECT_EQ(parse_csv("t.csv", "{a},b\n1,2\n").rows(), 1u);
}

}  // namespace
}  // namespace sendscape::csv_table_test
