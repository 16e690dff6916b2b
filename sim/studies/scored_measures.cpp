// SPDX-License-Identifier: MIT
#include "sim/studies/scored_measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <numeric>
#include <utility>

#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

/// Age bands of SEN2, in the order of PlansMaintained::by_age_band: ages on 31 August.
struct AgeBand {
    std::string_view code, words;
    std::size_t first, last;
};
constexpr std::array<AgeBand, 5> age_bands{{{"under_5", "plans under 5", 2, 4},
                                            {"5_to_10", "plans at 5 to 10", 5, 10},
                                            {"11_to_15", "plans at 11 to 15", 11, 15},
                                            {"16_to_19", "plans at 16 to 19", 16, 19},
                                            {"20_to_25", "plans at 20 to 25", 20, 25}}};
constexpr std::size_t first_age = 2;  ///< first position of the axis `age`

void plus_replicates(std::vector<double>& sums, const std::vector<double>& more) {
    for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += more[r];
}

/// A measure in a January summed over some positions of an axis.
std::vector<double> lived_sum(const Run& run, std::string_view measure, Month january, Axis axis,
                              const std::vector<std::size_t>& positions) {
    std::vector<double> sums(run.replicates, 0.0);
    for (const std::size_t position : positions)
        plus_replicates(sums, run.across(run.get(measure), january, {{axis, position}}));
    return sums;
}

std::vector<double> lived_year(const Run& run, std::string_view measure, Month january) {
    return run.across_year(run.get(measure), january);
}

std::vector<double> ratio(std::vector<double> part, const std::vector<double>& whole) {
    for (std::size_t r = 0; r < part.size(); ++r) part[r] = whole[r] > 0 ? part[r] / whole[r] : not_recorded;
    return part;
}

/// A row of zeros says that the breakdown was not given.
template <class Row>
bool is_given(const Row& row) {
    return std::accumulate(row.begin(), row.end(), std::int64_t{0}) > 0;
}

/// One number of a breakdown of the plans of a January.
template <auto PlansMaintained::*breakdown>
auto published_part(std::size_t position) {
    return [position](const PublishedAuthority& authority, int january) {
        const PlansMaintained* plans = authority.sen2.january(january);
        return plans && is_given(plans->*breakdown) ? static_cast<double>((plans->*breakdown)[position]) : not_recorded;
    };
}

/// A number of the calendar year before a January.
template <auto PlanFlows::*field>
double published_flow(const PublishedAuthority& authority, int january) {
    const PlanFlows* year = authority.sen2.flow(january - 1);
    return year && year->*field >= 0 ? static_cast<double>(year->*field) : not_recorded;
}

double share_published(double part, double whole) { return whole > 0 ? part / whole : not_recorded; }

/// Plans in a group of settings, of a January; placements that are not told are as those that are, as the start reads
/// them (published_plans()).
auto published_in_setting(std::size_t group) {
    return [group](const PublishedAuthority& authority, int january) {
        const PlansMaintained* plans = authority.sen2.january(january);
        if (!plans || !is_given(plans->by_setting)) return not_recorded;
        const auto placed = std::accumulate(plans->by_setting.begin(), plans->by_setting.end(), std::int64_t{0});
        const double untold = plans->total > 0 ? static_cast<double>(plans->total) / static_cast<double>(placed) : 1.0;
        return untold * static_cast<double>(plans->by_setting[group]);
    };
}

void add_stocks(std::vector<ScoredMeasure>& rows) {
    rows.push_back({"plans_maintained", "", "plans maintained", ScoredNature::stock,
                    [](const PublishedAuthority& authority, int january) {
                        const PlansMaintained* plans = authority.sen2.january(january);
                        return plans && plans->total > 0 ? static_cast<double>(plans->total) : not_recorded;
                    },
                    [](const Run& run, Month january) { return run.across(run.get("plans_maintained"), january); }});
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        std::vector<std::size_t> ages;
        for (std::size_t age = age_bands[band].first; age <= age_bands[band].last; ++age)
            ages.push_back(age - first_age);
        rows.push_back({"plans_by_age", fmt::format("age_band={}", age_bands[band].code),
                        std::string(age_bands[band].words), ScoredNature::part,
                        published_part<&PlansMaintained::by_age_band>(band), [ages](const Run& run, Month january) {
                            return lived_sum(run, "plans_by_age", january, Axis::age, ages);
                        }});
    }
    for (std::size_t group = 0; group < setting_group_count; ++group) {
        std::vector<std::size_t> settings;
        for (std::size_t s = 0; s < setting_count; ++s)
            if (group_of(static_cast<Setting>(s)) == static_cast<SettingGroup>(group)) settings.push_back(s);
        const Label& label = setting_group_labels[group];
        rows.push_back({"plans_by_setting", fmt::format("setting_group={}", label.code),
                        fmt::format("plans: {}", label.words), ScoredNature::part, published_in_setting(group),
                        [settings](const Run& run, Month january) {
                            return lived_sum(run, "plans_by_setting", january, Axis::setting, settings);
                        }});
    }
    for (std::size_t need = 0; need < need_count; ++need)
        rows.push_back({"plans_by_need", fmt::format("need={}", need_labels[need].code),
                        fmt::format("plans: {}", need_labels[need].words), ScoredNature::part,
                        published_part<&PlansMaintained::by_need>(need), [need](const Run& run, Month january) {
                            return lived_sum(run, "plans_by_need", january, Axis::need, {need});
                        }});
}

