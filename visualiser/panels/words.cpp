// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/keys.h"
#include "visualiser/layers/layers.h"
#include "visualiser/panels/panels.h"

namespace sendscape {

const std::vector<std::string>& Paragraph::lines(Canvas& canvas, std::string_view words, float size, float room) {
    if (words == words_ && size == size_ && room == room_ && canvas.unit() == unit_) return lines_;
    words_ = words, size_ = size, room_ = room, unit_ = canvas.unit();
    lines_.clear();
    std::string line;
    std::size_t at = 0;
    while (at < words.size()) {
        const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
        const std::string word(words.substr(at, end - at));
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && canvas.fit(longer, size, room).size() < longer.size()) {
            lines_.push_back(line);
            line = word;
        } else {
            line = longer;
        }
        if (end < words.size() && words[end] == '\n') {
            lines_.push_back(line);
            line.clear();
        }
        at = end + 1;
    }
    if (!line.empty()) lines_.push_back(line);
    return lines_;
}

const std::vector<std::string>& Paragraph::balanced(Canvas& canvas, std::string_view words, float size, float room) {
    if (words == asked_ && size == size_ && room == asked_room_ && canvas.unit() == unit_) return lines_;
    const std::size_t count = lines(canvas, words, size, room).size();
    // The narrowest room that takes as many lines: no line is left with a single word.
    float narrow = room / static_cast<float>(std::max<std::size_t>(count, 1)), wide = room;
    while (wide - narrow > 4) {
        const float middle = (narrow + wide) / 2;
        (lines(canvas, words, size, middle).size() > count ? narrow : wide) = middle;
    }
    lines(canvas, words, size, wide);
    asked_ = words, asked_room_ = room;
    return lines_;
}

void draw_help(Scene& scene) {
    const auto& keys = key_help();
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    // What lies beneath is dimmed while the keys are read.
    const float left = scene.boxes.map.left, top = scene.boxes.map.top;
    const sf::FloatRect whole{left, top, scene.boxes.right.left - left, scene.boxes.map.height};
    scene.canvas.rectangle(whole, with_alpha(theme.background, 0.82f));
    scene.canvas.flush(scene.target);
    const float width = std::min(900 * unit, whole.width - 16 * unit);
    const float height = (84 + 36 * static_cast<float>(keys.size())) * unit;
    const sf::FloatRect box{whole.left + (whole.width - width) / 2, whole.top + (whole.height - height) / 2, width,
                            height};
    scene.canvas.panel(box, 14 * unit, theme.panel, theme.panel_edge);
    scene.canvas.text("Keys", {box.left + 30 * unit, box.top + 18 * unit}, 30, theme.text, Align::left, true);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const float y = box.top + 68 * unit + 36 * unit * static_cast<float>(i);
        scene.canvas.text(keys[i].keys, {box.left + 30 * unit, y}, 22, theme.accent, Align::left, true);
        scene.canvas.text(keys[i].words, {box.left + 200 * unit, y}, 22, theme.text);
    }
}

sf::FloatRect search_box(const Boxes& boxes, float unit, std::size_t found) {
    const float width = std::min(640 * unit, boxes.map.width - 32 * unit);
    return {boxes.map.left + 16 * unit, boxes.map.top + 16 * unit, width,
            (60 + (found ? 12 + 38 * static_cast<float>(found) : 0)) * unit};
}

sf::FloatRect path_box(const Boxes& boxes, float unit, std::size_t paths) {
    const float width = std::min(1100 * unit, boxes.map.width - 40 * unit);
    return {boxes.map.left + 20 * unit, boxes.map.top + 20 * unit, width,
            (100 + 34 * static_cast<float>(paths)) * unit};
}

void draw_typed_path(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.search;
    canvas.panel(box, 10 * unit, theme.panel, theme.accent);
    const float left = box.left + 20 * unit, room = box.width - 40 * unit;
    const auto fitted = [&](std::string_view words, float size) {  // its end tells paths apart
        std::size_t from = 0;
        while (from < words.size() && canvas.width(words.substr(from), size) > room) ++from;
        while (from < words.size() && (static_cast<unsigned char>(words[from]) & 0xC0) == 0x80) ++from;
        return words.substr(from);
    };
    canvas.text(fitted(Phrase("Open a run: {}_", scene.view.path).view(), 24), {left, box.top + 14 * unit}, 24,
                theme.text);
    float y = box.top + 54 * unit;
    for (const std::string& path : scene.view.paths) {
        canvas.text(fitted(path, 22), {left, y}, 22, theme.text);
        y += 34 * unit;
    }
    canvas.text("Enter opens it   Tab completes it   Esc leaves it", {left, y + 6 * unit}, 20, theme.quiet);
}

