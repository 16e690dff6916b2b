// SPDX-License-Identifier: MIT
#include "maps/tables/school_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/place_columns.h"
#include "maps/tables/table_layout.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

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
const Spellings capacity_names{"schoolcapacity", "school_capacity",         "capacity",
                               "school_places",  "number_of_school_places", "total_capacity"};
const Spellings link_names{"linkurn", "link_urn"};
constexpr std::size_t school_rows_between_stops = 8192;

struct Columns {
    using Column = std::optional<std::size_t>;
    Column urn, name, census_type, postcode, lsoa, district, uprn, number, laestab, link, link_type, type, type_group,
        phase, gender, religion, policy, section41, inspection, base_type, status, status_code, opened, shut,
        reason_opened, reason_closed, low_age, high_age, capacity, total, roll, girls, boys, plans, support,
        unit_capacity, resourced_capacity, unit_roll, resourced_roll, fsm_ever, fsm, is_primary, is_secondary, sen_unit,
        rp_unit, provision, pupil_count, need, period, census_date;
    std::vector<std::size_t> la_codes, la_names;
    std::vector<PlaceColumns> places;
    std::vector<std::pair<std::size_t, std::optional<Need>>> designations;  // need none: the cell names it
};

Columns find_columns(const CsvTable& table) {
    Columns c;
    const auto find = [&](Spellings names) { return table.column(names); };
    c.urn = find(urn_names);
    c.name = find({"establishmentname", "establishment_name", "school_name", "schname", "name"});
    c.postcode = find({"postcode", "school_postcode"});
    c.lsoa = find({"lsoa_code", "lsoa21", "lsoa11", "lsoa21cd", "lsoa11cd"});
    for (const char* name : {"la_code", "old_la_code", "new_la_code", "la", "lea", "local_authority_code",
                             "gss_la_code", "gssla_code_name", "gsslacode_name", "gsslacode"})
        if (const auto column = find({name})) c.la_codes.push_back(*column);
    for (const char* name : {"la_name", "local_authority", "local_authority_name", "la"})
        if (const auto column = find({name})) c.la_names.push_back(*column);
    c.district = find({"districtadministrative_name", "administrative_district", "district", "district_name",
                       "districtadministrative_code"});
    c.uprn = find({"uprn"});
    c.number = find({"establishmentnumber", "establishment_number", "estab", "estab_number"});
    c.laestab = find({"laestab", "school_laestab", "la_estab", "dfe_number"});
    c.link = find(link_names);
    c.link_type = find({"linktype", "link_type"});
    c.type = find({"typeofestablishment_name", "type_of_establishment", "establishment_type"});
    c.type_group = find({"establishmenttypegroup_name", "establishment_type_group", "type"});
    c.census_type = find({"schooltype", "phase_type_grouping"});
    c.phase = find({"phaseofeducation_name", "education_phase", "phase", "school_phase", "school_main_phase"});
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
    c.reason_opened = find({"reasonestablishmentopened_name", "reason_establishment_opened"});
    c.reason_closed = find({"reasonestablishmentclosed_name", "reason_establishment_closed"});
    c.low_age = find({"statutorylowage", "statutory_low_age", "lowest_admission_age", "low_age"});
    c.high_age = find({"statutoryhighage", "statutory_high_age", "highest_admission_age", "high_age"});
    c.capacity = find(capacity_names);
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
    /// A number of pupils or places; what is none, or no whole one, is counted.
    std::optional<std::int32_t> count_in(std::string_view cell, const char* what, std::uint32_t urn,
                                         std::size_t row) const {
        if (is_missing(cell)) return std::nullopt;
        const auto value = parse_count(cell);
        refuse_beyond_counting(cell, what, urn, row);
        if (!value)
            quality_.count(table_.name(), {Oddity::not_a_count, what}, "read as missing", cell_words(cell, urn, row));
        else if (parse_number(cell) != static_cast<double>(*value))
            quality_.count(table_.name(), {Oddity::not_a_count, fmt::format("a fraction of {}", what)},
                           "rounded to the nearest whole number", cell_words(cell, urn, row));
        return value;
    }
    void give_date(std::optional<Month>& field, std::string_view cell, const char* what, std::uint32_t urn,
                   std::size_t row) const {
        const auto date = parse_date(cell);
        if (!date && !is_missing(cell))
            quality_.count(table_.name(), {Oddity::not_a_date, what},
                           "read as missing; 01-09-2025, 2025-09-01, 01-Sep-25, Sep-25 and 45901 are read",
                           cell_words(cell, urn, row));
        give(field, date);
    }
    void give_count(std::optional<std::int32_t>& field, std::string_view cell, const char* what, std::uint32_t urn,
                    std::size_t row) const {
        const auto value = count_in(cell, what, urn, row);
        if (!value) return;
        if (!field)
            field = value;
        else if (*field != *value)
            quality_.count(table_.name(), {Oddity::tables_differ, what}, "the first table that gives a value wins",
                           fmt::format("{}", urn));
    }

    /// A blank or another fault of a public table is counted; a number this large would fit nothing it is used for.
    void refuse_beyond_counting(std::string_view cell, const char* what, std::uint32_t urn, std::size_t row) const {
        if (is_beyond_counting(cell))
            throw InputError(
                fmt::format("{}: {} '{}' for URN {} is more than any school has", table_.place(row), what, cell, urn));
    }

  private:
    [[nodiscard]] std::string cell_words(std::string_view cell, std::uint32_t urn, std::size_t row) const {
        return fmt::format("URN {} line {}: '{}'", urn, table_.line(row), cell.substr(0, 20));
    }

    const CsvTable& table_;
    QualityTable& quality_;
};

