// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

namespace sendscape {

/// Points of the National Grid in square cells, to find the nearest one or all within a radius. Ties go to the lower
/// row, so answers do not depend on the order of search.
class PointIndex {
  public:
    PointIndex(std::vector<std::int32_t> x, std::vector<std::int32_t> y, std::int32_t cell_metres = 2000);

    [[nodiscard]] std::size_t size() const { return x_.size(); }
    /// Row of the nearest point; the size of the index when it is empty.
    [[nodiscard]] std::size_t nearest(std::int32_t x, std::int32_t y) const;
    /// Whether any point lies within `metres`.
    [[nodiscard]] bool any_within(std::int32_t x, std::int32_t y, double metres) const;
    /// Rows of the points within `metres`, ascending.
    [[nodiscard]] std::vector<std::size_t> within(std::int32_t x, std::int32_t y, double metres) const;

  private:
    [[nodiscard]] std::int32_t column(std::int32_t x) const;
    [[nodiscard]] std::int32_t row(std::int32_t y) const;

    std::vector<std::int32_t> x_, y_;
    std::int32_t cell_ = 2000, left_ = 0, bottom_ = 0, columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> first_, points_;
};

}  // namespace sendscape
