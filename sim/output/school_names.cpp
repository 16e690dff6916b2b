// SPDX-License-Identifier: MIT
#include "sim/output/school_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace sendscape {
namespace {

/// The map without names and without journeys, which neither prose nor pictures read and which a copy of England's
/// would double. A field more of Map does not compile here until it is copied, too.
std::shared_ptr<const Map> nameless(const Map& map) {
    auto told = std::make_shared<Map>();
    const auto& [name, census, synthetic, authorities, areas, zones, schools, catchments, roads, travel, detour_factor,
                 quality, assumptions, digest] = map;
    static_cast<void>(travel);
    told->name = name;
    told->census = census;
    told->synthetic = synthetic;
    told->authorities = authorities;
    told->areas = areas;
    told->zones = zones;
    told->schools = schools;
    told->catchments = catchments;
    told->roads = roads;
    told->detour_factor = detour_factor;
    told->quality = quality;
    told->assumptions = assumptions;
    told->digest = digest;
    for (std::size_t row = 0; row < told->schools.size(); ++row) told->schools[row].name = unnamed_school(row);
    return told;
}

}  // namespace

bool tells_school_names(const Map& map, bool asked) { return map.synthetic || asked; }

std::string unnamed_school(std::size_t row) { return fmt::format("School {}", row + 1); }

NameEraser::NameEraser(const std::vector<School>& schools) {
    longest_first_.reserve(schools.size());
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (!schools[row].name.empty()) longest_first_.push_back({schools[row].name, row});
    std::stable_sort(longest_first_.begin(), longest_first_.end(),
                     [](const Name& a, const Name& b) { return a.name.size() > b.name.size(); });
}

std::string NameEraser::without_names(std::string_view words) const {
    std::string out(words);
    for (const auto& [name, row] : longest_first_) {
        if (name.size() > out.size()) continue;
        for (std::size_t at = 0; (at = out.find(name, at)) != std::string::npos;) {
            const std::string instead = unnamed_school(row);
            out.replace(at, name.size(), instead);
            at += instead.size();
        }
    }
    return out;
}

void hide_school_names(Run& run) {
    const NameEraser eraser(run.map->schools);
    run.title = eraser.without_names(run.title);
    run.scenario_toml = eraser.without_names(run.scenario_toml);
    for (RecordedChange& change : run.changes) change.text = eraser.without_names(change.text);
    run.map = nameless(*run.map);
}

bool school_names_hidden(const Map& map) {
    return !map.schools.empty() && map.schools.front().name == unnamed_school(0);
}

NamesHidden::NamesHidden(Run& run, bool hide) : run_(run) {
    if (!hide) return;
    title_ = run.title;
    scenario_toml_ = run.scenario_toml;
    changes_ = run.changes;
    map_ = run.map;
    hide_school_names(run);
}

NamesHidden::~NamesHidden() {
    if (!map_) return;
    run_.map = std::move(map_);
    run_.title = std::move(title_);
    run_.scenario_toml = std::move(scenario_toml_);
    run_.changes = std::move(changes_);
}

}  // namespace sendscape
