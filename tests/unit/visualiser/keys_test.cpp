// SPDX-License-Identifier: MIT
#include "visualiser/keys.h"

#include <gtest/gtest.h>

#include <set>

#include "visualiser/layers/rows.h"

namespace sendscape::keys_test {
namespace {

using K = sf::Keyboard;

TEST(Keys, LayersHaveTheDigitsAndThenTheDigitsWithShift) {
    EXPECT_EQ(layer_of_key(K::Num1, false), 0u);
    EXPECT_EQ(layer_of_key(K::Num9, false), 8u);
    EXPECT_EQ(layer_of_key(K::Num1, true), 9u);  // the tenth
    EXPECT_EQ(layer_of_key(K::Num9, true), 17u);
    for (const bool shift : {false, true}) {
        EXPECT_FALSE(layer_of_key(K::Num0, shift));  // the whole map
        EXPECT_FALSE(layer_of_key(K::A, shift));
        EXPECT_FALSE(layer_of_key(K::Numpad1, shift));
        EXPECT_FALSE(layer_of_key(K::Unknown, shift));
    }
    std::set<std::size_t> layers;
    for (int code = 0; code < K::KeyCount; ++code)
        for (const bool shift : {false, true})
            if (const auto layer = layer_of_key(static_cast<K::Key>(code), shift)) {
                EXPECT_TRUE(layers.insert(*layer).second) << "two keys of one layer";
            }
    EXPECT_EQ(layers.size(), most_layer_keys);
}

TEST(Keys, TheHelpOfElevenLayersNamesTheirKeys) {
    const std::vector<std::string_view> layers{"schools", "moves",       "magnets",  "short of places",
                                               "access",  "deprivation", "journeys", "services",
                                               "money",   "exclusions",  "homes"};
    const std::vector<KeyHelp> lines = layer_key_help(layers);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].keys, "1 to 9");
    EXPECT_EQ(lines[0].words, "layers: schools, moves, magnets, short of places, access,");
    EXPECT_EQ(lines[0].codes.size(), 9u);
    EXPECT_FALSE(lines[0].shift);
    EXPECT_EQ(lines[1].keys, "");
    EXPECT_EQ(lines[1].words, "deprivation, journeys, services, money");
    EXPECT_TRUE(lines[1].codes.empty());
    EXPECT_EQ(lines[2].keys, "Shift 1 to 2");
    EXPECT_EQ(lines[2].words, "more layers: exclusions, homes");
    EXPECT_EQ(lines[2].codes, (std::vector<K::Key>{K::Num1, K::Num2}));
    EXPECT_TRUE(lines[2].shift);
    EXPECT_EQ(layer_key_help(std::span(layers).first(10)).back().keys, "Shift 1");
}

TEST(Keys, EveryLayerIsInTheHelp) {
    std::string words;
    std::size_t keys = 0;
    for (const KeyHelp& line : key_help()) {
        words += line.words + " ";
        for (const K::Key code : line.codes)
            if (layer_of_key(code, line.shift)) ++keys;
    }
    for (const LayerRow& row : layer_rows) EXPECT_NE(words.find(row.words), std::string::npos) << row.words;
    EXPECT_EQ(keys, layer_count);
}

}  // namespace
}  // namespace sendscape::keys_test
