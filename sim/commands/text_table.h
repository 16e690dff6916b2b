// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace sendscape {

/// Rows of text with a heading, aligned for a terminal; the last column is wrapped to `width`.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t width = 120);
/// The same as CSV.
std::string csv_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace sendscape
