// SPDX-License-Identifier: MIT
#include "maps/tables/school_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "maps/tables/cell_values.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/own_headings.h"
#include "maps/tables/place_columns.h"
#include "maps/tables/school_rows.h"
#include "maps/tables/table_layout.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

using namespace school_headings;

constexpr std::size_t school_rows_between_stops = 8192;

/// Which numbers GIAS says one school had, one after another. Mergers, splits and sixth-form centres are other links,
/// of schools that are not the same.
void read_links(const CsvTable& table, const SchoolRowColumns& c, JoinedSchools& joined, QualityTable& quality) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % school_rows_between_stops == 0) stop_if_asked();
        const auto one = parse_urn(table.cell(row, c.urn)), other = parse_urn(table.cell(row, c.link));
        const std::string type = lower_case(table.cell(row, c.link_type));
        if (one && other && (type == "predecessor" || type == "successor"))
            joined.links.emplace_back(*one, *other);
        else if (one && other && own_headings::is_link_of_stages(type))
            joined.stages.emplace_back(*one, *other);
        else
            quality.count(table.name(), Oddity::other_link, "left out: the schools are not the same one", type);
    }
}

bool is_national_total(const CsvTable& table, std::size_t row, std::string_view urn_cell,
                       std::optional<std::size_t> level) {
    const std::string urn = lower_case(urn_cell);
    return urn == "nat" || urn == "tot" || urn == "total" || urn == "res" ||
           (urn.empty() && lower_case(table.cell(row, level)) == "national");
}

void read_table(const std::filesystem::path& path, const GridProjection& projection, std::uint64_t table_bit,
                JoinedSchools& joined, QualityTable& quality) {
    const CsvTable table = read_csv(path, urn_names);
    const SchoolTableKind kind = recognise_school_table(table);
    SchoolRowColumns columns = find_school_row_columns(table);
    quality.count(table.name(), {Oddity::rows_read, words_for(kind)}, "joined by URN", {},
                  static_cast<std::int64_t>(table.rows()));
    count_layout(table, quality);
    if (kind == SchoolTableKind::links) return read_links(table, columns, joined, quality);
    columns.places = find_place_columns(table, quality);
    if (kind == SchoolTableKind::coordinates && columns.places.empty())
        throw InputError(table.heading_place() + ": no usable coordinates: " + why_no_place(table));
    const auto level = table.column({"geographic_level"});
    const bool is_long = kind == SchoolTableKind::sen_long;
    std::map<std::uint32_t, std::size_t> seen;
    std::int64_t usable = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % school_rows_between_stops == 0) stop_if_asked();
        const std::string_view cell = table.cell(row, columns.urn);
        const auto urn = parse_urn(cell);
        if (!urn) {
            const std::string line = fmt::format("line {}", table.line(row));
            if (is_national_total(table, row, cell, level))
                quality.count(table.name(), Oddity::national_totals, "dropped, never added in", line);
            else if (is_missing(cell))
                quality.count(table.name(), Oddity::no_urn, "dropped", line);
            else
                quality.count(table.name(), Oddity::bad_urn, "dropped",
                              fmt::format("{}: '{}'", line, cell.substr(0, 20)));
            continue;
        }
        if (!is_long && !seen.emplace(*urn, row).second) {
            quality.count(table.name(), Oddity::duplicate_urn, "the first row is kept", fmt::format("{}", *urn));
            continue;
        }
        ++usable;
        SchoolRecord& record = joined.by_urn[*urn];
        if (record.urn == 0) {
            record.urn = *urn;
            record.first_table = table.name();
        }
        if (!is_long || seen.emplace(*urn, row).second)
            read_school_row(table, kind, columns, row, projection, table_bit, record, quality);
        if (is_long) read_long_counts(table, columns, row, table_bit, record, quality);
        if (!joined.census_january) {
            if (columns.period && (kind == SchoolTableKind::sen_wide || is_long))
                joined.census_january = january_of_period(table.cell(row, columns.period));
            else if (columns.census_date)
                if (const auto date = parse_date(table.cell(row, columns.census_date));
                    date && date->month_of_year() <= 2)
                    joined.census_january = date->year();
        }
    }
    if (usable == 0)
        throw InputError(fmt::format("{}: no usable row: none of its {} rows has a URN from 100000 to 999999",
                                     table.path().string(), table.rows()));
    joined.has_census = joined.has_census || kind == SchoolTableKind::census || kind == SchoolTableKind::sen_wide ||
                        kind == SchoolTableKind::sen_long;
}

}  // namespace

