// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/row_faults.h"
#include "sim/commands/admission_lists.h"
#include "sim/core/error.h"

namespace sendscape {

constexpr std::size_t rows_between_stops = 4096;  ///< of a list: how often a stop that was asked for is heeded
constexpr std::int64_t largest_count = std::numeric_limits<std::int32_t>::max();  ///< of places, preferences

/// Faults of one list's rows.
class ListFaults {
  public:
    explicit ListFaults(const CsvTable& table) : table_(table), longer_(table.longer_rows().begin()) {}

    /// Whether the row has more cells than the heading, which is told: what it says is in doubt, a plan too.
    bool is_longer(std::size_t row) {
        if (longer_ == table_.longer_rows().end() || longer_->row != row) return false;
        shifted_.add(table_.place(row) + ": " + table_.words_for(*longer_++));
        return true;
    }
    /// `grave`: the row may not be left out, whatever is asked.
    void add(std::size_t row, const std::string& what, bool grave = false) {
        told_.add(table_.place(row) + ": " + what);
        if (grave) grave_.add(table_.place(row) + ": " + what);
    }
    [[nodiscard]] bool in_words() const { return told_.in_words(); }
    void settle(bool skip, RowFaults& left_out) {
        if (!shifted_.empty()) {
            shifted_.append(skip ? grave_ : told_);
            throw InputError(shifted_.list() +
                             (skip ? "\n(--skip-bad-rows leaves no such row out: it may be that of a child whose plan "
                                     "names the school)"
                                   : ""));
        }
        if (!skip && !told_.empty()) throw InputError(told_.list() + hint());
        // Without its row the child would be no applicant, and its place would go to another (School Admissions Code
        // 1.6: all children whose plans name a school must be admitted).
        if (!grave_.empty())
            throw InputError(
                grave_.list() +
                "\n(--skip-bad-rows never leaves out a row of a child whose plan names the school: mend it)");
        left_out.append(told_);
    }

  private:
    /// What --skip-bad-rows would do with these rows.
    [[nodiscard]] std::string hint() const {
        if (grave_.empty()) return "\n(--skip-bad-rows leaves such rows out)";
        if (grave_.count() == told_.count())
            return "\n(--skip-bad-rows leaves no such row out: the child's plan may name the school)";
        return "\n(--skip-bad-rows leaves such rows out, but not those of children whose plans may name the school:\n" +
               grave_.list("  ") + ")";
    }

    const CsvTable& table_;
    std::vector<LongerRow>::const_iterator longer_;
    RowFaults told_, grave_, shifted_;
};

/// The place in two columns of a row; nothing where both are blank. `fault` says what is wrong with them.
std::optional<GridPlace> read_place(const CsvTable& table, std::size_t row, std::optional<std::size_t> easting,
                                    std::optional<std::size_t> northing, std::string& fault);

}  // namespace sendscape
