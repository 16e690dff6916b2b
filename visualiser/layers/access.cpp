// SPDX-License-Identifier: MIT
// The ground by the special places within reach of the children who live there.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// Children at a place who might need a special one.
struct Home {
    float x = 0, y = 0, children = 0;
    bool in_area = false;
};

/// More homes than this are counted by their zones: nobody tells them apart on a map of so many.
constexpr std::size_t most_homes = 50'000;

/// Homes of children who have or will have a plan; a film without them counts residents of school age, or zones.
std::vector<Home> homes_of(const Film& film) {
    std::vector<Home> homes;
    if (film.children.size() > most_homes) {
        homes.resize(film.zones.size());
        for (std::size_t z = 0; z < film.zones.size(); ++z) {
            const Zone& zone = film.zones[z];
            homes[z] = {static_cast<float>(zone.x), static_cast<float>(zone.y), 0, zone.area.exists()};
        }
        for (const FilmChild& child : film.children)
            if (child.zone < homes.size()) ++homes[child.zone].children;
        return homes;
    }
    for (const FilmChild& child : film.children) homes.push_back({child.x, child.y, 1, child.area < film.areas.size()});
    if (!homes.empty()) return homes;
    float all = 0;
    for (const Zone& zone : film.zones) {
        float sum = 0;
        for (std::size_t age = 4; age < 16; ++age) sum += static_cast<float>(zone.residents[age]);
        homes.push_back({static_cast<float>(zone.x), static_cast<float>(zone.y), sum, zone.area.exists()});
        all += sum;
    }
    if (all <= 0)
        for (Home& home : homes) home.children = 1;
    return homes;
}

/// Points sorted into squares as wide as a journey may be, so that those within reach are in nine of them.
class Squares {
  public:
    template <class Points, class At>
    Squares(const Points& points, At&& at) {
        if (points.empty()) return;
        left_ = right_ = at(points[0]).x, bottom_ = top_ = at(points[0]).y;
        for (const auto& point : points) {
            const sf::Vector2f here = at(point);
            left_ = std::min(left_, here.x), right_ = std::max(right_, here.x);
            bottom_ = std::min(bottom_, here.y), top_ = std::max(top_, here.y);
        }
        across_ = square(right_, left_) + 1;
        first_.assign(static_cast<std::size_t>(across_ * (square(top_, bottom_) + 1)) + 1, 0);
        for (const auto& point : points) ++first_[square_of(at(point)) + 1];
        for (std::size_t s = 1; s < first_.size(); ++s) first_[s] += first_[s - 1];
        rows_.resize(points.size());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for (std::size_t row = 0; row < points.size(); ++row) rows_[next[square_of(at(points[row]))]++] = row;
    }
    /// Calls visit(row) of every point that may be within reach.
    template <class Visit>
    void each_near(float x, float y, Visit&& visit) const {
        if (rows_.empty()) return;
        const int column = square(x, left_), line = square(y, bottom_),
                  down = static_cast<int>(first_.size() - 1) / across_;
        for (int l = std::max(line - 1, 0); l <= std::min(line + 1, down - 1); ++l)
            for (int c = std::max(column - 1, 0); c <= std::min(column + 1, across_ - 1); ++c) {
                const auto s = static_cast<std::size_t>(l * across_ + c);
                for (std::size_t i = first_[s]; i < first_[s + 1]; ++i) visit(rows_[i]);
            }
    }

  private:
    static int square(float at, float from) { return static_cast<int>(std::floor((at - from) / far_journey_metres)); }
    [[nodiscard]] std::size_t square_of(sf::Vector2f at) const {
        return static_cast<std::size_t>(square(at.y, bottom_) * across_ + square(at.x, left_));
    }
    float left_ = 0, right_ = 0, bottom_ = 0, top_ = 0;
    int across_ = 1;
    std::vector<std::size_t> first_, rows_;
};

/// Special places within reach for each child who might need one: two-step floating catchment over 12 km (Luo and Wang
/// 2003). 1 is what a child of the authority has on average.
std::vector<float> access_to_places(const Film& film, int month) {
    const std::vector<Home> homes = homes_of(film);
    const Squares of_homes(homes, [](const Home& home) { return sf::Vector2f(home.x, home.y); });
    const Squares of_zones(film.zones, [](const Zone& zone) {
        return sf::Vector2f(static_cast<float>(zone.x), static_cast<float>(zone.y));
    });
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
        const auto x = static_cast<float>(school.x), y = static_cast<float>(school.y);
        float demand = 0, within = 0;
        of_homes.each_near(x, y, [&](std::size_t h) {
            const float part = weight(homes[h].x, homes[h].y, school) * homes[h].children;
            demand += part;
            if (homes[h].in_area) within += part;
        });
        if (demand <= 0) continue;
        const float each = static_cast<float>(places) / demand;
        had += within * each;
        of_zones.each_near(x, y, [&](std::size_t z) {
            score[z] += weight(static_cast<float>(film.zones[z].x), static_cast<float>(film.zones[z].y), school) * each;
        });
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
    key.entry(key.scene().theme().light ? "white: few places near by" : "dark: few places near by", 32,
              ground_sign(key.scene(), access_colour(key.scene().theme(), 0.1f)));
    key.entry("as many as usual", 32, ground_sign(key.scene(), access_colour(key.scene().theme(), 1.0f)));
    key.entry("purple: many", 32, ground_sign(key.scene(), access_colour(key.scene().theme(), 1.9f)));
}

Phrase access_words(const Scene& scene) {
    return Phrase("Special places are few near by where it is {}", scene.theme().light ? "white" : "dark");
}

}  // namespace

constinit const LayerDrawing access_layer{
    .ground = {.values = access_to_places, .colour = access_colour, .by_month = true, .legend = access_legend},
    .finding = access_words,
    .picture = {.see = "where special places are near (the fuller the purple) for the children who live there",
                .beside = {Layer::schools}},
};

}  // namespace sendscape
