// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "agents/pupils/rows_where.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Puts one word of luck for each row of the block [first, end) into `luck`, from its beginning. Four rows share a call
/// of the generator, which is spared where none of them wants(PupilId) one: their words are then the highest.
template <class Wants>
void luck_of_rows(const Draws& draws, Stream stream, Month month, std::size_t first, std::size_t end, BlockOfRows& luck,
                  Wants&& wants) {
    static_assert(rows_per_block % 4 == 0);  // so that every block begins with a call of its own
    for (std::size_t row = first; row < end; row += 4) {
        bool wanted = false;
        for (std::size_t i = row; i < std::min(row + 4, end); ++i) wanted |= wants(PupilId(i));
        std::array<std::uint32_t, 4> four;
        four.fill(0xFFFFFFFFu);
        if (wanted) four = draws.words(stream, static_cast<std::uint32_t>(row / 4), month);
        std::copy_n(four.begin(), 4, luck.begin() + static_cast<std::ptrdiff_t>(row - first));
    }
}

}  // namespace sendscape
