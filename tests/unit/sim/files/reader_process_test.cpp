// SPDX-License-Identifier: MIT
#include "sim/files/reader_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "sim/core/error.h"

namespace sendscape::reader_process_test {
namespace {

using Bytes = ReaderProcess::Bytes;

/// What the question's first byte says is done over there.
ReaderProcess with(std::function<Bytes(const Bytes&)> answer) {
    return ReaderProcess([answer] { return answer; }, "a.h5", 0);
}

std::string refusal(std::function<void()> deed) {
    ReaderProcess reader = with([deed](const Bytes&) {
        deed();
        return Bytes{};
    });
    try {
        reader.ask({1});
    } catch (const InputError& error) {
        return error.what();
    }
    return "no InputError";
}

TEST(ReaderProcess, Answers) {
    constexpr std::size_t large = 20'000'000;  // more than a socket holds
    ReaderProcess reader = with([](const Bytes& question) { return Bytes(large, question.at(0)); });
    EXPECT_EQ(reader.ask({7}), Bytes(large, 7));
    EXPECT_EQ(reader.ask({9}), Bytes(large, 9));
}

TEST(ReaderProcess, AnswersQuestionsLargerThanASocketHolds) {
    ReaderProcess reader = with([](const Bytes& question) { return question; });
    const Bytes large(5'000'000, 3);
    EXPECT_EQ(reader.ask(large), large);
    EXPECT_EQ(reader.ask({}), Bytes{});
}

TEST(ReaderProcess, HandsOverErrors) {
    ReaderProcess reader = with([](const Bytes& question) -> Bytes {
        if (question.empty()) throw InputError("no such table");
        if (question[0] == 1) throw MachineError("no room");
        return question;
    });
    EXPECT_THROW(reader.ask({}), InputError);
    EXPECT_THROW(reader.ask({1}), MachineError);
    EXPECT_EQ(reader.ask({2}), Bytes{2});  // and goes on
    EXPECT_THROW(ReaderProcess([]() -> ReaderProcess::Answer { throw InputError("not HDF5"); }, "a.h5", 0), InputError);
}

TEST(ReaderProcess, MayDie) {
    const std::string said = "'a.h5' is damaged or forged: reading it fails in a way in which no sound file fails";
    EXPECT_EQ(refusal([] { ::raise(SIGSEGV); }), said);
    EXPECT_EQ(refusal([] { std::abort(); }), said);
    EXPECT_EQ(refusal([] { ::_exit(0); }), said);
    EXPECT_THROW(ReaderProcess([]() -> ReaderProcess::Answer { std::abort(); }, "a.h5", 0), InputError);
}

TEST(ReaderProcess, MayNotTurnInACircle) {
    EXPECT_EQ(refusal([] {
                  const rlimit second{1, 1 + 1};  // of processor time: the limit itself would take long to reach
                  ::setrlimit(RLIMIT_CPU, &second);
                  for (std::atomic<int> turns = 0;; ++turns) continue;
              }),
              "'a.h5' is damaged or forged: reading it does not come to an end");
}

TEST(ReaderProcess, MayNotBeSilentForEver) {
    using namespace std::chrono_literals;
    const auto silent = [](std::function<void()> deed, const Bytes& question) -> std::string {
        ReaderProcess reader(
            [deed] {
                return [deed](const Bytes& asked) {
                    if (asked.empty()) deed();
                    return asked;
                };
            },
            "a.h5", 0, 100ms);
        try {
            reader.ask(question);
        } catch (const MachineError& error) {
            EXPECT_THROW(reader.ask({}), std::runtime_error);  // it is gone
            return error.what();
        }
        return "answered";
    };
    const std::string said =
        "cannot read 'a.h5': the process that reads it has not answered within 0.1 seconds: the machine is too busy, "
        "or "
        "has stopped it; try again";
    EXPECT_EQ(silent([] { ::pause(); }, {}), said);
    EXPECT_EQ(silent([] { ::raise(SIGSTOP); }, {}), said);
    EXPECT_EQ(silent([] { ::pause(); }, Bytes{1}), "answered");
    EXPECT_THROW(ReaderProcess(
                     []() -> ReaderProcess::Answer {
                         ::pause();
                         return {};
                     },
                     "a.h5", 0, 100ms),
                 MachineError);
}

TEST(ReaderProcess, KilledByTheSystemIsNoFaultOfTheFile) {
    ReaderProcess reader = with([](const Bytes&) -> Bytes {
        ::raise(SIGKILL);
        return {};
    });
    EXPECT_THROW(reader.ask({}), MachineError);
    EXPECT_THROW(reader.ask({}), std::runtime_error);  // and stays lost
}

TEST(ReaderProcess, OpensAndWritesNothing) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "an address sanitizer opens files of its own";
#endif
    ReaderProcess reader = with([](const Bytes&) {
        const bool opened = ::open("/etc/hostname", O_RDONLY) >= 0 || ::open("/dev/zero", O_RDONLY) >= 0;
        std::fputs("what no terminal should show\n", stderr);
        return Bytes{static_cast<std::uint8_t>(opened)};
    });
    EXPECT_EQ(reader.ask({}), Bytes{0});
}

TEST(ReaderProcess, HoldsNoDescriptorOfItsParent) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const ReaderProcess reader = with([](const Bytes& question) { return question; });
    ::close(ends[1]);
    char c = 0;
    EXPECT_EQ(::read(ends[0], &c, 1), 0);  // the end: nobody else could write
    ::close(ends[0]);
}

TEST(ReaderProcess, TwoAtOnceEndOneAfterTheOther) {
    auto first = std::make_unique<ReaderProcess>([] { return [](const Bytes& q) { return q; }; }, "a.h5", 0);
    ReaderProcess second = with([](const Bytes& question) { return question; });
    first.reset();  // the second's process began with a copy of the first's socket
    EXPECT_EQ(second.ask({4}), Bytes{4});
}

TEST(ReaderProcess, BeginsBesideBusyThreads) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "an address sanitizer's own allocator may be locked in a process begun beside busy threads";
#endif
    std::atomic<bool> done = false;
    std::thread busy([&] {
        while (!done) Bytes(1000, 1).clear();
    });
    for (int i = 0; i < 50; ++i) {
        ReaderProcess reader = with([](const Bytes& question) { return Bytes(1000, question[0]); });
        EXPECT_EQ(reader.ask({5}), Bytes(1000, 5));
    }
    done = true;
    busy.join();
}

}  // namespace
}  // namespace sendscape::reader_process_test
