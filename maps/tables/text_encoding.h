// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace sendscape {

/// Turns the bytes of a text table into UTF-8. UTF-16 is known by its byte order mark (Excel's 'Unicode Text').
/// Elsewhere the mark of UTF-8 is dropped, what is valid UTF-8 is kept, and every other byte is read as Windows-1252
/// (the encoding of GIAS downloads): tables put together from several sources change encoding from line to line.
/// Undefined bytes and halves of pairs become U+FFFD.
std::string to_utf8(std::string bytes);

/// Lower case letters and digits with single underscores between words: "LA (code)" becomes "la_code".
std::string column_key(std::string_view heading);

}  // namespace sendscape
