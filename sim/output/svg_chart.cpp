// SPDX-License-Identifier: MIT
#include "sim/output/svg_chart.h"

#include <cmath>

namespace sendscape {

namespace {

std::string moment(double year) {
    static constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                            "May",       "June",     "July",     "August",
                                                            "September", "October",  "November", "December"};
    const double whole_year = std::floor(year + 1e-6);
    const auto month = static_cast<std::size_t>(std::clamp((year - whole_year) * 12 + 0.5, 0.0, 11.0));
    return fmt::format("{} {:.0f}", names[month], whole_year);
}

}  // namespace

std::string line_chart(const LineChart& chart) {
    using namespace svg;
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
    using namespace svg;
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
    using namespace svg;
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
    using namespace svg;
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

std::string tornado_chart(const TornadoChart& chart) {
    using namespace svg;
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
    using namespace svg;
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

}  // namespace sendscape
