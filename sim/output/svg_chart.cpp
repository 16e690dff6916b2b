// SPDX-License-Identifier: MIT
#include "sim/output/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "agents/schools/magnets.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr double page_width = 760;
constexpr const char* ink = "#1b1f24";
constexpr const char* quiet = "#5b6470";
constexpr const char* grid = "#dfe3e8";

// Step of 1, 2 or 5 times a power of ten that gives about `wanted` intervals.
double nice_step(double span, int wanted) {
    const double rough = span / wanted;
    double power = 1;
    while (power * 10 <= rough) power *= 10;
    while (power > rough) power /= 10;
    for (const double factor : {1.0, 2.0, 5.0})
        if (power * factor >= rough) return power * factor;
    return power * 10;
}

struct Scale {
    double least = 0, most = 1, from = 0, to = 1;
    [[nodiscard]] double operator()(double value) const {
        return from + (value - least) / (most - least) * (to - from);
    }
};

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

// Value axis to the left, with faint lines across.
Scale value_axis(Picture& picture, double least, double most, ValueFormat format, double left, double right, double top,
                 double bottom) {
    if (most <= least) most = least + 1;
    const double step = nice_step(most - least, 5);
    least = std::floor(least / step) * step;
    most = std::ceil(most / step - 1e-9) * step;
    const Scale y{least, most, bottom, top};
    for (int i = 0; least + i * step <= most + step / 2; ++i) {
        const double value = least + i * step;
        const bool zero = std::abs(value) < step / 1000;
        picture.line(left, y(value), right, y(value), zero ? "#8a929c" : grid);
        picture.text(left - 8, y(value) + 4.5, axis_number(zero ? 0 : value, format), "end");
    }
    return y;
}

Scale year_axis(Picture& picture, double first, double last, double left, double right, double bottom) {
    if (last <= first) last = first + 1;
    const Scale x{first, last, left, right};
    const double step = std::max(1.0, nice_step(last - first, 10));
    for (double year = std::ceil(first - 1e-9); year <= last + 1e-9; year += step) {
        picture.line(x(year), bottom, x(year), bottom + 5, "#8a929c");
        picture.text(x(year), bottom + 20, fmt::format("{:.0f}", year), "middle");
    }
    return x;
}

std::string moment(double year) {
    static constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                            "May",       "June",     "July",     "August",
                                                            "September", "October",  "November", "December"};
    const double whole_year = std::floor(year + 1e-6);
    const auto month = static_cast<std::size_t>(std::clamp((year - whole_year) * 12 + 0.5, 0.0, 11.0));
    return fmt::format("{} {:.0f}", names[month], whole_year);
}

// Labels at the right ends of lines, pushed apart so that none covers another.
std::vector<double> spread(std::vector<double> wanted, double gap, double top, double bottom) {
    std::vector<std::size_t> order(wanted.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    double floor = top;
    for (const std::size_t i : order) {
        wanted[i] = std::max(wanted[i], floor);
        floor = wanted[i] + gap;
    }
    double ceiling = bottom;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        wanted[*i] = std::min(wanted[*i], ceiling);
        ceiling = wanted[*i] - gap;
    }
    return wanted;
}

std::string shortened(std::string_view name, std::size_t letters) {
    std::string out;
    std::size_t count = 0;
    for (const char c : name) {
        if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u && ++count > letters) return out + "…";
        out += c;
    }
    return out;
}

}  // namespace

std::string axis_number(double value, ValueFormat format) {
    switch (format) {
        case ValueFormat::share:
            return percent(value, 0);
        case ValueFormat::money: {
            const double size = std::abs(value);
            const char* sign = value < 0 ? "-" : "";
            if (size == 0) return "£0";
            if (size >= 1e6) return fmt::format("{}£{}m", sign, decimal(size / 1e6, size < 1e7 ? 1 : 0));
            return fmt::format("{}£{}k", sign, decimal(size / 1e3, 0));
        }
        case ValueFormat::ratio:
            return decimal(value, 1);
        case ValueFormat::weeks:
        case ValueFormat::count:
            return std::abs(value - std::round(value)) < 1e-6 ? whole(value) : decimal(value, 1);
    }
    return whole(value);
}

