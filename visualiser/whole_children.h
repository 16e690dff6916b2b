// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "visualiser/film.h"

namespace sendscape {

/// Children short of a place in one month as whole children, by area and group of needs: rounded as the report's lists
/// are (whole_parts), so that areas add up to the number on the panel and an area's needs to its number. The one place
/// where the view rounds them.
struct WholeChildren {
    std::vector<std::array<int, need_group_count>> by_need;  ///< by area
    std::vector<int> total;                                  ///< by area
    std::vector<double> parts, shown;                        ///< worked with; kept so that a frame allocates nothing
};

/// Children short of a place in a month as the panel shows them. Allocates nothing.
double shown_shortfall(const Film& film, int month);

/// By how many more children B is shown to be short than A. Nothing where the films are not of as many runs, whose
/// totals say less than their pairs, or one has no such month. Allocates nothing.
std::optional<double> shown_shortfall_change(const Film& a, const Film& b, int month);

/// Allocates nothing where `whole` was counted for a film of as many areas before.
void count_whole(const Film& film, int month, WholeChildren& whole);

}  // namespace sendscape
