#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// What `sendscape describe` can list.
std::vector<std::string> described_things();

/// The named list as an aligned table for people, or as CSV. An empty name: what there is to describe. InputError for
/// another name, with the nearest.
std::string describe(std::string_view thing, bool csv);

/// Rows of text with a heading, aligned for a terminal; the last column is wrapped to `width`.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t width = 120);
/// The same as CSV.
std::string csv_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace sendscape
