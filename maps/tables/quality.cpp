// SPDX-License-Identifier: MIT
#include "maps/tables/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maps/tables/cell_values.h"

namespace sendscape {
namespace {

constexpr std::size_t most_examples = 8;
constexpr std::size_t most_of_own = 200;  ///< of the officer's own tables: whom a row is missing for is the question

/// Names an example in a row, each once, up to the first that is left out.
void add_example(QualityRow& row, std::vector<std::string>& given, std::string_view example, std::size_t most) {
    if (example.empty() || given.size() > most || std::find(given.begin(), given.end(), example) != given.end()) return;
    if (given.size() == most)
        row.examples += " ...";
    else
        row.examples += (row.examples.empty() ? "" : ", ") + std::string(example);
    given.emplace_back(example);
}

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
        about_one_.emplace_back();
    }
    rows_[row].count += times;
    add_example(rows_[row], examples_[row], example, named_in(table));
    const QualitySubject about = subject_of(example);
    if (about.urn != 0 || !about.area_code.empty()) about_one_[row].push_back({std::string(example), times});
}

QualitySubject subject_of(std::string_view example) {
    constexpr std::size_t urn_digits = 6, code_digits = 8;
    constexpr std::string_view line = "line ", nations = "EWSN";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t at = 0; at < example.size();) {
        if (!is_digit(example[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < example.size() && is_digit(example[end])) ++end;
        const std::string_view before = example.substr(0, at), digits = example.substr(at, end - at);
        if (digits.size() == urn_digits && !before.ends_with(line) && !before.ends_with('.'))
            return {parse_urn(digits).value_or(0), {}};
        if (digits.size() == code_digits && !before.empty() && nations.find(before.back()) != std::string_view::npos)
            return {0, example.substr(at - 1, code_digits + 1)};
        at = end;
    }
    return {};
}

std::size_t QualityTable::named_in(std::string_view table) const {
    return own_.contains(table) ? most_of_own : most_examples;
}

QualityParts QualityTable::parts(const std::function<bool(const QualitySubject&)>& of_area) const {
    QualityParts parts;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        QualityRow own = rows_[row], other = rows_[row];
        own.examples.clear();
        other.examples.clear();
        own.count = other.count = 0;
        std::vector<std::string> own_given, other_given;
        std::int64_t left = rows_[row].count;
        const bool officers = own_.contains(rows_[row].table);
        const std::size_t named = named_in(rows_[row].table);
        for (const About& about : about_one_[row]) {
            const bool here = officers || of_area(subject_of(about.example));
            (here ? own : other).count += about.times;
            left -= about.times;
            add_example(here ? own : other, here ? own_given : other_given, about.example, named);
        }
        const bool areas_table = officers || rows_[row].table == "map" || rows_[row].table == "provision";
        (areas_table ? own : other).count += left;
        for (const std::string& example : examples_[row])
            if (const QualitySubject about = subject_of(example); about.urn == 0 && about.area_code.empty())
                add_example(areas_table ? own : other, areas_table ? own_given : other_given, example, named);
        if (own.count > 0) parts.area.push_back(std::move(own));
        if (other.count > 0) parts.rest.push_back(std::move(other));
    }
    return parts;
}

}  // namespace sendscape
