// SPDX-License-Identifier: MIT
#include "sim/output/svg_dots.h"

#include <cmath>
#include <tuple>

#include "agents/schools/magnets.h"

namespace sendscape {

std::string funnel_chart(const FunnelChart& chart) {
    using namespace svg;
    constexpr double left = 60, right = page_width - 30, top = 20;
    const double bottom = chart.height - 54;
    double widest = 4, highest = 3;
    for (const FunnelPoint& point : chart.points) {
        widest = std::max(widest, point.expected);
        highest = std::max(highest, point.ratio);
    }
    highest = std::min(highest, 8.0);
    Picture picture(chart.title, chart.description, chart.height, "funnel");
    const Scale y = value_axis(picture, 0, highest, ValueFormat::ratio, left, right, top, bottom);
    // The square root of the expected number gives small schools, where the funnel is wide, the room they need.
    const Scale x{0, std::sqrt(widest * 1.05), left, right};
    const auto across = [&](double expected) { return x(std::sqrt(std::max(0.0, expected))); };
    const double step = nice_step(widest, 6);
    for (const double tick : {1.0, 2.0, 5.0})
        if (tick < step) {
            picture.line(across(tick), bottom, across(tick), bottom + 5, "#8a929c");
            picture.text(across(tick), bottom + 20, whole(tick), "middle");
        }
    for (double tick = step; tick <= widest * 1.05; tick += step) {
        picture.line(across(tick), bottom, across(tick), bottom + 5, "#8a929c");
        picture.text(across(tick), bottom + 20, axis_number(tick, ValueFormat::count), "middle");
    }
    picture.text((left + right) / 2, bottom + 42, "Children with plans expected at the school", "middle", quiet, 13);
    picture.text(left + 6, top - 6, "observed over expected", "start", quiet, 13);
    picture.line(left, y(1), right, y(1), ink, 1.4);
    for (const auto& [tail, dash, name] :
         {std::tuple{0.001, "", "99.8% limit"}, std::tuple{0.025, "4 4", "95% limit"}}) {
        for (const bool upper : {true, false}) {
            std::vector<double> expected, ratio;
            for (int i = 1; i <= 90; ++i) {
                const double root = x.most * i / 90.0;
                if (root * root < 0.4) continue;
                const FunnelLimits limits = funnel_limits(root * root, tail, chart.overdispersion);
                expected.push_back(root * root);
                ratio.push_back((upper ? limits.high + 0.5 : std::max(0.0, limits.low - 0.5)) / (root * root));
            }
            std::string d;
            // Counts are whole, so the exact limits are saw-toothed: a running mean of five is drawn.
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const std::size_t from = i < 2 ? 0 : i - 2, to = std::min(i + 3, ratio.size());
                double sum = 0;
                for (std::size_t k = from; k < to; ++k) sum += ratio[k];
                const double height = sum / static_cast<double>(to - from);
                if (height > y.most) continue;
                d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", across(expected[i]), y(height));
            }
            if (!d.empty())
                picture.path(d, "none", quiet, 1.3, name,
                             *dash != '\0' ? R"(stroke-dasharray="4 4" stroke-opacity="0.8")" : "");
        }
    }
    std::vector<const FunnelPoint*> order;
    for (const FunnelPoint& point : chart.points) order.push_back(&point);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return std::abs(a->side) < std::abs(b->side); });
    for (const FunnelPoint* point : order) {
        const char* fill = point->side > 0 ? "#D55E00" : point->side < 0 ? "#0072B2" : "#9aa3ad";
        picture.dot(across(point->expected), y(std::min(point->ratio, y.most)), point->side != 0 ? 6 : 4.2, fill,
                    "#ffffff",
                    fmt::format("{}: {} times the {} expected", point->name, decimal(point->ratio, 2),
                                decimal(point->expected, 1)),
                    point->side != 0 ? 0.95 : 0.65);
    }
    // Names beside their dots, left or right by room, moved down where they would meet.
    struct Placed {
        double x1, x2, y;
    };
    std::vector<Placed> placed;
    for (const FunnelPoint& point : chart.points) {
        if (!point.labelled) continue;
        const std::string name = shortened(point.name, 30);
        const double width = 6.6 * static_cast<double>(name.size());
        const double at = across(point.expected);
        const bool to_left = at + 10 + width > right;
        const double x1 = to_left ? at - 10 - width : at + 10;
        double height = y(std::min(point.ratio, y.most)) + 4;
        bool moved = true;
        for (int tries = 0; moved && tries < 40; ++tries) {
            moved = false;
            for (const Placed& other : placed)
                if (x1 < other.x2 && other.x1 < x1 + width && std::abs(height - other.y) < 14) {
                    height = other.y + 14;
                    moved = true;
                }
        }
        if (height > bottom - 4) continue;
        placed.push_back({x1, x1 + width, height});
        picture.text(to_left ? at - 10 : at + 10, height, name, to_left ? "end" : "start", ink, 12, true);
    }
    return picture.take();
}

