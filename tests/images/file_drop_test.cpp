// SPDX-License-Identifier: MIT
// A file dragged from another program to a window of ours, by XDND as file managers speak it.
#include "visualiser/file_drop.h"

#include <chrono>
#include <string>
#include <thread>

#include "tests/support/display_test.h"

// Last: its macros are words that others use.
#include <X11/Xatom.h>
#include <X11/Xlib.h>

namespace sendscape::file_drop_test {
namespace {

/// The other program: it holds what is dragged and tells the window it is over.
class Dragging {
  public:
    explicit Dragging(Window target) : display_(XOpenDisplay(nullptr)), target_(target) {
        own_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 1, 1, 0, 0, 0);
        XSetSelectionOwner(display_, atom("XdndSelection"), own_, CurrentTime);
        XFlush(display_);
    }
    ~Dragging() { XCloseDisplay(display_); }
    Dragging(const Dragging&) = delete;
    Dragging& operator=(const Dragging&) = delete;
    Atom atom(const char* name) { return XInternAtom(display_, name, False); }
    /// Where the window asks to be told; 0 if it takes no drops.
    Window listener() {
        Atom type = 0;
        int format = 0;
        unsigned long count = 0, left = 0;
        unsigned char* data = nullptr;
        XGetWindowProperty(display_, target_, atom("XdndProxy"), 0, 1, False, XA_WINDOW, &type, &format, &count, &left,
                           &data);
        const Window found = data && count == 1 ? *reinterpret_cast<Window*>(data) : 0;
        if (data) XFree(data);
        return found;
    }
    void tell(const char* what, long one, long two) {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = target_;
        event.xclient.message_type = atom(what);
        event.xclient.format = 32;
        event.xclient.data.l[0] = static_cast<long>(own_);
        event.xclient.data.l[1] = one;
        event.xclient.data.l[2] = two;
        XSendEvent(display_, listener(), False, NoEventMask, &event);
        XFlush(display_);
    }
    /// Answers whoever asks for what is dragged. Returns the first flag of the message of that name, -1 without one.
    long hear(const char* name, const std::string& uris) {
        long said = -1;
        while (XPending(display_) > 0) {
            XEvent event;
            XNextEvent(display_, &event);
            if (event.type == SelectionRequest) {
                const XSelectionRequestEvent& asked = event.xselectionrequest;
                XChangeProperty(display_, asked.requestor, asked.property, asked.target, 8, PropModeReplace,
                                reinterpret_cast<const unsigned char*>(uris.data()), static_cast<int>(uris.size()));
                XEvent answer{};
                answer.xselection.type = SelectionNotify;
                answer.xselection.requestor = asked.requestor;
                answer.xselection.selection = asked.selection;
                answer.xselection.target = asked.target;
                answer.xselection.property = asked.property;
                XSendEvent(display_, asked.requestor, False, NoEventMask, &answer);
                XFlush(display_);
            } else if (event.type == ClientMessage && event.xclient.message_type == atom(name)) {
                said = event.xclient.data.l[1];
            }
        }
        return said;
    }

  private:
    Display* display_;
    Window target_, own_;
};

class Drops : public testing::DisplayTest {};

TEST_F(Drops, AFileIsTakenAndWhatIsNoneIsNot) {
    Display* const display = XOpenDisplay(nullptr);
    ASSERT_NE(display, nullptr);
    const Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 100, 100, 0, 0, 0);
    XFlush(display);
    XSync(display, False);
    FileDrop drop(window);
    Dragging dragging(window);
    const std::string uris = "# dragged\r\nfile:///out/a%20run.h5\r\n";
    std::optional<std::filesystem::path> dropped;
    const auto until = [&](const char* name) {
        for (int i = 0; i < 200; ++i) {
            if (auto file = drop.take()) dropped = file;
            if (const long said = dragging.hear(name, uris); said >= 0) return said;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return -1L;
    };
    ASSERT_NE(dragging.listener(), 0u);
    dragging.tell("XdndEnter", 5L << 24, static_cast<long>(dragging.atom("text/uri-list")));
    dragging.tell("XdndPosition", 0, 0);
    EXPECT_EQ(until("XdndStatus"), 1) << "it would be taken";
    dragging.tell("XdndDrop", 0, CurrentTime);
    EXPECT_EQ(until("XdndFinished"), 1);
    ASSERT_TRUE(dropped);
    EXPECT_EQ(dropped->string(), "/out/a run.h5");

    dropped.reset();
    dragging.tell("XdndEnter", 5L << 24, static_cast<long>(dragging.atom("text/plain")));
    dragging.tell("XdndPosition", 0, 0);
    EXPECT_EQ(until("XdndStatus"), 0) << "words are no file";
    dragging.tell("XdndDrop", 0, CurrentTime);
    EXPECT_EQ(until("XdndFinished"), 0);
    EXPECT_FALSE(dropped);
    XCloseDisplay(display);
}

}  // namespace
}  // namespace sendscape::file_drop_test
