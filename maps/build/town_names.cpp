// SPDX-License-Identifier: MIT
#include "maps/build/town_names.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <string_view>

#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"

namespace sendscape {
namespace {

/// Words that a street or a site is called by, not a settlement.
bool is_no_settlement(const std::string& name) {
    if (name.empty() || std::any_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
        return true;
    const std::string words = " " + lower_case(name) + " ";
    for (const std::string_view word : {" road ", " lane ", " street ", " avenue ", " close ", " drive ", " estate ",
                                        " off ", " site ", " campus ", " way "})
        if (words.find(word) != std::string::npos) return true;
    return false;
}

/// As it is written in sentences: "COVENT GARDEN" is Covent Garden.
std::string written(std::string name) {
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c) != 0; })) return name;
    bool first = true;
    for (char& letter : name) {
        if (!first) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        first = letter == ' ' || letter == '-';
    }
    return name;
}

bool is_authority(const std::string& town) { return authority_of_name(town) != nullptr; }

/// By authority: the town that most of its schools are in, which tells none of them apart; empty where there is none.
std::vector<std::string> common_towns(const Map& map, const std::vector<SchoolAddress>& addresses) {
    std::vector<std::map<std::string, int>> towns(map.authorities.size());
    std::vector<int> all(map.authorities.size(), 0);
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        if (addresses[s].town.empty()) continue;
        const std::uint32_t authority = map.schools[s].authority.value;
        ++all[authority];
        ++towns[authority][lower_case(addresses[s].town)];
    }
    std::vector<std::string> common(map.authorities.size());
    for (std::size_t a = 0; a < common.size(); ++a)
        for (const auto& [town, schools] : towns[a])
            if (2 * schools > all[a]) common[a] = town;
    return common;
}

struct Settlement {
    int schools = 0;
    std::int64_t pupils = 0;
};

}  // namespace

void name_areas_by_town(Map& map, const std::vector<SchoolAddress>& addresses, const std::vector<bool>& renames) {
    const std::vector<std::string> common = common_towns(map, addresses);
    std::vector<std::map<std::string, Settlement>> settlements(map.areas.size());
    std::vector<std::int64_t> pupils(map.areas.size(), 0);
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (!school.area.exists() || school.setting != Setting::mainstream) continue;
        pupils[school.area.value] += school.roll;
        const SchoolAddress& at = addresses[s];
        const bool by_town =
            !at.town.empty() && !is_authority(at.town) && lower_case(at.town) != common[school.authority.value];
        const std::string name = written(by_town ? at.town : at.locality);
        if (is_no_settlement(name) || is_authority(name)) continue;
        Settlement& there = settlements[school.area.value][name];
        ++there.schools;
        there.pupils += school.roll;
    }
    constexpr int least_schools = 2, least_part = 3;  // of its pupils: a third
    std::vector<std::string> chosen(map.areas.size());
    std::map<std::pair<std::uint32_t, std::string>, int> areas_of;
    for (std::size_t a = 0; a < map.areas.size(); ++a) {
        if (!renames[a]) continue;
        const Settlement* most = nullptr;
        for (const auto& [name, there] : settlements[a])
            if (there.schools >= least_schools && least_part * there.pupils >= pupils[a] &&
                (!most || there.pupils > most->pupils))
                most = &there, chosen[a] = name;
        if (!chosen[a].empty()) ++areas_of[{map.areas[a].authority.value, chosen[a]}];
    }
    for (std::size_t a = 0; a < map.areas.size(); ++a) {
        if (chosen[a].empty()) continue;
        Area& area = map.areas[a];
        const std::string& authority = map.authorities[area.authority.value].name;
        const bool alone = areas_of[{area.authority.value, chosen[a]}] == 1;
        const std::string point = area.name.size() > authority.size() + 1 ? area.name.substr(authority.size() + 1) : "";
        area.name = alone || point.empty() ? chosen[a] : chosen[a] + ", " + point;
    }
}

}  // namespace sendscape
