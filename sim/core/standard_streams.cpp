// SPDX-License-Identifier: MIT
#include "sim/core/standard_streams.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string>

namespace sendscape {

void open_standard_streams() {
    for (int stream = 0; stream <= 2; ++stream)
        while (::fcntl(stream, F_GETFD) < 0) {
            // The full device takes nothing, so that printing to an output that was closed fails as on a full disk.
            const bool opened =
                (stream == STDOUT_FILENO && ::open("/dev/full", O_WRONLY) >= 0) || ::open("/dev/null", O_RDWR) >= 0;
            if (!opened) return;
        }
}

void say(std::string_view message) noexcept {
    if (std::fwrite(message.data(), 1, message.size(), stderr) != message.size()) std::clearerr(stderr);
    std::fflush(stderr);
}

bool all_was_printed(std::string_view program) {
    std::cout.flush();
    const bool flushed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (std::cout && flushed) return true;
    pollfd output{STDOUT_FILENO, 0, 0};
    if (::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0) return true;
    say(std::string(program) +
        ": not all that was to be printed could be written to standard output (is the disk full, or the output "
        "closed?)\n");
    return false;
}

}  // namespace sendscape
