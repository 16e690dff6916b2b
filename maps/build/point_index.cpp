// SPDX-License-Identifier: MIT
#include "maps/build/point_index.h"

#include <algorithm>
#include <limits>

namespace sendscape {
namespace {

std::int64_t squared_distance(std::int32_t ax, std::int32_t ay, std::int32_t bx, std::int32_t by) {
    const std::int64_t dx = std::int64_t{ax} - bx, dy = std::int64_t{ay} - by;
    return dx * dx + dy * dy;
}

}  // namespace

PointIndex::PointIndex(std::vector<std::int32_t> x, std::vector<std::int32_t> y, std::int32_t cell_metres)
    : x_(std::move(x)), y_(std::move(y)), cell_(cell_metres) {
    if (x_.empty()) return;
    left_ = *std::min_element(x_.begin(), x_.end());
    bottom_ = *std::min_element(y_.begin(), y_.end());
    columns_ = (*std::max_element(x_.begin(), x_.end()) - left_) / cell_ + 1;
    rows_ = (*std::max_element(y_.begin(), y_.end()) - bottom_) / cell_ + 1;
    first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
    const auto cell_of = [&](std::size_t i) {
        return static_cast<std::size_t>(row(y_[i])) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>(column(x_[i]));
    };
    for (std::size_t i = 0; i < x_.size(); ++i) ++first_[cell_of(i) + 1];
    for (std::size_t c = 0; c + 1 < first_.size(); ++c) first_[c + 1] += first_[c];
    points_.resize(x_.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < x_.size(); ++i) points_[next[cell_of(i)]++] = static_cast<std::uint32_t>(i);
}

std::int32_t PointIndex::column(std::int32_t x) const { return std::clamp((x - left_) / cell_, 0, columns_ - 1); }
std::int32_t PointIndex::row(std::int32_t y) const { return std::clamp((y - bottom_) / cell_, 0, rows_ - 1); }

std::size_t PointIndex::nearest(std::int32_t x, std::int32_t y) const {
    std::size_t best = x_.size();
    if (x_.empty()) return best;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    const std::int32_t home_column = column(x), home_row = row(y);
    for (std::int32_t ring = 0; ring <= std::max(columns_, rows_); ++ring) {
        // Once a point is found, one more ring than its distance needs is enough; a point outside the box sees cells
        // farther off than the ring says, never nearer.
        if (best < x_.size() && ring > 0) {
            const std::int64_t clear = std::int64_t{ring - 1} * cell_;
            if (clear * clear > least) break;
        }
        for (std::int32_t r = home_row - ring; r <= home_row + ring; ++r) {
            if (r < 0 || r >= rows_) continue;
            const bool edge = r == home_row - ring || r == home_row + ring;
            for (std::int32_t c = home_column - ring; c <= home_column + ring; c += edge ? 1 : std::max(1, 2 * ring)) {
                if (c < 0 || c >= columns_) continue;
                const std::size_t cell =
                    static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
                for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
                    const std::size_t i = points_[k];
                    const std::int64_t distance = squared_distance(x, y, x_[i], y_[i]);
                    if (distance < least || (distance == least && i < best)) {
                        least = distance;
                        best = i;
                    }
                }
            }
        }
    }
    return best;
}

bool PointIndex::any_within(std::int32_t x, std::int32_t y, double metres) const {
    const std::size_t i = nearest(x, y);
    return i < x_.size() && static_cast<double>(squared_distance(x, y, x_[i], y_[i])) <= metres * metres;
}

std::vector<std::size_t> PointIndex::within(std::int32_t x, std::int32_t y, double metres) const {
    std::vector<std::size_t> found;
    if (x_.empty()) return found;
    const auto reach = static_cast<std::int32_t>(metres) + 1;
    for (std::int32_t r = row(y - reach); r <= row(y + reach); ++r)
        for (std::int32_t c = column(x - reach); c <= column(x + reach); ++c) {
            const std::size_t cell =
                static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
            for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k)
                if (static_cast<double>(squared_distance(x, y, x_[points_[k]], y_[points_[k]])) <= metres * metres)
                    found.push_back(points_[k]);
        }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace sendscape
