// SPDX-License-Identifier: MIT
// The ground by the special places within reach of the children who live there.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// Special places within reach for each child who might need one: two-step floating catchment over 12 km (Luo and Wang
/// 2003). Demand are the homes of children who have or will have a plan; a film without them counts residents of school
/// age, or zones. 1 is what a child of the authority has on average.
std::vector<float> access_to_places(const Film& film, int month) {
    struct Home {
        float x, y, children;
        bool in_area;
    };
    std::vector<Home> homes;
    for (const FilmChild& child : film.children) homes.push_back({child.x, child.y, 1, child.area < film.areas.size()});
    if (homes.empty()) {
        float all = 0;
        for (const Zone& zone : film.zones) {
            float sum = 0;
            for (std::size_t age = 4; age < 16; ++age) sum += static_cast<float>(zone.residents[age]);
            homes.push_back({static_cast<float>(zone.x), static_cast<float>(zone.y), sum, zone.area.exists()});
            all += sum;
        }
        if (all <= 0)
            for (Home& home : homes) home.children = 1;
    }
    const auto weight = [](float x, float y, const School& school) {
        const float dx = x - static_cast<float>(school.x), dy = y - static_cast<float>(school.y);
        return std::max(0.0f, 1 - std::sqrt(dx * dx + dy * dy) / far_journey_metres);
    };
    std::vector<float> score(film.zones.size(), 0);
    float had = 0, children = 0;
    for (const Home& home : homes)
        if (home.in_area) children += home.children;
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        const float places = film.at(month, s).open ? film.at(month, s).places : 0;
        if (school.setting != Setting::state_special || places <= 0) continue;
        float demand = 0, within = 0;
        for (const Home& home : homes) {
            const float part = weight(home.x, home.y, school) * home.children;
            demand += part;
            if (home.in_area) within += part;
        }
        if (demand <= 0) continue;
        const float each = static_cast<float>(places) / demand;
        had += within * each;
        for (std::size_t z = 0; z < film.zones.size(); ++z)
            score[z] += weight(static_cast<float>(film.zones[z].x), static_cast<float>(film.zones[z].y), school) * each;
    }
    if (had > 0)
        for (float& value : score) value *= children / had;
    return score;
}

/// From the ground's own (0, no special places near by) to the purple of special places (2, twice as many as usual).
sf::Color access_colour(const Theme& theme, float value) {
    return blend(theme.map_ground, theme.special, 0.04f + 0.36f * std::clamp(value, 0.0f, 2.0f));
}

void access_legend(LegendKey& key) {
    key.row("Access");
    key.entry("few special places near by", 32, ground_sign(key.scene(), access_colour(key.scene().theme(), 0.1f)));
    key.entry("as many as usual", 32, ground_sign(key.scene(), access_colour(key.scene().theme(), 1.0f)));
    key.entry("many", 32, ground_sign(key.scene(), access_colour(key.scene().theme(), 1.9f)));
}

Phrase access_words(const Scene& scene) {
    return Phrase("Special places are far where it is {}", scene.theme().light ? "white" : "dark");
}

}  // namespace

constinit const LayerDrawing access_layer{
    .ground = {.values = access_to_places, .colour = access_colour, .by_month = true, .legend = access_legend},
    .finding = access_words,
    .picture = {.see = "where special places are near (the fuller the purple) for the children who live there",
                .beside = {Layer::schools}},
};

}  // namespace sendscape
