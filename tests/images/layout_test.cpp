// SPDX-License-Identifier: MIT
// Every word of every mode and layer at every size, as it stood in the frame: none over another, none cut, none too
// small to be read from the back of a hall, and no school's name where names are hidden.
#include <algorithm>
#include <cmath>

#include "tests/images/county_films.h"
#include "tests/support/display_test.h"
#include "tests/support/invented_film.h"
#include "visualiser/story.h"

namespace sendscape::layout_test {
namespace {

using testing::county_films;
using testing::ModeFilms;
using testing::ModeStage;
using testing::view_modes;

/// Where words stand does not depend on the pixels they are drawn on: a small picture will do, of any size.
constexpr unsigned pixels = 48;

/// The words of a second frame: only then do they keep clear of what lies over the map.
std::vector<DrawnWords> words_of(ModeStage& made, unsigned width, unsigned height) {
    sf::RenderTexture picture;
    EXPECT_TRUE(picture.create(pixels, pixels));
    std::vector<DrawnWords> words;
    made.stage.record(&words);
    made.stage.draw(picture);
    made.stage.draw(picture);
    made.stage.record(nullptr);
    for (DrawnWords& one : words)
        if (one.part.width == static_cast<float>(pixels))
            one.part = {0, 0, static_cast<float>(width), static_cast<float>(height)};
    return words;
}
std::vector<DrawnWords> words_of(const Typeface& typeface, const ModeFilms& films, const std::string& mode,
                                 unsigned width, unsigned height, bool anonymise = false) {
    ModeStage made(typeface, films, mode, width, height);
    if (anonymise) made.stage.view().anonymise = true;
    return words_of(made, width, height);
}

std::string shown(const sf::FloatRect& box) {
    return std::to_string(std::lround(box.left)) + "," + std::to_string(std::lround(box.top)) + " " +
           std::to_string(std::lround(box.width)) + "x" + std::to_string(std::lround(box.height));
}

/// What is wrong with a frame's words, one line each; empty if nothing.
std::string faults(const std::vector<DrawnWords>& words, unsigned width, unsigned height, const Theme& theme) {
    std::string found;
    const float u = std::min(static_cast<float>(height) / 1080, static_cast<float>(width) / 1920);
    const sf::FloatRect window(0, 0, static_cast<float>(width), static_cast<float>(height));
    for (std::size_t i = 0; i < words.size(); ++i) {
        const DrawnWords& one = words[i];
        if (one.covered) continue;
        const auto complain = [&](const std::string& what) {
            found += "'" + one.words + "' at " + shown(one.box) + " " + what + "\n";
        };
        if (one.cut) complain("is partly covered");
        for (const sf::FloatRect& limits : {one.part, window})
            if (one.box.left < limits.left - 1 || one.box.top < limits.top - 1 ||
                one.box.left + one.box.width > limits.left + limits.width + 1 ||
                one.box.top + one.box.height > limits.top + limits.height + 1) {
                complain("leaves its part " + shown(limits));
                break;
            }
        if (one.size < std::round(20 * u)) complain("is only " + std::to_string(one.size) + " pixels high");
        if (one.words.find("\u2026") != std::string::npos) complain("is shortened");
        if (contrast(one.colour, theme.panel) < 4.5) complain("has too little contrast");
        for (std::size_t k = i + 1; k < words.size(); ++k) {
            sf::FloatRect common;
            if (words[k].covered || !one.box.intersects(words[k].box, common)) continue;
            if (common.width > 1 && common.height > 1) complain("lies over '" + words[k].words + "'");
        }
    }
    return found;
}

class Layout : public testing::TypefaceTest {};

class LayoutOfSize : public Layout, public ::testing::WithParamInterface<std::pair<unsigned, unsigned>> {};

TEST_P(LayoutOfSize, WordsAreWholeApartAndLarge) {
    const auto [width, height] = GetParam();
    for (const testing::Mode& mode : view_modes()) {
        const auto words = words_of(*typeface_, county_films(), mode.name, width, height);
        const Theme& theme = mode.name == "light" ? light_theme() : dark_theme();
        EXPECT_EQ(faults(words, width, height, theme), "") << mode.name << " at " << width << "x" << height;
        const float u = std::min(static_cast<float>(height) / 1080, static_cast<float>(width) / 1920);
        const auto numbers = std::count_if(words.begin(), words.end(), [&](const DrawnWords& one) {
            return one.size >= std::round(56 * u) && !one.covered;
        });
        // The panel of levers stands in the place of all but one of them.
        EXPECT_EQ(numbers, mode.name == "levers" || mode.name == "catchment" ? 1 : 6)
            << mode.name << ": the year and five numbers, 56 pixels and up at 1080p";
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, LayoutOfSize,
                         ::testing::Values(std::pair{1280u, 720u}, std::pair{1920u, 1080u}, std::pair{3840u, 2160u},
                                           std::pair{1600u, 1200u}),
                         [](const auto& which) {
                             return std::to_string(which.param.first) + "x" + std::to_string(which.param.second);
                         });

/// Whether two segments have a point in common: solved for where they would.
bool have_common_point(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Vector2f d) {
    const sf::Vector2f r = b - a, s = d - c, w = c - a;
    const float across = r.x * s.y - r.y * s.x;
    if (std::abs(across) < 1e-3f) return false;
    const float t = (w.x * s.y - w.y * s.x) / across, u = (w.x * r.y - w.y * r.x) / across;
    return t > 0 && t < 1 && u > 0 && u < 1;
}

/// Lines from what is named to its words that cross other words, what others name or another line; one each.
std::string crossings(const std::vector<LabelSpace::Placed>& placed) {
    std::string found;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const LabelSpace::Placed& one = placed[i];
        if (one.from == one.to) continue;
        for (std::size_t k = 0; k < placed.size(); ++k) {
            if (k == i) continue;
            const LabelSpace::Placed& other = placed[k];
            const bool beside = std::hypot(one.at.x - other.at.x, one.at.y - other.at.y) < other.reach;
            bool words = false, subject = false;
            for (int step = 0; step <= 200; ++step) {
                const sf::Vector2f p = one.from + (one.to - one.from) * (static_cast<float>(step) / 200);
                words |= other.box.contains(p);
                subject |= !beside && std::hypot(p.x - other.at.x, p.y - other.at.y) < 0.7f * other.reach;
            }
            const bool line = other.from != other.to && have_common_point(one.from, one.to, other.from, other.to);
            if (words || subject || line)
                found += "the line to " + shown(one.box) + " crosses " +
                         (words     ? "the words"
                          : subject ? "the subject"
                                    : "the line") +
                         " of " + shown(other.box) + "\n";
        }
    }
    return found;
}

TEST_P(LayoutOfSize, LinesToWordsCrossNeitherWordsNorLinesNorWhatOthersAreOf) {
    const auto [width, height] = GetParam();
    std::size_t lines = 0;
    for (const testing::Mode& mode : view_modes()) {
        ModeStage made(*typeface_, county_films(), mode.name, width, height);
        words_of(made, width, height);
        const auto& placed = made.stage.labels().placed();
        EXPECT_EQ(crossings(placed), "") << mode.name << " at " << width << "x" << height;
        lines += static_cast<std::size_t>(
            std::count_if(placed.begin(), placed.end(), [](const auto& one) { return one.from != one.to; }));
    }
    EXPECT_GT(lines, 10u);
}

TEST_F(Layout, ACrossingIsNoticed) {
    LabelSpace::Placed over, beneath;
    over.box = {0, 0, 10, 10}, over.from = {5, 60}, over.to = {5, 10}, over.at = {5, 62}, over.reach = 2;
    beneath.box = {0, 30, 40, 10}, beneath.from = beneath.to = {40, 35}, beneath.at = {50, 35}, beneath.reach = 10;
    EXPECT_NE(crossings({over, beneath}), "");
    beneath.box = {20, 30, 20, 10};
    EXPECT_EQ(crossings({over, beneath}), "");
    beneath.at = {5, 35};
    EXPECT_NE(crossings({over, beneath}), "");
}

// The areas' numbers on the map of differences, those on which runs disagree among them, are the title's.
TEST_F(Layout, TheAreasOfADifferenceAddUpToItsTitle) {
    ModeFilms films = county_films();
    constexpr std::uint16_t runs = 4;
    const auto of_runs = [&](const Film& film, float spread) {
        auto made = std::make_shared<Film>(film);
        auto each = std::make_shared<EachRun>();
        each->plans.assign(film.school_months.size() * runs, 0);
        for (int m = 0; m < film.months; ++m)
            for (std::size_t a = 0; a < film.areas.size(); ++a) {
                float sum = 0;
                for (const float children : film.shortfall_at(m, a)) sum += children;
                for (int run = 0; run < runs; ++run)  // of every other area the pairs differ both ways
                    each->shortfall.push_back(sum + (a % 2 == 0 ? 0.0f : run % 2 == 0 ? spread : -spread));
            }
        made->replicates = runs;
        made->each = std::move(each);
        return made;
    };
    films.a = of_runs(*films.a, 0);
    films.b = of_runs(*films.b, 500);
    int disagree = 0, months = 0;
    ModeStage made(*typeface_, films, "difference", 1920, 1080);
    for (int month = 11; month < made.stage.film().months; month += 12) {
        made.stage.view().time = static_cast<float>(month);
        const auto words = words_of(made, 1920, 1080);
        EXPECT_EQ(faults(words, 1920, 1080, dark_theme()), "");
        int sum = 0, title = 0;
        bool titled = false;
        for (const DrawnWords& one : words) {
            int number = 0, others = 0;
            char way[16] = "";
            if (const std::size_t rest = one.words.find(" other area"); rest != std::string::npos) {
                const char* const at = one.words.c_str() + one.words.find(": ", rest);
                if (std::sscanf(at, ": %d %15[a-z]", &others, way) == 2)
                    sum += std::string(way) == "fewer" ? -others : others;
                continue;
            }
            if (one.words.find(" short of a place in B") != std::string::npos &&
                std::sscanf(one.words.c_str(), "%d %15s", &number, way) == 2)
                title = std::string(way) == "fewer" ? -number : number, titled = true;
            else if (one.words.find(" short") != std::string::npos || one.words.find("disagree") != std::string::npos)
                if (std::sscanf(one.words.c_str(), "%d %15[a-z]", &number, way) == 2 &&
                    (std::string(way) == "fewer" || std::string(way) == "more")) {
                    sum += std::string(way) == "fewer" ? -number : number;
                    disagree += one.words.find("disagree") != std::string::npos;
                }
        }
        if (!titled) continue;
        ++months;
        EXPECT_EQ(sum, title) << "month " << month;
    }
    EXPECT_GE(months, 2);
    EXPECT_GT(disagree, 0);
}

// Other months have other labels.
TEST_F(Layout, HoldsThroughTheYears) {
    for (const char* mode : {"frame", "compare"}) {
        ModeStage made(*typeface_, county_films(), mode, 1280, 720);
        for (int month = 0; month < made.stage.film().months; month += 5) {
            made.stage.view().time = static_cast<float>(month);
            EXPECT_EQ(faults(words_of(made, 1280, 720), 1280, 720, dark_theme()), "") << mode << " in month " << month;
        }
    }
}

TEST_F(Layout, FlagsCloseTogetherSayWhatOpensInFewerWords) {
    ModeFilms films = county_films();
    const auto crowded = std::make_shared<Film>(*films.a);
    crowded->flags.clear();
    const int apart = std::max(crowded->length() / 9, 1);
    for (int i = 1; i <= 5; ++i)
        crowded->flags.push_back(
            {static_cast<std::int16_t>(i * apart), "New special school, Aldermere North", ChangeKind::school_opens});
    films.a = crowded;
    const auto words = words_of(*typeface_, films, "frame", 1920, 1080);
    EXPECT_EQ(faults(words, 1920, 1080, dark_theme()), "");
    const auto told = [&](const std::string& text) {
        return std::count_if(words.begin(), words.end(), [&](const DrawnWords& one) { return one.words == text; });
    };
    EXPECT_GE(told("New special school, Aldermere North"), 1);
    EXPECT_GE(told("New school"), 1);
    EXPECT_EQ(told("New special school, Aldermere North") + told("New special school") + told("New school"), 5);
}

TEST_F(Layout, NoSchoolIsNamedWhereNamesAreHidden) {
    ModeFilms films = county_films();
    // Wherever words of a scenario's author may carry a name.
    auto named = std::make_shared<Film>(*films.a);
    const std::string& name = named->schools[3].name;
    named->title = "Close " + name;
    named->scenario = "closing " + name;
    named->flags.push_back({20, name + " closes", ChangeKind::school_closes});
    named->flags.push_back({30, "A rule for " + name + " alone", ChangeKind::parameter});
    films.a = named;
    for (const testing::Mode& mode : view_modes()) {
        for (const DrawnWords& one : words_of(*typeface_, films, mode.name, 1280, 720, true))
            for (const School& school : named->schools)
                EXPECT_EQ(one.words.find(school.name), std::string::npos) << mode.name << ": " << one.words;
    }
    // The test can fail: without hiding, names are read.
    bool read = false;
    for (const DrawnWords& one : words_of(*typeface_, films, "frame", 1280, 720))
        read |= one.words.find(name) != std::string::npos;
    EXPECT_TRUE(read);
}

TEST_F(Layout, CaptionsOfOthersHideNamesToo) {
    ModeStage made(*typeface_, county_films(), "frame", 1280, 720);
    const std::string name = county_films().a->schools[5].name;
    made.stage.view().anonymise = true;
    made.stage.view().caption = name + " cannot close: it is not open";
    bool caption = false;
    for (const DrawnWords& one : words_of(made, 1280, 720)) {
        caption |= one.words.find("cannot close") != std::string::npos;
        EXPECT_EQ(one.words.find(name), std::string::npos) << one.words;
    }
    EXPECT_TRUE(caption);
}

/// Also across the ends of lines.
bool tells(const std::vector<DrawnWords>& words, const std::string& part) {
    std::string all;
    for (const DrawnWords& one : words) all += one.words + " ";
    return all.find(part) != std::string::npos;
}

bool says(const std::vector<DrawnWords>& words, const std::string& part) {
    return std::any_of(words.begin(), words.end(), [&](const DrawnWords& one) {
        return !one.covered && one.words.find(part) != std::string::npos;
    });
}

TEST_F(Layout, AMapOfSeveralRunsSaysSoAndWhoseChildren) {
    ModeFilms films = county_films();
    EXPECT_FALSE(says(words_of(*typeface_, films, "frame", 1920, 1080), "run 1 of"));
    EXPECT_FALSE(tells(words_of(*typeface_, films, "school", 1920, 1080), "means of"));
    auto several = std::make_shared<Film>(*films.a);
    several->replicates = 8;
    films.a = several;
    for (const unsigned width : {1280u, 1920u}) {
        const auto words = words_of(*typeface_, films, "frame", width, width * 9 / 16);
        EXPECT_TRUE(says(words, "simulated, 8 runs")) << width;
        EXPECT_TRUE(says(words, "Children: run 1 of 8")) << width;
        EXPECT_EQ(faults(words, width, width * 9 / 16, dark_theme()), "");
        EXPECT_TRUE(tells(words_of(*typeface_, films, "school", width, width * 9 / 16), "means of 8 runs")) << width;
    }
}

// What two Januaries are needed to see has no year it began in.
TEST_F(Layout, AMagnetFromTheStartHasNoYear) {
    ModeFilms films = county_films();
    for (const int began : {0, from_start_months, from_start_months + 12}) {
        auto film = std::make_shared<Film>(*films.a);
        for (int m = 0; m < film->months; ++m)
            for (std::size_t s = 0; s < film->schools.size(); ++s) {
                SchoolMonth& now = film->school_months[static_cast<std::size_t>(m) * film->schools.size() + s];
                if (now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet))
                    now.magnet = static_cast<std::uint8_t>(MagnetClass::expected);
                if (film->schools[s].setting == Setting::mainstream && film->schools[s].in_area && s % 40 == 3 &&
                    m >= began)
                    now.magnet = static_cast<std::uint8_t>(MagnetClass::magnet);
            }
        ModeFilms edited = films;
        edited.a = film;
        const auto words = words_of(*typeface_, edited, "frame", 1920, 1080);
        const std::string year = "since " + std::to_string((film->first + began).year());
        EXPECT_EQ(says(words, "expected, from the start"), began <= from_start_months) << began;
        EXPECT_EQ(says(words, year), began > from_start_months) << began;
    }
}

// The title is what is found, in the number that the map shows.
TEST_F(Layout, TheTitleIsTheFindingOfTheView) {
    const ModeFilms& films = county_films();
    const auto title = [&](const std::string& mode) {
        const auto words = words_of(*typeface_, films, mode, 1920, 1080);
        const auto largest = std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) {
            return (a.box.top < 96 ? a.size : 0.0f) < (b.box.top < 96 ? b.size : 0.0f);
        });
        return largest->words;
    };
    const auto words = words_of(*typeface_, films, "frame", 1920, 1080);
    const std::string found = title("frame");
    const std::size_t is = found.find(" is short of "), places = found.find(" places");
    ASSERT_NE(is, std::string::npos) << found;
    ASSERT_NE(places, std::string::npos) << found;
    EXPECT_TRUE(says(words, found.substr(is + 13, places - is - 13) + " short of a place")) << found;
    EXPECT_NE(title("layer-3-magnets").find("SEND magnet"), std::string::npos);
    EXPECT_NE(title("layer-7-journeys").find("minutes"), std::string::npos);
    EXPECT_NE(title("layer-9-money").find("balance"), std::string::npos) << title("layer-9-money");
    EXPECT_NE(title("compare").find("short of a place"), std::string::npos);
    EXPECT_NE(title("difference").find("short of a place in B"), std::string::npos) << title("difference");
    EXPECT_TRUE(says(words_of(*typeface_, films, "story", 1920, 1080), "How a school becomes a magnet"));
}

