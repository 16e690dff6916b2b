// SPDX-License-Identifier: MIT
#include "maps/tables/csv_layout.h"

#include <algorithm>
#include <tuple>

#include "maps/tables/text_encoding.h"

namespace sendscape {
namespace {

constexpr std::string_view separators = ",;\t|";
constexpr std::size_t sample_rows = 60;  // titles and notes above a published table take about ten
constexpr std::size_t sample_bytes = std::size_t{1} << 20;
constexpr std::size_t most_above = 200;  // bytes of a row above the heading that are told

/// Rows of a text or cells of a row: what stands between `ends`, quotation marks keeping what they enclose together.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view ends, std::string_view cell_ends,
                                       std::size_t most) {
    std::vector<std::string_view> parts;
    bool quoted = false, at_start = true;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size() && parts.size() < most; ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"') quoted = false;  // one doubled begins again at once
            at_start = c == '"';
            continue;
        }
        if (c == '"' && at_start) {
            quoted = true;
        } else if (ends.find(c) != std::string_view::npos) {
            parts.push_back(text.substr(from, i - from));
            from = i + 1;
            at_start = true;
        } else {
            at_start = cell_ends.find(c) != std::string_view::npos || (at_start && c == ' ');
        }
    }
    if (parts.size() < most) parts.push_back(text.substr(from));
    return parts;
}

bool is_blank(std::string_view cell) { return cell.find_first_not_of(" \t\r\n\",;|") == std::string_view::npos; }

/// The cells of a row without blanks and quotation marks round them.
std::vector<std::string> cells_of(std::string_view row, char separator) {
    constexpr std::string_view round_a_cell = " \t\r\n\"";
    const std::string_view end(&separator, 1);
    std::vector<std::string> cells;
    for (const std::string_view cell : parts_of(row, end, end, row.size() + 1)) {
        const std::size_t first = cell.find_first_not_of(round_a_cell);
        cells.emplace_back(first == std::string_view::npos
                               ? std::string_view()
                               : cell.substr(first, cell.find_last_not_of(round_a_cell) - first + 1));
    }
    return cells;
}

/// What a row looks like with one separator.
struct Row {
    std::size_t cells = 0, filled = 0, wanted = 0;
};

Row look_at(std::string_view row, char separator, std::span<const std::string_view> wanted) {
    Row seen;
    std::vector<bool> met(wanted.size());
    const std::string_view end(&separator, 1);
    for (const std::string_view cell : parts_of(row, end, end, row.size() + 1)) {
        ++seen.cells;
        if (is_blank(cell)) continue;
        ++seen.filled;
        if (wanted.empty()) continue;
        const auto found = std::find(wanted.begin(), wanted.end(), column_key(cell));
        if (found != wanted.end()) met[static_cast<std::size_t>(found - wanted.begin())] = true;
    }
    seen.wanted = static_cast<std::size_t>(std::count(met.begin(), met.end(), true));
    return seen;
}

std::size_t heading_of(const std::vector<Row>& rows) {
    const auto most =
        std::max_element(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.wanted < b.wanted; });
    if (most->wanted > 0) return static_cast<std::size_t>(most - rows.begin());
    std::vector<std::size_t> filled;
    for (const Row& row : rows) filled.push_back(row.filled);
    const auto middle = filled.begin() + static_cast<std::ptrdiff_t>((filled.size() - 1) / 2);
    std::nth_element(filled.begin(), middle, filled.end());
    constexpr std::size_t fewest_columns = 2;
    const auto heading = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
        return row.filled * 2 >= *middle && row.filled >= std::min(*middle, fewest_columns);
    });
    return static_cast<std::size_t>(heading - rows.begin());
}

}  // namespace

CsvLayout find_layout(std::string_view text, std::span<const std::string_view> wanted) {
    std::vector<std::string_view> rows = parts_of(text.substr(0, sample_bytes), "\r\n", separators, sample_rows);
    std::erase_if(rows, is_blank);
    CsvLayout layout;
    if (rows.empty()) return layout;
    std::size_t heading = 0;
    std::tuple<std::size_t, std::size_t, std::size_t> best{};
    for (const char separator : separators) {
        std::vector<Row> seen;
        for (const std::string_view row : rows) seen.push_back(look_at(row, separator, wanted));
        const std::size_t at = heading_of(seen);
        const auto alike = static_cast<std::size_t>(
            std::count_if(seen.begin(), seen.end(), [&](const Row& row) { return row.cells == seen[at].cells; }));
        const std::tuple quality{seen[at].wanted, seen[at].filled > 1 ? alike : 0, seen[at].filled};
        if (separator != separators.front() && quality <= best) continue;
        best = quality;
        heading = at;
        layout.separator = separator;
    }
    layout.heading = static_cast<std::size_t>(rows[heading].data() - text.data());
    for (std::size_t i = 0; i < heading; ++i) {
        std::size_t size = std::min(rows[i].size(), most_above);
        while (size < rows[i].size() && (static_cast<unsigned char>(rows[i][size]) & 0xC0) == 0x80) --size;  // UTF-8
        std::string above(rows[i].substr(0, size));
        while (!above.empty() && is_blank(above.substr(above.size() - 1))) above.pop_back();
        layout.above.push_back(std::move(above));
        std::vector<std::string> cells = cells_of(rows[i], layout.separator);
        constexpr std::ptrdiff_t fewest_groups = 2;  // one filled cell is a title
        if (std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }) >=
            fewest_groups)
            layout.groups = std::move(cells);
    }
    return layout;
}

}  // namespace sendscape
