// SPDX-License-Identifier: MIT
#include "maps/tables/own_tables.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/own_headings.h"
#include "maps/tables/place_columns.h"
#include "maps/tables/table_layout.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

CsvTable read_own(const std::filesystem::path& path) {
    return read_csv(path, {"urn", "school_urn", "laestab", "planning_area", "pan", "linked_urn", "linkurn"});
}

/// Columns of links: of two named by what the schools are, or of a school and the one linked to it.
struct LinkColumns {
    std::optional<std::size_t> infant, junior, linked, type;
};
LinkColumns find_link_columns(const CsvTable& table) {
    return {table.column(own_headings::infant), table.column(own_headings::junior), table.column(own_headings::linked),
            table.column({"linktype", "link_type", "type_of_link"})};
}
bool links_schools(const LinkColumns& columns, const SchoolKeyColumns& keys) {
    return (columns.linked && keys.any()) || (columns.infant && columns.junior) ||
           (keys.any() && (columns.infant || columns.junior));
}

std::string no_school(const SchoolKey& key) {
    return key.read.empty()
               ? std::string("no school: a URN or LAESTAB is needed")
               : fmt::format("{} is neither a URN (100000 to 999999) nor a LAESTAB (358/2001 or 3582001)", key.read);
}

/// The columns that name planning areas, the likeliest first, and the one of their codes.
struct AreaColumns {
    std::vector<std::size_t> names;
    std::optional<std::size_t> code;
    [[nodiscard]] bool any() const { return !names.empty() || code; }
};
AreaColumns find_area_columns(const CsvTable& table) {
    AreaColumns columns{{}, table.column(own_headings::area_code)};
    for (const std::string_view spelling : own_headings::area_names)
        if (const auto column = table.column({spelling})) columns.names.push_back(*column);
    for (std::size_t i = 0; i < table.columns().size() && columns.names.empty(); ++i)
        if (own_headings::speaks_of_areas(table.columns()[i]) && !own_headings::is_of_codes(table.columns()[i]))
            columns.names.push_back(i);
    if (const auto plain = table.column(own_headings::plain_area); plain && columns.names.empty())
        columns.names.push_back(*plain);
    return columns;
}

using SchoolName = std::tuple<std::uint32_t, std::string, std::int32_t>;
SchoolName name_of(const SchoolKey& key) { return {key.urn, key.authority, key.number}; }

std::string words_without_blanks(std::string_view text) {
    std::string words;
    for (const char c : text)
        if (c != ' ' || (!words.empty() && words.back() != ' ')) words += c;
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

void read_area_rows(const CsvTable& table, OwnTable& own, RowFaults& faults) {
    const SchoolKeyColumns keys = find_school_key_columns(table);
    const auto [names, code] = find_area_columns(table);
    std::map<SchoolName, std::size_t> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        OwnAreaRow entry{school_key_of(table, row, keys), {}, std::string(table.cell(row, code)), table.place(row)};
        for (const std::size_t column : names)
            if (entry.area.empty() && !is_missing(table.cell(row, column)))
                entry.area = words_without_blanks(table.cell(row, column));
        if (is_missing(entry.code)) entry.code.clear();
        if (entry.area.empty() && entry.code.empty()) continue;  // as if the school had no row: it is named there
        if (!entry.school.told()) {
            faults.add(entry.place + ": " + no_school(entry.school));
            continue;
        }
        const auto [at, fresh] = seen.emplace(name_of(entry.school), own.areas.size());
        if (fresh) {
            own.areas.push_back(std::move(entry));
            continue;
        }
        const OwnAreaRow& first = own.areas[at->second];
        if (lower_case(first.area) != lower_case(entry.area) || first.code != entry.code)
            faults.add(fmt::format("{}: {} is in planning area '{}' here and in '{}' on line {}; a school is in one",
                                   entry.place, entry.school.read, entry.area.empty() ? entry.code : entry.area,
                                   first.area.empty() ? first.code : first.area,
                                   first.place.substr(first.place.rfind(' ') + 1)));
    }
}

