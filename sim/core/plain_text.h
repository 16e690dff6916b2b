// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace sendscape {

/// Whether a text is one line of characters that are shown: none that steers a terminal, a page or the direction of
/// writing (Unicode's C0 and C1, DEL, line and paragraph separators, bidirectional controls), all of it UTF-8.
bool is_plain(std::string_view text);

/// Names come from files that others have written and go to terminals, tables and pages: a space stands in the place of
/// each character that is_plain refuses.
void make_plain(std::string& text);

/// The same for a message of several lines, which stay lines.
std::string plain_lines(std::string_view text);

}  // namespace sendscape
