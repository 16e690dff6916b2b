#include "sim/core/parallel.h"

namespace sendscape {

#ifdef SENDSCAPE_PLAIN_THREADS

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

Parallel::Parallel(int threads) : threads_(threads < 1 ? 1 : threads) {
    if (threads_ == 1) return;
    control_ = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                     static_cast<std::size_t>(threads_));
    arena_ = std::make_unique<tbb::task_arena>(threads_);
}
Parallel::~Parallel() = default;

void Parallel::run(std::size_t count, const std::function<void(std::size_t)>& task) const {
    arena_->execute([&] {
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
