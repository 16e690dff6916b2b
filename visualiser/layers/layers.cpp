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

const LayerDrawing* finding_layer(const Scene& scene) {
    const LayerDrawing* last = nullptr;
    if (!scene.finding.view().empty() || !child_finding(scene).view().empty() ||
        (!scene.shows_schools() && !scene.ground))
        return last;
    for_each_shown(scene.view, [&](Layer, const LayerDrawing& drawing) {
        if (drawing.finding) last = &drawing;
    });
    return last;
}

Phrase finding_of(const Scene& scene) {
    if (!scene.finding.view().empty()) return scene.finding;
    const Phrase child = child_finding(scene);
    if (!child.view().empty()) return child;
    if (!scene.shows_schools() && !scene.ground) return country_finding(scene);
    const LayerDrawing* const layer = finding_layer(scene);
    return layer ? layer->finding(scene) : Phrase();
}

bool GroundValues::renew(const Scene& scene) {
    const int month = scene.ground && scene.ground->by_month ? scene.month : 0;
    if (scene.ground == ground_ && scene.film.edition.key() == film_ && month == month_) return false;
    const bool other_layer = scene.ground != ground_ || scene.film.edition.object() != film_.object;
    film_ = scene.film.edition.key(), ground_ = scene.ground, month_ = month;
    std::vector<float> now = ground_ ? ground_->values(scene.film, scene.month) : std::vector<float>();
    const bool differs = other_layer || now != values_;
    values_ = std::move(now);
    return differs;
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
