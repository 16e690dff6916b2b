// SPDX-License-Identifier: MIT
#include "sim/files/reader_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

// Processor time after which reading turns in a circle. A sound file takes some hundredths of a second and one more for
// each megabyte; a sanitizer makes it twenty times as much (assumption).
constexpr rlim_t least_seconds = 2;
constexpr std::size_t bytes_a_second = 4'000'000;
rlim_t processor_seconds(std::size_t size) { return least_seconds + size / bytes_a_second; }

// By the clock it may take as many times as long: so many processes share a core of a busy machine (assumption).
// Processor time alone would wait for ever for one that is stopped, or waits for what never comes.
constexpr rlim_t processes_a_core = 30;

// An address sanitizer takes terabytes of addresses and opens /proc/self/maps whenever an exception is thrown.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool address_sanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool address_sanitizer = true;
#else
constexpr bool address_sanitizer = false;
#endif
#else
constexpr bool address_sanitizer = false;
#endif

constexpr int own_socket = 3;  ///< the number the socket has over there, next to the standard streams
constexpr int open_files = own_socket + 1;

enum class Outcome : std::uint8_t { answered, bad_input, machine_cannot, defect };

struct Head {
    Outcome outcome;
    std::uint64_t size;
};

/// All bytes or false, when the other side is gone.
bool send_all(int socket, const void* from, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    while (size > 0) {
        const ssize_t sent = ::send(socket, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

bool receive_all(int socket, void* into, std::size_t size) {
    auto* bytes = static_cast<std::uint8_t*>(into);
    while (size > 0) {
        const ssize_t got = ::recv(socket, bytes, size, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool send_message(int socket, Outcome outcome, const void* from, std::size_t size) {
    Head head{};
    head.outcome = outcome;
    head.size = size;
    return send_all(socket, &head, sizeof head) && send_all(socket, from, size);
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t most) {
    rlimit limits{};
    if (::getrlimit(resource, &limits) != 0) return;
    limits.rlim_cur = std::min(most, limits.rlim_cur);
    ::setrlimit(resource, &limits);
}

/// What the machine has beyond what is taken already: more could never be used.
rlim_t most_memory() {
    rlim_t pages_taken = 0;
    std::ifstream("/proc/self/statm") >> pages_taken;
    return (pages_taken + static_cast<rlim_t>(::sysconf(_SC_PHYS_PAGES))) *
           static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Takes from a process that is to read everything that reading does not need: other descriptors (locks and listeners
/// of its parent's among them), files, messages, core dumps. A stop is its parent's affair, which ends it.
void confine(int socket, std::size_t size) {
    for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
    for (const int left_to_parent : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ, SIGTSTP})
        ::signal(left_to_parent, SIG_IGN);
    sigset_t all;
    sigfillset(&all);
    ::sigprocmask(SIG_UNBLOCK, &all, nullptr);
    if (!address_sanitizer) limit(RLIMIT_AS, most_memory());
    const int nowhere = ::open("/dev/null", O_RDWR);
    if (nowhere >= 0)
        for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    if (socket != own_socket) ::dup2(socket, own_socket);
    ::close_range(own_socket + 1, ~0u, 0);
    if (!address_sanitizer) limit(RLIMIT_NOFILE, open_files);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, processor_seconds(size));
}

[[noreturn]] void serve(int socket, const std::function<ReaderProcess::Answer()>& begin, std::size_t size) {
    confine(socket, size);
    socket = own_socket;
    ReaderProcess::Answer answer;
    ReaderProcess::Bytes question;
    for (bool alive = true; alive;) {
        const auto complain = [&](Outcome outcome, std::string_view why) {
            alive = send_message(socket, outcome, why.data(), why.size());
        };
        try {
            if (!answer) {
                answer = begin();
                alive = send_message(socket, Outcome::answered, nullptr, 0);
            } else {
                const ReaderProcess::Bytes said = answer(question);
                alive = send_message(socket, Outcome::answered, said.data(), said.size());
            }
        } catch (const InputError& error) {
            complain(Outcome::bad_input, error.what());
        } catch (const MachineError& error) {
            complain(Outcome::machine_cannot, error.what());
        } catch (const std::bad_alloc&) {
            complain(Outcome::machine_cannot, "there is not enough memory to read it");
        } catch (const std::exception& error) {
            complain(Outcome::defect, error.what());
        }
        std::uint64_t length = 0;
        if (!alive || !answer || !receive_all(socket, &length, sizeof length)) break;
        question.resize(length);
        alive = receive_all(socket, question.data(), length);
    }
    ::_exit(0);  // nothing of the parent's is ended or written out here
}

}  // namespace

ReaderProcess::ReaderProcess(const std::function<Answer()>& begin, std::string file, std::size_t size,
                             std::optional<std::chrono::milliseconds> patience)
    : file_(std::move(file)),
      patience_(patience.value_or(std::chrono::seconds(processes_a_core * processor_seconds(size)))) {
    std::array<int, 2> ends{};
    const auto cannot = [&] {
        return MachineError(
            fmt::format("cannot read '{}': no process can be begun for it: {}", file_, std::strerror(errno)));
    };
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) throw cannot();
    process_ = ::fork();
    if (process_ == 0) serve(ends[1], begin, size);
    const auto failed = process_ < 0 ? std::optional(cannot()) : std::nullopt;
    ::close(ends[1]);
    socket_ = ends[0];
    try {
        if (failed) throw *failed;
        (void)answer(Clock::now() + patience_);
    } catch (...) {
        end();
        throw;
    }
}

ReaderProcess::~ReaderProcess() { end(); }

int ReaderProcess::wait() {
    int status = 0;
    while (process_ > 0 && ::waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
    process_ = -1;
    return status;
}

void ReaderProcess::end() {
    // It may be at work still, or another copy of this process hold its socket open.
    if (process_ > 0) ::kill(process_, SIGKILL);
    wait();
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

ReaderProcess::Bytes ReaderProcess::ask(const Bytes& question) {
    if (socket_ < 0) lost();
    const Clock::time_point deadline = Clock::now() + patience_;
    const std::uint64_t length = question.size();
    send(&length, sizeof length, deadline);
    send(question.data(), question.size(), deadline);
    return answer(deadline);
}

/// Until the socket is ready, in moments, between which a stop is heeded. What has come is read however late it is:
/// this process itself may have been stopped meanwhile.
void ReaderProcess::wait_for(short events, Clock::time_point deadline) {
    constexpr int moment_ms = 200;
    for (pollfd waiting{socket_, events, 0};;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (::poll(&waiting, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, moment_ms))) > 0) return;
        stop_if_asked();
        if (Clock::now() < deadline) continue;
        end();
        throw MachineError(
            fmt::format("cannot read '{}': the process that reads it has not answered within {:g} seconds: the machine "
                        "is too busy, or has stopped it; try again",
                        file_, std::chrono::duration<double>(patience_).count()));
    }
}

void ReaderProcess::send(const void* from, std::size_t size, Clock::time_point deadline) {
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    while (size > 0) {
        wait_for(POLLOUT, deadline);
        const ssize_t sent = ::send(socket_, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (sent <= 0) lost();
        bytes += sent;
        size -= static_cast<std::size_t>(sent);
    }
}

void ReaderProcess::receive(void* into, std::size_t size, Clock::time_point deadline) {
    auto* bytes = static_cast<std::uint8_t*>(into);
    while (size > 0) {
        wait_for(POLLIN, deadline);
        const ssize_t got = ::recv(socket_, bytes, size, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) lost();
        bytes += got;
        size -= static_cast<std::size_t>(got);
    }
}

ReaderProcess::Bytes ReaderProcess::answer(Clock::time_point deadline) {
    Head head{};
    receive(&head, sizeof head, deadline);
    if (head.outcome > Outcome::defect || head.size > std::numeric_limits<std::ptrdiff_t>::max()) lost();
    Bytes said(head.size);
    receive(said.data(), said.size(), deadline);
    const std::string words(said.begin(), head.outcome == Outcome::answered ? said.begin() : said.end());
    if (head.outcome == Outcome::bad_input) throw InputError(words);
    if (head.outcome == Outcome::machine_cannot) throw MachineError(fmt::format("cannot read '{}': {}", file_, words));
    if (head.outcome == Outcome::defect) throw std::logic_error(words);
    return said;
}

void ReaderProcess::lost() {
    stop_if_asked();
    const int status = wait();
    end();
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGKILL)
        throw MachineError(fmt::format(
            "cannot read '{}': the process that read it was killed, as the system does when memory runs out", file_));
    throw InputError(fmt::format("'{}' is damaged or forged: {}", file_,
                                 signal == SIGXCPU ? "reading it does not come to an end"
                                                   : "reading it fails in a way in which no sound file fails"));
}

}  // namespace sendscape
