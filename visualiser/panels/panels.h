#pragma once
#include <string>
#include <vector>

#include "visualiser/scene.h"

namespace sendscape {

void draw_header(Scene& scene);
void draw_numbers(Scene& scene, const Film* past);  ///< the right panel; `past` draws ghost lines of the old future
void draw_timeline(Scene& scene);
void draw_legend(Scene& scene);
void draw_help(Scene& scene);
void draw_search(Scene& scene);
void draw_services_card(Scene& scene);
void draw_money_card(Scene& scene);

/// Words broken into lines, again only when words, size or room change.
class Paragraph {
  public:
    /// `room` in pixels.
    const std::vector<std::string>& lines(Canvas& canvas, std::string_view words, float size, float room);

  private:
    std::string words_;
    std::vector<std::string> lines_;
    float size_ = 0, room_ = 0, unit_ = 0;
};

/// The story of the selected school or child, over the map.
class Inspector {
  public:
    void draw(Scene& scene);

  private:
    /// What the story was told of: told again only when it changes.
    struct Subject {
        const Film* film = nullptr;
        bool school = false, anonymous = false;
        std::uint32_t row = 0;
        int month = -1;
        bool operator==(const Subject&) const = default;
    };
    Subject told_;
    std::string story_;
    Paragraph paragraph_;
};

/// The words of a talk.
class Caption {
  public:
    void draw(Scene& scene);

  private:
    Paragraph paragraph_;
};

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
