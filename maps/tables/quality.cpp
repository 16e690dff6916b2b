// SPDX-License-Identifier: MIT
#include "maps/tables/quality.h"

#include <fmt/format.h>

namespace sendscape {
namespace {

constexpr int most_examples = 8;

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
        examples_.push_back(0);
    }
    rows_[row].count += times;
    if (example.empty() || examples_[row] > most_examples) return;
    std::string& text = rows_[row].examples;
    if (examples_[row]++ == most_examples) {
        text += " ...";
        return;
    }
    if (!text.empty()) text += ", ";
    text += example;
}

}  // namespace sendscape
