// SPDX-License-Identifier: MIT
#include "maps/build/own_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "maps/build/school_rules.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

bool of_independent(const School& school) {
    return school.setting == Setting::independent_mainstream || school.setting == Setting::independent_special;
}

std::string named(const School& school) { return fmt::format("URN {} ({})", school.urn, school.name); }

void count_unknown(const OwnTable& table, const SchoolKey& key, const std::string& place, QualityTable& quality) {
    quality.count(table.name, Oddity::own_unknown_school, "row left out: closed, beyond the halo, or mistyped?",
                  fmt::format("{} ({})", key.read, place.substr(place.rfind(", ") + 2)));
}

/// Counts which schools of the area's authorities a table has a row of and names those it has none of; `concerns` says
/// which schools such a table is about. InputError where no row is of a school of the map.
template <class Concerns>
void count_found(const OwnTable& table, const char* what, const std::set<SchoolId>& found, const Map& map,
                 const char* otherwise, QualityTable& quality, Concerns&& concerns) {
    if (found.empty())
        throw InputError(
            fmt::format("{}: read as {}, and none of it is of a school on the map; rows are joined by URN, "
                        "or by LAESTAB where a table of schools has establishment numbers",
                        table.path.string(), what));
    struct Count {
        std::int64_t all = 0, with = 0;
        std::vector<std::string> without;
    };
    std::vector<Count> of(map.authorities.size());
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (!school.in_area) continue;
        Count& count = of[school.authority.value];
        const bool has_row = found.contains(SchoolId(s));
        count.with += has_row;
        count.all += has_row || concerns(school);
        if (!has_row && concerns(school)) count.without.push_back(named(school));
    }
    for (std::size_t a = 0; a < of.size(); ++a) {
        if (of[a].with == 0) continue;  // the table is another authority's
        quality.count(table.name, {Oddity::own_found, what},
                      fmt::format("of {} schools of {} that it may be about", of[a].all, map.authorities[a].name), {},
                      of[a].with);
        for (const std::string& school : of[a].without)
            quality.count(table.name, {Oddity::own_missing, what}, otherwise, school);
    }
}

/// Year groups from Reception to Year 11 that a school teaches.
std::pair<int, int> years_taught(const School& school) {
    constexpr int last_compulsory = 11;
    return {std::max<int>(school.low_ncy, 0), std::min<int>(school.high_ncy, last_compulsory)};
}

/// The capacity a row tells: its own, else the sum of places where every year taught has some. The same number in each
/// year group that is far above the admission number is the school's, repeated.
std::optional<std::int32_t> capacity_of(const SchoolNumbers& row, const School& school) {
    if (row.capacity) return row.capacity;
    const auto [first, last] = years_taught(school);
    std::int32_t sum = 0, most_admitted = 0;
    std::optional<std::int32_t> same;
    bool all = first <= last, equal = true;
    for (int ncy = first; ncy <= last; ++ncy) {
        const auto year = static_cast<std::size_t>(ncy);
        most_admitted = std::max(most_admitted, row.admission_by_year[year].value_or(0));
        const auto places = row.places_by_year[year];
        all = all && places;
        if (!places) continue;
        equal = equal && (!same || *same == *places);
        same = places;
        sum += *places;
    }
    constexpr int many_times = 2;  // places of one year group are about its admission number
    if (same && equal && most_admitted > 0 && *same > many_times * most_admitted) return same;
    return all ? std::optional(sum) : std::nullopt;
}

/// Far from the census: the number is over a third and half a form away from the pupils of a year group. How far is
/// doubtful is assumption.
bool is_far(std::int32_t number, double pupils) {
    constexpr double part = 1.0 / 3.0, half_form = 15;
    const double apart = std::abs(number - pupils);
    return apart > half_form && apart > part * std::max<double>(number, pupils);
}

