// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sendscape {

/// A chunk of an HDF5 dataset as that library's filters would store it: the first bytes of all values, then the second
/// of all, and so on (shuffle), deflated at level 1 (RFC 1950). The library itself packs one chunk after another;
/// these may be packed on any number of threads. Throws MachineError if there is no memory for it.
std::vector<std::uint8_t> pack_chunk(std::span<const std::uint8_t> bytes, std::size_t bytes_by_value);

}  // namespace sendscape
