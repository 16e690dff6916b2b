// SPDX-License-Identifier: MIT
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sendscape {

/// Reads what a stranger may have made in a process of its own, which may die of it: it can open no file, write
/// nothing, and is given a bounded time. It is a copy of this process (fork), and begun while other threads run it must
/// not want what they hold: no lock but malloc's, which the C library sees to.
class ReaderProcess {
  public:
    using Bytes = std::vector<std::uint8_t>;
    /// Answers a question; may throw, and what() is thrown here then.
    using Answer = std::function<Bytes(const Bytes& question)>;

    /// `begin` is called once, over there, and gives what answers the questions. `file`: name for messages. `size`:
    /// bytes it is about, which decide how much processor time reading may take. `patience`: how long by the clock one
    /// answer may take (by default from the size, a minute at the least). Throws what `begin` throws.
    ReaderProcess(const std::function<Answer()>& begin, std::string file, std::size_t size,
                  std::optional<std::chrono::milliseconds> patience = {});
    ~ReaderProcess();
    ReaderProcess(const ReaderProcess&) = delete;
    ReaderProcess& operator=(const ReaderProcess&) = delete;

    /// InputError and MachineError come back as such; InputError, too, when the process dies; MachineError when it is
    /// silent for longer than `patience`; Interrupted when a stop is asked for meanwhile.
    Bytes ask(const Bytes& question);

  private:
    using Clock = std::chrono::steady_clock;
    [[noreturn]] void lost();
    Bytes answer(Clock::time_point deadline);
    void send(const void* from, std::size_t size, Clock::time_point deadline);
    void receive(void* into, std::size_t size, Clock::time_point deadline);
    void wait_for(short events, Clock::time_point deadline);
    int wait();
    void end();

    std::string file_;
    std::chrono::milliseconds patience_;
    pid_t process_ = -1;
    int socket_ = -1;
};

}  // namespace sendscape