void read_place(const CsvTable& table, const Columns& c, std::size_t row, const GridProjection& projection,
                SchoolRecord& record, QualityTable& quality) {
    std::optional<std::pair<std::int32_t, std::int32_t>> grid;
    bool tried = false;
    for (const PlaceColumns& place : c.places) {
        if (grid) break;
        tried = tried || (parse_number(table.cell(row, place.east)) && parse_number(table.cell(row, place.north)));
        grid = place_of(table, row, place, projection);
    }
    if (!grid) {
        if (tried)
            quality.count(table.name(), Oddity::grid_outside, "read as missing", fmt::format("{}", record.urn));
        else if (!c.places.empty())
            quality.count(table.name(), Oddity::grid_blank, "taken from another table, else placed by rule",
                          fmt::format("{}", record.urn));
        return;
    }
    if (!record.grid) {
        record.grid = grid;
        return;
    }
    const std::int64_t dx = record.grid->first - grid->first, dy = record.grid->second - grid->second;
    constexpr std::int64_t far_m = 1000;
    if (dx * dx + dy * dy > far_m * far_m)
        quality.count(table.name(), Oddity::grid_differs, "the first table that gives a value wins",
                      fmt::format("{}", record.urn));
}

/// Three digits where a cell is a number, else the cell.
std::string authority_cell(std::string_view cell) {
    const auto number = parse_count(cell);
    return number && *number >= 1 && *number <= 999 ? fmt::format("{:03}", *number) : std::string(cell);
}

/// What a row tells of its authority: the live one if any of its columns names one, else one that has ended.
void read_authority(const CsvTable& table, const Columns& c, std::size_t row, SchoolRecord& record,
                    QualityTable& quality) {
    const EnglishAuthority* live = nullptr;
    const EndedAuthority* ended = nullptr;
    std::string other;
    for (const std::size_t column : c.la_codes) {
        const std::string code = authority_cell(table.cell(row, column));
        if (code.empty()) continue;
        if (!live) live = authority_of_code(code);
        if (!ended) ended = ended_authority(code);
        if (other.empty() && parse_count(code)) other = code;
    }
    for (const std::size_t column : c.la_names) {
        const std::string_view name = table.cell(row, column);
        if (live || name.empty()) continue;
        // A row of old Dorset names the Dorset that there is: its code decides.
        if (const auto* named = authority_of_name(name); named && !(ended && ended_authority(name) == ended))
            live = named;
        if (!live && !ended) ended = ended_authority(name);
    }
    if (live) {
        if (!record.authority_code)
            record.authority_code = std::string(live->code);
        else if (*record.authority_code != live->code)
            quality.count(table.name(), {Oddity::tables_differ, "local authority"},
                          "the first table that gives a value wins", fmt::format("{}", record.urn));
    } else if (ended) {
        if (!record.ended_authority) record.ended_authority = std::string(ended->gss);
    } else if (!other.empty() && !record.other_authority) {
        record.other_authority = other;
    }
}

