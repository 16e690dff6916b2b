// What keys and mouse do to the stage.
#include <algorithm>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/stage.h"

namespace sendscape {

Wish Stage::handle(const sf::Event& event) {
    if (!film_) return event.type == sf::Event::Closed ? Wish::quit : Wish::none;
    const auto here = [&](int x, int y) { return sf::Vector2f(static_cast<float>(x), static_cast<float>(y)); };
    // Picking needs a scene but draws nothing.
    if (!arrangement_) lay_out();
    const Scene s = scene(ground_, *film_, camera_, boxes_);
    switch (event.type) {
        case sf::Event::Closed:
            return Wish::quit;
        case sf::Event::Resized:
            resize(event.size.width, event.size.height);
            return Wish::none;
        case sf::Event::TextEntered:
            if (view_.searching && event.text.unicode >= 32 && event.text.unicode != 127 && event.text.unicode != '/' &&
                view_.search.size() < 40) {
                const auto utf8 = sf::String(event.text.unicode).toUtf8();
                view_.search.append(utf8.begin(), utf8.end());
            }
            return Wish::none;
        case sf::Event::MouseWheelScrolled:
            if (boxes_.map.contains(here(event.mouseWheelScroll.x, event.mouseWheelScroll.y)))
                camera_.zoom_at(here(event.mouseWheelScroll.x, event.mouseWheelScroll.y),
                                event.mouseWheelScroll.delta > 0 ? 1.2f : 1 / 1.2f);
            return Wish::none;
        case sf::Event::MouseButtonPressed: {
            const sf::Vector2f at = here(event.mouseButton.x, event.mouseButton.y);
            if (boxes_.timeline.contains(at)) {
                if (at.x < boxes_.track.left - 10) {
                    view_.playing = !view_.playing;
                } else {
                    scrubbing_ = true;
                    view_.playing = false;
                    view_.time = timeline_month(s, at.x);
                }
                return Wish::none;
            }
            std::uint32_t school = view_.clean ? SchoolId::none_value : funnel_.pick(s, at);
            if (school == SchoolId::none_value && boxes_.map.contains(at)) school = pick_school(s, at);
            if (school != SchoolId::none_value) {
                select(school);
            } else if (boxes_.map.contains(at)) {
                const std::uint32_t child = dots_.pick(s, at, 9 * s.u());
                view_.school.reset();
                view_.child.reset();
                if (child != 0xFFFFFFFFu) view_.child = child;
                dragging_ = sf::Vector2i(event.mouseButton.x, event.mouseButton.y);
            }
            return Wish::none;
        }
        case sf::Event::MouseButtonReleased:
            dragging_.reset();
            scrubbing_ = false;
            return Wish::none;
        case sf::Event::MouseMoved: {
            const sf::Vector2f at = here(event.mouseMove.x, event.mouseMove.y);
            if (scrubbing_) {
                view_.time = timeline_month(s, at.x);
            } else if (dragging_) {
                camera_.drag({at.x - static_cast<float>(dragging_->x), at.y - static_cast<float>(dragging_->y)});
                dragging_ = sf::Vector2i(event.mouseMove.x, event.mouseMove.y);
            } else {
                std::uint32_t school = view_.clean ? SchoolId::none_value : funnel_.pick(s, at);
                if (school == SchoolId::none_value && boxes_.map.contains(at) && !boxes_.funnel.contains(at))
                    school = pick_school(s, at);
                view_.hovered.reset();
                if (school != SchoolId::none_value) view_.hovered = school;
            }
            return Wish::none;
        }
        case sf::Event::KeyPressed:
            return key(event.key);
        default:
            return Wish::none;
    }
}

/// With a school on show its first child; with a child the next of the same school, or the next without a place; else
/// the first without one.
void Stage::next_child() {
    if (differences_) return;  // only some of the children are on show
    const int month = std::clamp(static_cast<int>(view_.time), 0, std::max(film_->months - 1, 0));
    const auto now = [&](std::size_t c) -> const Stay* {
        const Stay* stay = film_->stay_at(film_->children[c], month);
        return stay && stay->setting != Setting::gone ? stay : nullptr;
    };
    const auto without_place = [](const Stay& stay) { return stay.waiting || stay.setting == Setting::awaiting; };
    std::optional<std::uint32_t> school = view_.school;
    std::size_t from = 0;
    if (view_.child) {
        from = *view_.child + 1;
        const Stay* stay = now(*view_.child);
        if (stay && !without_place(*stay)) school = stay->school;
    }
    for (std::size_t i = 0; i < film_->children.size(); ++i) {
        const std::size_t c = (from + i) % film_->children.size();
        const Stay* stay = now(c);
        if (!stay || (school ? stay->school != *school || without_place(*stay) : !without_place(*stay))) continue;
        view_.school.reset();
        view_.child = static_cast<std::uint32_t>(c);
        return;
    }
}

Wish Stage::key(const sf::Event::KeyEvent& key) {
    const auto last = static_cast<float>(std::max(film_->months - 1, 0));
    if (view_.searching) {
        if (key.code == sf::Keyboard::Escape) view_.searching = false;
        if (key.code == sf::Keyboard::Backspace && !view_.search.empty()) {
            while (!view_.search.empty() && (static_cast<unsigned char>(view_.search.back()) & 0xC0) == 0x80)
                view_.search.pop_back();
            if (!view_.search.empty()) view_.search.pop_back();
        }
        if (key.code == sf::Keyboard::Enter) {
            view_.searching = false;
            if (const auto school = find(view_.search)) {
                select(*school);
                camera_.look_at(
                    {static_cast<float>(film_->schools[*school].x), static_cast<float>(film_->schools[*school].y)},
                    std::max(camera_.zoom(), 2.5f));
            }
        }
        return Wish::none;
    }
    if (key.control) {
        const float step = boxes_.map.height / 8;
        const sf::Vector2f by = key.code == sf::Keyboard::Left    ? sf::Vector2f(step, 0)
                                : key.code == sf::Keyboard::Right ? sf::Vector2f(-step, 0)
                                : key.code == sf::Keyboard::Up    ? sf::Vector2f(0, step)
                                : key.code == sf::Keyboard::Down  ? sf::Vector2f(0, -step)
                                                                  : sf::Vector2f();
        camera_.drag(by);
        return Wish::none;
    }
    const float stride = key.shift ? 12.0f : 1.0f;
    switch (key.code) {
        case sf::Keyboard::Space:
            if (view_.time >= last) view_.time = 0;
            view_.playing = !view_.playing;
            break;
        case sf::Keyboard::Right:
            view_.time = std::min(std::floor(view_.time) + stride, last), view_.playing = false;
            break;
        case sf::Keyboard::Left:
            view_.time = std::max(std::ceil(view_.time) - stride, 0.0f), view_.playing = false;
            break;
        case sf::Keyboard::Home:
            view_.time = 0;
            break;
        case sf::Keyboard::End:
            view_.time = last;
            break;
        case sf::Keyboard::Add:
        case sf::Keyboard::Equal:
            view_.speed = std::min(view_.speed * 1.5f, 120.0f);
            break;
        case sf::Keyboard::Subtract:
        case sf::Keyboard::Hyphen:
            view_.speed = std::max(view_.speed / 1.5f, 1.0f);
            break;
        case sf::Keyboard::Num0:
            camera_.go_home();
            break;
        case sf::Keyboard::PageUp:
            camera_.look_at(
                camera_.metres({boxes_.map.left + boxes_.map.width / 2, boxes_.map.top + boxes_.map.height / 2}),
                camera_.zoom() * 1.5f);
            break;
        case sf::Keyboard::PageDown:
            camera_.look_at(
                camera_.metres({boxes_.map.left + boxes_.map.width / 2, boxes_.map.top + boxes_.map.height / 2}),
                camera_.zoom() / 1.5f);
            break;
        case sf::Keyboard::Tab: {
            const int month = std::clamp(static_cast<int>(view_.time), 0, film_->months - 1);
            const std::uint32_t from = view_.school ? *view_.school + 1 : 0;
            for (std::uint32_t i = 0; i < film_->schools.size(); ++i) {
                const auto s = static_cast<std::uint32_t>((from + i) % film_->schools.size());
                if (film_->at(month, s).magnet != static_cast<std::uint8_t>(MagnetClass::magnet)) continue;
                select(s);
                break;
            }
            break;
        }
        case sf::Keyboard::N:
            next_child();
            break;
        case sf::Keyboard::Slash:
        case sf::Keyboard::Divide:
            view_.searching = true, view_.search.clear();
            break;
        case sf::Keyboard::H:
            view_.help = !view_.help;
            break;
        case sf::Keyboard::T:
            view_.theme = view_.theme->light ? &dark_theme() : &light_theme();
            break;
        case sf::Keyboard::A:
            view_.anonymise = !view_.anonymise;
            break;
        case sf::Keyboard::B:
            view_.clean = !view_.clean;
            break;
        case sf::Keyboard::C:
            show_differences(false);
            break;
        case sf::Keyboard::D:
            show_differences(!differences_);
            break;
        case sf::Keyboard::L:
            return Wish::lever;
        case sf::Keyboard::S:
            return Wish::shot;
        case sf::Keyboard::V:
            return Wish::record;
        case sf::Keyboard::F:
            return Wish::full_screen;
        case sf::Keyboard::Escape:
            if (view_.help || view_.school || view_.child) {
                view_.help = false;
                view_.school.reset();
                view_.child.reset();
                break;
            }
            return Wish::quit;
        default:
            if (key.code >= sf::Keyboard::Num1 && key.code <= sf::Keyboard::Num9)
                view_.layers.flip(static_cast<std::size_t>(key.code - sf::Keyboard::Num1));
    }
    return Wish::none;
}

}  // namespace sendscape
