// SPDX-License-Identifier: MIT
#include "sim/commands/streams.h"

#include "agents/service_table.h"

namespace sendscape {

std::vector<StreamName> stream_names() {
#define SENDSCAPE_STREAM(name, number) {Stream::name, #name},
    std::vector<StreamName> names{SENDSCAPE_STREAMS(SENDSCAPE_STREAM)};
#undef SENDSCAPE_STREAM
    for (std::size_t s = 0; s < service_count; ++s) {
        if (service_table[s].shared_luck >= 0) continue;
        for (std::size_t draw = 0; draw < service_draw_names.size(); ++draw) {
            std::string name(service_table[s].label.code);
            name += '_';
            name += service_draw_names[draw];
            names.push_back({luck_of(s, static_cast<ServiceDraw>(draw)).stream, std::move(name)});
        }
    }
    return names;
}

}  // namespace sendscape
