// SPDX-License-Identifier: MIT
#include "visualiser/film_from_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "agents/placement/shortfall.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/magnets.h"
#include "agents/schools/schools.h"
#include "visualiser/film_children.h"

namespace sendscape {
namespace {

bool is_specialist(Setting setting) { return is_special(setting) || setting == Setting::alternative_provision; }

/// Calls take(month, school, values) with one value for each run that has one, January values carried through the year.
/// `values` is in order of runs; where `of_all` a run without a value has 0.
template <class Take>
void by_school(const Run& run, const char* measure, const Film& film, bool of_all, Take&& take) {
    const Series* series = run.find(measure);
    const std::size_t schools = film.schools.size();
    if (!series || series->extents.empty() || series->extents.back() != schools) return;
    std::vector<std::span<const double>> runs(series->replicates);
    std::vector<double> values;
    for (int month = 0; month < film.months; ++month) {
        const Month now = run.month(static_cast<std::size_t>(month));
        const Month recorded = series->monthly ? now : Month(now.year(), 1);
        const auto time = run.time(*series, recorded < run.start ? run.start : recorded);
        if (!time || *time >= series->times) continue;
        for (std::size_t r = 0; r < runs.size(); ++r) runs[r] = series->at(r, *time).last(schools);
        for (std::size_t s = 0; s < schools; ++s) {
            values.clear();
            bool known = false;
            for (const auto& one : runs) {
                const double value = one[s];
                known = known || value == value;
                if (value == value || of_all) values.push_back(value == value ? value : 0.0);
            }
            if (known) take(month, s, values);
        }
    }
}

float mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return static_cast<float>(sum / static_cast<double>(values.size()));
}

template <class Is>
int count_of(const std::vector<double>& values, Is&& is) {
    return static_cast<int>(std::count_if(values.begin(), values.end(), is));
}
bool some(double value) { return value > 0; }

/// A headline of one value a replicate in each month that `values` has one for; between those months a straight line,
/// after the last its value.
template <class Values>
Headline headline_of(const Run& run, std::string key, Values&& values) {
    Headline line;
    line.key = std::move(key);
    line.mean.assign(run.month_count, 0);
    const bool ranges = run.replicates > 1;
    if (ranges) line.low = line.high = line.mean;
    std::size_t known = run.month_count;
    for (std::size_t m = 0; m < run.month_count; ++m) {
        const std::vector<double> found = values(run.month(m));
        if (found.empty()) continue;
        const Range range = range_of(found);
        const auto fill = [&](std::vector<float>& to, double value) {
            const auto last = static_cast<float>(value);
            const float before = known < m ? to[known] : last;
            for (std::size_t i = known < m ? known + 1 : 0; i <= m; ++i)
                to[i] = known < m
                            ? before + (last - before) * static_cast<float>(i - known) / static_cast<float>(m - known)
                            : last;
            std::fill(to.begin() + static_cast<std::ptrdiff_t>(m), to.end(), last);
        };
        fill(line.mean, range.mean);
        if (ranges) fill(line.low, range.p05), fill(line.high, range.p95);
        known = m;
    }
    return line;
}

Headline headline(const Run& run, std::string key, std::string_view measure, const Slice& slice = {}) {
    const Series* series = run.find(measure);
    return headline_of(run, std::move(key), [&](Month month) -> std::vector<double> {
        if (!series) return {};
        const auto time = run.time(*series, month);
        if (!time || *time >= series->times) return {};
        return run.across(*series, month, slice);
    });
}

/// The balance, and why it leaps in the autumn of 2026 where it does: nobody else says so.
Headline balance(const Run& run) {
    Headline line = headline(run, "balance", "high_needs_balance");
    const RecordedParameter* const paid = run.parameter("authority.stability_grant");
    const int october = Month(2026, 10) - run.start;
    const int months = static_cast<int>(line.mean.size());
    if (!paid || paid->value <= 0 || october < 1 || october >= months) return line;
    const auto rise = [&](int month) {
        const auto at = static_cast<std::size_t>(month);
        return line.mean[at] - line.mean[at - 1];
    };
    const int leap = october + 1 < months && rise(october + 1) > rise(october) ? october + 1 : october;
    if (rise(leap) <= 0) return line;  // nothing was owed
    line.leap = leap;
    line.why = fmt::format("grant pays {:.0f}% of deficit", 100 * paid->value);
    return line;
}

Headline mean_wait(const Run& run, std::size_t service) {
    Headline line = headline(run, std::string(service_labels[service].words), "wait_weeks", {{Axis::service, service}});
    // Summed over authorities: several are averaged.
    const auto authorities = static_cast<float>(std::max<std::size_t>(run.authorities().size(), 1));
    for (auto* values : {&line.mean, &line.low, &line.high})
        for (float& value : *values) value /= authorities;
    return line;
}

/// Mean journey over all who make one: the phases weighed by their children.
Headline mean_journey(const Run& run) {
    const Series* minutes = run.find("journey_minutes");
    const Series* children = run.find("journeys");
    return headline_of(run, "journey", [&](Month month) -> std::vector<double> {
        if (!minutes) return {};
        const auto time = run.time(*minutes, month);
        if (!time || *time >= minutes->times) return {};
        const bool weighed = children && children->times == minutes->times && children->extents == minutes->extents;
        std::vector<double> found;
        for (std::size_t replicate = 0; replicate < minutes->replicates; ++replicate) {
            const auto values = minutes->at(replicate, *time);
            double sum = 0, weights = 0;
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (!(values[i] >= 0)) continue;  // nobody travels in this phase
                const double weight = weighed ? children->at(replicate, *time)[i] : 1.0;
                sum += weight * values[i], weights += weight;
            }
            if (weights > 0) found.push_back(sum / weights);
        }
        return found;
    });
}

