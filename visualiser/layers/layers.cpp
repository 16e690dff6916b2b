// SPDX-License-Identifier: MIT
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

#define SENDSCAPE_LAYER_DRAWING(name, id, words, at_first) &name##_layer,
constexpr std::array drawings{SENDSCAPE_LAYERS(SENDSCAPE_LAYER_DRAWING)};
#undef SENDSCAPE_LAYER_DRAWING

}  // namespace

const LayerDrawing& drawing_of(Layer layer) { return *drawings[static_cast<std::size_t>(layer)]; }

const GroundColouring* ground_colouring(const View& view) {
    const GroundColouring* found = nullptr;
    for_each_shown(view, [&](Layer, const LayerDrawing& drawing) {
        if (!found && drawing.ground.values) found = &drawing.ground;
    });
    return found;
}

Phrase finding_of(const Scene& scene) {
    Phrase words = child_finding(scene);
    if (!words.view().empty()) return words;
    if (!scene.shows_schools()) return country_finding(scene);
    for_each_shown(scene.view, [&](Layer, const LayerDrawing& drawing) {
        if (drawing.finding) words = drawing.finding(scene);
    });
    return words;
}

std::optional<std::uint32_t> school_at(const Scene& scene, sf::Vector2f pixel) {
    for (const LayerDrawing* drawing : drawings)
        if (drawing->school_at)
            if (const auto school = drawing->school_at(scene, pixel)) return school;
    return std::nullopt;
}

std::optional<std::uint32_t> child_at(const Scene& scene, const Dots& dots, sf::Vector2f pixel) {
    for (const LayerDrawing* drawing : drawings)
        if (drawing->child_at)
            if (const auto child = drawing->child_at(scene, dots, pixel)) return child;
    return std::nullopt;
}

}  // namespace sendscape
