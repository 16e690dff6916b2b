// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace sendscape {

/// Bytes that one process sent another.
struct Letter {
    int from = 0;
    std::vector<std::uint8_t> bytes;
};

/// The processes that mpirun started together, as far as a sweep needs them: each has a number, its rank, and can send
/// bytes to another. Rank 0 hands out work, the others do it. Not for several threads at once.
class Ranks {
  public:
    virtual ~Ranks() = default;
    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int count() const = 0;
    /// Ranks that do work on this machine, and those of them that share this one's processor cores; at least 1.
    [[nodiscard]] virtual int working_here() const = 0;
    [[nodiscard]] virtual int working_on_these_cores() const = 0;
    /// Returns at once, and does not say whether the other is alive. Letters to one rank arrive in their order.
    virtual void send(int to, std::vector<std::uint8_t> bytes) = 0;
    /// A letter that has come; nothing where none has.
    virtual std::optional<Letter> receive() = 0;
    /// Waits until every rank has called it. A process that ends without it ends the whole job, unless mpirun was told
    /// to outlive that (--enable-recovery): then this does nothing.
    virtual void finish() = 0;
};

/// What mpirun, or srun with PMI, says of this process by its environment.
struct RankOfProcess {
    int rank = 0, count = 1;
};
RankOfProcess rank_of_process();

/// Joins the other processes of this job; to be called where there are several. The part that knows MPI is a file
/// beside the program, loaded here, so that a program that is run alone neither needs MPI nor waits for its libraries.
/// Throws MachineError where it is not there or cannot be loaded.
std::unique_ptr<Ranks> join_ranks();

}  // namespace sendscape