/// Whether each run's school is outside the 99.8% limits about its expected plans, as the model's own measure draws
/// them. The exact limits cost more than a glance: they are drawn once a year, where what is observed could lie beyond.
class FunnelGlance {
  public:
    /// +1 above, -1 below.
    int beyond(double observed, double expected, double overdispersion) {
        const double distance = observed - expected;
        if (!(expected > 0) || distance * distance < 4 * expected) return 0;
        if (expected != expected_) limits_ = funnel_limits(expected, 0.001, overdispersion), expected_ = expected;
        return observed > limits_.high ? 1 : observed < limits_.low ? -1 : 0;
    }

  private:
    double expected_ = 0;
    FunnelLimits limits_{};
};

/// Counts the runs in which a school's plans, those in its base left out, are outside the limits.
void mark_beyond_limits(const Run& run, Film& film) {
    const std::size_t schools = film.schools.size();
    std::vector<std::array<std::uint16_t, 2>> outside(film.school_months.size());  // below, above
    const Series *plans = run.find("pupils_with_plan"), *bases = run.find("pupils_in_base"),
                 *expected = run.find("expected_plans");
    if (!plans || !expected || plans->extents.empty() || plans->extents.back() != schools) return;
    std::vector<FunnelGlance> glances(schools);
    for (std::size_t r = 0; r < run.replicates; ++r) {
        for (int m = 0; m < film.months; ++m) {
            const Month now = run.month(static_cast<std::size_t>(m));
            const Month recorded = expected->monthly ? now : std::max(Month(now.year(), 1), run.start);
            const auto at = run.time(*plans, now), year = run.time(*expected, recorded);
            if (!at || !year || *at >= plans->times || *year >= expected->times) continue;
            const auto have = plans->at(r, *at), would = expected->at(r, *year);
            const auto in_base = bases && bases->times == plans->times ? bases->at(r, *at) : std::span<const double>();
            for (std::size_t s = 0; s < schools; ++s) {
                const double base = in_base.empty() || !(in_base[s] > 0) ? 0.0 : in_base[s];
                const int side = glances[s].beyond(std::max(have[s] - base, 0.0), would[s],
                                                   static_cast<double>(film.overdispersion));
                if (side != 0) ++outside[static_cast<std::size_t>(m) * schools + s][side > 0 ? 1 : 0];
            }
        }
    }
    for (std::size_t i = 0; i < outside.size(); ++i) {
        SchoolMonth& now = film.school_months[i];
        const auto magnet = static_cast<MagnetClass>(now.magnet);
        // What is named a magnet, for two Januaries, has a magnet's colour in the months between, too.
        now.beyond =
            static_cast<std::int8_t>(magnet == MagnetClass::magnet || in_most(outside[i][1], film.replicates)      ? 1
                                     : magnet == MagnetClass::deflector || in_most(outside[i][0], film.replicates) ? -1
                                                                                                                   : 0);
    }
}

