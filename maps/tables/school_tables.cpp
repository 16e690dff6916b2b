// SPDX-License-Identifier: MIT
#include "maps/tables/school_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/table_layout.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

using Spellings = std::initializer_list<std::string_view>;

// Known spellings, old and new, as column_key writes them; the order is the order of preference.
const Spellings urn_names{"urn", "school_urn", "unique_reference_number", "unique_reference_number_urn",
                          "establishment_urn"};
const Spellings total_names{"nor", "total_pupils", "headcount_of_pupils", "pupils_on_roll"};
const Spellings roll_names{"number_of_pupils", "numberofpupils", "n_pupils", "pupils", "roll", "number_on_roll"};
const Spellings plan_names{"tsenelse", "ehc_plan", "ehc_plans", "pupils_with_ehc_plan", "ehcp"};
const Spellings support_names{"tsenelk", "sen_support", "pupils_on_sen_support"};
const Spellings latitude_names{"lat", "latitude", "y_lat"};
const Spellings longitude_names{"lon", "long", "lng", "longitude", "x_lon"};

struct Columns {
    using Column = std::optional<std::size_t>;
    Column urn, name, census_type, postcode, lsoa, la_code, la_name, type, type_group, phase, gender, religion, policy,
        section41, inspection, base_type, status, status_code, opened, shut, low_age, high_age, capacity, total, roll,
        girls, boys, plans, support, unit_capacity, resourced_capacity, unit_roll, resourced_roll, fsm_ever, fsm,
        easting, northing, latitude, longitude, is_primary, is_secondary, sen_unit, rp_unit, provision, pupil_count,
        need, period, census_date;
    std::vector<std::pair<std::size_t, std::optional<Need>>> designations;  // need none: the cell names it
};

Columns find_columns(const CsvTable& table) {
    Columns c;
    const auto find = [&](Spellings names) { return table.column(names); };
    c.urn = find(urn_names);
    c.name = find({"establishmentname", "establishment_name", "school_name", "schname", "name"});
    c.postcode = find({"postcode", "school_postcode"});
    c.lsoa = find({"lsoa_code", "lsoa21", "lsoa11", "lsoa21cd", "lsoa11cd"});
    c.la_code = find({"la_code", "old_la_code", "la", "lea", "local_authority_code"});
    c.la_name = find({"la_name", "local_authority", "local_authority_name"});
    c.type = find({"typeofestablishment_name", "type_of_establishment", "establishment_type"});
    c.type_group = find({"establishmenttypegroup_name", "establishment_type_group", "type"});
    c.census_type = find({"schooltype", "phase_type_grouping"});
    c.phase = find({"phaseofeducation_name", "education_phase", "phase"});
    c.gender = find({"gender_name", "gender", "sex_of_school_description"});
    c.religion =
        find({"religiouscharacter_name", "religious_character", "religious_denomination", "denomination", "religion"});
    c.policy = find({"admissionspolicy_name", "admissions_policy"});
    c.section41 = find({"section41approved_name", "section41_approved", "section41approved"});
    c.inspection = find({"ofstedrating_name", "ofsted_rating", "ofstedrating"});
    c.base_type = find({"typeofresourcedprovision_name", "resource_provision", "resourced_provision",
                        "specialist_provision_unit_type"});
    c.status = find({"establishmentstatus_name", "establishment_status"});
    c.status_code = find({"establishmentstatus_code"});
    c.opened = find({"opendate", "open_date"});
    c.shut = find({"closedate", "close_date"});
    c.low_age = find({"statutorylowage", "statutory_low_age", "lowest_admission_age", "low_age"});
    c.high_age = find({"statutoryhighage", "statutory_high_age", "highest_admission_age", "high_age"});
    c.capacity = find({"schoolcapacity", "school_capacity", "capacity"});
    c.total = find(total_names);
    c.roll = find(roll_names);
    c.girls = find({"norg", "numberofgirls", "number_of_girls"});
    c.boys = find({"norb", "numberofboys", "number_of_boys"});
    c.plans = find(plan_names);
    c.support = find(support_names);
    c.unit_capacity = find({"senunitcapacity", "sen_unit_capacity"});
    c.resourced_capacity = find({"resourcedprovisioncapacity", "resourced_provision_capacity"});
    c.unit_roll = find({"senunitonroll", "sen_unit_on_roll"});
    c.resourced_roll = find({"resourcedprovisiononroll", "resourced_provision_on_roll"});
    c.fsm_ever = find({"pnumfsmever"});
    c.fsm = find({"percentagefsm", "percentage_fsm", "percent_fsm"});
    c.easting = find({"easting", "eastings"});
    c.northing = find({"northing", "northings"});
    c.latitude = find(latitude_names);
    c.longitude = find(longitude_names);
    c.is_primary = find({"isprimary"});
    c.is_secondary = find({"issecondary"});
    c.sen_unit = find({"sen_unit"});
    c.rp_unit = find({"rp_unit"});
    c.provision = find({"sen_provision"});
    c.pupil_count = find({"pupil_count"});
    c.need = find({"sen_primary_need"});
    c.period = find({"time_period"});
    c.census_date = find({"censusdate", "census_date"});
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& key = table.columns()[i];
        for (const std::string_view prefix : {"prov_", "provision_for_"})
            if (key.starts_with(prefix))
                if (const auto need = need_of(std::string_view(key).substr(prefix.size())))
                    c.designations.emplace_back(i, need);
        for (int n = 1; n <= 13; ++n)
            if (key == fmt::format("sen{}_name", n)) c.designations.emplace_back(i, std::nullopt);
    }
    return c;
}

