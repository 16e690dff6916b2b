#include <cmath>
#include <string_view>

#include "visualiser/layers/layers.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

/// Rows of signs with their words. What has no room is left out whole.
class Key {
  public:
    explicit Key(Scene& scene) : scene_(scene), u_(scene.u()) {}

    void row(std::string_view head) {
        const sf::FloatRect& box = scene_.boxes.legend;
        y_ = box.top + (6 + 31 * static_cast<float>(rows_++)) * u_;
        scene_.canvas.text(head, {box.left + 24 * u_, y_}, 20, scene_.theme().quiet);
        x_ = box.left + 124 * u_;  // one column for what is spoken of, one for its signs
    }
    template <class Sign>
    void entry(std::string_view words, float sign, Sign&& draw) {
        const sf::FloatRect& box = scene_.boxes.legend;
        const float width = scene_.canvas.width(words, 20);
        if (x_ + (sign + 8) * u_ + width > box.left + box.width - 8 * u_) return;
        draw(sf::Vector2f{x_ + sign * u_ / 2, y_ + 14 * u_});
        scene_.canvas.text(words, {x_ + (sign + 8) * u_, y_}, 20, scene_.theme().text);
        x_ += (sign + 8) * u_ + width + 18 * u_;
    }

  private:
    Scene& scene_;
    float u_, x_ = 0, y_ = 0;
    int rows_ = 0;
};

void swarm_sign(Scene& scene, sf::Vector2f at, sf::Color rim) {
    const float u = scene.u();
    for (int i = 0; i < 9; ++i) {
        const float angle = 6.2831853f * static_cast<float>(i) / 9;
        scene.canvas.disc({at.x + 11 * u * std::cos(angle), at.y + 11 * u * std::sin(angle)}, 1.5f * u, rim);
    }
    scene.canvas.disc({at.x - 3 * u, at.y - 2 * u}, 3 * u, scene.theme().need[0]);
    scene.canvas.disc({at.x + 4 * u, at.y - 1 * u}, 3 * u, scene.theme().need[1]);
    scene.canvas.disc({at.x, at.y + 5 * u}, 3 * u, scene.theme().need[2]);
}

/// What the colours of discs mean; between two runs, of their difference.
void discs(Scene& scene, Key& key) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float u = scene.u();
    const bool between = scene.film.of_differences();
    key.row("Plans");
    for (const float ratio : {0.35f, 1.0f, 2.8f})
        key.entry(ratio < 1   ? (between ? "fewer in B" : "far fewer")
                  : ratio > 1 ? (between ? "more in B" : "far more")
                              : (between ? "about the same" : "as expected"),
                  18, [&](sf::Vector2f at) { canvas.disc(at, 9 * u, ratio_colour(theme, ratio, ratio != 1.0f)); });
    if (!between)
        key.entry("SEND magnet", 26, [&](sf::Vector2f at) {
            canvas.glow(at, 24 * u, with_alpha(theme.high, 0.9f));
            canvas.disc(at, 10.5f * u, theme.high);
            canvas.disc(at, 9 * u, theme.map_ground);
            canvas.disc(at, 7.5f * u, theme.high);
        });
}

/// What the colour of the ground means.
void ground(Scene& scene, Key& key) {
    const bool access = scene.view.shows(Layer::accessibility);
    const auto cell = [&](float value) {
        return [&scene, access, value](sf::Vector2f at) {
            const float u = scene.u();
            scene.canvas.rectangle({at.x - 16 * u, at.y - 8 * u, 32 * u, 16 * u},
                                   ground_colour(scene.theme(), access, value));
        };
    };
    if (access) {
        key.row("Access");
        key.entry("few special places near by", 32, cell(0.1f));
        key.entry("as many as usual", 32, cell(1.0f));
        key.entry("many", 32, cell(1.9f));
    } else {
        key.row("Homes");
        key.entry("most deprived tenth of England", 32, cell(1.0f));
        key.entry("middle", 32, cell(0.5f));
        key.entry("least", 32, cell(0.0f));
    }
}

}  // namespace

void draw_legend(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float u = scene.u();
    canvas.rectangle(scene.boxes.legend, with_alpha(theme.background, 0.92f));
    Key key(scene);
    key.row(scene.film.of_differences() ? "Moved" : "Children");
    for (std::size_t i = 0; i < need_group_count; ++i)
        key.entry(need_group_labels[i].words, 13, [&](sf::Vector2f at) { canvas.disc(at, 6.5f * u, theme.need[i]); });
    if (scene.view.shows_ground())
        ground(scene, key);
    else
        discs(scene, key);
    key.row("Places");
    key.entry("special school", 20, [&](sf::Vector2f at) {
        canvas.diamond(at, 11 * u, theme.text);
        canvas.diamond(at, 9 * u, theme.special);
    });
    if (!scene.view.shows_ground())
        key.entry("base", 20, [&](sf::Vector2f at) { canvas.half_disc({at.x, at.y + 5 * u}, 10 * u, theme.base); });
    key.entry("AP", 16, [&](sf::Vector2f at) { canvas.square(at, 7 * u, theme.ap); });
    key.entry("independent special", 18, [&](sf::Vector2f at) {
        canvas.triangle({at.x, at.y - 8 * u}, {at.x + 9 * u, at.y + 7 * u}, {at.x - 9 * u, at.y + 7 * u},
                        theme.independent);
    });
    key.row("Signs");
    if (!scene.view.shows_ground()) {
        key.entry("size: pupils", 24, [&](sf::Vector2f at) {
            canvas.disc({at.x - 7 * u, at.y + 3 * u}, 4 * u, theme.middle);
            canvas.disc({at.x + 5 * u, at.y}, 8 * u, theme.middle);
        });
        key.entry("ring: how full", 20, [&](sf::Vector2f at) {
            canvas.disc(at, 6 * u, theme.middle);
            canvas.ring(at, 9 * u, 2 * u, theme.text, 0, 0.8f);
        });
    }
    if (scene.film.of_differences()) {
        key.entry("more short of a place in B", 26, [&](sf::Vector2f at) { swarm_sign(scene, at, theme.high); });
        key.entry("fewer", 26, [&](sf::Vector2f at) { swarm_sign(scene, at, theme.low); });
    } else if (scene.view.shows(Layer::shortfall)) {
        key.entry("children short of a suitable place", 26,
                  [&](sf::Vector2f at) { swarm_sign(scene, at, theme.text); });
    }
    if (scene.view.shows(Layer::journeys)) {
        key.entry("journey over 12 km", 30, [&](sf::Vector2f at) {
            canvas.line({at.x - 15 * u, at.y}, {at.x + 15 * u, at.y}, 3 * u, theme.high);
        });
        key.entry("nearer", 30, [&](sf::Vector2f at) {
            canvas.line({at.x - 15 * u, at.y}, {at.x + 15 * u, at.y}, 3 * u, theme.low);
        });
    }
    if (scene.view.shows_ground() && scene.view.shows(Layer::schools))
        key.entry("mainstream school", 16, [&](sf::Vector2f at) { canvas.disc(at, 5 * u, theme.quiet); });
}

}  // namespace sendscape
