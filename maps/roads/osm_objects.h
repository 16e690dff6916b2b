// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <vector>

#include "maps/roads/road_file.h"
#include "maps/roads/street_rules.h"

namespace sendscape {

/// A place as OpenStreetMap keeps it: ten-millionths of a degree (WGS84).
struct OsmPlace {
    static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::max();
    static constexpr double units_a_degree = 10'000'000;
    std::int32_t longitude = unknown, latitude = unknown;

    [[nodiscard]] bool known() const { return longitude != unknown && latitude != unknown; }
};

/// One version of a node.
struct OsmNode {
    std::int64_t id = 0;  ///< negative: new in an editor
    std::uint32_t version = 0;
    bool deleted = false;
    OsmPlace place;
};

/// One version of a way. Of those without a `highway` tag only the first three are read.
struct OsmWay {
    struct Point {
        std::int64_t node = 0;
        OsmPlace place;  ///< where the file says it on the way itself
    };
    std::int64_t id = 0;
    std::uint32_t version = 0;
    bool deleted = false;
    StreetTags tags;
    std::vector<Point> points;
};

/// Who is told of each object, in the order of the file; nobody is told of kinds without a listener.
struct OsmListener {
    std::function<void(const OsmNode&)> node;
    std::function<void(const OsmWay&)> way;
};

/// Reads an OpenStreetMap file once, from beginning to end. Interrupted if a stop was asked for; InputError where it is
/// damaged, with what was met.
void read_osm_objects(const std::filesystem::path& path, RoadFormat format, const OsmListener& listener);

/// The two forms of it.
void read_osm_xml(const std::filesystem::path& path, const OsmListener& listener);
void read_osm_pbf(const std::filesystem::path& path, const OsmListener& listener);

/// Most points of all streets together: Great Britain has about 60 million.
constexpr std::size_t most_street_points = 150'000'000;

}  // namespace sendscape
