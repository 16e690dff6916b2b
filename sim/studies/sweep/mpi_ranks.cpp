// SPDX-License-Identifier: MIT
// The one door to MPI: a file of its own, which ranks.cpp loads where mpirun started several processes.
#define OMPI_SKIP_MPICXX 1
#include <mpi.h>
#include <sched.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <list>
#include <thread>
#include <utility>
#include <vector>

#include "sim/studies/sweep/ranks.h"

namespace {

using sendscape::Letter;
using sendscape::Ranks;

constexpr int any_letter = 1;  ///< the tag of all of them
constexpr auto a_moment = std::chrono::milliseconds(1);

class MpiRanks final : public Ranks {
  public:
    MpiRanks() {
        // Maps are read by a child process that touches nothing of MPI's.
        ::setenv("OMPI_MCA_mpi_warn_on_fork", "0", 0);
        int given = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &given);
        // A rank that is gone is no reason to end: who hands out work sees that it is silent.
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &count_);
        count_neighbours();
    }
    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int count() const override { return count_; }
    [[nodiscard]] int working_here() const override { return here_; }
    [[nodiscard]] int working_on_these_cores() const override { return on_these_cores_; }

    void send(int to, std::vector<std::uint8_t> bytes) override {
        Sending& one = under_way_.emplace_back();
        one.bytes = std::move(bytes);
        MPI_Isend(one.bytes.data(), static_cast<int>(one.bytes.size()), MPI_BYTE, to, any_letter, MPI_COMM_WORLD,
                  &one.request);
    }
    std::optional<Letter> receive() override {
        forget_what_was_sent();
        int there = 0;
        MPI_Status status;
        if (MPI_Iprobe(MPI_ANY_SOURCE, any_letter, MPI_COMM_WORLD, &there, &status) != MPI_SUCCESS || there == 0)
            return std::nullopt;
        int size = 0;
        MPI_Get_count(&status, MPI_BYTE, &size);
        Letter letter{status.MPI_SOURCE, std::vector<std::uint8_t>(static_cast<std::size_t>(size))};
        if (MPI_Recv(letter.bytes.data(), size, MPI_BYTE, letter.from, any_letter, MPI_COMM_WORLD, MPI_STATUS_IGNORE) !=
            MPI_SUCCESS)
            return std::nullopt;
        return letter;
    }
    void finish() override {
        // MPI waits for the dead to finish too. Where mpirun outlives them, it takes a process that just ends as well.
        if (outlives_the_dead()) return;
        while (!under_way_.empty()) {
            forget_what_was_sent();
            std::this_thread::sleep_for(a_moment);
        }
        MPI_Finalize();
    }

  private:
    struct Sending {
        std::vector<std::uint8_t> bytes;  ///< MPI's until the request is done
        MPI_Request request = MPI_REQUEST_NULL;
    };

    /// mpirun --enable-recovery.
    static bool outlives_the_dead() {
        const char* const set = std::getenv("OMPI_MCA_orte_enable_recovery");
        return set != nullptr && std::strcmp(set, "0") != 0;
    }
    void forget_what_was_sent() {
        for (auto one = under_way_.begin(); one != under_way_.end();) {
            int done = 0;
            const bool failed = MPI_Test(&one->request, &done, MPI_STATUS_IGNORE) != MPI_SUCCESS;
            one = failed || done != 0 ? under_way_.erase(one) : std::next(one);
        }
    }
    void count_neighbours() {
        MPI_Comm machine = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &machine);
        struct Neighbour {
            cpu_set_t cores;
            int rank;
        };
        Neighbour own;
        std::memset(&own, 0, sizeof own);
        ::sched_getaffinity(0, sizeof own.cores, &own.cores);
        own.rank = rank_;
        int neighbours = 0;
        MPI_Comm_size(machine, &neighbours);
        std::vector<Neighbour> all(static_cast<std::size_t>(neighbours));
        MPI_Allgather(&own, sizeof own, MPI_BYTE, all.data(), sizeof own, MPI_BYTE, machine);
        MPI_Comm_free(&machine);
        int here = 0, on_these_cores = 0;
        for (const Neighbour& one : all) {
            if (one.rank == 0) continue;  // it hands out, and sleeps most of the time
            ++here;
            if (CPU_EQUAL(&one.cores, &own.cores)) ++on_these_cores;
        }
        here_ = here > 0 ? here : 1;
        on_these_cores_ = on_these_cores > 0 ? on_these_cores : 1;
    }

    int rank_ = 0, count_ = 1, here_ = 1, on_these_cores_ = 1;
    std::list<Sending> under_way_;
};

}  // namespace

extern "C" Ranks* sendscape_join_ranks() { return new MpiRanks; }
