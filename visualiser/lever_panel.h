// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "visualiser/catchment_brush.h"
#include "visualiser/levers.h"
#include "visualiser/new_site.h"
#include "visualiser/panels/panels.h"
#include "visualiser/stage.h"

namespace sendscape {

/// What the levers pulled have done so far, as far as it is lived.
struct LeverStatus {
    std::string answer;        ///< in a sentence; empty: nothing is pulled, or not known yet
    std::string living;        ///< "Living run 3 of 10"; empty: all is lived
    float share = 1;           ///< of all the months of all runs that is lived
    std::string finding = {};  ///< the title of the view; empty while there is no answer
};

/// The panel of levers, docked at the right of the map: what can be pulled for the school on show, what can be put on
/// the map, every policy; by keys or by mouse. Up and Down choose a row, Left and Right lessen and raise a number,
/// Enter pulls, Backspace takes back, L or Esc closes the panel. A number can be dragged sideways or turned by the
/// wheel; a new school or base is dragged to its place, or carried there by the arrow keys and put down with Enter.
class LeverPanel {
  public:
    explicit LeverPanel(Levers levers);

    /// True if the event was the panel's.
    bool handle(const sf::Event& event, Stage& stage);
    sf::FloatRect draw(Scene& scene);  ///< the room it takes
    /// For the stage; the panel outlives it.
    [[nodiscard]] Overlay overlay();

    /// The scenario to simulate now, once after something was pulled. Quick turns of one number are gathered.
    std::optional<Scenario> pulled();
    /// Takes the last lever back; the future as it was before is on show at once.
    void undo(Stage& stage);
    /// Whether the future on show is one that was lived before, so that no film of it is news. Told of the last pull.
    [[nodiscard]] bool restored() const { return restored_; }
    /// Whether the row that saves the levers as a scenario was pulled, told once.
    bool take_save() { return std::exchange(save_, false); }
    /// Why nothing could be put down, told once.
    std::string take_reason() { return std::exchange(reason_, {}); }

    void tell(LeverStatus status) { status_ = std::move(status); }
    [[nodiscard]] const std::string& answer() const { return status_.answer; }
    [[nodiscard]] const LeverStatus& status() const { return status_; }
    /// What the policy of a row is: its sentence, who asks, its source, how well its effect is known.
    [[nodiscard]] std::string about(std::size_t row) const;

    [[nodiscard]] const Levers& levers() const { return levers_; }
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    [[nodiscard]] std::size_t cursor() const { return cursor_; }
    [[nodiscard]] const std::string& row_words(std::size_t row) const { return rows_[row].words; }
    [[nodiscard]] const std::string& row_value(std::size_t row) const { return rows_[row].value; }
    [[nodiscard]] sf::FloatRect row_box(std::size_t row) const { return rows_[row].box; }  ///< as drawn last
    /// Where what is being carried to the map is, in pixels; none: nothing is.
    [[nodiscard]] std::optional<sf::Vector2f> carried() const {
        return carried_ ? std::optional(carried_->at) : std::nullopt;
    }

    /// While a catchment is redrawn; else null.
    [[nodiscard]] const CatchmentBrush* brush() const { return brush_ ? &*brush_ : nullptr; }

  private:
    enum class Act : std::uint8_t {
        none,
        policy,
        pan,
        places,
        open_base,
        close_base,
        close_school,
        redraw,  ///< the catchment of the school on show
        open_special,
        new_site,    ///< to be carried to the map: `index`, a NewSite
        site_field,  ///< of the site in hand: `index` of site_fields()
        site_need,   ///< whether it is for a NeedGroup, `index`
        move_site,
        put_down,
        save,
        undo
    };
    struct Row {
        std::string head;  ///< of the group it begins; empty
        Act act = Act::none;
        std::size_t index = 0;  ///< of the policy, field, need or kind of site
        std::string words, value;
        bool number = false, on = false;
        sf::FloatRect box;
    };
    /// On its way to the map.
    struct Carried {
        NewSite kind = NewSite::special_school;
        sf::Vector2f at;     ///< pixels
        bool held = false;   ///< by the mouse's button
        bool moves = false;  ///< it is the site in hand
    };
    // lever_rows.cpp: what can be pulled, and pulling it.
    void list_rows(const Film& film, const View& view, const Camera& camera);
    void list_site(const Film& film);
    void list_school(const Film& film, const View& view, Month from);
    Row& add(Act act, std::string words, std::string value = {}, bool number = false);
    void pull(const Row& row, int by, Stage& stage);
    void alter(ProvisionChange changed, const Film& film);
    void carry(NewSite kind, sf::Vector2f at, bool held, bool moves);
    void put_on_map(Stage& stage);
    template <class Change>
    void change_levers(Stage& stage, Change&& change);
    void begin_redraw(Stage& stage);
    void end_redraw(Stage& stage, bool keep);
    // lever_panel.cpp: input.
    bool brush_event(const sf::Event& event, Stage& stage);
    bool key(const sf::Event::KeyEvent& key, Stage& stage);
    bool carry_key(const sf::Event::KeyEvent& key, Stage& stage);
    bool carry_event(const sf::Event& event, Stage& stage);
    bool press(sf::Vector2f at, Stage& stage);
    void pull_row(std::size_t row, int by, Stage& stage);
    [[nodiscard]] std::optional<std::size_t> row_at(sf::Vector2f at) const;
    void choose(int step);
    // lever_panel_draw.cpp
    void draw_row(Scene& scene, const Row& row, bool chosen) const;
    void draw_mark(Scene& scene, const Row& row, sf::Vector2f at) const;
    float draw_status(Scene& scene, float top);
    void draw_on_map(Scene& scene) const;
    void draw_site(Scene& scene) const;
    [[nodiscard]] float rows_pitches(std::size_t row) const;
    std::size_t show_rows(float room);

    Levers levers_;
    std::vector<std::shared_ptr<const Film>> futures_;  ///< on show before each lever pulled
    std::vector<Row> rows_;
    std::size_t cursor_ = 0, first_ = 0;  ///< chosen; the first on show
    LeverStatus status_;
    Paragraph about_lines_, answer_lines_;
    std::string reason_;
    bool changed_ = false, restored_ = false, save_ = false;
    sf::FloatRect box_;
    std::optional<std::size_t> dragged_;
    float drag_from_ = 0;
    std::optional<Carried> carried_;
    std::optional<CatchmentBrush> brush_;
    std::optional<std::size_t> area_;  ///< where a new special school would stand
};

}  // namespace sendscape
