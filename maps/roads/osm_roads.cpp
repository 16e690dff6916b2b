// SPDX-License-Identifier: MIT
#include "maps/roads/osm_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>
#include <osmium/visitor.hpp>
#include <unordered_map>

#include "maps/roads/road_arcs.h"
#include "maps/tables/projection.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

struct Way {
    RoadUse use;
    double limit = 0;
    int direction = 0;  // 0 both ways, 1 along, -1 against
    std::size_t first = 0, count = 0;
};

bool forbids(const char* value) {
    return value && (std::strcmp(value, "no") == 0 || std::strcmp(value, "private") == 0);
}

class Streets : public osmium::handler::Handler {
  public:
    void way(const osmium::Way& way) {
        const char* highway = way.tags()["highway"];
        if (!highway) return;
        Way street;
        street.use = use_of_highway(highway);
        if (forbids(way.tags()["access"]) || forbids(way.tags()["motor_vehicle"])) street.use.drivable = false;
        if (forbids(way.tags()["access"]) && !way.tags()["foot"]) street.use.walkable = false;
        if (forbids(way.tags()["foot"])) street.use.walkable = false;
        if (!street.use.drivable && !street.use.walkable) return;
        street.limit = speed_limit(way.tags().get_value_by_key("maxspeed", ""));
        const std::string_view one_way = way.tags().get_value_by_key("oneway", "");
        const std::string_view junction = way.tags().get_value_by_key("junction", "");
        if (one_way == "-1" || one_way == "reverse")
            street.direction = -1;
        else if (one_way == "yes" || one_way == "true" || one_way == "1" ||
                 (one_way != "no" && (junction == "roundabout" || std::strcmp(highway, "motorway") == 0)))
            street.direction = 1;
        street.first = refs.size();
        for (const auto& node : way.nodes()) {
            if (!node.location().valid()) {
                ++outside;
                continue;
            }
            refs.push_back(node.ref());
            latitude.push_back(node.location().lat());
            longitude.push_back(node.location().lon());
        }
        street.count = refs.size() - street.first;
        if (street.count >= 2) ways.push_back(street);
    }

    std::vector<Way> ways;
    std::vector<osmium::object_id_type> refs;
    std::vector<double> latitude, longitude;
    std::int64_t outside = 0;
};

Streets read_streets(const std::filesystem::path& path) {
    Streets streets;
    try {
        using Index = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
        osmium::thread::Pool pool{1};
        osmium::io::Reader reader{osmium::io::File{path.string()},
                                  osmium::osm_entity_bits::node | osmium::osm_entity_bits::way, pool};
        Index index;
        osmium::handler::NodeLocationsForWays<Index> locations{index};
        locations.ignore_errors();
        osmium::apply(reader, locations, streets);
        reader.close();
    } catch (const InputError&) {
        throw;
    } catch (const std::exception& error) {
        throw InputError(fmt::format("{} cannot be read as OpenStreetMap data: {} (allowed: .osm.pbf, .osm.gz, .osm)",
                                     path.string(), error.what()));
    }
    return streets;
}

}  // namespace

RoadNetwork read_osm_roads(const std::filesystem::path& path, QualityTable& quality) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw InputError(path.string() + " does not exist");
    if (!std::filesystem::is_regular_file(path, error)) throw InputError(path.string() + " is not a file");
    const Streets streets = read_streets(path);
    const std::string table = path.filename().string();
    quality.count(table, Oddity::way_leaves_extract, "ways cut there", {}, streets.outside);

    // A point is a junction when ways meet there or end there.
    std::unordered_map<osmium::object_id_type, std::uint32_t> uses;
    uses.reserve(streets.refs.size());
    for (const Way& way : streets.ways)
        for (std::size_t i = way.first; i < way.first + way.count; ++i)
            uses[streets.refs[i]] += i == way.first || i + 1 == way.first + way.count ? 2 : 1;
    const GridProjection projection;
    std::vector<std::optional<std::pair<std::int32_t, std::int32_t>>> grid(streets.refs.size());
    for (std::size_t i = 0; i < grid.size(); ++i)
        grid[i] = projection.to_grid(streets.latitude[i], streets.longitude[i]);

    std::vector<std::int32_t> x, y;
    std::unordered_map<osmium::object_id_type, std::uint32_t> rows;
    const auto row_of = [&](std::size_t i) {
        const auto [found, fresh] = rows.emplace(streets.refs[i], static_cast<std::uint32_t>(x.size()));
        if (fresh) {
            x.push_back(grid[i]->first);
            y.push_back(grid[i]->second);
        }
        return found->second;
    };
    std::vector<RoadArc> arcs;
    for (const Way& way : streets.ways) {
        std::size_t start = way.first;
        double metres = 0;
        for (std::size_t i = way.first; i < way.first + way.count; ++i) {
            if (!grid[i]) {
                quality.count(table, Oddity::point_outside, "dropped with their streets");
                start = i + 1;
                metres = 0;
                continue;
            }
            if (i <= start) continue;
            const double dx = grid[i]->first - grid[i - 1]->first, dy = grid[i]->second - grid[i - 1]->second;
            metres += std::sqrt(dx * dx + dy * dy);
            if (uses[streets.refs[i]] < 2 && i + 1 < way.first + way.count) continue;
            const std::uint32_t from = row_of(start), to = row_of(i);
            if (from != to)
                add_street(arcs, way.direction < 0 ? to : from, way.direction < 0 ? from : to, metres, way.use,
                           way.limit, way.direction != 0);
            start = i;
            metres = 0;
        }
    }
    if (arcs.empty()) throw InputError(path.string() + " holds no street in Great Britain");
    RoadNetwork roads = pack_roads(std::move(x), std::move(y), arcs);
    quality.count(table, Oddity::nodes_read, "junctions of streets and paths, projected to the National Grid", {},
                  static_cast<std::int64_t>(roads.nodes()));
    quality.count(table, Oddity::arcs_made, "one-way streets may be walked both ways", {},
                  static_cast<std::int64_t>(roads.arcs()));
    return roads;
}

}  // namespace sendscape
