// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "agents/schools/schools.h"
#include "sim/world.h"

namespace sendscape {

/// What one January tells of a state mainstream school. `open` false: nothing, there are no pupils in it.
struct SchoolFigures {
    bool open = false;
    MagnetClass magnet =
        MagnetClass::expected;  ///< this model's class; at the start, where one January is known, by it
    bool above = false;         ///< the published measure: above the 99.8% limit at its authority's rate, bases inside
    bool far_below = false;     ///< of the published measure: more than 2.5 standard deviations of chance below
    float roll = 0, plans = 0, in_base = 0;
    float expected = 0;       ///< plans so large a roll would hold at its authority's rate for its kind, bases inside
    float home_area = 1;      ///< plans expected at the rates of its pupils' areas over those at the authority's
    float hours_needed = 0;   ///< weekly, of support for all its pupils
    float hours_short = 0;    ///< of them not supplied
    float over_notional = 0;  ///< pounds a year that those hours cost beyond notional SEN budget and authorities' pay
    float reserve = 0;        ///< pounds
    float strain = 0;         ///< 0 none, 1 a typical budget
    float attainment = 0;     ///< published results, standard deviations about the mean
    bool cuts_support_staff = false;
};

/// By row of the map, of its first `schools` schools: those that stand there whatever a scenario opens.
std::vector<SchoolFigures> school_figures(const World& world, std::size_t schools);

/// Whether the school is one that magnets and deflectors are sought among: of the area, not of its neighbours.
inline bool counted(const School& school, const SchoolFigures& figures) { return figures.open && school.in_area; }

/// A number of such a school, for tables.
struct SchoolFigureRow {
    std::string_view name, unit, words;
    double (*value)(const SchoolFigures&);
};
std::span<const SchoolFigureRow> school_figure_table();
/// The row of a name. It must be one of the table's: another one is a defect.
const SchoolFigureRow& school_figure(std::string_view name);
/// Plans over those its roll would hold at its authority's rate: the number that magnets are told by.
const SchoolFigureRow& relative_rate();

}  // namespace sendscape
