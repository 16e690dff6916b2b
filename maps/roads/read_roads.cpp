// SPDX-License-Identifier: MIT
#include "maps/roads/read_roads.h"

#include "maps/roads/graphml_roads.h"
#include "maps/roads/osm_roads.h"
#include "maps/roads/road_file.h"

namespace sendscape {

RoadNetwork read_roads(const std::filesystem::path& path, QualityTable& quality) {
    const RoadFormat format = road_format(path);
    return format == RoadFormat::graphml ? read_graphml_roads(path, quality) : read_osm_roads(path, format, quality);
}

}  // namespace sendscape
