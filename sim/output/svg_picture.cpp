// SPDX-License-Identifier: MIT
#include "sim/output/svg_picture.h"

#include <cmath>

namespace sendscape {

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

}  // namespace sendscape

namespace sendscape::svg {

double nice_step(double span, int wanted) {
    const double rough = span / wanted;
    double power = 1;
    while (power * 10 <= rough) power *= 10;
    while (power > rough) power /= 10;
    for (const double factor : {1.0, 2.0, 5.0})
        if (power * factor >= rough) return power * factor;
    return power * 10;
}

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

}  // namespace sendscape::svg
