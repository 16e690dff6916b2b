// SPDX-License-Identifier: MIT
#include "maps/roads/osm_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "maps/roads/extent.h"
#include "maps/roads/osm_objects.h"
#include "maps/roads/road_arcs.h"
#include "maps/tables/projection.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

struct Street {
    RoadUse use;
    double limit = 0;
    int direction = 0;  ///< 0 both ways, 1 as drawn, -1 against
    std::uint32_t version = 0;
    std::size_t first = 0, count = 0;  ///< of its points; none: deleted, replaced or no street any more
};

/// Sorts in pieces, so that a stop is heeded while a country's points are sorted.
void sort_with_stops(std::vector<std::int64_t>& values) {
    constexpr std::size_t piece = 1 << 22;
    const auto at = [&](std::size_t row) {
        return values.begin() + static_cast<std::ptrdiff_t>(std::min(row, values.size()));
    };
    for (std::size_t row = 0; row < values.size(); row += piece) {
        stop_if_asked();
        std::sort(at(row), at(row + piece));
    }
    for (std::size_t sorted = piece; sorted < values.size(); sorted *= 2)
        for (std::size_t row = 0; row + sorted < values.size(); row += 2 * sorted) {
            stop_if_asked();
            std::inplace_merge(at(row), at(row + sorted), at(row + 2 * sorted));
        }
}

/// The streets of a file and the places of their points.
class OsmStreets {
  public:
    OsmStreets(const std::filesystem::path& path, QualityTable& quality)
        : path_(path), table_(path.filename().string()), quality_(quality) {}

    /// First reading: ways, the latest version of each.
    void take(const OsmWay& way) {
        ++ways_;
        const std::string& highway = way.tags[StreetKey::highway];
        const auto known = rows_.find(way.id);
        if (known == rows_.end() && (highway.empty() || way.deleted)) {
            if (!highway.empty()) quality_.count(table_, Oddity::old_version, "left out");
            return;
        }
        if (known != rows_.end()) {
            quality_.count(table_, Oddity::old_version, "left out");
            if (way.version < streets_[known->second].version) return;
        }
        const std::size_t row = known == rows_.end() ? streets_.size() : known->second;
        if (known == rows_.end()) {
            rows_.emplace(way.id, static_cast<std::uint32_t>(row));
            streets_.emplace_back();
        }
        streets_[row] = street_of(way);
        if (streets_[row].count > 0) take_points(way);
    }

    /// Between the readings: the nodes whose places are wanted.
    void list_nodes() {
        node_ids_ = refs_;
        sort_with_stops(node_ids_);
        node_ids_.erase(std::unique(node_ids_.begin(), node_ids_.end()), node_ids_.end());
        places_.resize(node_ids_.size());
        versions_.resize(node_ids_.size());
        for (std::size_t i = 0; i < on_way_.size(); ++i)
            if (on_way_[i].known()) places_[*row_of(refs_[i])] = on_way_[i];
        on_way_ = {};
    }

    /// Second reading: a version of a way that is later than the street's, and ends it.
    void end(const OsmWay& way) {
        const auto known = rows_.find(way.id);
        if (known == rows_.end()) return;
        Street& street = streets_[known->second];
        if (way.version > street.version) street.count = 0;
    }

    /// Second reading: nodes. A file in order is walked along; any other is searched.
    void place(const OsmNode& node) {
        const auto row = row_of(node.id);
        if (!row || node.version < versions_[*row]) return;
        versions_[*row] = node.version;
        places_[*row] = node.deleted ? OsmPlace{} : node.place;
    }

    RoadNetwork network();

