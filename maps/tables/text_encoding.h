// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace sendscape {

/// Turns the bytes of a text table into UTF-8: a byte order mark is dropped, valid UTF-8 is kept, anything else is read
/// as Windows-1252 (the encoding of GIAS downloads). Undefined bytes become U+FFFD.
std::string to_utf8(std::string bytes);

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// Lower case letters and digits with single underscores between words: "LA (code)" becomes "la_code".
std::string column_key(std::string_view heading);

}  // namespace sendscape