/// Schools and bases that open while the film goes on, whether a scenario or the authority opened them.
void add_provision(Film& film) {
    std::vector<int> bases(static_cast<std::size_t>(film.months), 0);
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        const bool specialist = is_specialist(school.setting);
        if (!school.in_area || film.months == 0) continue;
        const auto places = [&](int m) { return specialist ? film.at(m, s).places : film.at(m, s).base_places; };
        int opened = 0;
        while (opened < film.months && places(opened) == 0) ++opened;
        if (specialist)
            for (int m = 0; m < film.months; ++m)
                if (film.at(m, s).places == 0 && film.at(m, s).roll == 0)
                    film.school_months[static_cast<std::size_t>(m) * film.schools.size() + s].open = 0;
        if (opened == 0 || opened == film.months) continue;
        const bool told = std::any_of(film.flags.begin(), film.flags.end(), [&](const Flag& flag) {
            return is_opening(flag.kind) && flag.school == SchoolId(s);
        });
        if (told) continue;
        if (specialist)
            film.flags.push_back({static_cast<std::int16_t>(opened),
                                  school.name.rfind("New ", 0) == 0 ? school.name : school.name + " opens",
                                  ChangeKind::school_opens, SchoolId(s)});
        else
            ++bases[static_cast<std::size_t>(opened)];
    }
    for (std::size_t m = 0; m < bases.size(); ++m)
        if (bases[m] > 0)
            film.flags.push_back({static_cast<std::int16_t>(m),
                                  bases[m] == 1 ? "A base opens" : std::to_string(bases[m]) + " bases open",
                                  ChangeKind::base_opens, SchoolId(), bases[m]});
}

/// Schools month by month: as the map has them, then what was measured.
void fill_school_months(const Run& run, Film& film, EachRun& each) {
    const std::size_t schools = film.schools.size();
    film.school_months.resize(static_cast<std::size_t>(film.months) * schools);
    const auto cell = [&](int month, std::size_t s) -> SchoolMonth& {
        return film.school_months[static_cast<std::size_t>(month) * schools + s];
    };
    for (int month = 0; month < film.months; ++month) {
        for (std::size_t s = 0; s < schools; ++s) {
            const School& school = film.schools[s];
            SchoolMonth& now = cell(month, s);
            now.roll = static_cast<float>(school.roll);
            now.plans = now.plans_low = now.plans_high = static_cast<float>(school.plans);
            now.places =
                static_cast<float>(is_specialist(school.setting) ? school.commissioned_places : school.capacity);
            const Month date = run.month(static_cast<std::size_t>(month));
            now.open = school.opens <= date && date < school.closes;
        }
    }
    using Values = std::vector<double>;
    // What a school or base has in fewer than half of the runs, the map does not show as there.
    const auto in_half = [&](const Values& values) { return 2 * count_of(values, some) >= film.replicates; };
    by_school(run, "pupils_on_roll", film, false, [&](int m, std::size_t s, const Values& values) {
        cell(m, s).roll = in_half(values) ? mean_of(values) : 0;
        if (in_half(values)) cell(m, s).open = 1;
    });
    by_school(run, "pupils_with_plan", film, false, [&](int m, std::size_t s, const Values& values) {
        SchoolMonth& now = cell(m, s);
        now.plans = now.plans_low = now.plans_high = mean_of(values);
        if (values.size() < 2) return;
        const Range range = range_of(values);
        now.plans_low = static_cast<float>(range.p05), now.plans_high = static_cast<float>(range.p95);
    });
    by_school(run, "commissioned_places", film, false, [&](int m, std::size_t s, const Values& values) {
        if (is_specialist(film.schools[s].setting)) cell(m, s).places = in_half(values) ? mean_of(values) : 0;
    });
    by_school(run, "base_places", film, false, [&](int m, std::size_t s, const Values& values) {
        const int with = count_of(values, some);
        cell(m, s).base_places = in_half(values) ? mean_of(values) * static_cast<float>(values.size()) /
                                                       static_cast<float>(std::max(with, 1))
                                                 : 0;
    });
    by_school(run, "pupils_in_base", film, false,
              [&](int m, std::size_t s, const Values& values) { cell(m, s).in_base = mean_of(values); });
    by_school(run, "strain", film, false,
              [&](int m, std::size_t s, const Values& values) { cell(m, s).strain = mean_of(values); });
    by_school(run, "expected_plans", film, false,
              [&](int m, std::size_t s, const Values& values) { cell(m, s).expected = mean_of(values); });
    by_school(run, "magnet_class", film, false, [&](int m, std::size_t s, const Values& values) {
        SchoolMonth& now = cell(m, s);
        now.magnet_runs = static_cast<std::uint16_t>(count_of(values, some));
        now.deflector_runs = static_cast<std::uint16_t>(count_of(values, [](double v) { return v < 0; }));
        const bool magnet = in_most(now.magnet_runs, film.replicates),
                   deflector = in_most(now.deflector_runs, film.replicates);
        now.magnet = static_cast<std::uint8_t>(magnet == deflector ? MagnetClass::expected
                                               : magnet            ? MagnetClass::magnet
                                                                   : MagnetClass::deflector);
    });
    if (film.replicates < 2) return;
    const auto runs = static_cast<std::size_t>(film.replicates);
    each.plans.resize(film.school_months.size() * runs);
    by_school(run, "pupils_with_plan", film, true, [&](int m, std::size_t s, const Values& values) {
        for (std::size_t r = 0; r < values.size() && r < runs; ++r)
            each.plans[(static_cast<std::size_t>(m) * schools + s) * runs + r] = static_cast<std::uint16_t>(values[r]);
    });
}

