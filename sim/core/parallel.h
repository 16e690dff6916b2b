// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

namespace sendscape {

/// Rows are shared out in fixed blocks whose borders do not depend on the number of threads, so that anything
/// gathered block by block and joined in block order is the same on 1 thread and on 64.
constexpr std::size_t rows_per_block = 4096;

/// Stack of each thread beyond the first, bytes: the library's own default, fixed so that what threads need is known.
constexpr std::size_t thread_stack = std::size_t{4} << 20;

/// Runs blocks of rows on a stated number of threads. If several blocks throw, the lowest block's exception is the
/// one rethrown, whichever came first in time.
class Parallel {
  public:
    /// Throws MachineError, with the number there can be, where the system has not so many threads to give.
    explicit Parallel(int threads = 1);
    ~Parallel();
    Parallel(const Parallel&) = delete;
    Parallel& operator=(const Parallel&) = delete;

    [[nodiscard]] int threads() const { return threads_; }
    static std::size_t blocks(std::size_t rows, std::size_t grain = rows_per_block) {
        return (rows + grain - 1) / grain;
    }

    /// Calls body(block, first_row, end_row) for every block of `rows` rows.
    template <class Body>
    void for_blocks(std::size_t rows, Body&& body, std::size_t grain = rows_per_block) const {
        const std::size_t count = blocks(rows, grain);
        if (count == 0) return;
        const auto run_block = [&](std::size_t block) {
            const std::size_t first = block * grain;
            body(block, first, first + grain < rows ? first + grain : rows);
        };
        if (threads_ <= 1 || count == 1) {
            for (std::size_t block = 0; block < count; ++block) run_block(block);
            return;
        }
        std::vector<std::exception_ptr> failures(count);
        run(count, [&](std::size_t block) {
            try {
                run_block(block);
            } catch (...) {
                failures[block] = std::current_exception();
            }
        });
        for (const std::exception_ptr& failure : failures)
            if (failure) std::rethrow_exception(failure);
    }

    /// Calls body(index) for each index in [0, count): for whole tasks such as replicates and single searches.
    template <class Body>
    void for_each(std::size_t count, Body&& body) const {
        for_blocks(
            count,
            [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = first; i < end; ++i) body(i);
            },
            1);
    }

  private:
    void run(std::size_t count, const std::function<void(std::size_t)>& task) const;

    int threads_ = 1;
    struct Arena;  ///< the library's threads; none on one thread or with plain threads
    std::unique_ptr<Arena> arena_;
};

}  // namespace sendscape
