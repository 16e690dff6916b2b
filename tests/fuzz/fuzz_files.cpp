// SPDX-License-Identifier: MIT
// Map and run files: damaged bytes are refused, never crashed on.
#include "maps/map_file.h"
#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto path = scratch_file(data, size, ".h5");
    try {
        (void)sendscape::read_map(path);
    } catch (const sendscape::InputError&) {
    }
    try {
        (void)sendscape::read_run(path);
    } catch (const sendscape::InputError&) {
    }
    return 0;
}