// What a caption says of a school or an area stands beside its disc or swarm in the same number.
TEST_F(Layout, ACaptionSaysWhatItPointsAtShows) {
    int ratios = 0, areas = 0;
    for (const char* talk : {"how-a-school-becomes-a-magnet", "kiosk"}) {
        Stage stage(*typeface_);
        stage.resize(1920, 1080);
        stage.show(county_films().a);
        StoryPlayer player(read_story(talk), false);
        for (std::size_t shot = 0; shot < player.story().shots.size(); ++shot, player.step(1)) {
            player.advance(0, stage.film(), stage.view(), stage.camera());
            player.advance(player.now().seconds * 0.9f, stage.film(), stage.view(), stage.camera());
            stage.camera().jump();
            sf::RenderTexture picture;
            ASSERT_TRUE(picture.create(pixels, pixels));
            std::vector<DrawnWords> words;
            stage.draw(picture);
            stage.record(&words);
            stage.draw(picture);
            stage.record(nullptr);
            const int month = static_cast<int>(stage.view().time);
            const auto value = [&](const char* name) {
                return fill_caption(name, stage.film(), month, false).value_or("nothing");
            };
            if (player.now().caption.find("{magnet.ratio}") != std::string::npos) {
                EXPECT_TRUE(says(words, value("{magnet.ratio}") + " × expected")) << stage.view().caption;
                ++ratios;
            }
            if (player.now().caption.find("{area.shortfall}") != std::string::npos) {
                EXPECT_TRUE(says(words, value("{area.shortfall}") + " short")) << stage.view().caption;
                EXPECT_TRUE(says(words, value("{area.name}") + " is short of " + value("{area.shortfall}")));
                ++areas;
            }
        }
    }
    EXPECT_GE(ratios, 2);
    EXPECT_EQ(areas, 2);
}

