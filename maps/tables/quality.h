#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Gathers the data-quality table: every oddity met is counted under (table, issue) with the rule that was followed and
/// the first few examples.
class QualityTable {
  public:
    void count(std::string_view table, std::string_view issue, std::string_view rule, std::string_view example = {},
               std::int64_t times = 1);
    [[nodiscard]] std::vector<QualityRow> rows() const { return rows_; }

  private:
    std::vector<QualityRow> rows_;
    std::vector<int> examples_;
};

}  // namespace sendscape
