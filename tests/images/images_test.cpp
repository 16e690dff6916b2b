// Every mode and layer as a small picture, held against one that a person has looked at. Glyphs differ a little between
// versions of FreeType and discs between drivers, so what is compared is the picture at a quarter of its size.
// SENDSCAPE_UPDATE_PICTURES=1 writes the pictures instead: look at them before committing.
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

/// Mean difference of brightness and colour, 0 to 255, over blocks of 4 x 4, and the worst block's.
std::pair<double, double> difference(const sf::Image& a, const sf::Image& b) {
    double sum = 0, worst = 0;
    int blocks = 0;
    for (unsigned y = 0; y + 4 <= height; y += 4) {
        for (unsigned x = 0; x + 4 <= width; x += 4, ++blocks) {
            double mean[3] = {0, 0, 0};
            for (unsigned j = 0; j < 4; ++j) {
                for (unsigned i = 0; i < 4; ++i) {
                    const sf::Color p = a.getPixel(x + i, y + j), q = b.getPixel(x + i, y + j);
                    mean[0] += (p.r - q.r) / 16.0, mean[1] += (p.g - q.g) / 16.0, mean[2] += (p.b - q.b) / 16.0;
                }
            }
            const double one = (std::abs(mean[0]) + std::abs(mean[1]) + std::abs(mean[2])) / 3;
            sum += one;
            worst = std::max(worst, one);
        }
    }
    return {sum / blocks, worst};
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
        const auto [mean, worst] = difference(golden, drawn);
        EXPECT_LT(mean, 1.5) << name;
        if (mean >= 1.5) drawn.saveToFile(::testing::TempDir() + name + ".png");
    }
    std::unique_ptr<Stage> stage_;
};

TEST_F(Pictures, Usual) { expect("usual"); }
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
    stage_->set_overlay([&](Scene& scene) { return panel.draw(scene); });
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
