// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <bit>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "sim/core/column.h"
#include "sim/core/id.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Room for something of each row of a block.
using BlockOfRows = std::array<std::uint32_t, rows_per_block>;

/// The rows of [first, end), at most a block, for which test(PupilId) holds, in order, written into `room`. Ages, needs
/// and settings are mixed along the rows, so that a branch on them is guessed wrongly about every third child; here
/// every row is written and only the count of those kept differs. The test should join its conditions with & rather
/// than &&.
template <class Test>
std::span<const std::uint32_t> rows_where(std::size_t first, std::size_t end, BlockOfRows& room, Test&& test) {
    std::size_t kept = 0;
    for (std::size_t row = first; row < end; ++row) {
        room[kept] = static_cast<std::uint32_t>(row);
        kept += test(PupilId(row)) ? 1 : 0;
    }
    return {room.data(), kept};
}

/// Calls visit(PupilId) for the rows of [first, end) with this value in a column of bytes, in order. Eight rows are
/// compared at a time. A visit may change its own row only.
template <class T, class Visit>
void for_each_of(const Column<PupilId, T>& column, T value, std::size_t first, std::size_t end, Visit&& visit) {
    static_assert(sizeof(T) == 1);
    constexpr std::size_t at_a_time = sizeof(std::uint64_t);
    constexpr std::uint64_t low_bits = 0x7F7F7F7F7F7F7F7Fu;
    const std::uint64_t wanted = 0x0101010101010101u * static_cast<std::uint8_t>(value);
    std::size_t row = first;
    for (; std::endian::native == std::endian::little && row + at_a_time <= end; row += at_a_time) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, column.data() + row, sizeof(eight));
        eight ^= wanted;  // 0 in the bytes of the rows looked for; their highest bit is 1 in `found`, no other bit is
        std::uint64_t found = ~(((eight & low_bits) + low_bits) | eight | low_bits);
        for (; found != 0; found &= found - 1)
            visit(PupilId(row + static_cast<std::size_t>(std::countr_zero(found)) / CHAR_BIT));
    }
    for (; row < end; ++row)
        if (column[PupilId(row)] == value) visit(PupilId(row));
}

/// Calls visit(PupilId) for the rows of [first, end) whose value in the column is not the usual one, in order. Where
/// few are, eight bytes of usual values are passed over at a time. A visit may change its own row only.
template <class T, class Visit>
void for_each_unusual(const Column<PupilId, T>& column, T usual, std::size_t first, std::size_t end, Visit&& visit) {
    constexpr std::size_t at_a_time = sizeof(std::uint64_t) / sizeof(T);
    T all_usual[at_a_time];
    for (T& value : all_usual) value = usual;
    for (std::size_t row = first; row < end;) {
        const bool whole = row + at_a_time <= end;
        if (whole && std::memcmp(column.data() + row, all_usual, sizeof(all_usual)) == 0) {
            row += at_a_time;
            continue;
        }
        for (const std::size_t stop = whole ? row + at_a_time : end; row < stop; ++row)
            if (column[PupilId(row)] != usual) visit(PupilId(row));
    }
}

}  // namespace sendscape
