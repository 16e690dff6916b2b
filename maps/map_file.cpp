#include "maps/map_file.h"

#include <fmt/format.h>

#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "maps/map_check.h"
#include "sim/core/error.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"

namespace sendscape {

namespace {

constexpr std::int64_t format_version = 1;

// One list of columns serves writing, reading and the digest (each_column below), so that they cannot drift apart.

/// Writes columns, each with an axis of its table's rows.
class ColumnWriter {
  public:
    explicit ColumnWriter(Hdf5Writer& file) : file_(file) {}
    static constexpr bool reading = false;

    void table(const std::string& name, std::size_t rows) {
        table_ = "/" + name;
        file_.group(table_);
        rows_axis_ = table_ + "/row";
        std::vector<std::int32_t> count(rows);
        for (std::size_t i = 0; i < rows; ++i) count[i] = static_cast<std::int32_t>(i);
        file_.axis(rows_axis_, std::span<const std::int32_t>(count));
    }
    std::size_t rows() const { return 0; }
    template <class T>
    void numbers(const std::string& name, std::vector<T>& values, std::size_t width) {
        if (width == 1) {
            file_.data<T>(table_ + "/" + name, values, {values.size()}, {rows_axis_});
            return;
        }
        const std::string across = table_ + "/" + name + "_column";
        std::vector<std::int32_t> count(width);
        for (std::size_t i = 0; i < width; ++i) count[i] = static_cast<std::int32_t>(i);
        file_.axis(across, std::span<const std::int32_t>(count));
        file_.data<T>(table_ + "/" + name, values, {values.size() / width, width}, {rows_axis_, across});
    }
    void words(const std::string& name, std::vector<std::string>& values) {
        file_.strings(table_ + "/" + name, values, {rows_axis_});
    }

  private:
    Hdf5Writer& file_;
    std::string table_, rows_axis_;
};

std::string column_name(std::string_view table, std::string_view column) {
    // Lists stand alone, each in a table of its own.
    const bool list = table == "roads" || table == "travel";
    return list ? fmt::format("/{0}_{1}/{1}", table, column) : fmt::format("/{}/{}", table, column);
}

class ColumnReader {
  public:
    ColumnReader(const Hdf5Reader& file, ColumnCheck check) : file_(file), check_(std::move(check)) {}
    static constexpr bool reading = true;
    const ColumnCheck& check() const { return check_; }

    void table(const std::string& name, std::size_t) {
        table_ = "/" + name;
        const std::vector<std::size_t> extents = file_.extents(table_ + "/row");
        if (extents.size() != 1) check_.refuse(fmt::format("'{}/row' is no list of rows", table_));
        rows_ = extents[0];
    }
    std::size_t rows() const { return rows_; }
    template <class T>
    void numbers(const std::string& name, std::vector<T>& values, std::size_t width) {
        values = file_.data<T>(table_ + "/" + name);
        check_.size(table_ + "/" + name, values.size(), rows_ * width);
    }
    void words(const std::string& name, std::vector<std::string>& values) {
        values = file_.strings(table_ + "/" + name);
        check_.size(table_ + "/" + name, values.size(), rows_);
    }

