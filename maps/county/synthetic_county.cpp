// SPDX-License-Identifier: MIT
#include "maps/county/synthetic_county.h"

#include <fmt/format.h>

#include "maps/county/config.h"
#include "maps/county/layout.h"
#include "maps/county/roads.h"
#include "maps/county/schools.h"
#include "maps/map_file.h"
#include "maps/travel_time.h"
#include "sim/core/draws.h"

namespace sendscape {

Map make_synthetic_county(const std::filesystem::path& config_file, std::uint64_t seed, const Parallel& parallel) {
    const CountyConfig config = read_county_config(config_file);
    const Draws draws(seed, 0);
    Map map;
    map.name = config.name;
    map.census = config.census;
    map.synthetic = true;
    const std::vector<ZoneTraits> traits = lay_out_county(config, draws, map);
    const std::vector<double> deprivation = lay_schools(config, traits, draws, map);
    count_census(config, deprivation, draws, map);
    map.roads = lay_roads(config, draws);
    snap_to_roads(map);
    compute_travel(map, parallel);
    map.assumptions.push_back(fmt::format(
        "{} is an invented county: its towns, schools and children do not exist. Its sizes are those of the "
        "mean English authority.",
        map.name));
    map.assumptions.push_back(
        "Journeys are shortest walks and free-flow drives on the county's invented road network, door to door.");
    map.digest = digest_of_map(map);
    return map;
}

}  // namespace sendscape
