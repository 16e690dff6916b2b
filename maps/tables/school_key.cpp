// SPDX-License-Identifier: MIT
#include "maps/tables/school_key.h"

#include <fmt/format.h>

#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"

namespace sendscape {
namespace {

constexpr std::int64_t least_urn = 100'000, most_urn = 999'999;
constexpr std::int64_t numbers_in_an_authority = 10'000;  // LAESTAB is the authority's three digits and four more
constexpr std::int64_t least_laestab = 1'000'000, most_laestab = 9'999'999;

/// The digits of "358/2001", "358-2001" or "358 2001" without what parts them; the cell itself where it is none.
std::string joined_laestab(std::string_view cell) {
    constexpr std::size_t authority_digits = 3, all = 8;
    if (cell.size() == all && std::string_view("/- .").find(cell[authority_digits]) != std::string_view::npos)
        return std::string(cell.substr(0, authority_digits)) + std::string(cell.substr(authority_digits + 1));
    return std::string(cell);
}

/// Three digits of an authority's code or name, present or former; empty where it is neither.
std::string code_told(std::string_view cell) {
    std::string text(cell);
    if (const auto code = parse_typed_whole(cell); code && *code > 0 && *code < 1000)
        text = fmt::format("{:03}", *code);
    if (const EnglishAuthority* by_code = authority_of_code(text)) return std::string(by_code->code);
    if (const EnglishAuthority* by_name = authority_of_name(text)) return std::string(by_name->code);
    if (const EndedAuthority* ended = ended_authority(text)) return std::string(ended->code);
    return {};
}

}  // namespace

SchoolKey school_key_of(std::string_view cell) {
    SchoolKey key;
    if (const auto urn = parse_typed_whole(cell); urn && *urn >= least_urn && *urn <= most_urn) {
        key.urn = static_cast<std::uint32_t>(*urn);
        key.read = fmt::format("URN {}", key.urn);
    } else if (const auto laestab = parse_typed_whole(joined_laestab(cell));
               laestab && *laestab >= least_laestab && *laestab <= most_laestab) {
        key.authority = fmt::format("{:03}", *laestab / numbers_in_an_authority);
        key.number = static_cast<std::int32_t>(*laestab % numbers_in_an_authority);
        key.read = fmt::format("LAESTAB {}/{:04}", key.authority, key.number);
    } else {
        key.read = fmt::format("'{}'", cell);
    }
    return key;
}

SchoolKeyColumns find_school_key_columns(const CsvTable& table) {
    return {table.column({"urn", "school_urn", "unique_reference_number", "unique_reference_number_urn",
                          "establishment_urn", "urn_number", "urn_no"}),
            table.column({"laestab", "school_laestab", "la_estab", "lea_estab", "dfe_number", "dfe_no", "dfe",
                          "dfes_number", "dfe_number_laestab", "laestab_number", "dfe_estab", "dfe_code",
                          "la_establishment_number", "dfe_school_number"}),
            table.column(
                {"establishmentnumber", "establishment_number", "estab", "estab_number", "estab_no", "school_number"}),
            table.column({"la_code", "la", "lea", "lea_code", "local_authority_code", "local_authority", "la_name",
                          "local_authority_name", "authority", "la_number"})};
}

SchoolKey school_key_of(const CsvTable& table, std::size_t row, const SchoolKeyColumns& columns) {
    SchoolKey key;
    for (const auto column : {columns.urn, columns.laestab}) {
        const std::string_view cell = table.cell(row, column);
        if (cell.empty()) continue;
        SchoolKey told = school_key_of(cell);
        if (told.told()) return told;
        if (key.read.empty()) key = std::move(told);
    }
    const std::string_view number = table.cell(row, columns.number);
    if (number.empty()) return key;
    SchoolKey whole = school_key_of(number);
    if (whole.number != 0) return whole;  // LAESTAB in the column of the number
    if (const auto four = parse_typed_whole(number); four && *four > 0 && *four < numbers_in_an_authority) {
        key.number = static_cast<std::int32_t>(*four);
        key.authority = code_told(table.cell(row, columns.authority));
        key.read = key.authority.empty() ? fmt::format("establishment {:04}", key.number)
                                         : fmt::format("LAESTAB {}/{:04}", key.authority, key.number);
    } else if (key.read.empty()) {
        key.read = fmt::format("'{}'", number);
    }
    return key;
}

}  // namespace sendscape
