// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>

#include "test_places.h"

/// Public files kept outside the project: tests that want them skip visibly when they are absent.
#define SKIP_WITHOUT_PUBLIC_FILES()                      \
    if (!std::filesystem::exists(SENDSCAPE_SHARED_DATA)) \
    GTEST_SKIP() << "public files are not beside this checkout (looked in " << SENDSCAPE_SHARED_DATA << ")"

namespace sendscape::testing {

inline std::string public_file(const std::string& name) { return std::string(SENDSCAPE_SHARED_DATA) + "/" + name; }

}  // namespace sendscape::testing
