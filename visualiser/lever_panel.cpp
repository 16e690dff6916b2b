// SPDX-License-Identifier: MIT
// What keys and mouse do to the panel of levers.
#include "visualiser/lever_panel.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sendscape {
namespace {

constexpr float carry_stride = 14, long_stride = 70;  // pixels that an arrow key carries a new site
constexpr float site_reach = 20;                      // pixels at 1080p within which the site in hand is taken hold of

sf::Vector2f pixels(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

sf::Vector2f within(const sf::FloatRect& box, sf::Vector2f at) {
    return {std::clamp(at.x, box.left, box.left + box.width), std::clamp(at.y, box.top, box.top + box.height)};
}

}  // namespace

LeverPanel::LeverPanel(Levers levers) : levers_(std::move(levers)) {}

std::optional<Scenario> LeverPanel::pulled() {
    if (!changed_ || dragged_) return std::nullopt;  // a number still held is not let go yet
    changed_ = false;
    return levers_.scenario();
}

std::string LeverPanel::about(std::size_t row) const {
    constexpr const char* decided = " Source: what an officer decides. Its effect follows from the rule itself; ";
    if (row >= rows_.size()) return {};
    switch (rows_[row].act) {
        case Act::policy:
            break;
        case Act::pan:
            return std::string("The children the school admits a year, from the next offers on.") + decided +
                   "what families then prefer is the model's.";
        case Act::places:
            return std::string("The places the authority pays for at this special school.") + decided +
                   "whether staff are found is not asked.";
        case Act::open_base:
        case Act::open_special:
        case Act::new_site:
        case Act::move_site:
            return std::string("Places that the authority can name for children who wait for one of their kind.") +
                   decided + "whom it is named for is the model's.";
        case Act::redraw:
            return std::string(
                       "Whose children come first: those of the neighbourhoods you choose. Criteria without a "
                       "catchment then ask for it, before what parts equals.") +
                   decided + "what families then prefer is the model's.";
        case Act::close_base:
        case Act::close_school:
            return std::string("Its children are placed anew, and nobody is admitted any more.") + decided +
                   "where they go is the model's.";
        case Act::site_field:
        case Act::site_need:
            return "A site for few needs helps those children alone; one that opens late leaves the waits before it.";
        default:
            return {};
    }
    const PolicyLever& policy = levers_.policies()[rows_[row].index];
    std::string words = policy.sentence;
    if (!policy.asks.empty()) words += (words.empty() ? "" : " ") + ("Asked for by " + policy.asks) + ".";
    if (!policy.source.empty()) words += (words.empty() ? "" : " ") + ("Source: " + policy.source) + ".";
    if (!policy.known.empty()) words += (words.empty() ? "" : " ") + ("Its effect " + policy.known) + ".";
    return words;
}

std::optional<std::size_t> LeverPanel::row_at(sf::Vector2f at) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].box.contains(at)) return i;
    return std::nullopt;
}

void LeverPanel::choose(int step) {
    if (rows_.empty()) return;
    const auto count = static_cast<int>(rows_.size());
    cursor_ = static_cast<std::size_t>((static_cast<int>(cursor_) + step + count) % count);
}

void LeverPanel::pull_row(std::size_t row, int by, Stage& stage) {
    if (row >= rows_.size()) return;
    const Row pulled = rows_[row];
    pull(pulled, by, stage);
}

/// While something is carried to the map.
bool LeverPanel::carry_key(const sf::Event::KeyEvent& key, Stage& stage) {
    const float unit = stage.boxes().header.height / 96, stride = (key.shift ? long_stride : carry_stride) * unit;
    sf::Vector2f by;
    switch (key.code) {
        case sf::Keyboard::Left:
            by.x = -stride;
            break;
        case sf::Keyboard::Right:
            by.x = stride;
            break;
        case sf::Keyboard::Up:
            by.y = -stride;
            break;
        case sf::Keyboard::Down:
            by.y = stride;
            break;
        case sf::Keyboard::Enter:
        case sf::Keyboard::Space:
            put_on_map(stage);
            return true;
        case sf::Keyboard::Escape:
        case sf::Keyboard::Backspace:
            carried_.reset();
            return true;
        default:
            return false;
    }
    carried_->at = within(stage.boxes().map, carried_->at + by);
    return true;
}

bool LeverPanel::key(const sf::Event::KeyEvent& key, Stage& stage) {
    if (key.control) return false;  // moves the map
    if (carried_ && carry_key(key, stage)) return true;
    switch (key.code) {
        case sf::Keyboard::Up:
            choose(-1);
            return true;
        case sf::Keyboard::Down:
            choose(1);
            return true;
        case sf::Keyboard::Left:
        case sf::Keyboard::Right:
            if (cursor_ >= rows_.size() || !rows_[cursor_].number) return false;  // months, as without the panel
            pull_row(cursor_, key.code == sf::Keyboard::Right ? 1 : -1, stage);
            return true;
        case sf::Keyboard::Enter:
            pull_row(cursor_, 1, stage);
            return true;
        case sf::Keyboard::Backspace:
            undo(stage);
            return true;
        case sf::Keyboard::Escape:
            stage.view().levers = false;
            return true;
        default:
            return false;
    }
}

