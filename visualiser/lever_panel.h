// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "visualiser/levers.h"
#include "visualiser/panels/panels.h"
#include "visualiser/stage.h"

namespace sendscape {

/// The panel of levers: what can be pulled for the school on show, by keys or by mouse. Up and Down choose a row, Left
/// and Right lessen and raise a number, Enter pulls, Backspace takes back, L or Esc closes the panel. A number can be
/// dragged sideways or turned by the wheel.
class LeverPanel {
  public:
    explicit LeverPanel(Levers levers);

    /// True if the event was the panel's.
    bool handle(const sf::Event& event, Stage& stage);
    sf::FloatRect draw(Scene& scene);  ///< the room it takes

    /// The scenario to simulate now, once after something was pulled. Quick turns of one number are gathered.
    std::optional<Scenario> pulled();
    /// Takes the last lever back; the stage's film shows it at once.
    void undo(Stage& stage);

    /// What the levers pulled have done so far, in a sentence beneath them; empty: nothing is pulled, or not known yet.
    void tell(std::string answer) { answer_ = std::move(answer); }
    [[nodiscard]] const std::string& answer() const { return answer_; }
    /// What the policy of a row is: its sentence, who asks, its source, how well its effect is known.
    [[nodiscard]] std::string about(std::size_t row) const;

    [[nodiscard]] const Levers& levers() const { return levers_; }
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    [[nodiscard]] std::size_t cursor() const { return cursor_; }
    [[nodiscard]] const std::string& row_words(std::size_t row) const { return rows_[row].words; }
    [[nodiscard]] sf::FloatRect row_box(std::size_t row) const { return rows_[row].box; }  ///< as drawn last

  private:
    enum class Act : std::uint8_t {
        none,
        policy,
        pan,
        places,
        open_base,
        close_base,
        close_school,
        open_special,
        undo
    };
    struct Row {
        std::string head;  ///< of the group it begins; empty
        Act act = Act::none;
        std::size_t policy = 0;
        std::string words, value;
        bool number = false, on = false;
        sf::FloatRect box;
    };
    void list_rows(const Film& film, const View& view, const Camera& camera);
    void pull(const Row& row, int by, Stage& stage);
    [[nodiscard]] std::optional<std::size_t> row_at(sf::Vector2f at) const;
    void choose(int step);
    [[nodiscard]] float rows_pitches(std::size_t row) const;
    std::size_t show_rows(float room);

    Levers levers_;
    std::vector<Row> rows_;
    std::size_t cursor_ = 0, first_ = 0;  ///< chosen; the first on show
    std::string answer_;
    Paragraph about_lines_;
    bool changed_ = false;
    sf::FloatRect box_;
    std::optional<std::size_t> dragged_;
    float drag_from_ = 0;
    std::optional<std::size_t> area_;  ///< where a new special school would stand
};

}  // namespace sendscape
