// SPDX-License-Identifier: MIT
#include "visualiser/keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "visualiser/layers/rows.h"

namespace sendscape {
namespace {

using K = sf::Keyboard;

static_assert(layer_count <= most_layer_keys, "every layer has a key");

constexpr std::size_t help_width = 60;  // letters of a line, judged: what fits beside the keys in a window of 1280

}  // namespace

std::optional<std::size_t> layer_of_key(sf::Keyboard::Key code, bool shift) {
    if (code < K::Num1 || code > K::Num9) return std::nullopt;
    return static_cast<std::size_t>(code - K::Num1) + (shift ? layers_by_digit : 0);
}

std::vector<KeyHelp> layer_key_help(std::span<const std::string_view> layers) {
    std::vector<KeyHelp> lines;
    for (std::size_t first = 0; first < layers.size(); first += layers_by_digit) {
        const bool shift = first > 0;
        const std::size_t count = std::min(layers_by_digit, layers.size() - first);
        KeyHelp line;
        line.shift = shift;
        line.keys = fmt::format("{}1{}", shift ? "Shift " : "", count > 1 ? fmt::format(" to {}", count) : "");
        for (std::size_t i = 0; i < count; ++i) line.codes.push_back(static_cast<K::Key>(K::Num1 + i));
        line.words = shift ? "more layers:" : "layers:";
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = std::string(layers[first + i]) + (i + 1 < count ? "," : "");
            if (line.words.size() + 1 + name.size() > help_width) {
                lines.push_back(std::move(line));
                line = {};
            }
            line.words += (line.words.empty() ? "" : " ") + name;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

const std::vector<KeyHelp>& key_help() {
    static const std::vector<KeyHelp> lines = [] {
        std::vector<KeyHelp> all{
            {"space", "play and pause", {K::Space}},
            {"← →", "a month back and on; with Shift a year", {K::Left, K::Right}},
            {"Home End", "the first and the last month", {K::Home, K::End}},
            {"+  −", "faster and slower", {K::Equal, K::Hyphen, K::Add, K::Subtract}},
        };
        std::vector<std::string_view> layers;
        for (const LayerRow& row : layer_rows) layers.push_back(row.words);
        for (KeyHelp& line : layer_key_help(layers)) all.push_back(std::move(line));
        const std::vector<KeyHelp> rest{
            {"Tab", "the next magnet", {K::Tab}},
            {"N", "the next child: of the school on show, or short of a place", {K::N}},
            {"E  G", "the child to whom most happens; the map goes with the child", {K::E, K::G}},
            {"/", "search: a school's name or URN, child 4711, eventful", {K::Slash, K::Divide}},
            {"PgUp PgDn", "nearer and further; 0: the whole map", {K::PageUp, K::PageDown, K::Num0}},
            {"Ctrl ←→↑↓", "move the map", {K::Left, K::Right, K::Up, K::Down}, true},
            {"L", "levers: policies, places, schools (of a live run)", {K::L}},
            {"C  D", "A and B side by side; their differences (live: with levers, without)", {K::C, K::D}},
            {"W", "save what is pulled as a scenario file", {K::W}},
            {"T  A", "light and dark; hide school names", {K::T, K::A}},
            {"B", "bare map for the stage: no funnel plot, no legend", {K::B}},
            {"S  V  O", "save a picture; record a film; open another run", {K::S, K::V, K::O}},
            {"F  H", "full screen; these keys", {K::F, K::H}},
            {"Esc", "back, out of full screen, and, pressed twice, out", {K::Escape}},
            {"mouse", "click a school or a child, drag, scroll", {}},
        };
        all.insert(all.end(), rest.begin(), rest.end());
        return all;
    }();
    return lines;
}

}  // namespace sendscape
