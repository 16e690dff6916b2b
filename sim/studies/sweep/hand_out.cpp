// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/hand_out.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "sim/core/interrupt.h"
#include "sim/files/bytes.h"

namespace sendscape {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// What a letter says; its first byte. To rank 0: here I am, of this machine; so I read the sweep; give me runs; so a
/// run ended; I can do no more, since; I am alive. From rank 0: live these runs; end; and the last again.
enum class Says : std::uint8_t { here, ready, ask, record, failed, alive, runs, end };

constexpr milliseconds a_moment{2};
constexpr milliseconds between_signs_of_life{1'000};
/// A process that was itself held up so long cannot tell who was silent.
constexpr milliseconds held_up{2'000};
constexpr int patience_with_rank_0 = 6;
/// Runs left are handed out in so many parts for each rank: large at first, so that starting populations are shared,
/// single runs at the end, so that all ranks end together.
constexpr std::size_t parts_a_rank = 2;
constexpr std::size_t shortest_letter = 64;
constexpr std::size_t longest_host_name = 256;
constexpr const char* misfit = "a letter from another rank is of another version of the program";

std::vector<std::uint8_t> letter(Says says, const std::function<void(ByteWriter&)>& rest = {}) {
    ByteWriter writer;
    writer.reserve(shortest_letter);
    writer.value(says);
    if (rest) rest(writer);
    return writer.take();
}
std::vector<std::uint8_t> letter(Says says, const std::string& text) {
    return letter(says, [&](ByteWriter& writer) { writer.text(text); });
}

/// The first line of `other` that is not in `own`.
std::string line_not_in(const std::string& own, const std::string& other) {
    std::istringstream lines(other);
    for (std::string line; std::getline(lines, line);)
        if (own.find(line + "\n") == std::string::npos) return line;
    return "fewer lines";
}

// ---- rank 0

class Office {
  public:
    Office(Ranks& ranks, const HandingOut& work)
        : ranks_(ranks),
          work_(work),
          waiting_(work.runs.begin(), work.runs.end()),
          open_(work.runs.begin(), work.runs.end()),
          others_(static_cast<std::size_t>(ranks.count())) {
        for (Other& other : others_) other.heard = Clock::now();
    }

    void run() {
        Clock::time_point before = Clock::now();
        while (!open_.empty()) {
            if (interrupt_requested()) throw Interrupted("interrupted");
            const auto now = Clock::now();
            if (now - before > std::min(held_up, work_.patience / 2))
                for (Other& other : others_) other.heard = now;
            before = now;
            const bool came = read_letters();
            find_the_silent();
            give_to_who_asked();
            if (!came) std::this_thread::sleep_for(a_moment);
        }
    }

  private:
    enum class State : unsigned char { planning, working, lost, out };
    struct Other {
        State state = State::planning;
        bool asks = false;
        std::string host = "not heard of yet";
        Clock::time_point heard;
        std::set<RunNumber> in_hand;
    };
    static bool can_work(const Other& other) { return other.state == State::planning || other.state == State::working; }
    [[nodiscard]] std::string name(int rank) const { return fmt::format("rank {} ({})", rank, at(rank).host); }
    [[nodiscard]] const Other& at(int rank) const { return others_[static_cast<std::size_t>(rank)]; }
    Other& at(int rank) { return others_[static_cast<std::size_t>(rank)]; }

    bool read_letters() {
        bool came = false;
        while (auto letter = ranks_.receive()) {
            came = true;
            read(*letter);
        }
        return came;
    }

    void read(const Letter& letter) {
        Other& other = at(letter.from);
        other.heard = Clock::now();
        if (other.state == State::lost) {
            other.state = State::working;
            work_.tell(name(letter.from) + " is heard again");
        }
        ByteReader reader(letter.bytes, misfit);
        switch (reader.value<Says>()) {
            case Says::here:
                other.host = reader.text();
                break;
            case Says::ready: {
                const std::string theirs = reader.text();
                if (theirs == work_.study) {
                    other.state = State::working;
                } else {
                    leaves(letter.from, fmt::format("{} reads another sweep, map or program than rank 0: there '{}', "
                                                    "here '{}'; it gets no runs",
                                                    name(letter.from), line_not_in(work_.study, theirs),
                                                    line_not_in(theirs, work_.study)));
                }
                break;
            }
            case Says::ask:
                other.asks = true;
                break;
            case Says::record:
                keep(letter.from, record_of_bytes(reader));
                break;
            case Says::failed:
                leaves(letter.from, fmt::format("{} can do no more: {}", name(letter.from), reader.text()));
                break;
            case Says::alive:
                ranks_.send(letter.from, sendscape::letter(Says::alive));
                break;
            case Says::runs:
            case Says::end:
                break;
        }
    }
    static RunRecord record_of_bytes(ByteReader& reader) {
        std::vector<std::uint8_t> bytes;
        reader.list(bytes);
        return record_from(bytes, misfit);
    }

    /// One that was taken for lost may send what another has lived meanwhile: it is the same.
    void keep(int rank, const RunRecord& record) {
        at(rank).in_hand.erase(record.run);
        if (open_.count(record.run) == 0) return;
        work_.keep(record);
        open_.erase(record.run);
    }

    /// What a rank had in hand waits again, before all others.
    void leaves(int rank, std::string why, State state = State::out) {
        Other& other = at(rank);
        std::vector<RunNumber> again;
        for (const RunNumber& run : other.in_hand)
            if (open_.count(run) > 0) again.push_back(run);
        waiting_.insert(waiting_.begin(), again.begin(), again.end());
        other.in_hand.clear();
        other.asks = other.asks && state == State::lost;
        other.state = state;
        if (!again.empty())
            why += fmt::format("; its {} run{} handed out again", again.size(), again.size() == 1 ? " is" : "s are");
        last_words_ = why;
        work_.tell(why);
        const bool any = std::any_of(others_.begin() + 1, others_.end(), can_work);
        if (!any) throw NoRankLeft("no rank is left that lives runs: " + last_words_);
    }

    void find_the_silent() {
        const auto now = Clock::now();
        for (int rank = 1; rank < ranks_.count(); ++rank) {
            const Other& other = at(rank);
            if (other.state == State::lost || other.state == State::out || now - other.heard < work_.patience) continue;
            leaves(rank,
                   fmt::format("{} has not been heard of for {:.0f} s", name(rank),
                               std::chrono::duration<double>(work_.patience).count()),
                   State::lost);
        }
    }

    void give_to_who_asked() {
        const auto working = static_cast<std::size_t>(std::count_if(others_.begin() + 1, others_.end(), can_work));
        for (int rank = 1; rank < ranks_.count(); ++rank) {
            Other& other = at(rank);
            if (!other.asks || other.state != State::working) continue;
            const std::vector<RunNumber> runs = next_part(parts_a_rank * working);
            if (runs.empty()) return;
            other.asks = false;
            other.in_hand.insert(runs.begin(), runs.end());
            ranks_.send(rank, letter(Says::runs, [&](ByteWriter& writer) {
                            writer.value(static_cast<std::uint64_t>(runs.size()));
                            for (const RunNumber& run : runs) {
                                writer.value(run.first);
                                writer.value(run.second);
                            }
                        }));
        }
    }
    std::vector<RunNumber> next_part(std::size_t parts) {
        std::vector<RunNumber> runs;
        const std::size_t wanted = (waiting_.size() + parts - 1) / parts;
        while (!waiting_.empty() && runs.size() < wanted) {
            if (open_.count(waiting_.front()) > 0) runs.push_back(waiting_.front());
            waiting_.pop_front();
        }
        return runs;
    }

    Ranks& ranks_;
    const HandingOut& work_;
    std::deque<RunNumber> waiting_;  ///< in nobody's hand; some may have been kept since
    std::set<RunNumber> open_;       ///< not kept yet
    std::vector<Other> others_;      ///< by rank; that of rank 0 is not used
    std::string last_words_;
};

// ---- the others

/// What the thread that lives runs and the one that writes and reads letters leave each other.
class Desk {
  public:
    void put(std::vector<std::uint8_t> letter) {
        const std::lock_guard lock(mutex_);
        outgoing_.push_back(std::move(letter));
    }
    std::deque<std::vector<std::uint8_t>> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(outgoing_, {});
    }
    void give(std::vector<RunNumber> runs) {
        const std::lock_guard lock(mutex_);
        runs_ = std::move(runs);
    }
    void end() {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    bool ended() {
        const std::lock_guard lock(mutex_);
        return ended_ || interrupt_requested();
    }
    /// Runs that have come; asks for them first. Called by one thread at a time.
    std::optional<std::vector<RunNumber>> next() {
        if (ended()) return std::vector<RunNumber>{};
        if (!std::exchange(asked_, true)) put(letter(Says::ask));
        {
            const std::lock_guard lock(mutex_);
            if (runs_) {
                asked_ = false;
                return std::exchange(runs_, std::nullopt);
            }
        }
        std::this_thread::sleep_for(a_moment);
        return std::nullopt;
    }

  private:
    std::mutex mutex_;
    std::deque<std::vector<std::uint8_t>> outgoing_;
    std::optional<std::vector<RunNumber>> runs_;
    bool asked_ = false, ended_ = false;
};

void live_at(Desk& desk, const std::function<SweepPlan()>& plan, const Parallel& parallel, const SweepWay& way) {
    try {
        const SweepPlan planned = plan();
        desk.put(letter(Says::ready, study_text(planned)));
        std::ostringstream nowhere;
        Progress silent(nowhere, "", 1, true);
        const auto keep = [&](const RunRecord& record) {
            desk.put(letter(Says::record, [&](ByteWriter& writer) { writer.list(bytes_of_record(record)); }));
        };
        live_runs(planned, way, {[&] { return desk.next(); }, keep, [&] { return desk.ended(); }}, parallel, silent);
    } catch (const Interrupted&) {
        // Dismissed, or the whole job is being ended.
    } catch (const std::bad_alloc&) {
        desk.put(letter(Says::failed, "the machine ran out of memory"));
    } catch (const std::exception& error) {
        desk.put(letter(Says::failed, error.what()));
    }
}

std::vector<RunNumber> runs_in(ByteReader& reader) {
    std::vector<RunNumber> runs(reader.value<std::uint64_t>());
    for (RunNumber& run : runs) {
        run.first = reader.value<std::uint32_t>();
        run.second = reader.value<std::uint32_t>();
    }
    return runs;
}

/// Writes and reads letters until this rank is dismissed.
void keep_in_touch(Ranks& ranks, Desk& desk, milliseconds patience) {
    std::array<char, longest_host_name> host{};
    ::gethostname(host.data(), host.size() - 1);
    ranks.send(0, letter(Says::here, std::string(host.data())));
    // Rank 0 answers once it has planned the sweep: until then its silence says nothing.
    std::optional<Clock::time_point> heard;
    Clock::time_point signed_at{}, before = Clock::now();
    while (!interrupt_requested()) {
        const auto now = Clock::now();
        if (heard && now - before > std::min(held_up, patience / 2)) heard = now;
        before = now;
        for (auto& letter : desk.take()) ranks.send(0, std::move(letter));
        if (now - signed_at >= std::min(between_signs_of_life, patience / 4)) {
            ranks.send(0, letter(Says::alive));
            signed_at = now;
        }
        while (const auto letter = ranks.receive()) {
            heard = Clock::now();
            ByteReader reader(letter->bytes, misfit);
            const auto says = reader.value<Says>();
            if (says == Says::end) return;
            if (says == Says::runs) desk.give(runs_in(reader));
        }
        if (heard && now - *heard > patience_with_rank_0 * patience)
            throw MachineError(
                fmt::format("rank {}: rank 0 has not been heard of for {:.0f} s: the sweep is given up "
                            "here; go on with the same command and --resume",
                            ranks.rank(), std::chrono::duration<double>(patience_with_rank_0 * patience).count()));
        std::this_thread::sleep_for(a_moment);
    }
    throw Interrupted("interrupted");
}

}  // namespace

void hand_out(Ranks& ranks, const HandingOut& work) { Office(ranks, work).run(); }

void dismiss(Ranks& ranks) {
    for (int rank = 1; rank < ranks.count(); ++rank) ranks.send(rank, letter(Says::end));
}

void live_handed_runs(Ranks& ranks, const std::function<SweepPlan()>& plan, const Parallel& parallel,
                      const SweepWay& way, milliseconds patience) {
    Desk desk;
    std::thread living([&] { live_at(desk, plan, parallel, way); });
    std::exception_ptr failure;
    try {
        keep_in_touch(ranks, desk, patience);
    } catch (...) {
        failure = std::current_exception();
    }
    desk.end();
    living.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace sendscape
