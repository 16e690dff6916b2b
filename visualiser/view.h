#pragma once
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "visualiser/theme.h"

namespace sendscape {

/// What can be laid over the map, by the key that switches it.
enum class Layer : std::uint8_t {
    schools,
    flows,
    magnets,
    shortfall,
    accessibility,
    deprivation,
    journeys,
    services,
    money
};
constexpr std::size_t layer_count = 9;
inline constexpr const char* layer_names[layer_count] = {"Schools",
                                                         "Moves",
                                                         "Magnets",
                                                         "Short of places",
                                                         "Access to special places",
                                                         "Deprivation",
                                                         "Journeys",
                                                         "Waits for services",
                                                         "Money"};

/// What the viewer wants to see: time, layers, selection. Input changes it, drawing reads it.
struct View {
    float time = 0;  ///< months since the film's first; the whole part is the month shown
    bool playing = false;
    float speed = 6;  ///< months a second, 1 to 120
    std::bitset<layer_count> layers{0b000001111};
    const Theme* theme = &dark_theme();
    float scale = 1;         ///< of text and lines, for projectors
    bool anonymise = false;  ///< school names hidden
    bool help = false;
    bool levers = false;                   ///< panel of policies open
    bool clean = false;                    ///< presenter: no funnel, no legend
    std::optional<std::uint32_t> school;   ///< selected
    std::optional<std::uint32_t> hovered;  ///< under the pointer, on map or funnel
    std::optional<std::uint32_t> child;    ///< row of Film::children
    bool searching = false;
    std::string search;
    std::vector<std::uint32_t> found;  ///< schools that fit it, best first
    std::string caption;               ///< of a story
    float seconds = 0;                 ///< clock for halos and tremors; stands still in tests

    /// A layer that colours the ground is on.
    [[nodiscard]] bool shows_ground() const { return shows(Layer::accessibility) || shows(Layer::deprivation); }
    [[nodiscard]] bool shows(Layer layer) const { return layers[static_cast<std::size_t>(layer)]; }
};

}  // namespace sendscape
