// SPDX-License-Identifier: MIT
// By hand: one bit of a sealed file turned and its digest made anew, byte after byte. Each such file is read in a
// process of its own and counted: read (the bit said nothing that is checked), refused, or the end of that process.
//
//   turned_bits FILE.h5 [EVERY [FROM]]     every EVERYth byte (1) from byte FROM (0) on
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "tests/fuzz/sealed_files.h"

namespace {

constexpr int was_read = 0, was_refused = 2, was_beyond_machine = 3;

int outcome_of(const std::filesystem::path& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(120);
        int outcome = was_beyond_machine;
        try {
            outcome = read_as_any(path) ? was_read : was_refused;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
        }
        ::_exit(outcome);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "turned_bits FILE.h5 [EVERY [FROM]]\n");
        return 2;
    }
    const auto number = [&](int at, std::size_t standard) {
        return argc > at ? static_cast<std::size_t>(std::strtoull(argv[at], nullptr, 10)) : standard;
    };
    const std::size_t every = number(2, 1), from = number(3, 0);
    const std::vector<std::uint8_t> sound = sendscape::read_sealed(argv[1], "a sealed file");
    const auto path =
        std::filesystem::temp_directory_path() / ("sendscape-turned-" + std::to_string(::getpid()) + ".h5");
    std::map<int, std::size_t> outcomes;
    for (std::size_t at = from; at < sound.size(); at += every) {
        std::vector<std::uint8_t> turned = sound;
        turned[at] ^= static_cast<std::uint8_t>(1u << (at * 5 % 8));  // each bit in turn
        sendscape::write_sealed(path, turned, true);
        const int outcome = outcome_of(path);
        ++outcomes[outcome];
        if (outcome > was_refused) std::printf("byte %zu: status %d\n", at, outcome);
    }
    std::filesystem::remove(path);
    for (const auto& [outcome, count] : outcomes) std::printf("status %d: %zu\n", outcome, count);
    return outcomes.empty() || outcomes.rbegin()->first > was_refused ? 1 : 0;
}
