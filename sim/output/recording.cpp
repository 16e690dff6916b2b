// SPDX-License-Identifier: MIT
#include "sim/output/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/run_check.h"
#include "sim/parameters.h"
#include "sim/scenario/provision_text.h"

namespace sendscape {
namespace {

// Everything remembered of one replicate.
struct Replicate {
    std::size_t observed = 0;
    std::size_t months_in_year = 0;  ///< counted in `year` so far
    Flows month, year;
    std::vector<std::vector<double>> values;  ///< by row of the measure table: time, cells
    std::vector<double> parameters;           ///< every value of the parameter table, in order
    std::vector<RecordedPupil> pupils;
    std::vector<RecordedEvent> events;
    std::vector<std::uint64_t> month_ends;
};

RecordedEvent recorded(const Event& event, std::size_t month) {
    RecordedEvent one;
    one.month = static_cast<std::uint16_t>(month);
    one.kind = event.kind;
    one.cause = event.cause;
    one.pupil = event.pupil.value;
    one.from = event.from;
    one.to = event.to;
    one.detail = event.detail;
    one.from_setting = event.from_setting;
    one.to_setting = event.to_setting;
    return one;
}

// Kinds that make a child one of those followed under `--events plans`.
bool concerns_plans(EventKind kind) {
    switch (kind) {
        case EventKind::plan_requested:
        case EventKind::plan_issued:
        case EventKind::plan_moved_in:
        case EventKind::plan_ceased:
            return true;
        default:
            return false;
    }
}

// Places in state special schools and bases that an opening brings, or a closure takes of those at the start.
int specialist_places_of(const ProvisionChange& change, const School& site) {
    const bool base = is_base(change.setting);
    const bool special = site.setting == Setting::state_special;
    switch (change.kind) {
        case ProvisionChange::Kind::open_school:
        case ProvisionChange::Kind::open_base:
        case ProvisionChange::Kind::grow:
            return base || special ? change.places : 0;
        case ProvisionChange::Kind::close_school:
            return -(special ? site.commissioned_places : 0) - site.base_places[0] - site.base_places[1];
        case ProvisionChange::Kind::close_base:
            return -site.base_places[change.phase == Phase::primary ? 0 : 1];
        case ProvisionChange::Kind::set_pan:
            return 0;
    }
    return 0;
}

/// What the scenario dates up to the last month.
std::vector<RecordedChange> changes_of(const Scenario& scenario, const Map& map, Month last) {
    std::vector<RecordedChange> changes;
    for (const ParameterChange& change : scenario.changes) {
        if (change.from.index == 0) continue;
        const std::string text = change.label.empty() ? change.key : change.label;
        const auto same = [&](const RecordedChange& one) { return one.on == change.from && one.text == text; };
        if (std::none_of(changes.begin(), changes.end(), same))
            changes.push_back({change.from, text, 0, ChangeKind::parameter, SchoolId()});
    }
    const std::vector<SchoolId> sites = sites_of(map, scenario.provision);
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const ProvisionChange& change = scenario.provision[i];
        const School& site = map.school(sites[i]);
        changes.push_back({change.on, provision_text(change, site, map), specialist_places_of(change, site),
                           change_kind(change.kind), sites[i]});
    }
    for (const CriteriaChange& change : scenario.criteria)
        if (change.on != Month(0))
            changes.push_back({change.on, criteria_text(change), 0, ChangeKind::criteria, SchoolId()});
    for (const HomesBuilt& homes : scenario.homes)
        changes.push_back({homes.on, homes_text(homes), 0, ChangeKind::homes, SchoolId()});
    std::erase_if(changes, [&](const RecordedChange& one) { return one.on > last; });
    std::stable_sort(changes.begin(), changes.end(),
                     [](const RecordedChange& a, const RecordedChange& b) { return a.on < b.on; });
    return changes;
}

}  // namespace