// The key tells of what is on the map and of nothing else.
TEST_F(Layout, TheLegendIsOfWhatIsDrawn) {
    ModeFilms films = county_films();
    auto film = std::make_shared<Film>(*films.a);
    for (SchoolMonth& now : film->school_months) now.magnet = 0, now.base_places = 0;
    for (School& school : film->schools)
        if (school.setting == Setting::alternative_provision) school.setting = Setting::state_special;
    films.a = film;
    ModeStage made(*typeface_, films, "frame", 1920, 1080);
    auto words = words_of(made, 1920, 1080);
    for (const char* there : {"special school", "far more", "ring: how full", "Autism"})
        EXPECT_TRUE(says(words, there));
    const auto stands = [&](std::string_view entry) {
        return std::any_of(words.begin(), words.end(), [&](const DrawnWords& one) { return one.words == entry; });
    };
    for (const char* not_there : {"SEND magnet", "base", "AP"}) EXPECT_FALSE(stands(not_there)) << not_there;
    made.stage.view().show_only({Layer::money});
    words = words_of(made, 1920, 1080);
    for (const char* gone : {"special school", "far more", "ring: how full", "Autism", "Signs"})
        EXPECT_FALSE(stands(gone)) << gone;
}

// Of many runs the map names a school by what it is in most of them, and says in how many.
TEST_F(Layout, AMagnetSaysInHowManyRunsItIsOne) {
    ModeFilms films = county_films();
    auto film = std::make_shared<Film>(*films.a);
    film->replicates = 20;
    std::uint32_t few = 0;
    for (int m = 0; m < film->months; ++m)
        for (std::uint32_t s = 0; s < film->schools.size(); ++s) {
            SchoolMonth& now = film->school_months[static_cast<std::size_t>(m) * film->schools.size() + s];
            now.magnet = 0, now.magnet_runs = now.deflector_runs = 0;
            if (film->schools[s].setting != Setting::mainstream || !film->schools[s].in_area) continue;
            if (s % 40 == 3) now.magnet = static_cast<std::uint8_t>(MagnetClass::magnet), now.magnet_runs = 14;
            if (s % 40 == 7) now.magnet_runs = 3, few = s;
        }
    films.a = film;
    const auto words = words_of(*typeface_, films, "layer-3-magnets", 1920, 1080);
    EXPECT_TRUE(says(words, "magnet in 14 of 20 runs"));
    EXPECT_FALSE(says(words, film->schools[few].name));
    EXPECT_TRUE(says(words, "Children: run 1 of 20."));
    EXPECT_TRUE(says(words, "20 runs"));
    ModeStage made(*typeface_, films, "frame", 1920, 1080);
    made.stage.select(few);
    const auto of_few = words_of(made, 1920, 1080);
    EXPECT_TRUE(says(of_few, "magnet in 3 of 20 runs"));
    EXPECT_TRUE(tells(of_few, "It is a SEND magnet in 3 of 20 runs."));
}

