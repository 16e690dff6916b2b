#include "sim/output/run_file_parts.h"

#include <fmt/format.h>

#include "sim/core/label_codes.h"

namespace sendscape {
namespace {

// One table of the file: columns made from rows by a function, in the order they are asked for.
template <class Row>
class Table {
  public:
    Table(Hdf5Writer& file, ContentDigest& digest, std::string group, std::string axis, const std::vector<Row>& rows)
        : file_(file), digest_(digest), group_(std::move(group)), axis_(std::move(axis)), rows_(rows) {}

    template <class T, class Value>
    void column(const std::string& name, Value value, const std::string& meaning = {}, const std::string& units = {}) {
        std::vector<T> values;
        values.reserve(rows_.size());
        for (const Row& row : rows_) values.push_back(static_cast<T>(value(row)));
        const std::string path = fmt::format("{}/{}", group_, name);
        file_.data<T>(path, values, {values.size()}, {axis_});
        if (!meaning.empty()) file_.attribute(path, "long_name", meaning);
        if (!units.empty()) file_.attribute(path, "units", units);
        digest_.add(std::span<const T>(values));
    }
    template <class Value>
    void words(const std::string& name, Value value) {
        std::vector<std::string> values;
        for (const Row& row : rows_) values.push_back(value(row));
        file_.strings(fmt::format("{}/{}", group_, name), values, {axis_});
    }

  private:
    Hdf5Writer& file_;
    ContentDigest& digest_;
    std::string group_, axis_;
    const std::vector<Row>& rows_;
};

constexpr const char* ids_note = "row on the axis of that name; 4294967295 for none";

template <std::size_t N>
void write_labels(Hdf5Writer& file, const std::string& name, const std::array<Label, N>& labels) {
    std::vector<std::string> words;
    for (const Label& label : labels) words.emplace_back(label.words);
    file.axis(fmt::format("/labels/{}", name), codes_of(labels));
    file.strings(fmt::format("/labels/{}_name", name), words, {fmt::format("/labels/{}", name)});
}

void write_schools(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.schools.empty()) return;
    Table<School> table(file, digest, "/map", "/school", map.schools);
    table.column<std::int32_t>(
        "school_x", [](const School& s) { return s.x; }, "easting", "m");
    table.column<std::int32_t>(
        "school_y", [](const School& s) { return s.y; }, "northing", "m");
    table.column<std::uint8_t>(
        "school_setting", [](const School& s) { return s.setting; }, "row of /setting");
    table.column<std::uint8_t>(
        "school_phase", [](const School& s) { return s.phase; },
        "0 nursery, 1 primary, 2 secondary, 3 all-through, 4 post16");
    table.column<std::uint32_t>(
        "school_authority", [](const School& s) { return s.authority.value; }, "row of /map/local_authority");
    table.column<std::uint32_t>(
        "school_area", [](const School& s) { return s.area.value; }, ids_note);
    table.column<std::uint32_t>(
        "school_zone", [](const School& s) { return s.zone.value; }, ids_note);
    table.column<std::uint32_t>(
        "school_node", [](const School& s) { return s.node.value; }, ids_note);
    table.column<std::int8_t>(
        "school_low_ncy", [](const School& s) { return s.low_ncy; },
        "lowest national curriculum year taught; 0 is Reception");
    table.column<std::int8_t>(
        "school_high_ncy", [](const School& s) { return s.high_ncy; }, "highest year taught");
    table.column<std::uint8_t>(
        "school_in_area", [](const School& s) { return s.in_area; }, "1: measured; 0: neighbour, simulated only");
    table.column<std::int32_t>(
        "school_roll", [](const School& s) { return s.roll; }, "pupils in the map's census");
    table.column<std::int32_t>(
        "school_pan", [](const School& s) { return s.pan; }, "published admission number");
    table.column<std::int32_t>(
        "school_capacity", [](const School& s) { return s.capacity; }, "places, all years");
    table.column<std::uint8_t>(
        "school_base_kind", [](const School& s) { return s.base_kind; }, "row of /setting");
    table.column<std::uint16_t>(
        "school_designated", [](const School& s) { return s.designated; },
        "needs taken, a bit for each row of /need; 0 any");
    table.column<std::uint16_t>(
        "school_base_needs", [](const School& s) { return s.base_needs; },
        "needs the base takes, a bit for each row of /need; 0 any");
    table.column<std::uint8_t>(
        "school_selective", [](const School& s) { return s.selective; }, "1 selective");
    table.column<std::uint8_t>(
        "school_faith", [](const School& s) { return s.faith; }, "1 of a faith");
    table.column<std::uint16_t>(
        "school_filled", [](const School& s) { return s.filled; }, "bits: what was filled in by rule, not read");
    table.column<std::int32_t>(
        "school_opens", [](const School& s) { return s.opens.index; }, "months since January of year 0");
    table.column<std::int32_t>(
        "school_closes", [](const School& s) { return s.closes.index; }, "months since January of year 0");
}

void write_areas(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.areas.empty()) return;
    Table<Area> table(file, digest, "/map", "/area", map.areas);
    table.column<std::uint32_t>(
        "area_authority", [](const Area& a) { return a.authority.value; }, "row of /map/local_authority");
    table.column<std::int32_t>(
        "area_x", [](const Area& a) { return a.x; }, "easting of the centre", "m");
    table.column<std::int32_t>(
        "area_y", [](const Area& a) { return a.y; }, "northing of the centre", "m");
    struct Vertex {
        std::uint32_t area, ring;
        std::int32_t x, y;
    };
    std::vector<Vertex> vertices;
    for (std::size_t a = 0; a < map.areas.size(); ++a)
        for (std::size_t r = 0; r < map.areas[a].outline.size(); ++r)
            for (const auto& point : map.areas[a].outline[r])
                vertices.push_back(
                    {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(r), point.first, point.second});
    if (vertices.empty()) return;
    file.axis("/map/vertex", count_up(vertices.size()));
    Table<Vertex> outline(file, digest, "/map", "/map/vertex", vertices);
    outline.column<std::uint32_t>(
        "vertex_area", [](const Vertex& v) { return v.area; }, "row of /area");
    outline.column<std::uint32_t>(
        "vertex_ring", [](const Vertex& v) { return v.ring; }, "ring of the outline");
    outline.column<std::int32_t>(
        "vertex_x", [](const Vertex& v) { return v.x; }, "easting", "m");
    outline.column<std::int32_t>(
        "vertex_y", [](const Vertex& v) { return v.y; }, "northing", "m");
}

