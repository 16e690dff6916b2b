// SPDX-License-Identifier: MIT
// The window as a desktop treats it: resized to next to nothing, enlarged, typed into, closed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include "sim/output/run_file.h"
#include "test_places.h"
#include "tests/support/output_run.h"

// Last: its macros are words that others use.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/keysym.h>

namespace {

namespace fs = std::filesystem;

/// Windows come and go while the tree is walked (a program's hidden ones first of all), and one that has gone is no
/// reason to end the test, which is what the library's own handler would do.
int window_has_gone(Display*, XErrorEvent*) { return 0; }

void pause(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

class ViewWindow : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(program_)) GTEST_SKIP() << "sendscape-view is not built";
        if (!std::getenv("DISPLAY") || !(display_ = XOpenDisplay(nullptr))) GTEST_SKIP() << "no display here";
        XSetErrorHandler(window_has_gone);
        sendscape::write_run(sendscape::testing::small_run(1, 1), folder_.path() / "run.h5", false);
    }
    void TearDown() override {
        if (view_ > 0) ::kill(view_, SIGKILL), ::waitpid(view_, nullptr, 0);
        if (display_) XCloseDisplay(display_);
    }
    Window find(Window above) {
        Window root = 0, parent = 0, *children = nullptr, found = 0;
        unsigned count = 0;
        char* name = nullptr;
        if (XFetchName(display_, above, &name) && name) {
            if (std::string(name).find("Sendscape") != std::string::npos) found = above;
            XFree(name);
        }
        if (!found && XQueryTree(display_, above, &root, &parent, &children, &count))
            for (unsigned i = 0; i < count && !found; ++i) found = find(children[i]);
        if (children) XFree(children);
        return found;
    }
    /// Starts the program and waits for its window.
    void open() {
        const std::string errors = (folder_.path() / "err").string(), run = (folder_.path() / "run.h5").string();
        view_ = ::fork();
        if (view_ == 0) {
            if (::chdir(folder_.path().c_str()) != 0) ::_exit(126);
            ::dup2(::open(errors.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644), 2);
            ::execl(program_.c_str(), program_.c_str(), run.c_str(), "--size", "640x360", static_cast<char*>(nullptr));
            ::_exit(127);
        }
        for (int i = 0; i < 1'200 && !window_; ++i) {
            pause(50);
            window_ = find(DefaultRootWindow(display_));
        }
        ASSERT_NE(window_, 0u) << "no window in a minute";
        pause(500);
    }
    void resize(unsigned width, unsigned height) {
        XResizeWindow(display_, window_, width, height);
        XFlush(display_);
        pause(300);
    }
    void press(KeySym symbol) {
        XKeyEvent event{};
        event.type = KeyPress;
        event.display = display_;
        event.window = event.subwindow = window_;
        event.root = DefaultRootWindow(display_);
        event.same_screen = True;
        event.keycode = XKeysymToKeycode(display_, symbol);
        XSendEvent(display_, window_, True, KeyPressMask, reinterpret_cast<XEvent*>(&event));
        event.type = KeyRelease;
        XSendEvent(display_, window_, True, KeyReleaseMask, reinterpret_cast<XEvent*>(&event));
        XFlush(display_);
        pause(200);
    }
    void close() {
        XClientMessageEvent event{};
        event.type = ClientMessage;
        event.window = window_;
        event.message_type = XInternAtom(display_, "WM_PROTOCOLS", False);
        event.format = 32;
        event.data.l[0] = static_cast<long>(XInternAtom(display_, "WM_DELETE_WINDOW", False));
        XSendEvent(display_, window_, False, NoEventMask, reinterpret_cast<XEvent*>(&event));
        XFlush(display_);
    }
    /// Exit status within a minute; -1 if it goes on.
    int ended() {
        for (int i = 0; i < 600; ++i) {
            int status = 0;
            if (::waitpid(view_, &status, WNOHANG) == view_) {
                view_ = -1;
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
            pause(100);
        }
        return -1;
    }
    std::string said() const {
        std::ifstream in(folder_.path() / "err");
        return {std::istreambuf_iterator<char>(in), {}};
    }

    const std::string program_ = SENDSCAPE_PROGRAM_DIR "/sendscape-view";
    sendscape::testing::ScratchFolder folder_{"view-window"};
    Display* display_ = nullptr;
    Window window_ = 0;
    pid_t view_ = -1;
};

TEST_F(ViewWindow, IsResizedToNothingAndBackAndClosed) {
    open();
    for (const auto& [width, height] : {std::pair{1u, 1u}, {1u, 400u}, {900u, 1u}, {1'600u, 900u}, {640u, 360u}})
        resize(width, height);
    EXPECT_EQ(::waitpid(view_, nullptr, WNOHANG), 0) << "it ended by itself: " << said();
    close();
    EXPECT_EQ(ended(), 0);
    EXPECT_EQ(said(), "");
}

TEST_F(ViewWindow, WritesAPictureOnAKeyAndEndsOnAnother) {
    open();
    press(XK_s);
    for (int i = 0; i < 100 && !fs::exists(folder_.path() / "sendscape-1.png"); ++i) pause(100);
    EXPECT_TRUE(fs::exists(folder_.path() / "sendscape-1.png"));
    press(XK_h);
    press(XK_Escape);  // the help closes
    EXPECT_EQ(::waitpid(view_, nullptr, WNOHANG), 0);
    press(XK_Escape);  // asks
    pause(300);
    EXPECT_EQ(::waitpid(view_, nullptr, WNOHANG), 0);
    press(XK_Escape);
    EXPECT_EQ(ended(), 0);
    EXPECT_EQ(said(), "");
}

}  // namespace