// What stands in the story, at the chart and on the map is one comparison: a base is there to draw its own.
TEST_F(Layout, ABaseIsLeftOutOfWhatIsExpected) {
    ModeFilms films = county_films();
    ModeStage made(*typeface_, films, "school", 1920, 1080);
    const std::uint32_t s = made.stage.view().school.value();
    const auto film = std::make_shared<Film>(*films.a);
    SchoolMonth& now = film->school_months[static_cast<std::size_t>(films.time) * film->schools.size() + s];
    now.plans = 96, now.in_base = 12, now.base_places = 16,
    now.expected = 20;  // the strongest magnet, whom the page is about
    films.a = film;
    auto words = words_of(*typeface_, films, "school", 1920, 1080);
    EXPECT_TRUE(tells(words, "96 of them with a plan, 12 in its base of 16 places. The other 84 are 4.2 times the 20"));
    EXPECT_TRUE(says(words, "outside its base 84"));
    EXPECT_TRUE(says(words, "expected 20"));
    now.in_base = now.base_places = 0;
    words = words_of(*typeface_, films, "school", 1920, 1080);
    EXPECT_TRUE(tells(words, "96 of them with a plan: 4.8 times the 20 expected of the areas they come from."));
    EXPECT_TRUE(says(words, "plans 96"));
}