void write_zones(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.zones.empty()) return;
    file.axis("/map/zone", count_up(map.zones.size()));
    file.attribute("/map/zone", "long_name", "small area where families live; homes are known to the zone only");
    Table<Zone> table(file, digest, "/map", "/map/zone", map.zones);
    table.words("zone_code", [](const Zone& z) { return z.code; });
    table.column<std::uint32_t>(
        "zone_area", [](const Zone& z) { return z.area.value; }, ids_note);
    table.column<std::uint32_t>(
        "zone_authority", [](const Zone& z) { return z.authority.value; }, "row of /map/local_authority");
    table.column<std::uint32_t>(
        "zone_node", [](const Zone& z) { return z.node.value; }, ids_note);
    table.column<std::int32_t>(
        "zone_x", [](const Zone& z) { return z.x; }, "easting of the centre", "m");
    table.column<std::int32_t>(
        "zone_y", [](const Zone& z) { return z.y; }, "northing of the centre", "m");
    table.column<std::int32_t>(
        "zone_radius", [](const Zone& z) { return z.radius_m; }, "homes lie within this of the centre", "m");
    table.column<std::uint8_t>(
        "zone_decile", [](const Zone& z) { return z.decile; }, "deprivation: 1 most deprived to 10 least");
}

void write_roads(Hdf5Writer& file, const RoadNetwork& roads, ContentDigest& digest) {
    if (roads.empty() || roads.arcs() == 0) return;
    file.axis("/map/node", count_up(roads.nodes()));
    file.axis("/map/arc", count_up(roads.arcs()));
    file.axis("/map/node_edge", count_up(roads.nodes() + 1));
    const auto write = [&]<class T>(const std::string& name, const std::vector<T>& values, const std::string& axis,
                                    const std::string& meaning) {
        file.data<T>("/map/" + name, values, {values.size()}, {axis});
        file.attribute("/map/" + name, "long_name", meaning);
        digest.add(std::span<const T>(values));
    };
    write("node_x", roads.x, "/map/node", "easting in metres");
    write("node_y", roads.y, "/map/node", "northing in metres");
    write("first_arc", roads.first_arc, "/map/node_edge", "arcs of node n are [first_arc[n], first_arc[n + 1])");
    write("arc_head", roads.head, "/map/arc", "node the arc leads to");
    write("arc_metres", roads.metres, "/map/arc", "length in metres");
    write("arc_seconds", roads.seconds, "/map/arc", "driving time in seconds; infinite where cars may not go");
}

}  // namespace

std::vector<std::int32_t> count_up(std::size_t count) {
    std::vector<std::int32_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<std::int32_t>(i);
    return numbers;
}

std::string ContentDigest::text() const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(parts_.data());
    return fmt::format("{:016x}", digest_of({bytes, parts_.size() * sizeof(std::uint64_t)}));
}

