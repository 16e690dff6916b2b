// SPDX-License-Identifier: MIT
#include "maps/tables/zip_listing.h"

#include "maps/tables/csv_table.h"
#include "tests/support/import_test.h"

namespace sendscape::zip_listing_test {
namespace {

using ZipListing = testing::ImportTest;

std::string little(std::size_t number, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i, number >>= 8) bytes += static_cast<char>(number & 0xFF);
    return bytes;
}

/// An archive of empty files, as APPNOTE.TXT lays it out.
std::string zip(const std::vector<std::string>& names, const std::string& comment = "") {
    std::string files, directory;
    for (const std::string& name : names) {
        const std::string extra = "\x01\x02\x03";
        directory += "PK\x01\x02" + std::string(24, '\0') + little(name.size(), 2) + little(extra.size(), 2) +
                     little(0, 2) + std::string(8, '\0') + little(files.size(), 4) + name + extra;
        files += "PK\x03\x04" + std::string(22, '\0') + little(name.size(), 2) + little(0, 2) + name;
    }
    return files + directory + "PK\x05\x06" + std::string(4, '\0') + little(names.size(), 2) + little(names.size(), 2) +
           little(directory.size(), 4) + little(files.size(), 4) + little(comment.size(), 2) + comment;
}

TEST_F(ZipListing, NamesTheTablesOfAnArchive) {
    const auto refusal = [&](const std::string& bytes) {
        const auto path = file("sen.zip", bytes);
        const std::string error = error_of([&] { read_csv(path); });
        return error.starts_with(path.string()) ? error.substr(path.string().size()) : "not named: " + error;
    };
    EXPECT_EQ(
        refusal(zip({"data/", "data/sen_school_level_underlying.csv", "data-guidance/notes.txt", "data/Age.CSV"})),
        " is a zip archive; unpack it and give the table that is meant of those in it: "
        "data/sen_school_level_underlying.csv, data/Age.CSV");
    EXPECT_EQ(refusal(zip({"a.csv"}, "made by hand")),
              " is a zip archive; unpack it and give the table that is meant of those in it: a.csv");
    EXPECT_EQ(refusal(zip({"map.gml", "notes.txt"})),
              " is a zip archive with no CSV table in it (2 files, the first 'map.gml')");
    const std::string workbook = " is a workbook, not a CSV table; save the sheet as CSV (UTF-8) first";
    EXPECT_EQ(refusal(zip({"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"})), workbook);
    EXPECT_EQ(refusal(zip({"mimetype", "meta.xml", "content.xml"})), workbook);
    std::vector<std::string> many;
    for (int i = 0; i < 20; ++i) many.push_back("t" + std::to_string(i) + ".csv");
    EXPECT_NE(refusal(zip(many)).find("t7.csv and 12 more"), std::string::npos);
}

TEST_F(ZipListing, ADamagedArchiveEndsWellWhereverItIsCut) {
    const std::string whole = zip({"a.csv", "b.csv"});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_TRUE(names_in_zip(whole.substr(0, size)).empty()) << size;
        std::string turned = whole;
        turned[size] = static_cast<char>(~turned[size]);
        EXPECT_LE(names_in_zip(turned).size(), 2u);
        EXPECT_LE(names_in_zip(whole.substr(size)).size(), 2u);
    }
    EXPECT_NE(what_a_zip_is(whole.substr(0, 40)).find("cut short or damaged"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::zip_listing_test
