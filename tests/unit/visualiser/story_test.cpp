// SPDX-License-Identifier: MIT
#include "visualiser/story.h"

#include <gtest/gtest.h>

#include <fstream>

#include "agents/schools/schools.h"
#include "sim/core/error.h"
#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"
#include "visualiser/scene.h"

namespace sendscape::story_test {
namespace {

using testing::ScratchFolder;
using testing::small_run;

constexpr const char* shipped[] = {"how-a-school-becomes-a-magnet", "kiosk"};

std::string complaint(const std::string& toml) {
    const ScratchFolder folder("story");
    const auto path = folder.path() / "talk.toml";
    std::ofstream(path) << toml;
    try {
        read_story(path.string());
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(Story, ShippedTalksLastAsLongAsTheySay) {
    EXPECT_FLOAT_EQ(read_story(shipped[0]).seconds(), 480);
    EXPECT_FLOAT_EQ(read_story(shipped[1]).seconds(), 120);
}

TEST(Story, FaultsAreNamedWithFileAndLineTogether) {
    const std::string words = complaint(
        "title = 3\n[[shot]]\nat = \"soon\"\nlayers = [0]\nsecond = 4\ncaption = \"{plan} and {\"\nzoom = \"big\"\n");
    for (const char* part : {"talk.toml:1: 'title' must be text", "talk.toml:3: at = \"soon\"", "talk.toml:4: a layer",
                             "talk.toml:5: unknown key 'second' in a shot; did you mean 'seconds'?",
                             "talk.toml:6: unknown placeholder '{plan}'; did you mean 'plans'?", "talk.toml:7: 'zoom'"})
        EXPECT_NE(words.find(part), std::string::npos) << part << "\nin\n" << words;
    EXPECT_NE(complaint("title = \"x\"\n").find("at least one [[shot]]"), std::string::npos);
    EXPECT_NE(complaint("[[shot]\n").find("talk.toml:1: this is not TOML"), std::string::npos);
    EXPECT_NE(
        complaint("[[shot]]\ncaption = \"two\\nlines\"\n").find("talk.toml:2: 'caption' must be text of one line"),
        std::string::npos);
    EXPECT_NE(
        complaint("[[shot]]\nplace = \"chidl\"\n").find("talk.toml:2: unknown place 'chidl'; did you mean 'child'?"),
        std::string::npos);
    EXPECT_EQ(complaint("[[shot]]\nplace = \"Port Lyne\"\n[[shot]]\nplace = \"990001\"\n"), "");
    EXPECT_THROW(read_story("no-such-talk"), InputError);
}

TEST(Story, APlaceThatIsNotOnShowIsNamedWithItsShotAndTheNearest) {
    const auto said = [](const std::string& place) {
        Story story{"t", {Shot{}, Shot{}}};
        story.shots[1].place = place;
        try {
            check_places(story, {"Port Lyne", "Aldermere North"}, {990001});
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    for (const char* const known : {"whole", "special", "Port Lyne", "990001"}) EXPECT_EQ(said(known), "") << known;
    EXPECT_NE(said("Port Lime")
                  .find("the talk 't', shot 2: place = \"Port Lime\" is not on show; did you mean 'Port "
                        "Lyne'?"),
              std::string::npos)
        << said("Port Lime");
    EXPECT_NE(said("123456").find("is not on show"), std::string::npos);
}

TEST(Story, LayersAreNamedByNumberOrId) {
    const ScratchFolder folder("story");
    const auto path = folder.path() / "talk.toml";
    std::ofstream(path) << "[[shot]]\nlayers = [1, \"short\", 9]\n[[shot]]\n";
    const Story story = read_story(path.string());
    EXPECT_EQ(story.shots[0].layers, (std::vector<Layer>{Layer::schools, Layer::shortfall, Layer::money}));
    EXPECT_EQ(story.shots[1].layers,
              (std::vector<Layer>{Layer::schools, Layer::moves, Layer::magnets, Layer::shortfall}));
    EXPECT_NE(complaint("[[shot]]\nlayers = [10]\n").find("a layer is a number from 1 to 9 or a name (schools, "),
              std::string::npos);
    EXPECT_NE(complaint("[[shot]]\nlayers = \"1\"\n").find("'layers' must be a list"), std::string::npos);
}

TEST(Story, TimesAreOfTheFilmOrOfTheCalendar) {
    Film film;
    film.first = Month(2026, 1);
    film.months = 121;
    StoryTime time;
    EXPECT_EQ(time.row(film), 0);
    time.months = 36;
    EXPECT_EQ(time.row(film), 36);
    time.anchor = StoryTime::Anchor::end;
    time.months = -12;
    EXPECT_EQ(time.row(film), 108);
    time.anchor = StoryTime::Anchor::calendar;
    time.month = Month(2029, 9);
    EXPECT_EQ(time.row(film), 44);
    time.month = Month(1999, 1);
    EXPECT_EQ(time.row(film), 0);
}

// Every number a caption can say, worked out from the run itself and not from the film.
TEST(Story, CaptionsAreTrueOfTheRun) {
    const auto run = small_run(3, 2);
    const auto film = film_from_run(run);
    const auto says = [&](const char* words, int month) {
        return fill_caption(words, *film, month, false).value_or("?");
    };
    const auto school_value = [&](const char* measure, std::uint32_t school, int month) {
        const Series& series = run.get(measure);
        const Month now = run.month(static_cast<std::size_t>(month));
        const auto time = run.time(series, series.monthly ? now : Month(now.year(), 1));
        double sum = 0;
        for (std::size_t r = 0; r < series.replicates; ++r) sum += series.at(r, *time)[school];
        return sum / static_cast<double>(series.replicates);
    };
    for (const int month : {0, 7, 12, 24, 36}) {
        const Month now = run.month(static_cast<std::size_t>(month));
        EXPECT_EQ(says("{date}", month), long_name(now));
        EXPECT_EQ(says("{year}", month), std::to_string(now.year()));
        const double plans = static_cast<float>(run.range("plans_maintained", now).mean);
        EXPECT_EQ(says("{plans}", month), thousands(plans));
        EXPECT_EQ(says("{shortfall}", month),
                  thousands(static_cast<float>(run.range("specialist_shortfall", now).mean)));
        const double before = static_cast<float>(run.range("plans_maintained", run.start).mean);
        const std::string change = says("{plans.change}", month);
        if (thousands(plans) == thousands(before)) {
            EXPECT_EQ(change, (month == 0 ? "stands at " : "stayed at ") + thousands(plans));
        } else {
            EXPECT_EQ(change, std::string(plans > before ? "rose" : "fell") + " from " + thousands(before) + " to " +
                                  thousands(plans));
        }
        int magnets = 0;
        for (std::uint32_t s = 0; s < film->schools.size(); ++s)
            magnets += film->schools[s].in_area && film->at(month, s).magnet_runs == 2 ? 1 : 0;  // most of two is both
        EXPECT_EQ(says("{magnets}", month), thousands(magnets));
        for (const char* subject : {"magnet", "deflector", "special"}) {
            const auto school = story_school(*film, subject);
            const std::string name = std::string("{") + subject;
            if (!school) {
                EXPECT_FALSE(fill_caption(name + ".name}", *film, month, false));
                continue;
            }
            EXPECT_EQ(says((name + ".name}").c_str(), month), run.map->schools[*school].name);
            EXPECT_EQ(says((name + ".plans}").c_str(), month),
                      thousands(school_value("pupils_with_plan", *school, month)));
            EXPECT_EQ(says((name + ".roll}").c_str(), month),
                      thousands(school_value("pupils_on_roll", *school, month)));
        }
    }
    EXPECT_EQ(says("{first_year} to {last_year}", 0), "2026 to 2029");
    EXPECT_EQ(says("{place}", 0), run.map->name);
}

// The schools of a real authority's map are real: no talk may say otherwise of whatever run it is shown on.
TEST(Story, NoShippedTalkCallsASchoolUnreal) {
    const std::string opening = read_story(shipped[0]).shots.front().caption;
    EXPECT_NE(opening.find("Simulated: no child here is real"), std::string::npos) << opening;
    for (const char* name : shipped)
        for (const Shot& shot : read_story(name).shots)
            for (const char* claim : {"no school", "No school", "street on this map"})
                EXPECT_EQ(shot.caption.find(claim), std::string::npos) << shot.caption;
}

TEST(Story, EveryPlaceholderIsFilledOrItsSubjectMissing) {
    const auto film = film_from_run(small_run(2, 1));
    for (const std::string& name : story_placeholders()) {
        const auto words = fill_caption("{" + name + "}", *film, 3, true);
        const std::string subject = name.substr(0, name.find('.'));
        const bool of_school = subject == "magnet" || subject == "deflector" || subject == "special";
        if (of_school) {
            EXPECT_EQ(words.has_value(), story_school(*film, subject).has_value()) << name;
        } else if (subject == "area") {
            EXPECT_EQ(words.has_value(), story_area(*film).has_value()) << name;
        } else if (subject == "child" || subject == "lever") {
            // Nobody waits in two years of the small map, and no other future was lived.
            ASSERT_FALSE(film->told);
            EXPECT_FALSE(words) << name;
        } else {
            ASSERT_TRUE(words) << name;
            EXPECT_EQ(words->empty(), name == "magnets.runs") << name;  // of one run there is nothing to say
        }
    }
}

// The last words are as whole a sentence as the first, and nothing has stayed as it was in the month it begins.
TEST(Story, EveryShippedCaptionIsASentence) {
    const auto film = film_from_run(small_run(6, 2));
    for (const char* name : shipped)
        for (const Shot& shot : read_story(name).shots) {
            const auto words = fill_caption(shot.caption, *film, shot.from.row(*film), false);
            if (!words) continue;
            EXPECT_TRUE(words->ends_with('.') || words->ends_with('?')) << *words;
            EXPECT_TRUE(words->front() >= 'A' && words->front() <= 'Z') << *words;
            if (shot.from.row(*film) == 0) {
                EXPECT_EQ(words->find("stayed at"), std::string::npos) << *words;
            }
        }
}

// The hero is what it is called in more runs than any other school, and says in how many.
TEST(Story, TheMagnetIsChosenByItsShareOfRuns) {
    auto film = std::make_shared<Film>(*film_from_run(small_run(2, 4)));
    film->replicates = 20;
    for (int m = 0; m < film->months; ++m)
        for (std::size_t s = 0; s < film->schools.size(); ++s) {
            SchoolMonth& now = film->school_months[static_cast<std::size_t>(m) * film->schools.size() + s];
            now.magnet = 0, now.magnet_runs = now.deflector_runs = 0;
            now.base_places = 0, now.expected = 10;
            now.plans = s == 0 ? 60.0f : 20.0f;
            if (s == 0) now.magnet_runs = 2;  // in few runs, but far from the expected
            if (s == 1) now.magnet_runs = 14, now.roll = m == 0 ? 240.0f : 200.0f;
        }
    ASSERT_EQ(story_school(*film, "magnet"), 1u);
    EXPECT_EQ(fill_caption("a magnet{magnet.runs}{magnet.roll.fall}.", *film, 20, false),
              "a magnet in 14 of 20 runs, and its roll fell from 240 to 200.");
    EXPECT_EQ(fill_caption("{magnet.roll.fall}", *film, 0, false), "");
    EXPECT_EQ(story_school(*film, "deflector"), std::nullopt);
    // With a base it is still told rather than the one in two runs; not rather than another in half of them.
    const auto set = [&](std::size_t s, const auto& change) {
        for (int m = 0; m < film->months; ++m)
            change(film->school_months[static_cast<std::size_t>(m) * film->schools.size() + s]);
    };
    set(1, [](SchoolMonth& now) { now.base_places = 16; });
    EXPECT_EQ(story_school(*film, "magnet"), 1u);
    std::uint32_t other = 2;
    while (!film->schools[other].in_area || film->at(film->months - 1, other).open == 0) ++other;
    set(other, [](SchoolMonth& now) { now.magnet_runs = 10; });
    EXPECT_EQ(story_school(*film, "magnet"), other);
}

TEST(Story, NamesStayHidden) {
    const auto film = film_from_run(small_run(2, 1));
    const auto special = story_school(*film, "special");
    ASSERT_TRUE(special);
    EXPECT_EQ(fill_caption("{special.name}", *film, 3, true), "School " + std::to_string(*special + 1));
}

TEST(StoryPlayer, ShippedTalksRunFromStartToEndUnattended) {
    const auto film = film_from_run(small_run(3, 1));
    for (const char* name : shipped) {
        StoryPlayer player(read_story(name), false);
        View view;
        Camera camera;
        camera.fit(0, 0, 10'000, 10'000, {0, 0}, {1280, 720}, 10);
        float seconds = 0;
        while (!player.over() && seconds < 2 * player.story().seconds()) {
            player.advance(0.25f, *film, view, camera);
            camera.advance(0.25f);
            seconds += 0.25f;
            EXPECT_EQ(view.caption.find('{'), std::string::npos) << view.caption;
            EXPECT_FALSE(view.caption.empty());
            EXPECT_GE(view.time, 0);
            EXPECT_LE(view.time, static_cast<float>(film->months - 1));
            EXPECT_LT(view.school.value_or(0), film->schools.size());
        }
        EXPECT_TRUE(player.over()) << name;
        EXPECT_LE(seconds, player.story().seconds() + 1);
    }
}

TEST(StoryPlayer, AKioskGoesRoundAndRound) {
    const auto film = film_from_run(small_run(2, 1));
    StoryPlayer player(read_story("kiosk"), true);
    View view;
    Camera camera;
    camera.fit(0, 0, 10'000, 10'000, {0, 0}, {1280, 720}, 10);
    int rounds = 0;
    std::size_t before = 0;
    for (float seconds = 0; seconds < 400; seconds += 0.5f) {
        player.advance(0.5f, *film, view, camera);
        rounds += player.shot() < before ? 1 : 0;
        before = player.shot();
        ASSERT_FALSE(player.over());
    }
    EXPECT_GE(rounds, 3);
}

TEST(StoryPlayer, ArrowsStepAndSpaceHolds) {
    const auto film = film_from_run(small_run(2, 1));
    Story story;
    for (const char* words : {"one", "two", "three"}) {
        Shot shot;
        shot.caption = words;
        shot.seconds = 5;
        shot.layers = {Layer::schools};
        story.shots.push_back(shot);
    }
    StoryPlayer player(story, false);
    View view;
    Camera camera;
    player.advance(0, *film, view, camera);
    EXPECT_EQ(view.caption, "one");
    player.step(1);
    player.advance(0, *film, view, camera);
    EXPECT_EQ(view.caption, "two");
    player.pause();
    player.advance(20, *film, view, camera);
    EXPECT_EQ(view.caption, "two");
    player.step(-1);
    player.step(-1);
    player.advance(0, *film, view, camera);
    EXPECT_EQ(view.caption, "one");
    player.pause();
    for (int i = 0; i < 20; ++i) player.advance(1, *film, view, camera);
    EXPECT_EQ(view.caption, "three");
    EXPECT_TRUE(player.over());
    player.step(-1);
    player.advance(0, *film, view, camera);
    EXPECT_EQ(view.caption, "two");
    EXPECT_FALSE(player.over());
}

TEST(StoryPlayer, AFilmWithoutAnybodyStillHasItsWords) {
    Film film;
    film.place = "Nowhere";
    film.months = 3;
    film.first = Month(2026, 1);
    StoryPlayer player(read_story("kiosk"), true);
    View view;
    Camera camera;
    for (int i = 0; i < 600; ++i) player.advance(0.5f, film, view, camera);
    EXPECT_EQ(view.caption.find('{'), std::string::npos);
}

}  // namespace
}  // namespace sendscape::story_test
