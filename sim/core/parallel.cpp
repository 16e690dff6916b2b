// SPDX-License-Identifier: MIT
#include "sim/core/parallel.h"

#ifdef SENDSCAPE_PLAIN_THREADS
#include <atomic>
#include <thread>
#else
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace sendscape {

#ifdef SENDSCAPE_PLAIN_THREADS

struct Parallel::Arena {};

Parallel::Parallel(int threads) : threads_(threads < 1 ? 1 : threads) {}
Parallel::~Parallel() = default;

void Parallel::run(std::size_t count, const std::function<void(std::size_t)>& task) const {
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) task(i);
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads_; ++i) others.emplace_back(worker);
    worker();
    for (std::thread& other : others) other.join();
}

#else

struct Parallel::Arena {
    // An arena of more threads than cores needs the global control too; it must be made before any other use of TBB.
    explicit Arena(int threads)
        : control(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)), arena(threads) {}
    tbb::global_control control;
    tbb::task_arena arena;
};

Parallel::Parallel(int threads) : threads_(threads < 1 ? 1 : threads) {
    if (threads_ > 1) arena_ = std::make_unique<Arena>(threads_);
}
Parallel::~Parallel() = default;

void Parallel::run(std::size_t count, const std::function<void(std::size_t)>& task) const {
    arena_->arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) task(i);
            },
            tbb::simple_partitioner{});
    });
}

#endif

}  // namespace sendscape