TEST_F(Layout, TwoRunsAreToldApartByTitleOrByName) {
    ModeFilms films = county_films();
    const auto a = std::make_shared<Film>(*films.a), b = std::make_shared<Film>(*films.b);
    films.a = a, films.b = b;
    a->title = "As things are", b->title = "With a new school";
    a->scenario = "plain", b->scenario = "more";
    a->flags = {{12, "Only in A", ChangeKind::base_opens}}, b->flags = {{12, "Only in B", ChangeKind::base_opens}};
    auto words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_TRUE(says(words, "A  As things are"));
    EXPECT_TRUE(says(words, "B  With a new school"));
    EXPECT_TRUE(says(words, "Only in B"));  // as the numbers are B's
    EXPECT_FALSE(says(words, "Only in A"));
    b->title = a->title;
    words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_TRUE(says(words, "A  plain"));
    EXPECT_TRUE(says(words, "B  more"));
    EXPECT_FALSE(says(words, "As things are"));
}

TEST_F(Layout, LabelsHideFewSchools) {
    ModeStage made(*typeface_, county_films(), "frame", 1920, 1080);
    int most = 0, sum = 0, frames = 0;
    for (int month = 0; month < made.stage.film().months; month += 4, ++frames) {
        made.stage.view().time = static_cast<float>(month);
        words_of(made, 1920, 1080);
        most = std::max(most, made.stage.labels().shapes_covered());
        sum += made.stage.labels().shapes_covered();
    }
    // Of 170 schools, up to eleven labels between them. A count never stands without its area's name, which takes room.
    EXPECT_LE(most, 12);
    EXPECT_LE(sum, 9 * frames);
}

