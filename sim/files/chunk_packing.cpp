// SPDX-License-Identifier: MIT
#include "sim/files/chunk_packing.h"

#include <zlib.h>

#include "sim/core/error.h"

namespace sendscape {

std::vector<std::uint8_t> pack_chunk(std::span<const std::uint8_t> bytes, std::size_t bytes_by_value) {
    std::vector<std::uint8_t> shuffled(bytes.size());
    const std::size_t values = bytes.size() / bytes_by_value;
    for (std::size_t byte = 0; byte < bytes_by_value; ++byte) {
        const std::uint8_t* const from = bytes.data() + byte;
        std::uint8_t* const to = shuffled.data() + byte * values;
        for (std::size_t i = 0; i < values; ++i) to[i] = from[i * bytes_by_value];
    }
    uLongf size = compressBound(static_cast<uLong>(shuffled.size()));
    std::vector<std::uint8_t> packed(size);
    if (compress2(packed.data(), &size, shuffled.data(), static_cast<uLong>(shuffled.size()), 1) != Z_OK)
        throw MachineError("the machine has too little memory to compress a file");
    packed.resize(size);
    return packed;
}

}  // namespace sendscape
