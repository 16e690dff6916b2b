// SPDX-License-Identifier: MIT
// Files of streets, GraphML and OpenStreetMap: any bytes give streets between junctions that are there, or one
// InputError.
#include "maps/roads/read_roads.h"
#include "maps/tables/quality.h"
#include "sim/core/error.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sendscape;
    try {
        QualityTable quality;
        const RoadNetwork roads = read_roads(scratch_file(data, size, ".roads"), quality);
        for (std::size_t arc = 0; arc < roads.arcs(); ++arc)
            if (roads.head[arc] >= roads.nodes() || !(roads.metres[arc] >= 0)) __builtin_trap();
    } catch (const InputError&) {
    }
    return 0;
}
