// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// THE table of what can be laid over the map: one row for each layer, in the order of their numbers. A row has
//   the layer's name in the program: `<name>_layer` in visualiser/layers/<name>.cpp says how it is drawn, picked and
//   explained;
//   its id, by which stories and `--layers` name it beside its number;
//   its words in the help;
//   whether it is on at first.
// Its key follows from its number (visualiser/keys.h). A new layer is a row here and a file there: keys, help, options,
// stories, the legend and `./dev pictures` go through this table.
#define SENDSCAPE_LAYERS(ROW)                             \
    ROW(schools, "schools", "schools", true)              \
    ROW(moves, "moves", "moves", true)                    \
    ROW(magnets, "magnets", "magnets", true)              \
    ROW(shortfall, "short", "short of places", true)      \
    ROW(access, "access", "access", false)                \
    ROW(deprivation, "deprivation", "deprivation", false) \
    ROW(journeys, "journeys", "journeys", false)          \
    ROW(services, "services", "services", false)          \
    ROW(money, "money", "money", false)

namespace sendscape {

#define SENDSCAPE_LAYER_NAME(name, id, words, at_first) name,
enum class Layer : std::uint8_t { SENDSCAPE_LAYERS(SENDSCAPE_LAYER_NAME) };
#undef SENDSCAPE_LAYER_NAME

struct LayerRow {
    Layer layer;
    std::string_view id, words;
    bool at_first;
    [[nodiscard]] constexpr std::size_t number() const { return static_cast<std::size_t>(layer) + 1; }
};

#define SENDSCAPE_LAYER_ROW(name, id, words, at_first) LayerRow{Layer::name, id, words, at_first},
inline constexpr std::array layer_rows{SENDSCAPE_LAYERS(SENDSCAPE_LAYER_ROW)};
#undef SENDSCAPE_LAYER_ROW
constexpr std::size_t layer_count = layer_rows.size();

/// The layer of a number or an id, as stories and options write it; none of other words.
std::optional<Layer> read_layer(std::string_view words);
/// "schools, moves, ..."
std::string layer_ids();
/// "1 schools 2 moves ...", each line but the first led by `indent`, none longer than `width`; the first has `used`
/// characters before it.
std::string layer_list(std::size_t used, const std::string& indent, std::size_t width);

}  // namespace sendscape