std::string scatter_chart(const ScatterChart& chart) {
    using namespace svg;
    constexpr double left = 76, right = page_width - 30, top = 20;
    const double bottom = chart.height - 54;
    double most = 1;
    for (const ScatterPoint& point : chart.points) most = std::max({most, point.across, point.upwards});
    Picture picture(chart.title, chart.description, chart.height, "scatter");
    const Scale y = value_axis(picture, 0, most, ValueFormat::count, left, right, top, bottom);
    const Scale x{0, y.most, left, right};
    const double step = nice_step(y.most, 6);
    for (double tick = 0; tick <= y.most * (1 + 1e-9); tick += step) {
        picture.line(x(tick), bottom, x(tick), bottom + 5, "#8a929c");
        picture.text(x(tick), bottom + 20, axis_number(tick, ValueFormat::count), "middle");
    }
    picture.text((left + right) / 2, bottom + 42, chart.across, "middle");
    picture.text(left + 6, top - 6, chart.upwards);
    picture.line(x(0), y(0), x(y.most), y(y.most), ink, 1.2);
    for (const ScatterPoint& point : chart.points)
        picture.dot(x(point.across), y(point.upwards), 4.2, chart_colours[0], "#ffffff",
                    fmt::format("{}: {} across, {} upwards", point.name, whole(point.across), whole(point.upwards)),
                    0.75);
    return picture.take();
}

std::string dot_chart(const DotChart& chart) {
    using namespace svg;
    constexpr double left = 86, right = page_width - 40, top = 24;
    const double bottom = chart.height - 54;
    double least_x = 1e300, most_x = -1e300, least_y = 1e300, most_y = -1e300;
    for (const ScatterPoint& point : chart.points) {
        least_x = std::min(least_x, point.across), most_x = std::max(most_x, point.across);
        least_y = std::min(least_y, point.upwards), most_y = std::max(most_y, point.upwards);
    }
    if (chart.points.empty()) return "<p>Nothing was recorded.</p>";
    Picture picture(chart.title, chart.description, chart.height, "dots");
    const Scale y = value_axis(picture, least_y, most_y, chart.upwards_format, left, right, top, bottom);
    if (most_x <= least_x) most_x = least_x + 1;
    const double step = nice_step(most_x - least_x, 6);
    least_x = std::floor(least_x / step) * step;
    most_x = std::ceil(most_x / step - 1e-9) * step;
    const Scale x{least_x, most_x, left, right};
    for (int i = 0; least_x + i * step <= most_x + step / 2; ++i) {
        const double tick = least_x + i * step;
        picture.line(x(tick), bottom, x(tick), bottom + 5, "#8a929c");
        picture.text(x(tick), bottom + 20, axis_number(std::abs(tick) < step / 1000 ? 0 : tick, chart.across_format),
                     "middle");
    }
    picture.text((left + right) / 2, bottom + 42, chart.across, "middle");
    picture.text(left + 6, top - 8, chart.upwards);
    std::string d;
    for (const std::size_t i : chart.line)
        d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x(chart.points[i].across),
                         y(chart.points[i].upwards));
    if (!d.empty()) picture.path(d, "none", chart_colours[1], 1.6, "");
    std::vector<double> heights;
    for (std::size_t i = 0; i < chart.points.size(); ++i) {
        const ScatterPoint& point = chart.points[i];
        const bool joined = std::find(chart.line.begin(), chart.line.end(), i) != chart.line.end();
        picture.dot(x(point.across), y(point.upwards), joined ? 5.4 : 4.2, chart_colours[joined ? 1 : 0], "#ffffff",
                    fmt::format("{}: {} across, {} upwards", point.name, axis_number(point.across, chart.across_format),
                                axis_number(point.upwards, chart.upwards_format)),
                    joined ? 0.95 : 0.6);
        heights.push_back(y(point.upwards) + 4);
    }
    if (chart.labelled) {
        const std::vector<double> places = spread(heights, 14, top + 4, bottom - 2);
        for (std::size_t i = 0; i < chart.points.size(); ++i) {
            const bool to_left = x(chart.points[i].across) > (left + right) / 2;
            picture.text(x(chart.points[i].across) + (to_left ? -10 : 10), places[i],
                         shortened(chart.points[i].name, 30), to_left ? "end" : "start", ink, 12);
        }
    }
    return picture.take();
}

}  // namespace sendscape
