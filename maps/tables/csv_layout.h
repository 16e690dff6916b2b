// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Where the table in a CSV text begins and what stands between its cells.
struct CsvLayout {
    char separator = ',';             ///< comma, semicolon, tab or bar
    std::size_t heading = 0;          ///< byte at which the heading row begins
    std::vector<std::string> above;   ///< rows above it that are not blank: a title, a note, Excel's "sep=;"
    std::vector<std::string> groups;  ///< cells of the last row above it with two or more filled: headings of groups
};

/// Looks at the first rows of a text, in UTF-8. The heading is the first row with most of the columns `wanted` (names
/// as column_key writes them); where no row has any of them, the first with at least half as many filled cells as the
/// middle one of these rows. The separator is the one that makes the best heading of it.
CsvLayout find_layout(std::string_view text, std::span<const std::string_view> wanted);

}  // namespace sendscape
