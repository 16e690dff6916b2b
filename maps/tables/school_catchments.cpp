// SPDX-License-Identifier: MIT
#include "maps/tables/school_catchments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/core/error.h"

namespace sendscape {

std::vector<DrawnSchool> read_school_catchments(const std::filesystem::path& file, QualityTable& quality) {
    std::vector<DrawnSchool> drawn;
    for (const AreaShape& shape : read_catchment_shapes(file, quality)) {
        std::uint32_t urn = 0;
        const std::string& text = shape.code.empty() ? shape.name : shape.code;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), urn);
        if (text.empty() || error != std::errc{} || end != text.data() + text.size() || urn == 0)
            throw InputError(
                fmt::format("{}, feature {}: its URN is '{}'; the number of the school whose catchment it "
                            "is, such as 123456, is needed",
                            file.string(), shape.feature, text));
        const auto same =
            std::find_if(drawn.begin(), drawn.end(), [&](const DrawnSchool& one) { return one.urn == urn; });
        if (same == drawn.end())
            drawn.push_back({urn, shape.feature, shape.rings});
        else  // a catchment in several features
            same->rings.insert(same->rings.end(), shape.rings.begin(), shape.rings.end());
    }
    return drawn;
}

}  // namespace sendscape
