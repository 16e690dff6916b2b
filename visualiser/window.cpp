#include "visualiser/window.h"

#include <fmt/format.h>

#include <filesystem>

#include "sim/core/error.h"
#include "visualiser/headless.h"

namespace sendscape {
namespace {

std::filesystem::path free_name(const char* stem, const char* extension) {
    for (int n = 1;; ++n) {
        const std::filesystem::path path = fmt::format("{}-{}{}", stem, n, extension);
        if (!std::filesystem::exists(path)) return path;
    }
}

}  // namespace

void open_window(Stage& stage, unsigned width, unsigned height) {
    const auto create = [&](sf::RenderWindow& window, bool full) {
        window.create(full ? sf::VideoMode::getDesktopMode() : sf::VideoMode(width, height), "Sendscape (simulated)",
                      full ? sf::Style::Fullscreen : sf::Style::Default);
        window.setVerticalSyncEnabled(true);
        window.setKeyRepeatEnabled(true);
        stage.resize(window.getSize().x, window.getSize().y);
    };
    sf::RenderWindow window;
    bool full = false;
    create(window, full);
    stage.view().playing = true;
    sf::Clock clock;
    while (window.isOpen()) {
        sf::Event event;
        while (window.pollEvent(event)) {
            if (event.type == sf::Event::Resized) {
                const auto w = static_cast<float>(std::max(event.size.width, 1u)),
                           h = static_cast<float>(std::max(event.size.height, 1u));
                window.setView(sf::View(sf::FloatRect(0, 0, w, h)));
            }
            const sf::Vector2u size = window.getSize();
            try {
                switch (stage.handle(event)) {
                    case Wish::quit:
                        window.close();
                        break;
                    case Wish::full_screen:
                        create(window, full = !full);
                        break;
                    case Wish::shot:
                        save_shot(stage, size.x, size.y, free_name("sendscape", ".png"), false);
                        break;
                    case Wish::record:
                        record_video(stage, size.x, size.y, 30, free_name("sendscape", ".mp4"), false);
                        stage.resize(size.x, size.y);
                        break;
                    default:
                        break;
                }
            } catch (const std::runtime_error& error) {
                stage.view().caption = error.what();  // on stage nothing ends the show
            }
        }
        stage.advance(std::min(clock.restart().asSeconds(), 0.1f));
        stage.draw(window);
        window.display();
    }
}

}  // namespace sendscape
