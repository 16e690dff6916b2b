// SPDX-License-Identifier: MIT
#include "maps/map_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "maps/map_check.h"
#include "maps/oddity.h"
#include "sim/files/file_format.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/files/stored_value.h"

namespace sendscape {

namespace {

constexpr FileFormat map_format{"sendscape map", "a map", 5};
constexpr int quality_codes_since = 2;  ///< format in which rows of the data-quality table first carry a code
constexpr int sen2_tables_since = 3;    ///< format in which SEN2 first has tables of its own, of several years
constexpr int school_links_since = 4;   ///< format in which schools first name the school their leavers go on to
constexpr int catchments_since = 5;     ///< format in which schools first have catchments
constexpr int borders_since = 5;        ///< format in which authorities first have borders

// One list of columns serves writing, reading and the digest (each_column below), so that they cannot drift apart.

/// Writes columns, each with an axis of its table's rows.
class ColumnWriter {
  public:
    explicit ColumnWriter(Hdf5Writer& file) : file_(file) {}
    static constexpr bool reading = false, digesting = false;
    bool keeps(int since) const { return since != 0; }

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

/// The same of a map until format 2, whose one January stands in the authority's row.
std::string column_name_until_2(std::string_view table, std::string_view column) {
    return table == "plans_maintained" ? column_name("authorities", fmt::format("sen2_{}", column))
                                       : column_name(table, column);
}

class ColumnReader {
  public:
    ColumnReader(const Hdf5Reader& file, ColumnCheck check, int version)
        : file_(file), check_(std::move(check)), version_(version) {}
    static constexpr bool reading = true, digesting = false;
    /// True if the file has a column that came with a format (0: with none).
    bool keeps(int since) const { return since != 0 && since <= version_; }
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
    int version_;
    std::string table_;
    std::size_t rows_ = 0;
};

class ColumnDigest {
  public:
    static constexpr bool reading = false, digesting = true;
    bool keeps(int since) const { return since != 0; }
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

/// A field of every row as one column: words, numbers, or a list of as many numbers a row.
template <class Archive, class Row, class Field>
void column(Archive& archive, const std::string& name, std::vector<Row>& rows, Field Row::*member) {
    if constexpr (std::is_same_v<Field, std::string>) {
        std::vector<std::string> values;
        if constexpr (!Archive::reading)
            for (const Row& row : rows) values.push_back(row.*member);
        archive.words(name, values);
        if constexpr (Archive::reading)
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = std::move(values[i]);
    } else if constexpr (requires { std::tuple_size<Field>::value; }) {
        constexpr std::size_t width = std::tuple_size_v<Field>;
        std::vector<typename Field::value_type> values;
        if constexpr (!Archive::reading)
            for (const Row& row : rows) values.insert(values.end(), (row.*member).begin(), (row.*member).end());
        archive.numbers(name, values, width);
        if constexpr (Archive::reading)
            for (std::size_t i = 0; i < rows.size(); ++i)
                std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * width), width, (rows[i].*member).begin());
    } else {
        std::vector<Stored<Field>> values;
        if constexpr (!Archive::reading)
            for (const Row& row : rows) values.push_back(stored(row.*member));
        archive.numbers(name, values, 1);
        if constexpr (Archive::reading)
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = from_stored<Field>(values[i]);
    }
}

template <class Archive, class Row>
void open_table(Archive& archive, const std::string& name, std::vector<Row>& rows) {
    archive.table(name, rows.size());
    if constexpr (Archive::reading) rows.resize(archive.rows());
}

/// SEN2 until format 2: a row of zeros where none was given; a year of 0 says so.
template <class Archive>
void latest_january(Archive& archive, std::vector<Authority>& rows) {
    std::vector<PlansMaintained> sen2(rows.size());
    if constexpr (!Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (const PlansMaintained* given = rows[i].sen2.latest()) sen2[i] = *given;
    column(archive, "sen2_year", sen2, &PlansMaintained::year);
    column(archive, "sen2_total", sen2, &PlansMaintained::total);
    column(archive, "sen2_by_setting", sen2, &PlansMaintained::by_setting);
    column(archive, "sen2_by_age_band", sen2, &PlansMaintained::by_age_band);
    if constexpr (Archive::reading)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (sen2[i].year != 0) rows[i].sen2.plans = {sen2[i]};
}

template <class Archive>
void authority_columns(Archive& archive, std::vector<Authority>& rows) {
    open_table(archive, "authorities", rows);
    column(archive, "code", rows, &Authority::code);
    column(archive, "gss", rows, &Authority::gss);
    column(archive, "name", rows, &Authority::name);
    column(archive, "in_area", rows, &Authority::in_area);
    // A file of an older format has the latest January alone, and the digest goes by that, so that a map which knows no
    // more has one digest in every format.
    if (Archive::digesting || !archive.keeps(sen2_tables_since)) latest_january(archive, rows);
}

/// Rows of SEN2, each of an authority and a year: `columns` is given the list they are in.
template <class Archive, class Row, class Columns>
void rows_of_years(Archive& archive, const std::string& table, std::vector<Authority>& authorities,
                   std::vector<Row> Sen2::*years, Columns&& columns) {
    struct Owner {
        AuthorityId authority;
    };
    std::vector<Owner> owners;
    std::vector<Row> rows;
    if constexpr (!Archive::reading)
        for (std::size_t a = 0; a < authorities.size(); ++a)
            for (const Row& row : authorities[a].sen2.*years) {
                owners.push_back({AuthorityId(a)});
                rows.push_back(row);
            }
    open_table(archive, table, owners);
    if constexpr (Archive::reading) rows.resize(owners.size());
    column(archive, "authority", owners, &Owner::authority);
    column(archive, "year", rows, &Row::year);
    columns(rows);
    if constexpr (Archive::reading) {
        archive.check().row_of(
            column_name(table, "authority"), owners, [](const Owner& owner) { return owner.authority.value; },
            authorities.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            (authorities[owners[i].authority.value].sen2.*years).push_back(rows[i]);
    }
}

template <class Archive>
void sen2_columns(Archive& archive, std::vector<Authority>& authorities) {
    rows_of_years(archive, "plans_maintained", authorities, &Sen2::plans, [&](std::vector<PlansMaintained>& rows) {
        column(archive, "total", rows, &PlansMaintained::total);
        column(archive, "by_setting", rows, &PlansMaintained::by_setting);
        column(archive, "by_age_band", rows, &PlansMaintained::by_age_band);
        column(archive, "by_need", rows, &PlansMaintained::by_need);
    });
    rows_of_years(archive, "plan_flows", authorities, &Sen2::flows, [&](std::vector<PlanFlows>& rows) {
        column(archive, "requests", rows, &PlanFlows::requests);
        column(archive, "agreed", rows, &PlanFlows::agreed);
        column(archive, "refused", rows, &PlanFlows::refused);
        column(archive, "not_issued", rows, &PlanFlows::not_issued);
        column(archive, "new_plans", rows, &PlanFlows::new_plans);
        column(archive, "timed", rows, &PlanFlows::timed);
        column(archive, "in_time", rows, &PlanFlows::in_time);
        column(archive, "new_by_setting", rows, &PlanFlows::new_by_setting);
        column(archive, "new_by_age_band", rows, &PlanFlows::new_by_age_band);
    });
}

/// Whether SEN2 tells more than a map of format 2 could keep.
bool knows_more_than_one_january(const Map& map) {
    return std::any_of(map.authorities.begin(), map.authorities.end(), [](const Authority& authority) {
        const Sen2& sen2 = authority.sen2;
        return sen2.plans.size() > 1 || !sen2.flows.empty() ||
               (sen2.latest() && sen2.latest()->by_need != decltype(PlansMaintained::by_need){});
    });
}

/// Corners of outlines, a row each; `owner` names the column that says whose they are.
template <class Archive>
std::vector<OutlineCorner> corner_columns(Archive& archive, const std::string& table, const std::string& owner,
                                          std::vector<OutlineCorner> corners) {
    open_table(archive, table, corners);
    column(archive, owner, corners, &OutlineCorner::area);
    column(archive, "ring", corners, &OutlineCorner::ring);
    column(archive, "x", corners, &OutlineCorner::x);
    column(archive, "y", corners, &OutlineCorner::y);
    return corners;
}

bool has_borders(const Map& map) {
    return std::any_of(map.authorities.begin(), map.authorities.end(),
                       [](const Authority& authority) { return !authority.outline.empty(); });
}

template <class Archive>
void border_columns(Archive& archive, Map& map) {
    std::vector<OutlineCorner> corners;
    if constexpr (!Archive::reading) corners = border_corners(map);
    corners = corner_columns(archive, "borders", "authority", std::move(corners));
    if constexpr (Archive::reading) set_borders(map, corners, archive.check(), column_name);
}

template <class Archive>
void area_columns(Archive& archive, Map& map) {
    std::vector<Area>& rows = map.areas;
    open_table(archive, "areas", rows);
    column(archive, "code", rows, &Area::code);
    column(archive, "name", rows, &Area::name);
    column(archive, "authority", rows, &Area::authority);
    column(archive, "x", rows, &Area::x);
    column(archive, "y", rows, &Area::y);

    std::vector<OutlineCorner> corners;
    if constexpr (!Archive::reading) corners = outline_corners(map);
    corners = corner_columns(archive, "outlines", "area", std::move(corners));
    if constexpr (Archive::reading) set_outlines(map, corners, archive.check(), column_name);
}

template <class Archive>
void zone_columns(Archive& archive, std::vector<Zone>& rows) {
    open_table(archive, "zones", rows);
    column(archive, "code", rows, &Zone::code);
    column(archive, "area", rows, &Zone::area);
    column(archive, "authority", rows, &Zone::authority);
    column(archive, "node", rows, &Zone::node);
    column(archive, "x", rows, &Zone::x);
    column(archive, "y", rows, &Zone::y);
    column(archive, "radius", rows, &Zone::radius_m);
    column(archive, "decile", rows, &Zone::decile);
    column(archive, "residents", rows, &Zone::residents);
    column(archive, "residents_filled", rows, &Zone::residents_from);
}

template <class Archive>
void school_columns(Archive& archive, std::vector<School>& rows) {
    open_table(archive, "schools", rows);
    School::for_each_column([&](const SchoolColumn& about, auto member) {
        if (archive.keeps(about.kept.map_format)) column(archive, std::string(about.name), rows, member);
    });
}

bool has_links(const Map& map) {
    return std::any_of(map.schools.begin(), map.schools.end(), [](const School& s) { return s.leads_to.exists(); });
}

/// Schools whose next school is known, few of them: a row each.
template <class Archive>
void link_columns(Archive& archive, std::vector<School>& schools) {
    struct Link {
        SchoolId school, leads_to;
    };
    std::vector<Link> rows;
    if constexpr (!Archive::reading)
        for (std::size_t s = 0; s < schools.size(); ++s)
            if (schools[s].leads_to.exists()) rows.push_back({SchoolId(s), schools[s].leads_to});
    open_table(archive, "school_links", rows);
    column(archive, "school", rows, &Link::school);
    column(archive, "leads_to", rows, &Link::leads_to);
    if constexpr (Archive::reading) {
        archive.check().row_of(
            column_name("school_links", "school"), rows, [](const Link& link) { return link.school.value; },
            schools.size());
        for (const Link& link : rows) schools[link.school.value].leads_to = link.leads_to;
    }
}

/// Catchments, a row for each corner of a ring.
template <class Archive>
void catchment_columns(Archive& archive, Map& map) {
    struct Corner {
        SchoolId school;
        std::int32_t ring = 0, x = 0, y = 0;
    };
    std::vector<Corner> corners;
    if constexpr (!Archive::reading)
        for (const Catchment& catchment : map.catchments)
            for (std::size_t ring = 0; ring < catchment.rings.size(); ++ring)
                for (const auto& [x, y] : catchment.rings[ring])
                    corners.push_back({catchment.school, static_cast<std::int32_t>(ring), x, y});
    open_table(archive, "catchments", corners);
    column(archive, "school", corners, &Corner::school);
    column(archive, "ring", corners, &Corner::ring);
    column(archive, "x", corners, &Corner::x);
    column(archive, "y", corners, &Corner::y);
    if constexpr (Archive::reading) {
        const auto name = [](const char* of) { return column_name("catchments", of); };
        archive.check().row_of(
            name("school"), corners, [](const Corner& corner) { return corner.school.value; }, map.schools.size());
        const auto on_the_grid = [&](const char* of, std::int32_t Corner::*member) {
            archive.check().within(
                name(of), corners, [&](const Corner& corner) { return corner.*member; }, -ColumnRange::farthest,
                ColumnRange::farthest);
        };
        on_the_grid("x", &Corner::x);
        on_the_grid("y", &Corner::y);
        // Rings of one school stand together and are numbered from 0.
        for (const Corner& corner : corners) {
            if (map.catchments.empty() || map.catchments.back().school != corner.school)
                map.catchments.push_back({corner.school, {}});
            auto& rings = map.catchments.back().rings;
            const auto ring = static_cast<std::size_t>(corner.ring);
            if (corner.ring < 0 || ring > rings.size() || ring + 1 < rings.size())
                archive.check().refuse(
                    fmt::format("'{}' holds ring {} where {} is the next", name("ring"), corner.ring, rings.size()));
            if (ring == rings.size()) rings.emplace_back();
            rings.back().emplace_back(corner.x, corner.y);
        }
    }
}

template <class Archive>
void quality_columns(Archive& archive, std::vector<QualityRow>& rows) {
    open_table(archive, "quality", rows);
    column(archive, "table", rows, &QualityRow::table);
    column(archive, "issue", rows, &QualityRow::issue);
    column(archive, "count", rows, &QualityRow::count);
    column(archive, "rule", rows, &QualityRow::rule);
    column(archive, "examples", rows, &QualityRow::examples);
    // Not digested: the code says nothing that the words do not, and so a map has one digest in either format.
    if constexpr (!Archive::digesting) {
        if (!archive.keeps(quality_codes_since)) return;
        std::vector<std::string> codes;
        for (const QualityRow& row : rows) codes.emplace_back(label(row.oddity).code);
        archive.words("code", codes);
        if constexpr (Archive::reading)
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i].oddity = oddity_of(codes[i]);
    }
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
    if (Archive::digesting ? knows_more_than_one_january(map) : archive.keeps(sen2_tables_since))
        sen2_columns(archive, map.authorities);
    area_columns(archive, map);
    zone_columns(archive, map.zones);
    school_columns(archive, map.schools);
    if (Archive::digesting ? has_links(map) : archive.keeps(school_links_since)) link_columns(archive, map.schools);
    if (Archive::digesting ? !map.catchments.empty() : archive.keeps(catchments_since)) catchment_columns(archive, map);
    if (Archive::digesting ? has_borders(map) : archive.keeps(borders_since)) border_columns(archive, map);
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
    quality_columns(archive, map.quality);
    open_table(archive, "assumptions", map.assumptions);
    archive.words("sentence", map.assumptions);
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
    file.attribute("/", "format", map_format.format);
    file.attribute("/", "format_version", std::int64_t{map_format.newest});
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
    const int version = version_of(file, name, map_format);
    Map map;
    map.name = file.text_attribute("/", "title");
    const ColumnCheck check(name, "a map");
    const std::string census = file.text_attribute("/", "census");
    if (!parse_month(census))
        check.refuse(fmt::format("its census is '{}'; a month such as 2026-01 is needed", census));
    map.census = *parse_month(census);
    map.synthetic = file.number_attribute("/", "synthetic") != 0;
    map.detour_factor = file.number_attribute("/", "detour_factor");
    ColumnReader archive(file, check, version);
    each_column(archive, map);
    check_map(map, check, version < sen2_tables_since ? column_name_until_2 : column_name);
    map.digest = file.text_attribute("/", "content_digest");
    return map;
}

}  // namespace sendscape
