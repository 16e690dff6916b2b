// SPDX-License-Identifier: MIT
#include "sim/core/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace sendscape {

void open_standard_streams() {
    for (int stream = 0; stream <= 2; ++stream)
        while (::fcntl(stream, F_GETFD) < 0)
            if (::open("/dev/null", O_RDWR) < 0) return;
}

void say(std::string_view message) noexcept {
    if (std::fwrite(message.data(), 1, message.size(), stderr) != message.size()) std::clearerr(stderr);
    std::fflush(stderr);
}

}  // namespace sendscape
