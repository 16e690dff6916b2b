// SPDX-License-Identifier: MIT
#include "maps/tables/area_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

// gcc 12 takes a member of the library's own for uninitialised when it inlines is_valid.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include "maps/tables/packed_file.h"
#include "maps/tables/projection.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace geometry = boost::geometry;
using Json = nlohmann::json;
using GridPoint = geometry::model::d2::point_xy<double>;
using GridPolygon = geometry::model::polygon<GridPoint>;

struct AreaShape::Polygons {
    geometry::model::multi_polygon<GridPolygon> parts;
    double west = 0, east = 0, south = 0, north = 0;  ///< of all its corners: most points lie outside
    [[nodiscard]] bool near(double x, double y) const { return x >= west && x <= east && y >= south && y <= north; }
};

bool AreaShape::covers(std::int32_t x, std::int32_t y) const {
    const GridPoint point(x, y);
    return polygons->near(x, y) && geometry::covered_by(point, polygons->parts);
}

bool AreaShape::holds(std::int32_t x, std::int32_t y) const {
    const GridPoint point(x, y);
    return polygons->near(x, y) && geometry::within(point, polygons->parts);
}

namespace {

constexpr std::size_t largest_json = std::size_t{256} << 20;  ///< bytes; a county's areas in full detail have a few MB

/// Properties that name a planning area or give its code, as column_key writes them, the likeliest first.
constexpr std::array name_keys{"planning_area",
                               "planning_area_name",
                               "planningarea",
                               "planningareaname",
                               "school_planning_area",
                               "school_planning_area_name",
                               "pupil_planning_area",
                               "place_planning_area",
                               "plan_area",
                               "planarea",
                               "planning_a",
                               "planning_ar",
                               "planningar",
                               "pa_name",
                               "paname",
                               "ppa",
                               "ppa_name",
                               "planning",
                               "area_name",
                               "areaname",
                               "name",
                               "title",
                               "label",
                               "area",
                               "pa"};
constexpr std::array code_keys{"planning_area_code",
                               "planningareacode",
                               "planning_area_id",
                               "pa_code",
                               "pacode",
                               "ppa_code",
                               "area_code",
                               "areacode",
                               "code",
                               "reference",
                               "ref"};

/// Properties that say whose catchment a polygon is.
constexpr std::array school_name_keys{
    "school",     "school_name", "schoolname",     "establishment", "establishment_name",
    "estab_name", "catchment",   "catchment_name", "name",          "title"};
constexpr std::array school_urn_keys{"urn", "school_urn", "schoolurn", "urn_no", "establishment_urn", "gias_urn"};

/// Properties that say which small area or authority a polygon is: helpful, not needed.
constexpr std::array boundary_name_keys{"lsoa21nm", "lsoa11nm", "lsoa_name", "area_name", "lad_name", "name"};
constexpr std::array boundary_code_keys{"lsoa21cd", "lsoa11cd",  "lsoa_code",      "lsoacd", "lsoa",
                                        "gss_code", "area_code", "geography_code", "code"};

template <class Ring>
AreaShape::Ring ring_of(const Ring& ring) {
    AreaShape::Ring corners;
    for (const GridPoint& point : ring)
        corners.emplace_back(static_cast<std::int32_t>(std::lround(point.x())),
                             static_cast<std::int32_t>(std::lround(point.y())));
    if (corners.size() > 1 && corners.front() == corners.back()) corners.pop_back();
    return corners;
}

/// Gives a shape its polygons, and the rings and the extent that follow from them.
void finish_shape(AreaShape& shape, std::shared_ptr<AreaShape::Polygons> polygons) {
    shape.rings.clear();
    for (const GridPolygon& polygon : polygons->parts) {
        shape.rings.push_back(ring_of(polygon.outer()));
        for (const auto& hole : polygon.inners()) shape.rings.push_back(ring_of(hole));
    }
    polygons->west = polygons->south = std::numeric_limits<double>::max();
    polygons->east = polygons->north = 0;
    for (const AreaShape::Ring& ring : shape.rings)
        for (const auto& [x, y] : ring) {
            polygons->west = std::min<double>(polygons->west, x);
            polygons->east = std::max<double>(polygons->east, x);
            polygons->south = std::min<double>(polygons->south, y);
            polygons->north = std::max<double>(polygons->north, y);
        }
    shape.polygons = std::move(polygons);
}

/// What the polygons of a file are.
struct ShapeKind {
    std::span<const char*const> names, codes;
    bool code_will_do;  ///< a feature may have a code alone
    std::string_view one, several, wanted;
    bool nothing_will_do = false;  ///< ... or neither: where it lies says all
};
constexpr ShapeKind planning_areas{
    name_keys,         code_keys,        false,
    "a planning area", "planning areas", "'planning_area', 'planning_area_name' or 'name'"};
constexpr ShapeKind catchments{school_name_keys, school_urn_keys, true,
                               "a catchment",    "catchments",    "'urn' or 'school'"};
constexpr ShapeKind boundaries{boundary_name_keys, boundary_code_keys, true, "a boundary", "boundaries", "", true};

class ShapeReader {
  public:
    ShapeReader(const std::filesystem::path& path, const ShapeKind& kind, QualityTable& quality)
        : path_(path), kind_(kind), quality_(quality) {}

