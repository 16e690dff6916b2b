// SPDX-License-Identifier: MIT
#pragma once
#include "sim/core/calendar.h"

namespace sendscape {

/// Tries the display, so that what it lacks is a sentence and not a crash inside the graphics library: none, one that
/// does not answer, too few colours, no OpenGL, a driver that cannot draw. Throws MachineError with the xvfb-run line
/// to use.
void require_display();

/// From here on X errors are counted instead of ending the program, and a lost display ends it with a sentence naming
/// the month on show and status 3.
void guard_display();
/// The month on show, for that sentence.
void showing(Month month);

}  // namespace sendscape
