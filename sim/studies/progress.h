// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <string>

namespace sendscape {

/// Says on standard error how far long work is: one line renewed with the time left on a terminal, a plain line now and
/// then otherwise, nothing when quiet or soon done. May be advanced from several threads.
class Progress {
  public:
    Progress(std::ostream& err, std::string what, std::uint64_t total, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::uint64_t done = 1);
    /// Ends the line on a terminal.
    void finish();

  private:
    void show(std::chrono::steady_clock::time_point now);

    std::ostream& err_;
    std::string what_;
    std::uint64_t total_, done_ = 0;
    bool quiet_, terminal_, shown_ = false;
    std::chrono::steady_clock::time_point start_, last_;
    std::mutex mutex_;
};

/// "2 min 5 s", "40 s": a length of time in words.
std::string duration_text(double seconds);

}  // namespace sendscape