void apply_numbers(const OwnTable& table, const SchoolNumbers& row, School& school, QualityTable& quality) {
    if (school.setting != Setting::mainstream) {
        quality.count(table.name,
                      {Oddity::own_not_used, "admission numbers and capacities of other than mainstream schools"},
                      "places of special schools and AP are those of the list of provision", named(school));
        return;
    }
    const auto clear = [&](Filled what) {
        school.filled = static_cast<std::uint16_t>(school.filled & ~static_cast<unsigned>(what));
    };
    const int entry = std::max<int>(school.low_ncy, 0);
    const auto at_entry = entry < year_numbers ? row.admission_by_year[static_cast<std::size_t>(entry)] : std::nullopt;
    const auto admission = at_entry ? at_entry : row.admission;
    if (const auto capacity = capacity_of(row, school); capacity && *capacity > 0) {
        school.capacity = *capacity;
        clear(Filled::capacity);
        if (!admission) share_out_capacity(school);
    }
    if (admission) {
        school.pan = *admission;
        clear(Filled::pan);
        const double pupils = roll_by_age(school)[static_cast<std::size_t>(age_of_ncy(entry))];
        if (school.roll > 0 && is_far(*admission, pupils))
            quality.count(table.name, Oddity::admission_doubtful, "taken as the table says: is each number meant?",
                          fmt::format("{}: {}, about {:.0f} pupils a year group", named(school), *admission, pupils));
    }
    std::string unused;
    for (int ncy = 0; ncy < year_numbers; ++ncy) {
        const auto number = row.admission_by_year[static_cast<std::size_t>(ncy)];
        if (ncy == entry || !number || *number == 0 || number == admission) continue;
        unused += fmt::format("{}{} {}", unused.empty() ? "" : ", ",
                              ncy == 0 ? "Reception" : fmt::format("Year {}", ncy), *number);
    }
    if (!unused.empty())
        quality.count(table.name, {Oddity::own_not_used, "admission numbers of other year groups"},
                      "a school has one admission number, that of its first year; the years above share its capacity",
                      fmt::format("{}: {}", named(school), unused));
}

}  // namespace

SchoolFinder::SchoolFinder(const Map& map, const JoinedSchools& joined,
                           const std::map<std::uint32_t, std::uint32_t>& other_numbers)
    : other_numbers_(other_numbers) {
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        by_urn_[school.urn] = SchoolId(s);
        const auto record = joined.by_urn.find(school.urn);
        if (record != joined.by_urn.end() && record->second.number)
            by_number_.emplace(std::pair(map.authorities[school.authority.value].code, *record->second.number),
                               SchoolId(s));
    }
    for (const Authority& authority : map.authorities)
        if (authority.in_area) own_authorities_.push_back(authority.code);
}

std::optional<SchoolId> SchoolFinder::find(const SchoolKey& key) const {
    if (key.urn != 0) {
        const auto other = other_numbers_.find(key.urn);
        const auto at = by_urn_.find(other == other_numbers_.end() ? key.urn : other->second);
        return at == by_urn_.end() ? std::nullopt : std::optional(at->second);
    }
    std::vector<std::string> codes{key.authority};
    if (key.authority.empty())
        codes = own_authorities_;
    else if (const EndedAuthority* ended = ended_authority(key.authority))
        codes.insert(codes.end(), ended->successors.begin(), ended->successors.end());
    std::optional<SchoolId> found;
    for (const std::string& code : codes) {
        const auto at = by_number_.find({code, key.number});
        if (at == by_number_.end()) continue;
        if (found && *found != at->second) return std::nullopt;  // two of that number: neither is meant for sure
        found = at->second;
    }
    return found;
}

void apply_own_numbers(const std::vector<OwnTable>& tables, const SchoolFinder& finder, Map& map,
                       QualityTable& quality) {
    for (const OwnTable& table : tables) {
        if (!table.is_numbers) continue;
        std::set<SchoolId> found;
        for (const SchoolNumbers& row : table.numbers) {
            const auto school = finder.find(row.school);
            if (!school) {
                count_unknown(table, row.school, row.place, quality);
                continue;
            }
            found.insert(*school);
            apply_numbers(table, row, map.schools[school->value], quality);
        }
        count_found(table, "admission numbers and capacity", found, map,
                    "as public tables and the rules of the map say", quality,
                    [](const School& school) { return school.setting == Setting::mainstream; });
    }
}

