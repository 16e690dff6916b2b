#include "visualiser/display.h"

#include <X11/Xlib.h>

#include <cstdlib>
#include <string>

#include "sim/core/error.h"

namespace sendscape {
namespace {

void (*on_lost)() = nullptr;

int ignore_error(Display*, XErrorEvent*) { return 0; }
int display_lost(Display*) {
    if (on_lost) on_lost();
    std::_Exit(3);
}

}  // namespace

void require_display() {
    Display* display = XOpenDisplay(nullptr);
    if (!display)
        throw MachineError(
            "no display can be opened: on a machine without one run it as\n"
            "  xvfb-run -a -s '-screen 0 1920x1080x24' sendscape-view ...");
    const int depth = DefaultDepth(display, DefaultScreen(display));
    XCloseDisplay(display);
    if (depth < 24)
        throw MachineError("the display has " + std::to_string(depth) +
                           "-bit colour and 24 are needed: xvfb-run -a -s '-screen 0 1920x1080x24' ...");
}

void guard_display(void (*lost)()) {
    on_lost = lost;
    XSetErrorHandler(ignore_error);
    XSetIOErrorHandler(display_lost);
}

}  // namespace sendscape
