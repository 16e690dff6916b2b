// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include "maps/map_check.h"
#include "maps/oddity.h"
#include "sim/files/stored_value.h"
#include "sim/output/run_check.h"
#include "sim/output/run_file_parts.h"

namespace sendscape {
namespace {

/// Fills a field of every row from a column of as many values. Read as the type the field is kept as: HDF5 takes what
/// does not fit to the nearest value that does, and checks refuse that.
template <class Row, class Field>
void fill(const Hdf5Reader& file, const ColumnCheck& check, const std::string& path, std::vector<Row>& rows,
          Field Row::*member) {
    if constexpr (std::is_same_v<Field, std::string>) {
        auto values = file.strings(path);
        check.size(path, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = std::move(values[i]);
    } else if constexpr (requires { std::tuple_size<Field>::value; }) {
        constexpr std::size_t width = std::tuple_size_v<Field>;
        const auto values = file.data<typename Field::value_type>(path);
        check.size(path, values.size(), rows.size() * width);
        for (std::size_t i = 0; i < rows.size(); ++i)
            std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * width), width, (rows[i].*member).begin());
    } else {
        const auto values = file.data<Stored<Field>>(path);
        check.size(path, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = from_stored<Field>(values[i]);
    }
}

/// What the run file calls a column of the map.
std::string map_column(std::string_view table, std::string_view column) {
    if (table == "roads") {
        if (column == "x" || column == "y") return fmt::format("/map/node_{}", column);
        return column == "first_arc" ? "/map/first_arc" : fmt::format("/map/arc_{}", column);
    }
    if (table == "outlines") return fmt::format("/map/vertex_{}", column);
    if (table == "borders") return fmt::format("/map/border_{}", column);
    if (table == "authorities") return fmt::format("/map/local_authority_{}", column);
    return fmt::format("/map/{}_{}", table.substr(0, table.size() - 1), column);  // areas, zones, schools
}

/// Corners of outlines on an axis of the name given; none where the file has no such.
std::vector<OutlineCorner> read_corners(const Hdf5Reader& file, const std::string& axis, const char* owner,
                                        const ColumnCheck& check) {
    const std::string path = "/map/" + axis;
    if (!file.has(path)) return {};
    std::vector<OutlineCorner> corners(file.data<std::int32_t>(path).size());
    fill(file, check, path + owner, corners, &OutlineCorner::area);
    fill(file, check, path + "_ring", corners, &OutlineCorner::ring);
    fill(file, check, path + "_x", corners, &OutlineCorner::x);
    fill(file, check, path + "_y", corners, &OutlineCorner::y);
    return corners;
}

void read_authorities(const Hdf5Reader& file, Map& map, const ColumnCheck& check) {
    if (!file.has("/map/local_authority")) return;
    auto& rows = map.authorities;
    rows.resize(file.strings("/map/local_authority").size());
    fill(file, check, "/map/local_authority", rows, &Authority::code);
    fill(file, check, "/map/local_authority_name", rows, &Authority::name);
    fill(file, check, "/map/local_authority_in_area", rows, &Authority::in_area);
    set_borders(map, read_corners(file, "border", "_authority", check), check, map_column);
}

void read_areas(const Hdf5Reader& file, Map& map, const ColumnCheck& check) {
    if (!file.has("/area")) return;
    auto& rows = map.areas;
    rows.resize(file.strings("/area").size());
    fill(file, check, "/area", rows, &Area::code);
    fill(file, check, "/area_name", rows, &Area::name);
    fill(file, check, "/map/area_authority", rows, &Area::authority);
    fill(file, check, "/map/area_x", rows, &Area::x);
    fill(file, check, "/map/area_y", rows, &Area::y);
    set_outlines(map, read_corners(file, "vertex", "_area", check), check, map_column);
}

void read_zones(const Hdf5Reader& file, Map& map, const ColumnCheck& check) {
    if (!file.has("/map/zone")) return;
    auto& rows = map.zones;
    rows.resize(file.data<std::int32_t>("/map/zone").size());
    fill(file, check, "/map/zone_code", rows, &Zone::code);
    fill(file, check, "/map/zone_area", rows, &Zone::area);
    fill(file, check, "/map/zone_authority", rows, &Zone::authority);
    fill(file, check, "/map/zone_node", rows, &Zone::node);
    fill(file, check, "/map/zone_x", rows, &Zone::x);
    fill(file, check, "/map/zone_y", rows, &Zone::y);
    fill(file, check, "/map/zone_radius", rows, &Zone::radius_m);
    fill(file, check, "/map/zone_decile", rows, &Zone::decile);
}

void read_schools(const Hdf5Reader& file, Map& map, const ColumnCheck& check, int version) {
    if (!file.has("/school")) return;
    auto& rows = map.schools;
    rows.resize(file.data<std::int32_t>("/school").size());
    fill(file, check, "/school", rows, &School::urn);
    fill(file, check, "/school_name", rows, &School::name);
    School::for_each_column([&](const SchoolColumn& about, auto member) {
        const int since = about.kept.run_format;
        if (since != 0 && since <= version) fill(file, check, map_column("schools", about.name), rows, member);
    });
}

void read_roads(const Hdf5Reader& file, Map& map) {
    if (!file.has("/map/node")) {  // junctions without a road between them were not worth keeping
        for (Zone& zone : map.zones) zone.node = NodeId();
        for (School& school : map.schools) school.node = NodeId();
        return;
    }
    map.roads.x = file.data<std::int32_t>("/map/node_x");
    map.roads.y = file.data<std::int32_t>("/map/node_y");
    map.roads.first_arc = file.data<std::uint32_t>("/map/first_arc");
    map.roads.head = file.data<std::uint32_t>("/map/arc_head");
    map.roads.metres = file.data<float>("/map/arc_metres");
    map.roads.seconds = file.data<float>("/map/arc_seconds");
    map.roads.walkable.assign(map.roads.arcs(), 1);
}

void read_quality(const Hdf5Reader& file, Map& map, const ColumnCheck& check, int version) {
    if (!file.has("/map/quality")) return;
    auto& rows = map.quality;
    rows.resize(file.strings("/map/quality_table").size());
    fill(file, check, "/map/quality_table", rows, &QualityRow::table);
    fill(file, check, "/map/quality_issue", rows, &QualityRow::issue);
    fill(file, check, "/map/quality_rule", rows, &QualityRow::rule);
    fill(file, check, "/map/quality_examples", rows, &QualityRow::examples);
    fill(file, check, "/map/quality_count", rows, &QualityRow::count);
    if (version < codes_since) return;
    const auto codes = file.strings("/map/quality_code");
    check.size("/map/quality_code", codes.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].oddity = oddity_of(codes[i]);
}

void read_pupils(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    using P = RecordedPupil;
    auto& rows = run.pupils;
    rows.resize(file.data<std::uint32_t>("/children/pupil").size());
    fill(file, check, "/children/pupil", rows, &P::id);
    fill(file, check, "/children/pupil_entered", rows, &P::entered);
    fill(file, check, "/children/pupil_zone", rows, &P::zone);
    fill(file, check, "/children/pupil_ncy", rows, &P::ncy);
    fill(file, check, "/children/pupil_birth_month", rows, &P::birth_month);
    fill(file, check, "/children/pupil_girl", rows, &P::girl);
    fill(file, check, "/children/pupil_need", rows, &P::need);
    fill(file, check, "/children/pupil_provision", rows, &P::provision);
    fill(file, check, "/children/pupil_required", rows, &P::required);
    fill(file, check, "/children/pupil_setting", rows, &P::setting);
    fill(file, check, "/children/pupil_school", rows, &P::school);
}

void read_events(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    using E = RecordedEvent;
    auto& rows = run.events;
    rows.resize(file.data<std::uint32_t>("/children/event").size());
    fill(file, check, "/children/event_month", rows, &E::month);
    fill(file, check, "/children/event_kind", rows, &E::kind);
    fill(file, check, "/children/event_cause", rows, &E::cause);
    fill(file, check, "/children/event_pupil", rows, &E::pupil);
    fill(file, check, "/children/event_from", rows, &E::from);
    fill(file, check, "/children/event_to", rows, &E::to);
    fill(file, check, "/children/event_from_setting", rows, &E::from_setting);
    fill(file, check, "/children/event_to_setting", rows, &E::to_setting);
    fill(file, check, "/children/event_detail", rows, &E::detail);
}

}  // namespace

Map read_map_part(const Hdf5Reader& file, const ColumnCheck& check, int version) {
    Map map;
    map.name = file.text_attribute("/map", "name");
    const std::string census = file.text_attribute("/map", "census");
    if (!parse_month(census))
        check.refuse(fmt::format("its map's census is '{}'; a month such as 2026-01 is needed", census));
    map.census = *parse_month(census);
    map.synthetic = file.number_attribute("/map", "synthetic") != 0;
    map.detour_factor = file.number_attribute("/map", "detour_factor");
    read_authorities(file, map, check);
    read_areas(file, map, check);
    read_zones(file, map, check);
    read_schools(file, map, check, version);
    read_roads(file, map);
    if (file.has("/map/assumption")) map.assumptions = file.strings("/map/assumption_text");
    read_quality(file, map, check, version);
    check_map(map, check, map_column);
    return map;
}

void read_children_part(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    run.events_kept = file.text_attribute("/children", "events");
    if (run.events_kept != "none" && run.events_kept != "plans" && run.events_kept != "all")
        check.refuse(
            fmt::format("the attribute 'events' of '/children' is '{}'; allowed: none, plans, all", run.events_kept));
    if (file.has("/children/pupil")) read_pupils(file, run, check);
    if (file.has("/children/event")) read_events(file, run, check);
    check_children("/children", run.pupils, run.events, *run.map, run.month_count, check);
    if (run.events.empty()) {
        run.month_ends.assign(run.month_count, 0);
        return;
    }
    for (std::size_t m = 0; m < run.month_count; ++m)
        run.month_ends.push_back(static_cast<std::size_t>(
            std::upper_bound(run.events.begin(), run.events.end(), m,
                             [](std::size_t month, const RecordedEvent& e) { return month < e.month; }) -
            run.events.begin()));
}

}  // namespace sendscape
