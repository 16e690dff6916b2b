// SPDX-License-Identifier: MIT
#include "visualiser/other_futures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <span>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/sorted_range.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/futures.h"
#include "visualiser/film_from_run.h"
#include "visualiser/scene.h"
#include "visualiser/whole_children.h"

namespace sendscape {

struct OtherFutures::Lever {
    LeverAnswer answer;
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
    std::unique_ptr<Recording> recording;
    std::vector<char> lived;  ///< by replicate
    std::mutex filming;
};

namespace {

/// Children short of a place in one run of a film.
double short_in(const Film& film, int month, std::size_t run) {
    const auto first = static_cast<std::size_t>(month) * film.areas.size();
    double sum = 0;
    for (std::size_t area = 0; area < film.areas.size(); ++area) {
        if (film.each)
            sum += static_cast<double>(
                film.each->shortfall[(first + area) * static_cast<std::size_t>(film.replicates) + run]);
        else
            for (const float children : film.shortfall[first + area]) sum += static_cast<double>(children);
    }
    return sum;
}

}  // namespace

ShortfallChange shortfall_change(const Film& a, const Film& b, int month) {
    ShortfallChange change;
    // A film of one run holds its first alone; of several each is held.
    change.runs = std::min(a.replicates, b.replicates);
    if (change.runs < 1 || month >= a.months || month >= b.months) return {};
    constexpr std::size_t most = 256;
    std::array<double, most> few{};
    std::vector<double> many;
    const auto runs = static_cast<std::size_t>(change.runs);
    if (runs > most) many.resize(runs);
    const std::span<double> values(runs > most ? many.data() : few.data(), runs);
    for (std::size_t run = 0; run < runs; ++run) values[run] = short_in(b, month, run) - short_in(a, month, run);
    const Range range = sorted_range(values);
    change.mean = range.mean, change.low = range.p05, change.high = range.p95;
    change.shown = shown_shortfall_change(a, b, month);
    return change;
}

Phrase range_words(const ShortfallChange& change, bool more) {
    const double sign = more ? 1 : -1;
    const double least = std::round(sign * (more ? change.low : change.high)),
                 most = std::round(sign * (more ? change.high : change.low));
    const std::string_view this_way = more ? "more" : "fewer", other_way = more ? "fewer" : "more";
    if (most < 0) return Phrase("{} to {} {}", thousands(-most), thousands(-least), other_way);
    return least < 0 ? Phrase("{} {} to {} {}", thousands(-least), other_way, thousands(most), this_way)
                     : Phrase("{} to {}", thousands(least), thousands(most));
}

std::string answer_words(const ShortfallChange& change) {
    if (change.runs < 1) return {};
    const double mean = change.shown.value_or(std::round(change.mean));
    const bool more = mean > 0;
    const std::string runs = fmt::format("{} {}", change.runs, change.runs == 1 ? "run" : "runs");
    const std::string number =
        mean == 0 ? "as many short of a place"
                  : fmt::format("{} {} short of a place", thousands(std::abs(mean)), more ? "more" : "fewer");
    if (change.runs < 2) return fmt::format("{} ({})", number, runs);
    if (mean == 0)
        return fmt::format("{} (from {} fewer to {} more, {})", number,
                           thousands(std::max(-std::round(change.low), 0.0)),
                           thousands(std::max(std::round(change.high), 0.0)), runs);
    return fmt::format("{} ({}, {})", number, range_words(change, more), runs);
}

std::string finding_words(const ShortfallChange& change, Month month) {
    if (change.runs < 1) return {};
    const double mean = change.shown.value_or(std::round(change.mean));
    const std::string number = mean == 0
                                   ? fmt::format("{} many short in {}", change.runs < 2 ? "as" : "As", long_name(month))
                                   : fmt::format("{} {} short in {}", thousands(std::abs(mean)),
                                                 mean > 0 ? "more" : "fewer", long_name(month));
    if (change.runs < 2) return "One run: " + number;  // no range yet: that comes first
    return mean == 0 ? fmt::format("{} ({} runs)", number, change.runs)
                     : fmt::format("{} ({}, {} runs)", number, range_words(change, mean > 0), change.runs);
}

std::string pulled_finding(const Film& without, const Film& with, int month, int last) {
    const ShortfallChange end = shortfall_change(without, with, last);
    const auto differs = [&](int at) {
        const ShortfallChange change = shortfall_change(without, with, at);
        return change.runs > 0 && (change.mean != 0 || change.low != 0 || change.high != 0);
    };
    if (month < last && differs(month)) {
        const ShortfallChange now = shortfall_change(without, with, month);
        return finding_words(now, with.first + month);
    }
    const std::string words = finding_words(end, with.first + last);
    return words.empty() || month >= last || !differs(last) ? words : words + ", none yet";
}

std::string pulled_answer(const Film& without, const Film& with, int last) {
    const std::string words = answer_words(shortfall_change(without, with, last));
    if (words.empty()) return {};
    std::string answer = fmt::format("At the end, in {}: {}.", long_name(with.first + last), words);
    const Headline *const a = without.number("balance"), *const b = with.number("balance");
    const auto at = static_cast<std::size_t>(last);
    if (!a || !b || at >= a->mean.size() || at >= b->mean.size()) return answer;
    constexpr double least = 50'000;  // pounds: of less nothing is shown
    const double by = static_cast<double>(b->mean[at]) - static_cast<double>(a->mean[at]);
    return answer + (std::abs(by) < least ? std::string(" The high needs balance is as without it.")
                                          : fmt::format(" The high needs balance is {} {}.", money(std::abs(by)),
                                                        by < 0 ? "lower" : "higher"));
}

OtherFutures::OtherFutures(std::function<FutureBasis()> load, int threads) : load_(std::move(load)) {
    for (int i = 0; i < std::max(threads, 1); ++i) threads_.emplace_back([this] { work(); });
}

OtherFutures::~OtherFutures() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void OtherFutures::want_lives(Month branches, std::size_t each) {
    {
        const std::lock_guard lock(mutex_);
        if (wanted_ > 0 && branches_ == branches) return;
        std::erase_if(jobs_, [](const Job& job) { return !job.lever; });
        for (Side* side : {&a_, &b_}) side->lives.clear();
        wanted_ = each;
        branches_ = branches;
        ++generation_;
        auto none = std::make_shared<OtherLives>();
        none->wanted = each;
        none->branches = branches;
        lives_ = std::move(none);
        // Luck 0 is the run on show. Both scenarios side by side, before any lever's answer.
        for (std::size_t i = each; i > 0; --i)
            for (const bool other : {true, false})
                jobs_.push_front({nullptr, other, static_cast<std::uint32_t>(i), generation_});
    }
    changed_.notify_all();
}

void OtherFutures::want_answer(const std::string& policy, std::uint32_t replicates) {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& lever : levers_)
            if (lever->answer.name == policy) return;
        auto lever = std::make_unique<Lever>();
        lever->answer.name = policy;
        lever->answer.wanted = std::max(replicates, 1u);
        lever->lived.assign(lever->answer.wanted, 0);
        for (std::uint32_t r = 0; r < lever->answer.wanted; ++r) jobs_.push_back({lever.get(), false, r, 0});
        levers_.push_back(std::move(lever));
    }
    changed_.notify_all();
}

