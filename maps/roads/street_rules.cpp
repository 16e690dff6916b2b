// SPDX-License-Identifier: MIT
#include "maps/roads/street_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

#include "maps/tables/cell_values.h"

namespace sendscape {
namespace {

struct HighwayRow {
    std::string_view name;
    RoadUse use;
};

// Typical speeds: DfT, "Travel time measures for local A roads" and "Vehicle speed compliance statistics", rounded. A
// pedestrian street or a track has one for where cars are let in.
constexpr std::array<HighwayRow, 24> highways{{
    {"motorway", {true, false, 95}},     {"motorway_link", {true, false, 60}}, {"trunk", {true, true, 65}},
    {"trunk_link", {true, true, 40}},    {"primary", {true, true, 45}},        {"primary_link", {true, true, 35}},
    {"secondary", {true, true, 40}},     {"secondary_link", {true, true, 35}}, {"tertiary", {true, true, 38}},
    {"tertiary_link", {true, true, 32}}, {"unclassified", {true, true, 35}},   {"residential", {true, true, 28}},
    {"living_street", {true, true, 15}}, {"service", {true, true, 15}},        {"road", {true, true, 28}},
    {"busway", {false, false, 0}},       {"pedestrian", {false, true, 15}},    {"footway", {false, true, 0}},
    {"path", {false, true, 0}},          {"steps", {false, true, 0}},          {"cycleway", {false, true, 0}},
    {"bridleway", {false, true, 0}},     {"track", {false, true, 15}},         {"corridor", {false, true, 0}},
}};

constexpr std::array<std::string_view, 16> no_streets{
    "construction", "proposed", "planned", "abandoned", "razed",    "disused",  "demolished", "dismantled",
    "platform",     "bus_stop", "raceway", "rest_area", "services", "elevator", "escape",     "bus_guideway"};

constexpr double kilometres_per_mile = 1.609344;
constexpr double highest_limit = 200;  ///< km/h; what is above is no speed limit

struct LimitRow {
    std::string_view name;
    double miles_an_hour;
};

// Limits by law, for cars: Highway Code, rule 124.
constexpr std::array<LimitRow, 8> limits_by_law{{{"gb:motorway", 70},
                                                 {"gb:nsl_dual", 70},
                                                 {"gb:nsl_single", 60},
                                                 {"gb:nsl_restricted", 30},
                                                 {"gb:urban", 30},
                                                 {"gb:zone30", 30},
                                                 {"gb:zone20", 20},
                                                 {"gb:20_zone", 20}}};

enum class Access { unsaid, open, closed };

Access access_of(std::string_view words) {
    constexpr std::array<std::string_view, 7> open{"yes",         "designated", "permissive", "official",
                                                   "destination", "customers",  "public"};
    constexpr std::array<std::string_view, 15> closed{
        "no",  "private", "agricultural", "forestry",     "delivery",   "emergency", "military", "psv",
        "bus", "permit",  "residents",    "use_sidepath", "restricted", "employees", "false"};
    for (const std::string& item : list_items(words)) {
        if (std::find(open.begin(), open.end(), item) != open.end()) return Access::open;
        if (std::find(closed.begin(), closed.end(), item) != closed.end()) return Access::closed;
    }
    return Access::unsaid;
}

/// The first of the keys that says something, and whether it is not the last, which is for everybody.
struct Said {
    Access access = Access::unsaid;
    bool specific = false;
};
Said first_said(const StreetTags& tags, std::initializer_list<StreetKey> keys) {
    for (const StreetKey key : keys)
        if (const Access access = access_of(tags[key]); access != Access::unsaid)
            return {access, key != StreetKey::access};
    return {};
}

std::string_view bare(std::string_view text) {
    constexpr std::string_view around = " \t\r\n'\"";
    const auto first = text.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(around) - first + 1);
}

}  // namespace

