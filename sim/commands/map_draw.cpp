// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "maps/map_file.h"
#include "maps/picture/picture.h"
#include "sim/commands/command.h"
#include "sim/commands/map_output.h"
#include "sim/core/output_paths.h"

namespace sendscape {
namespace {

int run_map_draw(const Given& given, std::ostream& /*out*/, std::ostream& err) {
    const std::filesystem::path map_file = given.text("MAP.h5"), picture = given.text("--out");
    spare_inputs(picture, {map_file});
    check_output_file(picture, given.on("--force"));
    const Map map = read_map(map_file);
    PictureOptions options;
    options.title = map.name;
    options.subtitle = fmt::format("Schools and pupils with plans, {} census", long_name(map.census));
    draw_map(map, options, picture);
    fmt::print(err, "Written: {}\n", picture.string());
    return 0;
}

}  // namespace

CommandRow map_draw_row() {
    return {"map draw",
            "Draw a map, no display needed",
            "  sendscape map draw trafford.h5 --out trafford.svg\n",
            {
                {.name = "MAP.h5", .help = "map file", .required = true},
                {.name = "--out", .value = "F.svg|F.png", .help = "picture to write: .svg or .png", .required = true},
                {.name = "--force", .help = "replace an existing picture", .takes = Takes::nothing},
            },
            run_map_draw};
}

}  // namespace sendscape
