// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendscape {

// Static SVG charts: text stays text, so that a page prints sharp, reads aloud and needs no script. Every mark carries
// a <title>, which browsers show on pointing at it.

/// Colours told apart under every common colour vision (Okabe and Ito), as text on white readable where it matters.
constexpr std::array<std::string_view, 8> chart_colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                        "#56B4E9", "#E69F00", "#6B6B6B", "#8C6D1F"};

/// What the axis of values is in, and so how its numbers are written.
enum class ValueFormat : unsigned char { count, share, money, ratio, weeks };
std::string axis_number(double value, ValueFormat format);

/// A line over time with an optional band about it.
struct ChartLine {
    std::string name;
    std::vector<double> x, y;       ///< x in years: 2026.0 is January 2026
    std::vector<double> low, high;  ///< empty: no band
    bool dashed = false;            ///< for reference lines
    std::string band = "range, 5th to 95th percentile";
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