void add_flows(std::vector<ScoredMeasure>& rows) {
    const auto flow = [&](std::string_view measure, std::string words,
                          double (*published)(const PublishedAuthority&, int)) {
        rows.push_back({std::string(measure), "", std::move(words), ScoredNature::flow, published,
                        [measure](const Run& run, Month january) { return lived_year(run, measure, january); }});
    };
    flow("plans_requested", "requests in the year before", published_flow<&PlanFlows::requests>);
    flow("plans_issued", "new plans in the year before", published_flow<&PlanFlows::new_plans>);
    rows.push_back({"refusal_rate", "", "share of decided requests refused", ScoredNature::share,
                    [](const PublishedAuthority& authority, int january) {
                        const double refused = published_flow<&PlanFlows::refused>(authority, january);
                        return share_published(refused,
                                               refused + published_flow<&PlanFlows::agreed>(authority, january));
                    },
                    [](const Run& run, Month january) {
                        std::vector<double> refused = lived_year(run, "plans_refused", january), decided = refused;
                        plus_replicates(decided, lived_year(run, "assessments_agreed", january));
                        return ratio(std::move(refused), decided);
                    }});
    rows.push_back({"share_in_time", "", "share of new plans within 20 weeks", ScoredNature::share,
                    [](const PublishedAuthority& authority, int january) {
                        return share_published(published_flow<&PlanFlows::in_time>(authority, january),
                                               published_flow<&PlanFlows::timed>(authority, january));
                    },
                    [](const Run& run, Month january) {
                        return ratio(lived_year(run, "plans_issued_in_time", january),
                                     lived_year(run, "plans_issued", january));
                    }});
    rows.push_back({"first_placements_special_share", "", "share of new plans placed in a special school",
                    ScoredNature::share,
                    [](const PublishedAuthority& authority, int january) {
                        const PlanFlows* year = authority.sen2.flow(january - 1);
                        if (!year) return not_recorded;
                        const auto& placed = year->new_by_setting;
                        const auto in = [&](SettingGroup g) { return double{1} * placed[static_cast<std::size_t>(g)]; };
                        return share_published(in(SettingGroup::state_special) + in(SettingGroup::independent_special),
                                               std::accumulate(placed.begin(), placed.end(), 0.0));
                    },
                    [](const Run& run, Month january) {
                        return ratio(lived_year(run, "first_placements_special", january),
                                     lived_year(run, "plans_issued", january));
                    }});
}

/// Pupils on roll of the area's schools of some settings.
std::vector<double> lived_roll(const Run& run, Month january, std::initializer_list<Setting> settings) {
    const Series& rolls = run.get("pupils_on_roll");
    const auto at = run.time(rolls, january);
    std::vector<double> sums(run.replicates, at ? 0.0 : not_recorded);
    for (std::size_t r = 0; at && r < sums.size(); ++r) {
        const auto cells = rolls.at(r, *at);
        for (std::size_t s = 0; s < run.map->schools.size(); ++s) {
            const School& school = run.map->schools[s];
            const bool counts = std::find(settings.begin(), settings.end(), school.setting) != settings.end();
            if (school.in_area && counts && cells[s] == cells[s]) sums[r] += cells[s];
        }
    }
    return sums;
}

auto published_roll(CensusType type) {
    return [type](const PublishedAuthority& authority, int january) {
        const auto year = authority.rolls.find(january);
        if (year == authority.rolls.end()) return not_recorded;
        const auto roll = year->second.find(type);
        return roll == year->second.end() ? 0.0 : roll->second;
    };
}

void add_rolls(std::vector<ScoredMeasure>& rows) {
    rows.push_back({"special_roll", "", "pupils of state special schools", ScoredNature::roll,
                    published_roll(CensusType::state_special),
                    [](const Run& run, Month january) { return lived_roll(run, january, {Setting::state_special}); }});
    rows.push_back(
        {"independent_special_roll", "", "pupils of independent and non-maintained special schools", ScoredNature::roll,
         published_roll(CensusType::independent_special), [](const Run& run, Month january) {
             return lived_roll(run, january, {Setting::independent_special, Setting::non_maintained_special});
         }});
}

}  // namespace

const std::vector<ScoredMeasure>& scored_measures() {
    static const std::vector<ScoredMeasure> rows = [] {
        std::vector<ScoredMeasure> made;
        add_stocks(made);
        add_flows(made);
        add_rolls(made);
        return made;
    }();
    return rows;
}

std::string_view kind_of_authority(std::string_view gss) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{
        {{"E09", "London borough"}, {"E08", "metropolitan"}, {"E06", "unitary"}, {"E10", "county"}}};
    for (const auto& [prefix, kind] : kinds)
        if (gss.substr(0, prefix.size()) == prefix) return kind;
    return "other";
}

}  // namespace sendscape
