// SPDX-License-Identifier: MIT
#include "agents/admissions/allocation.h"

#include <algorithm>
#include <numeric>

namespace sendscape {
namespace {

/// An applicant held by a school: the worst of a heap is its top.
struct Held {
    std::uint64_t priority;
    std::uint32_t applicant;
    friend bool operator<(const Held& a, const Held& b) {
        return a.priority != b.priority ? a.priority < b.priority : a.applicant < b.applicant;
    }
};

/// Calls a pause once in so many turns.
class Pauses {
  public:
    explicit Pauses(void (*pause)()) : pause_(pause) {}
    void turn() {
        constexpr std::uint32_t turns = 4096;
        if (pause_ != nullptr && turn_++ % turns == 0) pause_();
    }

  private:
    void (*pause_)();
    std::uint32_t turn_ = 0;
};

/// Deferred acceptance without bands: one heap per school in one flat array.
std::vector<std::int32_t> deferred_acceptance(const AllocationProblem& p, Pauses pauses) {
    const std::size_t applicants = p.applicants();
    const std::size_t schools = p.places.size();
    // No school holds more than list it, so that the heaps together are no longer than the lists, whatever the places.
    std::vector<std::size_t> start(schools + 1, 0);
    for (const std::uint32_t s : p.school.first(applicants == 0 ? 0 : p.first[applicants])) ++start[s + 1];
    for (std::size_t s = 0; s < schools; ++s)
        start[s + 1] = start[s] + std::min(start[s + 1], static_cast<std::size_t>(std::max(p.places[s], 0)));
    std::vector<Held> held(start[schools]);
    std::vector<std::uint32_t> count(schools, 0);
    std::vector<std::uint32_t> next(p.first.begin(), p.first.begin() + static_cast<std::ptrdiff_t>(applicants));

    for (std::uint32_t i = 0; i < applicants; ++i) {
        std::uint32_t proposer = i;
        // Each refusal makes the refused applicant propose in turn, until one is held or has no school left on its
        // list.
        while (next[proposer] < p.first[proposer + 1]) {
            pauses.turn();
            const std::uint32_t entry = next[proposer];
            const std::uint32_t s = p.school[entry];
            const auto most = static_cast<std::uint32_t>(start[s + 1] - start[s]);
            const Held candidate{p.priority[entry], proposer};
            Held* const heap = held.data() + start[s];
            if (count[s] < most) {
                heap[count[s]++] = candidate;
                std::push_heap(heap, heap + count[s]);
                break;
            }
            if (most == 0 || !(candidate < heap[0])) {
                ++next[proposer];
                continue;
            }
            const std::uint32_t refused = heap[0].applicant;
            // Replace the top by sifting down: half the work of a pop and a push.
            std::uint32_t hole = 0;
            for (;;) {
                std::uint32_t child = 2 * hole + 1;
                if (child >= most) break;
                if (child + 1 < most && heap[child] < heap[child + 1]) ++child;
                if (!(candidate < heap[child])) break;
                heap[hole] = heap[child];
                hole = child;
            }
            heap[hole] = candidate;
            ++next[refused];
            proposer = refused;
        }
    }
    std::vector<std::int32_t> offers(applicants, unplaced);
    for (std::size_t s = 0; s < schools; ++s)
        for (std::uint32_t k = 0; k < count[s]; ++k) {
            const std::uint32_t a = held[start[s] + k].applicant;
            offers[a] = static_cast<std::int32_t>(next[a] - p.first[a]);
        }
    return offers;
}

/// Places a band is owed in a school, and how the places left over are shared: a school that is full gives up the worst
/// placed of the bands that hold more than their share. That choice is substitutable (Hafalir, Yenmez and Yildirim
/// 2013: minority reserves), so deferred acceptance stays stable and truthful.
struct Banded {
    std::vector<std::vector<Held>> heaps;  ///< per band of the school
    std::size_t total = 0;
};

std::vector<std::int32_t> banded_acceptance(const AllocationProblem& p, Pauses pauses) {
    const std::size_t applicants = p.applicants();
    std::vector<Banded> schools(p.places.size());
    for (std::size_t s = 0; s < schools.size(); ++s)
        schools[s].heaps.resize(std::max<std::size_t>(1, p.band_first[s + 1] - p.band_first[s]));
    std::vector<std::uint32_t> next(p.first.begin(), p.first.begin() + static_cast<std::ptrdiff_t>(applicants));
    for (std::uint32_t i = 0; i < applicants; ++i) {
        std::uint32_t proposer = i;
        while (next[proposer] < p.first[proposer + 1]) {
            pauses.turn();
            const std::uint32_t entry = next[proposer];
            const std::uint32_t s = p.school[entry];
            const std::size_t bands = p.band_first[s + 1] - p.band_first[s];
            Banded& school = schools[s];
            auto& heap = school.heaps[bands == 0 ? 0 : p.band[entry]];
            heap.push_back({p.priority[entry], proposer});
            std::push_heap(heap.begin(), heap.end());
            if (++school.total <= static_cast<std::size_t>(std::max(p.places[s], 0))) break;
            std::vector<Held>* worst = nullptr;
            for (std::size_t b = 0; b < school.heaps.size(); ++b) {
                const std::size_t share =
                    bands == 0 ? 0 : static_cast<std::size_t>(std::max(p.band_places[p.band_first[s] + b], 0));
                auto& h = school.heaps[b];
                if (h.size() > share && (worst == nullptr || worst->front() < h.front())) worst = &h;
            }
            std::pop_heap(worst->begin(), worst->end());
            const std::uint32_t refused = worst->back().applicant;
            worst->pop_back();
            --school.total;
            ++next[refused];
            proposer = refused;
        }
    }
    std::vector<std::int32_t> offers(applicants, unplaced);
    for (std::uint32_t i = 0; i < applicants; ++i)
        if (next[i] < p.first[i + 1]) offers[i] = static_cast<std::int32_t>(next[i] - p.first[i]);
    return offers;
}

/// In round k every school fills what it has left from those who rank it k-th, for good.
std::vector<std::int32_t> first_preference_first(const AllocationProblem& p, Pauses pauses) {
    const std::size_t applicants = p.applicants();
    std::vector<std::int32_t> offers(applicants, unplaced);
    std::vector<std::int32_t> left(p.places.begin(), p.places.end());
    std::vector<std::int32_t> band_left(p.band_places.begin(), p.band_places.end());
    std::vector<std::vector<Held>> asking(p.places.size());
    std::vector<std::uint32_t> asked;  // schools somebody asks in this round
    std::vector<std::uint32_t> in_it(applicants);
    std::iota(in_it.begin(), in_it.end(), 0u);
    for (std::uint32_t rank = 0; !in_it.empty(); ++rank) {
        for (const std::uint32_t s : asked) asking[s].clear();
        asked.clear();
        std::erase_if(in_it,
                      [&](std::uint32_t i) { return offers[i] != unplaced || p.first[i] + rank >= p.first[i + 1]; });
        for (const std::uint32_t i : in_it) {
            pauses.turn();
            const std::uint32_t s = p.school[p.first[i] + rank];
            if (asking[s].empty()) asked.push_back(s);
            asking[s].push_back({p.priority[p.first[i] + rank], i});
        }
        for (const std::uint32_t s : asked) {
            pauses.turn();
            auto& list = asking[s];
            std::sort(list.begin(), list.end());
            const bool banded = !p.band.empty() && p.band_first[s + 1] > p.band_first[s];
            for (int pass = banded ? 0 : 1; pass < 2; ++pass)
                for (const Held& h : list) {
                    if (left[s] <= 0) break;
                    if (offers[h.applicant] != unplaced) continue;
                    if (banded) {
                        std::int32_t& share = band_left[p.band_first[s] + p.band[p.first[h.applicant] + rank]];
                        if (pass == 0 && share <= 0) continue;
                        --share;
                    }
                    offers[h.applicant] = static_cast<std::int32_t>(rank);
                    --left[s];
                }
        }
    }
    return offers;
}

std::vector<std::int32_t> serial_dictatorship(const AllocationProblem& p, std::span<const std::uint32_t> lottery,
                                              Pauses pauses) {
    const std::size_t applicants = p.applicants();
    std::vector<std::uint32_t> order(applicants);
    std::iota(order.begin(), order.end(), 0u);
    if (!lottery.empty())
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return lottery[a] != lottery[b] ? lottery[a] < lottery[b] : a < b;
        });
    std::vector<std::int32_t> left(p.places.begin(), p.places.end());
    std::vector<std::int32_t> offers(applicants, unplaced);
    for (const std::uint32_t i : order) {
        pauses.turn();
        for (std::uint32_t entry = p.first[i]; entry < p.first[i + 1]; ++entry)
            if (left[p.school[entry]] > 0) {
                --left[p.school[entry]];
                offers[i] = static_cast<std::int32_t>(entry - p.first[i]);
                break;
            }
    }
    return offers;
}

