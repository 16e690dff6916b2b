// SPDX-License-Identifier: MIT
#include "maps/tables/provision_list.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

struct ProvisionName {
    std::string_view name;
    Setting setting;
};
constexpr std::array<ProvisionName, 18> provision_names{{
    {"special", Setting::state_special},
    {"special_school", Setting::state_special},
    {"state_special", Setting::state_special},
    {"non_maintained_special", Setting::non_maintained_special},
    {"nmss", Setting::non_maintained_special},
    {"independent_special", Setting::independent_special},
    {"resourced_provision", Setting::resourced_provision},
    {"rp", Setting::resourced_provision},
    {"erp", Setting::resourced_provision},
    {"base", Setting::resourced_provision},
    {"resource_base", Setting::resourced_provision},
    {"sen_unit", Setting::sen_unit},
    {"unit", Setting::sen_unit},
    {"alternative_provision", Setting::alternative_provision},
    {"ap", Setting::alternative_provision},
    {"pru", Setting::alternative_provision},
    {"pupil_referral_unit", Setting::alternative_provision},
    {"hospital_school", Setting::alternative_provision},
}};

/// A whole number as the officer means it: digits, with commas between thousands or ".0" from a spreadsheet if need be.
/// What other tables forgive (a currency sign, a percentage, blanks) is a slip in a list written for us.
std::optional<std::int32_t> whole_of(std::string_view cell) {
    if (const std::size_t dot = cell.find('.'); dot != std::string_view::npos && dot > 0) {
        if (cell.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
        cell = cell.substr(0, dot);
    }
    std::int32_t value = 0;
    const bool commas = cell.find(',') != std::string_view::npos;
    if (cell.empty() || cell.size() > 9) return std::nullopt;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const std::size_t after = cell.size() - i - 1;
        if (commas && after % 4 == 3) {
            if (cell[i] != ',' || i == 0) return std::nullopt;
        } else if (cell[i] < '0' || cell[i] > '9') {
            return std::nullopt;
        } else {
            value = value * 10 + (cell[i] - '0');
        }
    }
    return value;
}

/// A row longer than its heading has a comma too many or a cell nobody reads; two columns of one name contradict.
void check_shape(const CsvTable& table) {
    table.refuse_repeated();
    if (const auto line = table.first_longer_line(); line > 0)
        throw InputError(fmt::format("{}, line {}: the row has more cells than the heading, which has {}",
                                     table.path().string(), line, table.columns().size()));
}

Setting provision_of(const CsvTable& table, std::size_t row, std::string_view cell) {
    const std::string key = column_key(cell);
    if (key.empty())
        throw InputError(
            fmt::format("{}: provision is blank; special, resourced_provision or another is needed", table.place(row)));
    std::vector<std::string> known;
    for (const auto& [name, setting] : provision_names) {
        if (name == key) return setting;
        known.emplace_back(name);
    }
    throw InputError(
        fmt::format("{}: provision '{}' is not known{}; allowed: special, non_maintained_special, "
                    "independent_special, resourced_provision, sen_unit, alternative_provision",
                    table.place(row), cell, did_you_mean(key, known)));
}

NeedSet needs_of(const CsvTable& table, std::size_t row, std::string_view cell) {
    NeedSet needs = 0;
    std::string word;
    const std::string text = std::string(cell) + ";";
    for (const char c : text) {
        if (c != ';' && c != '|' && c != ',' && c != '/' && c != ' ' && c != '+') {
            word += c;
            continue;
        }
        if (word.empty()) continue;
        const std::string lower = lower_case(word);
        if (lower != "any" && lower != "all") {
            const auto need = lower == "autism" ? Need::asd : need_of(word);
            if (!need) {
                std::vector<std::string> known;
                for (std::size_t i = 0; i < need_count; ++i) known.emplace_back(need_labels[i].code);
                std::string upper;
                for (const char letter : lower)
                    upper += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
                throw InputError(fmt::format(
                    "{}: need '{}' is not known{}; allowed: SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD OTH DS, "
                    "several separated by ';', or 'any'",
                    table.place(row), word, did_you_mean(upper, known)));
            }
            needs = static_cast<NeedSet>(needs | need_bit(*need));
        }
        word.clear();
    }
    return needs;
}

