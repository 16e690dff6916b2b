// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/design.h"

#include <array>
#include <boost/random/sobol.hpp>
#include <utility>

#include "sim/core/draws.h"

namespace sendscape {
namespace {

constexpr std::array<std::pair<Design, std::string_view>, 6> designs{{{Design::list, "list"},
                                                                      {Design::grid, "grid"},
                                                                      {Design::latin_hypercube, "latin-hypercube"},
                                                                      {Design::sobol, "sobol"},
                                                                      {Design::morris, "morris"},
                                                                      {Design::saltelli, "saltelli"}}};

/// Numbers 0 to `count` - 1 in an order drawn for one row of a design.
std::vector<std::size_t> drawn_order(std::size_t count, std::uint32_t row, const Draws& draws) {
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[draws.below(static_cast<std::uint32_t>(i), Stream::sweep_design, row, Month(0),
                                                  static_cast<std::uint32_t>(i))]);
    return order;
}

}  // namespace

std::string_view design_name(Design design) { return designs[static_cast<std::size_t>(design)].second; }

std::optional<Design> design_named(std::string_view name) {
    for (const auto& [design, known] : designs)
        if (known == name) return design;
    return std::nullopt;
}

std::vector<std::string> design_names() {
    std::vector<std::string> names;
    for (const auto& [design, name] : designs) names.emplace_back(name);
    return names;
}

DesignMatrix latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed) {
    const Draws draws(seed, 0);
    DesignMatrix matrix(points, std::vector<double>(factors));
    for (std::size_t f = 0; f < factors; ++f) {
        const auto row = static_cast<std::uint32_t>(f);
        const std::vector<std::size_t> strips = drawn_order(points, row, draws);
        for (std::size_t p = 0; p < points; ++p) {
            const double within = draws.uniform(Stream::sweep_design, row, Month(1), static_cast<std::uint32_t>(p));
            matrix[p][f] = (static_cast<double>(strips[p]) + within) / static_cast<double>(points);
        }
    }
    return matrix;
}

DesignMatrix sobol_sequence(std::size_t points, std::size_t factors) {
    boost::random::sobol sequence(factors);  // begins after the corner
    DesignMatrix matrix(points, std::vector<double>(factors));
    for (auto& point : matrix)
        for (double& share : point) share = static_cast<double>(sequence() >> 11) * 0x1p-53;
    return matrix;
}

DesignMatrix morris_trajectories(std::size_t trajectories, std::size_t factors, std::uint64_t seed) {
    const Draws draws(seed, 0);
    DesignMatrix matrix;
    for (std::size_t t = 0; t < trajectories; ++t) {
        const auto row = static_cast<std::uint32_t>(t);
        std::vector<int> level(factors);  // in whole numbers, so that a level is one number wherever it comes from
        std::vector<int> step(factors);
        const auto add_point = [&] {
            std::vector<double> point;
            for (const int one : level) point.push_back(one / double{morris_levels - 1});
            matrix.push_back(std::move(point));
        };
        for (std::size_t f = 0; f < factors; ++f) {
            // A level from which the step leads to another: one of the lower half upwards, of the upper half downwards.
            const auto words = draws.words(Stream::sweep_design, row, Month(2), static_cast<std::uint32_t>(f));
            const bool up = words[0] % 2 == 0;
            const auto lower = static_cast<int>(whole_below(words[1], morris_levels / 2));
            level[f] = up ? lower : lower + morris_levels / 2;
            step[f] = up ? morris_levels / 2 : -morris_levels / 2;
        }
        add_point();
        for (const std::size_t f : drawn_order(factors, row, draws)) {
            level[f] += step[f];
            add_point();
        }
    }
    return matrix;
}

DesignMatrix saltelli_samples(std::size_t samples, std::size_t factors) {
    DesignMatrix matrix;
    for (const auto& both : sobol_sequence(samples, 2 * factors)) {
        const std::vector<double> a(both.begin(), both.begin() + static_cast<std::ptrdiff_t>(factors));
        const std::vector<double> b(both.begin() + static_cast<std::ptrdiff_t>(factors), both.end());
        matrix.push_back(a);
        matrix.push_back(b);
        for (std::size_t f = 0; f < factors; ++f) {
            std::vector<double> mixed = a;
            mixed[f] = b[f];
            matrix.push_back(std::move(mixed));
        }
    }
    return matrix;
}

std::size_t points_together(Design design, std::size_t factors) {
    return design == Design::morris ? factors + 1 : design == Design::saltelli ? factors + 2 : 1;
}

std::vector<std::vector<std::size_t>> grid_levels(const std::vector<Factor>& factors) {
    std::size_t points = 1;
    for (const Factor& factor : factors) points *= level_count(factor);
    std::vector<std::vector<std::size_t>> grid;
    std::vector<std::size_t> levels(factors.size(), 0);
    for (std::size_t p = 0; p < points; ++p) {
        grid.push_back(levels);
        for (std::size_t f = factors.size(); f-- > 0;) {
            if (++levels[f] < level_count(factors[f])) break;
            levels[f] = 0;
        }
    }
    return grid;
}

}  // namespace sendscape
