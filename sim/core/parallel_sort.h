// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "sim/core/parallel.h"

namespace sendscape {

/// Sorts a list as std::sort does, on all threads: parts of it first, which are then merged two by two. No two of the
/// list may be equal unless they are alike in all: the result is then the same on any number of threads.
template <class T, class Before = std::less<>>
void parallel_sort(const Parallel& parallel, std::vector<T>& list, Before before = {}) {
    constexpr std::size_t worth_a_part = 4096;
    std::size_t parts = 1;
    while (parts < static_cast<std::size_t>(parallel.threads()) && list.size() / (2 * parts) >= worth_a_part)
        parts *= 2;
    const auto border = [&](std::size_t part) {
        return list.begin() + static_cast<std::ptrdiff_t>(list.size() * part / parts);
    };
    parallel.for_each(parts, [&](std::size_t part) { std::sort(border(part), border(part + 1), before); });
    for (std::size_t width = 1; width < parts; width *= 2)
        parallel.for_each(parts / (2 * width), [&](std::size_t pair) {
            const std::size_t first = pair * 2 * width;
            std::inplace_merge(border(first), border(first + width), border(first + 2 * width), before);
        });
}

}  // namespace sendscape
