#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "maps/map_check.h"
#include "sim/output/run_check.h"
#include "sim/output/run_file_parts.h"

namespace sendscape {
namespace {

template <class Id>
Id id_of(std::uint32_t value) {
    Id id;
    id.value = value;
    return id;
}

/// What the run file calls a column of the map.
std::string map_column(std::string_view table, std::string_view column) {
    if (table == "roads") {
        if (column == "x" || column == "y") return fmt::format("/map/node_{}", column);
        return column == "first_arc" ? "/map/first_arc" : fmt::format("/map/arc_{}", column);
    }
    if (table == "outlines") return fmt::format("/map/vertex_{}", column);
    if (table == "authorities") return fmt::format("/map/local_authority_{}", column);
    return fmt::format("/map/{}_{}", table.substr(0, table.size() - 1), column);  // areas, zones, schools
}

}  // namespace

Map read_map_part(const Hdf5Reader& file, const ColumnCheck& check) {
    Map map;
    map.name = file.text_attribute("/map", "name");
    const std::string census = file.text_attribute("/map", "census");
    if (!parse_month(census))
        check.refuse(fmt::format("its map's census is '{}'; a month such as 2026-01 is needed", census));
    map.census = *parse_month(census);
    map.synthetic = file.number_attribute("/map", "synthetic") != 0;
    map.detour_factor = file.number_attribute("/map", "detour_factor");
    const auto fill = [&]<class T, class Rows, class Set>(T, const std::string& path, Rows& rows, Set set) {
        const auto values = file.data<T>(path);
        check.size(path, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) set(rows[i], values[i]);
    };
    const auto words = [&]<class Rows, class Set>(const std::string& path, Rows& rows, Set set) {
        const auto values = file.strings(path);
        check.size(path, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) set(rows[i], values[i]);
    };
    if (file.has("/map/local_authority")) {
        auto& authorities = map.authorities;
        authorities.resize(file.strings("/map/local_authority").size());
        words("/map/local_authority", authorities, [](Authority& a, const std::string& v) { a.code = v; });
        words("/map/local_authority_name", authorities, [](Authority& a, const std::string& v) { a.name = v; });
        fill(std::uint8_t{}, "/map/local_authority_in_area", authorities,
             [](Authority& a, std::uint8_t v) { a.in_area = v != 0; });
    }
    if (file.has("/area")) {
        auto& areas = map.areas;
        areas.resize(file.strings("/area").size());
        words("/area", areas, [](Area& a, const std::string& v) { a.code = v; });
        words("/area_name", areas, [](Area& a, const std::string& v) { a.name = v; });
        fill(std::uint32_t{}, "/map/area_authority", areas,
             [](Area& a, std::uint32_t v) { a.authority = id_of<AuthorityId>(v); });
        fill(std::int32_t{}, "/map/area_x", areas, [](Area& a, std::int32_t v) { a.x = v; });
        fill(std::int32_t{}, "/map/area_y", areas, [](Area& a, std::int32_t v) { a.y = v; });
        if (file.has("/map/vertex")) {
            using C = OutlineCorner;
            std::vector<OutlineCorner> corners(file.data<std::int32_t>("/map/vertex").size());
            fill(std::uint32_t{}, "/map/vertex_area", corners, [](C& c, std::uint32_t v) { c.area = v; });
            fill(std::uint32_t{}, "/map/vertex_ring", corners, [](C& c, std::uint32_t v) { c.ring = v; });
            fill(std::int32_t{}, "/map/vertex_x", corners, [](C& c, std::int32_t v) { c.x = v; });
            fill(std::int32_t{}, "/map/vertex_y", corners, [](C& c, std::int32_t v) { c.y = v; });
            set_outlines(map, corners, check, map_column);
        }
    }
    if (file.has("/map/zone")) {
        auto& zones = map.zones;
        zones.resize(file.data<std::int32_t>("/map/zone").size());
        words("/map/zone_code", zones, [](Zone& z, const std::string& v) { z.code = v; });
        fill(std::uint32_t{}, "/map/zone_area", zones, [](Zone& z, std::uint32_t v) { z.area = id_of<AreaId>(v); });
        fill(std::uint32_t{}, "/map/zone_authority", zones,
             [](Zone& z, std::uint32_t v) { z.authority = id_of<AuthorityId>(v); });
        fill(std::uint32_t{}, "/map/zone_node", zones, [](Zone& z, std::uint32_t v) { z.node = id_of<NodeId>(v); });
        fill(std::int32_t{}, "/map/zone_x", zones, [](Zone& z, std::int32_t v) { z.x = v; });
        fill(std::int32_t{}, "/map/zone_y", zones, [](Zone& z, std::int32_t v) { z.y = v; });
        fill(std::int32_t{}, "/map/zone_radius", zones, [](Zone& z, std::int32_t v) { z.radius_m = v; });
        fill(std::uint8_t{}, "/map/zone_decile", zones, [](Zone& z, std::uint8_t v) { z.decile = v; });
    }
    if (file.has("/school")) {
        auto& schools = map.schools;
        schools.resize(file.data<std::int32_t>("/school").size());
        fill(std::uint32_t{}, "/school", schools, [](School& s, std::uint32_t v) { s.urn = v; });
        words("/school_name", schools, [](School& s, const std::string& v) { s.name = v; });
        // Read as the type they are kept in: HDF5 takes what does not fit to the nearest that does, and that is
        // refused.
        const auto whole = [&]<class T>(const std::string& name, T School::*member) {
            if constexpr (std::is_enum_v<T>)
                fill(std::underlying_type_t<T>{}, "/map/school_" + name, schools,
                     [member](School& s, std::underlying_type_t<T> v) { s.*member = static_cast<T>(v); });
            else
                fill(T{}, "/map/school_" + name, schools, [member](School& s, T v) { s.*member = v; });
        };
        const auto flag = [&](const std::string& name, bool School::*member) {
            fill(std::uint8_t{}, "/map/school_" + name, schools,
                 [member](School& s, std::uint8_t v) { s.*member = v != 0; });
        };
        const auto row = [&]<class Id>(const std::string& name, Id School::*member) {
            fill(std::uint32_t{}, "/map/school_" + name, schools,
                 [member](School& s, std::uint32_t v) { s.*member = id_of<Id>(v); });
        };
        const auto month = [&](const std::string& name, Month School::*member) {
            fill(std::int32_t{}, "/map/school_" + name, schools,
                 [member](School& s, std::int32_t v) { s.*member = Month(v); });
        };
        whole("x", &School::x);
        whole("y", &School::y);
        whole("setting", &School::setting);
        whole("phase", &School::phase);
        row("authority", &School::authority);
        row("area", &School::area);
        row("zone", &School::zone);
        row("node", &School::node);
        whole("low_ncy", &School::low_ncy);
        whole("high_ncy", &School::high_ncy);
        flag("in_area", &School::in_area);
        whole("roll", &School::roll);
        whole("pan", &School::pan);
        whole("capacity", &School::capacity);
        whole("base_kind", &School::base_kind);
        whole("designated", &School::designated);
        whole("base_needs", &School::base_needs);
        flag("selective", &School::selective);
        flag("faith", &School::faith);
        whole("filled", &School::filled);
        month("opens", &School::opens);
        month("closes", &School::closes);
    }
    if (file.has("/map/node")) {
        map.roads.x = file.data<std::int32_t>("/map/node_x");
        map.roads.y = file.data<std::int32_t>("/map/node_y");
        map.roads.first_arc = file.data<std::uint32_t>("/map/first_arc");
        map.roads.head = file.data<std::uint32_t>("/map/arc_head");
        map.roads.metres = file.data<float>("/map/arc_metres");
        map.roads.seconds = file.data<float>("/map/arc_seconds");
        map.roads.walkable.assign(map.roads.arcs(), 1);
    } else {  // junctions without a road between them were not worth keeping
        for (Zone& zone : map.zones) zone.node = NodeId();
        for (School& school : map.schools) school.node = NodeId();
    }
    if (file.has("/map/assumption")) map.assumptions = file.strings("/map/assumption_text");
    if (file.has("/map/quality")) {
        const auto tables = file.strings("/map/quality_table"), issues = file.strings("/map/quality_issue"),
                   rules = file.strings("/map/quality_rule"), examples = file.strings("/map/quality_examples");
        const auto counts = file.data<std::int64_t>("/map/quality_count");
        check.size("/map/quality_issue", issues.size(), tables.size());
        check.size("/map/quality_rule", rules.size(), tables.size());
        check.size("/map/quality_examples", examples.size(), tables.size());
        check.size("/map/quality_count", counts.size(), tables.size());
        for (std::size_t i = 0; i < tables.size(); ++i)
            map.quality.push_back({tables[i], issues[i], counts[i], rules[i], examples[i]});
    }
    check_map(map, check, map_column);
    return map;
}

void read_children_part(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    run.events_kept = file.text_attribute("/children", "events");
    if (run.events_kept != "none" && run.events_kept != "plans" && run.events_kept != "all")
        check.refuse(
            fmt::format("the attribute 'events' of '/children' is '{}'; allowed: none, plans, all", run.events_kept));
    const auto fill = [&]<class T, class Rows, class Set>(T, const std::string& name, Rows& rows, Set set) {
        const auto values = file.data<T>("/children/" + name);
        check.size("/children/" + name, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) set(rows[i], values[i]);
    };
    constexpr std::uint8_t byte{};
    constexpr std::uint32_t number{};
    if (file.has("/children/pupil")) {
        using P = RecordedPupil;
        auto& pupils = run.pupils;
        pupils.resize(file.data<std::uint32_t>("/children/pupil").size());
        fill(number, "pupil", pupils, [](P& p, std::uint32_t v) { p.id = v; });
        fill(number, "pupil_entered", pupils, [](P& p, std::uint32_t v) { p.entered = v; });
        fill(number, "pupil_zone", pupils, [](P& p, std::uint32_t v) { p.zone = v; });
        fill(std::int16_t{}, "pupil_ncy", pupils, [](P& p, std::int16_t v) { p.ncy = v; });
        fill(byte, "pupil_birth_month", pupils, [](P& p, std::uint8_t v) { p.birth_month = v; });
        fill(byte, "pupil_girl", pupils, [](P& p, std::uint8_t v) { p.girl = v; });
        fill(byte, "pupil_need", pupils, [](P& p, std::uint8_t v) { p.need = static_cast<Need>(v); });
        fill(byte, "pupil_provision", pupils, [](P& p, std::uint8_t v) { p.provision = static_cast<Provision>(v); });
        fill(byte, "pupil_required", pupils,
             [](P& p, std::uint8_t v) { p.required = static_cast<RequiredProvision>(v); });
        fill(byte, "pupil_setting", pupils, [](P& p, std::uint8_t v) { p.setting = static_cast<Setting>(v); });
        fill(number, "pupil_school", pupils, [](P& p, std::uint32_t v) { p.school = v; });
    }
    if (file.has("/children/event")) {
        using E = RecordedEvent;
        auto& events = run.events;
        events.resize(file.data<std::uint32_t>("/children/event").size());
        fill(std::uint16_t{}, "event_month", events, [](E& e, std::uint16_t v) { e.month = v; });
        fill(byte, "event_kind", events, [](E& e, std::uint8_t v) { e.kind = static_cast<EventKind>(v); });
        fill(byte, "event_cause", events, [](E& e, std::uint8_t v) { e.cause = v; });
        fill(number, "event_pupil", events, [](E& e, std::uint32_t v) { e.pupil = v; });
        fill(number, "event_from", events, [](E& e, std::uint32_t v) { e.from = v; });
        fill(number, "event_to", events, [](E& e, std::uint32_t v) { e.to = v; });
        fill(byte, "event_from_setting", events,
             [](E& e, std::uint8_t v) { e.from_setting = static_cast<Setting>(v); });
        fill(byte, "event_to_setting", events, [](E& e, std::uint8_t v) { e.to_setting = static_cast<Setting>(v); });
        fill(std::int32_t{}, "event_detail", events, [](E& e, std::int32_t v) { e.detail = v; });
    }
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
