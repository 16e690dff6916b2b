// SPDX-License-Identifier: MIT
#include "visualiser/lever_bench.h"

#include <fmt/format.h>
#include <SFML/OpenGL.hpp>

#include <algorithm>
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
    [[nodiscard]] std::size_t pulls() const { return whole_.size(); }
    [[nodiscard]] double whole_seconds() const { return whole_.empty() ? 0 : whole_.back(); }
    void summary(BenchFigures& figures) const {
        const auto line = [](const char* name, const std::vector<double>& values) {
            if (values.empty()) return 0.0;
            const double most = bench_percentile(values, .95);
            std::cout << fmt::format("{} p50 {:.2f} p95 {:.2f} most {:.2f} of {} pulls\n", name,
                                     bench_percentile(values, .5), most, bench_percentile(values, 1), values.size());
            return most;
        };
        const std::string of = fmt::format(", p95 of {} pulls", whole_.size());
        figures.add("first effect of a lever, s" + of, line("lever_first_effect_s", first_), 2, BenchAim{0.2, false});
        line("lever_simulated_s", simulated_);
        figures.add("one future of ten years, s" + of, line("lever_ten_years_s", whole_), 2, BenchAim{1.5, false});
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

constexpr std::size_t most_pulls = 20;

/// The last of the area's mainstream schools without a base.
std::uint32_t a_mainstream_school(const Film& film) {
    std::uint32_t found = 0;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (school.in_area && school.urn < 890'000 && school.setting == Setting::mainstream &&
            school.base_places[0] + school.base_places[1] == 0)
            found = s;
    }
    return found;
}

}  // namespace

void bench_levers(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                  Clock::time_point began, BenchFigures& figures) {
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Bench bench(stage, guests, width, height);
    while (!stage.shared_film()) bench.frame();
    std::cout << fmt::format("opening: first_film_s {:.2f}", since(began));
    bench.catch_up();
    const double opened = since(began);
    std::cout << fmt::format(" ten_years_s {:.2f}\n", opened);
    figures.add("a county opens and lives ten years, s", opened, 1);
    const Film& film = stage.film();
    const std::uint32_t mainstream = a_mainstream_school(film);
    std::uint32_t special = 0;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (!school.in_area || school.urn >= 890'000) continue;
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
    for (const int part : {1, 3, 5, 8})  // a row that has nothing to pull in a month is pulled in another
        for (const auto& [words, school] : rows)
            if (bench.pulls() < most_pulls) bench.pull(words, first + months * part / 10, school);
    bench.summary(figures);
}

void bench_all_runs(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                    BenchFigures& figures) {
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Bench bench(stage, guests, width, height);
    bench.catch_up();
    bench.pull("Open a base", stage.film().first + stage.film().months / 10, a_mainstream_school(stage.film()));
    if (bench.pulls() > 0)
        figures.add(fmt::format("{} runs of a future, s", levers.levers().scenario().replicates), bench.whole_seconds(),
                    1, BenchAim{10, false});
}

}  // namespace sendscape
