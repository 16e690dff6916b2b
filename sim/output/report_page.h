// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/findings.h"
#include "sim/output/run.h"

namespace sendscape {

/// A table of a page: cells of the first column head their rows. Cells are plain text, escaped when written.
struct PageTable {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::size_t words = 1;              ///< leading columns that are words; the rest are numbers, set to the right
    std::vector<std::string> charts{};  ///< SVG at the end of each row, under the last heading; empty: none
};
std::string html_table(const PageTable& table);
/// A chart with its caption and its table under it.
std::string figure(std::string_view svg, std::string_view caption, const PageTable& table);
std::string paragraph(std::string_view text);
/// A whole page round its body, in the style of the report; `footer` is plain text.
std::string html_page(std::string_view title, std::string_view body, std::string_view footer);

// Sections of the report, in the order they are read. Each begins with its own sentence of what was found.
std::string shortfall_section(const Run& run, const Findings& findings);
std::string places_section(const Run& run, const Findings& findings);
std::string magnets_section(const Run& run, const Findings& findings);
std::string plans_section(const Run& run, const Findings& findings);
std::string money_section(const Run& run, const Findings& findings);
std::string services_section(const Run& run, const Findings& findings);
std::string published_section(const Run& run);
std::string assumptions_section(const Run& run);

}  // namespace sendscape
