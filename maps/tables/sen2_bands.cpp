// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_bands.h"

#include <fmt/format.h>

#include "maps/tables/known_tables.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

/// InputError if some column splits an authority's rows besides age, place and whether plan or statement: each would be
/// added to the next.
void refuse_other_filters(const CsvTable& table) {
    for (const std::string_view key : {"sex", "gender", "ethnicity", "ethnic_group", "characteristic_sex", "weeks",
                                       "primary_need", "sen_primary_need", "characteristic_gender", "breakdown"})
        if (const auto column = table.column({key}))
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const std::string cell = lower_case(table.cell(row, *column));
                if (cell != "total" && cell != "all" && !cell.empty())
                    throw InputError(fmt::format("{}: column '{}' ('{}') splits the plans further; {}",
                                                 table.place(row), table.headings()[*column], table.cell(row, *column),
                                                 sen2_reads));
            }
}

struct BandColumns {
    std::optional<std::size_t> ages, places, groups;
    explicit BandColumns(const CsvTable& table)
        : ages(table.column({"characteristic_age", "age"})),
          places(table.column({"establishment_type"})),
          groups(table.column({"establishment_group"})) {}
    [[nodiscard]] bool both() const { return ages && places; }
};

}  // namespace

bool is_by_band(const CsvTable& table) { return !table.has("breakdown_topic") && !BandColumns(table).both(); }

void read_age(const CsvTable& table, std::size_t row, std::size_t about, std::int32_t plans, Sen2Rows& rows,
              PlanCounts& counts) {
    const std::string_view words = table.cell(row, about);
    if (is_total(words))
        counts.give_total(plans, table, row);
    else if (const auto band = age_band_of(words))
        counts.add_of_age(*band, plans);
    else
        rows.unknown_label(row, about, "row dropped");
}

void read_placement(const CsvTable& table, std::size_t row, std::size_t about, int year, std::int32_t plans,
                    Sen2Rows& rows, PlanCounts& counts) {
    const std::string_view words = table.cell(row, about);
    if (is_sum_of_placements(words)) return;  // its parts have rows of their own
    const auto placement = placement_of(words, year);
    if (!placement) rows.unknown_label(row, about, "counted in the total, in no group of settings");
    counts.add_of(placement.value_or(Placement{}), plans);
}

void read_plans_by_band(const CsvTable& table, std::size_t count, Sen2Rows& rows, Sen2ByAuthority& counts,
                        std::map<int, PlanCounts> Sen2Counts::*years) {
    const BandColumns columns(table);
    if (columns.both()) throw InputError(not_what_is_wanted(table, sen2_wanted, sen2_reads));
    refuse_other_filters(table);
    const auto about = columns.ages ? columns.ages : columns.places;
    rows.for_each_authority([&](std::size_t row, int year, const EnglishAuthority& authority) {
        const std::string_view words = about ? table.cell(row, *about) : "total";
        const std::string what = columns.ages && !is_total(words) ? age_key(words) : column_key(words);
        const std::string group = column_key(table.cell(row, columns.groups));
        const auto plans = rows.number_in(row, count);
        if (!rows.is_first(row, year, authority, group + " " + what, {count})) return;
        if (!plans) return rows.without_number(row, count);
        PlanCounts& of = (counts[std::string(authority.code)].*years)[year];
        if (columns.ages)
            read_age(table, row, *about, *plans, rows, of);
        else if (!is_total(words))
            read_placement(table, row, *about, year, *plans, rows, of);
        else if (!columns.groups || group == "total")
            of.give_total(*plans, table, row, columns.places.has_value());
    });
}

}  // namespace sendscape
