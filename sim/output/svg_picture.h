// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/wording.h"

namespace sendscape {

/// Colours told apart under every common colour vision (Okabe and Ito), as text on white readable where it matters.
constexpr std::array<std::string_view, 8> chart_colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                        "#56B4E9", "#E69F00", "#6B6B6B", "#8C6D1F"};

/// What the axis of values is in, and so how its numbers are written.
enum class ValueFormat : unsigned char { count, share, money, ratio, weeks };
std::string axis_number(double value, ValueFormat format);

}  // namespace sendscape

namespace sendscape::svg {

// What charts are drawn of.

constexpr double page_width = 760;
constexpr const char* ink = "#1b1f24";
constexpr const char* quiet = "#5b6470";
constexpr const char* grid = "#dfe3e8";

/// Step of 1, 2 or 5 times a power of ten that gives about `wanted` intervals.
double nice_step(double span, int wanted);

/// Places values between `least` and `most` from `from` to `to` in the picture.
struct Scale {
    double least = 0, most = 1, from = 0, to = 1;
    [[nodiscard]] double operator()(double value) const {
        return from + (value - least) / (most - least) * (to - from);
    }
};

/// An SVG picture as wide as a page, written mark by mark.
class Picture {
  public:
    Picture(std::string_view title, std::string_view description, double height, std::string_view kind) {
        out_ = fmt::format(
            R"(<svg class="chart {}" role="img" viewBox="0 0 {:.0f} {:.0f}" xmlns="http://www.w3.org/2000/svg">)"
            "<title>{}</title><desc>{}</desc>",
            kind, page_width, height, escaped(title), escaped(description));
    }
    void line(double x1, double y1, double x2, double y2, std::string_view colour, double width = 1,
              std::string_view extra = "") {
        out_ += fmt::format(
            R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{:.1f}" {}/>)", x1, y1,
            x2, y2, colour, width, extra);
    }
    void text(double x, double y, std::string_view words, std::string_view anchor = "start",
              std::string_view colour = quiet, int size = 13, bool bold = false) {
        out_ += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}" font-size="{}"{}>{}</text>)", x,
                            y, anchor, colour, size, bold ? " font-weight=\"600\"" : "", escaped(words));
    }
    void path(std::string_view d, std::string_view fill, std::string_view stroke, double width, std::string_view title,
              std::string_view extra = "") {
        out_ += fmt::format(R"(<path d="{}" fill="{}" stroke="{}" stroke-width="{:.1f}" {}>)", d, fill, stroke, width,
                            extra);
        if (!title.empty()) out_ += fmt::format("<title>{}</title>", escaped(title));
        out_ += "</path>";
    }
    void dot(double x, double y, double radius, std::string_view fill, std::string_view stroke, std::string_view title,
             double opacity = 1) {
        out_ += fmt::format(
            R"(<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" fill="{}" stroke="{}" fill-opacity="{:.2f}"><title>{}</title></circle>)",
            x, y, radius, fill, stroke, opacity, escaped(title));
    }
    void box(double x, double y, double width, double height, std::string_view fill, std::string_view title) {
        out_ += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" rx="2">)", x, y,
                            std::max(0.0, width), height, fill);
        if (!title.empty()) out_ += fmt::format("<title>{}</title>", escaped(title));
        out_ += "</rect>";
    }
    /// Words that hang down to the left of a place.
    void slanted_text(double x, double y, std::string_view words) {
        out_ += fmt::format(
            R"svg(<text x="{0:.1f}" y="{1:.1f}" text-anchor="end" fill="{2}" font-size="12" transform="rotate(-45 {0:.1f} {1:.1f})">{3}</text>)svg",
            x, y, ink, escaped(words));
    }
    std::string take() { return out_ + "</svg>"; }

  private:
    std::string out_;
};

/// Value axis to the left, with faint lines across.
Scale value_axis(Picture& picture, double least, double most, ValueFormat format, double left, double right, double top,
                 double bottom);

/// Axis of years below.
Scale year_axis(Picture& picture, double first, double last, double left, double right, double bottom);

/// Labels' heights, pushed apart by `gap` so that none covers another.
std::vector<double> spread(std::vector<double> wanted, double gap, double top, double bottom);

/// The first letters of a name, with an ellipsis where there are more.
std::string shortened(std::string_view name, std::size_t letters);

}  // namespace sendscape::svg