// Whoever reads the title first has not found the letters of the maps yet.
TEST_F(Layout, TwoMapsAreComparedBySide) {
    const auto words = words_of(*typeface_, county_films(), "compare", 1920, 1080);
    EXPECT_TRUE(says(words, " short of a place on the right"));
    EXPECT_TRUE(says(words, "A left, B right"));
    EXPECT_TRUE(says(words, "B (right), A beneath"));
    EXPECT_TRUE(says(words_of(*typeface_, county_films(), "difference", 1920, 1080), "B, and A beneath"));
    for (const char* mode : {"compare", "difference"})  // whose flags the timeline shows
        EXPECT_TRUE(says(words_of(*typeface_, county_films(), mode, 1920, 1080), "Flags: B's")) << mode;
    EXPECT_FALSE(says(words_of(*typeface_, county_films(), "frame", 1920, 1080), "Flags: B's"));
}

// Of two runs with several replicates each number has B's range and A's; a title of a shortage has its own.
TEST_F(Layout, NumbersOfSeveralRunsHaveTheirRanges) {
    ModeFilms films = county_films();
    auto a = std::make_shared<Film>(*films.a), b = std::make_shared<Film>(*films.a);
    for (Film* film : {a.get(), b.get()}) {
        const bool of_b = film == b.get();
        film->replicates = 2;
        for (Headline& line : film->numbers) {
            line.mean.assign(line.mean.size(), of_b ? 30.0f : 40.0f);
            line.low.assign(line.mean.size(), of_b ? 21.0f : 31.0f);
            line.high.assign(line.mean.size(), of_b ? 39.0f : 49.0f);
        }
        // Area 0 is short of 20 and 40 in the two runs, the others of 1.
        auto each = std::make_shared<EachRun>();
        for (std::size_t cell = 0; cell < film->shortfall.size(); ++cell) {
            const bool first = cell % film->areas.size() == 0;
            film->shortfall[cell] = {first ? 30.0f : 1.0f};
            each->shortfall.push_back(first ? 20.0f : 1.0f);
            each->shortfall.push_back(first ? 40.0f : 1.0f);
        }
        film->each = each;
    }
    films.a = a, films.b = b;
    const auto words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_EQ(faults(words, 1920, 1080, dark_theme()), "");
    EXPECT_TRUE(says(words, "21 to 39"));
    EXPECT_TRUE(says(words, "A: 40 (31 to 49)"));
    const auto alone = words_of(*typeface_, films, "frame", 1920, 1080);
    EXPECT_TRUE(says(alone, a->areas[0].name + " is short of 30 places (")) << "with a range";
    EXPECT_TRUE(says(alone, " to 39)") || says(alone, " to 40)"));
}