  private:
    Street street_of(const OsmWay& way) {
        Street street;
        street.version = way.version;
        if (way.deleted || way.tags[StreetKey::highway].empty()) return street;
        ++with_highway_;
        for (const std::string& kind : list_items(way.tags[StreetKey::highway]))
            if (const auto use = use_of_highway(kind)) {
                street.use = use_of_street(*use, way.tags);
                break;
            }
        if (!street.use.drivable && !street.use.walkable) {
            quality_.count(table_, Oddity::no_street, "left out", way.tags[StreetKey::highway]);
            return street;
        }
        street.limit = speed_limit(way.tags[StreetKey::maxspeed]);
        street.direction = direction_of(way.tags).value_or(0);
        street.first = refs_.size();
        street.count = way.points.size();
        return street;
    }

    void take_points(const OsmWay& way) {
        if (refs_.size() + way.points.size() > most_street_points)
            throw InputError(
                fmt::format("{} holds more than {} million points of streets: give the streets of the area "
                            "alone",
                            path_.string(), most_street_points / 1'000'000));
        for (const OsmWay::Point& point : way.points) {
            refs_.push_back(point.node);
            if (point.place.known()) {
                on_way_.resize(refs_.size());
                on_way_.back() = point.place;
            }
        }
    }

    std::optional<std::size_t> row_of(std::int64_t id) {
        if (next_ >= node_ids_.size() || node_ids_[next_] > id || node_ids_.size() - next_ < 2) next_ = 0;
        // From where the last one was found, in doubling steps.
        std::size_t step = 1;
        while (next_ + step < node_ids_.size() && node_ids_[next_ + step] <= id) {
            next_ += step;
            step *= 2;
        }
        const auto begin = node_ids_.begin() + static_cast<std::ptrdiff_t>(next_);
        const auto end = node_ids_.begin() + static_cast<std::ptrdiff_t>(std::min(next_ + step, node_ids_.size()));
        const auto found = std::lower_bound(begin, end, id);
        if (found == node_ids_.end() || *found != id) return std::nullopt;
        next_ = static_cast<std::size_t>(found - node_ids_.begin());
        return next_;
    }

    [[noreturn]] void refuse(const Extent& outside) const {
        const std::string name = path_.string();
        if (with_highway_ == 0)
            throw InputError(
                fmt::format("{} holds {} ways and none is a street: none has the key 'highway'", name, ways_));
        const bool any = std::any_of(streets_.begin(), streets_.end(), [](const Street& s) { return s.count > 0; });
        if (!any)
            throw InputError(
                fmt::format("{}: none of its {} ways with the key 'highway' may be driven or walked (they are "
                            "closed, deleted or not built)",
                            name, with_highway_));
        if (!outside.empty())
            throw InputError(fmt::format("{}: its streets are outside Great Britain: {}", name,
                                         outside.words("longitude", "latitude")));
        const bool placed =
            std::any_of(places_.begin(), places_.end(), [](const OsmPlace& place) { return place.known(); });
        if (!placed)
            throw InputError(
                fmt::format("{}: its streets name {} nodes and the file holds the place of none: an extract "
                            "with its nodes is needed (in Overpass '(._;>;); out;')",
                            name, node_ids_.size()));
        throw InputError(name + ": none of its streets joins two places");
    }

    std::filesystem::path path_;
    std::string table_;
    QualityTable& quality_;
    std::vector<Street> streets_;
    std::unordered_map<std::int64_t, std::uint32_t> rows_;  ///< number of a way to its street
    std::vector<std::int64_t> refs_;                        ///< nodes of all streets, one after another
    std::vector<OsmPlace> on_way_;                          ///< their places where ways say them; may be shorter
    std::vector<std::int64_t> node_ids_;                    ///< ascending
    std::vector<OsmPlace> places_;                          ///< of these
    std::vector<std::uint32_t> versions_;
    std::size_t next_ = 0;  ///< where in node_ids_ the last one was found
    std::int64_t ways_ = 0, with_highway_ = 0;
};

