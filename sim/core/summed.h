// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/core/parallel.h"

namespace sendscape {

/// A table of whole numbers counted over rows: count(table, first_row, end_row) adds the rows [first_row, end_row) to a
/// table that began as `empty`, and add(sum, table) adds one table to another. Which rows are counted into which table
/// is left to chance, and no matter only because sums of whole numbers are the same in any order: a table of
/// floating-point numbers must not be summed here. Every part but the last is of whole blocks of rows (rows_per_block).
template <class Table, class Count, class Add>
Table summed(const Parallel& parallel, std::size_t rows, Table empty, Count&& count, Add&& add) {
    constexpr std::size_t parts_by_thread = 8;  // rows are not alike, so that parts do not take equally long
    const std::size_t threads = static_cast<std::size_t>(parallel.threads());
    const std::size_t parts = std::min(Parallel::blocks(rows), threads * parts_by_thread);
    if (threads <= 1 || parts <= 1) {
        count(empty, std::size_t{0}, rows);
        return empty;
    }
    const std::size_t grain = Parallel::blocks(Parallel::blocks(rows), parts) * rows_per_block;
    // Tables may be large: there are no more of them than parts counted at once, and who takes one makes it.
    std::mutex mutex;
    std::vector<std::unique_ptr<Table>> idle;
    parallel.for_blocks(
        rows,
        [&](std::size_t, std::size_t first, std::size_t end) {
            std::unique_ptr<Table> table;
            {
                const std::lock_guard lock(mutex);
                if (!idle.empty()) {
                    table = std::move(idle.back());
                    idle.pop_back();
                }
            }
            if (!table) table = std::make_unique<Table>(empty);
            count(*table, first, end);
            const std::lock_guard lock(mutex);
            idle.push_back(std::move(table));
        },
        grain);
    for (std::size_t other = 1; other < idle.size(); ++other) add(*idle.front(), *idle[other]);
    return std::move(*idle.front());
}

/// The same for a list of numbers, or of anything with +=.
template <class Number, class Count>
std::vector<Number> summed_lists(const Parallel& parallel, std::size_t rows, std::size_t length, Count&& count) {
    return summed(parallel, rows, std::vector<Number>(length), std::forward<Count>(count),
                  [](std::vector<Number>& sum, const std::vector<Number>& other) {
                      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
                  });
}

/// What list(rows_found, first_row, end_row) finds in each block of rows, in the order of rows.
template <class Found, class List>
std::vector<Found> listed(const Parallel& parallel, std::size_t rows, List&& list) {
    std::vector<Found> all;
    if (parallel.threads() <= 1) {
        parallel.for_blocks(rows, [&](std::size_t, std::size_t first, std::size_t end) { list(all, first, end); });
        return all;
    }
    std::vector<std::vector<Found>> found(Parallel::blocks(rows));
    parallel.for_blocks(rows,
                        [&](std::size_t block, std::size_t first, std::size_t end) { list(found[block], first, end); });
    std::size_t size = 0;
    for (const std::vector<Found>& of_block : found) size += of_block.size();
    all.reserve(size);
    for (const std::vector<Found>& of_block : found) all.insert(all.end(), of_block.begin(), of_block.end());
    return all;
}

}  // namespace sendscape