// Who is short in one of two runs alone has a sign of their own, and only where there is such a child.
TEST_F(Layout, WhoIsShortInOneOfTwoRunsHasASign) {
    ModeFilms films = county_films();
    auto fewer = std::make_shared<Film>(*films.a);
    for (auto& area : fewer->shortfall)
        for (float& children : area) children /= 2;
    films.b = fewer;
    auto words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_TRUE(says(words, "hollow: in A alone"));
    EXPECT_FALSE(says(words, "ringed: in B alone"));
    std::swap(films.a, films.b);
    words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_FALSE(says(words, "hollow: in A alone"));
    EXPECT_TRUE(says(words, "ringed: in B alone"));
    films.b = films.a;
    words = words_of(*typeface_, films, "compare", 1920, 1080);
    EXPECT_FALSE(says(words, "alone"));
}

TEST_F(Layout, MovesSayBetweenWhichMonthsTheyAre) {
    ModeStage made(*typeface_, county_films(), "layer-2-moves", 1920, 1080);
    const Month now = made.stage.film().first + static_cast<int>(made.stage.view().time);
    const std::string between = long_name(now).substr(0, 3) + " → " + long_name(now + 1).substr(0, 3);
    EXPECT_TRUE(says(words_of(made, 1920, 1080), between)) << between;
    // The numbers are the first month's; the second's stand beneath.
    EXPECT_TRUE(says(words_of(made, 1920, 1080), long_name(now + 1).substr(0, 3) + ": "));
    made.stage.view().time = std::floor(made.stage.view().time);
    EXPECT_FALSE(says(words_of(made, 1920, 1080), between));
}

TEST_F(Layout, AChildIsTheFindingAndItsWayHasAKey) {
    const auto words = words_of(*typeface_, county_films(), "child", 1920, 1080);
    EXPECT_TRUE(says(words, "This simulated child "));
    EXPECT_TRUE(says(words, "from its home"));
    EXPECT_TRUE(says(words, "from school to school"));
    EXPECT_FALSE(says(words_of(*typeface_, county_films(), "frame", 1920, 1080), "from home"));
}

// Of several runs each magnet on the map says in how many it is one, and no two in other words: with its ratio where
// the title counts magnets, without it where the view is about something else. Of what is named, several: of one alone
// nobody could tell.
TEST_F(Layout, MagnetsAreToldInOneForm) {
    ModeFilms films = county_films();
    constexpr std::uint16_t runs = 20;
    auto several = std::make_shared<Film>(*films.a);
    several->replicates = runs;
    for (SchoolMonth& now : several->school_months)
        if (now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet)) now.magnet_runs = 13;
    films.a = several;
    for (const Layer about : {Layer::magnets, Layer::money}) {
        ModeStage made(*typeface_, films, "layer-3-magnets", 1920, 1080);
        View& view = made.stage.view();
        view.layers[static_cast<std::size_t>(about)] = true;
        int told = 0, with_ratio = 0, others = 0;
        for (const DrawnWords& one : words_of(made, 1920, 1080)) {
            const bool ratio = one.words.find(" ×") != std::string::npos;
            if (one.words.starts_with("magnet in 13 of 20"))
                ++told, with_ratio += ratio;
            else
                others += ratio;
        }
        EXPECT_GE(told, 2) << "as many as find room over no school";
        EXPECT_EQ(with_ratio, about == Layer::magnets ? told : 0);
        EXPECT_EQ(others, 0) << "a ratio without the runs";
    }
}

