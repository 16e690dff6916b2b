// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "sim/files/hdf5_file.h"

namespace sendscape {

/// A kind of file of ours, as its root attributes `format` and `format_version` tell it.
struct FileFormat {
    std::string_view format;    ///< "sendscape map"
    std::string_view one_such;  ///< for messages: "a map"
    int newest = 1;             ///< version written; all from 1 on are read
};

/// The version the file says it is of. Throws InputError where it is of another kind, or of a version this program does
/// not know. `name`: of the file, for messages.
int version_of(const Hdf5Reader& file, const std::string& name, const FileFormat& kind);

}  // namespace sendscape
