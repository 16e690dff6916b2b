// SPDX-License-Identifier: MIT
#include "sim/core/plain_text.h"

#include <algorithm>
#include <cstdint>

namespace sendscape {
namespace {

/// A character of UTF-8: its code point and bytes; `bytes` of 1 and `valid` false where there is none.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(at);
    if (first < 0x80) return {first, 1, true};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) return {};
    std::uint32_t code = first & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u) return {};
        code = code << 6 | (byte(at + i) & 0x3Fu);
    }
    return {code, bytes, true};
}

bool is_shown(const Character& c) {
    const auto within = [&](std::uint32_t least, std::uint32_t most) { return c.code >= least && c.code <= most; };
    const bool control = c.code < 0x20 || within(0x7F, 0x9F);
    const bool separator = within(0x2028, 0x2029);
    const bool direction =
        within(0x200E, 0x200F) || c.code == 0x061C || within(0x202A, 0x202E) || within(0x2066, 0x2069);
    return c.valid && !control && !separator && !direction;
}

/// Most names are ASCII: nothing to decode.
bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string plain(std::string_view text, bool keep_lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        if (is_shown(c) || (keep_lines && c.code == '\n'))
            out += text.substr(at, c.bytes);
        else
            out += ' ';
        at += c.bytes;
    }
    return out;
}

}  // namespace

bool is_plain(std::string_view text) {
    if (is_plain_ascii(text)) return true;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        if (!is_shown(c)) return false;
        at += c.bytes;
    }
    return true;
}

void make_plain(std::string& text) {
    if (!is_plain_ascii(text)) text = plain(text, false);
}

std::string plain_lines(std::string_view text) { return plain(text, true); }

}  // namespace sendscape
