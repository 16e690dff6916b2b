// SPDX-License-Identifier: MIT
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// What somebody gave us is wrong: exit status 2. The message names file, line, what was read and what is allowed.
struct InputError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The machine could not: disk, memory, display. Exit status 3.
struct MachineError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Somebody pressed Ctrl-C: exit status 130.
struct Interrupted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The candidate nearest to `word` by edits, or empty if none is near: for 'did you mean'.
std::string nearest_spelling(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sendscape
