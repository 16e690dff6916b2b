// SPDX-License-Identifier: MIT
#include "maps/tables/text_encoding.h"

#include <array>
#include <cstdint>

#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

// Windows-1252, bytes 0x80 to 0x9F (Unicode Consortium, CP1252.TXT); 0xFFFD where undefined.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

void append_utf8(std::string& text, unsigned code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | (code >> 6));
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0 | (code >> 12));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | (code >> 18));
        text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    }
}

constexpr std::size_t bytes_between_stops = std::size_t{1} << 24;
constexpr unsigned replacement_character = 0xFFFD;

/// Length of the UTF-8 sequence that begins at `at`; 0 if none does.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) return 1;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    if (byte < 0xC2 || byte > 0xF4 || at + length > bytes.size()) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((static_cast<unsigned char>(bytes[at + k]) & 0xC0) != 0x80) return 0;
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    // Overlong forms, surrogates and code points above U+10FFFF.
    if ((byte == 0xE0 && second < 0xA0) || (byte == 0xED && second > 0x9F) || (byte == 0xF0 && second < 0x90) ||
        (byte == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

/// UTF-16 behind its byte order mark (RFC 2781).
std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string text;
    text.reserve(bytes.size() / 2);
    const auto unit_at = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return big_endian ? unsigned{a} << 8 | b : unsigned{b} << 8 | a;
    };
    constexpr std::size_t mark = 2;
    for (std::size_t at = mark; at + 1 < bytes.size(); at += 2) {
        if (at % bytes_between_stops == 0) stop_if_asked();
        const unsigned unit = unit_at(at);
        const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
        if (high && at + 3 < bytes.size() && unit_at(at + 2) >= 0xDC00 && unit_at(at + 2) < 0xE000) {
            append_utf8(text, 0x10000 + ((unit - 0xD800) << 10 | (unit_at(at + 2) - 0xDC00)));
            at += 2;
        } else {
            append_utf8(text, high || low ? replacement_character : unit);
        }
    }
    if (bytes.size() % 2 != 0) append_utf8(text, replacement_character);
    return text;
}

}  // namespace

std::string to_utf8(std::string bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return from_utf16(bytes, bytes.starts_with("\xFE\xFF"));
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    std::string text;
    std::size_t kept = 0;  // bytes already in text
    std::size_t next_stop = bytes_between_stops;
    for (std::size_t at = 0; at < bytes.size();) {
        if (at >= next_stop) {
            stop_if_asked();
            next_stop += bytes_between_stops;
        }
        if (const std::size_t length = sequence_at(bytes, at); length > 0) {
            at += length;
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[at]);
        text.append(bytes, kept, at - kept);
        append_utf8(text, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
        kept = ++at;
    }
    if (kept == 0) return bytes;
    return text.append(bytes, kept);
}

std::string column_key(std::string_view heading) {
    std::string key;
    bool gap = false;
    for (const char c : heading) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '+') {
            if (gap && !key.empty()) key += '_';
            gap = false;
            key += lower;
        } else {
            gap = true;
        }
    }
    return key;
}

}  // namespace sendscape
