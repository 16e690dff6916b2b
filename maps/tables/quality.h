// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "maps/oddity.h"

namespace sendscape {

/// An oddity and what it is about in this table, where its words leave that open ("'capacity' is not a count").
struct Issue {
    Oddity oddity;
    std::string_view about;
    Issue(Oddity met, std::string_view what = {}) : oddity(met), about(what) {}
};

/// Gathers the data-quality table: every oddity met is counted under (table, issue) with the rule that was followed and
/// the first few examples, each once.
class QualityTable {
  public:
    void count(std::string_view table, Issue issue, std::string_view rule, std::string_view example = {},
               std::int64_t times = 1);
    [[nodiscard]] std::vector<QualityRow> rows() const { return rows_; }

  private:
    std::vector<QualityRow> rows_;
    std::vector<std::string> about_;                  ///< of each row
    std::vector<std::vector<std::string>> examples_;  ///< met in each row, up to the first that is left out
};

}  // namespace sendscape
