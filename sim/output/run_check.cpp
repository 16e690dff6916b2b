// SPDX-License-Identifier: MIT
#include "sim/output/run_check.h"

#include <algorithm>
#include <optional>

#include "agents/plans/plan_codes.h"
#include "sim/output/measures.h"
#include "sim/output/stocks_and_flows.h"

namespace sendscape {
namespace {

constexpr std::int64_t most_replicates = 1'000'000;

/// What `from` and `to` of an event point at: so many rows; nothing where nobody looks.
struct PointsAt {
    std::optional<std::size_t> from, to;
};

PointsAt points_at(EventKind kind, const Map& map) {
    const std::size_t schools = map.schools.size(), zones = map.zones.size();
    switch (kind) {
        case EventKind::born:
        case EventKind::moved_in:
            return {{}, zones};
        case EventKind::moved_out:
            return {zones, {}};
        case EventKind::moved_house:
            return {zones, zones};
        case EventKind::need_changed:
            return {need_count + 1, need_count + 1};
        case EventKind::plan_issued:
        case EventKind::wait_began:
            return {{}, required_count};
        case EventKind::provision_required:
            return {required_count, required_count};
        case EventKind::placed:
            return {schools, schools};
        case EventKind::named:
        case EventKind::offer:
        case EventKind::admission_appeal:
            return {{}, schools};
        case EventKind::appeal_decided:
            return {{}, appeal_outcome_count};
        case EventKind::school_response:
            return {schools, {}};
        default:
            return {};
    }
}

void check_events(const std::string& group, std::span<const RecordedEvent> events, const Map& map, std::size_t months,
                  const ColumnCheck& check) {
    using E = RecordedEvent;
    check.within(
        group + "/event_month", events, [](const E& e) { return int{e.month}; }, 0, static_cast<double>(months) - 1);
    check.within(
        group + "/event_kind", events, [](const E& e) { return static_cast<int>(e.kind); }, 0, event_kind_count - 1);
    const auto setting = [&](const char* name, Setting E::*member) {
        check.within(
            group + name, events, [member](const E& e) { return static_cast<int>(e.*member); }, 0, setting_count);
    };
    setting("/event_from_setting", &E::from_setting);
    setting("/event_to_setting", &E::to_setting);
    std::array<PointsAt, event_kind_count> points;
    for (std::size_t kind = 0; kind < event_kind_count; ++kind)
        points[kind] = points_at(static_cast<EventKind>(kind), map);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const E& event = events[i];
        if (i > 0 && event.month < events[i - 1].month)
            check.refuse(fmt::format("'{}/event_month' falls from {} to {} in row {}", group, events[i - 1].month,
                                     event.month, i));
        const auto exists = [&](const char* name, std::uint32_t value, std::optional<std::size_t> rows) {
            if (!rows || value < *rows || value == SchoolId::none_value) return;
            check.refuse(fmt::format(
                "'{}{}' holds {} in row {}; an event '{}' allows rows below {}, or {} for none", group, name, value, i,
                event_kind_labels[static_cast<std::size_t>(event.kind)].code, *rows, SchoolId::none_value));
        };
        const PointsAt& point = points[static_cast<std::size_t>(event.kind)];
        exists("/event_from", event.from, point.from);
        exists("/event_to", event.to, point.to);
    }
}

}  // namespace

void check_time(const Run& run, const std::vector<std::int64_t>& days, const std::vector<std::int64_t>& januaries,
                const ColumnCheck& check) {
    if (run.replicates < 1 || run.replicates > most_replicates)
        check.refuse(fmt::format("'/replicate' has {} values; allowed: 1 to {}", run.replicates, most_replicates));
    for (std::size_t m = 0; m < days.size(); ++m)
        if (days[m] != days_since_epoch(run.month(m)))
            check.refuse(
                fmt::format("'/month' holds day {} in row {}; months one after another are needed, and {} is "
                            "that of {}",
                            days[m], m, days_since_epoch(run.month(m)), to_text(run.month(m))));
    const std::vector<Month> own = run.januaries();
    check.size("/january", januaries.size(), own.size());
    for (std::size_t j = 0; j < own.size(); ++j)
        if (januaries[j] != days_since_epoch(own[j]))
            check.refuse(fmt::format("'/january' holds day {} in row {}; {} is that of {}", januaries[j], j,
                                     days_since_epoch(own[j]), to_text(own[j])));
}

