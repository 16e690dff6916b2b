// SPDX-License-Identifier: MIT
#include "sim/studies/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace sendscape {
namespace {

// A terminal is redrawn a few times a second; a log gets a line every so often, so that it stays readable.
constexpr std::chrono::milliseconds between_redraws{250};
constexpr std::chrono::seconds between_lines{15};

}  // namespace

std::string duration_text(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    if (whole >= 3600) return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
    if (whole >= 60) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} s", whole);
}

Progress::Progress(std::ostream& err, std::string what, std::uint64_t total, bool quiet)
    : err_(err),
      what_(std::move(what)),
      total_(total < 1 ? 1 : total),
      quiet_(quiet),
      terminal_(&err == &std::cerr && isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() { finish(); }

void Progress::advance(std::uint64_t done) {
    const std::lock_guard lock(mutex_);
    done_ += done;
    if (quiet_) return;
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::milliseconds pause = terminal_ ? between_redraws : between_lines;
    if (now - last_ < pause) return;
    last_ = now;
    show(now);
}

void Progress::show(std::chrono::steady_clock::time_point now) {
    const double spent = std::chrono::duration<double>(now - start_).count();
    const double share = static_cast<double>(done_) / static_cast<double>(total_);
    std::string text = fmt::format("{}: {:.0f}%", what_, 100 * share);
    if (share > 0.01 && share < 1) text += fmt::format(", about {} left", duration_text(spent * (1 - share) / share));
    if (terminal_)
        err_ << '\r' << text << "\x1b[K" << std::flush;
    else
        err_ << text << std::endl;
    shown_ = true;
}

void Progress::finish() {
    const std::lock_guard lock(mutex_);
    if (shown_ && terminal_) err_ << "\r\x1b[K" << std::flush;
    shown_ = false;
}

}  // namespace sendscape