TEST_F(Layout, FlagsOfOneMonthAreCountedTogether) {
    ModeFilms films = county_films();
    const auto crowded = std::make_shared<Film>(*films.a);
    const auto month = static_cast<std::int16_t>(crowded->length() / 3);
    crowded->flags = {{month, "A base opens at one", ChangeKind::base_opens},
                      {month, "New special school, elsewhere", ChangeKind::school_opens},
                      {month, "Bases", ChangeKind::base_opens}};
    crowded->flags[2].count = 7;
    films.a = crowded;
    const auto words = words_of(*typeface_, films, "frame", 1920, 1080);
    EXPECT_EQ(faults(words, 1920, 1080, dark_theme()), "");
    EXPECT_TRUE(says(words, "8 bases and 1 school open"));
    EXPECT_FALSE(says(words, "New special school, elsewhere"));
}

// From afar a country has one number: the rate that its ground is shaded, its places named and ranked by.
TEST_F(Layout, ACountryIsNamedByTheRateItIsShadedBy) {
    testing::FilmSize size;
    size.schools = 6'000, size.children = 50, size.months = 2, size.areas = 150;
    const auto film = std::make_shared<Film>(*testing::invented_film(size));
    film->replicates = 1;
    constexpr std::uint32_t authorities = 30;
    for (std::uint32_t a = 0; a < authorities; ++a) {
        Authority authority;
        authority.name = "Shire " + std::string(1, static_cast<char>('A' + a % 26)) + (a < 26 ? "" : "a");
        authority.in_area = true;
        film->authorities.push_back(authority);
    }
    for (std::size_t a = 0; a < film->areas.size(); ++a) {
        Area& area = film->areas[a];
        area.authority = AuthorityId(static_cast<std::uint32_t>(a % authorities));
        area.x = static_cast<std::int32_t>(a % authorities % 6 * 4'000);
        area.y = static_cast<std::int32_t>(a % authorities / 6 * 4'000);
        // Shire C alone is short of ten times as many.
        for (int m = 0; m < film->months; ++m)
            for (float& children : film->shortfall[static_cast<std::size_t>(m) * film->areas.size() + a])
                children = a % authorities == 2 ? 10.0f : 1.0f;
    }
    for (School& school : film->schools) school.authority = AuthorityId(school.area.value % authorities);
    Stage stage(*typeface_);
    stage.resize(1920, 1080);
    stage.show(film);
    sf::RenderTexture picture;
    ASSERT_TRUE(picture.create(pixels, pixels));
    std::vector<DrawnWords> words;
    stage.record(&words);
    stage.draw(picture);
    stage.draw(picture);
    EXPECT_TRUE(says(words, "One run, no ranking: "));
    EXPECT_TRUE(says(words, " in 100 with a plan "));
    EXPECT_TRUE(says(words, "Another run would name others.") || says(words, " more; another run names others."));
    EXPECT_TRUE(says(words, "Short of a place, in 100 with a plan"));
    int rates = 0, classes = 0, first = -1, row = 0;
    for (const DrawnWords& one : words) {
        EXPECT_EQ(one.words.find(" short ("), std::string::npos) << one.words;
        rates += one.words.ends_with(" in 100");
        classes += one.words == "7 and more";
        if (one.words == "Shire C" && first < 0) first = row;
        ++row;
    }
    EXPECT_EQ(rates, 0) << "one run ranks nobody";
    EXPECT_GE(classes, 3) << "in the key, on the card and beside names";
    // Each that the card ranks is named on the map.
    const auto card = std::find_if(words.begin(), words.end(), [](const DrawnWords& one) {
        return one.words == "Short of a place, in 100 with a plan";
    });
    ASSERT_NE(card, words.end());
    int ranked = 0;
    for (const DrawnWords& one : words) {
        if (!one.words.starts_with("Shire ") || one.box.left < card->box.left - 2) continue;
        ++ranked;
        EXPECT_GE(
            std::count_if(words.begin(), words.end(), [&](const auto& other) { return other.words == one.words; }), 2)
            << one.words;
    }
    EXPECT_GE(ranked, 2);
    EXPECT_GE(first, 0) << "the place furthest above the rest is named";
    // All of them together as the panel has it: children short of a place of those with a plan.
    double children = 0;
    for (std::size_t a = 0; a < film->areas.size(); ++a)
        for (const float some : film->shortfall_at(0, a)) children += static_cast<double>(some);
    const int all = static_cast<int>(100 * children / static_cast<double>(film->number("plans")->mean[0]));
    EXPECT_TRUE(says(words, std::to_string(all) + " in 100 with a plan are short of a place"));
    // Of several runs each has its rate.
    const auto several = std::make_shared<Film>(*film);
    several->replicates = 20;
    stage.show(several);
    stage.draw(picture);
    stage.draw(picture);
    EXPECT_FALSE(says(words, "no ranking"));
    EXPECT_TRUE(
        std::any_of(words.begin(), words.end(), [](const auto& one) { return one.words.ends_with(" in 100"); }));
}

}  // namespace
}  // namespace sendscape::layout_test
