// SPDX-License-Identifier: MIT
// Children short of a suitable place, gathered by planning area in swarms with their counts.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "sim/output/sorted_range.h"
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr float child_radius = 2.5f;  // pixels at 1080p

/// By how many children more are short in B than in A; 0 of a single run.
float change_of(const Scene& scene, std::size_t area) {
    return scene.film.of_differences()
               ? scene.film.change[static_cast<std::size_t>(scene.month) * scene.film.areas.size() + area].mean
               : 0;
}

void swarm_sign(Scene& scene, sf::Vector2f at, sf::Color rim) {
    const float unit = scene.unit();
    constexpr int dashes = 9;
    for (int i = 0; i < dashes; ++i) {
        const float angle = full_turn * static_cast<float>(i) / dashes;
        scene.canvas.disc({at.x + 11 * unit * std::cos(angle), at.y + 11 * unit * std::sin(angle)}, 1.5f * unit, rim);
    }
    scene.canvas.disc({at.x - 3 * unit, at.y - 2 * unit}, 3 * unit, scene.theme().need[0]);
    scene.canvas.disc({at.x + 4 * unit, at.y - 1 * unit}, 3 * unit, scene.theme().need[1]);
    scene.canvas.disc({at.x, at.y + 5 * unit}, 3 * unit, scene.theme().need[2]);
}

void swarm_legend(LegendKey& key) {
    Scene& scene = key.scene();
    const Theme& theme = scene.theme();
    if (scene.film.of_differences()) {
        bool fewer = false, more = false;  // of areas that have a swarm
        for (std::size_t area = 0; area < scene.short_in_area.size(); ++area) {
            if (scene.short_in_area[area] == 0) continue;
            fewer = fewer || change_of(scene, area) < 0;
            more = more || change_of(scene, area) > 0;
        }
        if (more)
            key.entry("more short of a place in B", 26, [&](sf::Vector2f at) { swarm_sign(scene, at, theme.high); });
        if (fewer)
            key.entry(more ? "fewer" : "fewer short of a place in B", 26,
                      [&](sf::Vector2f at) { swarm_sign(scene, at, theme.low); });
    } else {
        key.entry("children short of a suitable place", 26,
                  [&](sf::Vector2f at) { swarm_sign(scene, at, theme.text); });
        bool fewer = false, more = false;  // on the right
        for (std::size_t area = 0; area < std::min(scene.short_beside.size(), scene.short_in_area.size()); ++area) {
            fewer = fewer || scene.short_beside[area] < scene.short_in_area[area];
            more = more || scene.short_beside[area] > scene.short_in_area[area];
        }
        const float unit = scene.unit();
        if (fewer)
            key.entry("hollow: in A alone", 16,
                      [&](sf::Vector2f at) { scene.canvas.ring(at, 5 * unit, 1.8f * unit, theme.text); });
        if (more)
            key.entry("ringed: in B alone", 16, [&](sf::Vector2f at) {
                scene.canvas.disc(at, 4 * unit, theme.need[0]);
                scene.canvas.ring(at, 6 * unit, 1.8f * unit, theme.text);
            });
    }
}

/// The ground of a swarm with its dashed rim; of differences orange where more are short, blue where fewer.
void draw_rim(Scene& scene, sf::Vector2f centre, float radius, float change) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    scene.canvas.glow(centre, radius * 1.5f, with_alpha(theme.map_ground, 0.9f));
    scene.canvas.disc(centre, radius, with_alpha(theme.map_ground, 0.92f));
    const sf::Color rim = change > 0 ? theme.high : change < 0 ? theme.low : theme.text;
    const int dashes = std::max(10, static_cast<int>(radius / (2.4f * unit)));
    const float turn = full_turn / static_cast<float>(dashes);
    const sf::Vector2f by{std::cos(turn), std::sin(turn)};
    sf::Vector2f way{radius, 0};
    for (int i = 0; i < dashes; ++i) {  // turned on step by step: a country's dashes are thousands
        scene.canvas.disc(centre + way, 1.5f * unit, rim);
        way = {way.x * by.x - way.y * by.y, way.x * by.y + way.y * by.x};
    }
}

/// " (31 to 72)": the children of an area over the runs, 5th to 95th percentile; empty of a single run.
Phrase range_in(const Scene& scene, std::size_t area) {
    const Film& film = scene.film;
    if (!film.each || film.replicates < 2) return {};
    constexpr std::size_t most = 256;  // runs: nothing is allocated while a frame is built
    const std::size_t runs = std::min(static_cast<std::size_t>(film.replicates), most);
    const std::size_t cell = static_cast<std::size_t>(scene.month) * film.areas.size() + area;
    std::array<double, most> children{};
    for (std::size_t run = 0; run < runs; ++run)
        children[run] =
            static_cast<double>(film.each->shortfall[cell * static_cast<std::size_t>(film.replicates) + run]);
    const Range range = sorted_range(std::span<double>(children.data(), runs));
    return Phrase(" ({} to {})", thousands(range.p05), thousands(range.p95));
}

