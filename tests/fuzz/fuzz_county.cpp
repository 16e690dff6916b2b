// SPDX-License-Identifier: MIT
// County configs: any bytes give a config or one InputError.
#include "maps/county/config.h"
#include "sim/core/error.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        (void)sendscape::read_county_config(scratch_file(data, size, ".toml"));
    } catch (const sendscape::InputError&) {
    }
    return 0;
}
