// SPDX-License-Identifier: MIT
#include "sim/output/run_file_parts.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "maps/map_check.h"
#include "maps/oddity.h"
#include "sim/core/label_codes.h"
#include "sim/files/stored_value.h"

namespace sendscape {
namespace {

// One table of the file: columns made from rows by a function, in the order they are asked for.
template <class Row>
class Table {
  public:
    Table(Hdf5Writer& file, ContentDigest& digest, std::string group, std::string axis, const std::vector<Row>& rows)
        : file_(file), digest_(digest), group_(std::move(group)), axis_(std::move(axis)), rows_(rows) {}

    /// `missing`: the value that stands for none, which readers make NaN or NA of.
    template <class T, class Value>
    void column(const std::string& name, Value value, std::string_view meaning = {}, std::string_view units = {},
                std::optional<T> missing = std::nullopt) {
        std::vector<T> values;
        values.reserve(rows_.size());
        for (const Row& row : rows_) values.push_back(static_cast<T>(value(row)));
        const std::string path = path_of(name);
        file_.data<T>(path, values, {values.size()}, {axis_}, missing);
        describe(path, meaning, units);
        digest_.add(std::span<const T>(values));
    }
    /// A field as files keep it: words, a number, or a list of as many numbers a row.
    template <class Field>
    void field(const std::string& name, Field Row::*member, std::string_view meaning = {}, std::string_view units = {},
               std::optional<std::type_identity_t<Field>> missing = std::nullopt) {
        if constexpr (std::is_same_v<Field, std::string>) {
            words(name, [member](const Row& row) { return row.*member; });
            describe(path_of(name), meaning, units);
        } else if constexpr (requires { std::tuple_size<Field>::value; }) {
            list(name, member);
            describe(path_of(name), meaning, units);
        } else {
            column<Stored<Field>>(
                name, [member](const Row& row) { return stored(row.*member); }, meaning, units,
                missing ? std::optional(stored(*missing)) : std::nullopt);
        }
    }
    template <class Value>
    void words(const std::string& name, Value value) {
        std::vector<std::string> values;
        for (const Row& row : rows_) values.push_back(value(row));
        file_.strings(path_of(name), values, {axis_});
    }

