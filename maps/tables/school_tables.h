// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/projection.h"
#include "maps/tables/quality.h"
#include "sim/core/calendar.h"
#include "sim/core/need.h"

namespace sendscape {

/// What a table of schools is, told by its heading.
enum class SchoolTableKind : std::uint8_t {
    gias,          ///< edubasealldata download of Get Information about Schools
    gias_extract,  ///< the same in snake_case names
    census,        ///< performance tables school census: URN, NOR, TSENELSE
    sen_wide,      ///< school-level SEN, one row per school
    sen_long,      ///< school-level SEN, one row per school, provision and need (2026 format)
    coordinates,   ///< URN with latitude and longitude or easting and northing
    council,       ///< a council's own list of schools
    capacity,      ///< school capacity (SCAP), school level: places, pupils in May
    links,         ///< GIAS links: which number a school had before
};

/// Recognises a table of schools. InputError naming what is missing when it is none.
SchoolTableKind recognise_school_table(const CsvTable& table);
std::string_view words_for(SchoolTableKind kind);

/// What the tables say of one school; empty where none says anything. Words are as read.
struct SchoolRecord {
    std::uint32_t urn = 0;
    std::optional<std::string> name, postcode, lsoa;
    std::optional<std::string> authority_code;   ///< three digits, of an authority that there is
    std::optional<std::string> ended_authority;  ///< the code or name of one that has ended
    std::optional<std::string> other_authority;  ///< a code that is neither
    std::optional<std::string> district;         ///< of a county or former county
    std::optional<std::string> town, locality;   ///< of its address
    std::optional<std::string> uprn;             ///< unique property reference number of its site
    std::optional<std::int32_t> number;          ///< its number in its authority: the last four digits of LAESTAB
    std::optional<std::string> type;             ///< "Community school", "Academy converter" ...
    std::optional<std::string> type_group;
    std::optional<std::string> census_type;  ///< as the census groups it: "State-funded special school"
    std::optional<std::string> phase;
    std::optional<std::string> gender, religion, admissions_policy, section41, inspection;
    std::optional<std::string> base_type;  ///< "Resourced provision and SEN unit"
    std::optional<bool> closed, proposed;  ///< by its establishment status
    std::optional<bool> is_primary, is_secondary;
    std::optional<Month> opened, shut;
    std::optional<std::string> reason_opened,
        reason_closed;  ///< "Academy Converter", "Result of Amalgamation/Merger" ...
    std::optional<int> low_age, high_age;
    std::optional<std::int32_t> other_roll;  ///< from a table that is no census: used where no census has one
    std::optional<std::int32_t> capacity, roll, girls, boys, plans, sen_support;
    std::optional<std::int32_t> unit_capacity, resourced_capacity, unit_roll, resourced_roll;
    std::optional<double> fsm_ever, fsm;  ///< shares
    std::optional<std::pair<std::int32_t, std::int32_t>> grid;
    std::string grid_table;  ///< that gave it
    NeedSet designated = 0;
    bool in_census = false;        ///< a census table has a row for it
    std::uint64_t counted_in = 0;  ///< the census tables that count it: a bit for each table, the first lowest
    std::uint64_t open_in = 0;     ///< the tables that say it is open, likewise
    std::string first_table;
};

/// The schools of every table given, joined by URN: the first table that gives a value wins, and where a later one
/// differs it is counted. Pupils on roll, with plans and on SEN Support are taken together from census tables before
/// any roll of another kind of table.
struct JoinedSchools {
    std::map<std::uint32_t, SchoolRecord> by_urn;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        links;  ///< numbers GIAS says one school had, one after another
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        stages;                         ///< an infant and its junior school, as GIAS links them, either way round
    std::optional<int> census_january;  ///< year, from the tables' own dates
    bool has_census = false;
};

/// Reads every table of schools. An authority that has ended never stands in the way of a live one from any table.
/// InputError as read_csv, for a table that is not one of schools, and for a number no school can have.
JoinedSchools read_school_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality);

/// The need a heading, code or phrase of GIAS or the school census is about: "SEMH - Social, Emotional and Mental
/// Health", "Prov_SEMH", "asd".
std::optional<Need> need_of(std::string_view text);

}  // namespace sendscape
