// SPDX-License-Identifier: MIT
// Every mode and layer as a small picture, held against one that a person has looked at. Glyphs differ a little between
// versions of FreeType and discs between drivers, so what is compared is the picture at a quarter of its size: as a
// whole, and block by block, so that a single lost label is noticed. SENDSCAPE_UPDATE_PICTURES=1 writes the pictures
// instead: look at them before committing.
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "test_places.h"
#include "tests/support/display_test.h"
#include "tests/support/invented_film.h"
#include "tests/support/output_run.h"
#include "visualiser/lever_panel.h"
#include "visualiser/stage.h"
#include "visualiser/story.h"

namespace sendscape::images_test {
namespace {

constexpr unsigned width = 640, height = 360;

// Measured: llvmpipe and softpipe, two programs that rasterise, differ by up to 0.16 over a picture and 2.7 over a
// block; a lost word of two letters or more makes at least 11 in its block.
constexpr double most_whole = 1.5, most_block = 6;

/// How far two pictures are from each other: mean differences of brightness and colour, 0 to 255, of cells of 4 x 4.
struct Difference {
    double whole = 0;       ///< over all cells
    double block = 0;       ///< over the cells of the worst block
    unsigned x = 0, y = 0;  ///< its corner, in pixels
};

constexpr unsigned cell = 4, block = 4;  // a block of 4 x 4 cells has 16 x 16 pixels

Difference difference(const sf::Image& a, const sf::Image& b) {
    constexpr unsigned across = width / cell, down = height / cell;
    std::vector<double> cells(std::size_t{across} * down);
    Difference found;
    for (unsigned y = 0; y < down; ++y) {
        for (unsigned x = 0; x < across; ++x) {
            double red = 0, green = 0, blue = 0;
            for (unsigned j = 0; j < cell; ++j) {
                for (unsigned i = 0; i < cell; ++i) {
                    const sf::Color p = a.getPixel(cell * x + i, cell * y + j),
                                    q = b.getPixel(cell * x + i, cell * y + j);
                    red += p.r - q.r, green += p.g - q.g, blue += p.b - q.b;
                }
            }
            cells[y * across + x] = (std::abs(red) + std::abs(green) + std::abs(blue)) / (3 * cell * cell);
            found.whole += cells[y * across + x] / static_cast<double>(cells.size());
        }
    }
    // Blocks overlap, so that none has only half of a label.
    for (unsigned y = 0; y + block <= down; ++y) {
        for (unsigned x = 0; x + block <= across; ++x) {
            double sum = 0;
            for (unsigned j = 0; j < block; ++j)
                for (unsigned i = 0; i < block; ++i) sum += cells[(y + j) * across + x + i];
            if (sum / (block * block) > found.block)
                found.block = sum / (block * block), found.x = cell * x, found.y = cell * y;
        }
    }
    return found;
}

class Pictures : public testing::TypefaceTest {
  protected:
    void SetUp() override {
        TypefaceTest::SetUp();
        if (IsSkipped()) return;
        stage_ = std::make_unique<Stage>(*typeface_);
        stage_->resize(width, height);
        stage_->show(testing::invented_film());
        stage_->view().time = 14.5f;
        stage_->view().scale = 1;
    }
    void expect(const std::string& name) {
        sf::RenderTexture picture;
        ASSERT_TRUE(picture.create(width, height));
        stage_->draw(picture);
        stage_->draw(picture);  // the second frame, with what the first cached
        picture.display();
        const sf::Image drawn = picture.getTexture().copyToImage();
        const std::string path = SENDSCAPE_SOURCE_DIR "/tests/images/golden/" + name + ".png";
        if (std::getenv("SENDSCAPE_UPDATE_PICTURES")) {
            ASSERT_TRUE(drawn.saveToFile(path));
            return;
        }
        sf::Image golden;
        ASSERT_TRUE(golden.loadFromFile(path)) << "SENDSCAPE_UPDATE_PICTURES=1 writes it";
        ASSERT_EQ(golden.getSize(), drawn.getSize());
        const Difference far = difference(golden, drawn);
        EXPECT_LT(far.whole, most_whole) << name;
        EXPECT_LT(far.block, most_block) << name << " about the pixel " << far.x << "," << far.y;
        if (far.whole >= most_whole || far.block >= most_block) drawn.saveToFile(::testing::TempDir() + name + ".png");
    }
    std::unique_ptr<Stage> stage_;
};

TEST_F(Pictures, Usual) { expect("usual"); }

// The comparison can fail: a picture that lacks any one of its words is not taken for the golden one.
TEST_F(Pictures, ALostLabelIsNoticed) {
    std::vector<DrawnWords> words;
    sf::RenderTexture picture;
    ASSERT_TRUE(picture.create(width, height));
    stage_->draw(picture);
    stage_->record(&words);
    stage_->draw(picture);
    stage_->record(nullptr);
    picture.display();
    const sf::Image whole = picture.getTexture().copyToImage();
    int lost = 0;
    for (const DrawnWords& one : words) {
        // A single digit of an axis is less than what two programs that rasterise make of a disc's edge.
        if (one.covered || one.words.size() < 2) continue;
        sf::Image without = whole;
        // What is beneath the words is about the colour at the corner of their box.
        const auto left = static_cast<unsigned>(std::max(one.box.left - 1, 0.0f));
        const auto top = static_cast<unsigned>(std::max(one.box.top - 1, 0.0f));
        const auto right = std::min(static_cast<unsigned>(one.box.left + one.box.width + 2), width);
        const auto foot = std::min(static_cast<unsigned>(one.box.top + one.box.height + 2), height);
        for (unsigned y = top; y < foot; ++y)
            for (unsigned x = left; x < right; ++x) without.setPixel(x, y, whole.getPixel(left, top));
        EXPECT_GT(difference(whole, without).block, most_block) << one.words;
        ++lost;
    }
    EXPECT_GT(lost, 40);
}

// The same where the view itself leaves a label out, and everything else finds its place anew.
TEST_F(Pictures, ALostAreaNameIsNoticed) {
    const auto drawn = [&](const std::shared_ptr<const Film>& film) {
        stage_->show(film);
        stage_->view().time = 14.5f;
        sf::RenderTexture picture;
        EXPECT_TRUE(picture.create(width, height));
        stage_->draw(picture);
        stage_->draw(picture);
        picture.display();
        return picture.getTexture().copyToImage();
    };
    const sf::Image whole = drawn(testing::invented_film());
    for (std::size_t area = 0; area < stage_->film().areas.size(); ++area) {
        const auto film = std::make_shared<Film>(*testing::invented_film());
        EXPECT_LT(difference(whole, drawn(film)).block, most_block) << area;
        film->areas[area].name.clear();
        EXPECT_GT(difference(whole, drawn(film)).block, most_block) << area;
    }
}

TEST_F(Pictures, Light) {
    stage_->view().theme = &light_theme();
    expect("light");
}
TEST_F(Pictures, EveryLayerAlone) {
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
        stage_->view().layers.reset();
        stage_->view().layers.set(0);
        stage_->view().layers.set(layer);
        expect("layer-" + std::to_string(layer + 1));
    }
}
TEST_F(Pictures, Compared) {
    testing::FilmSize size;
    size.months = 30;
    stage_->compare_with(testing::invented_film(size));
    expect("compared");
}
TEST_F(Pictures, Inspected) {
    stage_->view().school = 1;
    expect("school");
    stage_->view().school.reset();
    stage_->view().child = 3;
    expect("child");
}
TEST_F(Pictures, Presented) {
    stage_->view().clean = true;
    stage_->view().caption = "The nearest special school is full: 40 children of this town have no place.";
    expect("presented");
}
TEST_F(Pictures, Helped) {
    stage_->view().help = true;
    expect("help");
}
TEST_F(Pictures, Levers) {
    PolicyLever policy;
    policy.name = policy.title = "Inclusion gate";
    policy.on = true;
    LeverPanel panel(Levers(testing::small_scenario(3, 1), {policy}));
    stage_->set_overlay(panel.overlay());
    stage_->view().school = 2;
    stage_->view().levers = true;
    stage_->remember_past(testing::invented_film());
    expect("levers");
    stage_->set_overlay({});
}
TEST_F(Pictures, Differences) {
    testing::FilmSize size;
    size.children = 500;
    auto other = std::make_shared<Film>(*testing::invented_film(size));
    for (std::size_t i = 0; i < other->school_months.size(); i += 3) other->school_months[i].plans += 6;
    for (auto& children : other->shortfall) children[1] += 9;
    stage_->compare_with(other);
    stage_->show_differences(true);
    expect("differences");
}
TEST_F(Pictures, Searched) {
    stage_->view().searching = true;
    stage_->view().search = "body 1";
    expect("search");
}
TEST_F(Pictures, Anonymised) {
    stage_->view().anonymise = true;
    stage_->view().school = 1;
    expect("anonymised");
}
TEST_F(Pictures, Told) {
    StoryPlayer player(read_story("kiosk"), true);
    while (player.now().place != "magnet") {
        player.step(1);
        player.advance(0, stage_->film(), stage_->view(), stage_->camera());
    }
    stage_->camera().jump();
    expect("story");
}
TEST_F(Pictures, NearBy) {
    stage_->camera().look_at({12'000, 12'000}, 4);
    stage_->camera().jump();
    expect("near");
}

}  // namespace
}  // namespace sendscape::images_test
