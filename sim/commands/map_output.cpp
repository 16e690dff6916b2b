// SPDX-License-Identifier: MIT
#include "sim/commands/map_output.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "maps/map_file.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace fs = std::filesystem;

void write_and_tell(Map& map, const fs::path& path, bool force, bool quiet, std::ostream& err) {
    stop_if_asked();
    write_map(map, path, force);
    if (quiet) return;
    std::int64_t roll = 0, plans = 0;
    std::size_t in_area = 0;
    for (const School& school : map.schools) {
        if (!school.in_area) continue;
        ++in_area;
        roll += school.roll;
        plans += school.plans;
    }
    fmt::print(
        err, "Written: {}: {}, {} schools of the area with {} pupils, {} of them with plans; {} zones, {} road nodes\n",
        path.string(), map.name, in_area, roll, plans, map.zones.size(), map.roads.nodes());
}

}  // namespace sendscape
