// SPDX-License-Identifier: MIT
#include "sim/files/file_format.h"

#include <fmt/format.h>

#include "sim/core/error.h"

namespace sendscape {
namespace {

/// "1", "1 and 2", "1 to 3".
std::string versions_read(int newest) {
    return newest == 1 ? "1" : fmt::format("1 {} {}", newest == 2 ? "and" : "to", newest);
}

}  // namespace

int version_of(const Hdf5Reader& file, const std::string& name, const FileFormat& kind) {
    if (!file.has_attribute("/", "format") || file.text_attribute("/", "format") != kind.format)
        throw InputError(fmt::format("'{}' is not {}: it is another kind of Sendscape file", name, kind.one_such));
    const double version = file.number_attribute("/", "format_version");
    for (int known = 1; known <= kind.newest; ++known)
        if (version == known) return known;
    throw InputError(fmt::format("'{}' is {} of format version {}; this program reads {}", name, kind.one_such, version,
                                 versions_read(kind.newest)));
}

}  // namespace sendscape