    std::vector<AreaShape> read() {
        const Json file = parse();
        const std::string type = text_of(file, "type");
        if (type != "FeatureCollection" && type != "Feature") refuse(what_instead(file, type));
        read_system(file);
        std::vector<const Json*> features;
        if (type == "Feature")
            features.push_back(&file);
        else if (const auto list = file.find("features"); list != file.end() && list->is_array())
            for (const Json& feature : *list) features.push_back(&feature);
        if (features.empty()) refuse(fmt::format("has no feature; one for {} each is needed", kind_.one));
        std::string name_key = key_among(features, kind_.names);
        const std::string code_key = key_among(features, kind_.codes);
        const bool by_code = kind_.nothing_will_do || (kind_.code_will_do && !code_key.empty());
        if (name_key.empty() && !by_code) name_key = only_text(features);
        if (name_key.empty() && !by_code) refuse(no_name(features));
        if (system_words_.empty()) tell_metres(features);
        std::vector<AreaShape> shapes;
        for (std::size_t i = 0; i < features.size(); ++i) {
            stop_if_asked();
            feature_ = i + 1;
            read_feature(*features[i], name_key, code_key, shapes);
        }
        quality_.count(path_.filename().string(), {Oddity::own_read, fmt::format("polygons of {}", kind_.several)},
                       kind_.nothing_will_do ? "of the homes of their code, else of those within"
                                             : fmt::format("named by '{}'; schools and homes by where they stand",
                                                           name_key.empty() ? code_key : name_key),
                       {}, static_cast<std::int64_t>(features.size()));
        return shapes;
    }

  private:
    [[noreturn]] void refuse(const std::string& words) const {
        throw InputError(fmt::format("{}: taken for GeoJSON by its first character: {}", path_.string(), words));
    }
    [[noreturn]] void refuse_feature(const std::string& words) const {
        throw InputError(fmt::format("{}, feature {}: {}", path_.string(), feature_, words));
    }
    static std::string text_of(const Json& object, const char* key) {
        const auto at = object.is_object() ? object.find(key) : object.end();
        return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
    }

    Json parse() {
        const std::string text = to_utf8(read_plain_or_gzip(path_, largest_json));
        try {
            // The library keeps the last of two members of one name, and which was meant cannot be known.
            std::vector<std::set<std::string>> open;
            std::string twice;
            const auto watch = [&](int, Json::parse_event_t event, Json& value) {
                if (event == Json::parse_event_t::object_start) open.emplace_back();
                if (event == Json::parse_event_t::object_end && !open.empty()) open.pop_back();
                if (event == Json::parse_event_t::key && !open.empty() && twice.empty())
                    if (const auto key = value.get<std::string>(); !open.back().insert(key).second) twice = key;
                return true;
            };
            Json file = Json::parse(text, watch);
            if (!twice.empty()) refuse(fmt::format("one object has \"{}\" twice: leave one of them out", twice));
            return file;
        } catch (const Json::exception& error) {
            std::string why = error.what();
            if (const auto at = why.find("] "); at != std::string::npos) why = why.substr(at + 2);
            refuse("it is no whole JSON: " + why);
        }
    }

