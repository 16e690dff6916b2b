// SPDX-License-Identifier: MIT
#include "sim/output/row_order.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <string_view>
#include <utility>

namespace sendscape {
namespace {

constexpr std::size_t rows_looked_at = 1000;  ///< readr's guess_max
constexpr std::size_t most_columns = 64;
/// What must be seen of a column: that it is filled (bit 2 n) and that it holds more than numbers (bit 2 n + 1), for
/// words among numbers are lost as well.
using Columns = std::bitset<2 * most_columns>;

bool is_number(std::string_view cell) { return cell.find_first_not_of("+-.0123456789") == std::string_view::npos; }

/// The columns that a row tells something of.
Columns filled(std::string_view row) {
    Columns columns;
    bool quoted = false;
    for (std::size_t begin = 0, at = 0, column = 0; at < row.size() && column < most_columns; ++at) {
        if (row[at] == '"') quoted = !quoted;
        if (quoted || (row[at] != ',' && row[at] != '\n')) continue;
        const std::string_view cell = row.substr(begin, at - begin);
        columns.set(2 * column, !cell.empty());
        columns.set(2 * column + 1, !is_number(cell));
        begin = at + 1;
        ++column;
    }
    return columns;
}

Columns filled_in(const std::vector<Columns>& rows, std::size_t step) {
    Columns columns;
    for (std::size_t i = 0; i < rows_looked_at && i * step < rows.size(); ++i) columns |= rows[i * step];
    return columns;
}

/// Few rows that tell what all rows together tell: of what is told least often the first row that tells it, and so on
/// for what these leave untold.
std::vector<std::size_t> few_that_tell_all(const std::vector<Columns>& rows) {
    constexpr std::size_t facts = Columns().size();
    std::vector<std::size_t> counts(facts, 0), few;
    for (const Columns& row : rows)
        for (std::size_t fact = 0; fact < facts; ++fact) counts[fact] += row[fact];
    Columns told;
    for (;;) {
        std::size_t rarest = facts;
        for (std::size_t fact = 0; fact < facts; ++fact)
            if (!told[fact] && counts[fact] > 0 && (rarest == facts || counts[fact] < counts[rarest])) rarest = fact;
        if (rarest == facts) return few;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Columns& one) { return one[rarest]; });
        told |= *row;
        few.push_back(static_cast<std::size_t>(row - rows.begin()));
    }
}

}  // namespace

void fill_columns_early(std::vector<std::string>& rows) {
    std::vector<Columns> columns;
    columns.reserve(rows.size());
    Columns all;
    for (const std::string& row : rows) {
        columns.push_back(filled(row));
        all |= columns.back();
    }
    const std::size_t step = std::max<std::size_t>(1, rows.size() / rows_looked_at);
    if (filled_in(columns, 1) == all && filled_in(columns, step) == all) return;

    const std::vector<std::size_t> few = few_that_tell_all(columns);
    // Each stands where both ways of looking see it, unless that is beyond the first thousand: then there are so many
    // rows of every kind that the second way meets some.
    const std::size_t apart = std::min(step, (rows_looked_at - 1) / few.size());
    std::vector<std::string> ordered(rows.size());
    std::vector<bool> taken(rows.size(), false), moved(rows.size(), false);
    for (std::size_t i = 0; i < few.size(); ++i) {
        ordered[i * apart] = std::move(rows[few[i]]);
        taken[i * apart] = moved[few[i]] = true;
    }
    std::size_t place = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (moved[i]) continue;
        while (taken[place]) ++place;
        ordered[place++] = std::move(rows[i]);
    }
    rows = std::move(ordered);
}

}  // namespace sendscape
