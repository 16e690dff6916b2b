// SPDX-License-Identifier: MIT
#include "sim/core/slip.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sendscape {

bool is_slip_of(std::string_view word, std::string_view meant) {
    // Distance by Damerau and Levenshtein: letters that changed places are one slip.
    std::vector<std::vector<std::size_t>> slips(word.size() + 1, std::vector<std::size_t>(meant.size() + 1));
    for (std::size_t i = 0; i <= word.size(); ++i)
        for (std::size_t j = 0; j <= meant.size(); ++j) {
            if (i == 0 || j == 0) {
                slips[i][j] = i + j;
                continue;
            }
            slips[i][j] = std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1,
                                    slips[i - 1][j - 1] + (word[i - 1] == meant[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && word[i - 1] == meant[j - 2] && word[i - 2] == meant[j - 1])
                slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
    const std::size_t least = slips[word.size()][meant.size()];
    return least > 0 && least <= (meant.size() >= 9 ? 2u : 1u);
}

}  // namespace sendscape