std::array<bool, 2> phases_of(const CsvTable& table, std::size_t row, std::string_view cell) {
    const std::string phase = lower_case(cell);
    if (phase == "primary") return {true, false};
    if (phase == "secondary") return {false, true};
    if (phase.empty() || phase == "all" || phase == "all-through" || phase == "both") return {true, true};
    throw InputError(fmt::format("{}: phase '{}' is not known{}; allowed: primary, secondary, all-through",
                                 table.place(row), cell, did_you_mean(phase, {"primary", "secondary", "all-through"})));
}

std::optional<Month> month_of(const CsvTable& table, std::size_t row, std::string_view cell, const char* what) {
    if (cell.empty()) return std::nullopt;
    if (const auto month = parse_month(cell)) return month;
    if (const auto date = parse_date(cell)) return date;
    throw InputError(fmt::format("{}: {} '{}' is not a month; allowed: a month such as 2028-09, or blank",
                                 table.place(row), what, cell));
}

}  // namespace

std::vector<ProvisionRow> read_provision_list(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    check_shape(table);
    const auto urn = table.needed_column("the school's URN", {"urn", "school_urn"});
    const auto places = table.needed_column("places", {"places", "commissioned_places", "capacity"});
    const auto provision = table.needed_column("the kind of provision", {"provision", "provision_type", "type"});
    const auto needs = table.column({"needs", "need"});
    const auto phase = table.column({"phase"});
    const auto opens = table.column({"opens", "open"});
    const auto closes = table.column({"closes", "close"});
    const auto pan = table.column({"pan", "published_admission_number"});
    table.refuse_misspelt(
        {{"needs", "need"}, {"phase"}, {"opens", "open"}, {"closes", "close"}, {"pan", "published_admission_number"}});
    std::vector<ProvisionRow> rows;
    std::map<std::tuple<std::uint32_t, Setting, int>, std::size_t> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        ProvisionRow entry;
        entry.place = table.place(row);
        const auto number = parse_urn(table.cell(row, urn));
        if (!number)
            throw InputError(
                fmt::format("{}: URN '{}' is not a number from 100000 to 999999", entry.place, table.cell(row, urn)));
        entry.urn = *number;
        const auto count = whole_of(table.cell(row, places));
        if (!count || *count < 1 || *count > 5000)
            throw InputError(fmt::format("{}: places '{}' for URN {} is not a whole number from 1 to 5000", entry.place,
                                         table.cell(row, places), entry.urn));
        entry.places = *count;
        if (const std::string_view cell = table.cell(row, pan); !cell.empty()) {
            const auto admitted = whole_of(cell);
            if (!admitted || *admitted > 2000)
                throw InputError(fmt::format("{}: pan '{}' for URN {} is not a whole number from 0 to 2000",
                                             entry.place, cell, entry.urn));
            entry.pan = *admitted;
        }
        entry.provision = provision_of(table, row, table.cell(row, provision));
        const std::string key = column_key(table.cell(row, provision));
        entry.any_special = key == "special" || key == "special_school";
        entry.needs = needs_of(table, row, table.cell(row, needs));
        entry.phases = phases_of(table, row, table.cell(row, phase));
        entry.opens = month_of(table, row, table.cell(row, opens), "opens");
        entry.closes = month_of(table, row, table.cell(row, closes), "closes");
        if (entry.opens && entry.closes && *entry.closes <= *entry.opens)
            throw InputError(fmt::format("{}: closes {} is not after opens {}", entry.place, to_text(*entry.closes),
                                         to_text(*entry.opens)));
        for (const int part : {0, 1}) {
            if (!entry.phases[static_cast<std::size_t>(part)]) continue;
            const auto [found, fresh] = seen.emplace(std::tuple(entry.urn, entry.provision, part), row);
            if (!fresh)
                throw InputError(
                    fmt::format("{}: URN {} is listed twice with the same provision and phase (first on "
                                "line {}); one row each is allowed",
                                entry.place, entry.urn, table.line(found->second)));
        }
        rows.push_back(std::move(entry));
    }
    return rows;
}

}  // namespace sendscape
