// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "visualiser/layers/dots.h"
#include "visualiser/layers/labels.h"
#include "visualiser/layers/legend_key.h"
#include "visualiser/layers/rows.h"
#include "visualiser/scene.h"

namespace sendscape {

/// What a layer draws with: the scene, the children's dots and the room for words on the map.
struct LayerScene {
    Scene& scene;
    Dots& dots;
    LabelSpace& labels;
};

/// How a layer colours the ground by zone. The first that is on does it; homes are not drawn then, and schools are
/// small marks.
struct GroundColouring {
    std::vector<float> (*values)(const Film& film, int month) = nullptr;  ///< by zone
    sf::Color (*colour)(const Theme& theme, float value) = nullptr;
    bool by_month = false;                     ///< its values change from month to month
    void (*legend)(LegendKey& key) = nullptr;  ///< a row of the legend
};

/// A card in the map's column.
struct LayerCard {
    float (*height)(const Scene& scene) = nullptr;  ///< pixels; 0 where there is nothing to say
    void (*draw)(Scene& scene, const sf::FloatRect& box) = nullptr;
    bool reaches_foot = false;  ///< so long that a caption at the foot of the map stands beside it
};

/// The layer's picture in `./dev pictures`.
struct LayerPicture {
    std::string_view see;                             ///< one line: what to see
    std::array<std::optional<Layer>, 2> beside = {};  ///< layers shown with it
    bool between_months = false;                      ///< on the way to the month of the other pictures
};

/// How a layer is drawn, picked and explained. Null, or empty: nothing of the kind. The hooks are called, layer by
/// layer in the order of the table, for layers that are on; those that pick for all, so that a school or child is found
/// whatever is shown.
struct LayerDrawing {
    void (*beneath)(LayerScene& map) = nullptr;  ///< under schools and children
    void (*draw)(LayerScene& map) = nullptr;     ///< under children
    void (*above)(LayerScene& map) = nullptr;    ///< over children, before any words
    bool children = false;                       ///< children at their schools are drawn
    bool along_roads = false;                    ///< a map without roads lacks something
    GroundColouring ground = {};
    LayerCard card = {};
    void (*legend)(LegendKey& key) = nullptr;  ///< entries of the legend's row of signs
    std::optional<std::uint32_t> (*school_at)(const Scene& scene, sf::Vector2f pixel) = nullptr;
    std::optional<std::uint32_t> (*child_at)(const Scene& scene, const Dots& dots, sf::Vector2f pixel) = nullptr;
    /// What is to be seen, in a few words: the title of the view. Of the layers on, the last that has one says it.
    Phrase (*finding)(const Scene& scene) = nullptr;
    LayerPicture picture = {};
    /// Why the layer has nothing to show of a film, in a sentence; empty where it has.
    std::string (*lacks)(const Film& film) = nullptr;
};

#define SENDSCAPE_LAYER_DRAWING(name, id, words, at_first) extern const LayerDrawing name##_layer;
SENDSCAPE_LAYERS(SENDSCAPE_LAYER_DRAWING)
#undef SENDSCAPE_LAYER_DRAWING

const LayerDrawing& drawing_of(Layer layer);
/// Calls visit(layer, drawing) for each layer that is on, in the order of the table.
template <class Visit>
void for_each_shown(const View& view, Visit&& visit) {
    for (const LayerRow& row : layer_rows)
        if (view.shows(row.layer)) visit(row.layer, drawing_of(row.layer));
}
/// Of the first layer that is on and colours the ground; null: none does.
const GroundColouring* ground_colouring(const View& view);
/// Values of the layer that colours the ground, worked out again only for another film, layer or month.
class GroundValues {
  public:
    /// Those of the scene; whether they are others than before, so that the ground looks different.
    bool renew(const Scene& scene);
    [[nodiscard]] std::span<const float> by_zone() const { return values_; }

  private:
    Edition::Key film_;
    const GroundColouring* ground_ = nullptr;
    int month_ = 0;
    std::vector<float> values_;
};
/// The title of the view; empty where no layer that is on has anything to say.
Phrase finding_of(const Scene& scene);
/// The layer that says it; null where a panel, the child on show or a country does, or none.
const LayerDrawing* finding_layer(const Scene& scene);
/// School or child under a pixel, by whichever layer finds one first.
std::optional<std::uint32_t> school_at(const Scene& scene, sf::Vector2f pixel);
std::optional<std::uint32_t> child_at(const Scene& scene, const Dots& dots, sf::Vector2f pixel);

// What is drawn whatever layers are on.
void draw_ground(Scene& scene);  ///< areas, homes or a layer's colours, roads: painted once per camera
/// The colour of an authority's or area's ground: children short of a place for each 100 plans of its schools.
sf::Color shortfall_colour(const Theme& theme, float per_100_plans);
/// By how many specialist places (base, special school, AP) a school of B has more in B than in A, rows of B; 0 where
/// one of the two has no such month.
float places_more(const Film& a, const Film& b, int month, std::uint32_t school);
/// Rings and numbers where B has more specialist places than A; nothing where one run is shown.
void draw_new_places(Scene& scene, LabelSpace& labels);
void country_legend(LegendKey& key);
/// "Sale, Trafford"; a name that tells its authority stands alone.
Phrase area_words(const Film& film, const Area& area);
Phrase country_finding(const Scene& scene);
/// Under everything: where about the child on show lives. A zone, never a point.
void draw_home_area(Scene& scene);
/// How long the child on show has waited: the title while one is. Empty without one.
Phrase child_finding(const Scene& scene);
/// Signs of its way.
void child_legend(LegendKey& key);
/// The box of metres that holds the child's home, where it is in a month and every school of its way until then; its
/// height goes north.
sf::FloatRect way_so_far(const Film& film, const Arrangement& arrangement, std::uint32_t child, int month);
/// Where a child is in a month, metres: at its school, with those of its area who are short of a place, or at home.
/// The middle of the zone a child lives in, metres.
sf::Vector2f home_area(const Film& film, std::uint32_t child);
sf::Vector2f whereabouts(const Film& film, const Arrangement& arrangement, std::uint32_t child, int month);
/// Names of the school selected or pointed at (`asked`); of the strongest magnets where these are shown.
enum class SchoolNames : std::uint8_t { asked, magnets, all };
void draw_school_names(Scene& scene, LabelSpace& labels, SchoolNames which);

/// Straight from home to school; beyond it a journey is drawn as far. Two-step catchments end here, too (judged).
constexpr float far_journey_metres = 12'000;

}  // namespace sendscape
