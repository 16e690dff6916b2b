// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/studies/paired.h"

namespace sendscape {

// Words and pieces that the pages of studies have in common.

/// Years with a fraction, as charts take them: January 2026 is 2026.0.
double year_of(Month month);

/// The text with a plus before it where the value is above zero; a minus it has of itself.
std::string with_sign(double value, const std::string& text);
/// A value of a measure in its unit: "£1.2 million", "12.3%", "0.081", "1,204"; "-" where there is none.
std::string in_unit(double value, const std::string& unit);
/// The step that a value of a measure is rounded to there, `largest` being the largest of those side by side
/// (shown_totals.h); 0 for pounds, which are written to three digits or so.
double shown_step(const std::string& unit, double largest);
/// A difference in the unit, with its sign: of shares in points.
std::string signed_in_unit(double value, const std::string& unit);
/// "-90 to -50"; empty where there was one pair.
std::string range_in_unit(const PairedDifference& told, const std::string& unit);
/// "-68 (-90 to -50)"; without the range where it was the same in every run.
std::string difference_text(const PairedDifference& told, const std::string& unit);
/// "18 of 20": runs in which the difference is below zero.
std::string runs_below(const PairedDifference& told);
/// "specialist_shortfall" as words: "Specialist shortfall".
std::string measure_words(std::string name);

/// HTML of a section's heading, which links can lead to; of a smaller one; of a list of sentences.
std::string section_heading(std::string_view id, std::string_view words);
std::string smaller_heading(std::string_view words);
std::string bullet_list(const std::vector<std::string>& sentences);

}  // namespace sendscape