/// Every applicant points at the best school with places left, every such school at the best placed remaining
/// applicant who listed it. Cycles are cleared as they are met, walking from the lowest row; which is cleared first
/// does not change the result.
std::vector<std::int32_t> top_trading_cycles(const AllocationProblem& p, Pauses pauses) {
    const std::size_t applicants = p.applicants();
    const std::size_t schools = p.places.size();
    std::vector<std::vector<Held>> listed(schools);
    for (std::uint32_t i = 0; i < applicants; ++i)
        for (std::uint32_t entry = p.first[i]; entry < p.first[i + 1]; ++entry)
            listed[p.school[entry]].push_back({p.priority[entry], i});
    for (auto& list : listed) std::sort(list.begin(), list.end());

    std::vector<std::int32_t> left(p.places.begin(), p.places.end());
    std::vector<std::uint32_t> next(p.first.begin(), p.first.begin() + static_cast<std::ptrdiff_t>(applicants));
    std::vector<std::size_t> best(schools, 0);
    std::vector<std::uint8_t> gone(applicants, 0);
    std::vector<std::int32_t> offers(applicants, unplaced);
    std::vector<std::int32_t> position(applicants, -1);  // on the present walk
    std::vector<std::uint32_t> walk;
    for (std::uint32_t from = 0; from < applicants; ++from) {
        if (gone[from]) continue;
        walk.clear();
        std::uint32_t at = from;
        for (;;) {
            pauses.turn();
            while (next[at] < p.first[at + 1] && left[p.school[next[at]]] <= 0) ++next[at];
            bool resume = false;                // from the last one still on the walk
            if (next[at] == p.first[at + 1]) {  // nothing left on the list
                gone[at] = 1;
                resume = true;
            } else {
                position[at] = static_cast<std::int32_t>(walk.size());
                walk.push_back(at);
                const std::uint32_t s = p.school[next[at]];
                while (gone[listed[s][best[s]].applicant]) ++best[s];  // ends: `at` itself listed s and remains
                at = listed[s][best[s]].applicant;
                if (position[at] >= 0) {  // a cycle: everybody on it gets the school pointed at
                    const auto cycle = static_cast<std::size_t>(position[at]);
                    for (std::size_t k = cycle; k < walk.size(); ++k) {
                        const std::uint32_t member = walk[k];
                        offers[member] = static_cast<std::int32_t>(next[member] - p.first[member]);
                        --left[p.school[next[member]]];
                        gone[member] = 1;
                        position[member] = -1;
                    }
                    walk.resize(cycle);
                    resume = true;
                }
            }
            if (!resume) continue;
            if (walk.empty()) {
                if (gone[from]) break;
                at = from;
                continue;
            }
            at = walk.back();
            walk.pop_back();
            position[at] = -1;
        }
    }
    return offers;
}

}  // namespace

