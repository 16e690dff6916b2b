// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>

namespace sendscape {

/// The bytes of a file, unpacked where it begins as gzip does, whatever its name; several gzip parts in one file are
/// read one after another. InputError when it is missing, a folder or a device, when any part of it is damaged or cut
/// short, when something else stands behind the last part, or when it holds more than 2 GiB: that is found out before
/// any memory is taken for what it unpacks to. Interrupted when a stop is asked for.
std::string read_plain_or_gzip(const std::filesystem::path& path);

}  // namespace sendscape
