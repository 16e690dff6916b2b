// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

namespace sendscape {

/// The box round points that were met, for messages that say where they lie.
struct Extent {
    double least_x = std::numeric_limits<double>::infinity(), most_x = -least_x;
    double least_y = least_x, most_y = -least_x;

    void add(double x, double y) {
        least_x = std::min(least_x, x);
        most_x = std::max(most_x, x);
        least_y = std::min(least_y, y);
        most_y = std::max(most_y, y);
    }
    [[nodiscard]] bool empty() const { return !(least_x <= most_x); }
    /// "longitude 7.41 to 7.44, latitude 43.72 to 43.75"
    [[nodiscard]] std::string words(const char* x_name, const char* y_name) const {
        return fmt::format("{} {:.7g} to {:.7g}, {} {:.7g} to {:.7g}", x_name, least_x, most_x, y_name, least_y,
                           most_y);
    }
};

}  // namespace sendscape