/// The area that is short of most, by the number beside its swarm.
Phrase worst_area(const Scene& scene) {
    const std::span<const int> short_in = scene.short_in_area;
    const bool country = !scene.arrangement.reach.empty();  // of it what is on the map
    std::size_t worst = 0;
    int most = 0;
    for (std::size_t area = 0; area < short_in.size(); ++area) {
        if (short_in[area] <= most || (country && !scene.on_map(swarm_centre(scene, area)))) continue;
        most = short_in[area], worst = area;
    }
    if (most == 0) return Phrase("Nobody is short of a place");
    const Phrase name =
        country ? area_words(scene.film, scene.film.areas[worst]) : Phrase("{}", scene.film.areas[worst].name);
    const Phrase range = range_in(scene, worst);
    return Phrase("{} is short of {} {}{}", name, thousands(most), most == 1 ? "place" : "places", range);
}

}  // namespace

constinit const LayerDrawing shortfall_layer{
    .above = [](LayerScene& map) { map.dots.draw_swarms(map.scene, map.labels); },
    .legend = swarm_legend,
    .finding = worst_area,
    .picture = {.see = "children without a suitable place, gathered by area and coloured by need"},
};

/// Those who stand for the number: needs mixed in proportion, after the children of the record.
void Dots::draw_swarm(Scene& scene, std::size_t area, sf::Vector2f centre) {
    std::array<int, need_group_count> left = now_.short_of[area];
    std::array<float, need_group_count> owed{};
    int rest = 0;
    for (const int children : left) rest += children;
    const auto all = static_cast<float>(std::max(rest, 1));
    for (int k = 0; k < rest; ++k) {
        std::size_t next = 0;
        float most = -1e9f;
        for (std::size_t need = 0; need < need_group_count; ++need) {
            owed[need] += static_cast<float>(now_.short_of[area][need]) / all;
            if (left[need] > 0 && owed[need] > most) most = owed[need], next = need;
        }
        owed[next] -= 1;
        --left[next];
        scene.canvas.disc(place_in_swarm(scene, centre, static_cast<std::size_t>(now_.known[area] + k)),
                          child_radius * scene.shrunk * scene.swarms * scene.unit(), scene.theme().need[next]);
    }
}

/// On B's map the difference is seen: hollow who is short in A alone, ringed who is in B alone.
void Dots::draw_beside(Scene& scene, std::size_t area, sf::Vector2f centre) {
    const int here = now_.whole.total[area], in_a = short_in_a(scene, area, here);
    const float unit = scene.shrunk * scene.swarms * scene.unit();
    for (int k = std::min(here, in_a); k < std::max(here, in_a); ++k) {
        const sf::Vector2f at = place_in_swarm(scene, centre, static_cast<std::size_t>(k));
        scene.canvas.ring(at, (k < in_a ? child_radius : child_radius + 1.0f) * unit, 1.1f * unit, scene.theme().text);
    }
}

void Dots::draw_swarms(Scene& scene, LabelSpace& labels) {
    const float share = eased(scene.fraction);
    for (std::size_t area = 0; area < scene.film.areas.size() && area < now_.whole.total.size(); ++area) {
        if (now_.whole.total[area] == 0 && next_.whole.total[area] == 0) continue;
        const sf::Vector2f centre = swarm_centre(scene, area);
        const auto here = static_cast<float>(now_.whole.total[area]),
                   then = static_cast<float>(next_.whole.total[area]);
        if (here + (then - here) * share < 0.5f) continue;  // a ring about nobody
        const int in_a = short_in_a(scene, area, now_.whole.total[area]);
        const float radius = swarm_radius(scene, std::max(here + (then - here) * share, static_cast<float>(in_a)));
        if (!scene.on_map(centre, radius)) continue;
        draw_rim(scene, centre, radius, change_of(scene, area));
        labels.swarm(centre, radius);
        labels.block({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius});
        labels.rival(centre);
        draw_swarm(scene, area, centre);
        draw_beside(scene, area, centre);
    }
    for (const std::uint32_t c : swarming_) {
        const Anchor& anchor = now_.anchors[c];
        const sf::Vector2f from = place(scene, beads_now_, now_, c);
        const sf::Vector2f at = from + (place(scene, beads_next_, next_, c) - from) * share;
        if (!scene.on_map(at)) continue;
        const float radius = child_radius * scene.shrunk * scene.swarms * scene.unit();
        const bool chosen = scene.child && *scene.child == c;
        scene.canvas.disc(at, chosen ? 1.6f * radius : radius, scene.theme().need[anchor.need]);
        if (chosen) mark_chosen(at, radius, anchor.need);
    }
}

}  // namespace sendscape
