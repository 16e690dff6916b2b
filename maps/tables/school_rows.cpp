// SPDX-License-Identifier: MIT
#include "maps/tables/school_rows.h"

#include <fmt/format.h>

#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

using namespace school_headings;

const Spellings plan_names{"tsenelse", "ehc_plan", "ehc_plans", "pupils_with_ehc_plan", "ehcp"};
const Spellings support_names{"tsenelk", "sen_support", "pupils_on_sen_support"};

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

void read_place(const CsvTable& table, const SchoolRowColumns& c, std::size_t row, const GridProjection& projection,
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
        record.grid_table = table.path().string();
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
void read_authority(const CsvTable& table, const SchoolRowColumns& c, std::size_t row, SchoolRecord& record,
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

}  // namespace

SchoolRowColumns find_school_row_columns(const CsvTable& table) {
    SchoolRowColumns c;
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
    c.town = find({"town", "town_name", "post_town"});
    c.locality = find({"locality"});
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

void read_school_row(const CsvTable& table, SchoolTableKind kind, const SchoolRowColumns& c, std::size_t row,
                     const GridProjection& projection, std::uint64_t table_bit, SchoolRecord& record,
                     QualityTable& quality) {
    const Joiner join(table, quality);
    const auto text = [&](std::optional<std::size_t> column) { return table.cell(row, column); };
    join.give_text(record.name, text(c.name));
    join.give_text(record.postcode, text(c.postcode));
    join.give_text(record.lsoa, text(c.lsoa));
    join.give_text(record.district, text(c.district));
    join.give_text(record.town, text(c.town));
    join.give_text(record.locality, text(c.locality));
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

void read_long_counts(const CsvTable& table, const SchoolRowColumns& c, std::size_t row, std::uint64_t table_bit,
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

}  // namespace sendscape
