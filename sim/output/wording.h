// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/need.h"
#include "sim/output/run.h"

namespace sendscape {

/// Whole number with thousands separators: "12,345". A value that is none: "not known".
std::string whole(double value);
/// With so many decimals.
std::string decimal(double value, int places);
/// Whole numbers for parts, adding up to the rounded total (the sum of the parts): the largest remainders go up.
std::vector<double> whole_parts(const std::vector<double>& parts);
/// "41.5%"; of a share between 0 and 1.
std::string percent(double share, int places = 1);
/// "£12.3 million", "£850,000", "-£3.1 million".
std::string money(double pounds);
/// "210 (range 160 to 265)"; without the range where there was one replicate.
std::string with_range(const Range& range);
std::string money_with_range(const Range& range);
std::string percent_with_range(const Range& range);
/// "child" or "children" and the like.
std::string_view one_or_many(double count, std::string_view one, std::string_view many);
/// Need as it reads in a sentence: "autism", "speech and language".
std::string_view need_in_words(Need need);
/// Number for a CSV: shortest of up to four decimals; empty when it is none.
std::string csv_number(double value);
/// A CSV field, quoted where it must be. Words that a spreadsheet would take for a formula (they begin with = + - @ or
/// a tab, and are no number) get an apostrophe before them: names come from files that others have written.
std::string csv_field(std::string_view text);
/// Text made safe for HTML and SVG.
std::string escaped(std::string_view text);
/// Text broken into lines of at most `width` characters (bytes of UTF-8 continuation do not count).
std::string wrapped(std::string_view text, std::size_t width, std::string_view indent = "");

}  // namespace sendscape
