// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/parameters.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// One figure of [authority]: what it is called, its unit and what is allowed (`about.field` is none: it is no
/// parameter), and where it is kept.
struct FigureRow {
    ParameterRow about;
    std::optional<double>& (*in)(OwnFigures&);
};
/// high_needs_income, deficit, ep_days, and the costs of a child as "unit_cost.SETTING".
std::span<const FigureRow> figure_table();

/// The figures of an entry in words: "high needs income £84,000,000 a year, deficit at the start £12,500,000".
std::string figures_text(const OwnFigures& figures);

/// Entries whose authority the map has not, has several of to choose from, or has as a neighbour only, and a second one
/// for an authority.
void add_figures_problems(const Map& map, const std::vector<AuthorityEntry>& entries, ConfigProblems& problems);

/// Gives the map's authorities the figures of a scenario and says so among the assumptions.
void take_figures(const std::vector<AuthorityEntry>& entries, Map& map);

/// Whether the deficit at the start of every authority of the area is one that was given, by what the map's assumptions
/// say: a run file keeps those and no figures.
bool deficits_are_given(const Map& map);

}  // namespace sendscape
