// SPDX-License-Identifier: MIT
#include "visualiser/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/core/error.h"
#include "visualiser/display.h"
#include "visualiser/headless.h"

namespace sendscape {
namespace {

constexpr float notice_seconds = 8, hint_seconds = 10;

/// "sendscape-1.png is written to /home/me".
std::string where_written(const std::filesystem::path& path) {
    const std::filesystem::path whole = std::filesystem::absolute(path);
    return fmt::format("{} is written to {}", whole.filename().string(), whole.parent_path().string());
}

std::filesystem::path free_name(const char* stem, const char* extension) {
    for (int n = 1;; ++n) {
        const std::filesystem::path path = fmt::format("{}-{}{}", stem, n, extension);
        if (!std::filesystem::exists(path)) return path;
    }
}

}  // namespace

Show::Show(Stage& stage, const Guests& guests) : stage_(stage), guests_(guests) {
    if (guests_.levers)
        stage_.set_overlay(
            [this](Scene& scene) { return stage_.view().levers ? guests_.levers->draw(scene) : sf::FloatRect{}; });
    if (!guests_.kiosk && !guests_.story) hint_left_ = hint_seconds;
    if (!stage_.shared_film()) stage_.view().caption = "The county is being built\u2026";
}

void Show::notice(std::string words) {
    notice_ = std::move(words);
    notice_left_ = notice_seconds;
    stage_.view().caption = notice_;
}

Wish Show::handle(const sf::Event& event) {
    if (guests_.kiosk && event.type == sf::Event::KeyPressed && event.key.code != sf::Keyboard::Escape &&
        event.key.code != sf::Keyboard::F)
        return Wish::none;
    if (guests_.kiosk && (event.type == sf::Event::MouseButtonPressed || event.type == sf::Event::MouseMoved ||
                          event.type == sf::Event::MouseWheelScrolled || event.type == sf::Event::TextEntered))
        return Wish::none;
    if (guests_.levers && stage_.shared_film() && stage_.view().levers && !stage_.view().searching &&
        guests_.levers->handle(event, stage_))
        return Wish::none;
    if (guests_.story && event.type == sf::Event::KeyPressed && !event.key.control && !stage_.view().searching) {
        const auto code = event.key.code;
        if (code == sf::Keyboard::Right || code == sf::Keyboard::Left) {
            guests_.story->step(code == sf::Keyboard::Right ? 1 : -1);
            return Wish::none;
        }
        if (code == sf::Keyboard::Space) {
            guests_.story->pause();
            return Wish::none;
        }
    }
    const Wish wish = stage_.handle(event);
    if (wish == Wish::lever) {
        if (guests_.levers)
            stage_.view().levers = !stage_.view().levers;
        else
            notice("Levers need a live run: sendscape-view county");
        return Wish::none;
    }
    if (auto reason = stage_.take_reason(); !reason.empty()) notice(std::move(reason));
    return wish;
}

Wish Show::leave(bool full_screen) {
    if (full_screen && !guests_.kiosk) return Wish::full_screen;
    if (quit_asked_left_ > 0) return Wish::quit;
    quit_asked_left_ = notice_seconds;
    notice("Esc again closes the window.");
    return Wish::none;
}

void Show::fetch() {
    if (!guests_.live) return;
    if (auto failure = guests_.live->failure()) {
        if (!stage_.shared_film()) std::rethrow_exception(failure);
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            notice(error.what());  // on stage nothing ends the show: the lever goes back
        }
        if (guests_.levers) guests_.levers->undo(stage_);
    }
    if (guests_.levers)
        if (auto scenario = guests_.levers->pulled()) {
            if (!before_) before_ = stage_.shared_film();
            const Month present = stage_.film().first + static_cast<int>(stage_.view().time);
            stage_.remember_past(before_);
            guests_.live->rerun(std::move(*scenario), present);
            growing_ = true;
        }
    const bool finished = guests_.live->finished();
    if (auto film = guests_.live->new_film()) {
        const bool first = !stage_.shared_film();
        if (first) stage_.view().caption.clear();
        stage_.show(std::move(film), !first);
        growing_ = true;
        if (first) stage_.view().playing = true;
    }
    if (finished) {
        if (growing_) before_.reset();  // the next lever's ghost is this future
        growing_ = false;
    }
}

