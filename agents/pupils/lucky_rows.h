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

/// Digits of luck that are 0 in every row whose luck is below `most`.
constexpr std::size_t leading_zeros(double most) {
    std::size_t zeros = 0;
    while (zeros < shared_digits && most * static_cast<double>(std::size_t{2} << zeros) <= 1) ++zeros;
    return zeros;
}

/// The likeliest of two sorts of children: of those that are marked, and of the rest.
struct Likeliest {
    double marked = 0, rest = 0;
};

/// Calls visit(PupilId, u) for each row of the block [first, end), in order, whose luck of this month under `stream`
/// may be below bound(PupilId), a chance from 0 to `most`. Its luck u is uniform in [0, 1) and a function of seed,
/// replicate, stream, child and month alone, whatever the bounds: something of the chance h befalls a child where
/// u < h.
///
/// What befalls one child in a hundred need not be asked of the other ninety-nine. The digits of u are drawn for 32
/// rows at a time, a word a digit: where nothing has a chance above a sixteenth, only rows whose first four digits are
/// all 0 are looked at, and only where the first eight stay below the child's own bound are the other 32 digits drawn.
/// Where few children are much likelier than the rest, marks(row) gives those of the 32 rows from `row` on as bits, and
/// the rest are looked at only where they might be lucky themselves.
template <class Marks, class Bound, class Visit>
void for_each_lucky(const Draws& draws, Stream stream, Month month, std::size_t first, std::size_t end, Likeliest most,
                    Marks&& marks, Bound&& bound, Visit&& visit) {
    static_assert(rows_per_block % rows_of_a_word == 0);  // so that every block begins with a word of its own
    const std::size_t zeros_of_marked = leading_zeros(most.marked), zeros_of_rest = leading_zeros(most.rest);
    const std::uint32_t never = most.rest > 0 ? 0u : ~0u;  // nothing befalls who is not marked
    constexpr double of_digit = 1.0 / (1u << shared_digits);
    constexpr std::size_t of_a_draw = 4;
    for (std::size_t row = first; row < end; row += rows_of_a_word) {
        const auto group = static_cast<std::uint32_t>(row / rows_of_a_word);
        std::array<std::uint32_t, shared_digits> digits{};
        const auto draw = [&](std::size_t from) {
            const auto four =
                draws.words(stream, group, month, counter_of_digits + static_cast<std::uint32_t>(from / of_a_draw));
            std::copy(four.begin(), four.end(), digits.begin() + static_cast<std::ptrdiff_t>(from));
        };
        // Rows with a 1 among the leading digits of either sort, and those beyond the last.
        std::uint32_t raised = end - row < rows_of_a_word ? ~0u << (end - row) : 0u, raised_rest = raised | never;
        const auto look = [&](std::size_t from, std::size_t to) {
            for (std::size_t k = from; k < std::min(zeros_of_marked, to); ++k) raised |= digits[k];
            for (std::size_t k = from; k < std::min(zeros_of_rest, to); ++k) raised_rest |= digits[k];
        };
        draw(0);
        look(0, of_a_draw);
        if ((raised & raised_rest) == ~0u) continue;
        const std::uint32_t marked = marks(row);
        if (((marked & ~raised) | (~marked & ~raised_rest)) == 0) continue;
        draw(of_a_draw);
        look(of_a_draw, shared_digits);
        for (std::uint32_t left = (marked & ~raised) | (~marked & ~raised_rest); left != 0; left &= left - 1) {
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

/// The same where no sort of children is much likelier than the others.
template <class Bound, class Visit>
void for_each_lucky(const Draws& draws, Stream stream, Month month, std::size_t first, std::size_t end, double most,
                    Bound&& bound, Visit&& visit) {
    for_each_lucky(
        draws, stream, month, first, end, Likeliest{.marked = most, .rest = 0}, [](std::size_t) { return ~0u; }, bound,
        visit);
}

}  // namespace sendscape
