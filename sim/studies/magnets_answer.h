// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "sim/studies/magnet_findings.h"

namespace sendscape {

/// Everything that page, table and text of `sendscape magnets` are made from.
struct MagnetStudy {
    MagnetTrials trials;
    std::vector<ToldSchool> magnets, deflectors;  ///< all that are one in some run
    std::size_t top = 10;                         ///< of each told on the page, at the most
    bool names = false;                           ///< of real schools; those of an invented county are always told
    std::vector<std::string> notes;               ///< policies that were left out, and why
};
MagnetStudy study_magnets(MagnetTrials trials, std::size_t top, bool names);

/// Whether schools are called by their names: in an invented county, or where that was asked for.
bool tells_names(const MagnetStudy& study);
/// What the schools told are called: by name or, real ones in a simulated future, "Secondary A in Altrincham".
std::map<std::size_t, std::string> names_of_schools(const MagnetStudy& study);

/// The answer, sentence by sentence, and what it does not settle.
std::vector<std::string> magnets_answer(const MagnetStudy& study);
std::vector<std::string> magnets_not_settled(const MagnetStudy& study);

/// Unit in which pages write a figure of a school: ratios to two decimals.
std::string page_unit(const SchoolFigureRow& figure);

}  // namespace sendscape
