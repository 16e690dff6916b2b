#pragma once
#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "maps/build/build_map.h"

namespace sendscape {

/// `map build`: builds a map from public files, prints its data-quality table and writes it. Returns 0.
int map_build_command(const BuildOptions& options, const std::filesystem::path& out_file, int threads, bool force,
                      bool quiet, std::ostream& out, std::ostream& err);

/// `map synth`: makes a map from a county config (a path or a bare name) and a seed. Returns 0.
int map_synth_command(const std::string& config, std::uint64_t seed, const std::filesystem::path& out_file, int threads,
                      bool force, bool quiet, std::ostream& out, std::ostream& err);

/// `map info`: what a map holds, in a page. Returns 0.
int map_info_command(const std::filesystem::path& map, std::ostream& out);

/// `map draw`: a picture without a display. Returns 0.
int map_draw_command(const std::filesystem::path& map, const std::filesystem::path& picture, bool force,
                     std::ostream& err);

/// The data-quality table of a map for people; empty if it has no rows.
std::string quality_table(const Map& map);

}  // namespace sendscape
