// SPDX-License-Identifier: MIT
#include "visualiser/lever_bench.h"

#include <fmt/format.h>
#include <SFML/OpenGL.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <thread>
#include <utility>

#include "agents/schools/schools.h"
#include "sim/core/error.h"
#include "visualiser/window.h"

namespace sendscape {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point then) { return std::chrono::duration<double>(Clock::now() - then).count(); }

/// A window's life without the window.
class Bench {
  public:
    Bench(Stage& stage, const Guests& guests, unsigned width, unsigned height)
        : stage_(stage), live_(*guests.live), levers_(*guests.levers), show_(stage, guests) {
        if (!picture_.create(width, height))
            throw MachineError(fmt::format("a picture of {}x{} cannot be made on this display", width, height));
        stage_.resize(width, height);
    }

    void frame() {
        const auto began = Clock::now();
        show_.advance(last_);
        stage_.draw(picture_);
        picture_.display();
        glFinish();
        const auto cost = static_cast<float>(since(began));
        const float pause = 1 / show_.pace(cost) - cost;
        if (pause > 0) std::this_thread::sleep_for(std::chrono::duration<float>(pause));
        last_ = static_cast<float>(since(began));
    }
    void catch_up() {
        do frame();
        while (!show_.up_to_date());
    }
    void press(sf::Keyboard::Key code) {
        sf::Event event{};
        event.type = sf::Event::KeyPressed;
        event.key.code = code;
        show_.handle(event);
    }

    /// Pulls the row that begins with these words, in a month, with a school on show; then takes it back.
    void pull(const std::string& words, Month month, std::uint32_t school) {
        stage_.view().playing = false;
        stage_.go_to(month);
        stage_.select(school);
        stage_.view().levers = true;
        frame();
        std::size_t row = 0;
        while (row < levers_.rows() && levers_.row_words(row).rfind(words, 0) != 0) ++row;
        if (row == levers_.rows()) return;
        while (levers_.cursor() != row) press(sf::Keyboard::Down);
        frame();
        const std::string lever = levers_.row_words(row);  // the row may go with what it closes
        const auto pulled = Clock::now();
        press(words == "Admits" || words == "Places" ? sf::Keyboard::Right : sf::Keyboard::Enter);
        const std::shared_ptr<const Film> drawn = stage_.shared_film();
        frame();
        const double first = since(pulled);
        double simulated = 0, seen = 0;
        int frames = 1;
        while (!show_.up_to_date()) {
            frame();
            ++frames;
            if (simulated == 0 && stage_.shared_film() != drawn) simulated = since(pulled);
        }
        seen = since(pulled);
        std::cout << fmt::format(
            "lever '{}' in {}: first_effect_s {:.3f} simulated_s {:.2f} ten_years_s {:.2f} at {:.0f} fps\n", lever,
            to_text(month), first, simulated, seen, frames / seen);
        first_.push_back(first), simulated_.push_back(simulated), whole_.push_back(seen);
        press(sf::Keyboard::Backspace);
        catch_up();
    }
    void summary() const {
        const auto line = [](const char* name, std::vector<double> values) {
            if (values.empty()) return;
            std::sort(values.begin(), values.end());
            const auto at = [&](double share) {
                return values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1];
            };
            std::cout << fmt::format("{} p50 {:.2f} p95 {:.2f} most {:.2f} of {} pulls\n", name, at(0.5), at(0.95),
                                     values.back(), values.size());
        };
        line("lever_first_effect_s", first_);
        line("lever_simulated_s", simulated_);
        line("lever_ten_years_s", whole_);
    }

  private:
    Stage& stage_;
    LiveRun& live_;
    LeverPanel& levers_;
    Show show_;
    sf::RenderTexture picture_;
    float last_ = 0.02f;
    std::vector<double> first_, simulated_, whole_;
};

}  // namespace

void bench_levers(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                  Clock::time_point began) {
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Bench bench(stage, guests, width, height);
    while (!stage.shared_film()) bench.frame();
    std::cout << fmt::format("opening: first_film_s {:.2f}", since(began));
    bench.catch_up();
    std::cout << fmt::format(" ten_years_s {:.2f}\n", since(began));
    const Film& film = stage.film();
    std::uint32_t mainstream = 0, special = 0;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (!school.in_area || school.urn >= 890'000) continue;
        if (school.setting == Setting::mainstream && school.base_places[0] + school.base_places[1] == 0) mainstream = s;
        if (school.setting == Setting::state_special) special = s;
    }
    std::vector<std::pair<std::string, std::uint32_t>> rows{
        {"Admits", mainstream},         {"Open a base", mainstream},       {"Places", special},
        {"Special school", mainstream}, {"Close this school", mainstream},
    };
    for (const PolicyLever& policy : levers.levers().policies())
        if (!policy.in_scenario && rows.size() < 7) rows.emplace_back(policy.title, mainstream);
    const Month first = film.first;
    const int months = film.months;
    for (const int part : {1, 5, 8})
        for (const auto& [words, school] : rows) bench.pull(words, first + months * part / 10, school);
    bench.summary();
}

}  // namespace sendscape
