// SPDX-License-Identifier: MIT
// Values as people write them: every text is read for every unit.
#include <string_view>

#include "sim/core/error.h"
#include "sim/scenario/parameter_values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const sendscape::ParameterRow& row : sendscape::parameter_table()) {
        try {
            const double value = sendscape::parse_value(text, row);
            if (!(value >= row.least && value <= row.most)) __builtin_trap();
        } catch (const sendscape::InputError&) {
        }
    }
    (void)sendscape::parse_whole(text, 1000);
    return 0;
}
