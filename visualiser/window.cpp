// SPDX-License-Identifier: MIT
#include "visualiser/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "sim/core/error.h"
#include "sim/files/sealed_file.h"
#include "visualiser/display.h"
#include "visualiser/file_drop.h"
#include "visualiser/headless.h"
#include "visualiser/saved_scenario.h"

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
        std::filesystem::path path = fmt::format("{}-{}{}", stem, n, extension);
        if (!std::filesystem::exists(path)) return path;
    }
}

}  // namespace

void show_shot(Stage& stage, const Shot& shot, const std::vector<LeverAnswer>& answers,
               const std::shared_ptr<const Film>& other) {
    std::shared_ptr<const Film> beside = other;
    for (const LeverAnswer& answer : answers)
        if (!shot.lever.empty() && answer.name == shot.lever && answer.film) beside = answer.film;
    if (beside != stage.shared_other()) stage.compare_with(beside);
    const auto child = stage.view().child;  // a row of A, as the shot was entered
    stage.show_differences(shot.differences);
    if (!shot.differences) stage.view().child = child;
}

Show::Show(Stage& stage, const Guests& guests) : stage_(stage), guests_(guests), other_(stage.shared_other()) {
    if (guests_.levers) stage_.set_overlay(guests_.levers->overlay());
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
    if (guests_.levers && stage_.shared_film() && stage_.view().levers && !typing() &&
        guests_.levers->handle(event, stage_)) {
        if (auto reason = guests_.levers->take_reason(); !reason.empty()) notice(std::move(reason));
        return guests_.levers->take_save() ? Wish::scenario : Wish::none;
    }
    if (event.type == sf::Event::KeyPressed && stage_.shared_film() && !typing() && !event.key.control) {
        if (compare_key(event.key)) return Wish::none;
    }
    if (guests_.story && event.type == sf::Event::KeyPressed && !event.key.control && !typing()) {
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
    if (wish == Wish::open) {
        open(stage_.view().path);
        return Wish::none;
    }
    if (wish == Wish::lever) {
        if (guests_.levers)
            stage_.view().levers = !stage_.view().levers;
        else
            notice("Levers need a live run: sendscape-view county");
        return Wish::none;
    }
    if (wish == Wish::scenario && !guests_.levers) {
        notice("There are no levers to save: a live run, sendscape-view county, has them.");
        return Wish::none;
    }
    if (auto reason = stage_.take_reason(); !reason.empty()) notice(std::move(reason));
    return wish;
}

/// C and D of a live run: what is pulled beside the run without it, and their difference on one map; again, the future
/// alone.
bool Show::compare_key(const sf::Event::KeyEvent& key) {
    const bool side_by_side = key.code == sf::Keyboard::C, differences = key.code == sf::Keyboard::D;
    if ((!side_by_side && !differences) || !guests_.levers || (stage_.shared_other() && !stage_.holds())) return false;
    if (!stage_.holds() && (!guests_.levers->levers().pulled_any() || !unpulled_)) {
        notice("Nothing is pulled: L shows the levers; C and D then hold the run against the one without them.");
        return true;
    }
    if (stage_.holds() && stage_.differences() == differences) {
        stage_.hold_against(nullptr);
        return true;
    }
    if (!stage_.holds()) stage_.hold_against(without_of(stage_.shared_future()->replicates));
    stage_.show_differences(differences);
    return true;
}

void Show::open(const std::filesystem::path& path) {
    if (!guests_.load || guests_.kiosk) return;
    std::shared_ptr<const Film> film;
    try {
        film = guests_.load(path);
    } catch (const std::runtime_error& error) {
        return notice(error.what());  // what is on show stays
    }
    stage_.set_overlay({});
    guests_.live = nullptr, guests_.levers = nullptr, guests_.story = nullptr, guests_.futures = nullptr;
    other_.reset(), unpulled_.reset(), before_.reset();
    answers_.clear(), without_.clear();
    growing_ = resume_ = false;
    if (!film->invented && !guests_.names) stage_.view().anonymise = true;
    stage_.show_another(std::move(film));
    notice(fmt::format("{} is on show.", path.string()));
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
            if (!before_) before_ = unpulled_ ? without_of(1) : stage_.shared_film();
            const Month present = stage_.film().first + static_cast<int>(stage_.view().time);
            stage_.remember_past(before_);
            guests_.live->rerun(std::move(*scenario), present);
            growing_ = true;
        }
    const bool finished = guests_.live->finished();
    if (auto film = guests_.live->new_film()) {
        const bool first = !stage_.shared_film();
        if (first) {
            stage_.view().caption.clear();
            stage_.show(std::move(film), false);
        } else if (!known_already(*film)) {
            // Held against as many runs without the levers.
            if (guests_.levers && guests_.levers->levers().pulled_any() && unpulled_) {
                before_ = without_of(film->replicates);
                stage_.hold_past(before_);
                if (stage_.holds()) stage_.hold_against(before_);
            }
            stage_.show_future(std::move(film));
        }
        growing_ = true;
        if (first) stage_.view().playing = true;
        if (first && !guests_.child.empty()) {
            const auto row = stage_.child_named(guests_.child == "eventful" ? guests_.child : "child " + guests_.child);
            if (row) stage_.select_child(*row), stage_.follow(true);
            if (!row) notice("This run follows no child of that number.");
        }
    }
    tell_answer(finished);
    if (finished) {
        if (growing_) before_.reset();  // the next lever's ghost is this future
        growing_ = false;
    }
}

