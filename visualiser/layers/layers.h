#pragma once
#include <cstdint>
#include <vector>

#include "visualiser/road_paths.h"
#include "visualiser/scene.h"

namespace sendscape {

/// Rectangles already taken by words: a label is drawn only where it overlaps none.
class LabelSpace {
  public:
    void clear() { taken_.clear(); }
    /// True, and the place is taken, if nothing stood there.
    bool claim(sf::FloatRect box) {
        for (const sf::FloatRect& other : taken_)
            if (other.intersects(box)) return false;
        taken_.push_back(box);
        return true;
    }
    void block(sf::FloatRect box) { taken_.push_back(box); }

  private:
    std::vector<sf::FloatRect> taken_;
};

/// Where each child's dot rests in two neighbouring months, worked out when the month changes.
class Dots {
  public:
    void set_film(const Film* film, const RoadPaths* paths);
    /// Fills the anchors of month and next month unless they are there already.
    void prepare(const Film& film, int month, int next);
    void draw(Scene& scene);
    /// Children waiting by area in the month shown, for the swarms' counts.
    [[nodiscard]] const std::vector<int>& waiting() const { return waiting_now_; }
    /// Child whose dot is nearest to the pixel, within reach; none if nobody.
    [[nodiscard]] std::uint32_t pick(const Scene& scene, sf::Vector2f pixel, float reach) const;

  private:
    struct Anchor {
        float x = 0, y = 0;    ///< metres
        float dx = 0, dy = 0;  ///< unit offsets: times the spread of its place
        std::uint32_t school = 0xFFFFFFFF;
        std::int16_t swarm = -1;  ///< number in the area's swarm
        std::uint8_t need = 0;
        bool shown = false;
    };
    void fill(const Film& film, int month, std::vector<Anchor>& anchors, std::vector<int>& waiting) const;
    [[nodiscard]] sf::Vector2f place(const Scene& scene, const Anchor& anchor, int month) const;

    const RoadPaths* paths_ = nullptr;
    std::vector<Anchor> now_, next_;
    std::vector<int> waiting_now_, waiting_next_;
    std::vector<std::uint32_t> home_node_;
    std::vector<std::uint32_t> way_;
    std::vector<sf::Vector2f> points_;
    int month_ = -1;
};

sf::Vector2f swarm_centre(const Scene& scene, std::size_t area);

void draw_ground(Scene& scene);                       ///< areas, roads, zones: painted once per camera
void draw_halos(Scene& scene);                        ///< magnets
void draw_schools(Scene& scene, LabelSpace& labels);  ///< all kinds of settings, and names
void draw_swarms(Scene& scene, const Dots& dots, LabelSpace& labels);
void draw_journeys(Scene& scene);  ///< lines from home to special school
void draw_area_names(Scene& scene, LabelSpace& labels);
/// School under the pixel; none if there is none.
std::uint32_t pick_school(const Scene& scene, sf::Vector2f pixel);

}  // namespace sendscape
