#include "visualiser/live_run.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "sim/memory.h"
#include "sim/output/recording.h"
#include "sim/policies.h"
#include "sim/simulation.h"
#include "visualiser/film_from_run.h"

namespace sendscape {

LiveRun::LiveRun(Scenario scenario, std::shared_ptr<const Map> bare_map, int threads) : bare_map_(std::move(bare_map)) {
    order_ = {std::make_shared<const Scenario>(std::move(scenario)), Month(0), 1};
    thread_ = std::thread([this, threads] { work(threads); });
}

LiveRun::~LiveRun() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void LiveRun::rerun(Scenario scenario, Month present) {
    {
        const std::lock_guard lock(mutex_);
        order_ = {std::make_shared<const Scenario>(std::move(scenario)), present, order_.number + 1};
        film_.reset();
        run_.reset();
    }
    changed_.notify_all();
}

std::shared_ptr<const Film> LiveRun::new_film() {
    const std::lock_guard lock(mutex_);
    return std::exchange(film_, nullptr);
}

bool LiveRun::finished() const {
    const std::lock_guard lock(mutex_);
    return done_ == order_.number;
}

std::shared_ptr<const Run> LiveRun::run() const {
    const std::lock_guard lock(mutex_);
    return run_;
}

std::exception_ptr LiveRun::failure() {
    const std::lock_guard lock(mutex_);
    return std::exchange(failure_, nullptr);
}

Month LiveRun::month() const {
    const std::lock_guard lock(mutex_);
    return month_;
}

void LiveRun::wait() const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_ == order_.number; });
}

bool LiveRun::stale(const Order& order) const {
    const std::lock_guard lock(mutex_);
    return closing_ || order.number != order_.number;
}

void LiveRun::hand_over(const Order& order, std::shared_ptr<const Film> film) {
    const std::lock_guard lock(mutex_);
    if (order.number == order_.number) film_ = std::move(film);
}

void LiveRun::work(int threads) {
    const Parallel parallel(threads);
    for (;;) {
        Order order;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return closing_ || done_ != order_.number; });
            if (closing_) return;
            order = order_;
        }
        std::exception_ptr failure;
        try {
            simulate(order, parallel);
        } catch (...) {
            failure = std::current_exception();
        }
        {
            const std::lock_guard lock(mutex_);
            if (order.number == order_.number) {
                done_ = order.number;
                failure_ = failure;
            }
        }
        changed_.notify_all();
    }
}

void LiveRun::simulate(const Order& order, const Parallel& parallel) {
    using Clock = std::chrono::steady_clock;
    const Scenario& scenario = *order.scenario;
    const auto map = std::make_shared<const Map>(prepare_map(*bare_map_, scenario.openings, parallel));
    zones_of(*map, scenario.homes);
    sites_of(*map, scenario.openings);  // names what is wrong with an opening before anything is simulated
    const Month start = scenario.start.value_or(bare_map_->census);
    const EventsKept kept = usual_events(expected_pupils(*bare_map_));
    Recording recording(map, start, scenario.years * 12, scenario.replicates, kept);
    auto last_film = Clock::now();
    Clock::duration cost{0};
    bool first_film = true;
    // A film of the first replicate so far is made from a copy of its record, now and then: at most a tenth of the time
    // goes into films.
    const auto film_so_far = [&] {
        const auto began = Clock::now();
        Recording copy(map, start, scenario.years * 12, 1, kept);
        copy.restore(0, recording.save(0));
        auto film = std::make_shared<Film>(*film_from_run(copy.finish(scenario)));
        film->span = scenario.years * 12 + 1;
        hand_over(order, std::move(film));
        last_film = Clock::now();
        cost = last_film - began;
        first_film = false;
    };
    for (std::uint32_t replicate = 0; replicate < scenario.replicates; ++replicate) {
        Simulation simulation(map, order.scenario, replicate, parallel);
        recording.observe(simulation.world(), replicate);
        while (!simulation.finished()) {
            const Month now = simulation.world().month;
            if (replicate == 0) {
                {
                    const std::lock_guard lock(mutex_);
                    month_ = now;
                }
                const bool due =
                    Clock::now() - last_film > std::max<Clock::duration>(std::chrono::milliseconds(400), 10 * cost);
                if (now > order.present && (first_film || due)) film_so_far();
            }
            if (stale(order)) return;
            simulation.step(parallel);
            recording.observe(simulation.world(), replicate);
        }
        if (replicate == 0 && scenario.replicates > 1) film_so_far();
    }
    auto run = std::make_shared<const Run>(recording.finish(scenario));
    auto film = film_from_run(*run);
    const std::lock_guard lock(mutex_);
    if (order.number != order_.number) return;
    run_ = std::move(run);
    film_ = std::move(film);
    month_ = start + scenario.years * 12;
}

}  // namespace sendscape
