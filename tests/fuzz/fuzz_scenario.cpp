// SPDX-License-Identifier: MIT
// Scenario files: what is accepted reads back to itself.
#include "sim/core/error.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const sendscape::Scenario scenario = sendscape::read_scenario(scratch_file(data, size, ".toml").string());
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(scenario.effective_toml.data());
        const auto again = scratch_file(bytes, scenario.effective_toml.size(), ".again.toml");
        if (sendscape::read_scenario(again.string()).effective_toml != scenario.effective_toml) __builtin_trap();
    } catch (const sendscape::InputError&) {
    }
    return 0;
}
