// SPDX-License-Identifier: MIT
#pragma once
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

/// A file of this process that holds a fuzzer's bytes; readers of ours take paths.
inline std::filesystem::path scratch_file(const std::uint8_t* data, std::size_t size, const std::string& ending) {
    const auto path = std::filesystem::temp_directory_path() / ("sendscape-fuzz-" + std::to_string(getpid()) + ending);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    return path;
}
