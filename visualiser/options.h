// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/calendar.h"
#include "visualiser/layers/rows.h"

namespace sendscape {

/// What sendscape-view was asked for.
struct ViewOptions {
    std::string source;  ///< a run file or a scenario
    std::optional<std::filesystem::path> map, compare, story;
    std::optional<std::filesystem::path> picture;  ///< --shot
    std::optional<std::filesystem::path> video;
    std::optional<Month> at;
    std::string child;               ///< number, or "eventful"; empty: nobody
    std::optional<Month> from, to;   ///< of a video
    std::optional<double> seconds;   ///< a video lasts
    std::vector<Layer> layers;       ///< empty: the usual ones
    unsigned width = 0, height = 0;  ///< 0: the default
    bool light = false, anonymise = false, names = false, kiosk = false, force = false, help = false, version = false;
    bool levers = false;                      ///< of a scenario: with their panel open
    std::optional<int> years;                 ///< a scenario is lived, else as many as it says
    std::optional<std::uint32_t> replicates;  ///< of it
    float scale = 1;
    std::optional<double> bench;                   ///< seconds
    std::optional<std::filesystem::path> country;  ///< of the bench: a run file whose frames are measured, too
};

/// Reads the command line. Throws InputError naming the option, what was read and what is allowed.
ViewOptions parse_view_options(const std::vector<std::string>& arguments);
std::string view_usage();

}  // namespace sendscape