    [[nodiscard]] std::string what_instead(const Json& file, const std::string& type) const {
        const std::string needed =
            kind_.nothing_will_do ? std::string("a FeatureCollection of polygons")
                                  : fmt::format("a FeatureCollection of polygons, each with {} among its properties",
                                                kind_.code_will_do ? "the URN of its school" : "a name");
        if (type == "Topology") return fmt::format("it is TopoJSON; save it as GeoJSON: {} is read", needed);
        if (file.is_object() && file.contains("features") && file.contains("geometryType"))
            return fmt::format("it is Esri's JSON; export it as GeoJSON: {} is read", needed);
        if (!type.empty()) return fmt::format("its type is '{}'; {} is read", type, needed);
        return fmt::format("it has no \"type\"; {} is read", needed);
    }

    /// The older standard's `crs`.
    void read_system(const Json& file) {
        const auto crs = file.find("crs");
        if (crs != file.end() && crs->is_object()) {
            const auto properties = crs->find("properties");
            if (properties != crs->end()) system_words_ = text_of(*properties, "name");
            if (system_words_.empty()) refuse("its \"crs\" names no reference system, such as \"EPSG:27700\"");
        } else if (crs != file.end() && crs->is_string()) {
            system_words_ = crs->get<std::string>();
        }
        system_ = CoordinateSystem::named(system_words_.empty() ? "EPSG:4326" : system_words_);
        if (!system_)
            refuse(
                fmt::format("its reference system '{}' is not known; EPSG codes such as EPSG:27700 (National Grid) "
                            "or EPSG:4326 (degrees) are",
                            system_words_));
    }

    static std::string key_among(const std::vector<const Json*>& features, std::span<const char* const> keys) {
        for (const char* const key : keys)
            for (const Json* feature : features) {
                const auto properties = feature->find("properties");
                if (properties == feature->end() || !properties->is_object()) continue;
                for (const auto& [name, value] : properties->items())
                    if (column_key(name) == key && (value.is_string() || value.is_number())) return name;
            }
        return {};
    }

    /// The only property that holds text, and does so in every feature; empty where there is none, or several.
    static std::string only_text(const std::vector<const Json*>& features) {
        std::map<std::string, std::size_t> texts;
        for (const Json* feature : features)
            if (const auto properties = feature->find("properties");
                properties != feature->end() && properties->is_object())
                for (const auto& [name, value] : properties->items())
                    if (value.is_string() && !value.get_ref<const std::string&>().empty()) ++texts[name];
        return texts.size() == 1 && texts.begin()->second == features.size() ? texts.begin()->first : std::string();
    }

    [[nodiscard]] std::string no_name(const std::vector<const Json*>& features) const {
        std::set<std::string> present;
        for (const Json* feature : features)
            if (const auto properties = feature->find("properties");
                properties != feature->end() && properties->is_object())
                for (const auto& [name, value] : properties->items()) present.insert(name);
        return fmt::format("no property names the {}; {} is needed; properties found: {}", kind_.several, kind_.wanted,
                           present.empty() ? "none" : fmt::format("{}", fmt::join(present, ", ")));
    }

    static void each_position(const Json& coordinates, const std::function<void(double, double)>& use, int depth = 0) {
        constexpr int deepest = 4;  // polygons of rings of positions of numbers
        if (!coordinates.is_array() || depth > deepest) return;
        if (coordinates.size() >= 2 && coordinates[0].is_number() && coordinates[1].is_number())
            return use(coordinates[0].get<double>(), coordinates[1].get<double>());
        for (const Json& part : coordinates) each_position(part, use, depth + 1);
    }

    /// Without `crs` GeoJSON is in degrees; metres of the National Grid cannot be taken for those, and nor can degrees
    /// of Great Britain with latitude before longitude.
    void tell_metres(const std::vector<const Json*>& features) {
        std::int64_t points = 0, metres = 0, exchanged = 0;
        constexpr double most_degrees = 180, least_latitude = 49, most_latitude = 61, west = -9, east = 2.5;
        for (const Json* feature : features)
            if (const auto shape = feature->find("geometry"); shape != feature->end() && shape->is_object())
                if (const auto at = shape->find("coordinates"); at != shape->end())
                    each_position(*at, [&](double x, double y) {
                        ++points;
                        metres += (x > most_degrees || y > most_degrees) && in_great_britain(x, y);
                        exchanged += x > least_latitude && x < most_latitude && y > west && y < east;
                    });
        if (points > 0 && exchanged == points)
            refuse("its positions have latitude before longitude; GeoJSON has longitude first");
        if (points == 0 || metres != points) return;
        system_ = CoordinateSystem::named("EPSG:27700");
        quality_.count(path_.filename().string(), {Oddity::coordinates_misnamed, ""},
                       "GeoJSON without \"crs\" is in degrees; these are read as metres of the National Grid", {}, 1);
    }

