// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
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

/// Rows that are looked at as one word of a byte each.
constexpr std::size_t bytes_of_a_word = sizeof(std::uint64_t);

/// The rows of [first, end), at most a block, for which test(PupilId) holds, in order, written into `room`. First every
/// row is tested, which the compiler does for many rows at once where the test only joins conditions on columns with &
/// and |; then eight rows are passed over at a time where it holds for none. The test is asked of every row: it must
/// not rely on another of its conditions.
template <class Test>
std::span<const std::uint32_t> rows_where(std::size_t first, std::size_t end, BlockOfRows& room, Test&& test) {
    std::array<std::uint8_t, rows_per_block + bytes_of_a_word> holds;  // a truth each; left unset beyond the last row
    const auto from = static_cast<std::uint32_t>(first), to = static_cast<std::uint32_t>(end);
    for (std::uint32_t row = from; row < to; ++row) holds[row - from] = test(PupilId(row)) ? 1 : 0;
    std::memset(holds.data() + (to - from), 0, bytes_of_a_word);
    std::size_t kept = 0;
    for (std::uint32_t row = from; row < to; row += bytes_of_a_word) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, holds.data() + (row - from), sizeof(eight));
        if (eight == 0) continue;
        for (std::uint32_t k = 0; k < bytes_of_a_word; ++k) {
            room[kept] = row + k;
            kept += holds[row - from + k];
        }
    }
    return {room.data(), kept};
}

/// Calls visit(PupilId) for the rows below `end`, however many, for which test(PupilId) holds, in order, a block at a
/// time. A visit may change its own row only.
template <class Test, class Visit>
void for_each_where(std::size_t end, Test&& test, Visit&& visit) {
    BlockOfRows room;
    for (std::size_t first = 0; first < end; first += rows_per_block)
        for (const std::uint32_t row : rows_where(first, std::min(end, first + rows_per_block), room, test))
            visit(PupilId(row));
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

/// The rows of [first, end), at most 32, as bits, whose value in a column of bytes differs from this one.
template <class T>
std::uint32_t bits_unlike(const Column<PupilId, T>& column, T value, std::size_t first, std::size_t end) {
    static_assert(sizeof(T) == 1);
    std::uint32_t bits = 0;
    std::size_t row = first;
    constexpr std::uint64_t low_bits = 0x7F7F7F7F7F7F7F7Fu;
    const std::uint64_t usual = 0x0101010101010101u * static_cast<std::uint8_t>(value);
    for (; std::endian::native == std::endian::little && row + bytes_of_a_word <= end; row += bytes_of_a_word) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, column.data() + row, sizeof(eight));
        eight ^= usual;
        eight = (((eight & low_bits) + low_bits) | eight) & ~low_bits;  // the highest bit of every byte that differs
        constexpr std::uint64_t gathers = 0x0002040810204081u;          // ... into the highest byte, in order
        bits |= static_cast<std::uint32_t>(eight * gathers >> 56) << (row - first);
    }
    for (; row < end; ++row)
        bits |= (column[PupilId(row)] != value ? std::uint32_t{1} : std::uint32_t{0}) << (row - first);
    return bits;
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
