// SPDX-License-Identifier: MIT
#include "maps/tables/zip_listing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "maps/tables/cell_values.h"
#include "sim/core/plain_text.h"

namespace sendscape {
namespace {

using namespace std::string_view_literals;

// APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16: how records begin, and where in them the numbers stand that are wanted.
constexpr std::string_view file_begins = "PK\x03\x04"sv, entry_begins = "PK\x01\x02"sv, end_begins = "PK\x05\x06"sv;
constexpr std::size_t end_size = 22, longest_comment = 65'535, directory_offset_at = 16;
constexpr std::size_t entry_size = 46, name_size_at = 28, extra_size_at = 30, comment_size_at = 32;
constexpr std::size_t most_entries = 10'000;

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::size_t number = 0;
    for (std::size_t i = size; i-- > 0;) number = (number << 8) | static_cast<std::uint8_t>(bytes[at + i]);
    return number;
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with(file_begins) || bytes.starts_with(end_begins); }

std::vector<std::string> names_in_zip(std::string_view bytes) {
    std::vector<std::string> names;
    const std::size_t tail = bytes.size() - std::min(bytes.size(), end_size + longest_comment);
    const std::size_t end = bytes.rfind(end_begins);
    if (end == std::string_view::npos || end < tail || end + end_size > bytes.size()) return names;
    std::size_t at = number_at(bytes, end + directory_offset_at, 4);
    while (names.size() < most_entries && at <= end && end - at >= entry_size &&
           bytes.substr(at).starts_with(entry_begins)) {
        const std::size_t name_size = number_at(bytes, at + name_size_at, 2);
        if (end - at - entry_size < name_size) break;
        std::string name(bytes.substr(at + entry_size, name_size));
        make_plain(name);
        names.push_back(std::move(name));
        at += entry_size + name_size + number_at(bytes, at + extra_size_at, 2) +
              number_at(bytes, at + comment_size_at, 2);
    }
    return names;
}

std::string what_a_zip_is(std::string_view bytes) {
    const std::vector<std::string> names = names_in_zip(bytes);
    const auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    if (has("[Content_Types].xml") || (has("mimetype") && has("content.xml")))
        return " is a workbook, not a CSV table; save the sheet as CSV (UTF-8) first";
    std::vector<std::string> tables;
    for (const std::string& name : names)
        if (const std::string lower = lower_case(name); lower.ends_with(".csv") || lower.ends_with(".csv.gz"))
            tables.push_back(name);
    if (names.empty())
        return " is a zip archive, cut short or damaged, or a workbook that is; fetch it again and unpack it";
    if (tables.empty())
        return fmt::format(" is a zip archive with no CSV table in it ({} file{}, the first '{}')", names.size(),
                           names.size() == 1 ? "" : "s", names.front());
    constexpr std::size_t most_named = 8;
    const std::size_t more = tables.size() - std::min(tables.size(), most_named);
    tables.resize(tables.size() - more);
    return fmt::format(" is a zip archive; unpack it and give the table that is meant of those in it: {}{}",
                       fmt::join(tables, ", "), more > 0 ? fmt::format(" and {} more", more) : std::string());
}

}  // namespace sendscape
