// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <vector>

#include "sim/files/sealed_file.h"

namespace sendscape::testing {

/// Puts other values in the place of the n-th run of these bytes in a sealed file and seals it anew, as somebody would
/// who knows how the seal is computed. Returns how many places were changed: 1, or 0 if there is no n-th.
template <class T>
std::size_t forge(const std::filesystem::path& path, const std::vector<T>& was, const std::vector<T>& is,
                  std::size_t n) {
    std::vector<std::uint8_t> bytes = read_sealed(path, "a file");
    const auto* pattern = reinterpret_cast<const std::uint8_t*>(was.data());
    const std::size_t size = was.size() * sizeof(T);
    auto at = bytes.begin();
    for (;; ++at) {
        at = std::search(at, bytes.end(), pattern, pattern + size);
        if (at == bytes.end()) return 0;
        if (n-- == 0) break;
    }
    std::memcpy(&*at, is.data(), size);
    write_sealed(path, bytes, true);
    return 1;
}

}  // namespace sendscape::testing