  private:
    std::string path_of(const std::string& name) const { return fmt::format("{}/{}", group_, name); }
    void describe(const std::string& path, std::string_view meaning, std::string_view units) {
        if (!meaning.empty()) file_.attribute(path, "long_name", meaning);
        if (!units.empty()) file_.attribute(path, "units", units);
    }
    template <class T, std::size_t Width>
    void list(const std::string& name, std::array<T, Width> Row::*member) {
        std::vector<T> values;
        for (const Row& row : rows_) values.insert(values.end(), (row.*member).begin(), (row.*member).end());
        const std::string across = path_of(name) + "_column";
        file_.axis(across, count_up(Width));
        file_.data<T>(path_of(name), values, {rows_.size(), Width}, {axis_, across});
        digest_.add(std::span<const T>(values));
    }

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

/// What a column of schools holds where there is none: no such row, no month of opening or closing.
template <class Field>
std::optional<Field> value_for_none(ColumnRange::Kind kind, Field School::*member) {
    const bool may_be_none = kind == ColumnRange::Kind::row_or_none || kind == ColumnRange::Kind::opening ||
                             kind == ColumnRange::Kind::closing;
    return may_be_none ? std::optional(School().*member) : std::nullopt;
}

void write_schools(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.schools.empty()) return;
    Table<School> table(file, digest, "/map", "/school", map.schools);
    School::for_each_column([&](const SchoolColumn& about, auto member) {
        if (about.kept.run_format == 0) return;
        table.field(fmt::format("school_{}", about.name), member, about.meaning, about.unit,
                    value_for_none(about.range.kind, member));
    });
}

/// Corners of outlines, on an axis of the name given.
void write_corners(Hdf5Writer& file, ContentDigest& digest, const std::string& axis, std::string_view owner,
                   const std::vector<OutlineCorner>& corners) {
    if (corners.empty()) return;
    file.axis("/map/" + axis, count_up(corners.size()));
    Table<OutlineCorner> outline(file, digest, "/map", "/map/" + axis, corners);
    outline.field(axis + (axis == "vertex" ? "_area" : "_authority"), &OutlineCorner::area, owner);
    outline.field(axis + "_ring", &OutlineCorner::ring, "ring of the outline");
    outline.field(axis + "_x", &OutlineCorner::x, "easting", "m");
    outline.field(axis + "_y", &OutlineCorner::y, "northing", "m");
}

void write_areas(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.areas.empty()) return;
    Table<Area> table(file, digest, "/map", "/area", map.areas);
    table.field("area_authority", &Area::authority, "row of /map/local_authority");
    table.field("area_x", &Area::x, "easting of the centre", "m");
    table.field("area_y", &Area::y, "northing of the centre", "m");
    write_corners(file, digest, "vertex", "row of /area", outline_corners(map));
}

void write_zones(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.zones.empty()) return;
    file.axis("/map/zone", count_up(map.zones.size()));
    file.attribute("/map/zone", "long_name", "small area where families live; homes are known to the zone only");
    Table<Zone> table(file, digest, "/map", "/map/zone", map.zones);
    table.field("zone_code", &Zone::code);
    table.field("zone_area", &Zone::area, ids_note, {}, AreaId());
    table.field("zone_authority", &Zone::authority, "row of /map/local_authority");
    table.field("zone_node", &Zone::node, ids_note, {}, NodeId());
    table.field("zone_x", &Zone::x, "easting of the centre", "m");
    table.field("zone_y", &Zone::y, "northing of the centre", "m");
    table.field("zone_radius", &Zone::radius_m, "homes lie within this of the centre", "m");
    table.field("zone_decile", &Zone::decile, "deprivation: 1 most deprived to 10 least");
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

void write_authorities(Hdf5Writer& file, const Map& map, ContentDigest& digest) {
    if (map.authorities.empty()) return;
    std::vector<std::string> codes;
    for (const Authority& authority : map.authorities) codes.push_back(authority.code);
    file.axis("/map/local_authority", codes);
    Table<Authority> table(file, digest, "/map", "/map/local_authority", map.authorities);
    table.field("local_authority_name", &Authority::name);
    table.field("local_authority_in_area", &Authority::in_area, "1: measured; 0: a neighbour");
    write_corners(file, digest, "border", "row of /map/local_authority", border_corners(map));
}

void write_quality(Hdf5Writer& file, const std::vector<QualityRow>& rows, ContentDigest& digest) {
    if (rows.empty()) return;
    file.axis("/map/quality", count_up(rows.size()));
    Table<QualityRow> table(file, digest, "/map", "/map/quality", rows);
    table.field("quality_table", &QualityRow::table);
    table.field("quality_issue", &QualityRow::issue);
    table.field("quality_rule", &QualityRow::rule);
    table.field("quality_examples", &QualityRow::examples);
    table.field("quality_count", &QualityRow::count);
    table.words("quality_code", [](const QualityRow& row) { return std::string(label(row.oddity).code); });
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
    write_authorities(file, map, digest);
    write_areas(file, map, digest);
    write_zones(file, map, digest);
    write_schools(file, map, digest);
    write_roads(file, map.roads, digest);
    if (!map.assumptions.empty()) {
        file.axis("/map/assumption", count_up(map.assumptions.size()));
        file.strings("/map/assumption_text", map.assumptions, {"/map/assumption"});
    }
    write_quality(file, map.quality, digest);
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
        table.field("pupil_zone", &P::zone, "home, row of /map/zone");
        table.column<std::int8_t>(
            "pupil_ncy", [](const P& p) { return p.ncy; }, "national curriculum year");
        table.field("pupil_birth_month", &P::birth_month, "1 to 12");
        table.field("pupil_girl", &P::girl, "1 girl, 0 boy");
        table.field("pupil_need", &P::need, "row of /labels/recorded_need");
        table.field("pupil_provision", &P::provision, "0 none, 1 SEN Support, 2 EHC plan");
        table.field("pupil_required", &P::required, "kind of provision decided, row of /labels/required");
        table.field("pupil_setting", &P::setting, "row of /labels/educated_in");
        table.field("pupil_school", &P::school, ids_note, {}, SchoolId::none_value);
    }
    if (run.events.empty()) return;
    file.axis("/children/event", count_up(run.events.size()));
    Table<RecordedEvent> table(file, digest, "/children", "/children/event", run.events);
    using E = RecordedEvent;
    table.field("event_month", &E::month, "row of /month");
    table.field("event_kind", &E::kind, "row of /labels/event");
    table.field("event_cause", &E::cause, "enumerator that depends on the kind: FORMAT.md");
    table.field("event_pupil", &E::pupil, "value of /children/pupil");
    table.field("event_from", &E::from, "row or enumerator that depends on the kind; 4294967295 for none", {},
                SchoolId::none_value);
    table.field("event_to", &E::to, "row or enumerator that depends on the kind; 4294967295 for none", {},
                SchoolId::none_value);
    table.field("event_from_setting", &E::from_setting, "row of /labels/educated_in");
    table.field("event_to_setting", &E::to_setting, "row of /labels/educated_in");
    table.field("event_detail", &E::detail, "number that depends on the kind: FORMAT.md");
}

}  // namespace sendscape