/// Gives a value to an empty field; where the field has one already that differs by the stated test, counts it.
class Joiner {
  public:
    Joiner(const CsvTable& table, QualityTable& quality) : table_(table), quality_(quality) {}

    template <class T>
    void give(std::optional<T>& field, std::optional<T> value) const {
        if (!field && value) field = std::move(value);
    }
    void give_text(std::optional<std::string>& field, std::string_view cell) const {
        if (!field && !is_missing(cell)) field = std::string(cell);
    }
    void give_count(std::optional<std::int32_t>& field, std::string_view cell, const char* what, std::uint32_t urn,
                    std::size_t row) const {
        if (is_missing(cell)) return;
        const auto value = parse_count(cell);
        if (!value) {
            quality_.count(table_.name(), {Oddity::not_a_count, what}, "read as missing",
                           fmt::format("URN {} line {}: '{}'", urn, table_.line(row), cell.substr(0, 20)));
            return;
        }
        if (!field)
            field = value;
        else if (*field != *value)
            quality_.count(table_.name(), {Oddity::tables_differ, what}, "the first table that gives a value wins",
                           fmt::format("{}", urn));
    }

  private:
    const CsvTable& table_;
    QualityTable& quality_;
};

void read_place(const CsvTable& table, const Columns& c, std::size_t row, const GridProjection& projection,
                SchoolRecord& record, QualityTable& quality) {
    std::optional<std::pair<std::int32_t, std::int32_t>> grid;
    bool tried = false;
    const auto easting = parse_number(table.cell(row, c.easting));
    const auto northing = parse_number(table.cell(row, c.northing));
    if (c.easting && c.northing && easting && northing) {
        tried = true;
        if (in_great_britain(*easting, *northing))
            grid = {static_cast<std::int32_t>(*easting + 0.5), static_cast<std::int32_t>(*northing + 0.5)};
    }
    const auto latitude = parse_number(table.cell(row, c.latitude));
    const auto longitude = parse_number(table.cell(row, c.longitude));
    if (!grid && c.latitude && c.longitude && latitude && longitude) {
        tried = true;
        grid = projection.to_grid(*latitude, *longitude);
    }
    const std::string urn = fmt::format("{}", record.urn);
    if (!grid) {
        if (tried)
            quality.count(table.name(), Oddity::grid_outside, "read as missing", urn);
        else if (c.easting || c.latitude)
            quality.count(table.name(), Oddity::grid_blank, "taken from another table, else placed by rule", urn);
        return;
    }
    if (!record.grid) {
        record.grid = grid;
        return;
    }
    const std::int64_t dx = record.grid->first - grid->first, dy = record.grid->second - grid->second;
    constexpr std::int64_t far_m = 1000;
    if (dx * dx + dy * dy > far_m * far_m)
        quality.count(table.name(), Oddity::grid_differs, "the first table that gives a value wins", urn);
}

