// SPDX-License-Identifier: MIT
// What keys and mouse do to the stage.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "agents/schools/schools.h"
#include "visualiser/keys.h"
#include "visualiser/stage.h"
#include "visualiser/typed_path.h"

namespace sendscape {
namespace {

constexpr float least_speed = 1, most_speed = 120;  // months a second
/// Held with other keys: alone they are not pressed for anything.
bool is_held(sf::Keyboard::Key code) {
    using K = sf::Keyboard;
    return code < 0 || (code >= K::LControl && code <= K::Menu);
}

constexpr const char* no_second_run = "There is one run on show: --compare B.h5 shows a second beside it.";

/// Without its last letter, of however many bytes.
void drop_letter(std::string& words) {
    while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0xC0) == 0x80) words.pop_back();
    if (!words.empty()) words.pop_back();
}

}  // namespace

Wish Stage::handle(const sf::Event& event) {
    if (!film_) return event.type == sf::Event::Closed ? Wish::quit : Wish::none;
    const auto here = [&](int x, int y) { return sf::Vector2f(static_cast<float>(x), static_cast<float>(y)); };
    // Picking needs a scene but draws nothing.
    if (!arrangement_) lay_out();
    const Scene scene = scene_of(ground_, *film_, camera_, boxes_);
    switch (event.type) {
        case sf::Event::Closed:
            return Wish::quit;
        case sf::Event::Resized:
            resize(event.size.width, event.size.height);
            return Wish::none;
        case sf::Event::TextEntered:
            type(event.text);
            return Wish::none;
        case sf::Event::MouseWheelScrolled:
            if (boxes_.map.contains(here(event.mouseWheelScroll.x, event.mouseWheelScroll.y)))
                camera_.zoom_at(here(event.mouseWheelScroll.x, event.mouseWheelScroll.y),
                                event.mouseWheelScroll.delta > 0 ? 1.2f : 1 / 1.2f);
            return Wish::none;
        case sf::Event::MouseButtonPressed:
            press(scene, here(event.mouseButton.x, event.mouseButton.y));
            return Wish::none;
        case sf::Event::MouseButtonReleased:
            dragging_.reset();
            scrubbing_ = false;
            return Wish::none;
        case sf::Event::MouseMoved:
            move(scene, here(event.mouseMove.x, event.mouseMove.y));
            return Wish::none;
        case sf::Event::KeyPressed:
            return key(event.key);
        default:
            return Wish::none;
    }
}

/// On the timeline: plays, pauses, or takes hold of it. Else selects the school or child there, or takes hold of the
/// map.
void Stage::press(const Scene& scene, sf::Vector2f at) {
    if (boxes_.timeline.contains(at)) {
        const auto chips = layer_chips(scene);
        for (std::size_t layer = 0; !view_.clean && layer < layer_count; ++layer)
            if (chips[layer].contains(at)) return turn_layer(layer);
        if (at.x < boxes_.track.left - 10) {
            view_.playing = !view_.playing;
        } else {
            scrubbing_ = true;
            view_.playing = false;
            view_.time = timeline_month(scene, at.x);
        }
        return;
    }
    const bool on_map = boxes_.map.contains(at);
    std::optional<std::uint32_t> school;
    if (!view_.clean) school = funnel_.pick(scene, at);
    if (!school && on_map) school = school_at(scene, at);
    if (school) {
        select(*school);
    } else if (on_map) {
        const auto child = child_at(scene, dots_, at);
        view_.school.reset();
        if (child)
            select_child(*child);
        else
            view_.child.reset(), view_.follow = false;
        if (!child && dots_.swarm_at(scene, at))
            reason_ = "This dot stands for the number: no child of the run on show. N goes through those who are.";
        dragging_ = at;
    }
}

void Stage::move(const Scene& scene, sf::Vector2f at) {
    if (scrubbing_) {
        view_.time = timeline_month(scene, at.x);
    } else if (dragging_) {
        view_.follow = view_.follow && at == *dragging_;
        camera_.drag(at - *dragging_);
        dragging_ = at;
    } else {
        view_.hovered.reset();
        if (!view_.clean) view_.hovered = funnel_.pick(scene, at);
        if (!view_.hovered && boxes_.map.contains(at) && !boxes_.funnel.contains(at))
            view_.hovered = school_at(scene, at);
    }
}

/// The next school that is a magnet, after the one selected.
void Stage::next_magnet() {
    const int month = std::clamp(static_cast<int>(view_.time), 0, film_->months - 1);
    const std::uint32_t from = view_.school ? *view_.school + 1 : 0;
    for (std::uint32_t i = 0; i < film_->schools.size(); ++i) {
        const auto school = static_cast<std::uint32_t>((from + i) % film_->schools.size());
        if (film_->at(month, school).magnet != static_cast<std::uint8_t>(MagnetClass::magnet)) continue;
        select(school);
        return;
    }
    reason_ = film_->replicates > 1 ? "No school is a SEND magnet in half of the runs in this month."
                                    : "No school is a SEND magnet in this month.";
}

