// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

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

/// A word for each 32 rows of a block.
using WordsOfBlock = std::array<std::uint32_t, rows_per_block / rows_of_a_word>;

/// The shared digits of a block's rows, first the one worth a half.
class DigitsOfBlock {
  public:
    DigitsOfBlock(const Draws& draws, Stream stream, Month month, std::size_t first, std::size_t end)
        : words_((end - first + rows_of_a_word - 1) / rows_of_a_word) {
        static_assert(rows_per_block % rows_of_a_word == 0);  // so that every block begins with a word of its own
        constexpr std::size_t of_a_draw = 4;
        const auto group = static_cast<std::uint32_t>(first / rows_of_a_word);
        for (std::size_t from = 0; from < shared_digits; from += of_a_draw) {
            const auto of_all = [&](std::size_t digit) { return std::span(digits_[from + digit]).first(words_); };
            draws.words_in_a_row(stream, group, month, counter_of_digits + static_cast<std::uint32_t>(from / of_a_draw),
                                 {of_all(0), of_all(1), of_all(2), of_all(3)});
        }
    }

    /// Bits of the rows that have a 1 among so many leading digits.
    void join(std::size_t leading, WordsOfBlock& raised) const {
        std::fill_n(raised.begin(), words_, 0u);
        for (std::size_t digit = 0; digit < leading; ++digit)
            for (std::size_t word = 0; word < words_; ++word) raised[word] |= digits_[digit][word];
    }

    /// All digits of a row as a number.
    [[nodiscard]] std::uint32_t of(std::size_t word, std::size_t bit) const {
        std::uint32_t number = 0;
        for (const WordsOfBlock& digit : digits_) number = number << 1 | (digit[word] >> bit & 1u);
        return number;
    }

  private:
    std::size_t words_;
    std::array<WordsOfBlock, shared_digits> digits_;
};

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
    const std::uint32_t never = most.rest > 0 ? 0u : ~0u;  // nothing befalls who is not marked
    constexpr double of_digit = 1.0 / (1u << shared_digits);
    const DigitsOfBlock digits(draws, stream, month, first, end);
    WordsOfBlock raised, raised_rest;  // rows with a 1 among the leading digits of either sort
    digits.join(leading_zeros(most.marked), raised);
    digits.join(leading_zeros(most.rest), raised_rest);
    for (std::size_t row = first, word = 0; row < end; row += rows_of_a_word, ++word) {
        const std::uint32_t beyond = end - row < rows_of_a_word ? ~0u << (end - row) : 0u;
        const std::uint32_t out = raised[word] | beyond, out_rest = raised_rest[word] | beyond | never;
        if ((out & out_rest) == ~0u) continue;
        const std::uint32_t marked = marks(row);
        for (std::uint32_t left = (marked & ~out) | (~marked & ~out_rest); left != 0; left &= left - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(left));
            const PupilId pupil(row + bit);
            const double least = digits.of(word, bit) * of_digit;
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
