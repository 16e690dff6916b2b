// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "sim/core/column.h"
#include "sim/core/id.h"
#include "sim/core/parallel.h"
#include "sim/core/truths.h"

namespace sendscape {

/// Room for something of each row of a block.
using BlockOfRows = std::array<std::uint32_t, rows_per_block>;

/// Calls visit(PupilId) for the rows of [first, end), however many, for which test(PupilId) holds, in order. Every row
/// of a block is tested before any is visited, which the compiler does for many rows at once where the test only joins
/// conditions on columns with & and |: a test must not rely on another of its conditions. A visit may change its own
/// row only.
template <class Test, class Visit>
void for_each_where(std::size_t first, std::size_t end, Test&& test, Visit&& visit) {
    static_assert(rows_per_block % truths_of_a_word == 0);
    for (std::size_t block = first; block < end; block += rows_per_block) {
        std::array<std::uint8_t, rows_per_block + truths_of_a_word> holds;  // left unset beyond the last word
        const auto from = static_cast<std::uint32_t>(block);
        const auto to = static_cast<std::uint32_t>(std::min(end, block + rows_per_block));
        for (std::uint32_t row = from; row < to; ++row) holds[row - from] = test(PupilId(row)) ? 1 : 0;
        std::memset(holds.data() + (to - from), 0, truths_of_a_word);
        for (std::uint32_t row = from; row < to; row += truths_of_a_word)
            for (std::uint64_t left = as_bits(holds.data() + (row - from)); left != 0; left &= left - 1)
                visit(PupilId(row + static_cast<std::uint32_t>(std::countr_zero(left))));
    }
}
template <class Test, class Visit>
void for_each_where(std::size_t end, Test&& test, Visit&& visit) {
    for_each_where(0, end, test, visit);
}

/// Asks memory for what will be read soon.
template <class... T>
void ask_for(const T&... values) {
    (__builtin_prefetch(&values), ...);
}

/// The same where a visit reads columns of rows that stand far apart, each of which would be waited for: ask(PupilId)
/// is called some visits before, to ask for what the visit will read, and ask_next(PupilId) fewer visits before, for
/// what that leads to. Neither may change anything.
template <class Test, class Visit, class Ask, class AskNext>
void for_each_far_apart(std::size_t first, std::size_t end, Test&& test, Visit&& visit, Ask&& ask, AskNext&& ask_next) {
    constexpr std::size_t ahead = 16, next_ahead = 8;
    BlockOfRows room;
    for (std::size_t block = first; block < end; block += rows_per_block) {
        std::size_t rows = 0;
        for_each_where(block, std::min(end, block + rows_per_block), test, [&](PupilId p) { room[rows++] = p.value; });
        for (std::size_t i = 0; i < std::min(ahead, rows); ++i) ask(PupilId(room[i]));
        for (std::size_t i = 0; i < std::min(next_ahead, rows); ++i) ask_next(PupilId(room[i]));
        for (std::size_t i = 0; i < rows; ++i) {
            if (i + ahead < rows) ask(PupilId(room[i + ahead]));
            if (i + next_ahead < rows) ask_next(PupilId(room[i + next_ahead]));
            visit(PupilId(room[i]));
        }
    }
}

/// The rows of [first, end), at most a block, for which test(PupilId) holds (see for_each_where), in order, written
/// into `room`.
template <class Test>
std::span<const std::uint32_t> rows_where(std::size_t first, std::size_t end, BlockOfRows& room, Test&& test) {
    std::size_t kept = 0;
    for_each_where(first, end, test, [&](PupilId p) { room[kept++] = p.value; });
    return {room.data(), kept};
}

/// Calls visit(PupilId) for the rows of [first, end) with this value in a column, in order. A visit may change its own
/// row only.
template <class T, class Visit>
void for_each_of(const Column<PupilId, T>& column, T value, std::size_t first, std::size_t end, Visit&& visit) {
    const T* const values = column.data();
    for_each_where(
        first, end, [values, value](PupilId p) { return values[p.value] == value; }, visit);
}

/// Calls visit(PupilId) for the rows of [first, end) whose value in the column is not the usual one, in order. A visit
/// may change its own row only.
template <class T, class Visit>
void for_each_unusual(const Column<PupilId, T>& column, T usual, std::size_t first, std::size_t end, Visit&& visit) {
    const T* const values = column.data();
    for_each_where(
        first, end, [values, usual](PupilId p) { return values[p.value] != usual; }, visit);
}

/// The rows of [first, end), at most 32, as bits, whose value in a column of bytes differs from this one.
template <class T>
std::uint32_t bits_unlike(const Column<PupilId, T>& column, T value, std::size_t first, std::size_t end) {
    static_assert(sizeof(T) == 1);
    constexpr std::size_t most = 32;
    if (end - first == most) return ~bits_like<most>(column.data() + first, static_cast<std::uint8_t>(value));
    std::uint32_t bits = 0;
    for (std::size_t row = first; row < end; ++row)
        bits |= (column[PupilId(row)] != value ? std::uint32_t{1} : std::uint32_t{0}) << (row - first);
    return bits;
}

}  // namespace sendscape