/// Children short of a place by area and group of needs: means over replicates.
void fill_shortfall(const Run& run, Film& film, EachRun& each) {
    film.shortfall.resize(static_cast<std::size_t>(film.months) * film.areas.size());
    const auto runs = static_cast<std::size_t>(film.replicates);
    if (runs > 1) each.shortfall.resize(film.shortfall.size() * runs);
    const Series* shortfall = run.find("specialist_shortfall");
    if (!shortfall) return;
    const auto area = shortfall->position(Axis::area), need = shortfall->position(Axis::need);
    if (!area || !need) return;
    std::vector<std::array<double, need_group_count>> sums;
    for (int month = 0; month < film.months; ++month) {
        const Month date = run.month(static_cast<std::size_t>(month));
        const auto time = run.time(*shortfall, shortfall->monthly ? date : Month(date.year(), 1));
        if (!time || *time >= shortfall->times) continue;
        sums.assign(film.areas.size(), {});
        for (std::size_t r = 0; r < shortfall->replicates; ++r) {
            const auto values = shortfall->at(r, *time);
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (!(values[i] > 0)) continue;
                std::size_t rest = i, area_at = 0, need_at = 0;
                for (std::size_t axis = shortfall->extents.size(); axis-- > 0;) {
                    const std::size_t position = rest % shortfall->extents[axis];
                    rest /= shortfall->extents[axis];
                    if (axis == *area) area_at = position;
                    if (axis == *need) need_at = position;
                }
                if (area_at >= film.areas.size()) continue;
                sums[area_at][static_cast<std::size_t>(group_of(static_cast<Need>(need_at)))] += values[i];
                if (runs > 1 && r < runs)
                    each.shortfall[(static_cast<std::size_t>(month) * film.areas.size() + area_at) * runs + r] +=
                        static_cast<float>(values[i]);
            }
        }
        for (std::size_t a = 0; a < sums.size(); ++a)
            for (std::size_t group = 0; group < need_group_count; ++group)
                film.shortfall[static_cast<std::size_t>(month) * film.areas.size() + a][group] =
                    static_cast<float>(sums[a][group] / static_cast<double>(shortfall->replicates));
    }
}

}  // namespace

std::shared_ptr<const Film> film_from_run(const Run& run, int span,
                                          std::vector<std::shared_ptr<const HomeCounts>> homes) {
    auto film = std::make_shared<Film>();
    film->homes = std::move(homes);
    film->catchments = run.map->catchments;
    film->span = span;
    film->title = run.title;
    film->scenario = run.scenario;
    film->place = run.map->name;
    film->digest = run.map_digest;
    film->invented = run.map->synthetic;
    film->first = run.start;
    film->months = static_cast<int>(run.month_count);
    film->replicates = static_cast<int>(run.replicates);
    film->authorities = run.map->authorities;
    film->areas = run.map->areas;
    film->schools = run.map->schools;
    film->zones = run.map->zones;
    film->roads = run.map->roads;

    auto each = std::make_shared<EachRun>();
    fill_school_months(run, *film, *each);
    for (const RecordedParameter& parameter : run.parameters)
        if (parameter.key == "schools.overdispersion") film->overdispersion = static_cast<float>(parameter.value);
    mark_beyond_limits(run, *film);
    fill_shortfall(run, *film, *each);
    if (film->replicates > 1) film->each = std::move(each);

    film->numbers.push_back(headline(run, "plans", "plans_maintained"));
    film->numbers.push_back(headline(run, "shortfall", "specialist_shortfall"));
    Slice independent;
    independent.emplace_back(Axis::kind, static_cast<std::size_t>(Unmet::independent_for_want) - 1);
    film->numbers.push_back(headline(run, "independent", "specialist_shortfall", independent));
    film->numbers.push_back(balance(run));
    film->numbers.push_back(mean_journey(run));
    for (std::size_t service = 0; service < service_count; ++service) film->services.push_back(mean_wait(run, service));
    for (std::size_t heading = 0; heading < heading_count; ++heading) {
        Slice slice;
        slice.emplace_back(Axis::heading, heading);
        film->spend.push_back(headline(run, std::string(heading_labels[heading].words), "high_needs_spend", slice));
    }
    for (const RecordedChange& change : run.changes)
        if (change.on > run.start && change.on <= run.last())
            film->flags.push_back(
                {static_cast<std::int16_t>(change.on - run.start), change.text, change.kind, change.school});
    add_provision(*film);
    std::stable_sort(film->flags.begin(), film->flags.end(),
                     [](const Flag& a, const Flag& b) { return a.month < b.month; });
    add_children(run, *film);
    return film;
}

}  // namespace sendscape
