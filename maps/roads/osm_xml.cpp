// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "maps/roads/osm_objects.h"
#include "maps/roads/xml_stream.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

std::int64_t whole(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::uint32_t version_of(const XmlAttributes& attributes) {
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(whole(attributes["version"]), 0, most));
}

std::int32_t degrees(std::string_view text, double most) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !(std::abs(value) <= most)) return OsmPlace::unknown;
    return static_cast<std::int32_t>(std::lround(value * OsmPlace::units_a_degree));
}

OsmPlace place_of(const XmlAttributes& attributes) {
    constexpr double most_longitude = 180, most_latitude = 90;
    return {degrees(attributes["lon"], most_longitude), degrees(attributes["lat"], most_latitude)};
}

/// A number for a point that is known by its place alone (Overpass leaves the node out with 'out tags geom'): the same
/// for the same place, and far below the numbers editors give.
std::int64_t number_of(const OsmPlace& place) {
    constexpr std::int64_t west = 1'800'000'000, south = 900'000'000;
    const std::int64_t row = place.latitude + south, column = place.longitude + west;
    return std::numeric_limits<std::int64_t>::min() + (row << 32) + column;
}

class OsmXmlReader {
  public:
    OsmXmlReader(const std::filesystem::path& path, const OsmListener& listener) : path_(path), listener_(listener) {}

    void begin(std::string_view element, const XmlAttributes& attributes) {
        ++depth_;
        if (element == "node" && depth_ == object_depth && listener_.node) {
            OsmNode node;
            node.id = whole(attributes["id"]);
            node.version = version_of(attributes);
            node.deleted = is_deleted(attributes);
            node.place = place_of(attributes);
            listener_.node(node);
        } else if (element == "way" && depth_ == object_depth && listener_.way) {
            in_way_ = true;
            way_ = OsmWay();
            way_.id = whole(attributes["id"]);
            way_.version = version_of(attributes);
            way_.deleted = is_deleted(attributes);
        } else if (element == "nd" && in_way_) {
            OsmWay::Point point;
            point.place = place_of(attributes);
            point.node =
                attributes["ref"].empty() && point.place.known() ? number_of(point.place) : whole(attributes["ref"]);
            if (way_.points.size() >= most_street_points)
                throw InputError(path_.string() + ": a way of so many points is in no real file");
            way_.points.push_back(point);
        } else if (element == "tag" && in_way_) {
            way_.tags.set(attributes["k"], attributes["v"]);
        } else if (element == "remark") {
            remark_.clear();
            in_remark_ = true;
        }
    }

    void end(std::string_view element) {
        --depth_;
        if (element == "way" && in_way_) {
            in_way_ = false;
            listener_.way(way_);
        } else if (element == "remark" && in_remark_) {
            throw InputError(
                fmt::format("{} is not whole: the server that made it says '{}'", path_.string(), remark_));
        }
    }

    void text(std::string_view piece) {
        constexpr std::size_t longest_remark = 300;
        if (in_remark_ && remark_.size() < longest_remark) remark_ += piece.substr(0, longest_remark - remark_.size());
    }

  private:
    static constexpr int object_depth = 2;  ///< within <osm>

    static bool is_deleted(const XmlAttributes& attributes) {
        return attributes["visible"] == "false" || attributes["action"] == "delete";
    }

    std::filesystem::path path_;
    const OsmListener& listener_;
    OsmWay way_;
    std::string remark_;
    int depth_ = 0;
    bool in_way_ = false, in_remark_ = false;
};

}  // namespace

void read_osm_xml(const std::filesystem::path& path, const OsmListener& listener) {
    OsmXmlReader reader(path, listener);
    read_xml(
        path, "OpenStreetMap XML",
        {[&](std::string_view element, const XmlAttributes& attributes) { reader.begin(element, attributes); },
         [&](std::string_view element) { reader.end(element); }, [&](std::string_view piece) { reader.text(piece); }});
}

void read_osm_objects(const std::filesystem::path& path, RoadFormat format, const OsmListener& listener) {
    format == RoadFormat::osm_pbf ? read_osm_pbf(path, listener) : read_osm_xml(path, listener);
}

}  // namespace sendscape