std::optional<Need> need_of(std::string_view text) {
    const std::string key = column_key(text);
    const std::string_view first = std::string_view(key).substr(0, key.find('_'));
    for (std::size_t i = 0; i < need_count; ++i)
        if (first == lower_case(need_labels[i].code)) return static_cast<Need>(i);
    // Phrases of older GIAS files without a code in front.
    constexpr std::array<std::pair<std::string_view, Need>, 6> phrases{{
        {"autis", Need::asd},
        {"behaviour", Need::semh},
        {"speech", Need::slcn},
        {"hearing", Need::hi},
        {"visual", Need::vi},
        {"physical", Need::pd},
    }};
    for (const auto& [phrase, need] : phrases)
        if (key.find(phrase) != std::string::npos) return need;
    return std::nullopt;
}

std::string_view words_for(SchoolTableKind kind) {
    switch (kind) {
        case SchoolTableKind::gias:
            return "a GIAS download";
        case SchoolTableKind::gias_extract:
            return "a GIAS extract";
        case SchoolTableKind::census:
            return "the school census of the performance tables";
        case SchoolTableKind::sen_wide:
            return "school-level SEN, wide layout";
        case SchoolTableKind::sen_long:
            return "school-level SEN, long layout";
        case SchoolTableKind::coordinates:
            return "coordinates of schools";
        case SchoolTableKind::council:
            return "a list of schools";
        case SchoolTableKind::capacity:
            return "school capacity (SCAP)";
        case SchoolTableKind::links:
            return "links between schools (GIAS)";
    }
    return "";
}

SchoolTableKind recognise_school_table(const CsvTable& table) {
    constexpr std::string_view wanted = "a table of schools (one row for each URN)";
    constexpr std::string_view reads =
        "--schools reads by URN: the school census of the performance tables (NOR, TSENELSE, TSENELK), school-level "
        "SEN, "
        "a GIAS download or extract, coordinates, school capacity, a council's list of schools";
    if (!table.column(urn_names)) throw InputError(not_what_is_wanted(table, wanted, reads));
    const auto has = [&](Spellings names) { return table.column(names).has_value(); };
    if (has(link_names)) {
        table.needed_column("the type of link", {"linktype", "link_type"});
        return SchoolTableKind::links;
    }
    if (has({"sen_provision"})) {
        table.needed_column("the number of pupils", {"pupil_count"});
        return SchoolTableKind::sen_long;
    }
    if (has({"typeofestablishment_code", "typeofestablishment_name"})) return SchoolTableKind::gias;
    if (has({"nor", "tsenelse", "tsenelk"})) {
        table.needed_column("pupils on roll", {"nor"});
        table.needed_column("pupils with an EHC plan", {"tsenelse"});
        table.needed_column("pupils on SEN Support", {"tsenelk"});
        return SchoolTableKind::census;
    }
    if (has({"ehc_plan", "ehc_plans"}) && has({"sen_support"})) {
        table.needed_column("pupils on roll", total_names);
        return SchoolTableKind::sen_wide;
    }
    if (has({"establishment_type_group"})) return SchoolTableKind::gias_extract;
    if (has({"school_places", "number_of_school_places"})) return SchoolTableKind::capacity;
    const bool placed = has_place_columns(table);
    const bool described =
        has(capacity_names) || has(roll_names) || has({"type_of_establishment"}) || has({"type"}) || has({"phase"});
    if (described) return SchoolTableKind::council;
    if (placed) return SchoolTableKind::coordinates;
    if (known_table(table).option == "--own") throw InputError(not_what_is_wanted(table, wanted, reads));
    std::string present;
    for (std::size_t i = 0; i < table.headings().size() && i < 12; ++i)
        present += (i ? ", " : "") + table.headings()[i];
    throw InputError(
        fmt::format("{}: has a URN but nothing else that is known of schools; needed is one of: capacity, "
                    "number_of_pupils, type, phase, NOR with TSENELSE and TSENELK, 'EHC plan' with 'SEN support', LAT "
                    "with LON, easting "
                    "with northing; columns found: {}",
                    table.heading_place(), present));
}

JoinedSchools read_school_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality) {
    const GridProjection projection;
    JoinedSchools joined;
    constexpr std::size_t bits = 64;
    for (std::size_t i = 0; i < paths.size(); ++i)
        read_table(paths[i], projection, std::uint64_t{1} << std::min(i, bits - 1), joined, quality);
    return joined;
}

}  // namespace sendscape
