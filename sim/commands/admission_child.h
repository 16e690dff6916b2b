// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agents/admissions/criteria.h"
#include "maps/tables/csv_table.h"
#include "sim/commands/admission_columns.h"

namespace sendscape {

/// What a list of applications says of a child itself and not of the child at one school: whether it is looked after or
/// has pupil premium, and its band. All rows of the child must agree; a row in which the cell is blank means what
/// another row of the child says. `table` and `columns` must outlive it.
class ChildFacts {
  public:
    ChildFacts(const CsvTable& table, const ApplicationColumns& columns);

    /// The row of the same child that says what `row` leaves blank; `row` itself where none does or the criterion is
    /// no fact of a child.
    [[nodiscard]] std::size_t speaking_row(std::size_t row, AdmissionCriterion criterion) const;
    /// What the row says otherwise than the first row of the child that says it; empty: nothing.
    [[nodiscard]] std::string contradiction(std::size_t row) const;
    /// One sentence for each fact that was taken from another row.
    [[nodiscard]] std::vector<std::string> notes() const;

  private:
    static constexpr std::size_t most_facts = 3;
    struct Fact {
        AdmissionCriterion criterion;
        std::size_t column;
        const FlagColumn* flag;  ///< null: the band
    };
    using SayingRows = std::array<std::int64_t, most_facts>;  // by fact; -1: no row says it

    /// What the row says: "yes", "no" or the band; empty: nothing that can be read.
    [[nodiscard]] std::string_view said(std::size_t row, const Fact& fact) const;
    /// Null: the row names no child.
    [[nodiscard]] const SayingRows* saying_rows(std::size_t row) const;

    const CsvTable& table_;
    const ApplicationColumns& columns_;
    std::vector<Fact> facts_;
    std::unordered_map<std::string_view, SayingRows> children_;
};

}  // namespace sendscape
