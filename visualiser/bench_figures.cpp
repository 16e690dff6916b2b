// SPDX-License-Identifier: MIT
#include "visualiser/bench_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sendscape {

double bench_percentile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size())));
    return values[std::min(std::max<std::size_t>(rank, 1), values.size()) - 1];
}

void BenchFigures::add(std::string what, double seen, int decimals, std::optional<BenchAim> aim) {
    figures_.push_back({std::move(what), seen, decimals, aim});
}

bool BenchFigures::met(const Figure& figure) {
    return !figure.aim || (figure.aim->at_least ? figure.seen >= figure.aim->value : figure.seen <= figure.aim->value);
}

int BenchFigures::missed() const {
    return static_cast<int>(
        std::count_if(figures_.begin(), figures_.end(), [](const Figure& one) { return !met(one); }));
}

std::string BenchFigures::table() const {
    std::size_t widest = 6;
    for (const Figure& one : figures_) widest = std::max(widest, one.what.size());
    std::string out = fmt::format("{:<{}}  {:>8}  {}\n", "figure", widest, "seen", "aim");
    for (const Figure& one : figures_) {
        std::string line = fmt::format("{:<{}}  {:>8.{}f}", one.what, widest, one.seen, one.decimals);
        if (one.aim)
            line += fmt::format("  {} {:<7g}{}", one.aim->at_least ? "at least" : "at most", one.aim->value,
                                met(one) ? "met" : "MISSED");
        out += line + "\n";
    }
    return out;
}

}  // namespace sendscape
