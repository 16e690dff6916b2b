// SPDX-License-Identifier: MIT
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
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
    /// bytes it is about, which decide how long reading may take. Throws what `begin` throws.
    ReaderProcess(const std::function<Answer()>& begin, std::string file, std::size_t size);
    ~ReaderProcess();
    ReaderProcess(const ReaderProcess&) = delete;
    ReaderProcess& operator=(const ReaderProcess&) = delete;

    /// InputError and MachineError come back as such; InputError, too, when the process dies; Interrupted when a stop
    /// is asked for meanwhile.
    Bytes ask(const Bytes& question);

  private:
    [[noreturn]] void lost();
    Bytes answer();
    int wait();
    void end();

    std::string file_;
    pid_t process_ = -1;
    int socket_ = -1;
};

}  // namespace sendscape
