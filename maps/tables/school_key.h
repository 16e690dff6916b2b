// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "maps/tables/csv_table.h"

namespace sendscape {

/// Which school a row means: its URN, or its authority and its number in it.
struct SchoolKey {
    std::uint32_t urn = 0;    ///< 0: not told
    std::string authority;    ///< three digits; empty: the authority that the table is of
    std::int32_t number = 0;  ///< in that authority, the last four digits of LAESTAB; 0: not told
    std::string read;         ///< as it stands in the table, for messages: "URN 123456", "LAESTAB 358/2001"

    [[nodiscard]] bool told() const { return urn != 0 || number != 0; }
};

/// A school as one cell names it: a URN, or LAESTAB as "3582001", "358/2001", "358-2001" or "358 2001". Nothing told
/// where it is neither.
SchoolKey school_key_of(std::string_view cell);

/// The columns that name a row's school.
struct SchoolKeyColumns {
    std::optional<std::size_t> urn, laestab, number, authority;
    [[nodiscard]] bool any() const { return urn || laestab || number; }
};
SchoolKeyColumns find_school_key_columns(const CsvTable& table);

/// The school of a row: by its URN, else by LAESTAB, else by its authority's code or name and its number.
SchoolKey school_key_of(const CsvTable& table, std::size_t row, const SchoolKeyColumns& columns);

}  // namespace sendscape
