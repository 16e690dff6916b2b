#pragma once
#include <SFML/Window/Keyboard.hpp>
#include <array>
#include <initializer_list>

namespace sendscape {

/// A line of the help: what it says, and the keys it speaks of, each of which a test presses.
struct KeyHelp {
    const char* keys;
    const char* words;
    std::array<sf::Keyboard::Key, 9> codes;
    int count;
    bool control = false;
};

constexpr KeyHelp key_line(const char* keys, const char* words, std::initializer_list<sf::Keyboard::Key> codes,
                           bool control = false) {
    KeyHelp line{keys, words, {}, 0, control};
    for (const sf::Keyboard::Key code : codes) line.codes[static_cast<std::size_t>(line.count++)] = code;
    return line;
}

/// Every function has a key, and every key is here.
inline const std::array<KeyHelp, 19>& key_help() {
    using K = sf::Keyboard;
    static constexpr std::array<KeyHelp, 19> lines{
        key_line("space", "play and pause", {K::Space}),
        key_line("← →", "a month back and on; with Shift a year", {K::Left, K::Right}),
        key_line("Home End", "the first and the last month", {K::Home, K::End}),
        key_line("+  −", "faster and slower", {K::Equal, K::Hyphen, K::Add, K::Subtract}),
        key_line("1 to 9", "layers: schools, moves, magnets, short of places, access,",
                 {K::Num1, K::Num2, K::Num3, K::Num4, K::Num5, K::Num6, K::Num7, K::Num8, K::Num9}),
        key_line("", "deprivation, journeys, services, money", {}),
        key_line("Tab", "the next magnet", {K::Tab}),
        key_line("N", "the next child: of the school on show, or short of a place", {K::N}),
        key_line("/", "search by name or URN", {K::Slash, K::Divide}),
        key_line("PgUp PgDn", "nearer and further; 0: the whole map", {K::PageUp, K::PageDown, K::Num0}),
        key_line("Ctrl ←→↑↓", "move the map", {K::Left, K::Right, K::Up, K::Down}, true),
        key_line("L", "levers: policies, places, schools (of a live run)", {K::L}),
        key_line("C  D", "A and B side by side; map of differences", {K::C, K::D}),
        key_line("T  A", "light and dark; hide school names", {K::T, K::A}),
        key_line("B", "bare map for the stage: no funnel plot, no legend", {K::B}),
        key_line("S  V", "save a picture; record a film", {K::S, K::V}),
        key_line("F  H", "full screen; these keys", {K::F, K::H}),
        key_line("Esc", "back, and out", {K::Escape}),
        key_line("mouse", "click a school or a child, drag, scroll", {}),
    };
    return lines;
}

}  // namespace sendscape
