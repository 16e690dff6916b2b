// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/live_sweep.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/branch/same_past.h"
#include "sim/branch/switch_scenario.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/simulation.h"

namespace sendscape {
namespace {

/// Work that brings more work: what was brought last is done first, so that few worlds wait to be gone on with.
class WorkQueue {
  public:
    using Task = std::function<void()>;
    void add(Task task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_front(std::move(task));
        changed_.notify_one();
    }
    void add_last(std::vector<Task> tasks) {
        const std::lock_guard lock(mutex_);
        for (Task& task : tasks) tasks_.push_back(std::move(task));
        changed_.notify_all();
    }

    /// Does tasks until none is left, none is under way and `more` has none to add, or one throws; then rethrows the
    /// first that did. `more` says whether to ask it again; one thread at a time calls it, when no task is waiting.
    void run(const Parallel& parallel, const std::function<bool()>& more) {
        parallel.for_each(static_cast<std::size_t>(parallel.threads()), [&](std::size_t) { work(more); });
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    void work(const std::function<bool()>& more) {
        std::unique_lock lock(mutex_);
        for (;;) {
            const auto may_ask = [&] { return more_ && !asking_; };
            const auto all_done = [&] { return !more_ && !asking_ && tasks_.empty() && under_way_ == 0; };
            changed_.wait(lock, [&] { return failure_ || !tasks_.empty() || may_ask() || all_done(); });
            if (failure_ || all_done()) break;
            if (tasks_.empty()) {
                asking_ = true;
                bool again = false;
                attempt(lock, [&] { again = more(); });
                asking_ = false;
                more_ = again;
            } else {
                Task task = std::move(tasks_.front());
                tasks_.pop_front();
                ++under_way_;
                attempt(lock, [&] {
                    task();
                    task = nullptr;  // what it holds is let go before the next
                });
                --under_way_;
            }
            if (failure_ || all_done() || may_ask()) changed_.notify_all();
        }
        changed_.notify_all();
    }

    /// Does something without the lock; the first failure of all is kept.
    template <class Do>
    void attempt(std::unique_lock<std::mutex>& lock, const Do& something) {
        lock.unlock();
        std::exception_ptr failure;
        try {
            something();
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !failure_) failure_ = failure;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    std::size_t under_way_ = 0;
    bool more_ = true, asking_ = false;
    std::exception_ptr failure_;
};

/// A replicate's starting world for all points of one start: made when first asked for, let go after the last.
class StartingWorld {
  public:
    void expect(std::size_t more) {
        const std::lock_guard lock(mutex_);
        left_ += more;
    }
    /// Makes it now, on all threads, while nobody lives yet. What fails here fails again for the run that needs it.
    void prepare(const SweepPoint& point, std::uint32_t replicate, const Parallel& parallel) {
        const std::lock_guard lock(mutex_);
        try {
            if (!world_)
                world_ = std::make_unique<const World>(starting_world(point.map, *point.scenario, replicate, parallel));
        } catch (...) {
            world_ = nullptr;
        }
    }
    World get(const SweepPoint& point, std::uint32_t replicate) {
        const std::lock_guard lock(mutex_);
        if (left_ > 0) --left_;
        if (!world_) {
            const Parallel alone(1);
            World made = starting_world(point.map, *point.scenario, replicate, alone);
            if (left_ == 0) return made;
            world_ = std::make_unique<const World>(std::move(made));
        }
        World copy = *world_;
        if (left_ == 0) world_.reset();
        return copy;
    }

  private:
    std::mutex mutex_;
    std::size_t left_ = 0;
    std::unique_ptr<const World> world_;
};

/// Points of one stem that are to be lived under one replicate.
struct Stem {
    std::uint32_t replicate = 0;
    std::vector<std::size_t> points;
};

class Living {
  public:
    Living(const SweepPlan& plan, const SweepWay& way, const SweepWork& work, Progress& progress)
        : plan_(plan), way_(way), work_(work), progress_(progress) {}

    void run(const Parallel& parallel) {
        auto first = work_.next();
        if (first) prepare_shared_start(*first, parallel);
        bool begun = false;
        queue_.run(parallel, [&] {
            const auto runs = begun ? work_.next() : std::move(first);
            begun = true;
            if (runs) add(*runs);
            return !runs || !runs->empty();
        });
    }

  private:
    /// Where all threads would wait for one of them to make the start of the first runs.
    void prepare_shared_start(const std::vector<RunNumber>& runs, const Parallel& parallel) {
        if (parallel.threads() < 2 || runs.size() < 2) return;
        const auto [point, replicate] = runs.front();
        const std::size_t start = plan_.points[point].start;
        for (const auto& [other, luck] : runs)
            if (luck != replicate || plan_.points[other].start != start) return;
        start_of(point, replicate).prepare(plan_.points[point], replicate, parallel);
    }

    void add(const std::vector<RunNumber>& runs) {
        std::map<std::pair<std::uint32_t, std::size_t>, Stem> stems;  // by replicate and stem
        for (const auto& [point, replicate] : runs) {
            Stem& stem = stems[{replicate, plan_.points[point].stem}];
            stem.replicate = replicate;
            stem.points.push_back(point);
        }
        std::vector<Stem> order;
        for (auto& [key, stem] : stems) order.push_back(std::move(stem));
        // Stems of one start after one another, so that few starting worlds are kept.
        std::stable_sort(order.begin(), order.end(), [&](const Stem& a, const Stem& b) {
            return std::pair(a.replicate, plan_.points[a.points.front()].start) <
                   std::pair(b.replicate, plan_.points[b.points.front()].start);
        });
        if (way_.backwards) std::reverse(order.begin(), order.end());
        std::vector<WorkQueue::Task> tasks;
        for (Stem& stem : order) {
            if (way_.backwards) std::reverse(stem.points.begin(), stem.points.end());
            start_of(stem.points.front(), stem.replicate).expect(1);
            tasks.emplace_back([this, stem = std::move(stem)] { live_stem(stem); });
        }
        queue_.add_last(std::move(tasks));
    }

    StartingWorld& start_of(std::size_t point, std::uint32_t replicate) {
        const std::lock_guard lock(starts_mutex_);
        auto& start = starts_[{replicate, plan_.points[point].start}];
        if (!start) start = std::make_unique<StartingWorld>();
        return *start;
    }

    /// Lives the first point of a stem; the others part from it where they differ.
    void live_stem(const Stem& stem) {
        const std::size_t leader = stem.points.front();
        const SweepPoint& first = plan_.points[leader];
        std::map<Month, std::vector<std::size_t>> parting;  // by the last month shared
        for (std::size_t i = 1; i < stem.points.size(); ++i)
            parting[*last_month_shared(first, plan_.points[stem.points[i]], plan_.start, plan_.years)].push_back(
                stem.points[i]);
        const RunNumber run{static_cast<std::uint32_t>(leader), stem.replicate};
        attempt(run, [&] {
            if (way_.begins) way_.begins(run);
            Simulation simulation =
                Simulation::begin(start_of(leader, stem.replicate).get(first, stem.replicate), first.scenario);
            KeptValues values(plan_.kept);
            values.observe(simulation.world());
            const auto part = [&](Month month) {
                const auto here = parting.find(month);
                if (here == parting.end()) return;
                part_from(simulation.world(), values, first, stem.replicate, here->second);
                parting.erase(here);
            };
            part(simulation.world().month);
            live_on(simulation, values, part);
            return values;
        });
        // Where the first failed before they parted, the others stand on their own.
        for (const auto& [month, points] : parting)
            for (const std::size_t point : points) alone(point, stem.replicate);
    }

    void part_from(const World& world, const KeptValues& values, const SweepPoint& first, std::uint32_t replicate,
                   const std::vector<std::size_t>& points) {
        std::shared_ptr<const std::pair<World, KeptValues>> shared;
        for (const std::size_t point : points) {
            const SweepPoint& other = plan_.points[point];
            if (!same_past(world, *first.scenario, *other.scenario)) {
                alone(point, replicate);
                continue;
            }
            if (!shared) shared = std::make_shared<const std::pair<World, KeptValues>>(world, values);
            queue_.add(
                [this, shared, point, replicate] { live_branch(shared->first, shared->second, point, replicate); });
        }
    }

    void live_branch(World world, KeptValues values, std::size_t point, std::uint32_t replicate) {
        const SweepPoint& own = plan_.points[point];
        const RunNumber run{static_cast<std::uint32_t>(point), replicate};
        attempt(run, [&] {
            if (way_.begins) way_.begins(run);
            progress_.advance(static_cast<std::uint64_t>(world.month - plan_.start));
            turn_to(world, *own.scenario, own.map);
            Simulation simulation(std::move(world), own.scenario);
            live_on(simulation, values, [](Month) {});
            return std::move(values);
        });
    }

    /// A point that shares no past after all.
    void alone(std::size_t point, std::uint32_t replicate) {
        start_of(point, replicate).expect(1);
        queue_.add([this, point, replicate] { live_stem({replicate, {point}}); });
    }

    template <class Each>
    void live_on(Simulation& simulation, KeptValues& values, const Each& each_month) {
        const Parallel alone(1);
        while (!simulation.finished()) {
            if (interrupt_requested() || (work_.stopped && work_.stopped())) throw Interrupted("interrupted");
            simulation.step(alone);
            values.observe(simulation.world());
            each_month(simulation.world().month);
            progress_.advance();
        }
    }

    /// Lives a run and puts it away; one that throws is set aside.
    template <class Live>
    void attempt(RunNumber run, const Live& live) {
        RunRecord record;
        record.run = run;
        try {
            record.values = live().values();
            record.status = RunStatus::done;
        } catch (const Interrupted&) {
            throw;
        } catch (const MachineError&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& failure) {
            record.status = RunStatus::failed;
            record.message = failure.what();
            std::replace(record.message.begin(), record.message.end(), '\n', ' ');
            record.values.clear();
        }
        work_.keep(record);
    }

    const SweepPlan& plan_;
    const SweepWay& way_;
    const SweepWork& work_;
    Progress& progress_;
    WorkQueue queue_;
    std::mutex starts_mutex_;
    std::map<std::pair<std::uint32_t, std::size_t>, std::unique_ptr<StartingWorld>> starts_;
};

}  // namespace

SweepWay shard_of(std::size_t points, std::size_t shard, std::size_t shards) {
    SweepWay way;
    way.first = points * (shard - 1) / shards;
    way.end = points * shard / shards;
    return way;
}

std::vector<RunNumber> runs_to_live(const SweepPlan& plan, const SweepWay& way, const SweepJournal& journal) {
    std::vector<RunNumber> runs;
    for (std::size_t point = way.first; point < std::min(way.end, plan.points.size()); ++point)
        for (std::uint32_t replicate = 0; replicate < plan.study.replicates; ++replicate) {
            const RunNumber run{static_cast<std::uint32_t>(point), replicate};
            if (!journal.has(run)) runs.push_back(run);
        }
    return runs;
}

std::vector<RunNumber> runs_in_order(const SweepPlan& plan, std::vector<RunNumber> runs) {
    const auto key = [&](const RunNumber& run) {
        const SweepPoint& point = plan.points[run.first];
        return std::tuple(run.second, point.start, point.stem, run.first);
    };
    std::sort(runs.begin(), runs.end(), [&](const RunNumber& a, const RunNumber& b) { return key(a) < key(b); });
    return runs;
}

void live_runs(const SweepPlan& plan, const SweepWay& way, const SweepWork& work, const Parallel& parallel,
               Progress& progress) {
    Living(plan, way, work, progress).run(parallel);
}

std::uint64_t months_to_live(const SweepPlan& plan, const std::vector<RunNumber>& runs) {
    return runs.size() * static_cast<std::uint64_t>(plan.years) * months_a_year;
}

void live_sweep(const SweepPlan& plan, const SweepWay& way, SweepJournal& journal, const Parallel& parallel,
                Progress& progress) {
    std::vector<RunNumber> runs = runs_to_live(plan, way, journal);
    const SweepWork work{[&] { return std::optional(std::exchange(runs, {})); },
                         [&](const RunRecord& record) { journal.add(record); }};
    live_runs(plan, way, work, parallel, progress);
}

std::size_t sweep_memory(const SweepPlan& plan, int threads) {
    const auto together = std::min(static_cast<std::size_t>(threads), plan.points.size() * plan.study.replicates);
    const std::size_t branching = plan.stems < plan.points.size() ? together : 0;
    // Worlds lived, those that wait to be gone on with, and starting worlds; then all values once and as a file.
    const std::size_t worlds = plan.world_bytes * (2 * together + branching);
    const std::size_t values = plan.kept.size() * sizeof(double) * plan.points.size() * plan.study.replicates;
    return worlds + 2 * values;
}

}  // namespace sendscape
