// SPDX-License-Identifier: MIT
#include "sim/output/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/recorded_values.h"
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
    std::vector<RecordedValues> values;  ///< by row of the measure table
    std::vector<double> parameters;      ///< every value of the parameter table, in order
    std::vector<RecordedPupil> pupils;
    std::vector<std::vector<RecordedEvent>> events;  ///< by month

    [[nodiscard]] std::vector<std::uint64_t> month_ends() const {
        std::vector<std::uint64_t> ends;
        for (const auto& of_month : events) ends.push_back(of_month.size() + (ends.empty() ? 0 : ends.back()));
        return ends;
    }
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

/// The first so many moments of values that stand one moment after another.
RecordedValues moments_of(std::span<const double> values, std::size_t moments, std::size_t cells) {
    RecordedValues packed(cells);
    for (std::size_t time = 0; time < moments; ++time) packed.add(values.subspan(time * cells, cells));
    return packed;
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
        const int places = specialist_places_of(change, site);
        const std::string text = provision_text(change, site, map);
        if (places <= 0 || change.months_to_full() <= 1) {
            changes.push_back({change.on, text, places, change_kind(change.kind), sites[i]});
            continue;
        }
        // Places that come one after another are told a year at a time: those that come in parts with each part, those
        // that come evenly with the year in which they do.
        const std::string& where = change.kind == ProvisionChange::Kind::open_school ? change.name : site.name;
        for (int told = 0, year = 0; told < places; ++year) {
            const Month on = change.on + months_a_year * year;
            const int open = change.available(change.yearly_parts ? on : on + months_a_year);
            if (open > told || year == 0)
                changes.push_back({on, year == 0 ? text : fmt::format("{} more places: {}", open - told, where),
                                   open - told, change_kind(year == 0 ? change.kind : ProvisionChange::Kind::grow),
                                   sites[i]});
            told = open;
        }
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
    /// Of the first so many months, those in which a measure is recorded.
    [[nodiscard]] std::size_t times(const MeasureRow& row, std::size_t observed) const {
        return row.cadence == Cadence::monthly ? observed : januaries_before(observed);
    }

    void begin(Replicate& r, const World& world) {
        r.month = Flows(scope.authorities.size());
        r.year = Flows(scope.authorities.size());
        for (const std::size_t count : cells) r.values.emplace_back(count);
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
        std::vector<RecordedEvent>& events = r.events.emplace_back();
        if (r.observed == 0) return;
        events.reserve(world.events.events().size());
        for (const Event& event : world.events.events()) events.push_back(recorded(event, r.observed));
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

void Recording::observe(const World& world, std::uint32_t replicate, const Parallel& parallel) {
    Replicate& r = impl_->replicates[replicate];
    if (r.values.empty()) impl_->begin(r, world);
    if (r.observed >= impl_->moments()) return;
    const Month now = impl_->start + static_cast<int>(r.observed);
    const bool first = r.observed == 0;
    const bool january = now.month_of_year() == 1;

    r.month.clear();
    if (!first) {
        count_events(world, impl_->scope, r.month, parallel);
        r.year.add(r.month);
        ++r.months_in_year;
    }
    Stocks stocks(impl_->scope);
    take_stock(world, impl_->scope, january, stocks, parallel);

    const auto table = measure_table();
    std::vector<double> values;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const MeasureRow& row = table[i];
        const bool yearly = row.cadence == Cadence::january;
        if (yearly && !january) continue;
        const bool told = row.nature != Nature::flow || (!first && (!yearly || r.months_in_year >= 12));
        values.assign(impl_->cells[i], told ? 0.0 : not_recorded);
        if (told) row.fill({world, impl_->scope, stocks, yearly ? r.year : r.month}, values);
        r.values[i].add(values);
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
    const auto table = measure_table();
    for (std::size_t i = 0; i < r.values.size(); ++i) {
        std::vector<double> values = r.values[i].all();  // with room for the months to come
        values.resize(impl_->times(table[i], impl_->moments()) * impl_->cells[i], not_recorded);
        writer.list(values);
    }
    writer.list(r.parameters);
    writer.list(r.pupils);
    std::vector<RecordedEvent> events;
    for (const auto& month : r.events) events.insert(events.end(), month.begin(), month.end());
    writer.list(events);
    writer.list(r.month_ends());
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
    for (std::size_t i = 0; i < measures; ++i) {
        stop_if_asked();
        std::vector<double> values;
        reader.list(values);
        if (values.size() != impl_->times(table[i], impl_->moments()) * impl_->cells[i]) reader.fail();
        r.values.push_back(moments_of(values, impl_->times(table[i], observed), impl_->cells[i]));
    }
    reader.list(r.parameters);
    reader.list(r.pupils);
    std::vector<RecordedEvent> events;
    std::vector<std::uint64_t> month_ends;
    reader.list(events);
    reader.list(month_ends);
    const ColumnCheck check(file, "a checkpoint");
    const std::size_t authorities = measures == 0 ? 0 : impl_->scope.authorities.size();
    check.size("recording/month", r.month.rows.size(), authorities);
    check.size("recording/year", r.year.rows.size(), authorities);
    // Children of the first replicate alone are kept, each in the row of its number.
    check.size("recording/month_ends", month_ends.size(), month_ends.empty() ? 0 : observed);
    if (!std::is_sorted(month_ends.begin(), month_ends.end())) check.refuse("'recording/month_ends' is not in order");
    check.size("recording/event", events.size(), month_ends.empty() ? 0 : month_ends.back());
    if (!r.pupils.empty()) check.size("recording/pupil", r.pupils.back().id + std::size_t{1}, r.pupils.size());
    check_children("recording", r.pupils, events, *impl_->map, observed, check);
    std::size_t first = 0;
    for (const std::uint64_t end : month_ends) {
        const std::span<const RecordedEvent> month = std::span<const RecordedEvent>(events).subspan(first, end - first);
        r.events.emplace_back(month.begin(), month.end());
        first = end;
    }
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
    for (std::size_t i = 0; i < table.size(); ++i) r.values[i].shorten(impl_->times(table[i], observed));
    r.observed = observed;
    r.year.clear();
    r.months_in_year = 0;
    r.events.resize(r.events.empty() ? 0 : observed);
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
    for (Replicate& r : impl_->replicates)
        for (std::size_t i = 0; i < r.values.size(); ++i)
            if (impl_->cells[i] != other.cells[i]) r.values[i] = r.values[i].with_cells(other.cells[i], not_recorded);
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
        series.times = impl_->times(row, observed);
        series.values.reserve(series.times * impl_->cells[i] * impl_->replicates.size());
        for (Replicate& r : impl_->replicates) {
            r.values[i].for_each_moment([&](std::span<const double> values) {
                series.values.insert(series.values.end(), values.begin(), values.end());
            });
            r.values[i] = RecordedValues(impl_->cells[i]);
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
        for (const auto& month : first.events)
            for (const RecordedEvent& event : month)
                if (concerns_plans(event.kind) && event.pupil < followed.size()) followed[event.pupil] = 1;
    }
    for (const RecordedPupil& pupil : first.pupils)
        if (followed[pupil.id] != 0) run.pupils.push_back(pupil);
    for (const auto& month : first.events) {
        for (const RecordedEvent& one : month) {
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
        const std::vector<double> all = std::move(run.series[i].values);
        const std::size_t each = all.size() / replicates;
        for (std::size_t r = 0; r < replicates; ++r)
            impl_->replicates[r].values[i] =
                moments_of(std::span<const double>(all).subspan(r * each, each), run.series[i].times, impl_->cells[i]);
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
