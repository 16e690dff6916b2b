// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

namespace sendscape {

constexpr std::size_t largest_table = std::size_t{2} << 30;  ///< bytes; the largest public table has about 250 MB

/// The bytes of a file, unpacked where it begins as gzip does, whatever its name; several gzip parts in one file are
/// read one after another. InputError when it is missing, a folder or a device, when any part of it is damaged or cut
/// short, when something else stands behind the last part, or when it holds more than `most` bytes: that is found out
/// before any memory is taken for what it unpacks to. Interrupted when a stop is asked for.
std::string read_plain_or_gzip(const std::filesystem::path& path, std::size_t most = largest_table);

}  // namespace sendscape