std::string line_chart(const LineChart& chart) {
    const bool named = chart.lines.size() > 1;
    const double left = 76, right = page_width - (named ? 178 : 30), top = chart.flags.empty() ? 16 : 34,
                 bottom = chart.height - 34;
    double least = chart.from_zero ? 0 : 1e300, most = chart.from_zero ? 0 : -1e300, first = 1e300, last = -1e300;
    for (const ChartLine& line : chart.lines) {
        for (const auto* values : {&line.y, &line.low, &line.high})
            for (const double value : *values)
                if (!std::isnan(value)) least = std::min(least, value), most = std::max(most, value);
        for (const double year : line.x) first = std::min(first, year), last = std::max(last, year);
    }
    if (first > last) return "<p>Nothing was recorded.</p>";
    if (least > most) least = 0, most = 1;
    Picture picture(chart.title, chart.description, chart.height, "line");
    const Scale y = value_axis(picture, least, most, chart.format, left, right, top, bottom);
    const Scale x = year_axis(picture, first, last, left, right, bottom);
    for (const auto& flag : chart.flags) {
        if (flag.first < first || flag.first > last) continue;
        picture.line(x(flag.first), top - 14, x(flag.first), bottom, "#8a929c", 1, R"(stroke-dasharray="2 4")");
        picture.dot(x(flag.first), top - 16, 4, "#8a929c", "none", moment(flag.first) + ": " + flag.second);
    }
    std::vector<double> ends;
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const ChartLine& line = chart.lines[i];
        const auto colour = line.dashed ? std::string_view(quiet) : chart_colours[i % chart_colours.size()];
        if (line.low.size() == line.y.size() && !line.low.empty()) {
            std::string d;
            for (std::size_t k = 0; k < line.x.size(); ++k)
                if (!std::isnan(line.high[k]))
                    d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x(line.x[k]), y(line.high[k]));
            for (std::size_t k = line.x.size(); k-- > 0;)
                if (!std::isnan(line.low[k])) d += fmt::format("L{:.1f} {:.1f}", x(line.x[k]), y(line.low[k]));
            if (!d.empty())
                picture.path(d + "Z", colour, "none", 0, line.name + ": " + line.band, R"(fill-opacity="0.18")");
        }
        std::string d;
        double end = bottom;
        for (std::size_t k = 0; k < line.x.size(); ++k) {
            if (std::isnan(line.y[k])) continue;
            d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x(line.x[k]), y(line.y[k]));
            end = y(line.y[k]);
        }
        if (!d.empty())
            picture.path(
                d, "none", colour, line.dashed ? 1.6 : 2.6, line.name,
                line.dashed ? R"(stroke-dasharray="6 4" stroke-linejoin="round")" : R"(stroke-linejoin="round")");
        // A dot a year: the marks one can point at.
        for (std::size_t k = 0; k < line.x.size(); ++k) {
            const bool yearly = std::abs(line.x[k] - std::round(line.x[k])) < 1e-6 || line.x.size() <= 14;
            if (std::isnan(line.y[k]) || !yearly) continue;
            std::string words =
                fmt::format("{}, {}: {}", line.name, moment(line.x[k]), axis_number(line.y[k], chart.format));
            if (chart.format == ValueFormat::money)
                words = fmt::format("{}, {}: {}", line.name, moment(line.x[k]), money(line.y[k]));
            if (k < line.low.size() && line.low[k] != line.high[k])
                words += fmt::format(" (range {} to {})", axis_number(line.low[k], chart.format),
                                     axis_number(line.high[k], chart.format));
            if (!line.dashed) picture.dot(x(line.x[k]), y(line.y[k]), 3.4, colour, "#ffffff", words);
        }
        ends.push_back(end + 4.5);
    }
    if (named) {
        const auto places = spread(ends, 17, top + 8, bottom);
        for (std::size_t i = 0; i < chart.lines.size(); ++i)
            picture.text(right + 10, places[i], shortened(chart.lines[i].name, 22), "start",
                         chart.lines[i].dashed ? quiet : chart_colours[i % chart_colours.size()], 13, true);
    }
    return picture.take();
}

