// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Graphics.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "visualiser/point_cloud.h"

namespace sendscape {

inline constexpr float full_turn = 6.28318530718f;  ///< radians

/// The three cuts of the typeface. Inter where it is installed, DejaVu Sans otherwise.
class Typeface {
  public:
    /// Finds the fonts by fontconfig. Throws MachineError naming the packages if there is none at all.
    Typeface();
    [[nodiscard]] const sf::Font& regular() const { return regular_; }
    [[nodiscard]] const sf::Font& bold() const { return bold_; }
    [[nodiscard]] const std::string& family() const { return family_; }

  private:
    sf::Font regular_, bold_;
    std::string family_;
};

enum class Align : unsigned char { left, centre, right };

/// Words as they stood in a frame: what tests of the layout look at.
struct DrawnWords {
    std::string words;
    sf::FloatRect box;   ///< of the ink, in pixels
    sf::FloatRect part;  ///< of the picture they were allowed in; beyond it they are cut
    float size = 0;      ///< pixels
    sf::Color colour;
    bool covered = false;  ///< something opaque was drawn over all of them afterwards
    bool cut = false;      ///< over part of them
};

/// Shapes with soft edges in one batch of triangles (a disc is a textured quad), and texts that are laid out again only
/// when their words, size or colour change. After the first frames nothing is allocated while a frame is built.
class Canvas {
  public:
    explicit Canvas(const Typeface& typeface);

    /// Begins a frame `height` pixels high: text and lines scale with it (1 at 1080).
    void begin(float height, float extra_scale);
    [[nodiscard]] float unit() const { return unit_; }

    void disc(sf::Vector2f centre, float radius, sf::Color colour);
    /// A child: drawn above the shapes of its flush, at a fraction of a disc's cost where there are thousands.
    void dot(sf::Vector2f centre, float radius, sf::Color colour) { dots_.push_back({centre, radius + 0.5f, colour}); }
    /// One of a crowd: a square of few pixels, above the shapes of its flush.
    void point(sf::Vector2f centre, sf::Color colour) { points_.emplace_back(centre, colour); }
    void glow(sf::Vector2f centre, float radius, sf::Color colour);
    /// Arc of a ring, `from` and `share` in turns clockwise from the top.
    void ring(sf::Vector2f centre, float radius, float thickness, sf::Color colour, float from = 0, float share = 1);
    void line(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour);
    void line(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour_a, sf::Color colour_b);
    /// A line of one quad whose edges are softened by the texture: for the many pieces of trails.
    void streak(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour_a, sf::Color colour_b);
    void dashed(sf::Vector2f a, sf::Vector2f b, float thickness, float dash, sf::Color colour);
    void diamond(sf::Vector2f centre, float radius, sf::Color colour);
    void square(sf::Vector2f centre, float half, sf::Color colour);
    void triangle(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Color colour);
    void quad(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Vector2f d, sf::Color colour);
    void hexagon(sf::Vector2f centre, float radius, sf::Color colour);  ///< a corner at the top
    void hexagon_line(sf::Vector2f centre, float radius, float thickness, sf::Color colour);
    void half_disc(sf::Vector2f centre, float radius, sf::Color colour);  ///< flat side down
    void rectangle(sf::FloatRect box, sf::Color colour);
    void panel(sf::FloatRect box, float radius, sf::Color fill, sf::Color edge);

    /// Draws the shapes and then the words gathered since the last flush: one layer. The time it takes is drawing, the
    /// rest is building.
    void flush(sf::RenderTarget& target);
    [[nodiscard]] double draw_seconds() const { return draw_seconds_; }  ///< of this frame so far
    /// While it lives the time is the graphics library's: of what is drawn beside the canvas. Not within a flush.
    class Drawing {
      public:
        explicit Drawing(Canvas& canvas);
        ~Drawing();
        Drawing(const Drawing&) = delete;
        Drawing& operator=(const Drawing&) = delete;

      private:
        Canvas& canvas_;
        double began_;
    };

    /// Words at a size in 1080p pixels (never under 20 on the stage). Returns their width in pixels.
    float text(std::string_view words, sf::Vector2f at, float size, sf::Color colour, Align align = Align::left,
               bool bold = false);
    [[nodiscard]] float width(std::string_view words, float size, bool bold = false);
    /// The longest beginning of the words that is no wider than `room`. Measures glyphs; lays nothing out.
    [[nodiscard]] std::string_view fit(std::string_view words, float size, float room) const;

    /// From now on every frame's words, and the panels that hide what is beneath them, go into the records, which begin
    /// anew with each frame; null: no longer.
    void record(std::vector<DrawnWords>* words, std::vector<sf::FloatRect>* panels = nullptr) {
        record_ = words, panels_ = panels;
    }

    [[nodiscard]] std::size_t vertices() const { return peak_; }
    [[nodiscard]] std::size_t vertices_waiting() const { return used_; }

  private:
    struct CachedText {
        std::string words;
        unsigned size = 0;
        bool bold = false;
        sf::Text text;
        float width = 0;
        unsigned last_used = 0;
    };
    CachedText& lay_out(std::string_view words, float size, bool bold);
    sf::Vertex* corners(std::size_t count);
    void push(sf::Vector2f position, sf::Color colour, sf::Vector2f texture);
    void bar(sf::Vector2f a, sf::Vector2f b, sf::Vector2f normal, sf::Color colour_a, sf::Color colour_b);
    void cover(const sf::FloatRect& box, sf::Color fill);
    void write_down(const sf::RenderTarget& target);

    struct QueuedText {
        sf::Text* text;
        sf::Vector2f at;
        sf::Color colour;
    };

    const Typeface& typeface_;
    sf::Texture atlas_;
    std::vector<sf::Vertex> vertices_, points_;
    std::size_t used_ = 0;  ///< of `vertices_`
    std::vector<Dot> dots_;
    PointCloud cloud_;
    std::vector<std::unique_ptr<CachedText>> texts_;
    std::vector<std::size_t> text_keys_;  ///< of each, gone through in the place of the texts
    std::vector<QueuedText> queue_;
    std::vector<DrawnWords>* record_ = nullptr;
    std::vector<sf::FloatRect>* panels_ = nullptr;
    std::vector<sf::FloatRect> covers_;  ///< of the layer being gathered; kept only while recording
    double draw_seconds_ = 0;
    float unit_ = 1;
    unsigned frame_ = 0;
    std::size_t peak_ = 0;
};

}  // namespace sendscape