void draw_search(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.search;
    scene.canvas.panel(box, 10 * unit, theme.panel, theme.accent);
    scene.canvas.text(Phrase("Search: {}_", scene.view.search), {box.left + 20 * unit, box.top + 14 * unit}, 24,
                      theme.text);
    // Enter goes to the first.
    const std::size_t before = scene.view.found_child ? 1 : 0;
    for (std::size_t i = 0; i < scene.view.found.size() + before; ++i) {
        const float y = box.top + (62 + 38 * static_cast<float>(i)) * unit;
        if (i == 0)
            scene.canvas.panel({box.left + 8 * unit, y - 2 * unit, box.width - 16 * unit, 36 * unit}, 6 * unit,
                               with_alpha(theme.accent, 0.22f), sf::Color::Transparent);
        const float enter = i == 0 ? scene.canvas.width("Enter", 20) + 20 * unit : 0;
        const Phrase name = i < before ? Phrase("Child {}", scene.film.children[*scene.view.found_child].pupil)
                                       : scene.name_of(scene.view.found[i - before]);
        const float room = box.width - 44 * unit - enter;
        const bool whole = scene.canvas.fit(name, 22, room).size() == name.view().size();
        scene.canvas.text(whole ? name : Phrase("{}…", scene.canvas.fit(name, 22, room - 22 * unit)),
                          {box.left + 20 * unit, y + 3 * unit}, 22, theme.text);
        if (i == 0)
            scene.canvas.text("Enter", {box.left + box.width - 22 * unit, y + 4 * unit}, 20, theme.quiet, Align::right);
    }
    if (scene.view.found.empty() && before == 0 && !scene.view.search.empty())
        scene.canvas.text("no school or child", {box.left + box.width - 20 * unit, box.top + 17 * unit}, 22,
                          theme.quiet, Align::right);
}

sf::FloatRect Caption::place(Scene& scene, std::string_view words) {
    if (words.empty()) return {};
    const Boxes& boxes = scene.boxes;
    const float unit = scene.unit();
    // Levers and compared maps stand at the top: the words then go to the foot of the map. Cards have the right.
    const float whole = boxes.right.left - boxes.map.left;
    const bool split = boxes.column.left < boxes.map.left + boxes.map.width / 2;
    const bool low = scene.view.levers || scene.view.searching || split;
    bool cards = boxes.inspector.width > 0, long_cards = boxes.funnel.width > 0;
    for_each_shown(scene.view, [&](Layer layer, const LayerDrawing& drawing) {
        const bool stands = boxes.cards[static_cast<std::size_t>(layer)].width > 0;
        cards = cards || stands;
        long_cards = long_cards || (stands && drawing.card.reaches_foot);
    });
    const bool beside = !split && (low ? long_cards : cards);
    const float across = beside ? boxes.column.left - boxes.map.left : whole;
    const auto& lines = paragraph_.balanced(scene.canvas, words, 30, across - 130 * unit);
    float widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, scene.canvas.width(line, 30));
    const float height = (static_cast<float>(lines.size()) * 42 + 24) * unit;
    const float foot = boxes.map.top + boxes.map.height - height - boxes.legend.height - 16 * unit;
    return {boxes.map.left + (across - widest) / 2 - 30 * unit, low ? foot : boxes.map.top + 16 * unit,
            widest + 60 * unit, height};
}

void Caption::draw(Scene& scene) {
    const sf::FloatRect& box = scene.boxes.caption;
    if (box.width <= 0) return;
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    scene.canvas.panel(box, 12 * unit, with_alpha(theme.panel, 0.96f), theme.accent);
    float y = box.top + 12 * unit;
    for (const std::string& line : paragraph_.shown()) {
        scene.canvas.text(line, {box.left + box.width / 2, y}, 30, theme.text, Align::centre);
        y += 42 * unit;
    }
}

}  // namespace sendscape