ChangeKind change_kind(ProvisionChange::Kind kind) {
    switch (kind) {
        case ProvisionChange::Kind::open_school:
            return ChangeKind::school_opens;
        case ProvisionChange::Kind::open_base:
            return ChangeKind::base_opens;
        case ProvisionChange::Kind::grow:
            return ChangeKind::grows;
        case ProvisionChange::Kind::close_school:
            return ChangeKind::school_closes;
        case ProvisionChange::Kind::close_base:
            return ChangeKind::base_closes;
        case ProvisionChange::Kind::set_pan:
            return ChangeKind::admission_number;
    }
    return ChangeKind::parameter;
}

struct Recording::Impl {
    std::shared_ptr<const Map> map;
    Scope scope;
    Month start;
    int months;
    EventsKept kept;
    std::vector<std::vector<std::size_t>> shapes;  ///< by row of the measure table
    std::vector<std::size_t> cells;
    std::vector<Replicate> replicates;

    Impl(std::shared_ptr<const Map> prepared, Month first, int steps, std::uint32_t count, EventsKept events)
        : map(std::move(prepared)), scope(*map), start(first), months(steps), kept(events), replicates(count) {
        for (const MeasureRow& row : measure_table()) {
            shapes.push_back(extents(row, scope));
            std::size_t product = 1;
            for (const std::size_t extent : shapes.back()) product *= extent;
            cells.push_back(product);
        }
    }

    [[nodiscard]] std::size_t moments() const { return static_cast<std::size_t>(months) + 1; }
    [[nodiscard]] std::size_t januaries_before(std::size_t month) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < month; ++i) count += (start + static_cast<int>(i)).month_of_year() == 1 ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::size_t times(const MeasureRow& row) const {
        return row.cadence == Cadence::monthly ? moments() : januaries_before(moments());
    }

    void begin(Replicate& r, const World& world) {
        r.month = Flows(scope.authorities.size());
        r.year = Flows(scope.authorities.size());
        const auto table = measure_table();
        r.values.resize(table.size());
        for (std::size_t i = 0; i < table.size(); ++i) r.values[i].assign(times(table[i]) * cells[i], not_recorded);
        Parameters parameters = world.parameters;
        for (const ParameterRow& row : parameter_table())
            for (const double value : row.field(parameters)) r.parameters.push_back(value);
    }

    void keep_events(Replicate& r, const World& world) const {
        const Pupils& pupils = world.pupils;
        const auto month = static_cast<std::uint32_t>(r.observed);
        for (std::size_t row = r.pupils.size(); row < pupils.size(); ++row) {
            const PupilId p(row);
            const ZoneId home = world.home(p);
            RecordedPupil one;
            one.id = p.value;
            one.entered = month;
            one.zone = home.value;
            one.ncy = pupils.ncy[p];
            one.birth_month = pupils.birth_month[p];
            one.girl = pupils.girl[p];
            one.need = pupils.recorded[p];
            one.provision = pupils.provision[p];
            one.required = pupils.required[p];
            one.setting = pupils.setting[p];
            one.school = pupils.school[p].value;
            r.pupils.push_back(one);
        }
        if (r.observed > 0)
            for (const Event& event : world.events.events()) r.events.push_back(recorded(event, r.observed));
        r.month_ends.push_back(r.events.size());
    }
};

std::string_view code(EventsKept kept) {
    return kept == EventsKept::none ? "none" : kept == EventsKept::plans ? "plans" : "all";
}

EventsKept usual_events(std::size_t pupils) { return pupils > 1'000'000 ? EventsKept::none : EventsKept::plans; }

Recording::Recording(std::shared_ptr<const Map> prepared_map, Month start, int months, std::uint32_t replicates,
                     EventsKept events)
    : impl_(std::make_unique<Impl>(std::move(prepared_map), start, months, replicates, events)) {}
Recording::~Recording() = default;
Recording::Recording(Recording&&) noexcept = default;
Recording& Recording::operator=(Recording&&) noexcept = default;

