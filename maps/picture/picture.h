// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// What a picture of a map says of one school: usually results of a run.
struct SchoolMark {
    double observed_over_expected = 1;  ///< colour; 1 grey, above orange, below blue
    bool beyond_limits = false;         ///< full saturation
    bool magnet = false;                ///< labelled with its name
    double fill = 0;                    ///< occupancy, 0 to 1 and over
    int roll = -1;                      ///< size of the sign; below 0: the map's own census count
    bool drawn = true;                  ///< false: not open in the month on show
};

struct PictureOptions {
    int width = 1600, height = 1200;
    std::string title;
    std::string subtitle;
    std::vector<SchoolMark> marks;       ///< by school row; empty: the map's own census counts are used
    std::vector<int> shortfall_by_area;  ///< children without a suitable place; empty: none drawn
    bool light = true;
};

/// Draws areas, roads, schools and a legend by Cairo, without a display. Format by extension: .png or .svg (the SVG is
/// written as text elements by this project, so that words stay words). Throws InputError, MachineError.
void draw_map(const Map& map, const PictureOptions& options, const std::filesystem::path& path);

}  // namespace sendscape
