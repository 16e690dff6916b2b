// SPDX-License-Identifier: MIT
#include "sim/scenario/config_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace sendscape {

void ConfigProblems::add(const std::string& where, int line, const std::string& text) {
    auto found = std::find(files_.begin(), files_.end(), where);
    const auto order = found - files_.begin();
    if (found == files_.end()) files_.push_back(where);
    rows_.push_back({static_cast<int>(order), line,
                     line > 0 ? fmt::format("{}:{}: {}", where, line, text) : fmt::format("{}: {}", where, text)});
}

void ConfigProblems::add(const std::string& where, const std::string& text) {
    const std::size_t colon = where.rfind(':');
    int line = 0;
    if (colon != std::string::npos) {
        const auto [end, error] = std::from_chars(where.data() + colon + 1, where.data() + where.size(), line);
        if (error != std::errc{} || end != where.data() + where.size()) line = 0;
    }
    add(line > 0 ? where.substr(0, colon) : where, line, text);
}

void ConfigProblems::throw_if_any() {
    if (rows_.empty()) return;
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const Row& a, const Row& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
    std::string all;
    for (const Row& row : rows_) all += (all.empty() ? "" : "\n") + row.text;
    throw InputError(all);
}

void ConfigProblems::add_error(const std::string& where, const std::string& text) {
    const std::string begins = where + ": ";
    add(where, text.rfind(begins, 0) == 0 ? text.substr(begins.size()) : text);
}

}  // namespace sendscape
