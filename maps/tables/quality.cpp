// SPDX-License-Identifier: MIT
#include "maps/tables/quality.h"

#include <fmt/format.h>

#include <algorithm>

namespace sendscape {
namespace {

constexpr std::size_t most_examples = 8;

std::string words_of(Issue issue) { return fmt::format(fmt::runtime(label(issue.oddity).words), issue.about); }

}  // namespace

void QualityTable::count(std::string_view table, Issue issue, std::string_view rule, std::string_view example,
                         std::int64_t times) {
    if (times == 0) return;
    std::size_t row = 0;
    while (row < rows_.size() &&
           !(rows_[row].table == table && rows_[row].oddity == issue.oddity && about_[row] == issue.about))
        ++row;
    if (row == rows_.size()) {
        rows_.push_back({std::string(table), words_of(issue), 0, std::string(rule), {}, issue.oddity});
        about_.emplace_back(issue.about);
        examples_.emplace_back();
    }
    rows_[row].count += times;
    std::vector<std::string>& given = examples_[row];
    if (example.empty() || given.size() > most_examples ||
        std::find(given.begin(), given.end(), example) != given.end())
        return;
    std::string& text = rows_[row].examples;
    if (given.size() == most_examples)
        text += " ...";
    else
        text += (text.empty() ? "" : ", ") + std::string(example);
    given.emplace_back(example);
}

}  // namespace sendscape