void Recording::observe(const World& world, std::uint32_t replicate) {
    Replicate& r = impl_->replicates[replicate];
    if (r.values.empty()) impl_->begin(r, world);
    if (r.observed >= impl_->moments()) return;
    const Month now = impl_->start + static_cast<int>(r.observed);
    const bool first = r.observed == 0;
    const bool january = now.month_of_year() == 1;

    r.month.clear();
    if (!first) {
        count_events(world, impl_->scope, r.month);
        r.year.add(r.month);
        ++r.months_in_year;
    }
    Stocks stocks(impl_->scope);
    take_stock(world, impl_->scope, january, stocks);

    const auto table = measure_table();
    const std::size_t january_index = impl_->januaries_before(r.observed);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const MeasureRow& row = table[i];
        const bool yearly = row.cadence == Cadence::january;
        if (yearly && !january) continue;
        if (row.nature == Nature::flow && (first || (yearly && r.months_in_year < 12))) continue;
        const std::size_t time = yearly ? january_index : r.observed;
        const std::span<double> out = std::span<double>(r.values[i]).subspan(time * impl_->cells[i], impl_->cells[i]);
        std::fill(out.begin(), out.end(), 0.0);
        row.fill({world, impl_->scope, stocks, yearly ? r.year : r.month}, out);
    }
    if (january) {
        r.year.clear();
        r.months_in_year = 0;
    }
    if (replicate == 0 && impl_->kept != EventsKept::none) impl_->keep_events(r, world);
    ++r.observed;
}

std::size_t Recording::observed(std::uint32_t replicate) const { return impl_->replicates[replicate].observed; }

std::vector<std::uint8_t> Recording::save(std::uint32_t replicate) const {
    ByteWriter writer;
    save(replicate, writer);
    return writer.take();
}

void Recording::check_events(const World& world, std::uint32_t replicate, const std::string& file) const {
    const std::size_t month = impl_->replicates[replicate].observed;
    std::vector<RecordedEvent> events;
    for (const Event& event : world.events.events()) events.push_back(recorded(event, month));
    check_children("world", {}, events, *impl_->map, month + 1, ColumnCheck(file, "a checkpoint"));
}

void Recording::save(std::uint32_t replicate, ByteSink& writer) const {
    const Replicate& r = impl_->replicates[replicate];
    writer.value(static_cast<std::uint64_t>(r.observed));
    writer.value(static_cast<std::uint64_t>(r.months_in_year));
    writer.list(r.month.rows);
    writer.list(r.year.rows);
    writer.value(static_cast<std::uint64_t>(r.values.size()));
    for (const auto& values : r.values) writer.list(values);
    writer.list(r.parameters);
    writer.list(r.pupils);
    writer.list(r.events);
    writer.list(r.month_ends);
}

void Recording::restore(std::uint32_t replicate, const std::vector<std::uint8_t>& bytes, const std::string& file) {
    ByteReader reader(bytes,
                      fmt::format("{}: its record does not fit this scenario and map: they are not those it was made "
                                  "with",
                                  file));
    Replicate r;
    const auto observed = reader.value<std::uint64_t>();
    const auto months_in_year = reader.value<std::uint64_t>();
    reader.list(r.month.rows);
    reader.list(r.year.rows);
    const auto measures = reader.value<std::uint64_t>();
    const auto table = measure_table();
    if ((measures != 0 && measures != table.size()) || observed > impl_->moments() || months_in_year > 12)
        reader.fail();
    r.observed = observed;
    r.months_in_year = months_in_year;
    r.values.resize(measures);
    for (std::size_t i = 0; i < measures; ++i) {
        stop_if_asked();
        reader.list(r.values[i]);
        if (r.values[i].size() != impl_->times(table[i]) * impl_->cells[i]) reader.fail();
    }
    reader.list(r.parameters);
    reader.list(r.pupils);
    reader.list(r.events);
    reader.list(r.month_ends);
    const ColumnCheck check(file, "a checkpoint");
    const std::size_t authorities = measures == 0 ? 0 : impl_->scope.authorities.size();
    check.size("recording/month", r.month.rows.size(), authorities);
    check.size("recording/year", r.year.rows.size(), authorities);
    // Children of the first replicate alone are kept, each in the row of its number.
    check.size("recording/month_ends", r.month_ends.size(), r.month_ends.empty() ? 0 : observed);
    if (!std::is_sorted(r.month_ends.begin(), r.month_ends.end()))
        check.refuse("'recording/month_ends' is not in order");
    check.size("recording/event", r.events.size(), r.month_ends.empty() ? 0 : r.month_ends.back());
    if (!r.pupils.empty()) check.size("recording/pupil", r.pupils.back().id + std::size_t{1}, r.pupils.size());
    check_children("recording", r.pupils, r.events, *impl_->map, observed, check);
    impl_->replicates[replicate] = std::move(r);
}

