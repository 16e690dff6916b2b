#include "sim/commands/map_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "maps/county/synthetic_county.h"
#include "maps/map_file.h"
#include "maps/map_info.h"
#include "maps/picture/picture.h"
#include "sim/commands/describe.h"
#include "sim/commands/interrupt.h"
#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/scenario/config_files.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// Refuses before work begins what would be refused at its end.
void check_target(const fs::path& path, bool force) {
    check_output_file(path, force);
    std::error_code error;
    // What is missing of the folders above is made when there is something to put there.
    fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const fs::path wanted = folder;
    while (!fs::exists(folder, error) && folder.has_relative_path())
        folder = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, error))
        throw MachineError(
            fmt::format("cannot write below {}: it is not a folder and cannot be made one", wanted.string()));
}

/// A map is made in one go: there is no checkpoint to keep.
void stop_if_asked() {
    if (interrupt_requested()) throw Interrupted("interrupted; nothing was written");
}

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

}  // namespace

std::string quality_table(const Map& map) {
    if (map.quality.empty()) return {};
    std::vector<std::vector<std::string>> rows{{"table", "count", "what was met", "examples", "what was done"}};
    for (const QualityRow& row : map.quality)
        rows.push_back({row.table, std::to_string(row.count), row.issue, row.examples, row.rule});
    return text_table(rows, 200);
}

int map_build_command(const BuildOptions& options, const fs::path& out_file, int threads, bool force, bool quiet,
                      std::ostream& out, std::ostream& err) {
    check_target(out_file, force);
    const Parallel parallel(threads);
    if (!quiet)
        fmt::print(err, "Building a map from {} school table{}\n", options.schools.size(),
                   options.schools.size() == 1 ? "" : "s");
    Map map = build_map(options, parallel);
    stop_if_asked();
    out << quality_table(map);
    for (const std::string& assumption : map.assumptions) out << "Assumed: " << assumption << '\n';
    out << std::flush;
    write_and_tell(map, out_file, force, quiet, err);
    return 0;
}

int map_synth_command(const std::string& config, std::uint64_t seed, const fs::path& out_file, int threads, bool force,
                      bool quiet, std::ostream& /*out*/, std::ostream& err) {
    const fs::path county = find_config(config, ConfigKind::county);
    spare_inputs(out_file, {county});
    check_target(out_file, force);
    const Parallel parallel(threads);
    Map map = make_synthetic_county(county, seed, parallel);
    write_and_tell(map, out_file, force, quiet, err);
    return 0;
}

int map_info_command(const fs::path& path, std::ostream& out) {
    out << describe_map(read_map(path)) << std::flush;
    return 0;
}

int map_draw_command(const fs::path& path, const fs::path& picture, bool force, std::ostream& err) {
    check_target(picture, force);
    const Map map = read_map(path);
    PictureOptions options;
    options.title = map.name;
    options.subtitle = fmt::format("Schools and pupils with plans, {} census", long_name(map.census));
    draw_map(map, options, picture);
    fmt::print(err, "Written: {}\n", picture.string());
    return 0;
}

}  // namespace sendscape
