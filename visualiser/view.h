// SPDX-License-Identifier: MIT
#pragma once
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "visualiser/layers/rows.h"
#include "visualiser/theme.h"

namespace sendscape {

struct OtherLives;
using LayerSet = std::bitset<layer_count>;

/// The layers that are on at first.
inline LayerSet usual_layers() {
    LayerSet on;
    for (const LayerRow& row : layer_rows) on.set(static_cast<std::size_t>(row.layer), row.at_first);
    return on;
}

/// What the viewer wants to see: time, layers, selection. Input changes it, drawing reads it.
struct View {
    float time = 0;  ///< months since the film's first; the whole part is the month shown
    bool playing = false;
    float speed = 6;  ///< months a second, 1 to 120
    LayerSet layers = usual_layers();
    const Theme* theme = &dark_theme();
    float scale = 1;         ///< of text and lines, for projectors
    bool anonymise = false;  ///< school names hidden
    bool help = false;
    bool hint = false;                        ///< says which key shows the keys
    bool levers = false;                      ///< panel of policies open
    bool clean = false;                       ///< presenter: no funnel, no legend
    std::optional<std::uint32_t> school;      ///< selected
    std::optional<std::uint32_t> hovered;     ///< under the pointer, on map or funnel
    std::optional<std::uint32_t> child;       ///< row of Film::children
    bool child_card = true;                   ///< its story is told; without, it is only marked
    bool follow = false;                      ///< the map goes where the child is
    std::shared_ptr<const OtherLives> lives;  ///< of the children under other luck; none were lived
    bool searching = false;
    std::string search;
    bool opening = false;                      ///< the path of another run is typed
    std::string path;                          ///< as far as it is
    std::vector<std::string> paths;            ///< that begin so
    std::vector<std::uint32_t> found;          ///< schools that fit it, best first
    std::optional<std::uint32_t> found_child;  ///< before them
    std::string caption;                       ///< of a story
    std::string talk;                          ///< the story's title
    float seconds = 0;                         ///< clock for glows and tremors; stands still in tests

    [[nodiscard]] bool shows(Layer layer) const { return layers[static_cast<std::size_t>(layer)]; }
    void show(Layer layer, bool on = true) { layers.set(static_cast<std::size_t>(layer), on); }
    /// These and no others.
    void show_only(const std::vector<Layer>& wanted) {
        layers.reset();
        for (const Layer layer : wanted) show(layer);
    }
};

}  // namespace sendscape
