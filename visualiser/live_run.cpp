// SPDX-License-Identifier: MIT
#include "visualiser/live_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

#include "sim/branch/same_past.h"
#include "sim/branch/switch_scenario.h"
#include "sim/core/interrupt.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "sim/start/memory.h"
#include "visualiser/film_from_run.h"
#include "visualiser/home_counts.h"

namespace sendscape {
namespace {

constexpr std::size_t most_kept_bytes = std::size_t{1} << 30;  ///< of worlds of Januaries past

}  // namespace

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
        progress_ = {0, std::max(order_.scenario->replicates, 1u), 0};
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

LiveRun::Progress LiveRun::progress() const {
    const std::lock_guard lock(mutex_);
    return done_ == order_.number ? Progress{progress_.of, progress_.of, 1} : progress_;
}

/// `run` replicates lived whole, `lived` of them in all with parts of others.
void LiveRun::note_progress(const Order& order, std::uint32_t run, double lived) {
    const std::lock_guard lock(mutex_);
    if (order.number != order_.number) return;
    const std::uint32_t of = std::max(order.scenario->replicates, 1u);
    progress_ = {run, of, lived / of};
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
            lived_ = {};  // it may have stopped in the middle of a month
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

Month LiveRun::began() const {
    const std::lock_guard lock(mutex_);
    return began_;
}

/// Takes the record and the worlds back to the last Januaries that the new scenario shares; without any the run begins
/// anew.
void LiveRun::take_back(const Order& order, const Parallel& parallel) {
    const Scenario& scenario = *order.scenario;
    const Month start = scenario.start.value_or(bare_map_->census);
    const bool comparable = lived_.recording && lived_.scenario->years == scenario.years &&
                            lived_.scenario->replicates == scenario.replicates;
    for (std::vector<World>& worlds : lived_.januaries)
        while (!worlds.empty() && !(comparable && same_past(worlds.back(), *lived_.scenario, scenario)))
            worlds.pop_back();
    const bool begun = std::any_of(lived_.januaries.begin(), lived_.januaries.end(),
                                   [](const std::vector<World>& worlds) { return !worlds.empty(); });
    if (!begun || !same_sites(*lived_.scenario, scenario)) {
        lived_.map = std::make_shared<const Map>(prepare_map(*bare_map_, scenario.provision, parallel));
        // What is wrong with an opening or a development is named before anything is simulated.
        zones_of(*lived_.map, scenario.homes);
        sites_of(*lived_.map, scenario.provision);
    }
    if (begun) {
        for (std::uint32_t r = 0; r < scenario.replicates; ++r) {
            std::vector<World>& worlds = lived_.januaries[r];
            for (World& world : worlds) turn_to(world, scenario, lived_.map);
            lived_.recording->rewind(r, worlds.empty() ? 0 : static_cast<std::size_t>(worlds.back().month - start) + 1);
        }
        lived_.recording->set_map(lived_.map);
        const Month kept = lived_.januaries[0].empty() ? Month(0) : lived_.januaries[0].back().month;
        std::erase_if(lived_.homes, [&](const auto& counts) { return counts->month > kept; });
    } else {
        lived_.recording = std::make_unique<Recording>(lived_.map, start, scenario.years * 12, scenario.replicates,
                                                       usual_events(expected_pupils(*bare_map_)));
        lived_.januaries.assign(scenario.replicates, {});
        lived_.homes.clear();
    }
    lived_.scenario = order.scenario;
    lived_.kept = 0;
    for (const std::vector<World>& worlds : lived_.januaries) lived_.kept += worlds.size();
    const std::size_t each = std::max<std::size_t>(world_memory(*lived_.map, scenario.years), 1);
    lived_.room = std::min(most_kept_bytes, memory_available() / 4) / each;
}

void LiveRun::note_homes(const World& world) {
    if (lived_.homes.empty() || world.month.month_of_year() == 1) lived_.homes.push_back(count_homes(world));
}

void LiveRun::keep_january(const World& world, std::uint32_t replicate) {
    if (world.month.month_of_year() != 1) return;
    {
        const std::lock_guard lock(mutex_);
        if (lived_.kept >= lived_.room) return;
        ++lived_.kept;
    }
    std::vector<World>& worlds = lived_.januaries[replicate];
    worlds.push_back(world);
    worlds.back().events.clear();
}

/// Lives a replicate from where its past is kept, or from the start, and calls `after_month` between two months; false
/// where something else is wanted.
template <class AfterMonth>
bool LiveRun::live_replicate(const Order& order, std::uint32_t replicate, const Parallel& parallel,
                             AfterMonth&& after_month) {
    Recording& recording = *lived_.recording;
    const bool goes_on = !lived_.januaries[replicate].empty();
    Simulation simulation = goes_on ? Simulation(lived_.januaries[replicate].back(), order.scenario)
                                    : Simulation(lived_.map, order.scenario, replicate, parallel);
    if (!goes_on) {
        recording.observe(simulation.world(), replicate);
        keep_january(simulation.world(), replicate);
        if (replicate == 0) note_homes(simulation.world());
    }
    if (replicate == 0) {
        const std::lock_guard lock(mutex_);
        began_ = simulation.world().month;
    }
    const Month from = simulation.world().month,
                last = order.scenario->start.value_or(bare_map_->census) + order.scenario->years * months_a_year;
    while (!simulation.finished()) {
        const Month now = simulation.world().month;
        after_month(now, static_cast<double>(now - from) / std::max(last - from, 1));
        if (stale(order) || !simulation.step(parallel, interrupt_requested)) return false;
        recording.observe(simulation.world(), replicate);
        keep_january(simulation.world(), replicate);
        if (replicate == 0) note_homes(simulation.world());
    }
    return true;
}

void LiveRun::simulate(const Order& order, const Parallel& parallel) {
    take_back(order, parallel);
    if (!live_first(order, parallel) || !live_others(order, parallel)) return;
    const Scenario& scenario = *order.scenario;
    auto run = std::make_shared<const Run>(lived_.recording->copy(scenario.replicates).finish(scenario));
    auto film = film_from_run(*run, 0, lived_.homes);
    const std::lock_guard lock(mutex_);
    if (order.number != order_.number) return;
    run_ = std::move(run);
    film_ = std::move(film);
    month_ = run_->last();
}

/// The first replicate, which is on show while it is lived: on all threads.
bool LiveRun::live_first(const Order& order, const Parallel& parallel) {
    using Clock = std::chrono::steady_clock;
    auto last_film = Clock::now();
    Clock::duration cost{0};
    bool first_film = true;
    // A film so far is made from a copy of the record, now and then: at most a tenth of the time goes into films.
    return live_replicate(order, 0, parallel, [&](Month now, double share) {
        note_progress(order, 0, share);
        {
            const std::lock_guard lock(mutex_);
            month_ = now;
        }
        const auto began = Clock::now();
        const bool due = began - last_film > std::max<Clock::duration>(std::chrono::milliseconds(400), 10 * cost);
        if (now <= order.present || !(first_film || due)) return;
        hand_over(order, film_of(order, 1));
        last_film = Clock::now();
        cost = last_film - began;
        first_film = false;
    });
}

/// The others, each on one thread: as many at once as there are threads get on faster than one on all of them.
bool LiveRun::live_others(const Order& order, const Parallel& parallel) {
    const std::uint32_t wanted = order.scenario->replicates;
    if (wanted > 1) hand_over(order, film_of(order, 1));
    std::mutex filming;
    std::vector<char> lived(wanted, 0);
    lived[0] = 1;
    std::uint32_t told = 1;
    double months = 0;  // lived of the others, in replicates
    std::atomic<std::uint32_t> next = 1;
    std::atomic<bool> left = false;
    // In order of replicates: what is known at a count is the same whichever was first; of many told by fives.
    const auto tell = [&](std::uint32_t replicate) {
        const std::lock_guard lock(filming);
        lived[replicate] = 1;
        const auto known = static_cast<std::uint32_t>(std::find(lived.begin(), lived.end(), 0) - lived.begin());
        if (known == told || known == wanted) return;
        if (known <= 5 || known / 5 > told / 5) hand_over(order, film_of(order, known));
        told = known;
    };
    parallel.for_each(static_cast<std::size_t>(parallel.threads()), [&](std::size_t) {
        const Parallel alone(1);
        for (std::uint32_t replicate = next++; replicate < wanted && !left; replicate = next++) {
            double before = 0;
            const auto note = [&](Month, double share) {
                const std::lock_guard lock(filming);
                months += share - before, before = share;
                note_progress(order, told, 1 + months);
            };
            try {
                if (!live_replicate(order, replicate, alone, note)) left = true;
            } catch (...) {
                left = true;  // nobody goes on with what failed
                throw;
            }
            if (left) return;
            note(Month(), 1);
            tell(replicate);
        }
    });
    return !left;
}

/// Of the first so many replicates as far as they are recorded.
std::shared_ptr<const Film> LiveRun::film_of(const Order& order, std::uint32_t replicates) const {
    const Scenario& scenario = *order.scenario;
    return film_from_run(lived_.recording->copy(replicates).finish(scenario), scenario.years * months_a_year + 1,
                         lived_.homes);
}

}  // namespace sendscape