void read_link_rows(const CsvTable& table, OwnTable& own, QualityTable& quality, RowFaults& faults) {
    const SchoolKeyColumns keys = find_school_key_columns(table);
    const LinkColumns columns = find_link_columns(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string type = lower_case(table.cell(row, columns.type));
        if (columns.type && !own_headings::is_link_of_stages(type)) {
            quality.count(own.name, Oddity::other_link, "left out: no link of an infant and a junior school",
                          type.empty() ? "blank" : type);
            continue;
        }
        LinkRow entry{{}, {}, table.place(row)};
        const bool both = columns.infant && columns.junior && !(columns.linked && keys.any());
        const std::optional<std::size_t> second = both             ? columns.junior
                                                  : columns.linked ? columns.linked
                                                  : columns.junior ? columns.junior
                                                                   : columns.infant;
        entry.one = both ? school_key_of(table.cell(row, *columns.infant)) : school_key_of(table, row, keys);
        entry.other = school_key_of(table.cell(row, *second));
        if (is_missing(table.cell(row, *second))) continue;  // a school without a link
        for (const SchoolKey* key : {&entry.one, &entry.other})
            if (!key->told()) faults.add(entry.place + ": " + no_school(*key));
        if (entry.one.told() && entry.other.told()) own.links.push_back(std::move(entry));
    }
}

OwnTable recognise_own(const std::filesystem::path& path) {
    OwnTable own;
    own.path = path;
    own.name = path.filename().string();
    if (is_json(path)) {
        own.is_areas = true;
        return own;
    }
    const CsvTable table = read_own(path);
    const SchoolKeyColumns keys = find_school_key_columns(table);
    own.is_links = links_schools(find_link_columns(table), keys);
    const bool has_places = table.column({"places", "commissioned_places"}).has_value();
    const bool has_kind = table.column({"provision", "provision_type"}).has_value();
    own.is_bases = !own.is_links && has_places && !has_kind && table.column({"needs", "need", "primary_need"});
    own.is_provision = !own.is_links && has_places && (has_kind || own.is_bases);
    if (!own.is_links && !own.is_provision && keys.any() && known_table(table).option != "--sen2") {
        own.is_numbers = has_number_columns(table);
        const AreaColumns areas = find_area_columns(table);
        const bool plain = !areas.names.empty() && table.column(own_headings::plain_area) == areas.names[0];
        own.is_areas = areas.any() && !(plain && (own.is_numbers || has_place_columns(table)));
    }
    own.is_places = keys.urn && !own.is_links && !own.is_provision && has_place_columns(table);
    if (!(own.is_areas || own.is_numbers || own.is_links || own.is_provision || own.is_places))
        throw InputError(not_what_is_wanted(
            table, "a table of the officer's own",
            "--own reads, by URN or LAESTAB: planning areas ('urn,planning_area', or GeoJSON polygons), admission "
            "numbers and capacity ('urn,capacity,pan', 'PAN R', 'Year 7', or 'urn,year_group,pan'), links of infant "
            "and junior schools ('urn,linked_urn'), provision ('urn,places,provision') and coordinates"));
    return own;
}

}  // namespace

std::vector<OwnTable> read_own_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality) {
    std::vector<OwnTable> tables;
    for (const std::filesystem::path& path : paths) {
        tables.push_back(recognise_own(path));
        quality.officers_own(tables.back().name);
    }
    return tables;
}

void read_own_rows(OwnTable& own, int entry, QualityTable& quality, RowFaults& faults) {
    if (is_json(own.path)) {
        own.shapes = read_area_shapes(own.path, quality);
        return;
    }
    if (!own.is_areas && !own.is_numbers && !own.is_links) return;
    const CsvTable table = read_own(own.path);
    table.refuse_repeated();
    count_layout(table, quality);
    for (const LongerRow& longer : table.longer_rows())
        faults.add(table.place(longer.row) + ": " + table.words_for(longer));
    const auto rows = static_cast<std::int64_t>(table.rows());
    if (own.is_areas) {
        read_area_rows(table, own, faults);
        quality.count(own.name, {Oddity::own_read, "planning areas of schools"}, "joined by URN or LAESTAB", {}, rows);
    }
    if (own.is_numbers) {
        own.numbers = read_school_numbers(table, entry, faults);
        const NumberHeadings headings = number_headings(table, entry);
        quality.count(own.name, {Oddity::own_read, "admission numbers and capacity"},
                      fmt::format("columns read: {}", headings.read), {}, rows);
        for (const std::string& heading : headings.of_other_years)
            quality.count(own.name, {Oddity::own_not_used, "admission numbers of another year's offers"},
                          "the offers that made the census's entry year count", heading);
        for (const std::string& heading : headings.unknown)
            quality.count(own.name, {Oddity::own_not_used, "columns about admission or capacity"},
                          "the heading is none that could be told", heading);
    }
    if (own.is_links) {
        read_link_rows(table, own, quality, faults);
        quality.count(own.name, {Oddity::own_read, "links of schools"},
                      "the school that begins where the other ends takes its leavers", {}, rows);
    }
}

}  // namespace sendscape
