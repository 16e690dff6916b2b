// SPDX-License-Identifier: MIT
#include "sim/core/interrupt.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "sim/core/error.h"

namespace sendscape::interrupt_test {
namespace {

/// What becomes of a process of its own that does this: its status, or 1000 + the signal that ended it.
int ending_of(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        watch_for_interrupts();
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST(Interrupt, EachSignalThatAnnouncesAnEndAsksForAStop) {
    EXPECT_EQ(ending_of([] { return interrupt_requested() ? 1 : 0; }), 0);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU})
        EXPECT_EQ(ending_of([=] {
                      ::raise(signal);
                      ::raise(signal == SIGINT ? SIGTERM : signal);
                      try {
                          stop_if_asked();
                      } catch (const Interrupted&) {
                          return 7;
                      }
                      return 0;
                  }),
                  7)
            << signal;
}

TEST(Interrupt, TwiceByOneHandIsOnce) {
    EXPECT_EQ(ending_of([] {
                  ::raise(SIGINT);
                  ::raise(SIGINT);
                  ::usleep(300'000);
                  ::raise(SIGINT);
                  return interrupt_requested() ? 7 : 0;
              }),
              7);
}

TEST(Interrupt, AgainAfterASecondEndsAtOnce) {
    EXPECT_EQ(ending_of([] {
                  ::raise(SIGTERM);  // no impatience
                  ::raise(SIGINT);
                  ::usleep(1'100'000);
                  ::raise(SIGTERM);
                  ::raise(SIGINT);
                  return 7;
              }),
              1000 + SIGINT);
}

TEST(Interrupt, AProgramToldToOutliveItsTerminalDoes) {
    EXPECT_EQ(ending_of([] {
                  ::signal(SIGHUP, SIG_IGN);
                  watch_for_interrupts();
                  ::raise(SIGHUP);
                  return interrupt_requested() ? 1 : 0;
              }),
              0);
}

}  // namespace
}  // namespace sendscape::interrupt_test
