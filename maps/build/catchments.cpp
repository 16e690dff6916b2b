// SPDX-License-Identifier: MIT
#include "maps/build/catchments.h"

#include <fmt/format.h>

#include <algorithm>

#include "maps/tables/area_shapes.h"
#include "maps/tables/school_catchments.h"
#include "sim/core/error.h"

namespace sendscape {

std::vector<Catchment> own_catchments(const std::filesystem::path& file, const SchoolFinder& finder, const Map& map,
                                      QualityTable& quality) {
    std::vector<std::pair<std::int32_t, std::int32_t>> homes;
    for (const Zone& zone : map.zones) homes.emplace_back(zone.x, zone.y);
    std::vector<std::string> names;
    for (const School& school : map.schools) names.push_back(school.name);
    const std::string table = file.filename().string();
    quality.officers_own(table);
    std::vector<Catchment> catchments;
    for (DrawnSchool& drawn : read_school_catchments(file, quality)) {
        const auto fault = [&](const std::string& why) {
            throw InputError(fmt::format("{}, feature {}: {}", file.string(), drawn.shape.feature, why));
        };
        SchoolKey key;
        key.urn = drawn.urn;
        const auto school = finder.find(key);
        if (!school) {
            quality.count(table, {Oddity::own_unknown_school}, "their catchments are left out",
                          fmt::format("URN {}", drawn.urn));
            continue;
        }
        const School& at = map.school(*school);
        if (at.setting != Setting::mainstream)
            fault(fmt::format("URN {} ({}) is of the kind '{}': only a mainstream school has a catchment", drawn.urn,
                              at.name, label(at.setting).words));
        check_name(drawn, at.name, names, file);
        const std::vector<std::uint8_t> within = points_within(drawn.shape.rings, homes);
        if (std::find(within.begin(), within.end(), 1) == within.end())
            fault(
                fmt::format("the catchment of URN {} ({}) holds the centre of none of the map's {} zones, where "
                            "families live",
                            drawn.urn, at.name, map.zones.size()));
        catchments.push_back({*school, std::move(drawn.shape.rings)});
    }
    if (catchments.empty())
        throw InputError(
            fmt::format("{}: no polygon is of a school of the map; the URNs it names are of other areas, "
                        "or no URNs",
                        file.string()));
    std::sort(catchments.begin(), catchments.end(),
              [](const Catchment& a, const Catchment& b) { return a.school.value < b.school.value; });
    return catchments;
}

}  // namespace sendscape
