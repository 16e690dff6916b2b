// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "sim/core/draws.h"
#include "sim/core/id.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Rows whose luck is drawn together: as many as a word has bits.
constexpr std::size_t rows_of_a_word = 32;
/// Binary digits of a child's luck that are drawn together with those of its neighbours.
constexpr std::size_t shared_digits = 8;
/// Counters of the draws, far above those that other draws of a stream use: the shared digits, and a child's own word.
constexpr std::uint32_t counter_of_digits = 0x10000, counter_of_own = 0x10002;

/// Calls visit(PupilId, u) for each row of the block [first, end), in order, whose luck of this month under `stream`
/// may be below bound(PupilId), a chance from 0 to `most`. Its luck u is uniform in [0, 1) and a function of seed,
/// replicate, stream, child and month alone, whatever the bounds: something of the chance h befalls a child where
/// u < h.
///
/// What befalls one child in a hundred need not be asked of the other ninety-nine. The digits of u are drawn for 32
/// rows at a time, a word a digit: where nothing has a chance above a sixteenth, only rows whose first four digits are
/// all 0 are looked at, and only where the first eight stay below the child's own bound are the other 32 digits drawn.
template <class Bound, class Visit>
void for_each_lucky(const Draws& draws, Stream stream, Month month, std::size_t first, std::size_t end, double most,
                    Bound&& bound, Visit&& visit) {
    static_assert(rows_per_block % rows_of_a_word == 0);  // so that every block begins with a word of its own
    std::size_t zeros = 0;                                // leading digits that must be 0
    while (zeros < shared_digits && most * static_cast<double>(std::size_t{2} << zeros) <= 1) ++zeros;
    constexpr double of_digit = 1.0 / (1u << shared_digits);
    for (std::size_t row = first; row < end; row += rows_of_a_word) {
        const auto group = static_cast<std::uint32_t>(row / rows_of_a_word);
        std::array<std::uint32_t, shared_digits> digits{};
        const auto draw = [&](std::size_t from) {
            const auto four =
                draws.words(stream, group, month, counter_of_digits + static_cast<std::uint32_t>(from / 4));
            std::copy(four.begin(), four.end(), digits.begin() + static_cast<std::ptrdiff_t>(from));
        };
        draw(0);
        std::uint32_t raised = 0;  // rows with a 1 among the leading digits
        for (std::size_t k = 0; k < std::min<std::size_t>(zeros, 4); ++k) raised |= digits[k];
        if (end - row < rows_of_a_word) raised |= ~0u << (end - row);
        if (raised == ~0u) continue;
        draw(4);
        for (std::size_t k = 4; k < zeros; ++k) raised |= digits[k];
        for (std::uint32_t left = ~raised; left != 0; left &= left - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(left));
            const PupilId pupil(row + bit);
            std::uint32_t high = 0;
            for (const std::uint32_t digit : digits) high = high << 1 | (digit >> bit & 1u);
            const double least = high * of_digit;
            if (least >= bound(pupil)) continue;
            visit(pupil, least + of_digit * fraction(draws.words(stream, pupil.value, month, counter_of_own)[0]));
        }
    }
}

}  // namespace sendscape
