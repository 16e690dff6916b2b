// SPDX-License-Identifier: MIT
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/output/recording.h"
#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "visualiser/film.h"
#include "visualiser/phrase.h"

namespace sendscape {

/// The children of the first run under other luck from a month on: of its scenario, and of a second one where two are
/// shown.
struct OtherLives {
    Month branches;                                ///< in which they leave the run on show
    std::vector<std::shared_ptr<const Run>> a, b;  ///< as far as they are lived, in order of luck
    std::size_t wanted = 0;                        ///< of each
    bool compared = false;                         ///< there is a second scenario
    [[nodiscard]] bool whole() const { return a.size() >= wanted && (!compared || b.size() >= wanted); }
};

/// What a lever does: the run with it, replicate by replicate under the same luck.
struct LeverAnswer {
    std::string name, title;
    std::shared_ptr<const Film> film;  ///< of the replicates lived so far; null before the first
    std::uint32_t lived = 0, wanted = 0;
};

/// The mean paired difference of children short of a place, B less A, in a month, with the 5th and 95th percentile over
/// the runs both have.
struct ShortfallChange {
    double mean = 0, low = 0, high = 0;
    int runs = 0;
    std::optional<double> shown = {};  ///< what is said of it: the totals' difference as they are shown; none: the mean
};
/// Allocates nothing for up to 256 runs.
ShortfallChange shortfall_change(const Film& a, const Film& b, int month);
/// "19 to 31", in the direction that the words beside it give; an end on the other side of nothing says so.
Phrase range_words(const ShortfallChange& change, bool more);
/// "26 fewer short of a place (19 to 31, 10 runs)"; of one run without a range.
std::string answer_words(const ShortfallChange& change);
/// The same as a title: "26 fewer short in September 2035 (19 to 31, 10 runs)", "One run: 40 fewer short ..."; empty
/// without a run.
std::string finding_words(const ShortfallChange& change, Month month);
/// The title of a view of what is pulled: by the month on the map where anything differs until then, else by the last
/// month that both films have, and that there is nothing yet.
std::string pulled_finding(const Film& without, const Film& with, int month, int last);
/// What is pulled in sentences: who is short in the run's last month, and what becomes of the high needs balance. The
/// title tells of the month on the map.
std::string pulled_answer(const Film& without, const Film& with, int last);

/// What other futures are of: a bare map and the scenario on show, and a second one.
struct FutureBasis {
    std::shared_ptr<const Map> bare_map;
    std::shared_ptr<const Scenario> scenario, other;
};

/// Lives futures beside the one on show, on threads of its own, while the view goes on: lives under other luck, answers
/// of levers. What is computed depends neither on the view nor on the threads.
class OtherFutures {
  public:
    /// `load` makes the map, on the first thread that needs it; what it throws is told by failure().
    OtherFutures(std::function<FutureBasis()> load, int threads);
    /// Stops between two months.
    ~OtherFutures();
    OtherFutures(const OtherFutures&) = delete;
    OtherFutures& operator=(const OtherFutures&) = delete;

    /// Lives that leave the run on show in a month; those of another month are given up.
    void want_lives(Month branches, std::size_t each = usual_lives);
    /// A policy laid over the scenario, by its name, in so many replicates.
    void want_answer(const std::string& policy, std::uint32_t replicates);

    /// The latest; null before any was wanted. Answers in order of wish.
    [[nodiscard]] std::shared_ptr<const OtherLives> lives() const;
    [[nodiscard]] std::vector<LeverAnswer> answers() const;
    [[nodiscard]] bool idle() const;
    void wait() const;
    /// Why nothing is lived, in a sentence, told once; empty where all is well.
    std::string failure();

    static constexpr std::size_t usual_lives = 10;

  private:
    struct Lever;
    struct Job {
        Lever* lever = nullptr;  ///< none: a life
        bool other = false;      ///< a life of the second scenario
        std::uint32_t number = 0;
        int generation = 0;  ///< of a life
    };
    struct Side {
        std::shared_ptr<const Scenario> scenario;
        std::shared_ptr<const Map> map;
        std::vector<std::shared_ptr<const Run>> lives;
        std::vector<char> lived;
    };
    void work();
    void load();
    void live(const Job& job, const Parallel& parallel);
    void answer(Lever& lever, std::uint32_t replicate, const Parallel& parallel);
    void publish_lives();

    std::function<FutureBasis()> load_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::mutex loading_;
    bool loaded_ = false, closing_ = false;
    FutureBasis basis_;
    Side a_, b_;
    std::deque<Job> jobs_;
    std::size_t busy_ = 0, wanted_ = 0;
    Month branches_;
    int generation_ = 0;  ///< of the lives wanted: those of an earlier one are not asked for any more
    std::shared_ptr<const OtherLives> lives_;
    std::vector<std::unique_ptr<Lever>> levers_;
    std::string failure_;
    std::vector<std::thread> threads_;
};

}  // namespace sendscape