std::shared_ptr<const OtherLives> OtherFutures::lives() const {
    const std::lock_guard lock(mutex_);
    return lives_;
}

std::vector<LeverAnswer> OtherFutures::answers() const {
    const std::lock_guard lock(mutex_);
    std::vector<LeverAnswer> all;
    for (const auto& lever : levers_) all.push_back(lever->answer);
    return all;
}

bool OtherFutures::idle() const {
    const std::lock_guard lock(mutex_);
    return jobs_.empty() && busy_ == 0;
}

void OtherFutures::wait() const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return jobs_.empty() && busy_ == 0; });
}

std::string OtherFutures::failure() {
    const std::lock_guard lock(mutex_);
    return std::exchange(failure_, {});
}

void OtherFutures::work() {
    const Parallel parallel(1);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
            if (closing_) return;
            job = jobs_.front();
            jobs_.pop_front();
            ++busy_;
        }
        try {
            load();
            job.lever ? answer(*job.lever, job.number, parallel) : live(job, parallel);
        } catch (const std::exception& error) {
            const std::lock_guard lock(mutex_);
            failure_ = error.what();
            // One lever's fault is not another's; without a map nothing can be lived.
            if (!loaded_)
                jobs_.clear();
            else
                std::erase_if(jobs_, [&](const Job& other) { return other.lever == job.lever; });
        }
        {
            const std::lock_guard lock(mutex_);
            --busy_;
        }
        changed_.notify_all();
    }
}

