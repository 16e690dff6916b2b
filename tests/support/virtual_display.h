// SPDX-License-Identifier: MIT
#pragma once
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace sendscape::testing {

/// A virtual display for the tests of a process that draw; it ends with the process, since the graphics library keeps
/// its connection. Without Xvfb installed exists() is false.
class VirtualDisplay {
  public:
    VirtualDisplay() {
        int ends[2];
        if (::pipe(ends) != 0) return;
        server_ = ::fork();
        if (server_ == 0) {
            ::close(ends[0]);
            ::dup2(ends[1], 3);
            if (ends[1] != 3) ::close(ends[1]);
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // ends with a test that is killed, too
            if (!::freopen("/dev/null", "w", stdout) || !::freopen("/dev/null", "w", stderr)) ::_exit(127);
            ::execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp",
                     static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(ends[1]);
        std::string number;
        char c = 0;
        while (::read(ends[0], &c, 1) == 1 && c != '\n') number += c;
        ::close(ends[0]);
        if (number.empty()) return;
        ::setenv("DISPLAY", (":" + number).c_str(), 1);
        exists_ = true;
    }
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;
    [[nodiscard]] bool exists() const { return exists_; }

  private:
    pid_t server_ = -1;
    bool exists_ = false;
};

}  // namespace sendscape::testing