void apply_own_links(const std::vector<OwnTable>& tables,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links, const SchoolFinder& finder,
                     Map& map, QualityTable& quality) {
    const auto link = [&](SchoolId one, SchoolId other) {
        School &first = map.schools[one.value], &second = map.schools[other.value];
        const bool forward = second.low_ncy == first.high_ncy + 1, backward = first.low_ncy == second.high_ncy + 1;
        if (forward) first.leads_to = other;
        if (backward) second.leads_to = one;
        return forward || backward;
    };
    for (const auto& [urn, linked] : links) {
        const auto one = finder.find({urn, {}, 0, {}}), other = finder.find({linked, {}, 0, {}});
        if (one && other) link(*one, *other);
    }
    std::map<SchoolId, std::pair<SchoolId, std::string>> led;  // by the school that leads on: where to, and the row
    for (const OwnTable& table : tables) {
        if (!table.is_links) continue;
        std::set<SchoolId> found;
        for (const LinkRow& row : table.links) {
            const auto one = finder.find(row.one), other = finder.find(row.other);
            for (const auto& [school, key] : {std::pair(one, &row.one), std::pair(other, &row.other)})
                if (!school) count_unknown(table, *key, row.place, quality);
            if (!one || !other) continue;
            found.insert(*one);
            found.insert(*other);
            const School &first = map.school(*one), &second = map.school(*other);
            const bool at_year_7 = std::max(first.low_ncy, second.low_ncy) == year_7;
            if (at_year_7)
                quality.count(table.name, {Oddity::own_not_used, "links into Year 7"},
                              "everybody chooses afresh there; 'feeder' among the criteria says who comes first",
                              fmt::format("{} and {}", named(first), named(second)));
            else if (link(*one, *other)) {
                const bool forward = second.low_ncy == first.high_ncy + 1;
                const SchoolId from = forward ? *one : *other, to = forward ? *other : *one;
                const auto [known, added] = led.try_emplace(from, to, row.place);
                if (!added && known->second.first != to)
                    throw InputError(fmt::format(
                        "{}: {} leads to {}, and in {} to {}: a school leads to one; leave one of the rows out",
                        row.place, named(map.school(from)), named(map.school(to)), known->second.second,
                        named(map.school(known->second.first))));
            } else
                quality.count(
                    table.name, Oddity::link_unused, "left out",
                    fmt::format("{}, Years {} to {}, and {}, Years {} to {}", named(first), int{first.low_ncy},
                                int{first.high_ncy}, named(second), int{second.low_ncy}, int{second.high_ncy}));
        }
        count_found(table, "links", found, map,
                    "leads to, or takes from, the nearest school that begins where the other ends", quality,
                    [](const School& school) {
                        constexpr int infants_end = 2, juniors_begin = 3;
                        return school.setting == Setting::mainstream && school.phase == SchoolPhase::primary &&
                               (school.high_ncy == infants_end || school.low_ncy == juniors_begin);
                    });
    }
}

namespace {

/// Areas of one authority gathered by name, whatever its letters' case.
class AreaGatherer {
  public:
    explicit AreaGatherer(const Map& map) : rows_(map.authorities.size()) {
        areas_.of.resize(map.authorities.size());
        areas_.school.assign(map.schools.size(), -1);
        areas_.zone.assign(map.zones.size(), -1);
    }
    int row(std::size_t authority, const std::string& name, const std::string& code) {
        const std::string shown = name.empty() ? code : name;
        const auto [at, fresh] = rows_[authority].emplace(lower_case(shown), static_cast<int>(rows_[authority].size()));
        if (fresh) areas_.of[authority].push_back({code, shown, {}});
        if (OwnArea& area = areas_.of[authority][static_cast<std::size_t>(at->second)]; area.code.empty())
            area.code = code;
        return at->second;
    }
    OwnAreas& areas() { return areas_; }

