#pragma once
#include "visualiser/scene.h"

namespace sendscape {

void draw_header(Scene& scene);
void draw_numbers(Scene& scene, const Film* past);  ///< the right panel; `past` draws ghost lines of the old future
void draw_timeline(Scene& scene);
void draw_legend(Scene& scene);
void draw_inspector(Scene& scene);  ///< the story of the selected school or child, over the numbers
void draw_help(Scene& scene);
void draw_search(Scene& scene);
void draw_caption(Scene& scene);
void draw_services_card(Scene& scene);
void draw_money_card(Scene& scene);

/// The funnel plot of mainstream schools: plans against expected, by size.
class FunnelPlot {
  public:
    void draw(Scene& scene);
    /// School whose point is under the pixel; none if there is none.
    [[nodiscard]] std::uint32_t pick(const Scene& scene, sf::Vector2f pixel) const;

  private:
    [[nodiscard]] sf::Vector2f point(const Scene& scene, float expected, float ratio) const;
    float most_expected_ = 40;
};

/// Month shown under a pixel of the timeline, in months since the film's first.
float timeline_month(const Scene& scene, float x);

}  // namespace sendscape
