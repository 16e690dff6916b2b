// SPDX-License-Identifier: MIT
#include "sim/commands/admission_child.h"

#include <fmt/format.h>

#include "sim/core/interrupt.h"

namespace sendscape {

ChildFacts::ChildFacts(const CsvTable& table, const ApplicationColumns& columns) : table_(table), columns_(columns) {
    for (const FlagColumn& flag : columns.flags)
        if (flag.criterion == AdmissionCriterion::looked_after || flag.criterion == AdmissionCriterion::pupil_premium)
            facts_.push_back({flag.criterion, flag.column, &flag});
    if (columns.band) facts_.push_back({AdmissionCriterion::band, *columns.band, nullptr});
    if (facts_.empty()) return;
    auto longer = table.longer_rows().begin();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        stop_if_asked();
        if (longer != table.longer_rows().end() && longer->row == row) {
            ++longer;  // its cells may belong to other columns
            continue;
        }
        const std::string_view child = table.cell(row, columns.applicant);
        if (child.empty()) continue;
        SayingRows none;
        none.fill(-1);
        SayingRows& rows = children_.emplace(child, none).first->second;
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (rows[i] < 0 && !said(row, facts_[i]).empty()) rows[i] = static_cast<std::int64_t>(row);
    }
}

std::string_view ChildFacts::said(std::size_t row, const Fact& fact) const {
    const std::string_view cell = table_.cell(row, fact.column);
    if (cell.empty() || fact.flag == nullptr) return cell;
    const auto yes = flag_answer(table_, row, *fact.flag);
    if (!yes) return {};
    return *yes ? "yes" : "no";
}

const ChildFacts::SayingRows* ChildFacts::saying_rows(std::size_t row) const {
    const auto found = children_.find(table_.cell(row, columns_.applicant));
    return found == children_.end() ? nullptr : &found->second;
}

std::size_t ChildFacts::speaking_row(std::size_t row, AdmissionCriterion criterion) const {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        if (facts_[i].criterion != criterion || !table_.cell(row, facts_[i].column).empty()) continue;
        if (const SayingRows* const rows = saying_rows(row); rows != nullptr && (*rows)[i] >= 0)
            return static_cast<std::size_t>((*rows)[i]);
    }
    return row;
}

std::string ChildFacts::contradiction(std::size_t row) const {
    const SayingRows* const rows = saying_rows(row);
    for (std::size_t i = 0; rows != nullptr && i < facts_.size(); ++i) {
        if ((*rows)[i] < 0) continue;
        const auto first = static_cast<std::size_t>((*rows)[i]);
        const std::string_view here = said(row, facts_[i]);
        if (here.empty() || here == said(first, facts_[i])) continue;
        return fmt::format(
            "{} of applicant '{}' is '{}', and '{}' in line {}: it is a fact of the child, not of the child at a "
            "school, and must be the same in all its rows",
            code(facts_[i].criterion), table_.cell(row, columns_.applicant), table_.cell(row, facts_[i].column),
            table_.cell(first, facts_[i].column), table_.line(first));
    }
    return {};
}

std::vector<std::string> ChildFacts::notes() const {
    std::vector<std::string> notes;
    for (const Fact& fact : facts_) {
        std::int64_t filled = 0;
        std::size_t first = 0;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            stop_if_asked();
            const std::size_t speaking = speaking_row(row, fact.criterion);
            if (speaking == row || said(speaking, fact) == "no") continue;  // a blank is no anyhow
            if (filled++ == 0) first = row;
        }
        if (filled > 0)
            notes.push_back(
                fmt::format("{}: {} is blank in {} row{} of children of whom another row says it (first in line {}, "
                            "said in line {}): a fact of the child, taken for all its rows",
                            table_.path().string(), code(fact.criterion), filled, filled == 1 ? "" : "s",
                            table_.line(first), table_.line(speaking_row(first, fact.criterion))));
    }
    return notes;
}

}  // namespace sendscape
