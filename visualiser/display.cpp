// SPDX-License-Identifier: MIT
#include "visualiser/display.h"

#include <X11/Xlib.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/core/error.h"

namespace sendscape {
namespace {

// The handler of a lost display is handed nothing but the display.
std::atomic<std::int32_t> month_shown{0};

int ignore_error(Display*, XErrorEvent*) { return 0; }
int display_lost(Display*) {
    const Month month(month_shown.load());
    std::fprintf(stderr, "sendscape-view: the display was lost%s%s; nothing simulated or written before is harmed\n",
                 month.index ? " while showing " : "", month.index ? long_name(month).c_str() : "");
    std::_Exit(3);
}

}  // namespace

void require_display() {
    // A virtual display starts afresh when its last client leaves and turns the next away meanwhile: this connection
    // stays for as long as the program lives.
    static Display* display = nullptr;
    if (!display) display = XOpenDisplay(nullptr);
    if (!display)
        throw MachineError(
            "no display can be opened: on a machine without one run it as\n"
            "  xvfb-run -a -s '-screen 0 1920x1080x24' sendscape-view ...");
    const int depth = DefaultDepth(display, DefaultScreen(display));
    if (depth < 24)
        throw MachineError("the display has " + std::to_string(depth) +
                           "-bit colour and 24 are needed: xvfb-run -a -s '-screen 0 1920x1080x24' ...");
}

void showing(Month month) { month_shown = month.index; }

void guard_display() {
    XSetErrorHandler(ignore_error);
    XSetIOErrorHandler(display_lost);
}

}  // namespace sendscape