void OtherFutures::load() {
    const std::lock_guard once(loading_);
    if (loaded_) return;
    const Parallel parallel(1);
    basis_ = load_();
    a_.scenario = basis_.scenario;
    a_.map = std::make_shared<const Map>(prepare_map(*basis_.bare_map, a_.scenario->provision, parallel));
    if (basis_.other) {
        b_.scenario = basis_.other;
        b_.map = std::make_shared<const Map>(prepare_map(*basis_.bare_map, b_.scenario->provision, parallel));
    }
    const std::lock_guard lock(mutex_);
    loaded_ = true;
}

void OtherFutures::live(const Job& job, const Parallel& parallel) {
    Side& side = job.other ? b_ : a_;
    if (!side.scenario) return;
    const auto stop = [&] {
        const std::lock_guard lock(mutex_);
        return closing_ || job.generation != generation_ || interrupt_requested();
    };
    Month branches;
    {
        const std::lock_guard lock(mutex_);
        branches = branches_;
    }
    auto life = lives_of(side.map, side.scenario, {0, job.number, branches}, parallel, stop);
    const std::lock_guard lock(mutex_);
    if (!life || job.generation != generation_) return;
    side.lives.resize(wanted_);
    side.lives[job.number - 1] = std::move(life);
    publish_lives();
}

/// In order of luck: what is told at a count is the same whichever thread was first.
void OtherFutures::publish_lives() {
    auto lived = std::make_shared<OtherLives>();
    lived->wanted = wanted_;
    lived->branches = branches_;
    lived->compared = b_.scenario != nullptr;
    for (const auto& [side, to] : {std::pair(&a_, &lived->a), std::pair(&b_, &lived->b)})
        for (const auto& life : side->lives) {
            if (!life) break;
            to->push_back(life);
        }
    lives_ = std::move(lived);
}

void OtherFutures::answer(Lever& lever, std::uint32_t replicate, const Parallel& parallel) {
    {
        const std::lock_guard once(lever.filming);
        if (!lever.recording) {
            ConfigProblems problems;
            Overrides with;
            with.policies = {lever.answer.name};
            Scenario scenario = recorded_scenario(a_.scenario->effective_toml, a_.scenario->name, with, problems);
            problems.throw_if_any();
            scenario.seed = a_.scenario->seed;
            scenario.years = a_.scenario->years;
            scenario.start = a_.scenario->start;
            scenario.replicates = lever.answer.wanted;
            lever.scenario = std::make_shared<const Scenario>(std::move(scenario));
            lever.map = std::make_shared<const Map>(prepare_map(*basis_.bare_map, lever.scenario->provision, parallel));
            const Month start = lever.scenario->start.value_or(lever.map->census);
            lever.recording = std::make_unique<Recording>(lever.map, start, lever.scenario->years * 12,
                                                          lever.answer.wanted, EventsKept::plans);
            const std::lock_guard lock(mutex_);
            lever.answer.title = read_policy(lever.answer.name).title;
        }
    }
    const auto stop = [this] {
        const std::lock_guard lock(mutex_);
        return closing_ || interrupt_requested();
    };
    if (!live_future(lever.map, lever.scenario, {replicate, replicate}, parallel, *lever.recording, replicate, stop))
        return;
    const std::lock_guard once(lever.filming);
    lever.lived[replicate] = 1;
    const auto lived =
        static_cast<std::uint32_t>(std::find(lever.lived.begin(), lever.lived.end(), 0) - lever.lived.begin());
    if (lived <= lever.answer.lived) return;
    auto film = film_from_run(lever.recording->copy(lived).finish(*lever.scenario));
    if (lived == lever.answer.wanted) lever.recording.reset();
    const std::lock_guard lock(mutex_);
    lever.answer.film = std::move(film);
    lever.answer.lived = lived;
}

}  // namespace sendscape