void StreetTags::set(std::string_view key, std::string_view value) {
    const auto found = std::find(street_keys.begin(), street_keys.end(), key);
    if (found != street_keys.end()) values_[static_cast<std::size_t>(found - street_keys.begin())] = value;
}

std::optional<RoadUse> use_of_highway(std::string_view highway) {
    for (const auto& [name, use] : highways)
        if (name == highway) return use;
    return std::nullopt;
}

bool is_no_street(std::string_view highway) {
    return std::find(no_streets.begin(), no_streets.end(), highway) != no_streets.end();
}

RoadUse use_of_street(const RoadUse& kind, const StreetTags& tags) {
    RoadUse use = kind;
    const Said car =
        first_said(tags, {StreetKey::motorcar, StreetKey::motor_vehicle, StreetKey::vehicle, StreetKey::access});
    if (car.access == Access::closed) use.drivable = false;
    if (car.access == Access::open && car.specific) use.drivable = kind.kilometres_an_hour > 0;
    if (access_of(tags[StreetKey::area]) == Access::open) use.drivable = false;

    if (access_of(tags[StreetKey::motorroad]) == Access::open) use.walkable = false;
    const Said walker = first_said(tags, {StreetKey::foot, StreetKey::access});
    if (walker.access == Access::closed) use.walkable = false;
    if (walker.access == Access::open && walker.specific) use.walkable = true;
    return use;
}

std::vector<std::string> list_items(std::string_view text) {
    text = bare(text);
    const bool bracketed = text.size() >= 2 && std::string_view("[({").find(text.front()) != std::string_view::npos;
    if (bracketed) text = text.substr(1, text.size() - 2);
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto border = text.find_first_of(bracketed ? ",;|" : ";|");
        std::string item = lower_case(bare(text.substr(0, border)));
        if (!item.empty() && item != "none" && item != "nan") items.push_back(std::move(item));
        text = border == std::string_view::npos ? std::string_view{} : text.substr(border + 1);
    }
    return items;
}

std::optional<int> one_way_of(std::string_view words) {
    std::optional<int> way;
    for (const std::string& item : list_items(words)) {
        const auto is = [&](std::initializer_list<std::string_view> spellings) {
            return std::find(spellings.begin(), spellings.end(), item) != spellings.end();
        };
        if (is({"yes", "true", "1", "1.0", "t", "y", "forward", "along"})) return 1;
        if (is({"-1", "-1.0", "reverse", "reversed", "backward"}))
            way = -1;
        else if (!way && is({"no", "false", "0", "0.0", "f", "n", "reversible", "alternating", "both"}))
            way = 0;
    }
    return way;
}

std::optional<int> direction_of(const StreetTags& tags) {
    for (const StreetKey key :
         {StreetKey::oneway_motorcar, StreetKey::oneway_motor_vehicle, StreetKey::oneway_vehicle, StreetKey::oneway})
        if (const auto way = one_way_of(tags[key])) return way;
    const auto says = [&](StreetKey key, std::string_view value) {
        const auto items = list_items(tags[key]);
        return std::find(items.begin(), items.end(), value) != items.end();
    };
    if (says(StreetKey::highway, "motorway") || says(StreetKey::junction, "roundabout") ||
        says(StreetKey::junction, "circular"))
        return 1;
    return std::nullopt;
}

double speed_limit(std::string_view maxspeed) {
    for (const std::string& item : list_items(maxspeed)) {
        for (const auto& [name, miles] : limits_by_law)
            if (item == name) return miles * kilometres_per_mile;
        double value = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), value);
        if (error != std::errc() || !std::isfinite(value) || value <= 0 || value > highest_limit) continue;
        return item.find("mph") != std::string::npos ? value * kilometres_per_mile : value;
    }
    return 0;
}

double driving_speed(const RoadUse& use, double limit) {
    if (limit <= 0) return use.kilometres_an_hour;
    return limit * (limit <= 30.5 * kilometres_per_mile ? 0.65 : 0.85);
}

}  // namespace sendscape