void check_series(const Run& run, const ColumnCheck& check) {
    const Scope scope(*run.map);
    const std::size_t januaries = run.januaries().size();
    for (const Series& series : run.series) {
        const std::string path = "/" + series.name;
        const auto sizes = [&](std::size_t axis, std::size_t is, std::size_t wanted) {
            if (is != wanted)
                check.refuse(fmt::format("'{}' has {} values along its axis {}, not {}", path, is, axis + 1, wanted));
        };
        sizes(0, series.replicates, run.replicates);
        sizes(1, series.times, series.monthly ? run.month_count : januaries);
        if (series.position(Axis::kind)) {
            check.size(path + "_kind_name", series.kind_words.size(), series.kinds.size());
            sizes(2 + *series.position(Axis::kind), series.extents[*series.position(Axis::kind)], series.kinds.size());
        }
        if (const MeasureRow* const row = find_measure(series.name)) {
            if (!std::equal(series.axes.begin(), series.axes.end(), row->axes.begin(),
                            row->axes.begin() + static_cast<std::ptrdiff_t>(row->axis_count)) ||
                series.monthly != (row->cadence == Cadence::monthly))
                check.refuse(
                    fmt::format("'{}' is broken down otherwise than this version's measure of that name", path));
            const std::vector<std::size_t> wanted = extents(*row, scope);
            for (std::size_t i = 0; i < wanted.size(); ++i) sizes(2 + i, series.extents[i], wanted[i]);
        } else {
            for (std::size_t i = 0; i < series.axes.size(); ++i)
                sizes(2 + i, series.extents[i], run.codes(series, series.axes[i]).size());
        }
    }
}

void check_children(const std::string& group, std::span<const RecordedPupil> pupils,
                    std::span<const RecordedEvent> events, const Map& map, std::size_t months,
                    const ColumnCheck& check) {
    using P = RecordedPupil;
    for (std::size_t i = 1; i < pupils.size(); ++i)
        if (pupils[i].id <= pupils[i - 1].id)
            check.refuse(fmt::format("'{}/pupil' is not in order in row {}", group, i));
    const auto whole = [&](const char* name, auto of, double least, double most) {
        check.within(group + name, pupils, of, least, most);
    };
    whole(
        "/pupil_entered", [](const P& p) { return p.entered; }, 0, static_cast<double>(months) - 1);
    check.row_of(
        group + "/pupil_zone", pupils, [](const P& p) { return p.zone; }, map.zones.size());
    whole(
        "/pupil_ncy", [](const P& p) { return int{p.ncy}; }, first_ncy, last_ncy + 1);
    whole(
        "/pupil_birth_month", [](const P& p) { return int{p.birth_month}; }, 1, 12);
    whole(
        "/pupil_girl", [](const P& p) { return int{p.girl}; }, 0, 1);
    whole(
        "/pupil_need", [](const P& p) { return static_cast<int>(p.need); }, 0, need_count);
    whole(
        "/pupil_provision", [](const P& p) { return static_cast<int>(p.provision); }, 0,
        static_cast<int>(Provision::plan));
    whole(
        "/pupil_required", [](const P& p) { return static_cast<int>(p.required); }, 0, required_count - 1);
    whole(
        "/pupil_setting", [](const P& p) { return static_cast<int>(p.setting); }, 0, setting_count);
    check.row_of_or_none(
        group + "/pupil_school", pupils, [](const P& p) { return p.school; }, map.schools.size());
    check_events(group, events, map, months, check);
}

}  // namespace sendscape