void read_row(const CsvTable& table, SchoolTableKind kind, const Columns& c, std::size_t row,
              const GridProjection& projection, std::uint64_t table_bit, SchoolRecord& record, QualityTable& quality) {
    const Joiner join(table, quality);
    const auto text = [&](std::optional<std::size_t> column) { return table.cell(row, column); };
    join.give_text(record.name, text(c.name));
    join.give_text(record.postcode, text(c.postcode));
    join.give_text(record.lsoa, text(c.lsoa));
    join.give_text(record.district, text(c.district));
    join.give_text(record.uprn, text(c.uprn));
    constexpr std::int32_t numbers_in_an_authority = 10'000;  // LAESTAB is the authority's three digits and four more
    for (const auto column : {c.number, c.laestab})
        if (const auto number = parse_count(text(column)); number && *number > 0)
            join.give<std::int32_t>(record.number, *number % numbers_in_an_authority);
    read_authority(table, c, row, record, quality);
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
        const bool is_open = words.starts_with("open") || code == "1" || code == "3";
        if (is_open) record.open_in |= table_bit;
        join.give<bool>(record.closed, words == "closed" || code == "2");
        join.give<bool>(record.proposed, words == "proposed to open" || code == "4");
    }
    join.give_text(record.reason_opened, text(c.reason_opened));
    join.give_text(record.reason_closed, text(c.reason_closed));
    join.give_date(record.opened, text(c.opened), "opening date", record.urn, row);
    join.give_date(record.shut, text(c.shut), "closing date", record.urn, row);
    join.give<int>(record.low_age, parse_count(text(c.low_age)));
    join.give<int>(record.high_age, parse_count(text(c.high_age)));
    join.give_count(record.capacity, text(c.capacity), "capacity", record.urn, row);
    // Pupils beside places and without plans are no census: SCAP counts them in May, a council when it pleases.
    const bool census_like = c.total && c.plans && kind != SchoolTableKind::sen_long;
    if (census_like) {
        join.give_count(record.roll, text(c.total), "pupils on roll", record.urn, row);
        join.give_count(record.plans, text(c.plans), "pupils with a plan", record.urn, row);
        join.give_count(record.sen_support, text(c.support), "pupils on SEN Support", record.urn, row);
        record.in_census = true;
        record.counted_in |= table_bit;
    }
    if (const auto other = c.roll ? c.roll : c.total; other && !census_like && kind != SchoolTableKind::sen_long) {
        join.give(record.other_roll, join.count_in(text(other), "pupils", record.urn, row));
        if (record.roll && record.other_roll && *record.roll != *record.other_roll)
            quality.count(table.name(), Oddity::roll_differs, "the census is taken", fmt::format("{}", record.urn));
    }
    join.give(record.girls, join.count_in(text(c.girls), "girls", record.urn, row));
    join.give(record.boys, join.count_in(text(c.boys), "boys", record.urn, row));
    join.give_count(record.unit_capacity, text(c.unit_capacity), "SEN unit capacity", record.urn, row);
    join.give_count(record.resourced_capacity, text(c.resourced_capacity), "resourced provision capacity", record.urn,
                    row);
    join.give(record.unit_roll, join.count_in(text(c.unit_roll), "pupils in a SEN unit", record.urn, row));
    join.give(record.resourced_roll,
              join.count_in(text(c.resourced_roll), "pupils in resourced provision", record.urn, row));
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
void read_long_counts(const CsvTable& table, const Columns& c, std::size_t row, std::uint64_t table_bit,
                      SchoolRecord& record, QualityTable& quality) {
    const std::string need = lower_case(table.cell(row, c.need));
    if (!(need.empty() || need == "total" || need == "all" || need == "all needs" || need == "z" ||
          need == "total primary need"))
        return;
    const auto count = Joiner(table, quality).count_in(table.cell(row, c.pupil_count), "pupils", record.urn, row);
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
    record.counted_in |= table_bit;
}

/// Which numbers GIAS says one school had, one after another. Mergers, splits and sixth-form centres are other links,
/// of schools that are not the same.
void read_links(const CsvTable& table, const Columns& c, JoinedSchools& joined, QualityTable& quality) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % school_rows_between_stops == 0) stop_if_asked();
        const auto one = parse_urn(table.cell(row, c.urn)), other = parse_urn(table.cell(row, c.link));
        const std::string type = lower_case(table.cell(row, c.link_type));
        if (one && other && (type == "predecessor" || type == "successor"))
            joined.links.emplace_back(*one, *other);
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
    Columns columns = find_columns(table);
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
            read_row(table, kind, columns, row, projection, table_bit, record, quality);
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
