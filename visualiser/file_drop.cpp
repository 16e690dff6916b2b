// SPDX-License-Identifier: MIT
#include "visualiser/file_drop.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <array>
#include <vector>

namespace sendscape {
namespace {

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<std::filesystem::path> first_file(std::string_view uris) {
    constexpr std::string_view scheme = "file://";
    while (!uris.empty()) {
        const std::size_t end = uris.find_first_of("\r\n");
        std::string_view line = uris.substr(0, end);
        uris = end == std::string_view::npos ? std::string_view() : uris.substr(end + 1);
        if (line.substr(0, scheme.size()) != scheme) continue;  // a comment, or of another kind
        line.remove_prefix(scheme.size());
        const std::size_t path = line.find('/');  // after the name of the machine, if any
        if (path == std::string_view::npos) continue;
        line.remove_prefix(path);
        std::string read;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const int high = line[i] == '%' && i + 2 < line.size() ? digit_of(line[i + 1]) : -1;
            const int low = high >= 0 ? digit_of(line[i + 2]) : -1;
            if (low >= 0)
                read += static_cast<char>(high * 16 + low), i += 2;
            else
                read += line[i];
        }
        return std::filesystem::path(read);
    }
    return std::nullopt;
}

struct FileDrop::Connection {
    Display* display = nullptr;
    Window target = 0, hidden = 0, source = 0;
    bool files = false;  ///< what is dragged is a list of files
    Atom aware{}, proxy{}, enter{}, position{}, status{}, leave{}, drop{}, finished{}, copy{}, selection{}, list{},
        types{}, ours{};

    explicit Connection(Window window) : display(XOpenDisplay(nullptr)), target(window) {
        if (!display) return;
        const auto atom = [&](const char* name) { return XInternAtom(display, name, False); };
        aware = atom("XdndAware"), proxy = atom("XdndProxy"), enter = atom("XdndEnter");
        position = atom("XdndPosition"), status = atom("XdndStatus"), leave = atom("XdndLeave");
        drop = atom("XdndDrop"), finished = atom("XdndFinished"), copy = atom("XdndActionCopy");
        selection = atom("XdndSelection"), list = atom("text/uri-list"), types = atom("XdndTypeList");
        ours = atom("SENDSCAPE_DROPPED");
        hidden = XCreateSimpleWindow(display, DefaultRootWindow(display), -10, -10, 1, 1, 0, 0, 0);
        const long version = 5;
        for (const Window one : {target, hidden}) {
            XChangeProperty(display, one, aware, XA_ATOM, 32, PropModeReplace,
                            reinterpret_cast<const unsigned char*>(&version), 1);
            XChangeProperty(display, one, proxy, XA_WINDOW, 32, PropModeReplace,
                            reinterpret_cast<const unsigned char*>(&hidden), 1);
        }
        XFlush(display);
    }
    ~Connection() {
        if (display) XCloseDisplay(display);  // the hidden window goes with it
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void tell(Atom what, long flags, Atom action) {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.display = display;
        event.xclient.window = source;
        event.xclient.message_type = what;
        event.xclient.format = 32;
        event.xclient.data.l[0] = static_cast<long>(target);
        event.xclient.data.l[1] = flags;
        event.xclient.data.l[what == status ? 4 : 2] = static_cast<long>(action);
        XSendEvent(display, source, False, NoEventMask, &event);
        XFlush(display);
    }

    /// Property of a window, as bytes; at most a million.
    std::vector<unsigned char> property(Window of, Atom name, bool remove) {
        Atom type = 0;
        int format = 0;
        unsigned long count = 0, left = 0;
        unsigned char* data = nullptr;
        if (XGetWindowProperty(display, of, name, 0, 250'000, remove ? True : False, AnyPropertyType, &type, &format,
                               &count, &left, &data) != Success ||
            !data)
            return {};
        const std::size_t bytes = count * (format == 32 ? sizeof(long) : static_cast<std::size_t>(format) / 8);
        std::vector<unsigned char> read(data, data + bytes);
        XFree(data);
        return read;
    }

    void began(const XClientMessageEvent& message) {
        source = static_cast<Window>(message.data.l[0]);
        files = false;
        if ((message.data.l[1] & 1) == 0) {
            for (const int i : {2, 3, 4}) files |= static_cast<Atom>(message.data.l[i]) == list;
            return;
        }
        const std::vector<unsigned char> all = property(source, types, false);
        for (std::size_t i = 0; i + sizeof(long) <= all.size(); i += sizeof(long))
            files |= *reinterpret_cast<const Atom*>(&all[i]) == list;
    }

    std::optional<std::filesystem::path> hear(const XEvent& event) {
        if (event.type == SelectionNotify) {
            const std::vector<unsigned char> read = property(hidden, ours, true);
            auto file = first_file({reinterpret_cast<const char*>(read.data()), read.size()});
            tell(finished, file ? 1 : 0, file ? copy : None);
            return file;
        }
        if (event.type != ClientMessage) return std::nullopt;
        const Atom what = event.xclient.message_type;
        if (what == enter)
            began(event.xclient);
        else if (what == position)
            tell(status, files ? 1 : 0, files ? copy : None);
        else if (what == drop && files)
            XConvertSelection(display, selection, list, ours, hidden, static_cast<Time>(event.xclient.data.l[2]));
        else if (what == drop)
            tell(finished, 0, None);
        return std::nullopt;
    }
};

FileDrop::FileDrop(unsigned long window) : connection_(std::make_unique<Connection>(window)) {}
FileDrop::~FileDrop() = default;

std::optional<std::filesystem::path> FileDrop::take() {
    std::optional<std::filesystem::path> dropped;
    while (connection_->display && XPending(connection_->display) > 0) {
        XEvent event;
        XNextEvent(connection_->display, &event);
        if (auto file = connection_->hear(event)) dropped = std::move(file);
    }
    return dropped;
}

}  // namespace sendscape
