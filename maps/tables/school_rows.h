// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/place_columns.h"
#include "maps/tables/projection.h"
#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

/// Known spellings of the headings by which tables of schools are told too, old and new, as column_key writes them; the
/// order is the order of preference.
namespace school_headings {
using Spellings = std::initializer_list<std::string_view>;
inline const Spellings urn_names{"urn", "school_urn", "unique_reference_number", "unique_reference_number_urn",
                                 "establishment_urn"};
inline const Spellings total_names{"nor", "total_pupils", "headcount_of_pupils", "pupils_on_roll"};
inline const Spellings roll_names{"number_of_pupils", "numberofpupils", "n_pupils", "pupils", "roll", "number_on_roll"};
inline const Spellings capacity_names{"schoolcapacity", "school_capacity",         "capacity",
                                      "school_places",  "number_of_school_places", "total_capacity"};
inline const Spellings link_names{"linkurn", "link_urn"};
}  // namespace school_headings

/// The columns of a table of schools that anything is read from; none where it has no such column.
struct SchoolRowColumns {
    using Column = std::optional<std::size_t>;
    Column urn, name, census_type, postcode, lsoa, district, town, locality, uprn, number, laestab, link, link_type,
        type, type_group, phase, gender, religion, policy, section41, inspection, base_type, status, status_code,
        opened, shut, reason_opened, reason_closed, low_age, high_age, capacity, total, roll, girls, boys, plans,
        support, unit_capacity, resourced_capacity, unit_roll, resourced_roll, fsm_ever, fsm, is_primary, is_secondary,
        sen_unit, rp_unit, provision, pupil_count, need, period, census_date;
    std::vector<std::size_t> la_codes, la_names;
    std::vector<PlaceColumns> places;
    std::vector<std::pair<std::size_t, std::optional<Need>>> designations;  // need none: the cell names it
};
SchoolRowColumns find_school_row_columns(const CsvTable& table);

/// Adds what one row says of a school to its record: a field that an earlier table filled keeps its value, and where
/// this one differs it is counted. `table_bit`: of SchoolRecord::counted_in. InputError for a number no school can
/// have.
void read_school_row(const CsvTable& table, SchoolTableKind kind, const SchoolRowColumns& columns, std::size_t row,
                     const GridProjection& projection, std::uint64_t table_bit, SchoolRecord& record,
                     QualityTable& quality);

/// Adds the count of one row of the long layout, which has several for a school: totals by provision, needs apart.
void read_long_counts(const CsvTable& table, const SchoolRowColumns& columns, std::size_t row, std::uint64_t table_bit,
                      SchoolRecord& record, QualityTable& quality);

}  // namespace sendscape
