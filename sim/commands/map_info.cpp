// SPDX-License-Identifier: MIT
#include "maps/map_info.h"

#include <ostream>

#include "maps/map_file.h"
#include "sim/commands/command.h"

namespace sendscape {

CommandRow map_info_row() {
    return {"map info",
            "Say what a map holds",
            "  sendscape map info trafford.h5\n",
            {{.name = "MAP.h5", .help = "map file", .required = true}},
            [](const Given& given, std::ostream& out, std::ostream& /*err*/) {
                out << describe_map(read_map(given.text("MAP.h5"))) << std::flush;
                return 0;
            }};
}

}  // namespace sendscape
