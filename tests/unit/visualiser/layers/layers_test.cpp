// SPDX-License-Identifier: MIT
#include "visualiser/layers/layers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sendscape::layers_test {
namespace {

TEST(Layers, EachShowsSomethingAndSaysWhatItsPictureShows) {
    for (const LayerRow& row : layer_rows) {
        const LayerDrawing& drawing = drawing_of(row.layer);
        EXPECT_TRUE(drawing.beneath || drawing.draw || drawing.above || drawing.children || drawing.ground.values ||
                    drawing.card.draw)
            << row.id;
        EXPECT_FALSE(drawing.picture.see.empty()) << row.id;
        EXPECT_EQ(std::count(drawing.picture.beside.begin(), drawing.picture.beside.end(), row.layer), 0) << row.id;
        // What belongs together is there together.
        EXPECT_EQ(drawing.ground.values == nullptr, drawing.ground.colour == nullptr) << row.id;
        EXPECT_EQ(drawing.ground.values == nullptr, drawing.ground.legend == nullptr) << row.id;
        EXPECT_EQ(drawing.card.height == nullptr, drawing.card.draw == nullptr) << row.id;
    }
}

TEST(Layers, ShownOnesAreVisitedInOrder) {
    View view;
    view.show_only({Layer::money, Layer::schools, Layer::access});
    std::vector<Layer> visited;
    for_each_shown(view, [&](Layer layer, const LayerDrawing&) { visited.push_back(layer); });
    EXPECT_EQ(visited, (std::vector<Layer>{Layer::schools, Layer::access, Layer::money}));
}

TEST(Layers, TheFirstThatIsOnColoursTheGround) {
    View view;
    EXPECT_EQ(ground_colouring(view), nullptr);
    view.show(Layer::deprivation);
    EXPECT_EQ(ground_colouring(view), &deprivation_layer.ground);
    view.show(Layer::access);
    EXPECT_EQ(ground_colouring(view), &access_layer.ground);
    view.show(Layer::access, false);
    EXPECT_EQ(ground_colouring(view), &deprivation_layer.ground);
}

}  // namespace
}  // namespace sendscape::layers_test
