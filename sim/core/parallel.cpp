// SPDX-License-Identifier: MIT
#include "sim/core/parallel.h"

#include <fmt/format.h>
#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>

#include "sim/core/error.h"

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
namespace {

/// Where threads on trial wait for one another.
struct Trial {
    std::mutex mutex;
    std::condition_variable changed;
    int begun = 0;
    bool over = false;
};

void* wait_for_the_end(void* context) {
    auto& trial = *static_cast<Trial*>(context);
    // The first memory a thread takes gives it a heap of its own, which counts towards ulimit -v as its stack does.
    const auto heap = std::make_unique<volatile char[]>(1);
    heap[0] = 1;
    std::unique_lock lock(trial.mutex);
    ++trial.begun;
    trial.changed.notify_all();
    trial.changed.wait(lock, [&] { return trial.over; });
    return nullptr;
}

/// The library ends the program when the system refuses it a thread, so as many are started here first, all at once,
/// and let go. A thread costs about 0.05 ms.
void try_threads(int threads) {
    Trial trial;
    std::vector<pthread_t> started;
    started.reserve(static_cast<std::size_t>(threads));
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, thread_stack);
    int refused = 0;
    for (int i = 1; i < threads && refused == 0; ++i) {
        pthread_t thread;
        refused = pthread_create(&thread, &attributes, wait_for_the_end, &trial);
        if (refused != 0) break;
        started.push_back(thread);
        std::unique_lock lock(trial.mutex);
        trial.changed.wait(lock, [&] { return trial.begun == i; });
    }
    pthread_attr_destroy(&attributes);
    {
        const std::lock_guard lock(trial.mutex);
        trial.over = true;
    }
    trial.changed.notify_all();
    for (const pthread_t thread : started) pthread_join(thread, nullptr);
    if (refused != 0)
        throw MachineError(fmt::format(
            "{} threads are wanted and the system gives no more than {} ({}): use --threads {} or fewer, or raise the "
            "limits on processes (ulimit -u), on memory (ulimit -v) or of the control group",
            threads, started.size() + 1, std::strerror(refused), std::max<std::size_t>(1, (started.size() + 1) / 2)));
}

}  // namespace

#ifdef SENDSCAPE_PLAIN_THREADS

struct Parallel::Arena {};

Parallel::Parallel(int threads) : threads_(threads < 1 ? 1 : threads) { try_threads(threads_); }
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
        : control(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)),
          stack(tbb::global_control::thread_stack_size, thread_stack),
          arena(threads) {}
    tbb::global_control control, stack;
    tbb::task_arena arena;
};

Parallel::Parallel(int threads) : threads_(threads < 1 ? 1 : threads) {
    if (threads_ <= 1) return;
    try_threads(threads_);
    arena_ = std::make_unique<Arena>(threads_);
}
Parallel::~Parallel() = default;

void Parallel::run(std::size_t count, const std::function<void(std::size_t)>& task) const {
    // Blocks of a pass take microseconds, about as long as handing one over does: a country has thousands of them.
    constexpr std::size_t turns_by_thread = 64;
    const std::size_t at_once =
        std::max<std::size_t>(1, count / (turns_by_thread * static_cast<std::size_t>(threads_)));
    arena_->arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, at_once),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) task(i);
            },
            tbb::simple_partitioner{});
    });
}

#endif

}  // namespace sendscape
