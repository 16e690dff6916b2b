// SPDX-License-Identifier: MIT
#include "sim/start/england_by_year.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::array<EnglandsYear, last_year_told - first_year_told + 1> england_by_year{{{55235, 0.268, 0.257},
                                                                                          {64555, 0.226, 0.240},
                                                                                          {72423, 0.247, 0.211},
                                                                                          {82329, 0.228, 0.187},
                                                                                          {75951, 0.216, 0.153},
                                                                                          {93302, 0.223, 0.142},
                                                                                          {114482, 0.221, 0.126},
                                                                                          {138242, 0.240, 0.105},
                                                                                          {154489, 0.252, 0.093},
                                                                                          {162702, 0.266, 0.078}}};

}  // namespace

const EnglandsYear& england_in(int year) {
    return england_by_year[static_cast<std::size_t>(std::clamp(year, first_year_told, last_year_told) -
                                                    first_year_told)];
}

double growth_before(int january) {
    constexpr int years = 2;
    const int to = std::clamp(january - 1, first_year_told, last_year_told);
    const int from = std::max(to - years, first_year_told);
    return from == to ? 0 : log(england_in(to).requests / england_in(from).requests) / (to - from);
}

}  // namespace sendscape
