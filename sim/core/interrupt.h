// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// From now on a Ctrl-C (SIGINT), SIGTERM, a closed terminal (SIGHUP) or what job runners send before they kill
/// (SIGUSR1, SIGUSR2, SIGXCPU) only asks for a stop. A second Ctrl-C more than a second after the first ends the
/// program at once; within that second it is the same one, delivered twice. SIGXFSZ is ignored, so that a file-size
/// limit shows as a failed write.
void watch_for_interrupts();

/// Whether somebody asked for a stop.
bool interrupt_requested();

/// Throws Interrupted ('interrupted; nothing was written') if somebody asked for a stop. For work that is done in one
/// go and has no checkpoint to keep: reading long tables, building a map, a round of admissions. Costs one atomic read:
/// to be called every few thousand rows, so that a stop is heeded within two seconds.
void stop_if_asked();

}  // namespace sendscape