float Show::pace(float frame_seconds) const {
    constexpr float most = 60, least = 10;
    if (!guests_.live || guests_.live->finished() || frame_seconds <= 0) return most;
    return std::clamp(0.4f / frame_seconds, least, most);
}

bool Show::up_to_date() const { return !guests_.live || (guests_.live->finished() && !growing_); }

void Show::advance(float seconds) {
    fetch();
    View& view = stage_.view();
    if (stage_.shared_film()) {
        if (resume_ && view.time < static_cast<float>(stage_.film().months - 1)) view.playing = true, resume_ = false;
        if (guests_.story) {
            guests_.story->advance(seconds, stage_.film(), view, stage_.camera());
            stage_.show_differences(guests_.story->now().differences);
        }
    }
    quit_asked_left_ -= seconds;
    view.hint = hint_left_ > 0 && stage_.shared_film() && !view.help;
    if (stage_.shared_film()) hint_left_ -= seconds;
    const bool played = view.playing;
    stage_.advance(seconds);
    if (played && !view.playing && guests_.live && !guests_.live->finished()) resume_ = true;
    if (notice_left_ > 0) {
        notice_left_ -= seconds;
        if (notice_left_ <= 0 && view.caption == notice_) {
            view.caption.clear();
            if (guests_.story) guests_.story->say_again();
        }
        if (notice_left_ > 0) view.caption = notice_;
    }
}

void open_window(Stage& stage, unsigned width, unsigned height, const Guests& guests) {
    const auto create = [&](sf::RenderWindow& window, bool full) {
        window.create(full ? sf::VideoMode::getDesktopMode() : sf::VideoMode(width, height), "Sendscape (simulated)",
                      full ? sf::Style::Fullscreen : sf::Style::Default);
        window.setKeyRepeatEnabled(true);
        if (guests.kiosk) window.setMouseCursorVisible(false);
        stage.resize(window.getSize().x, window.getSize().y);
    };
    sf::RenderWindow window;
    bool full = guests.kiosk;
    create(window, full);
    Show show(stage, guests);
    if (stage.shared_film()) stage.view().playing = !guests.story;
    sf::Clock clock, work;
    while (window.isOpen()) {
        sf::Event event;
        while (window.pollEvent(event)) {
            if (event.type == sf::Event::Resized) {
                const auto w = static_cast<float>(std::max(event.size.width, 1u)),
                           h = static_cast<float>(std::max(event.size.height, 1u));
                window.setView(sf::View(sf::FloatRect(0, 0, w, h)));
                stage.resize(event.size.width, event.size.height);
            }
            const sf::Vector2u size = window.getSize();
            try {
                Wish wish = show.handle(event);
                if (wish == Wish::quit && event.type == sf::Event::KeyPressed) wish = show.leave(full);
                switch (wish) {
                    case Wish::quit:
                        window.close();
                        break;
                    case Wish::full_screen:
                        create(window, full = !full);
                        break;
                    case Wish::picture: {
                        const auto path = free_name("sendscape", ".png");
                        save_picture(stage, size.x, size.y, path, false);
                        show.notice(where_written(path));
                        break;
                    }
                    case Wish::video: {
                        const auto path = free_name("sendscape", ".mp4");
                        record_video(stage, size.x, size.y, 30, path, false);
                        stage.resize(size.x, size.y);
                        show.notice(where_written(path));
                        break;
                    }
                    default:
                        break;
                }
            } catch (const std::runtime_error& error) {
                show.notice(error.what());  // on stage nothing ends the show
            }
        }
        if (!window.isOpen()) break;
        work.restart();
        show.advance(std::min(clock.restart().asSeconds(), 0.1f));
        if (stage.shared_film()) showing(stage.film().first + static_cast<int>(stage.view().time));
        stage.draw(window);
        window.display();
        // The simulation needs the time that pictures nobody sees would take.
        const float cost = work.getElapsedTime().asSeconds();
        sf::sleep(sf::seconds(1 / show.pace(cost) - cost));
    }
    stage.set_overlay({});
}

}  // namespace sendscape
