// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/studies/magnets_answer.h"

namespace sendscape {

/// magnets.csv: the heading, and a row for each side, school (blank: the mean over those told in most runs), question
/// and item. `against` is what `value` is held against, `difference` is value less against.
std::string magnets_csv(const MagnetStudy& study);

/// Files that `magnets` leaves in its folder.
std::vector<std::string> files_of_magnets();

}  // namespace sendscape
