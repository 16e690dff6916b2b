// SPDX-License-Identifier: MIT
#include "maps/county/synthetic_county.h"
#include "sim/commands/command.h"
#include "sim/commands/map_output.h"
#include "sim/core/output_paths.h"
#include "sim/scenario/config_files.h"

namespace sendscape {
namespace {

int run_map_synth(const Given& given, std::ostream& /*out*/, std::ostream& err) {
    const std::uint64_t seed = *given.whole("--seed");
    const int threads = given.threads();
    const std::filesystem::path map_file = given.text("--out");
    const std::filesystem::path county = find_config(given.text("--config"), ConfigKind::county);
    spare_inputs(map_file, {county});
    check_ending(map_file, ".h5", "a map is an HDF5 file");
    check_output_file(map_file, given.on("--force"));
    Map map = make_synthetic_county(county, seed, Parallel(threads));
    write_and_tell(map, map_file, given.on("--force"), given.on("--quiet"), err);
    return 0;
}

}  // namespace

CommandRow map_synth_row() {
    return {"map synth",
            "Make a map from a county config",
            "  sendscape map synth --config wendshire --seed 1 --out wendshire.h5\n",
            {
                {.name = "--config",
                 .value = "COUNTY.toml",
                 .help = "county config: a .toml file or a bare name",
                 .required = true},
                {.name = "--seed", .value = "N", .help = "seed of the county", .otherwise = "1", .most = most_seed},
                {.name = "--out", .value = "MAP.h5", .help = "map to write", .required = true},
                threads_option,
                force_option,
                quiet_option,
            },
            run_map_synth};
}

}  // namespace sendscape
