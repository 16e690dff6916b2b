// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// From now on the first Ctrl-C (SIGINT), SIGTERM or closed terminal (SIGHUP) only asks for a stop; a second Ctrl-C
/// ends the program at once. SIGXFSZ is ignored, so that a file-size limit shows as a failed write.
void watch_for_interrupts();

/// Whether somebody asked for a stop.
bool interrupt_requested();

/// Throws Interrupted ('interrupted; nothing was written') if somebody asked for a stop. For work that is done in one
/// go and has no checkpoint to keep: reading long tables, building a map, a round of admissions. Costs one atomic read:
/// to be called every few thousand rows, so that a stop is heeded within two seconds.
void stop_if_asked();

}  // namespace sendscape
