#pragma once

namespace sendscape {

/// Opens and closes a connection to the display, so that a missing one is a sentence and not an abort inside the
/// graphics library. Throws MachineError with the xvfb-run line to use.
void require_display();

/// From here on X errors are counted instead of ending the program, and a lost display calls `lost` (which must not
/// return to X: it says so and exits with 3).
void guard_display(void (*lost)());

}  // namespace sendscape