void Stage::turn_layer(std::size_t layer) {
    view_.layers.flip(layer);
    const LayerDrawing& drawing = drawing_of(static_cast<Layer>(layer));
    if (view_.layers[layer] && drawing.lacks) reason_ = drawing.lacks(*film_);
}

void Stage::type(const sf::Event::TextEvent& text) {
    constexpr std::size_t longest_search = 40, longest_path = 400;
    const bool letter = text.unicode >= 32 && text.unicode != 127;
    const auto utf8 = sf::String(text.unicode).toUtf8();
    if (view_.searching && letter && text.unicode != '/' && view_.search.size() < longest_search)
        view_.search.append(utf8.begin(), utf8.end());
    if (!view_.opening) return;
    const bool of_the_key = std::exchange(typed_key_, false) && (text.unicode == 'o' || text.unicode == 'O');
    if (of_the_key || !letter || view_.path.size() >= longest_path) return;
    view_.path.append(utf8.begin(), utf8.end());
    view_.paths = paths_like(view_.path, most_found);
}

/// While the path of another run is typed.
Wish Stage::open_key(const sf::Event::KeyEvent& key) {
    switch (key.code) {
        case sf::Keyboard::Escape:
            view_.opening = false;
            return Wish::none;
        case sf::Keyboard::Backspace:
            drop_letter(view_.path);
            break;
        case sf::Keyboard::Tab:
            view_.path = completed(view_.path, view_.paths);
            break;
        case sf::Keyboard::Enter:
            view_.opening = false;
            if (view_.path.empty()) reason_ = "No path was typed: the run on show stays.";
            return view_.path.empty() ? Wish::none : Wish::open;
        default:
            return Wish::none;
    }
    view_.paths = paths_like(view_.path, most_found);
    return Wish::none;
}

/// While words are being typed.
void Stage::search_key(const sf::Event::KeyEvent& key) {
    if (key.code == sf::Keyboard::Escape) view_.searching = false;
    if (key.code == sf::Keyboard::Backspace) drop_letter(view_.search);
    if (key.code == sf::Keyboard::Enter) {
        view_.searching = false;
        if (const auto child = child_named(view_.search); child && !differences_) {
            select_child(*child);
            follow(true);
        } else if (const auto school = find(view_.search)) {
            select(*school);
            camera_.look_at(
                {static_cast<float>(film_->schools[*school].x), static_cast<float>(film_->schools[*school].y)},
                std::max(camera_.zoom(), 2.5f));
        }
    }
}

/// With Ctrl: moves the map.
void Stage::map_key(const sf::Event::KeyEvent& key) {
    const float step = boxes_.map.height / 8;
    const sf::Vector2f by = key.code == sf::Keyboard::Left    ? sf::Vector2f(step, 0)
                            : key.code == sf::Keyboard::Right ? sf::Vector2f(-step, 0)
                            : key.code == sf::Keyboard::Up    ? sf::Vector2f(0, step)
                            : key.code == sf::Keyboard::Down  ? sf::Vector2f(0, -step)
                                                              : sf::Vector2f();
    if (by == sf::Vector2f()) {
        if (!is_held(key.code)) reason_ = "With Ctrl the arrows move the map; H shows the keys.";
        return;
    }
    view_.follow = false;  // whoever moves the map goes elsewhere
    camera_.drag(by);
}

bool Stage::time_key(const sf::Event::KeyEvent& key) {
    const auto last = static_cast<float>(std::max(film_->months - 1, 0));
    const float stride = key.shift ? 12.0f : 1.0f;
    switch (key.code) {
        case sf::Keyboard::Space:
            if (view_.time >= last) view_.time = 0;
            view_.playing = !view_.playing;
            return true;
        case sf::Keyboard::Right:
            if (view_.time >= last) reason_ = "This is the last month.";
            view_.time = std::min(std::floor(view_.time) + stride, last), view_.playing = false;
            return true;
        case sf::Keyboard::Left:
            if (view_.time <= 0) reason_ = "This is the first month.";
            view_.time = std::max(std::ceil(view_.time) - stride, 0.0f), view_.playing = false;
            return true;
        case sf::Keyboard::Home:
            if (view_.time <= 0) reason_ = "This is the first month.";
            view_.time = 0;
            return true;
        case sf::Keyboard::End:
            if (view_.time >= last) reason_ = "This is the last month.";
            view_.time = last;
            return true;
        case sf::Keyboard::Add:
        case sf::Keyboard::Equal:
            if (view_.speed >= most_speed) reason_ = "It plays as fast as it can.";
            view_.speed = std::min(view_.speed * 1.5f, most_speed);
            return true;
        case sf::Keyboard::Subtract:
        case sf::Keyboard::Hyphen:
            if (view_.speed <= least_speed) reason_ = "It plays as slowly as it can.";
            view_.speed = std::max(view_.speed / 1.5f, least_speed);
            return true;
        default:
            return false;
    }
}

