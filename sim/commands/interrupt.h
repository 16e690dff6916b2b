// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// From now on the first Ctrl-C (SIGINT), SIGTERM or closed terminal (SIGHUP) only asks for a stop; a second Ctrl-C
/// ends the program at once. SIGXFSZ is ignored, so that a file-size limit shows as a failed write.
void watch_for_interrupts();

/// Whether somebody asked for a stop.
bool interrupt_requested();

}  // namespace sendscape
