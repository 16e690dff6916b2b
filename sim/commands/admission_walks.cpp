// SPDX-License-Identifier: MIT
#include "sim/commands/admission_walks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "maps/map_file.h"
#include "maps/travel_time.h"
#include "sim/core/error.h"
#include "sim/core/machine_limits.h"
#include "sim/core/parallel.h"

namespace sendscape {
namespace {

constexpr double farthest_walk_km = 15;  // nobody walks farther to school

std::pair<std::int32_t, std::int32_t> metres_of(const GridPlace& place) {
    return {static_cast<std::int32_t>(std::lround(place.x)), static_cast<std::int32_t>(std::lround(place.y))};
}

}  // namespace

AdmissionWalks::AdmissionWalks(const std::filesystem::path& map, const std::vector<GridPlace>& homes,
                               const std::vector<ListedSchool>& schools)
    : file_(map.string()) {
    Map read = read_map(map);
    if (read.roads.empty())
        throw InputError(
            fmt::format("--map {}: this map has no streets, so that it tells no walk; build it with --roads (without "
                        "--map distances are straight lines)",
                        file_));
    streets_.roads = std::move(read.roads);
    streets_.detour_factor = read.detour_factor;
    for (const GridPlace& home : homes) {
        const auto [at, is_new] = home_.emplace(metres_of(home), static_cast<std::uint32_t>(streets_.zones.size()));
        if (!is_new) continue;
        streets_.zones.emplace_back();
        std::tie(streets_.zones.back().x, streets_.zones.back().y) = at->first;
    }
    for (const ListedSchool& school : schools) {
        streets_.schools.emplace_back();
        if (school.at) std::tie(streets_.schools.back().x, streets_.schools.back().y) = metres_of(*school.at);
    }
    snap_to_roads(streets_);
    const auto off = [](const auto& place) { return !place.node.exists(); };
    if (!streets_.zones.empty() && std::all_of(streets_.zones.begin(), streets_.zones.end(), off))
        throw InputError(
            fmt::format("--map {}: none of the homes of the list lies within {:.0f} m of its streets; is it "
                        "the map of another area ('{}')?",
                        file_, furthest_snap_m, read.name));
    compute_travel(streets_, Parallel(usable_cores()), farthest_walk_km);
}

double AdmissionWalks::metres(const GridPlace& home, std::size_t school) const {
    return journey(streets_, ZoneId(home_.at(metres_of(home))), SchoolId(school)).metres;
}

std::string AdmissionWalks::words() const {
    const auto off = std::count_if(streets_.zones.begin(), streets_.zones.end(),
                                   [](const Zone& home) { return !home.node.exists(); });
    const auto schools_off = std::count_if(streets_.schools.begin(), streets_.schools.end(), [](const School& school) {
        return (school.x != 0 || school.y != 0) && !school.node.exists();
    });
    return fmt::format(
        "distances are the shortest walks along the streets of {}{}", file_,
        off + schools_off == 0
            ? ""
            : fmt::format("; {} of {} places of homes and {} of {} schools lie off its streets: for these it is the "
                          "straight line times {}",
                          off, streets_.zones.size(), schools_off, streets_.schools.size(), streets_.detour_factor));
}

}  // namespace sendscape