bool Stage::camera_key(const sf::Event::KeyEvent& key) {
    const auto zoom_by = [&](float factor) {
        const float before = camera_.target_zoom();
        const sf::Vector2f middle{boxes_.map.left + boxes_.map.width / 2, boxes_.map.top + boxes_.map.height / 2};
        camera_.look_at(camera_.metres(middle), camera_.zoom() * factor);
        if (camera_.target_zoom() == before && before == camera_.zoom())
            reason_ = factor > 1 ? "The map is as near as it goes." : "The map is as far as it goes.";
    };
    switch (key.code) {
        case sf::Keyboard::Num0:
            if (camera_.at_home()) reason_ = "The whole map is on show.";
            view_.follow = false;
            camera_.go_home();
            return true;
        case sf::Keyboard::PageUp:
            zoom_by(1.5f);
            return true;
        case sf::Keyboard::PageDown:
            zoom_by(1 / 1.5f);
            return true;
        default:
            return false;
    }
}

/// Who is looked at.
bool Stage::subject_key(const sf::Event::KeyEvent& key) {
    switch (key.code) {
        case sf::Keyboard::Tab:
            next_magnet();
            return true;
        case sf::Keyboard::N:
            next_child();
            return true;
        case sf::Keyboard::E:
            show_eventful();
            return true;
        case sf::Keyboard::G:
            toggle_follow();
            return true;
        case sf::Keyboard::Slash:
        case sf::Keyboard::Divide:
            view_.searching = true, view_.search.clear();
            return true;
        default:
            return false;
    }
}

/// How it is looked at.
bool Stage::look_key(const sf::Event::KeyEvent& key) {
    switch (key.code) {
        case sf::Keyboard::H:
            view_.help = !view_.help;
            return true;
        case sf::Keyboard::T:
            view_.theme = view_.theme->light ? &dark_theme() : &light_theme();
            return true;
        case sf::Keyboard::A:
            view_.anonymise = !view_.anonymise;
            return true;
        case sf::Keyboard::B:
            view_.clean = !view_.clean;
            return true;
        case sf::Keyboard::C:
            if (!other_)
                reason_ = no_second_run;
            else if (!differences_)
                reason_ = "A and B stand side by side already: D shows their difference on one map.";
            show_differences(false);
            return true;
        case sf::Keyboard::D:
            if (!other_) reason_ = no_second_run;
            show_differences(!differences_);
            return true;
        default:
            if (const auto layer = layer_of_key(key.code, key.shift); layer && *layer < layer_count) {
                turn_layer(*layer);
                return true;
            } else if (layer) {
                reason_ = fmt::format("There are {} layers: H lists their keys.", layer_count);
                return true;
            }
            return false;
    }
}

Wish Stage::key(const sf::Event::KeyEvent& key) {
    reason_.clear();
    if (view_.searching) {
        search_key(key);
        return Wish::none;
    }
    if (view_.opening) return open_key(key);
    if (key.control) {
        map_key(key);
        return Wish::none;
    }
    if (time_key(key) || camera_key(key) || subject_key(key) || look_key(key)) return Wish::none;
    switch (key.code) {
        case sf::Keyboard::L:
            return Wish::lever;
        case sf::Keyboard::O:
            view_.opening = typed_key_ = true;
            view_.paths = paths_like(view_.path, most_found);
            return Wish::none;
        case sf::Keyboard::S:
            return Wish::picture;
        case sf::Keyboard::W:
            return Wish::scenario;
        case sf::Keyboard::V:
            return Wish::video;
        case sf::Keyboard::F:
            return Wish::full_screen;
        case sf::Keyboard::Escape:
            if (!view_.help && !view_.school && !view_.child) return Wish::quit;
            view_.help = false;
            view_.school.reset();
            view_.child.reset();
            view_.follow = false;
            return Wish::none;
        default:
            if (key.code >= sf::Keyboard::A && key.code <= sf::Keyboard::Z)
                reason_ = fmt::format("{} does nothing: H shows the keys.", static_cast<char>('A' + key.code));
            else if (!is_held(key.code))
                reason_ = "This key does nothing: H shows the keys.";
            return Wish::none;
    }
}

void Stage::go_to(Month month) {
    if (film_) view_.time = static_cast<float>(std::clamp(month - film_->first, 0, std::max(film_->months - 1, 0)));
}

void Stage::select(std::uint32_t school) {
    view_.school = school;
    view_.child.reset();
    view_.follow = false;
}

}  // namespace sendscape