void Recording::rewind(std::uint32_t replicate, std::size_t observed) {
    Replicate& r = impl_->replicates[replicate];
    if (observed >= r.observed) return;
    if (observed == 0) {
        r = Replicate();
        return;
    }
    if ((impl_->start + static_cast<int>(observed - 1)).month_of_year() != 1)
        throw std::logic_error("a recording is taken back to a January, when the sums of the year begin anew");
    const auto table = measure_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::size_t times = table[i].cadence == Cadence::monthly ? observed : impl_->januaries_before(observed);
        std::fill(r.values[i].begin() + static_cast<std::ptrdiff_t>(times * impl_->cells[i]), r.values[i].end(),
                  not_recorded);
    }
    r.observed = observed;
    r.year.clear();
    r.months_in_year = 0;
    r.month_ends.resize(r.month_ends.empty() ? 0 : observed);
    r.events.resize(r.month_ends.empty() ? 0 : r.month_ends.back());
    std::erase_if(r.pupils, [&](const RecordedPupil& pupil) { return pupil.entered >= observed; });
}

Recording Recording::copy(std::uint32_t replicates) const {
    Recording other(impl_->map, impl_->start, impl_->months, replicates, impl_->kept);
    for (std::uint32_t r = 0; r < replicates; ++r) other.impl_->replicates[r] = impl_->replicates[r];
    return other;
}

void Recording::set_map(std::shared_ptr<const Map> prepared_map) {
    // Only the schools' measures change their extent, and schools are their one axis.
    Impl other(std::move(prepared_map), impl_->start, impl_->months, 0, impl_->kept);
    const auto table = measure_table();
    for (Replicate& r : impl_->replicates)
        for (std::size_t i = 0; i < r.values.size(); ++i) {
            const std::size_t before = impl_->cells[i], after = other.cells[i];
            if (before == after) continue;
            const std::size_t times = impl_->times(table[i]);
            std::vector<double> values(times * after, not_recorded);
            for (std::size_t time = 0; time < times; ++time)
                std::copy_n(&r.values[i][time * before], std::min(before, after), &values[time * after]);
            r.values[i] = std::move(values);
        }
    other.replicates = std::move(impl_->replicates);
    *impl_ = std::move(other);
}