    void read_feature(const Json& feature, const std::string& name_key, const std::string& code_key,
                      std::vector<AreaShape>& shapes) {
        if (!feature.is_object()) refuse_feature("is no object");
        const auto properties = feature.find("properties");
        const auto value = [&](const std::string& key) -> std::string {
            if (key.empty() || properties == feature.end() || !properties->is_object()) return {};
            const auto at = properties->find(key);
            if (at == properties->end() || at->is_null()) return {};
            if (at->is_number_float())  // programs write whole numbers as 121273.0 too
                if (const double number = at->get<double>(); number == std::floor(number) && std::abs(number) < 1e15)
                    return fmt::format("{:.0f}", number);
            return at->is_string() ? at->get<std::string>() : at->dump();
        };
        AreaShape shape;
        shape.feature = feature_;
        shape.name = value(name_key);
        shape.code = value(code_key);
        if (kind_.code_will_do && !kind_.nothing_will_do && !shape.code.empty())
            for (const auto& [name, ignored] : properties->items())
                if (const std::string other = value(name);
                    !other.empty() && other != shape.code &&
                    std::find(kind_.codes.begin(), kind_.codes.end(), column_key(name)) != kind_.codes.end())
                    refuse_feature(fmt::format("its '{}' is {} and its '{}' is {}: one of them is wrong", code_key,
                                               shape.code, name, other));
        if (shape.name.empty() && (shape.code.empty() || !kind_.code_will_do) && !kind_.nothing_will_do)
            refuse_feature(fmt::format("its '{}' is blank; {} needs {}", name_key.empty() ? code_key : name_key,
                                       kind_.one, kind_.code_will_do ? "the URN or name of its school" : "a name"));
        const std::string called = !shape.name.empty()  ? shape.name
                                   : shape.code.empty() ? std::string(kind_.one)
                                                        : shape.code;
        auto polygons = std::make_shared<AreaShape::Polygons>();
        const auto geometry_at = feature.find("geometry");
        if (geometry_at == feature.end() || geometry_at->is_null())
            refuse_feature(fmt::format("'{}' has no geometry; a Polygon or MultiPolygon is needed", called));
        read_geometry(*geometry_at, called, *polygons);
        if (polygons->parts.empty()) refuse_feature(fmt::format("'{}' has no polygon", called));
        geometry::correct(polygons->parts);
        tell_crossing(called, *polygons, shape);
        finish_shape(shape, std::move(polygons));
        shapes.push_back(std::move(shape));
    }

    /// A figure of eight, say: what lies inside depends on who reads it.
    void tell_crossing(const std::string& called, const AreaShape::Polygons& polygons, AreaShape& shape) {
        for (const GridPolygon& polygon : polygons.parts) {
            geometry::validity_failure_type failure{};
            // Rings run the right way round here, unless their loops cancel each other.
            if (geometry::is_valid(polygon, failure) ||
                (failure != geometry::failure_self_intersections && failure != geometry::failure_wrong_orientation))
                continue;
            std::string where;
            geometry::is_valid(polygon, where);  // the library's sentence, with the point in brackets
            const auto begin = where.find('('), end = where.find(')');
            shape.crosses = begin < end && end != std::string::npos ? where.substr(begin, end - begin + 1)
                                                                    : "a point of its border";
            quality_.count(path_.filename().string(), {Oddity::border_crosses, ""},
                           "read as drawn; let a mapping program mend the shape", called, 1);
            return;
        }
    }

    void read_geometry(const Json& shape, const std::string& name, AreaShape::Polygons& polygons) {
        const std::string type = text_of(shape, "type");
        const auto at = shape.is_object() ? shape.find("coordinates") : shape.end();
        const bool listed = at != shape.end() && at->is_array();
        if (type == "Polygon" && listed) return read_polygon(*at, name, polygons);
        if (type == "MultiPolygon" && listed) {
            for (const Json& part : *at) read_polygon(part, name, polygons);
            return;
        }
        if (type == "GeometryCollection" && shape.contains("geometries") && shape["geometries"].is_array()) {
            for (const Json& part : shape["geometries"]) {
                if (text_of(part, "type") == "GeometryCollection")
                    refuse_feature(fmt::format("'{}' is a collection within a collection", name));
                read_geometry(part, name, polygons);
            }
            return;
        }
        refuse_feature(fmt::format("'{}' is a '{}'; a Polygon or MultiPolygon is needed", name, type));
    }