void Show::note_without(const std::shared_ptr<const Film>& film) {
    unpulled_ = film;
    if (film->span > film->months) return;
    std::erase_if(without_, [&](const auto& one) { return one->replicates == film->replicates; });
    without_.push_back(film);
}

std::shared_ptr<const Film> Show::without_of(int replicates) const {
    for (const auto& film : without_)
        if (film->replicates == replicates) return film;
    return unpulled_;
}

/// Whether a film tells less than the future on show, which a lever taken back has brought back whole.
bool Show::known_already(const Film& film) const {
    if (!guests_.levers || !guests_.levers->restored()) return false;
    const auto shown = stage_.shared_future();
    return film.months < shown->months || film.replicates < shown->replicates;
}

/// "At the end, in September 2035: 26 fewer short of a place (19 to 31, 10 runs).", as far as it is lived.
void Show::tell_answer(bool finished) {
    if (!guests_.levers || !stage_.shared_film()) return;
    LeverStatus status;
    const auto now = stage_.shared_future();
    const bool pulled = guests_.levers->levers().pulled_any();
    if (!finished && !guests_.levers->restored()) {
        const LiveRun::Progress progress = guests_.live->progress();
        status.share = static_cast<float>(progress.share);
        status.living = fmt::format("Living run {} of {}", std::min(progress.run + 1, progress.of), progress.of);
    }
    if (!pulled) {
        if (!now->sketched && now != unpulled_) note_without(now);
        if (stage_.holds()) stage_.hold_against(nullptr);
        return guests_.levers->tell(std::move(status));
    }
    if (!unpulled_ || now == unpulled_) return guests_.levers->tell(std::move(status));
    // An answer for a month that is hardly past the lever would be none.
    constexpr int least_after = 12;
    const int last = std::min(unpulled_->months, now->months) - 1;
    const bool told = !now->sketched && last >= 0 &&
                      (last + 1 == unpulled_->months || last >= static_cast<int>(stage_.view().time) + least_after);
    if (told) status.answer = pulled_answer(*unpulled_, *now, last);
    if (status.answer.empty())
        status.answer = "It is being lived\u2026";
    else
        status.finding = pulled_finding(*unpulled_, *now, static_cast<int>(stage_.view().time), last);
    guests_.levers->tell(std::move(status));
}

/// What other futures tell: asked for when a child is on show and nothing else is simulated.
void Show::fetch_futures() {
    if (!guests_.futures || !stage_.shared_film()) return;
    if (guests_.live && (!guests_.live->finished() || (guests_.levers && guests_.levers->levers().pulled_any()))) {
        stage_.view().lives.reset();  // of the scenario as it was before a lever
        return;
    }
    if (stage_.view().child || guests_.story)
        if (const auto branches = stage_.child_branches()) guests_.futures->want_lives(*branches);
    if (guests_.story)
        for (const std::string& lever : guests_.story->levers())
            guests_.futures->want_answer(lever, static_cast<std::uint32_t>(stage_.film().replicates));
    answers_ = guests_.futures->answers();
    stage_.view().lives = guests_.futures->lives();
    if (auto failure = guests_.futures->failure(); !failure.empty()) notice(std::move(failure));
}

float Show::pace(float frame_seconds) const {
    constexpr float most = 60, least = 10;
    if (!guests_.live || guests_.live->finished() || frame_seconds <= 0) return most;
    return std::clamp(0.4f / frame_seconds, least, most);
}

bool Show::up_to_date() const { return !guests_.live || (guests_.live->finished() && !growing_); }

void Show::advance(float seconds) {
    fetch();
    fetch_futures();
    View& view = stage_.view();
    if (stage_.shared_film()) {
        if (resume_ && view.time < static_cast<float>(stage_.film().months - 1)) view.playing = true, resume_ = false;
        if (guests_.story) {
            guests_.story->advance(seconds, stage_.film(), view, stage_.camera(), answers_);
            show_shot(stage_, guests_.story->now(), answers_, other_);
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
    auto drop = std::make_unique<FileDrop>(window.getSystemHandle());
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
                        drop = std::make_unique<FileDrop>(window.getSystemHandle());
                        break;
                    case Wish::picture: {
                        const auto path = free_name("sendscape", ".png");
                        save_picture(stage, size.x, size.y, path, false);
                        show.notice(where_written(path));
                        break;
                    }
                    case Wish::scenario: {
                        const auto path = free_name("scenario", ".toml");
                        const std::string text =
                            saved_scenario(guests.levers->levers(), guests.map,
                                           stage.view().anonymise && guests.live ? &guests.live->bare_map() : nullptr);
                        write_files(std::array{FileText{path, text}}, false);
                        show.notice(fmt::format("{}: sendscape run {} lives it", where_written(path), path.string()));
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
            } catch (const Interrupted&) {
                throw;  // whoever started the view ends it
            } catch (const std::runtime_error& error) {
                show.notice(error.what());  // on stage nothing else ends the show
            }
        }
        if (!window.isOpen()) break;
        if (const auto file = drop->take()) show.open(*file);
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
