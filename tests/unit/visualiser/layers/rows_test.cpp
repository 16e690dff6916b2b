// SPDX-License-Identifier: MIT
#include "visualiser/layers/rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "visualiser/view.h"

namespace sendscape::rows_test {
namespace {

TEST(LayerRows, AreNumberedInOrderAndNamedOnce) {
    for (std::size_t i = 0; i < layer_rows.size(); ++i) {
        EXPECT_EQ(layer_rows[i].number(), i + 1);
        EXPECT_EQ(std::count_if(layer_rows.begin(), layer_rows.end(),
                                [&](const LayerRow& row) { return row.id == layer_rows[i].id; }),
                  1);
    }
}

// Talks and command lines written before keep their meaning.
TEST(LayerRows, AreReadByNumberOrId) {
    EXPECT_EQ(read_layer("1"), Layer::schools);
    EXPECT_EQ(read_layer("4"), Layer::shortfall);
    EXPECT_EQ(read_layer("9"), Layer::money);
    EXPECT_EQ(read_layer("short"), Layer::shortfall);
    EXPECT_EQ(read_layer("deprivation"), Layer::deprivation);
    for (const char* wrong : {"", "0", "-1", "1 ", "x1", "1x", "Schools", "schoolsmoves", "99", "12345678901234567890"})
        EXPECT_FALSE(read_layer(wrong)) << wrong;
}

TEST(LayerRows, OnAtFirstAreTheFirstFour) {
    const View view;
    EXPECT_EQ(view.layers.count(), 4u);
    for (const Layer layer : {Layer::schools, Layer::moves, Layer::magnets, Layer::shortfall})
        EXPECT_TRUE(view.shows(layer));
}

TEST(LayerRows, AreListedInLinesThatFit) {
    std::istringstream in(layer_list(10, "    ", 40));
    std::string line, words;
    for (std::size_t used = 10; std::getline(in, line); used = 0) {
        EXPECT_LE(used + line.size(), 40u) << line;
        words += (words.empty() ? "" : " ") + line.substr(used ? 0 : 4);
    }
    for (const LayerRow& row : layer_rows)
        EXPECT_NE(words.find(std::to_string(row.number()) + " " + std::string(row.words)), std::string::npos) << words;
}

}  // namespace
}  // namespace sendscape::rows_test
