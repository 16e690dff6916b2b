// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/output/svg_picture.h"

namespace sendscape {

// Charts of dots: one of each thing, with two numbers.

/// Schools as dots: expected number across, observed over expected upwards, with limits of chance.
struct FunnelPoint {
    std::string name;
    double expected = 0, ratio = 0;
    int side = 0;  ///< 1 magnet, -1 deflector, 0 as expected
    bool labelled = false;
};
struct FunnelChart {
    std::string title, description;
    double overdispersion = 1;
    std::vector<FunnelPoint> points;
    int height = 460;
};
std::string funnel_chart(const FunnelChart& chart);

/// Two numbers of each of many things against one another, on equal axes from 0, with the line on which they agree.
struct ScatterPoint {
    std::string name;
    double across = 0, upwards = 0;
};
struct ScatterChart {
    std::string title, description;
    std::string across, upwards;  ///< what the axes are
    std::vector<ScatterPoint> points;
    int height = 460;
};
std::string scatter_chart(const ScatterChart& chart);

/// Two numbers of many things, each on an axis of its own, some of them named and joined by a line.
struct DotChart {
    std::string title, description;
    std::string across, upwards;  ///< what the axes are
    ValueFormat across_format = ValueFormat::count, upwards_format = ValueFormat::count;
    std::vector<ScatterPoint> points;
    std::vector<std::size_t> line;  ///< joined in this order, and drawn in another colour
    bool labelled = false;          ///< names beside the dots
    int height = 420;
};
std::string dot_chart(const DotChart& chart);

}  // namespace sendscape
