// SPDX-License-Identifier: MIT
// Maps, run files and checkpoints: forged ones are read or refused, never crashed on. A digest is no secret: each
// mutation is sealed anew, so that what lies behind the seal is tried.
#include <algorithm>
#include <array>
#include <random>

#include "tests/fuzz/scratch_file.h"
#include "tests/fuzz/sealed_files.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    constexpr std::size_t seal = sizeof(decltype(sendscape::seal_of({})));
    std::minstd_rand luck(seed);
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(luck()) % count; };
    std::size_t payload = size > seal ? size - seal : 0;
    constexpr std::size_t one_in = 8;
    if (payload == 0 || below(one_in) == 0) {
        if (most <= seal) return size;
        payload = LLVMFuzzerMutate(data, payload, most - seal);
    } else {
        // Bytes put in or taken out move all that follows away from where the file says it is: most trials change some
        // in place, numbers of one, two, four or eight bytes to what sizes and rows are likely to go wrong at.
        constexpr std::array<std::uint64_t, 12> odd{0,      1,       2,          0x7f,       0xff,       0x7fff,
                                                    0xffff, 0x10000, 0x7fffffff, 0xffffffff, 1ull << 32, ~0ull};
        for (std::size_t change = 1 + below(4); change > 0; --change) {
            const std::size_t at = below(payload), width = std::min(std::size_t{1} << below(4), payload - at);
            if (below(2) == 0) {
                data[at] ^= static_cast<std::uint8_t>(1u << below(8));
                continue;
            }
            const std::uint64_t number = odd[below(odd.size())];
            for (std::size_t i = 0; i < width; ++i) data[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
        }
    }
    const auto trailer = sendscape::seal_of({data, payload});
    std::copy(trailer.begin(), trailer.end(), data + payload);
    return payload + seal;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)read_as_any(scratch_file(data, size, ".h5"));
    return 0;
}
