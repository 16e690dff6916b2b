// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Whether bytes begin as a zip archive does. Workbooks are zip archives too.
[[nodiscard]] bool is_zip(std::string_view bytes);

/// The names of what a zip archive holds, by the directory at its end; empty where that is cut off or damaged. Nothing
/// is unpacked. Format: PKWARE, APPNOTE.TXT 4.3.
std::vector<std::string> names_in_zip(std::string_view bytes);

/// What stands in the place of a table, for the end of a message that begins with its name: a workbook, whose sheet is
/// to be saved, or an archive, which is to be unpacked, with the tables in it.
std::string what_a_zip_is(std::string_view bytes);

}  // namespace sendscape
