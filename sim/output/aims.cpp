// SPDX-License-Identifier: MIT
#include "sim/output/aims.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "agents/authority/authorities.h"
#include "agents/service_table.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

/// The axes whose positions have the same codes on every map, so that a policy can name them.
constexpr std::array named_axes{Axis::kind, Axis::service, Axis::heading, Axis::setting, Axis::need, Axis::phase};

std::vector<std::string> codes_on(const MeasureRow& row, Axis axis) {
    std::vector<std::string> codes;
    const auto take = [&](std::span<const Label> labels) {
        for (const Label& label : labels) codes.emplace_back(label.code);
    };
    switch (axis) {
        case Axis::kind:
            take(row.kinds);
            break;
        case Axis::service:
            take(service_labels);
            break;
        case Axis::heading:
            take(heading_labels);
            break;
        case Axis::setting:
            take(setting_labels);
            break;
        case Axis::need:
            take(need_labels);
            break;
        case Axis::phase:
            take(phase_labels);
            break;
        default:
            break;
    }
    return codes;
}

}  // namespace

MeasuredPart measured_part(std::string_view measure, std::string_view position) {
    MeasuredPart part;
    part.measure = find_measure(measure);
    if (!part.measure)
        throw InputError(fmt::format("unknown measure '{}'{} 'sendscape describe measures' lists all", measure,
                                     did_you_mean(measure, measure_names(), ".")));
    part.words = measure;
    if (position.empty()) return part;
    std::vector<std::string> known;
    for (const Axis axis : named_axes) {
        if (!part.measure->has(axis)) continue;
        const std::vector<std::string> codes = codes_on(*part.measure, axis);
        const auto found = std::find(codes.begin(), codes.end(), position);
        if (found != codes.end()) {
            part.slice.emplace_back(axis, static_cast<std::size_t>(found - codes.begin()));
            part.words += fmt::format(", {}", position);
            return part;
        }
        known.insert(known.end(), codes.begin(), codes.end());
    }
    throw InputError(known.empty()
                         ? fmt::format("{} has no parts that can be named: leave '/{}' out", measure, position)
                         : fmt::format("{} has no '{}'{} Known: {}", measure, position,
                                       did_you_mean(position, known, "."), fmt::join(known, ", ")));
}

void check_aims(const Scenario& scenario, ConfigProblems& problems) {
    for (const PolicyAbout& about : scenario.policies)
        for (const Aim& aim : about.moves) {
            try {
                measured_part(aim.measure, aim.position);
            } catch (const InputError& error) {
                problems.add(aim.where, fmt::format("moves: {}", error.what()));
            }
        }
}

}  // namespace sendscape
