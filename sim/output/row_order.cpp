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

/// What each row tells. Rows tell one of a few things, which are kept once.
struct Told {
    std::vector<Columns> kinds;
    std::vector<std::uint32_t> kind;  ///< by row

    explicit Told(std::span<const std::string_view> rows) {
        kind.reserve(rows.size());
        for (const std::string_view row : rows) {
            const Columns columns = filled(row);
            if (kind.empty() || kinds[kind.back()] != columns) {
                const auto known = std::find(kinds.begin(), kinds.end(), columns);
                kind.push_back(static_cast<std::uint32_t>(known - kinds.begin()));
                if (known == kinds.end()) kinds.push_back(columns);
            } else {
                kind.push_back(kind.back());
            }
        }
    }
    [[nodiscard]] const Columns& operator[](std::size_t row) const { return kinds[kind[row]]; }
    [[nodiscard]] Columns in_all() const {
        Columns all;
        for (const Columns& one : kinds) all |= one;
        return all;
    }
    [[nodiscard]] Columns in_those_looked_at(std::size_t step) const {
        Columns columns;
        for (std::size_t i = 0; i < rows_looked_at && i * step < kind.size(); ++i) columns |= (*this)[i * step];
        return columns;
    }
};

/// Few rows that tell what all rows together tell: of what is told least often the first row that tells it, and so on
/// for what these leave untold.
std::vector<std::uint32_t> few_that_tell_all(const Told& rows) {
    constexpr std::size_t facts = Columns().size();
    std::vector<std::size_t> rows_of_kind(rows.kinds.size(), 0), counts(facts, 0);
    for (const std::uint32_t kind : rows.kind) ++rows_of_kind[kind];
    for (std::size_t kind = 0; kind < rows.kinds.size(); ++kind)
        for (std::size_t fact = 0; fact < facts; ++fact)
            if (rows.kinds[kind][fact]) counts[fact] += rows_of_kind[kind];
    std::vector<std::uint32_t> few;
    Columns told;
    for (;;) {
        std::size_t rarest = facts;
        for (std::size_t fact = 0; fact < facts; ++fact)
            if (!told[fact] && counts[fact] > 0 && (rarest == facts || counts[fact] < counts[rarest])) rarest = fact;
        if (rarest == facts) return few;
        std::uint32_t row = 0;
        while (!rows[row][rarest]) ++row;
        told |= rows[row];
        few.push_back(row);
    }
}

}  // namespace

std::vector<std::uint32_t> guessable_order(std::span<const std::string_view> rows) {
    const Told told(rows);
    const Columns all = told.in_all();
    const std::size_t step = std::max<std::size_t>(1, rows.size() / rows_looked_at);
    if (told.in_those_looked_at(1) == all && told.in_those_looked_at(step) == all) return {};

    const std::vector<std::uint32_t> few = few_that_tell_all(told);
    // Each stands where both ways of looking see it, unless that is beyond the first thousand: then there are so many
    // rows of every kind that the second way meets some.
    const std::size_t apart = std::min(step, (rows_looked_at - 1) / few.size());
    std::vector<std::uint32_t> order(rows.size());
    std::vector<bool> taken(rows.size(), false), moved(rows.size(), false);
    for (std::size_t i = 0; i < few.size(); ++i) {
        order[i * apart] = few[i];
        taken[i * apart] = moved[few[i]] = true;
    }
    std::size_t place = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (moved[i]) continue;
        while (taken[place]) ++place;
        order[place++] = static_cast<std::uint32_t>(i);
    }
    return order;
}

void fill_columns_early(std::vector<std::string>& rows) {
    const std::vector<std::string_view> views(rows.begin(), rows.end());
    const std::vector<std::uint32_t> order = guessable_order(views);
    if (order.empty()) return;
    std::vector<std::string> ordered(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) ordered[i] = std::move(rows[order[i]]);
    rows = std::move(ordered);
}

}  // namespace sendscape
