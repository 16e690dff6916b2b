// SPDX-License-Identifier: MIT
#include "sim/core/error.h"

#include <algorithm>
#include <numeric>

namespace sendscape {
namespace {

/// Letters put in, left out, changed or exchanged with their neighbour: two letters the wrong way round are one slip.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_spelling(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    // Two edits make 'on' of 'foo': a short word is near only at one.
    constexpr std::size_t short_word = 4;
    std::size_t best_edits = (word.size() <= short_word ? 1 : std::max<std::size_t>(2, word.size() / 3)) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edits(word, candidate);
        if (distance < best_edits) {
            best_edits = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace sendscape
