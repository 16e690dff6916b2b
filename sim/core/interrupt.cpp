// SPDX-License-Identifier: MIT
#include "sim/core/interrupt.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

#include "sim/core/error.h"

namespace sendscape {
namespace {

// The only variables of static storage in the program. Atomic without a lock: a signal handler may touch them, and
// threads other than the one that is interrupted read them.
std::atomic<bool> stop_asked = false;
std::atomic<std::int64_t> first_interrupt = 0;  // nanoseconds of the steady clock; 0: none yet
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free);

constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
// timeout(1) and job runners signal a program and then its group, and so does a hand that bounces.
constexpr std::int64_t one_gesture = nanoseconds_a_second;

extern "C" void ask_for_stop(int) { stop_asked = true; }

extern "C" void ask_for_stop_or_end(int signal) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::int64_t at = now.tv_sec * nanoseconds_a_second + now.tv_nsec + 1;
    std::int64_t none = 0;
    stop_asked = true;
    if (first_interrupt.compare_exchange_strong(none, at) || at - none <= one_gesture) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);  // delivered when this handler returns
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

}  // namespace

void watch_for_interrupts() {
    handle(SIGINT, ask_for_stop_or_end);
    // Job runners announce the end of a job's time in one of these ways; none of them is impatience, however often.
    for (const int signal : {SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU}) handle(signal, ask_for_stop);
    // So does a terminal that closes, unless the program was told to outlive it (nohup).
    struct sigaction hangup {};
    if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) handle(SIGHUP, ask_for_stop);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupt_requested() { return stop_asked; }

void stop_if_asked() {
    if (interrupt_requested()) throw Interrupted("interrupted; nothing was written");
}

}  // namespace sendscape