  private:
    OwnAreas areas_;
    std::vector<std::map<std::string, int>> rows_;
};

/// The authorities of the area that a table is of: those that most of what it covers is of, and any half of whose it
/// covers.
std::set<std::size_t> authorities_covered(const std::vector<std::int64_t>& covered,
                                          const std::vector<std::int64_t>& all, const Map& map) {
    std::set<std::size_t> chosen;
    std::int64_t most = 0;
    for (std::size_t a = 0; a < covered.size(); ++a)
        if (map.authorities[a].in_area) most = std::max(most, covered[a]);
    for (std::size_t a = 0; a < covered.size(); ++a)
        if (map.authorities[a].in_area && covered[a] > 0 && (covered[a] == most || 2 * covered[a] >= all[a]))
            chosen.insert(a);
    return chosen;
}

bool concerns_areas(const School& school) { return !of_independent(school); }

std::set<std::size_t> areas_of_rows(const OwnTable& table, const SchoolFinder& finder, const Map& map,
                                    AreaGatherer& gathered, QualityTable& quality, RowFaults& faults) {
    std::vector<std::int64_t> covered(map.authorities.size(), 0), all(map.authorities.size(), 0);
    for (const School& school : map.schools) all[school.authority.value] += concerns_areas(school);
    std::vector<std::pair<SchoolId, const OwnAreaRow*>> rows;
    for (const OwnAreaRow& row : table.areas) {
        const auto school = finder.find(row.school);
        if (!school) {
            count_unknown(table, row.school, row.place, quality);
            continue;
        }
        rows.emplace_back(*school, &row);
        ++covered[map.school(*school).authority.value];
    }
    std::set<std::size_t> chosen = authorities_covered(covered, all, map);
    std::set<SchoolId> found;
    for (const auto& [school, row] : rows) {
        const School& place = map.school(school);
        if (!chosen.contains(place.authority.value)) {
            quality.count(table.name, Oddity::area_of_neighbour,
                          "row left out: too few of its schools have one, and neighbours keep the map's areas",
                          named(place));
            continue;
        }
        found.insert(school);
        const int area = gathered.row(place.authority.value, row->area, row->code);
        int& known = gathered.areas().school[school.value];
        if (known >= 0 && known != area)
            faults.add(
                fmt::format("{}: {} is in planning area '{}' here and in '{}' elsewhere in the tables given; a "
                            "school is in one",
                            row->place, named(place),
                            gathered.areas().of[place.authority.value][static_cast<std::size_t>(area)].name,
                            gathered.areas().of[place.authority.value][static_cast<std::size_t>(known)].name));
        known = area;
    }
    count_found(table, "planning areas", found, map, "in the planning area of the homes around them", quality,
                concerns_areas);
    return chosen;
}

std::set<std::size_t> areas_of_shapes(const OwnTable& table, const Map& map, AreaGatherer& gathered,
                                      QualityTable& quality, RowFaults& faults) {
    const auto covering = [&](std::int32_t x, std::int32_t y) -> const AreaShape* {
        for (const AreaShape& shape : table.shapes)
            if (shape.covers(x, y)) return &shape;
        return nullptr;
    };
    std::vector<const AreaShape*> of_zone(map.zones.size()), of_school(map.schools.size());
    std::vector<std::int64_t> covered(map.authorities.size(), 0), all(map.authorities.size(), 0);
    for (std::size_t z = 0; z < map.zones.size(); ++z) {
        const Zone& zone = map.zones[z];
        if (!map.authorities[zone.authority.value].in_area) continue;
        of_zone[z] = covering(zone.x, zone.y);
        ++all[zone.authority.value];
        covered[zone.authority.value] += of_zone[z] != nullptr;
    }
    std::set<std::size_t> chosen = authorities_covered(covered, all, map);
    std::set<SchoolId> found;
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (!school.in_area || !chosen.contains(school.authority.value)) continue;
        std::vector<const AreaShape*> holding;
        for (const AreaShape& shape : table.shapes)
            if (shape.holds(school.x, school.y)) holding.push_back(&shape);
        if (holding.size() > 1 && lower_case(holding[0]->name) != lower_case(holding[1]->name))
            faults.add(
                fmt::format("{}, features {} and {}: '{}' and '{}' both hold {}; a school is in one planning area",
                            table.path.string(), holding[0]->feature, holding[1]->feature, holding[0]->name,
                            holding[1]->name, named(school)));
        const AreaShape* shape = holding.empty() ? covering(school.x, school.y) : holding[0];
        if (!shape) continue;
        found.insert(SchoolId(s));
        gathered.areas().school[s] = gathered.row(school.authority.value, shape->name, shape->code);
    }
    for (std::size_t z = 0; z < map.zones.size(); ++z)
        if (of_zone[z] && chosen.contains(map.zones[z].authority.value))
            gathered.areas().zone[z] = gathered.row(map.zones[z].authority.value, of_zone[z]->name, of_zone[z]->code);
    for (const AreaShape& shape : table.shapes) {
        bool drawn = false;
        for (const std::size_t a : chosen)
            for (OwnArea& area : gathered.areas().of[a])
                if (lower_case(area.name) == lower_case(shape.name)) {
                    area.outline.insert(area.outline.end(), shape.rings.begin(), shape.rings.end());
                    drawn = true;
                }
        if (!drawn) quality.count(table.name, Oddity::area_empty, "left out", fmt::format("'{}'", shape.name));
    }
    count_found(
        table, "planning areas", found, map, "outside every polygon: in the planning area of the homes around them",
        quality,
        [&](const School& school) { return concerns_areas(school) && chosen.contains(school.authority.value); });
    return chosen;
}

}  // namespace

OwnAreas own_planning_areas(const std::vector<OwnTable>& tables, const SchoolFinder& finder, const Map& map,
                            QualityTable& quality, RowFaults& faults) {
    AreaGatherer gathered(map);
    std::map<std::size_t, const OwnTable*> table_of;
    for (const OwnTable& table : tables) {
        if (!table.is_areas) continue;
        const std::set<std::size_t> authorities = table.shapes.empty()
                                                      ? areas_of_rows(table, finder, map, gathered, quality, faults)
                                                      : areas_of_shapes(table, map, gathered, quality, faults);
        for (const std::size_t a : authorities) {
            const auto [at, fresh] = table_of.emplace(a, &table);
            if (!fresh && !(table.shapes.empty() && at->second->shapes.empty()))
                faults.add(
                    fmt::format("{}: {} has planning areas from {} already; give tables or one GeoJSON file for "
                                "an authority",
                                table.path.string(), map.authorities[a].name, at->second->path.string()));
        }
    }
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        std::map<std::string, std::string> named_by;
        for (const OwnArea& area : gathered.areas().of[a])
            if (const auto [at, fresh] = named_by.emplace(area.code, area.name); !fresh && !area.code.empty())
                faults.add(fmt::format("{}: planning areas '{}' and '{}' have one code, {}; each needs its own",
                                       table_of[a]->path.string(), at->second, area.name, area.code));
    }
    return std::move(gathered.areas());
}

}  // namespace sendscape