RoadNetwork OsmStreets::network() {
    constexpr std::size_t rows_per_stop = 1 << 14;
    // Each point's node, as a row; a node where streets meet or end is a junction.
    std::vector<std::uint32_t> node(refs_.size());
    std::vector<std::uint8_t> meets(node_ids_.size());
    for (std::size_t row = 0; row < streets_.size(); ++row) {
        if (row % rows_per_stop == 0) stop_if_asked();
        const Street& street = streets_[row];
        for (std::size_t i = street.first; i < street.first + street.count; ++i) {
            const auto found = static_cast<std::uint32_t>(
                std::lower_bound(node_ids_.begin(), node_ids_.end(), refs_[i]) - node_ids_.begin());
            node[i] = found;
            const int ends = i == street.first || i + 1 == street.first + street.count ? 2 : 1;
            meets[found] = static_cast<std::uint8_t>(std::min(2, meets[found] + ends));
        }
    }
    const GridProjection projection;
    Extent outside;
    std::vector<std::int32_t> x, y;
    constexpr std::uint32_t unseen = 0xFFFFFFFFu;
    std::vector<std::uint32_t> rows(node_ids_.size(), unseen);
    std::vector<std::optional<std::pair<std::int32_t, std::int32_t>>> grid;
    const auto row_at = [&](std::size_t point, std::size_t at) {
        std::uint32_t& row = rows[node[point]];
        if (row == unseen) {
            row = static_cast<std::uint32_t>(x.size());
            x.push_back(grid[at]->first);
            y.push_back(grid[at]->second);
        }
        return row;
    };
    std::vector<RoadArc> arcs;
    for (std::size_t number = 0; number < streets_.size(); ++number) {
        if (number % rows_per_stop == 0) stop_if_asked();
        const Street& street = streets_[number];
        grid.assign(street.count, std::nullopt);
        for (std::size_t at = 0; at < street.count; ++at) {
            const OsmPlace place = places_[node[street.first + at]];
            if (!place.known()) {
                quality_.count(table_, Oddity::way_leaves_extract, "streets cut there");
                continue;
            }
            const double longitude = place.longitude / OsmPlace::units_a_degree;
            const double latitude = place.latitude / OsmPlace::units_a_degree;
            grid[at] = projection.to_grid(latitude, longitude);
            if (grid[at]) continue;
            outside.add(longitude, latitude);
            quality_.count(table_, Oddity::point_outside, "streets cut there");
        }
        std::size_t start = 0;
        double metres = 0;
        for (std::size_t at = 0; at < street.count; ++at) {
            if (!grid[at]) {
                start = at + 1;
                metres = 0;
                continue;
            }
            if (at <= start) continue;
            const double dx = grid[at]->first - grid[at - 1]->first, dy = grid[at]->second - grid[at - 1]->second;
            metres += std::sqrt(dx * dx + dy * dy);
            const bool last = at + 1 == street.count || !grid[at + 1];
            if (meets[node[street.first + at]] < 2 && !last) continue;
            const std::uint32_t from = row_at(street.first + start, start), to = row_at(street.first + at, at);
            if (from != to)
                add_street(arcs, street.direction < 0 ? to : from, street.direction < 0 ? from : to, metres, street.use,
                           street.limit, street.direction != 0);
            start = at;
            metres = 0;
        }
    }
    if (arcs.empty()) refuse(outside);
    RoadNetwork roads = pack_roads(std::move(x), std::move(y), arcs);
    count_network(roads, table_, "junctions of streets and paths, projected to the National Grid", quality_);
    return roads;
}

}  // namespace

RoadNetwork read_osm_roads(const std::filesystem::path& path, RoadFormat format, QualityTable& quality) {
    OsmStreets streets(path, quality);
    read_osm_objects(path, format, {nullptr, [&](const OsmWay& way) { streets.take(way); }});
    streets.list_nodes();
    read_osm_objects(path, format,
                     {[&](const OsmNode& node) { streets.place(node); }, [&](const OsmWay& way) { streets.end(way); }});
    return streets.network();
}

}  // namespace sendscape
