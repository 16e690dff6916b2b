// SPDX-License-Identifier: MIT
#pragma once
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace sendscape::testing {

enum class Ending : unsigned char { finished, killed, cannot_trace };

/// Does `prepare` and then `work` in a process of its own, which is killed (SIGKILL) as it makes its nth call of the
/// system within `work`: before the call takes effect. So every moment at which a program can die is tried, one by one.
inline Ending killed_at(int nth, const std::function<void()>& prepare, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        prepare();
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(2);
        ::raise(SIGSTOP);
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) return Ending::cannot_trace;
    // The tracee stops as it enters a call and as it comes back from it.
    for (int stops = 0; stops < 2 * nth - 1; ++stops) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status) || WIFSIGNALED(status)) return Ending::finished;
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return Ending::killed;
}

}  // namespace sendscape::testing
