// SPDX-License-Identifier: MIT
#include "maps/roads/xml_stream.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "tests/support/import_test.h"

namespace sendscape::xml_stream_test {
namespace {

using XmlStream = testing::ImportTest;

/// What a listener is told, in short: "a(x=1) text /a".
std::string told(const std::filesystem::path& path) {
    std::string all;
    read_xml(path, "XML",
             {[&](std::string_view element, const XmlAttributes& attributes) {
                  all += std::string(element) + "(" + std::string(attributes["x"]) + ")";
              },
              [&](std::string_view element) { all += "/" + std::string(element); },
              [&](std::string_view text) { all += text; }});
    return all;
}

TEST_F(XmlStream, NamesElementsWithoutPrefixAndOthersNamespacesNot) {
    EXPECT_EQ(told(file("a", "<a x='1'>t<b/></a>")), "a(1)tb()/b/a");
    EXPECT_EQ(told(file("b", "<p:a xmlns:p='http://p' xmlns:q='http://q' x='2'><q:a/><p:b/></p:a>")), "a(2)()/b()/b/a");
    EXPECT_EQ(told(file("c", "<a xmlns='http://p' y='2'>&lt;</a>")), "a()</a");
}

TEST_F(XmlStream, DamageIsToldByLineAndListenersFailuresPass) {
    EXPECT_NE(error_of([&] { told(file("a", "<a>\n<b></a>")); }).find(", line 2: this XML is damaged or cut short"),
              std::string::npos);
    EXPECT_NE(error_of([&] { told(file("b", "<a>\n\n")); }).find("line 3"), std::string::npos);
    EXPECT_THROW(read_xml(file("c", "<a/>"), "XML",
                          {[](std::string_view, const XmlAttributes&) { throw std::runtime_error("no"); },
                           [](std::string_view) {}, [](std::string_view) {}}),
                 std::runtime_error);
    // Entities that grow are the library's to refuse.
    std::string laughs = "<!DOCTYPE a [<!ENTITY l0 \"ha\">";
    for (int i = 1; i < 30; ++i)
        laughs +=
            "<!ENTITY l" + std::to_string(i) + " \"&l" + std::to_string(i - 1) + ";&l" + std::to_string(i - 1) + ";\">";
    EXPECT_NE(error_of([&] { told(file("d", laughs + "]><a>&l29;</a>")); }), "");
    EXPECT_NE(error_of([&] { told(file("e", "<a x='" + std::string(20 << 20, 'y') + "'/>")); }).find("a single tag"),
              std::string::npos);
}

TEST_F(XmlStream, TheFirstElementIsFoundInTheBeginningOfADocument) {
    EXPECT_EQ(first_element("<?xml version='1.0' encoding='UTF-8'?><!-- <no/> --><osm version='0.6'><node"), "osm");
    EXPECT_EQ(first_element("<p:graphml xmlns:p='http://p'>"), "graphml");
    EXPECT_EQ(first_element("<!-- never ends"), "");
    EXPECT_EQ(first_element("plain text"), "");
}

}  // namespace
}  // namespace sendscape::xml_stream_test
