// SPDX-License-Identifier: MIT
#include "visualiser/layers/rows.h"

#include <fmt/format.h>

#include <charconv>

namespace sendscape {

std::optional<Layer> read_layer(std::string_view words) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    const bool is_number = error == std::errc{} && end == words.data() + words.size();
    for (const LayerRow& row : layer_rows)
        if (row.id == words || (is_number && row.number() == number)) return row.layer;
    return std::nullopt;
}

std::string layer_ids() {
    std::string ids;
    for (const LayerRow& row : layer_rows) ids += (ids.empty() ? "" : ", ") + std::string(row.id);
    return ids;
}

std::string layer_list(std::size_t used, const std::string& indent, std::size_t width) {
    std::string list;
    for (const LayerRow& row : layer_rows) {
        const std::string one = fmt::format("{} {}", row.number(), row.words);
        if (!list.empty() && used + 1 + one.size() > width) {
            list += "\n" + indent;
            used = indent.size();
        } else if (!list.empty()) {
            list += " ";
            ++used;
        }
        list += one;
        used += one.size();
    }
    return list;
}

}  // namespace sendscape