std::string small_line_chart(const LineChart& chart, double level, double least, double most) {
    constexpr double width = 130, height = 34, edge = 3;
    double first = 1e300, last = -1e300;
    for (const ChartLine& line : chart.lines)
        for (const double year : line.x) first = std::min(first, year), last = std::max(last, year);
    if (first > last) return "";
    const Scale x{first, last > first ? last : first + 1, edge, width - edge};
    const Scale y{least, most > least ? most : least + 1, height - edge, edge};
    std::string out = fmt::format(
        R"(<svg class="small" role="img" width="{0:.0f}" height="{1:.0f}" viewBox="0 0 {0:.0f} {1:.0f}" xmlns="http://www.w3.org/2000/svg">)"
        R"(<title>{2}</title><desc>{3}</desc><line x1="0" y1="{4:.1f}" x2="{0:.0f}" y2="{4:.1f}" stroke="{5}"/>)",
        width, height, escaped(chart.title), escaped(chart.description), y(level), grid);
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const ChartLine& line = chart.lines[i];
        std::string d;
        for (std::size_t k = 0; k < line.x.size(); ++k)
            if (!std::isnan(line.y[k]))
                d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x(line.x[k]),
                                 y(std::clamp(line.y[k], least, most)));
        if (d.empty()) continue;
        out += fmt::format(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{}"{}><title>{}</title></path>)", d,
                           line.dashed ? std::string_view(quiet) : chart_colours[i % chart_colours.size()],
                           line.dashed ? 1.2 : 2, line.dashed ? R"( stroke-dasharray="4 3")" : "", escaped(line.name));
    }
    return out + "</svg>";
}

std::string bar_chart(const BarChart& chart) {
    constexpr double row = 30, left = 250, right = page_width - 110;
    const double height = 20 + row * static_cast<double>(std::max<std::size_t>(1, chart.bars.size()));
    double least = 0, most = 0;
    for (const ChartBar& bar : chart.bars) {
        least = std::min({least, bar.value, bar.ranged ? bar.low : bar.value});
        most = std::max({most, bar.value, bar.ranged ? bar.high : bar.value});
    }
    if (most <= least) most = least + 1;
    Picture picture(chart.title, chart.description, height, "bar");
    const Scale x{least, most, left, right};
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const ChartBar& bar = chart.bars[i];
        const double y = 8 + row * static_cast<double>(i);
        const std::string value =
            chart.format == ValueFormat::money ? money(bar.value) : axis_number(bar.value, chart.format);
        std::string words = fmt::format("{}: {}", bar.name, value);
        if (bar.ranged)
            words += fmt::format(" (range {} to {})", axis_number(bar.low, chart.format),
                                 axis_number(bar.high, chart.format));
        picture.text(left - 10, y + 16, shortened(bar.name, 36), "end", ink);
        picture.box(std::min(x(0), x(bar.value)), y + 3, std::abs(x(bar.value) - x(0)), row - 11,
                    chart_colours[chart.colour % chart_colours.size()], words);
        if (bar.ranged && bar.low != bar.high) {
            picture.line(x(bar.low), y + 12.5, x(bar.high), y + 12.5, ink, 1.4);
            picture.line(x(bar.low), y + 8, x(bar.low), y + 17, ink, 1.4);
            picture.line(x(bar.high), y + 8, x(bar.high), y + 17, ink, 1.4);
        }
        picture.text(std::max(x(bar.value), bar.ranged ? x(bar.high) : x(0)) + 8, y + 17, value, "start", ink, 13,
                     true);
    }
    picture.line(x(0), 4, x(0), height - 8, "#8a929c");
    return picture.take();
}

std::string stacked_chart(const StackedChart& chart) {
    if (chart.x.empty()) return "<p>Nothing was recorded.</p>";
    const double left = 76, right = page_width - 196, top = 16, bottom = chart.height - 34;
    std::vector<double> base(chart.x.size(), 0);
    std::vector<std::vector<double>> tops;
    for (const auto& part : chart.parts) {
        for (std::size_t k = 0; k < base.size(); ++k) base[k] += std::isnan(part.second[k]) ? 0 : part.second[k];
        tops.push_back(base);
    }
    Picture picture(chart.title, chart.description, chart.height, "stacked");
    const double most = base.empty() ? 1 : *std::max_element(base.begin(), base.end());
    const Scale y = value_axis(picture, 0, most, chart.format, left, right, top, bottom);
    const Scale x = year_axis(picture, chart.x.front(), chart.x.back(), left, right, bottom);
    std::vector<double> ends;
    for (std::size_t p = 0; p < chart.parts.size(); ++p) {
        std::string d;
        for (std::size_t k = 0; k < chart.x.size(); ++k)
            d += fmt::format("{}{:.1f} {:.1f}", k == 0 ? "M" : "L", x(chart.x[k]), y(tops[p][k]));
        for (std::size_t k = chart.x.size(); k-- > 0;)
            d += fmt::format("L{:.1f} {:.1f}", x(chart.x[k]), y(p == 0 ? 0 : tops[p - 1][k]));
        const auto& part = chart.parts[p];
        picture.path(
            d + "Z", chart_colours[p % chart_colours.size()], "#ffffff", 1,
            fmt::format("{}: {} in {}, {} in {}", part.first, axis_number(part.second.front(), chart.format),
                        moment(chart.x.front()), axis_number(part.second.back(), chart.format), moment(chart.x.back())),
            R"(fill-opacity="0.85")");
        ends.push_back(y((tops[p].back() + (p == 0 ? 0 : tops[p - 1].back())) / 2) + 4.5);
    }
    const auto places = spread(ends, 17, top + 8, bottom);
    for (std::size_t p = 0; p < chart.parts.size(); ++p)
        picture.text(right + 10, places[p], shortened(chart.parts[p].first, 28), "start",
                     p % chart_colours.size() == 4 ? "#2b7fae" : chart_colours[p % chart_colours.size()], 13, true);
    return picture.take();
}

