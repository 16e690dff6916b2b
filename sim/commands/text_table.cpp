// SPDX-License-Identifier: MIT
#include "sim/commands/text_table.h"

#include <algorithm>

#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// Characters as a terminal shows them: bytes that continue a UTF-8 character take no room.
std::size_t shown_width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> lines_within(const std::string& text, std::size_t width) {
    std::vector<std::string> lines{""};
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t space = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, space - at);
        if (!lines.back().empty() && shown_width(lines.back()) + 1 + shown_width(word) > width) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + word;
        at = space + 1;
    }
    return lines;
}

}  // namespace

std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
    if (rows.empty()) return {};
    constexpr std::size_t widest = 40, narrowest_last = 40;
    const std::size_t columns = rows.front().size();
    std::vector<std::size_t> widths(columns, 0);
    for (const auto& row : rows)
        for (std::size_t c = 0; c < columns; ++c)
            // A name of one word is never broken.
            for (const std::string& line : lines_within(row[c], widest))
                widths[c] = std::max(widths[c], shown_width(line));
    std::size_t before_last = 0;
    for (std::size_t c = 0; c + 1 < columns; ++c) before_last += widths[c] + 2;
    widths[columns - 1] = before_last + narrowest_last < width ? width - before_last : narrowest_last;
    std::string out;
    for (const auto& row : rows) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t c = 0; c < columns; ++c) {
            cells.push_back(lines_within(row[c], widths[c]));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t i = 0; i < height; ++i) {
            std::string line;
            for (std::size_t c = 0; c < columns; ++c) {
                const std::string text = i < cells[c].size() ? cells[c][i] : "";
                line += text + std::string(widths[c] - std::min(widths[c], shown_width(text)) + 2, ' ');
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + '\n';
        }
    }
    return out;
}

std::string csv_text(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c) out += ',';
            out += csv_field(row[c]);
        }
        out += '\n';
    }
    return out;
}

}  // namespace sendscape
