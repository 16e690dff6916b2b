// SPDX-License-Identifier: MIT
#pragma once
#include <ctime>

namespace sendscape {

/// Processor time of this thread: what a frame costs, not what a busy machine makes of it.
inline double thread_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace sendscape