std::string funnel_chart(const FunnelChart& chart) {
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

std::string tornado_chart(const TornadoChart& chart) {
    constexpr double row = 30, left = 250, right = page_width - 90, top = 30;
    const double bottom = top + row * static_cast<double>(std::max<std::size_t>(1, chart.bars.size()));
    double least = chart.middle, most = chart.middle;
    for (const TornadoBar& bar : chart.bars) least = std::min(least, bar.least), most = std::max(most, bar.most);
    if (most <= least) most = least + 1;
    Picture picture(chart.title, chart.description, bottom + 12, "tornado");
    const Scale x{least, most, left + 60, right - 30};
    picture.text(x(chart.middle), top - 10, "mean " + axis_number(chart.middle, chart.format), "middle");
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const TornadoBar& bar = chart.bars[i];
        const double y = top + row * static_cast<double>(i);
        const std::string low = axis_number(bar.least, chart.format), high = axis_number(bar.most, chart.format);
        picture.text(left - 10, y + 16, shortened(bar.name, 36), "end", ink);
        picture.box(x(bar.least), y + 3, x(chart.middle) - x(bar.least), row - 11, chart_colours[0],
                    fmt::format("{} {}: {}", bar.name, bar.least_words, low));
        picture.box(x(chart.middle), y + 3, x(bar.most) - x(chart.middle), row - 11, chart_colours[1],
                    fmt::format("{} {}: {}", bar.name, bar.most_words, high));
        picture.text(x(bar.least) - 6, y + 16, low, "end", ink, 12);
        picture.text(x(bar.most) + 6, y + 16, high, "start", ink, 12);
    }
    picture.line(x(chart.middle), top - 4, x(chart.middle), bottom, "#8a929c");
    return picture.take();
}

std::string heat_chart(const HeatChart& chart) {
    constexpr double left = 220, most_cell = 56, cell_height = 34, top = 12, letters_below = 120;
    const std::size_t count = chart.names.size();
    const double cell =
        std::min(most_cell, (page_width - left - 20) / static_cast<double>(std::max<std::size_t>(1, count)));
    const double bottom = top + cell_height * static_cast<double>(count);
    double largest = 0;
    for (const auto& row : chart.values)
        for (const double value : row)
            if (!std::isnan(value)) largest = std::max(largest, std::abs(value));
    Picture picture(chart.title, chart.description, bottom + letters_below, "heat");
    for (std::size_t r = 0; r < count; ++r) {
        const double y = top + cell_height * static_cast<double>(r);
        picture.text(left - 10, y + 21, shortened(chart.names[r], 30), "end", ink);
        for (std::size_t c = 0; c < count; ++c) {
            const double value = chart.values[r][c], x = left + cell * static_cast<double>(c);
            if (std::isnan(value)) continue;
            // White at 0, the full colour at the largest.
            const double share = largest > 0 ? std::abs(value) / largest : 0;
            const auto mixed = [&](int full) { return static_cast<int>(std::lround(255 - share * (255 - full))); };
            const bool up = value >= 0;
            const std::string colour = fmt::format("#{:02x}{:02x}{:02x}", mixed(up ? 0xE6 : 0x56),
                                                   mixed(up ? 0x9F : 0xB4), mixed(up ? 0 : 0xE9));
            picture.box(
                x + 1, y + 1, cell - 2, cell_height - 2, colour,
                fmt::format("{} with {}: {}", chart.names[r], chart.names[c], axis_number(value, chart.format)));
            picture.text(x + cell / 2, y + 21, axis_number(value, chart.format), "middle", ink, 11);
        }
    }
    for (std::size_t c = 0; c < count; ++c) {
        const double x = left + cell * (static_cast<double>(c) + 0.5);
        picture.slanted_text(x + 4, bottom + 10, shortened(chart.names[c], 24));
    }
    return picture.take();
}

std::string dot_chart(const DotChart& chart) {
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
