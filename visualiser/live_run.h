// SPDX-License-Identifier: MIT
#pragma once
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/output/recording.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/world.h"
#include "visualiser/film.h"

namespace sendscape {

/// Simulates a scenario on a thread of its own and hands over films of what is known so far. It waits for nobody: a
/// film nobody fetched is replaced by the next. What is computed depends neither on the view nor on when films are
/// made.
class LiveRun {
  public:
    /// Begins at once. `bare_map`: as scenario_map() gives it; `threads`: for the simulation.
    LiveRun(Scenario scenario, std::shared_ptr<const Map> bare_map, int threads);
    /// Stops between two months.
    ~LiveRun();
    LiveRun(const LiveRun&) = delete;
    LiveRun& operator=(const LiveRun&) = delete;

    [[nodiscard]] const Map& bare_map() const { return *bare_map_; }
    /// Leaves what is under way and simulates this scenario on the same map: from the last January whose world the new
    /// scenario shares to the byte, which is kept, else from the start. Films are handed over only once they reach
    /// `present`, the month on show, so that the past does not vanish meanwhile.
    void rerun(Scenario scenario, Month present);

    /// The latest film not fetched before; null if there is none.
    std::shared_ptr<const Film> new_film();
    [[nodiscard]] bool finished() const;                   ///< nothing is under way
    [[nodiscard]] std::shared_ptr<const Run> run() const;  ///< of the last scenario once it is complete; else null
    /// The error that ended the run, told once; null if there was none.
    std::exception_ptr failure();
    [[nodiscard]] Month month() const;  ///< reached by the first replicate
    [[nodiscard]] Month began() const;  ///< where the first replicate of the last order began
    /// How far the last order has got.
    struct Progress {
        std::uint32_t run = 0, of = 1;  ///< replicates lived whole, of how many
        double share = 0;               ///< of all their months
    };
    [[nodiscard]] Progress progress() const;
    /// Blocks until nothing is under way.
    void wait() const;

  private:
    struct Order {
        std::shared_ptr<const Scenario> scenario;
        Month present;
        int number = 0;
    };
    /// What has been simulated last, as far as it got.
    struct Lived {
        std::shared_ptr<const Scenario> scenario;
        std::shared_ptr<const Map> map;
        std::unique_ptr<Recording> recording;
        std::vector<std::vector<World>> januaries;             ///< by replicate, in order of time
        std::size_t room = 0, kept = 0;                        ///< for so many of them, and how many there are
        std::vector<std::shared_ptr<const HomeCounts>> homes;  ///< of the first replicate, in order of time
    };
    void work(int threads);
    void take_back(const Order& order, const Parallel& parallel);
    void note_homes(const World& world);
    void keep_january(const World& world, std::uint32_t replicate);
    void simulate(const Order& order, const Parallel& parallel);
    bool live_first(const Order& order, const Parallel& parallel);
    bool live_others(const Order& order, const Parallel& parallel);
    template <class AfterMonth>
    bool live_replicate(const Order& order, std::uint32_t replicate, const Parallel& parallel,
                        AfterMonth&& after_month);
    [[nodiscard]] std::shared_ptr<const Film> film_of(const Order& order, std::uint32_t replicates) const;
    [[nodiscard]] bool stale(const Order& order) const;
    void note_progress(const Order& order, std::uint32_t run, double lived);
    void hand_over(const Order& order, std::shared_ptr<const Film> film);

    std::shared_ptr<const Map> bare_map_;
    Lived lived_;  ///< the thread's own, and its helpers' while replicates are lived at once
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    Order order_;   ///< the latest asked for
    int done_ = 0;  ///< number of the order finished or failed last
    bool closing_ = false;
    Month month_, began_;
    Progress progress_;
    std::shared_ptr<const Film> film_;
    std::shared_ptr<const Run> run_;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace sendscape