void read_authority(const CsvTable& table, const Columns& c, std::size_t row, SchoolRecord& record) {
    if (record.authority_code) return;
    const std::string_view code = table.cell(row, c.la_code);
    if (const auto number = parse_count(code); number && *number >= 1 && *number <= 999) {
        record.authority_code = fmt::format("{:03}", *number);
        return;
    }
    if (const EnglishAuthority* authority = authority_of_code(code))
        record.authority_code = std::string(authority->code);
    else if (const EnglishAuthority* named = authority_of_name(table.cell(row, c.la_name)))
        record.authority_code = std::string(named->code);
}

void read_row(const CsvTable& table, SchoolTableKind kind, const Columns& c, std::size_t row,
              const GridProjection& projection, SchoolRecord& record, QualityTable& quality) {
    const Joiner join(table, quality);
    const auto text = [&](std::optional<std::size_t> column) { return table.cell(row, column); };
    join.give_text(record.name, text(c.name));
    join.give_text(record.postcode, text(c.postcode));
    join.give_text(record.lsoa, text(c.lsoa));
    read_authority(table, c, row, record);
    join.give_text(record.type, text(c.type));
    join.give_text(record.type_group, text(c.type_group));
    join.give_text(record.census_type, text(c.census_type));
    join.give_text(record.phase, text(c.phase));
    join.give_text(record.gender, text(c.gender));
    join.give_text(record.religion, text(c.religion));
    join.give_text(record.admissions_policy, text(c.policy));
    join.give_text(record.section41, text(c.section41));
    join.give_text(record.inspection, text(c.inspection));
    join.give_text(record.base_type, text(c.base_type));
    if (kind == SchoolTableKind::sen_wide && !record.base_type) {
        const auto yes = [&](std::optional<std::size_t> column) {
            const std::string cell = lower_case(text(column));
            return cell == "1" || cell == "y" || cell == "yes" || cell == "true";
        };
        if (yes(c.rp_unit))
            record.base_type = yes(c.sen_unit) ? "Resourced provision and SEN unit" : "Resourced provision";
        else if (yes(c.sen_unit))
            record.base_type = "SEN unit";
    }
    if (c.status || c.status_code) {
        const std::string words = lower_case(text(c.status));
        const std::string_view code = text(c.status_code);
        join.give<bool>(record.closed, words == "closed" || code == "2");
        join.give<bool>(record.proposed, words == "proposed to open" || code == "4");
    }
    join.give(record.opened, parse_date(text(c.opened)));
    join.give(record.shut, parse_date(text(c.shut)));
    join.give<int>(record.low_age, parse_count(text(c.low_age)));
    join.give<int>(record.high_age, parse_count(text(c.high_age)));
    join.give_count(record.capacity, text(c.capacity), "capacity", record.urn, row);
    if (c.total && kind != SchoolTableKind::sen_long) {
        join.give_count(record.roll, text(c.total), "pupils on roll", record.urn, row);
        join.give_count(record.plans, text(c.plans), "pupils with a plan", record.urn, row);
        join.give_count(record.sen_support, text(c.support), "pupils on SEN Support", record.urn, row);
        record.in_census = record.in_census || c.plans.has_value();
    }
    if (!c.total) {
        join.give(record.other_roll, parse_count(text(c.roll)));
        if (record.roll && record.other_roll && *record.roll != *record.other_roll && c.roll)
            quality.count(table.name(), Oddity::roll_differs, "the census is taken", fmt::format("{}", record.urn));
    }
    join.give(record.girls, parse_count(text(c.girls)));
    join.give(record.boys, parse_count(text(c.boys)));
    join.give_count(record.unit_capacity, text(c.unit_capacity), "SEN unit capacity", record.urn, row);
    join.give_count(record.resourced_capacity, text(c.resourced_capacity), "resourced provision capacity", record.urn,
                    row);
    join.give(record.unit_roll, parse_count(text(c.unit_roll)));
    join.give(record.resourced_roll, parse_count(text(c.resourced_roll)));
    join.give(record.fsm_ever, parse_percentage(text(c.fsm_ever)));
    join.give(record.fsm, parse_percentage(text(c.fsm)));
    const auto flag = [&](std::optional<std::size_t> column) -> std::optional<bool> {
        const std::string_view cell = text(column);
        if (cell == "1") return true;
        if (cell == "0") return false;
        return std::nullopt;
    };
    join.give(record.is_primary, flag(c.is_primary));
    join.give(record.is_secondary, flag(c.is_secondary));
    for (const auto& [column, need] : c.designations) {
        const std::string_view cell = table.cell(row, column);
        if (need) {
            const std::string lower = lower_case(cell);
            if (lower == "1" || lower == "y" || lower == "yes" || lower == "true")
                record.designated = static_cast<NeedSet>(record.designated | need_bit(*need));
        } else if (const auto named = need_of(cell)) {
            record.designated = static_cast<NeedSet>(record.designated | need_bit(*named));
        }
    }
    read_place(table, c, row, projection, record, quality);
}