/// A press of the mouse, on the panel or on the site in hand.
bool LeverPanel::press(sf::Vector2f at, Stage& stage) {
    if (!box_.contains(at)) {
        const ProvisionChange* const site = levers_.in_hand();
        const auto where = site ? stage.pixel_of(*site) : std::nullopt;
        if (!where || std::hypot(where->x - at.x, where->y - at.y) > site_reach * stage.boxes().header.height / 96)
            return false;
        carry(site->kind == ProvisionChange::Kind::open_base ? NewSite::base : NewSite::special_school, at, true, true);
        return true;
    }
    const auto row = row_at(at);
    if (!row) return true;
    cursor_ = *row;
    if (!rows_[*row].number) {
        pull_row(*row, 1, stage);
        if (carried_) carried_->at = at, carried_->held = true;  // from here it is dragged
        return true;
    }
    // The signs at both ends step; between them the number is dragged.
    const float right = rows_[*row].box.left + rows_[*row].box.width - at.x;
    const float unit = rows_[*row].box.height / 40;
    if (right < 45 * unit)
        pull_row(*row, 1, stage);
    else if (right > 235 * unit && right < 295 * unit)
        pull_row(*row, -1, stage);
    else
        dragged_ = *row, drag_from_ = at.x;
    return true;
}

/// While something is carried to the map by the mouse: let go or clicked on the map it stays there.
bool LeverPanel::carry_event(const sf::Event& event, Stage& stage) {
    const Boxes& boxes = stage.boxes();
    const auto on_map = [&](sf::Vector2f at) {
        return boxes.map.contains(at) && !boxes.inspector.contains(at) &&
               (stage.view().clean || !boxes.legend.contains(at));
    };
    switch (event.type) {
        case sf::Event::MouseMoved:
            carried_->at = pixels(event.mouseMove.x, event.mouseMove.y);
            return true;
        case sf::Event::MouseButtonReleased:
            if (!carried_->held) return false;
            carried_->held = false;
            if (on_map(pixels(event.mouseButton.x, event.mouseButton.y))) put_on_map(stage);
            return true;
        case sf::Event::MouseButtonPressed: {
            const sf::Vector2f at = pixels(event.mouseButton.x, event.mouseButton.y);
            if (!on_map(at)) {
                carried_.reset();
                return false;
            }
            carried_->at = at;
            put_on_map(stage);
            return true;
        }
        default:
            return false;
    }
}

/// While a catchment is redrawn. What is not for it goes on to the stage, not to the rows, which are not on show.
bool LeverPanel::brush_event(const sf::Event& event, Stage& stage) {
    switch (brush_->handle(event, stage)) {
        case CatchmentBrush::Turn::goes_on:
            return true;
        case CatchmentBrush::Turn::done:
            end_redraw(stage, true);
            return true;
        case CatchmentBrush::Turn::left:
            end_redraw(stage, false);
            return true;
        case CatchmentBrush::Turn::not_mine:
            break;
    }
    // What saves, compares or closes the panel means the catchment as it is drawn.
    if (event.type == sf::Event::KeyPressed &&
        (event.key.code == sf::Keyboard::W || event.key.code == sf::Keyboard::L || event.key.code == sf::Keyboard::C ||
         event.key.code == sf::Keyboard::D))
        end_redraw(stage, true);
    return false;
}

bool LeverPanel::handle(const sf::Event& event, Stage& stage) {
    if (brush_) return brush_event(event, stage);
    list_rows(stage.film(), stage.view(), stage.camera());
    if (carried_ && carry_event(event, stage)) return true;
    switch (event.type) {
        case sf::Event::KeyPressed:
            return key(event.key, stage);
        case sf::Event::MouseButtonPressed:
            return press(pixels(event.mouseButton.x, event.mouseButton.y), stage);
        case sf::Event::MouseMoved: {
            const sf::Vector2f at = pixels(event.mouseMove.x, event.mouseMove.y);
            if (!dragged_ || *dragged_ >= rows_.size()) return box_.contains(at);
            const float stride = std::max(rows_[*dragged_].box.height / 2, 1.0f);
            while (std::abs(at.x - drag_from_) >= stride) {
                const int by = at.x > drag_from_ ? 1 : -1;
                pull_row(*dragged_, by, stage);
                drag_from_ += static_cast<float>(by) * stride;
            }
            return true;
        }
        case sf::Event::MouseButtonReleased:
            return std::exchange(dragged_, std::nullopt).has_value();
        case sf::Event::MouseWheelScrolled: {
            const sf::Vector2f at = pixels(event.mouseWheelScroll.x, event.mouseWheelScroll.y);
            if (!box_.contains(at)) return false;
            if (const auto row = row_at(at); row && rows_[*row].number)
                pull_row(*row, event.mouseWheelScroll.delta > 0 ? 1 : -1, stage);
            else
                choose(event.mouseWheelScroll.delta > 0 ? -1 : 1);
            return true;
        }
        default:
            return false;
    }
}

}  // namespace sendscape
