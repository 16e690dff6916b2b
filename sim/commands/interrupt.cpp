#include "sim/commands/interrupt.h"

#include <csignal>

namespace sendscape {
namespace {

// What a signal handler may touch: the one variable of static storage in the program.
volatile std::sig_atomic_t stop_asked = 0;

extern "C" void ask_for_stop(int) { stop_asked = 1; }

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

bool interrupt_requested() { return stop_asked != 0; }

}  // namespace sendscape
