// SPDX-License-Identifier: MIT
#include <array>

#include "sim/output/measures.h"

namespace sendscape {

std::string_view axis_name(Axis axis) {
    static constexpr std::array<std::string_view, sendscape::axis_count> names{
        "authority", "area",    "phase",   "age",        "need",   "setting",
        "kind",      "service", "heading", "preference", "decile", "school"};
    return names[static_cast<std::size_t>(axis)];
}

std::vector<std::size_t> extents(const MeasureRow& measure, const Scope& scope) {
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < measure.axis_count; ++i) {
        switch (measure.axes[i]) {
            case Axis::authority:
                sizes.push_back(scope.authorities.size());
                break;
            case Axis::area:
                sizes.push_back(scope.areas);
                break;
            case Axis::phase:
                sizes.push_back(phase_count);
                break;
            case Axis::age:
                sizes.push_back(age_count);
                break;
            case Axis::need:
                sizes.push_back(need_count);
                break;
            case Axis::setting:
                sizes.push_back(setting_count);
                break;
            case Axis::kind:
                sizes.push_back(measure.kinds.size());
                break;
            case Axis::service:
                sizes.push_back(service_count);
                break;
            case Axis::heading:
                sizes.push_back(heading_count);
                break;
            case Axis::preference:
                sizes.push_back(preference_count);
                break;
            case Axis::decile:
                sizes.push_back(decile_count);
                break;
            case Axis::school:
                sizes.push_back(scope.schools);
                break;
        }
    }
    return sizes;
}

}  // namespace sendscape