Run Recording::finish(const Scenario& scenario) {
    Run run;
    run.scenario = scenario.name;
    run.title = scenario.title.empty() ? scenario.name : scenario.title;
    run.scenario_toml = scenario.effective_toml;
    run.version = program_version();
    run.commit = program_commit();
    run.map_digest = impl_->map->digest;
    run.seed = scenario.seed;
    run.replicates = static_cast<std::uint32_t>(impl_->replicates.size());
    run.start = impl_->start;
    const std::size_t observed = impl_->replicates[0].observed;
    run.month_count = observed;
    run.map = impl_->map;
    run.changes = changes_of(scenario, *impl_->map, impl_->start + impl_->months);
    for (const Replicate& r : impl_->replicates)
        if (r.observed == 0 || r.observed != observed)
            throw std::logic_error("replicates were not observed equally far");

    const auto table = measure_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const MeasureRow& row = table[i];
        Series series;
        series.name = row.name;
        series.unit = row.unit;
        series.meaning = row.meaning;
        series.monthly = row.cadence == Cadence::monthly;
        series.flow = row.nature == Nature::flow;
        series.axes.assign(row.axes.begin(), row.axes.begin() + static_cast<std::ptrdiff_t>(row.axis_count));
        series.extents = impl_->shapes[i];
        for (const Label& kind : row.kinds) {
            series.kinds.emplace_back(kind.code);
            series.kind_words.emplace_back(kind.words);
        }
        series.replicates = impl_->replicates.size();
        series.times = row.cadence == Cadence::monthly ? observed : impl_->januaries_before(observed);
        for (Replicate& r : impl_->replicates) r.values[i].resize(series.times * impl_->cells[i]);
        series.values = std::move(impl_->replicates[0].values[i]);
        series.values.reserve(series.values.size() * impl_->replicates.size());
        for (std::size_t r = 1; r < impl_->replicates.size(); ++r) {
            std::vector<double>& values = impl_->replicates[r].values[i];
            series.values.insert(series.values.end(), values.begin(), values.end());
            values = {};
        }
        run.series.push_back(std::move(series));
    }

    Parameters defaults;
    std::size_t at = 0;
    Replicate& first = impl_->replicates[0];
    for (const ParameterRow& row : parameter_table()) {
        const auto standard = row.field(defaults);
        for (std::size_t i = 0; i < standard.size(); ++i, ++at) {
            RecordedParameter one;
            one.key = standard.size() == 1 ? std::string(row.key) : fmt::format("{}[{}]", row.key, i);
            one.value = at < first.parameters.size() ? first.parameters[at] : not_recorded;
            one.standard = standard[i];
            one.least = row.least;
            one.most = row.most;
            one.unit = unit_words(row.unit);
            one.known = std::string(1, static_cast<char>(row.known));
            one.source = row.source;
            one.meaning = row.meaning;
            run.parameters.push_back(std::move(one));
        }
    }

    run.events_kept = code(impl_->kept);
    if (impl_->kept == EventsKept::none) return run;
    // Under `plans`, the whole history of every child who at some time had or sought a plan.
    std::vector<char> followed(first.pupils.size(), impl_->kept == EventsKept::all ? 1 : 0);
    if (impl_->kept == EventsKept::plans) {
        for (const RecordedPupil& pupil : first.pupils)
            if (pupil.provision == Provision::plan) followed[pupil.id] = 1;
        for (const RecordedEvent& event : first.events)
            if (concerns_plans(event.kind) && event.pupil < followed.size()) followed[event.pupil] = 1;
    }
    for (const RecordedPupil& pupil : first.pupils)
        if (followed[pupil.id] != 0) run.pupils.push_back(pupil);
    std::size_t event = 0;
    for (const std::uint64_t end : first.month_ends) {
        for (; event < end; ++event) {
            const RecordedEvent& one = first.events[event];
            const bool of_school = one.pupil >= followed.size();
            if (of_school || followed[one.pupil] != 0) run.events.push_back(one);
        }
        run.month_ends.push_back(run.events.size());
    }
    return run;
}

void Recording::take_back(Run run) {
    const std::size_t replicates = impl_->replicates.size();
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        std::vector<double>& all = run.series[i].values;
        const std::size_t each = all.size() / replicates;
        for (std::size_t r = 1; r < replicates; ++r) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(r * each);
            impl_->replicates[r].values[i].assign(first, first + static_cast<std::ptrdiff_t>(each));
        }
        all.resize(each);
        impl_->replicates[0].values[i] = std::move(all);
    }
}

std::size_t Recording::memory_estimate(const Map& map, int months, std::uint32_t replicates) {
    const Scope scope(map);
    std::size_t doubles = 0;
    for (const MeasureRow& row : measure_table()) {
        std::size_t product = 1;
        for (const std::size_t extent : extents(row, scope)) product *= extent;
        doubles += product * (row.cadence == Cadence::monthly ? static_cast<std::size_t>(months) + 1
                                                              : static_cast<std::size_t>(months) / 12 + 1);
    }
    return doubles * sizeof(double) * replicates;
}

}  // namespace sendscape
