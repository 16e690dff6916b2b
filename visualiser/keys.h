// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Window/Keyboard.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// A line of the help: what it says, and the keys it speaks of, each of which a test presses.
struct KeyHelp {
    std::string keys, words;
    std::vector<sf::Keyboard::Key> codes;
    bool control = false, shift = false;  ///< held with them
};

/// Every function has a key, and every key is here.
const std::vector<KeyHelp>& key_help();

/// Layers have the keys 1 to 9, further ones the same with Shift; 0 shows the whole map.
constexpr std::size_t layers_by_digit = 9, most_layer_keys = 2 * layers_by_digit;
/// Place in the table of the layer that a key switches, whether or not there are so many layers; none of other keys.
std::optional<std::size_t> layer_of_key(sf::Keyboard::Key code, bool shift);
/// The help's lines about layers that are called so, in the order of the table.
std::vector<KeyHelp> layer_key_help(std::span<const std::string_view> layers);

}  // namespace sendscape