/// The long layout holds a school's counts in several rows: totals by provision, needs apart.
void read_long_counts(const CsvTable& table, const Columns& c, std::size_t row, SchoolRecord& record) {
    const std::string need = lower_case(table.cell(row, c.need));
    if (!(need.empty() || need == "total" || need == "all" || need == "all needs" || need == "z" ||
          need == "total primary need"))
        return;
    const auto count = parse_count(table.cell(row, c.pupil_count));
    if (!count) return;
    const std::string provision = lower_case(table.cell(row, c.provision));
    const auto give = [&](std::optional<std::int32_t>& field) {
        if (!field) field = count;
    };
    if (provision == "all pupils" || provision == "total")
        give(record.roll);
    else if (provision.starts_with("education, health") || provision.starts_with("ehc"))
        give(record.plans);
    else if (provision.starts_with("sen support"))
        give(record.sen_support);
    record.in_census = true;
}

bool is_national_total(const CsvTable& table, std::size_t row, std::string_view urn_cell) {
    const std::string urn = lower_case(urn_cell);
    return urn == "nat" || urn == "tot" || urn == "total" || urn == "res" ||
           (urn.empty() && lower_case(table.cell(row, table.column({"geographic_level"}))) == "national");
}

void read_table(const std::filesystem::path& path, const GridProjection& projection, JoinedSchools& joined,
                QualityTable& quality) {
    const CsvTable table = read_csv(path, urn_names);
    const SchoolTableKind kind = recognise_school_table(table);
    const Columns columns = find_columns(table);
    quality.count(table.name(), {Oddity::rows_read, words_for(kind)}, "joined by URN", {},
                  static_cast<std::int64_t>(table.rows()));
    count_layout(table, quality);
    const bool is_long = kind == SchoolTableKind::sen_long;
    std::map<std::uint32_t, std::size_t> seen;
    std::int64_t usable = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, columns.urn);
        const auto urn = parse_urn(cell);
        if (!urn) {
            const std::string line = fmt::format("line {}", table.line(row));
            if (is_national_total(table, row, cell))
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
            read_row(table, kind, columns, row, projection, record, quality);
        if (is_long) read_long_counts(table, columns, row, record);
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
    }
    return "";
}

SchoolTableKind recognise_school_table(const CsvTable& table) {
    table.needed_column("the school's URN", urn_names);
    const auto has = [&](Spellings names) { return table.column(names).has_value(); };
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
    const bool placed = (has(latitude_names) && has(longitude_names)) || (has({"easting"}) && has({"northing"}));
    const bool described = has({"capacity", "school_capacity"}) || has(roll_names) || has({"type_of_establishment"}) ||
                           has({"type"}) || has({"phase"});
    if (described) return SchoolTableKind::council;
    if (placed) return SchoolTableKind::coordinates;
    std::string present;
    for (std::size_t i = 0; i < table.headings().size() && i < 12; ++i)
        present += (i ? ", " : "") + table.headings()[i];
    throw InputError(
        fmt::format("{}, line 1: has a URN but nothing else that is known of schools; needed is one of: capacity, "
                    "number_of_pupils, "
                    "type, phase, NOR with TSENELSE and TSENELK, 'EHC plan' with 'SEN support', LAT with LON, easting "
                    "with northing; "
                    "columns found: {}",
                    table.path().string(), present));
}

JoinedSchools read_school_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality) {
    const GridProjection projection;
    JoinedSchools joined;
    for (const auto& path : paths) read_table(path, projection, joined, quality);
    return joined;
}

}  // namespace sendscape