    void read_polygon(const Json& rings, const std::string& name, AreaShape::Polygons& polygons) {
        GridPolygon polygon;
        if (!rings.is_array() || rings.empty()) refuse_feature(fmt::format("'{}' has a polygon without rings", name));
        for (std::size_t r = 0; r < rings.size(); ++r) {
            GridPolygon::ring_type ring;
            for (const Json& position : rings[r]) {
                if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number())
                    refuse_feature(fmt::format("'{}' has a position that is no two numbers", name));
                const double x = position[0].get<double>(), y = position[1].get<double>();
                const auto grid = system_->to_grid(x, y);
                if (!grid)
                    refuse_feature(fmt::format(
                        "'{}' has the position ({}, {}), which is outside Great Britain{}", name, x, y,
                        system_words_.empty() ? " in degrees; metres of another system need \"crs\" in the file"
                                              : fmt::format(" in its reference system '{}'", system_words_)));
                ring.emplace_back(grid->first, grid->second);
            }
            constexpr std::size_t least_corners = 3;
            if (ring.size() < least_corners)
                refuse_feature(fmt::format("'{}' has a ring of fewer than 3 corners", name));
            if (r == 0)
                polygon.outer() = std::move(ring);
            else
                polygon.inners().push_back(std::move(ring));
        }
        polygons.parts.push_back(std::move(polygon));
    }

    const std::filesystem::path& path_;
    const ShapeKind& kind_;
    QualityTable& quality_;
    std::string system_words_;
    std::unique_ptr<CoordinateSystem> system_;
    std::size_t feature_ = 0;
};

/// A shape that crosses itself has no union: InputError says where it crosses.
void refuse_crossing(const AreaShape& shape) {
    if (!shape.crosses.empty())
        throw InputError(
            fmt::format("crosses itself at {}, so that it cannot be joined with the other feature of its school; let a "
                        "mapping program mend the shape",
                        shape.crosses));
}

}  // namespace

bool is_json(const std::filesystem::path& path) {
    const std::string text = to_utf8(read_plain_or_gzip(path));
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string::npos && (text[first] == '{' || text[first] == '[');
}

std::vector<AreaShape> read_area_shapes(const std::filesystem::path& path, QualityTable& quality) {
    return ShapeReader(path, planning_areas, quality).read();
}

std::vector<AreaShape> read_boundary_shapes(const std::filesystem::path& path, QualityTable& quality) {
    if (!is_json(path))
        throw InputError(
            fmt::format("{}: it is no GeoJSON, which begins with '{{'; a FeatureCollection of polygons, of "
                        "small areas or of whole authorities, is needed",
                        path.string()));
    return ShapeReader(path, boundaries, quality).read();
}

std::vector<AreaShape> read_catchment_shapes(const std::filesystem::path& path, QualityTable& quality) {
    if (!is_json(path))
        throw InputError(
            fmt::format("{}: it is no GeoJSON, which begins with '{{'; a FeatureCollection of polygons, each "
                        "with the URN of its school among its properties, is needed",
                        path.string()));
    return ShapeReader(path, catchments, quality).read();
}

void join_shapes(AreaShape& shape, const AreaShape& more) {
    refuse_crossing(shape);
    refuse_crossing(more);
    auto both = std::make_shared<AreaShape::Polygons>();
#ifndef __clang_analyzer__  // clang-tidy 14 takes a factor within Boost's union for one that is never set
    geometry::union_(shape.polygons->parts, more.polygons->parts, both->parts);
#endif
    finish_shape(shape, std::move(both));
}

std::vector<std::uint8_t> points_within(const std::vector<AreaShape::Ring>& rings,
                                        const std::vector<std::pair<std::int32_t, std::int32_t>>& points) {
    std::vector<std::uint8_t> within(points.size(), 0);
    for (const AreaShape::Ring& corners : rings) {
        geometry::model::ring<GridPoint> ring;
        for (const auto& [x, y] : corners) ring.emplace_back(x, y);
        geometry::correct(ring);
        geometry::model::box<GridPoint> box;
        geometry::envelope(ring, box);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const GridPoint point(points[i].first, points[i].second);
            if (geometry::covered_by(point, box) && geometry::covered_by(point, ring)) within[i] ^= 1;
        }
    }
    return within;
}

}  // namespace sendscape
