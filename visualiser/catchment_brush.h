// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "visualiser/drawn_catchment.h"
#include "visualiser/stage.h"

namespace sendscape {

/// Redraws the catchment of a school by hand, neighbourhood by neighbourhood, while the panel tells whom it covers.
/// A click adds a neighbourhood or leaves it out, a drag does so along its way; arrow keys go from one to the next and
/// Space turns it. Enter is done, Backspace takes one step back, Esc leaves the catchment as it was.
class CatchmentBrush {
  public:
    /// What became of it with an event.
    enum class Turn : std::uint8_t { goes_on, done, left, not_mine };

    /// Begins with the catchment as it is; the map goes near.
    CatchmentBrush(Stage& stage, std::uint32_t school, CatchmentNow now);

    Turn handle(const sf::Event& event, Stage& stage);
    /// The panel in the dock, from `top` down.
    void draw(Scene& scene, const sf::FloatRect& dock, float top);
    void draw_neighbourhoods(Scene& scene) const;  ///< on the map, beneath the schools
    void draw_marks(Scene& scene) const;           ///< the one in hand and the school, over them
    /// The title of the view: whose catchment it is and whom it covers.
    [[nodiscard]] Phrase finding(const Scene& scene) const;

    [[nodiscard]] std::uint32_t urn() const { return urn_; }
    [[nodiscard]] const ZoneSet& zones() const { return zones_; }
    [[nodiscard]] bool changed() const { return zones_ != before_; }
    [[nodiscard]] std::size_t cursor() const { return cursor_; }    ///< row of the zone that Space turns
    [[nodiscard]] sf::FloatRect done_box() const { return done_; }  ///< as drawn last
    [[nodiscard]] sf::FloatRect leave_box() const { return leave_; }

  private:
    bool find_school(const Film& film);
    Turn key(const sf::Event::KeyEvent& key, Stage& stage);
    [[nodiscard]] std::optional<std::size_t> zone_at(Stage& stage, sf::Vector2f at) const;
    void turn(std::size_t zone);
    float draw_covered(Scene& scene, const sf::FloatRect& dock, float top) const;
    static float radius_of(const Scene& scene, const Zone& zone);
    void draw_button(Scene& scene, const sf::FloatRect& box, std::string_view words, std::string_view key) const;

    std::uint32_t school_, urn_;
    ZoneSet before_, zones_;
    CatchmentSource source_;
    std::vector<std::uint32_t> near_;  ///< the zones that can be turned
    std::vector<std::size_t> turned_;  ///< in order
    std::size_t cursor_ = 0;
    std::optional<std::uint8_t> paints_;  ///< while the button is held: what it turns zones into
    sf::FloatRect done_, leave_;
};

}  // namespace sendscape
