// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/output/svg_picture.h"

namespace sendscape {

// Static SVG charts: text stays text, so that a page prints sharp, reads aloud and needs no script. Every mark carries
// a <title>, which browsers show on pointing at it.

/// A line over time with an optional band about it.
struct ChartLine {
    std::string name;
    std::vector<double> x, y;       ///< x in years: 2026.0 is January 2026
    std::vector<double> low, high;  ///< empty: no band
    bool dashed = false;            ///< for reference lines
    std::string band = "range of the runs";
};
struct LineChart {
    std::string title, description;  ///< description is read aloud in place of the picture
    ValueFormat format = ValueFormat::count;
    bool from_zero = true;
    std::vector<ChartLine> lines;
    std::vector<std::pair<double, std::string>> flags;  ///< events on the time axis
    int height = 340;
};
std::string line_chart(const LineChart& chart);
/// The same lines without axes, the size of a few words, for a cell of a table: with a faint line at `level`. All of a
/// table are drawn from `least` to `most`, so that they can be held against one another.
std::string small_line_chart(const LineChart& chart, double level, double least, double most);

/// Bars with an optional range.
struct ChartBar {
    std::string name;
    double value = 0, low = 0, high = 0;
    bool ranged = false;
};
struct BarChart {
    std::string title, description;
    ValueFormat format = ValueFormat::count;
    std::vector<ChartBar> bars;
    std::size_t colour = 0;
};
std::string bar_chart(const BarChart& chart);

/// Parts of a whole over time, stacked in the order given.
struct StackedChart {
    std::string title, description;
    ValueFormat format = ValueFormat::count;
    std::vector<double> x;
    std::vector<std::pair<std::string, std::vector<double>>> parts;
    int height = 360;
};
std::string stacked_chart(const StackedChart& chart);

/// A tornado: for each input how far the outcome lies below and above its middle at the ends that move it most.
struct TornadoBar {
    std::string name;
    double least = 0, most = 0;           ///< of the outcome
    std::string least_words, most_words;  ///< what the input is there: "0.1 to 0.2"
};
struct TornadoChart {
    std::string title, description;
    ValueFormat format = ValueFormat::count;
    double middle = 0;
    std::vector<TornadoBar> bars;
};
std::string tornado_chart(const TornadoChart& chart);

/// Numbers of pairs, as a table of coloured cells: orange above 0, blue below.
struct HeatChart {
    std::string title, description;
    ValueFormat format = ValueFormat::count;
    std::vector<std::string> names;           ///< of rows and columns
    std::vector<std::vector<double>> values;  ///< by row, by column; cells that are no number stay empty
};
std::string heat_chart(const HeatChart& chart);

}  // namespace sendscape