void write_map_part(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    file.group("/map");
    file.attribute("/map", "name", map.name);
    file.attribute("/map", "census", to_text(map.census));
    file.attribute("/map", "synthetic", static_cast<std::int64_t>(map.synthetic ? 1 : 0));
    file.attribute("/map", "detour_factor", map.detour_factor);
    file.attribute("/map", "coordinates", "British National Grid (EPSG:27700), metres");
    std::vector<std::string> codes;
    for (const Authority& authority : map.authorities) codes.push_back(authority.code);
    if (!codes.empty()) {
        file.axis("/map/local_authority", codes);
        Table<Authority> table(file, digest, "/map", "/map/local_authority", map.authorities);
        table.words("local_authority_name", [](const Authority& a) { return a.name; });
        table.column<std::uint8_t>(
            "local_authority_in_area", [](const Authority& a) { return a.in_area; }, "1: measured; 0: a neighbour");
    }
    write_areas(file, map, digest);
    write_zones(file, map, digest);
    write_schools(file, map, digest);
    write_roads(file, map.roads, digest);
    if (!map.assumptions.empty()) {
        file.axis("/map/assumption", count_up(map.assumptions.size()));
        file.strings("/map/assumption_text", map.assumptions, {"/map/assumption"});
    }
    if (!map.quality.empty()) {
        file.axis("/map/quality", count_up(map.quality.size()));
        Table<QualityRow> table(file, digest, "/map", "/map/quality", map.quality);
        table.words("quality_table", [](const QualityRow& q) { return q.table; });
        table.words("quality_issue", [](const QualityRow& q) { return q.issue; });
        table.words("quality_rule", [](const QualityRow& q) { return q.rule; });
        table.words("quality_examples", [](const QualityRow& q) { return q.examples; });
        table.column<std::int64_t>("quality_count", [](const QualityRow& q) { return q.count; });
    }
}

void write_children_part(Hdf5Writer& file, const Run& run, ContentDigest& digest) {
    file.group("/labels");
    write_labels(file, "event", event_kind_labels);
    write_labels(file, "required", required_labels);
    write_labels(file, "recorded_need", need_labels);
    write_labels(file, "educated_in", setting_labels);
    file.group("/children");
    file.attribute("/children", "events", run.events_kept);
    file.attribute("/children", "long_name",
                   "replicate 0, child by child; simulated children, homes known to the zone only");
    if (!run.pupils.empty()) {
        std::vector<std::int32_t> ids;
        for (const RecordedPupil& pupil : run.pupils) ids.push_back(static_cast<std::int32_t>(pupil.id));
        file.axis("/children/pupil", ids);
        Table<RecordedPupil> table(file, digest, "/children", "/children/pupil", run.pupils);
        using P = RecordedPupil;
        table.column<std::uint16_t>(
            "pupil_entered", [](const P& p) { return p.entered; },
            "row of /month in which the child entered the record; what follows is as then");
        table.column<std::uint32_t>(
            "pupil_zone", [](const P& p) { return p.zone; }, "home, row of /map/zone");
        table.column<std::int8_t>(
            "pupil_ncy", [](const P& p) { return p.ncy; }, "national curriculum year");
        table.column<std::uint8_t>(
            "pupil_birth_month", [](const P& p) { return p.birth_month; }, "1 to 12");
        table.column<std::uint8_t>(
            "pupil_girl", [](const P& p) { return p.girl; }, "1 girl, 0 boy");
        table.column<std::uint8_t>(
            "pupil_need", [](const P& p) { return p.need; }, "row of /labels/recorded_need");
        table.column<std::uint8_t>(
            "pupil_provision", [](const P& p) { return p.provision; }, "0 none, 1 SEN Support, 2 EHC plan");
        table.column<std::uint8_t>(
            "pupil_required", [](const P& p) { return p.required; },
            "kind of provision decided, row of /labels/required");
        table.column<std::uint8_t>(
            "pupil_setting", [](const P& p) { return p.setting; }, "row of /labels/educated_in");
        table.column<std::uint32_t>(
            "pupil_school", [](const P& p) { return p.school; }, ids_note);
    }
    if (run.events.empty()) return;
    file.axis("/children/event", count_up(run.events.size()));
    Table<RecordedEvent> table(file, digest, "/children", "/children/event", run.events);
    using E = RecordedEvent;
    table.column<std::uint16_t>(
        "event_month", [](const E& e) { return e.month; }, "row of /month");
    table.column<std::uint8_t>(
        "event_kind", [](const E& e) { return e.kind; }, "row of /labels/event");
    table.column<std::uint8_t>(
        "event_cause", [](const E& e) { return e.cause; }, "enumerator that depends on the kind: FORMAT.md");
    table.column<std::uint32_t>(
        "event_pupil", [](const E& e) { return e.pupil; }, "value of /children/pupil");
    table.column<std::uint32_t>(
        "event_from", [](const E& e) { return e.from; },
        "row or enumerator that depends on the kind; 4294967295 for none");
    table.column<std::uint32_t>(
        "event_to", [](const E& e) { return e.to; }, "row or enumerator that depends on the kind; 4294967295 for none");
    table.column<std::uint8_t>(
        "event_from_setting", [](const E& e) { return e.from_setting; }, "row of /labels/educated_in");
    table.column<std::uint8_t>(
        "event_to_setting", [](const E& e) { return e.to_setting; }, "row of /labels/educated_in");
    table.column<std::int32_t>(
        "event_detail", [](const E& e) { return e.detail; }, "number that depends on the kind: FORMAT.md");
}

}  // namespace sendscape
