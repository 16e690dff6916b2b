// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <osmium/io/pbf_output.hpp>
#include <osmium/opl.hpp>
#include <string>
#include <vector>

#include "maps/roads/read_roads.h"
#include "tests/support/import_test.h"

namespace sendscape::osm_pbf_test {
namespace {

class OsmPbf : public testing::ImportTest {
  protected:
    /// A file of objects in OPL, written by libosmium itself in the order given.
    std::filesystem::path pbf(const std::string& name, const std::vector<std::string>& objects,
                              const std::string& format = "pbf") {
        osmium::memory::Buffer buffer{4096, osmium::memory::Buffer::auto_grow::yes};
        for (const std::string& object : objects) osmium::opl_parse(object.c_str(), buffer);
        osmium::io::File file{(folder_ / name).string(), format};
        osmium::io::Header header;
        header.set_has_multiple_object_versions(format.find("history=true") != std::string::npos);
        osmium::io::Writer writer{file, header, osmium::io::overwrite::allow};
        writer(std::move(buffer));
        writer.close();
        return folder_ / name;
    }
    std::size_t arcs(const std::filesystem::path& path) { return read_roads(path, quality_).arcs(); }
};

const std::vector<std::string> nodes{"n1 v1 x-2.3200 y53.42", "n2 v1 x-2.3185 y53.42", "n3 v1 x-2.3170 y53.42",
                                     "n4 v1 x-2.3185 y53.43"};
const std::vector<std::string> ways{"w10 v1 Thighway=residential Nn1,n2,n3", "w11 v1 Thighway=service Nn2,n4"};

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

TEST_F(OsmPbf, InAnyOrderAndUnderAnyName) {
    EXPECT_EQ(arcs(pbf("a.osm.pbf", joined(nodes, ways))), 6u);
    EXPECT_EQ(arcs(pbf("b.graphml", joined(ways, nodes))), 6u) << "ways first";
    EXPECT_EQ(arcs(pbf("c", joined(nodes, ways), "pbf,pbf_dense_nodes=false")), 6u);
    EXPECT_EQ(arcs(pbf("d", {"n-1 x-2.32 y53.42", "n-2 x-2.31 y53.42", "w-1 Thighway=path Nn-1,n-2"})), 2u);
}

TEST_F(OsmPbf, MayHavePlacesOnTheirWays) {
    EXPECT_EQ(arcs(pbf("a.osm.pbf",
                       {"w10 v1 Thighway=residential Nn1x-2.3200y53.42,n2x-2.3185y53.42,n3x-2.3170y53.42",
                        "w11 v1 Thighway=service Nn2x-2.3185y53.42,n4x-2.3185y53.43"},
                       "pbf,locations_on_ways=true")),
              6u);
}

TEST_F(OsmPbf, OfAHistoryAreTheLatestOnes) {
    const auto history =
        joined(nodes, {"w10 v1 dV Thighway=residential Nn1,n3", "w10 v2 dV Thighway=residential Nn1,n2,n3",
                       "w11 v1 dV Thighway=service Nn2,n4", "w12 v1 dV Thighway=service Nn1,n4", "w12 v2 dD"});
    EXPECT_EQ(arcs(pbf("a.osh.pbf", history, "pbf,history=true")), 6u);
}

TEST_F(OsmPbf, DamagedOnesAreRefused) {
    const auto path = pbf("a.osm.pbf", joined(nodes, ways));
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_NE(error_of([&] { arcs(file("short", bytes.substr(0, bytes.size() - 20))); }).find("damaged or cut short"),
              std::string::npos);
    // Whatever byte is turned: streets or one refusal.
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string turned = bytes;
        turned[at] = static_cast<char>(~turned[at]);
        const auto copy = file("turned", turned);
        try {
            arcs(copy);
        } catch (const InputError&) {
        }
    }
}

}  // namespace
}  // namespace sendscape::osm_pbf_test
