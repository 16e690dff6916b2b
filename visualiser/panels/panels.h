// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/output/trace.h"
#include "sim/studies/child_elsewhere.h"
#include "visualiser/other_futures.h"
#include "visualiser/scene.h"

namespace sendscape {

void draw_header(Scene& scene, const Film* other);  ///< `other` is on show beside it
/// The right panel. `past` draws broken lines: of the old future, or, `against` it, of A beside B with its numbers.
void draw_numbers(Scene& scene, const Film* past, bool against);
/// Month and shortfall at the head of the same column, above the panel of levers.
void draw_short_numbers(Scene& scene, const Film* past, bool against);
constexpr float short_numbers_high = 196, dock_width = 680;  ///< pixels at 1080p
/// With `flags` of the run whose numbers are on show; `whose` says which of two runs that is, else empty.
void draw_timeline(Scene& scene, const std::vector<Flag>& flags, std::string_view whose);
void draw_legend(Scene& scene);
void draw_help(Scene& scene);

constexpr std::size_t most_found = 6;
sf::FloatRect search_box(const Boxes& boxes, float unit, std::size_t found);
/// The path of another run as it is typed, with those that begin so (View::paths), and where it stands.
sf::FloatRect path_box(const Boxes& boxes, float unit, std::size_t paths);
void draw_typed_path(Scene& scene);
void draw_search(Scene& scene);

/// Words broken into lines, at spaces and line ends, again only when words, size or room change.
class Paragraph {
  public:
    /// `room` in pixels.
    const std::vector<std::string>& lines(Canvas& canvas, std::string_view words, float size, float room);
    /// The same number of lines, all about as long.
    const std::vector<std::string>& balanced(Canvas& canvas, std::string_view words, float size, float room);
    [[nodiscard]] const std::vector<std::string>& shown() const { return lines_; }

  private:
    std::string words_, asked_;
    std::vector<std::string> lines_;
    float size_ = 0, room_ = 0, asked_room_ = 0, unit_ = 0;
};

/// Of the other lives of a child, those that go one way.
struct WaitRow {
    std::string words;  ///< "shorter (7 to 11)": months
    int lives = 0;
};
/// How the other lives wait against the one on show, which waited so many months; all of them together. Empty where
/// nobody waits. `waited`: months, of the lives with a plan; `no_plan`: so many without.
std::vector<WaitRow> wait_rows(std::vector<int> waited, int own, int no_plan);

/// The story of the child on show: how long it has waited, month by month where it was, what happened in the sentences
/// of `sendscape trace`, how the same child fares under other luck.
class ChildCard {
  public:
    /// Room it needs in pixels, told anew if child, month or lives changed.
    float height(Scene& scene);
    void draw(Scene& scene, const sf::FloatRect& box);
    /// Whether it waits and a place is named, as height() found it.
    [[nodiscard]] bool place_named() const { return named_; }

  private:
    /// What was told: told again only when it changes.
    struct Subject {
        Edition::Key film;
        const OtherLives* lives = nullptr;
        std::size_t lived = 0;
        std::uint32_t row = 0;
        int month = -1;
        bool operator==(const Subject&) const = default;
    };
    void tell(const Scene& scene);
    void tell_wait(std::size_t month, Month start);
    void draw_years(Scene& scene, const sf::FloatRect& strip) const;

    /// The same child under other luck: a dot for each life, by how it waits there against the life on show.
    struct Lives {
        std::vector<WaitRow> rows;
        std::string heading, note;
        Paragraph note_lines;
    };
    void tell_lives(Lives& lives, const LuckElsewhere& luck, const std::string& heading, const std::string& note) const;
    void draw_lives(Scene& scene, const sf::FloatRect& box, Lives& lives) const;
    [[nodiscard]] float lives_height(Scene& scene, Lives& lives, float room) const;

    Subject told_;
    std::optional<ToldChild> child_;                 ///< none of a film without a record
    std::vector<std::shared_ptr<const Run>> a_, b_;  ///< its other lives, alone
    std::shared_ptr<const Run> own_;
    std::string who_, story_;
    std::vector<Lives> lives_;  ///< of A, then of B
    int waited_ = 0;
    bool waits_ = false, named_ = false;  ///< and a place is named for the September to come
    std::string began_;                   ///< "March 2033: No suitable place is free: ...", with which its wait began
    Paragraph who_lines_, story_lines_;
    std::size_t shown_ = 0;  ///< lines of the story there is room for
};

/// The story of the selected school or child, in the map's column.
class Inspector {
  public:
    /// Room it needs in pixels, told anew if its subject changed; 0 without one.
    float height(Scene& scene);
    void draw(Scene& scene);
    [[nodiscard]] bool of_child() const { return of_child_; }  ///< as height() found it
    /// Whether the child waits and a place is named.
    [[nodiscard]] bool place_named() const { return of_child_ && child_.place_named(); }

  private:
    void draw_chart(Scene& scene, const sf::FloatRect& plot) const;

    /// What the story was told of: told again only when it changes.
    struct Subject {
        Edition::Key film;
        bool anonymous = false;
        std::uint32_t row = 0;
        int month = -1;
        bool operator==(const Subject&) const = default;
    };
    Subject told_;
    std::string story_;
    Paragraph paragraph_;
    std::size_t shown_ = 0;  ///< lines there is room for
    bool of_child_ = false;
    ChildCard child_;
};

/// The words of a talk.
class Caption {
  public:
    /// Where they go once the cards have their places; without width for no words.
    sf::FloatRect place(Scene& scene, std::string_view words);
    void draw(Scene& scene);

  private:
    Paragraph paragraph_;
};

/// The funnel plot of mainstream schools: plans against expected, by size.
class FunnelPlot {
  public:
    void draw(Scene& scene);
    /// School whose point is under the pixel; none if there is none.
    [[nodiscard]] std::optional<std::uint32_t> pick(const Scene& scene, sf::Vector2f pixel) const;

  private:
    void draw_dots(Scene& scene);
    void draw_density(Scene& scene);
    [[nodiscard]] sf::Vector2f point(const Scene& scene, float expected, float ratio) const;
    void count(const Scene& scene);
    void count_density(const Scene& scene);
    float most_expected_ = 40;

    // What was counted, and of what: a country has so many schools that they are not gone through each frame.
    static constexpr int columns = 84, rows = 62;
    struct Plotted {
        std::uint32_t row;
        float expected, ratio, far_out;
        std::int8_t beyond;
    };
    Edition::Key counted_;
    std::vector<std::uint32_t> compared_;  ///< schools of the film that a month may plot
    std::vector<Plotted> of_month_;
    int counted_month_ = -1;
    sf::FloatRect counted_in_;
    std::array<std::uint16_t, columns * rows> schools_{}, beyond_{};
    std::array<std::uint32_t, 3> outliers_{};  ///< rows, the furthest out first
    std::size_t outlier_count_ = 0;
};

/// Where the name of a layer stands on the strip of layers, at the foot of the frame: bright where it is on.
std::array<sf::FloatRect, layer_count> layer_chips(const Scene& scene);
/// Month shown under a pixel of the timeline, in months since the film's first.
float timeline_month(const Scene& scene, float x);

}  // namespace sendscape
