// SPDX-License-Identifier: MIT
#include "sim/core/interrupt.h"

#include <atomic>
#include <csignal>

#include "sim/core/error.h"

namespace sendscape {
namespace {

// The one variable of static storage in the program. Atomic without a lock: a signal handler may touch it, and threads
// other than the one that is interrupted read it.
std::atomic<bool> stop_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void ask_for_stop(int) { stop_asked = true; }

}  // namespace

void watch_for_interrupts() {
    struct sigaction action {};
    action.sa_handler = ask_for_stop;
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    // A terminal that closes asks for a stop, too, unless the program was told to outlive it (nohup). It may ask twice,
    // by the kernel and by its shell, and timeout(1) asks the program and its group: that is no impatience.
    action.sa_flags = 0;
    sigaction(SIGTERM, &action, nullptr);
    struct sigaction hangup {};
    if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupt_requested() { return stop_asked; }

void stop_if_asked() {
    if (interrupt_requested()) throw Interrupted("interrupted; nothing was written");
}

}  // namespace sendscape
