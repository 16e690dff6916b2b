// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/events.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/id.h"
#include "sim/output/change_kind.h"
#include "sim/output/measures.h"
#include "sim/output/shares.h"

namespace sendscape {

/// Mean and percentiles over replicates. With one replicate all four are its value and `single` is set.
struct Range {
    double mean = 0, p05 = 0, p50 = 0, p95 = 0;
    bool single = true;
};
/// Percentiles by linear interpolation between order statistics, the i-th of n at i / (n + 1), so that from 5% to 95%
/// lies what one more draw falls into nine times in ten; of fewer than 19 the range is from the least to the greatest
/// (share_within_range()). Values that are not numbers are left out.
Range range_of(std::vector<double> values);
/// How often one more draw falls into the range of so many of its like: 0.9 from 19 on, (n - 1) / (n + 1) of fewer.
double share_within_range(std::size_t replicates);

/// A fixed position on some axes; the others are summed over.
using Slice = std::vector<std::pair<Axis, std::size_t>>;

/// Values of one measure: replicate, time, then its axes with the last fastest.
struct Series {
    std::string name, unit, meaning;
    bool monthly = true;  ///< else each January
    bool flow = false;
    std::vector<Axis> axes;
    std::vector<std::size_t> extents;
    std::vector<std::string> kinds, kind_words;  ///< of the axis `kind`
    std::size_t replicates = 0, times = 0;
    std::vector<double> values;

    [[nodiscard]] std::size_t cells() const;
    [[nodiscard]] std::span<const double> at(std::size_t replicate, std::size_t time) const;
    [[nodiscard]] std::optional<std::size_t> position(Axis axis) const;  ///< of the axis among `axes`
};

/// One pupil of replicate 0 as it stood when it entered the record. Homes are known to the zone only.
struct RecordedPupil {
    std::uint32_t id = 0;
    std::uint32_t entered = 0;  ///< index of the month
    std::uint32_t zone = 0;
    std::int16_t ncy = 0;  ///< national curriculum year in that month
    std::uint8_t birth_month = 1, girl = 0;
    Need need = Need::none;
    Provision provision = Provision::none;
    RequiredProvision required = RequiredProvision::none;
    Setting setting = Setting::gone;
    std::uint32_t school = SchoolId::none_value;
};

/// An event as recorded: `from` and `to` depend on the kind as Event says.
struct RecordedEvent {
    std::uint16_t month = 0;  ///< index of the month
    EventKind kind{};
    std::uint8_t cause = 0;
    std::uint32_t pupil = 0;
    std::uint32_t from = SchoolId::none_value, to = SchoolId::none_value;
    std::int32_t detail = 0;
    Setting from_setting = Setting::gone, to_setting = Setting::gone;
};

/// A parameter's value in force at the start, with its row of the parameter table.
struct RecordedParameter {
    std::string key;
    double value = 0, standard = 0, least = 0, most = 0;  ///< standard: the default
    std::string unit, known, source, meaning;
    [[nodiscard]] bool changed() const { return value != standard; }
};

/// A dated change of the scenario, for timelines.
struct RecordedChange {
    Month on;
    std::string text;  ///< for people
    int places = 0;    ///< places in state special schools and bases it brings; below 0 takes
    ChangeKind kind = ChangeKind::parameter;
    SchoolId school{};  ///< where it happens; none of parameters and homes
};

/// Everything a run leaves behind, whether just finished or read from its file: summary, report, trace and the viewer
/// are made from this alone.
struct Run {
    // what it is
    std::string scenario;  ///< short name
    std::string title;
    std::string scenario_toml;  ///< effective
    std::string version, commit, map_digest;
    std::uint64_t seed = 0;
    std::uint32_t replicates = 1;
    Month start;
    std::size_t month_count = 0;  ///< months recorded, the start included
    std::vector<RecordedParameter> parameters;
    std::vector<RecordedChange> changes;
    std::shared_ptr<const Map> map;  ///< travel table left out when read from a file
    // what came of it
    std::vector<Series> series;
    // replicate 0, child by child
    std::string events_kept;              ///< "none", "plans" or "all"
    std::vector<RecordedPupil> pupils;    ///< in order of id
    std::vector<RecordedEvent> events;    ///< in order of time
    std::vector<std::size_t> month_ends;  ///< events of month m are [month_ends[m - 1], month_ends[m]); 0 for m = 0

    [[nodiscard]] Month month(std::size_t index) const { return start + static_cast<int>(index); }
    [[nodiscard]] Month last() const { return start + static_cast<int>(month_count - 1); }
    [[nodiscard]] std::size_t month_index(Month m) const { return static_cast<std::size_t>(m - start); }
    [[nodiscard]] std::vector<Month> januaries() const;
    [[nodiscard]] std::vector<std::size_t> authorities() const;  ///< rows of Map::authorities on the authority axis

    [[nodiscard]] const Series* find(std::string_view measure) const;
    /// The parameter of a key; none where the run recorded no such.
    [[nodiscard]] const RecordedParameter* parameter(std::string_view key) const;
    /// As find(); throws InputError naming the measure when the file lacks it.
    [[nodiscard]] const Series& get(std::string_view measure) const;
    /// Codes written to files for the positions of an axis of a series (school: URN).
    [[nodiscard]] std::vector<std::string> codes(const Series& series, Axis axis) const;
    /// Words shown to people for the same.
    [[nodiscard]] std::vector<std::string> words(const Series& series, Axis axis) const;

    /// Index of a month on the series' own time axis; nothing if it is not recorded then.
    [[nodiscard]] std::optional<std::size_t> time(const Series& series, Month month) const;
    /// One value for each replicate: the slice's sum in a month.
    [[nodiscard]] std::vector<double> across(const Series& series, Month month, const Slice& slice = {}) const;
    /// The same as an officer reads a year: a stock in January, a flow over the twelve months up to it.
    [[nodiscard]] std::vector<double> across_year(const Series& series, Month january, const Slice& slice = {}) const;
    [[nodiscard]] Range range(std::string_view measure, Month month, const Slice& slice = {}) const;
    [[nodiscard]] Range range_year(std::string_view measure, Month january, const Slice& slice = {}) const;
    /// Mean over replicates of every cell in a month.
    [[nodiscard]] std::vector<double> means(const Series& series, Month month) const;
};

}  // namespace sendscape
