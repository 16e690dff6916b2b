// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <vector>

#include "visualiser/layers/labels.h"
#include "visualiser/scene.h"
#include "visualiser/whole_children.h"

namespace sendscape {

/// A country from afar: its authorities, nearer its planning areas, shaded, named and ranked by one number: children
/// short of a place of each 100 with a plan. What it counts of a month is kept while that is on show.
class Country {
  public:
    /// Counts what the scene shows, before its ground is painted.
    void count(const Scene& scene);
    /// After it is.
    void draw(Scene& scene, LabelSpace& labels) const;
    /// A card of those surest above the rate of all; pixels, 0 where there is nothing to rank.
    [[nodiscard]] float card_height(const Scene& scene) const;
    void draw_card(Scene& scene, const sf::FloatRect& box) const;
    [[nodiscard]] std::span<const CountryPlace> places() const { return places_; }
    /// Children short of a place in the month counted, by area.
    [[nodiscard]] std::span<const int> short_in_area() const { return whole_.total; }

    /// Of each 100 with a plan, by authority or area.
    [[nodiscard]] std::span<const float> rates() const { return rates_; }

  private:
    /// Those on the card: by rate with bars, or by class and in that by name.
    void draw_ranked(Scene& scene, const sf::FloatRect& box, std::span<const CountryPlace*> shown) const;
    void draw_by_class(Scene& scene, const sf::FloatRect& box, std::span<const CountryPlace*> shown) const;

    Edition::Key film_;
    int month_ = -1;
    bool by_area_ = false;
    WholeChildren whole_;
    std::vector<CountryPlace> places_;
    std::vector<float> rates_;
};

}  // namespace sendscape
