// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "tests/golden/golden_run.h"

namespace sendscape::testing {

/// What is recorded of a case, as lines "what: values" under headings in brackets. It depends on nothing but scenario
/// and map: on no commit, path, locale, clock or number of threads.
std::string golden_text(const GoldenCase& golden, const Lived& lived);

/// Lines of two such texts that differ, each with its heading and what it was and is, the first of them; empty where
/// there are none. Lines are found by what they are about, so that one line more moves no other.
std::string golden_differences(const std::string& recorded, const std::string& now);

}  // namespace sendscape::testing
