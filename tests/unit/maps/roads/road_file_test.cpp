// SPDX-License-Identifier: MIT
#include "maps/roads/road_file.h"

#include <bzlib.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/import_test.h"

namespace sendscape::road_file_test {
namespace {

using RoadFiles = testing::ImportTest;
using namespace std::string_literals;

std::string gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string bzip2(std::string text) {
    std::string packed(text.size() + text.size() / 100 + 700, '\0');
    auto size = static_cast<unsigned>(packed.size());
    BZ2_bzBuffToBuffCompress(packed.data(), &size, text.data(), static_cast<unsigned>(text.size()), 1, 0, 0);
    packed.resize(size);
    return packed;
}

std::string whole(const std::filesystem::path& path) {
    RoadFile file(path);
    std::string text;
    for (auto piece = file.read(); !piece.empty(); piece = file.read()) text += piece;
    return text;
}

TEST_F(RoadFiles, AreUnpackedByTheirFirstBytesWhateverTheirName) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += std::to_string(i * 7919 % 10007);
    EXPECT_TRUE(whole(file("plain.gz", text)) == text);
    EXPECT_TRUE(whole(file("a.osm", gzip(text))) == text);
    EXPECT_TRUE(whole(file("a.osm.bz2", bzip2(text))) == text);
    // Members one after another (pigz, pbzip2, cat), and the zeros with which some tools fill a block.
    EXPECT_TRUE(whole(file("b", gzip(text) + gzip("more") + std::string(500, '\0'))) == text + "more");
    EXPECT_TRUE(whole(file("c", bzip2(text) + bzip2("more") + bzip2(text))) == text + "more" + text);
    EXPECT_EQ(whole(file("empty", "")), "");
}

TEST_F(RoadFiles, DamagedOrCutShortAreRefused) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 10007);
    for (const std::string& packed : {gzip(text), bzip2(text)}) {
        EXPECT_NE(error_of([&] { whole(file("short", packed.substr(0, packed.size() / 2))); }).find("cut short"),
                  std::string::npos);
        std::string turned = packed;
        for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 20; ++i)
            turned[i] = static_cast<char>(~turned[i]);
        EXPECT_NE(error_of([&] { whole(file("turned", turned)); }).find("damaged"), std::string::npos);
        EXPECT_NE(error_of([&] { whole(file("later", packed + "garbage after the last member")); }).find("damaged"),
                  std::string::npos);
    }
    EXPECT_NE(error_of([&] { RoadFile(folder_ / "none"); }).find("does not exist"), std::string::npos);
    EXPECT_NE(error_of([&] { RoadFile{folder_}; }).find("is a folder"), std::string::npos);
    EXPECT_NE(error_of([&] { RoadFile("/dev/zero"); }).find("not an ordinary file"), std::string::npos);
}

TEST_F(RoadFiles, AreWhatTheirContentIs) {
    const std::string graphml =
        "<?xml version='1.0'?>\n<!-- made by hand -->\n<graphml xmlns='http://g'><graph/></graphml>";
    const std::string osm = "\n<osm version='0.6'></osm>";
    EXPECT_EQ(road_format(file("a.osm", graphml)), RoadFormat::graphml);
    EXPECT_EQ(road_format(file("a.xml", "\xEF\xBB\xBF" + graphml)), RoadFormat::graphml);
    EXPECT_EQ(road_format(file("b.graphml", "<g:graphml xmlns:g='http://g'/>")), RoadFormat::graphml);
    EXPECT_EQ(road_format(file("c.osm.xml", osm)), RoadFormat::osm_xml);
    EXPECT_EQ(road_format(file("d.graphml", gzip(osm))), RoadFormat::osm_xml);
    EXPECT_EQ(road_format(file("e", bzip2(osm))), RoadFormat::osm_xml);
    EXPECT_EQ(road_format(file("f.osm", "\0\0\0\x0D\x0A\x09OSMHeader\x18\x10"s)), RoadFormat::osm_pbf);
}

TEST_F(RoadFiles, OfOtherKindsAreRefusedByWhatTheyAre) {
    const std::vector<std::pair<std::string, std::string>> others{
        {"SQLite format 3\0 and pages"s, "a GeoPackage"},
        {"\0\0\x27\x0A\0\0\0\0"s, "a shapefile"},
        {"PK\x03\x04 and files", "a zip archive"},
        {R"({"version": 0.6, "generator": "Overpass API", "elements": []})", "Overpass JSON"},
        {R"({"type": "FeatureCollection", "features": []})", "GeoJSON"},
        {R"([1, 2])", "is JSON"},
        {"<!DOCTYPE html><html><body>504", "a web page"},
        {"<html><head/></html>", "a web page"},
        {"<osmChange version='0.6'/>", "change file"},
        {"<gpx version='1.1'/>", "first element is <gpx>"},
        {"<kml><Document/></kml>", "first element is <kml>"},
        {"\xFF\xE0\x04o5m2", ".o5m"},
        {"n1 v1 dV x-2.3 y53.4\nw2 Nn1\n", ".opl"},
        {"u,v,length\n1,2,3\n", "neither XML nor"},
        {"\x01\x02\x03\x04\x05", "a binary file"},
        {"%PDF-1.7", "a PDF"},
        {"", "is empty"},
        {" \n\n", "is empty"},
        {"<<<>>>", "damaged XML"},
        {"\xFD"
         "7zXZ\0"s,
         "packed with xz"},
        {gzip(gzip("<osm/>")), "gzip twice"},
        {gzip("\0\0\0\x0D\x0A\x09OSMHeader\x18\x10"s), "PBF packed once more"},
    };
    for (const auto& [bytes, words] : others) {
        const std::string error = error_of([&] { road_format(file("roads.osm.pbf", bytes)); });
        EXPECT_NE(error.find(words), std::string::npos) << words << ": " << error;
        EXPECT_NE(error.find("; read are OpenStreetMap extracts"), std::string::npos) << error;
    }
}

}  // namespace
}  // namespace sendscape::road_file_test