std::vector<std::int32_t> allocate(Mechanism mechanism, const AllocationProblem& problem,
                                   std::span<const std::uint32_t> lottery, void (*pause)()) {
    const Pauses pauses(pause);
    switch (mechanism) {
        case Mechanism::equal_preference:
            return problem.band.empty() ? deferred_acceptance(problem, pauses) : banded_acceptance(problem, pauses);
        case Mechanism::first_preference_first:
            return first_preference_first(problem, pauses);
        case Mechanism::serial:
            return serial_dictatorship(problem, lottery, pauses);
        case Mechanism::top_trading_cycles:
            return top_trading_cycles(problem, pauses);
    }
    return {};
}

std::size_t blocking_pairs(const AllocationProblem& p, std::span<const std::int32_t> offers) {
    std::vector<std::int32_t> taken(p.places.size(), 0);
    std::vector<Held> worst(p.places.size(), Held{0, 0});
    for (std::uint32_t i = 0; i < p.applicants(); ++i) {
        if (offers[i] == unplaced) continue;
        const std::uint32_t entry = p.first[i] + static_cast<std::uint32_t>(offers[i]);
        const Held h{p.priority[entry], i};
        Held& w = worst[p.school[entry]];
        if (taken[p.school[entry]]++ == 0 || w < h) w = h;
    }
    std::size_t pairs = 0;
    for (std::uint32_t i = 0; i < p.applicants(); ++i) {
        const std::uint32_t end =
            offers[i] == unplaced ? p.first[i + 1] : p.first[i] + static_cast<std::uint32_t>(offers[i]);
        for (std::uint32_t entry = p.first[i]; entry < end; ++entry) {
            const std::uint32_t s = p.school[entry];
            if (p.places[s] <= 0) continue;
            if (taken[s] < p.places[s] || Held{p.priority[entry], i} < worst[s]) ++pairs;
        }
    }
    return pairs;
}

}  // namespace sendscape
