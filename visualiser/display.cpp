// SPDX-License-Identifier: MIT
#include "visualiser/display.h"

#include <X11/Xlib.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <SFML/Graphics/RenderTexture.hpp>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
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

constexpr const char* virtual_one = "xvfb-run -a -s '-screen 0 1920x1080x24' sendscape-view ...";

/// Whether the graphics library can draw here, tried in a process that may end in it: without what it needs, or with a
/// driver that does not work, the library does not say so but ends its process. Throws MachineError if none can be
/// begun.
bool can_draw() {
    const pid_t trial = ::fork();
    if (trial < 0)
        throw MachineError(std::string("no process can be begun to try the display: ") + std::strerror(errno));
    if (trial == 0) {
        constexpr unsigned most_seconds = 60, few_pixels = 16;
        for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
        ::alarm(most_seconds);
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (const int stream : {1, 2}) ::dup2(nowhere, stream);
        sf::RenderTexture picture;
        ::_exit(picture.create(few_pixels, few_pixels) ? 0 : 1);
    }
    int status = 0;
    while (::waitpid(trial, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// A connection that stays for as long as the program lives: a virtual display starts afresh when its last client
/// leaves, and turns the next away meanwhile.
const Display* usable_display() {
    const char* const named = std::getenv("DISPLAY");
    if (!named || !*named)
        throw MachineError(fmt::format(
            "there is no display (DISPLAY is not set), and --shot and --video draw on one, too: on a machine without "
            "one run it as\n  {}",
            virtual_one));
    Display* const display = XOpenDisplay(nullptr);
    if (!display)
        throw MachineError(fmt::format(
            "no display can be opened: '{}' does not answer or turns us away; on a machine without one run it "
            "as\n  {}",
            named, virtual_one));
    const int depth = DefaultDepth(display, DefaultScreen(display));
    if (depth < 24)
        throw MachineError(
            fmt::format("the display '{}' has {}-bit colour and 24 are needed: {}", named, depth, virtual_one));
    int unused = 0;
    if (!XQueryExtension(display, "GLX", &unused, &unused, &unused))
        throw MachineError(
            fmt::format("the display '{}' has no OpenGL (its X server is without the extension GLX), by which pictures "
                        "are drawn; run it as\n  {}",
                        named, virtual_one));
    if (!can_draw())
        throw MachineError(
            fmt::format("the display '{}' has OpenGL, but drawing with it fails: its driver may be missing or broken "
                        "(glxinfo tells more); without that driver run it as\n  LIBGL_ALWAYS_SOFTWARE=1 {}",
                        named, virtual_one));
    return display;
}

}  // namespace

void require_display() {
    static const Display* const display = usable_display();
    (void)display;
}

void showing(Month month) { month_shown = month.index; }

void guard_display() {
    XSetErrorHandler(ignore_error);
    XSetIOErrorHandler(display_lost);
}

}  // namespace sendscape