  private:
    const Hdf5Reader& file_;
    ColumnCheck check_;
    std::string table_;
    std::size_t rows_ = 0;
};

class ColumnDigest {
  public:
    static constexpr bool reading = false;
    void table(const std::string& name, std::size_t rows) {
        add(name);
        parts_.push_back(rows);
    }
    std::size_t rows() const { return 0; }
    template <class T>
    void numbers(const std::string& name, std::vector<T>& values, std::size_t width) {
        add(name);
        parts_.push_back(width);
        parts_.push_back(digest_of({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(T)}));
    }
    void words(const std::string& name, std::vector<std::string>& values) {
        add(name);
        for (const std::string& value : values) add(value);
    }
    void add(const std::string& text) {
        parts_.push_back(digest_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    }
    std::string text() const {
        return fmt::format("{:016x}", digest_of({reinterpret_cast<const std::uint8_t*>(parts_.data()),
                                                 parts_.size() * sizeof(std::uint64_t)}));
    }

  private:
    std::vector<std::uint64_t> parts_;
};

/// A column of numbers: `member(row)` is the place of the value; T its type in the file.
template <class T, class Archive, class Row, class Member>
void column(Archive& archive, const std::string& name, std::vector<Row>& rows, Member&& member) {
    std::vector<T> values;
    if constexpr (!Archive::reading)
        for (Row& row : rows) values.push_back(static_cast<T>(member(row)));
    archive.numbers(name, values, 1);
    if constexpr (Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            member(rows[i]) = static_cast<std::remove_reference_t<decltype(member(rows[i]))>>(values[i]);
}

/// The same with a fixed number of values a row.
template <class T, class Archive, class Row, class Member>
void block(Archive& archive, const std::string& name, std::vector<Row>& rows, std::size_t width, Member&& member) {
    std::vector<T> values;
    if constexpr (!Archive::reading)
        for (Row& row : rows)
            for (std::size_t k = 0; k < width; ++k) values.push_back(static_cast<T>(member(row)[k]));
    archive.numbers(name, values, width);
    if constexpr (Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t k = 0; k < width; ++k) member(rows[i])[k] = values[i * width + k];
}

template <class Archive, class Row, class Member>
void words(Archive& archive, const std::string& name, std::vector<Row>& rows, Member&& member) {
    std::vector<std::string> values;
    if constexpr (!Archive::reading)
        for (Row& row : rows) values.push_back(member(row));
    archive.words(name, values);
    if constexpr (Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i) member(rows[i]) = std::move(values[i]);
}

template <class Archive, class Row>
void open_table(Archive& archive, const std::string& name, std::vector<Row>& rows) {
    archive.table(name, rows.size());
    if constexpr (Archive::reading) rows.resize(archive.rows());
}

template <class Archive>
void authority_columns(Archive& archive, std::vector<Authority>& rows) {
    using A = Authority;
    open_table(archive, "authorities", rows);
    words(
        archive, "code", rows, [](A & a) -> auto& { return a.code; });
    words(
        archive, "gss", rows, [](A & a) -> auto& { return a.gss; });
    words(
        archive, "name", rows, [](A & a) -> auto& { return a.name; });
    column<std::uint8_t>(
        archive, "in_area", rows, [](A & a) -> auto& { return a.in_area; });
    // SEN2 as a row of zeros where none was given: a year of 0 says so.
    std::vector<PlansMaintained> sen2(rows.size());
    if constexpr (!Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].sen2) sen2[i] = *rows[i].sen2;
    using P = PlansMaintained;
    column<std::int32_t>(
        archive, "sen2_year", sen2, [](P & p) -> auto& { return p.year; });
    column<std::int32_t>(
        archive, "sen2_total", sen2, [](P & p) -> auto& { return p.total; });
    block<std::int32_t>(
        archive, "sen2_by_setting", sen2, setting_group_count, [](P & p) -> auto& { return p.by_setting; });
    block<std::int32_t>(
        archive, "sen2_by_age_band", sen2, 5, [](P & p) -> auto& { return p.by_age_band; });
    if constexpr (Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (sen2[i].year != 0) rows[i].sen2 = sen2[i];
}

template <class Archive>
std::vector<OutlineCorner> area_columns(Archive& archive, std::vector<Area>& rows) {
    open_table(archive, "areas", rows);
    words(
        archive, "code", rows, [](Area & a) -> auto& { return a.code; });
    words(
        archive, "name", rows, [](Area & a) -> auto& { return a.name; });
    column<std::uint32_t>(
        archive, "authority", rows, [](Area & a) -> auto& { return a.authority.value; });
    column<std::int32_t>(
        archive, "x", rows, [](Area & a) -> auto& { return a.x; });
    column<std::int32_t>(
        archive, "y", rows, [](Area & a) -> auto& { return a.y; });

    std::vector<OutlineCorner> corners;
    if constexpr (!Archive::reading)
        for (std::uint32_t a = 0; a < rows.size(); ++a)
            for (std::uint32_t ring = 0; ring < rows[a].outline.size(); ++ring)
                for (const auto& corner : rows[a].outline[ring])
                    corners.push_back({a, ring, corner.first, corner.second});
    open_table(archive, "outlines", corners);
    using C = OutlineCorner;
    column<std::uint32_t>(
        archive, "area", corners, [](C & c) -> auto& { return c.area; });
    column<std::uint32_t>(
        archive, "ring", corners, [](C & c) -> auto& { return c.ring; });
    column<std::int32_t>(
        archive, "x", corners, [](C & c) -> auto& { return c.x; });
    column<std::int32_t>(
        archive, "y", corners, [](C & c) -> auto& { return c.y; });
    return corners;
}

template <class Archive>
void zone_columns(Archive& archive, std::vector<Zone>& rows) {
    open_table(archive, "zones", rows);
    words(
        archive, "code", rows, [](Zone & z) -> auto& { return z.code; });
    column<std::uint32_t>(
        archive, "area", rows, [](Zone & z) -> auto& { return z.area.value; });
    column<std::uint32_t>(
        archive, "authority", rows, [](Zone & z) -> auto& { return z.authority.value; });
    column<std::uint32_t>(
        archive, "node", rows, [](Zone & z) -> auto& { return z.node.value; });
    column<std::int32_t>(
        archive, "x", rows, [](Zone & z) -> auto& { return z.x; });
    column<std::int32_t>(
        archive, "y", rows, [](Zone & z) -> auto& { return z.y; });
    column<std::int32_t>(
        archive, "radius", rows, [](Zone & z) -> auto& { return z.radius_m; });
    column<std::uint8_t>(
        archive, "decile", rows, [](Zone & z) -> auto& { return z.decile; });
    block<std::int32_t>(
        archive, "residents", rows, zone_ages, [](Zone & z) -> auto& { return z.residents; });
    column<std::uint8_t>(
        archive, "residents_filled", rows, [](Zone & z) -> auto& { return z.residents_filled; });
}

template <class Archive>
void school_columns(Archive& archive, std::vector<School>& rows) {
    using S = School;
    open_table(archive, "schools", rows);
    column<std::uint32_t>(
        archive, "urn", rows, [](S & s) -> auto& { return s.urn; });
    words(
        archive, "name", rows, [](S & s) -> auto& { return s.name; });
    column<std::uint8_t>(
        archive, "setting", rows, [](S & s) -> auto& { return s.setting; });
    column<std::uint8_t>(
        archive, "phase", rows, [](S & s) -> auto& { return s.phase; });
    column<std::uint32_t>(
        archive, "authority", rows, [](S & s) -> auto& { return s.authority.value; });
    column<std::uint32_t>(
        archive, "area", rows, [](S & s) -> auto& { return s.area.value; });
    column<std::uint32_t>(
        archive, "zone", rows, [](S & s) -> auto& { return s.zone.value; });
    column<std::uint32_t>(
        archive, "node", rows, [](S & s) -> auto& { return s.node.value; });
    column<std::int32_t>(
        archive, "x", rows, [](S & s) -> auto& { return s.x; });
    column<std::int32_t>(
        archive, "y", rows, [](S & s) -> auto& { return s.y; });
    column<std::int8_t>(
        archive, "low_ncy", rows, [](S & s) -> auto& { return s.low_ncy; });
    column<std::int8_t>(
        archive, "high_ncy", rows, [](S & s) -> auto& { return s.high_ncy; });
    column<std::uint8_t>(
        archive, "sex", rows, [](S & s) -> auto& { return s.sex; });
    column<std::uint8_t>(
        archive, "faith", rows, [](S & s) -> auto& { return s.faith; });
    column<std::uint8_t>(
        archive, "selective", rows, [](S & s) -> auto& { return s.selective; });
    column<std::uint8_t>(
        archive, "section41", rows, [](S & s) -> auto& { return s.section41; });
    column<std::uint8_t>(
        archive, "own_admissions", rows, [](S & s) -> auto& { return s.own_admissions; });
    column<std::uint8_t>(
        archive, "in_area", rows, [](S & s) -> auto& { return s.in_area; });
    column<std::int32_t>(
        archive, "capacity", rows, [](S & s) -> auto& { return s.capacity; });
    column<std::int32_t>(
        archive, "pan", rows, [](S & s) -> auto& { return s.pan; });
    column<std::int32_t>(
        archive, "roll", rows, [](S & s) -> auto& { return s.roll; });
    column<std::int32_t>(
        archive, "plans", rows, [](S & s) -> auto& { return s.plans; });
    column<std::int32_t>(
        archive, "sen_support", rows, [](S & s) -> auto& { return s.sen_support; });
    column<float>(
        archive, "fsm_share", rows, [](S & s) -> auto& { return s.fsm_share; });
    column<std::int32_t>(
        archive, "commissioned_places", rows, [](S & s) -> auto& { return s.commissioned_places; });
    block<std::int32_t>(
        archive, "base_places", rows, 2, [](S & s) -> auto& { return s.base_places; });
    column<std::uint8_t>(
        archive, "base_kind", rows, [](S & s) -> auto& { return s.base_kind; });
    column<std::uint16_t>(
        archive, "designated", rows, [](S & s) -> auto& { return s.designated; });
    column<std::uint16_t>(
        archive, "base_needs", rows, [](S & s) -> auto& { return s.base_needs; });
    column<std::uint8_t>(
        archive, "inspection_grade", rows, [](S & s) -> auto& { return s.inspection_grade; });
    column<float>(
        archive, "attainment", rows, [](S & s) -> auto& { return s.attainment; });
    column<std::int32_t>(
        archive, "opens", rows, [](S & s) -> auto& { return s.opens.index; });
    column<std::int32_t>(
        archive, "closes", rows, [](S & s) -> auto& { return s.closes.index; });
    column<std::uint16_t>(
        archive, "filled", rows, [](S & s) -> auto& { return s.filled; });
}

/// A list of plain vectors of equal length.
template <class Archive, class T>
void list(Archive& archive, const std::string& table, const std::string& name, std::vector<T>& values) {
    archive.table(table + "_" + name, values.size());
    archive.numbers(name, values, 1);
}

template <class Archive>
void each_column(Archive& archive, Map& map) {
    authority_columns(archive, map.authorities);
    const std::vector<OutlineCorner> corners = area_columns(archive, map.areas);
    if constexpr (Archive::reading) set_outlines(map, corners, archive.check(), column_name);
    zone_columns(archive, map.zones);
    school_columns(archive, map.schools);
    list(archive, "roads", "x", map.roads.x);
    list(archive, "roads", "y", map.roads.y);
    list(archive, "roads", "first_arc", map.roads.first_arc);
    list(archive, "roads", "head", map.roads.head);
    list(archive, "roads", "metres", map.roads.metres);
    list(archive, "roads", "seconds", map.roads.seconds);
    list(archive, "roads", "walkable", map.roads.walkable);
    list(archive, "travel", "first", map.travel.first);
    list(archive, "travel", "school", map.travel.school);
    list(archive, "travel", "metres", map.travel.metres);
    list(archive, "travel", "tenths", map.travel.tenths);
    using Q = QualityRow;
    open_table(archive, "quality", map.quality);
    words(
        archive, "table", map.quality, [](Q & q) -> auto& { return q.table; });
    words(
        archive, "issue", map.quality, [](Q & q) -> auto& { return q.issue; });
    column<std::int64_t>(
        archive, "count", map.quality, [](Q & q) -> auto& { return q.count; });
    words(
        archive, "rule", map.quality, [](Q & q) -> auto& { return q.rule; });
    words(
        archive, "examples", map.quality, [](Q & q) -> auto& { return q.examples; });
    open_table(archive, "assumptions", map.assumptions);
    words(
        archive, "sentence", map.assumptions, [](std::string & s) -> auto& { return s; });
}

}  // namespace

std::string digest_of_map(const Map& map) {
    ColumnDigest digest;
    digest.add(map.name);
    digest.add(fmt::format("{} {} {:.17g}", map.census.index, map.synthetic, map.detour_factor));
    // The list of columns takes a map it may fill; the digest only reads.
    each_column(digest, const_cast<Map&>(map));
    return digest.text();
}

void write_map(Map& map, const std::filesystem::path& path, bool force) {
    map.digest = digest_of_map(map);
    Hdf5Writer file;
    file.attribute("/", "Conventions", "CF-1.8");
    file.attribute("/", "format", "sendscape map");
    file.attribute("/", "format_version", format_version);
    file.attribute("/", "title", map.name);
    file.attribute("/", "census", to_text(map.census));
    file.attribute("/", "synthetic", static_cast<std::int64_t>(map.synthetic ? 1 : 0));
    file.attribute("/", "detour_factor", map.detour_factor);
    file.attribute("/", "coordinates", "British National Grid (EPSG:27700), metres");
    file.attribute("/", "content_digest", map.digest);
    ColumnWriter archive(file);
    each_column(archive, map);
    write_sealed(path, file.finish(), force);
}

Map read_map(const std::filesystem::path& path) {
    const std::string name = path.string();
    const Hdf5Reader file(read_sealed(path, "a map"), name);
    if (!file.has_attribute("/", "format") || file.text_attribute("/", "format") != "sendscape map")
        throw InputError(fmt::format("'{}' is not a map: it is another kind of Sendscape file", name));
    const double version = file.number_attribute("/", "format_version");
    if (version != static_cast<double>(format_version))
        throw InputError(
            fmt::format("'{}' has map format {}; this version reads format {}", name, version, format_version));
    Map map;
    map.name = file.text_attribute("/", "title");
    const ColumnCheck check(name, "a map");
    const std::string census = file.text_attribute("/", "census");
    if (!parse_month(census))
        check.refuse(fmt::format("its census is '{}'; a month such as 2026-01 is needed", census));
    map.census = *parse_month(census);
    map.synthetic = file.number_attribute("/", "synthetic") != 0;
    map.detour_factor = file.number_attribute("/", "detour_factor");
    ColumnReader archive(file, check);
    each_column(archive, map);
    check_map(map, check, column_name);
    map.digest = file.text_attribute("/", "content_digest");
    return map;
}

}  // namespace sendscape
