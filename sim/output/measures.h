// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/labels.h"
#include "sim/output/stocks_and_flows.h"
#include "sim/world.h"

namespace sendscape {

/// What a measure is broken down by, in the order of summary.csv's columns.
enum class Axis : std::uint8_t {
    authority,
    area,
    phase,
    age,
    need,
    setting,
    kind,
    service,
    heading,
    preference,
    decile,
    school
};
constexpr std::size_t axis_count = 12;
std::string_view axis_name(Axis axis);

/// How often a measure is recorded. Stocks that the viewer replays are kept every month, the rest each January.
enum class Cadence : std::uint8_t { monthly, january };

/// A stock is the state at the census; a flow is what happened in the month (monthly) or in the twelve months up to
/// and including the January (january), and has no value in the first January.
enum class Nature : std::uint8_t { stock, flow };

/// What a measure's function reads.
struct Observation {
    const World& world;
    const Scope& scope;
    const Stocks& stocks;
    const Flows& flows;  ///< of the month, or of the year for measures recorded each January
};

constexpr std::size_t most_axes = 4;

/// One row of THE measure table: run file, CSV, report and viewer iterate the same rows.
struct MeasureRow {
    std::string_view name;
    std::string_view unit;
    Cadence cadence;
    Nature nature;
    std::array<Axis, most_axes> axes;
    std::size_t axis_count;
    std::span<const Label> kinds;  ///< of the axis `kind`
    std::string_view meaning;
    /// Fills `out` (last axis fastest, preset to 0) with this measure's values.
    void (*fill)(const Observation&, std::span<double> out);

    [[nodiscard]] bool has(Axis axis) const {
        for (std::size_t i = 0; i < axis_count; ++i)
            if (axes[i] == axis) return true;
        return false;
    }
};

std::span<const MeasureRow> measure_table();
const MeasureRow* find_measure(std::string_view name);
std::vector<std::string> measure_names();

/// Number of positions of each of a measure's axes on a map.
std::vector<std::size_t> extents(const MeasureRow& row, const Scope& scope);

}  // namespace sendscape
