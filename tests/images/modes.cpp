// SPDX-License-Identifier: MIT
#include "tests/images/modes.h"

#include <stdexcept>

#include "agents/schools/schools.h"
#include "visualiser/story.h"

namespace sendscape::testing {
namespace {

/// The first shot of a talk that opens near by on a magnet and plays.
void tell(Stage& stage, float time) {
    StoryPlayer player(read_story("how-a-school-becomes-a-magnet"), false);
    for (int i = 0; i < 30 && player.now().place != "magnet"; ++i) {
        player.step(1);
        player.advance(0, stage.film(), stage.view(), stage.camera());
    }
    player.step(2);
    player.advance(0, stage.film(), stage.view(), stage.camera());
    player.advance(player.now().seconds * 0.9f, stage.film(), stage.view(), stage.camera());
    stage.camera().jump();
    if (stage.view().caption.empty()) stage.view().time = time;
}

std::uint32_t strongest_magnet(const Film& film, int month) {
    std::uint32_t best = 0;
    float most = -1e9f;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const SchoolMonth& now = film.at(month, s);
        const float more = now.observed() - now.expected;
        if (now.magnet != static_cast<std::uint8_t>(MagnetClass::magnet) || !film.schools[s].in_area) continue;
        if (more > most) most = more, best = s;
    }
    return best;
}

/// A child with a way to tell: most stays so far.
std::uint32_t travelled_child(const Film& film, int month) {
    std::uint32_t best = 0;
    int most = -1;
    for (std::uint32_t c = 0; c < film.children.size(); ++c) {
        const FilmChild& child = film.children[c];
        int stays = 0;
        for (std::uint16_t i = 0; i < child.stays; ++i) {
            const Stay& stay = film.stays[child.first_stay + i];
            if (stay.from > month) break;
            stays += stay.setting != Setting::gone ? 1 : 0;
        }
        if (stays > most) most = stays, best = c;
    }
    return best;
}

/// The catchment of the school on show in hand, two neighbourhoods of it turned, by keys.
void redraw_catchment(LeverPanel& levers, Stage& stage) {
    const auto press = [&](sf::Keyboard::Key code) {
        sf::Event event{};
        event.type = sf::Event::KeyPressed;
        event.key.code = code;
        levers.handle(event, stage);
    };
    press(sf::Keyboard::Down);
    for (std::size_t i = 0; i < levers.rows() && levers.row_words(levers.cursor()).rfind("Redraw", 0) != 0; ++i)
        press(sf::Keyboard::Down);
    press(sf::Keyboard::Enter);
    stage.camera().jump();
    for (const auto way : {sf::Keyboard::Left, sf::Keyboard::Left, sf::Keyboard::Up}) {
        press(way);
        press(sf::Keyboard::Space);
    }
    stage.camera().jump();
}

std::string layer_mode(const LayerRow& row) {
    return "layer-" + std::to_string(row.number()) + "-" + std::string(row.id);
}

/// The layer that the mode shows; null for other modes.
const LayerRow* layer_of(const std::string& mode) {
    for (const LayerRow& row : layer_rows)
        if (layer_mode(row) == mode) return &row;
    return nullptr;
}

void show_layer(View& view, const LayerRow& row, float time) {
    const LayerPicture& picture = drawing_of(row.layer).picture;
    view.show_only({row.layer});
    for (const auto& beside : picture.beside)
        if (beside) view.show(*beside);
    if (picture.between_months) view.time = time - 1 + 0.45f;
}

}  // namespace

const std::vector<Mode>& view_modes() {
    static const std::vector<Mode> all = [] {
        std::vector<Mode> modes{
            {"frame",
             "the whole frame: year, magnets (orange, named), children short of a place (swarms, with counts)"},
            {"light", "the same for print, on white"}};
        for (const LayerRow& row : layer_rows)
            modes.push_back({layer_mode(row), std::string(drawing_of(row.layer).picture.see)});
        const std::vector<Mode> rest{
            {"compare", "two scenarios side by side: one camera, the same children, numbers of both"},
            {"difference", "one map of B against A: what the policy changed, school by school"},
            {"story", "a shot of a talk: a magnet near by, with its caption"},
            {"levers", "a live run with levers: a special school opened, the old future as a broken line"},
            {"catchment", "a catchment redrawn by hand: its neighbourhoods filled, whom it covers now and before"},
            {"school", "the story of a school, with its plans against those expected"},
            {"child", "a child followed: where about it lives, its way, how long it has waited, its luck elsewhere"},
            {"near", "a town near by: rings filled to occupancy, children around their schools"},
            {"search", "search by name or URN"},
            {"help", "the keys"},
            {"anonymised", "school names hidden everywhere"},
            {"presented", "for a hall: neither legend nor funnel, a caption"}};
        modes.insert(modes.end(), rest.begin(), rest.end());
        return modes;
    }();
    return all;
}

ModeStage::ModeStage(const Typeface& typeface, const ModeFilms& films, const std::string& mode, unsigned width,
                     unsigned height)
    : stage(typeface) {
    View& view = stage.view();
    stage.resize(width, height);
    stage.show(mode == "levers" || mode == "catchment" ? films.live : films.a);
    view.time = films.time;
    const int month = static_cast<int>(films.time);
    const Film& film = stage.film();
    if (mode == "frame") return;
    if (mode == "light") {
        view.theme = &light_theme();
    } else if (const LayerRow* row = layer_of(mode)) {
        show_layer(view, *row, films.time);
    } else if (mode == "compare" || mode == "difference") {
        stage.compare_with(films.b);
        stage.show_differences(mode == "difference");
        if (mode == "difference") view.time = static_cast<float>(film.months - 1);
    } else if (mode == "story") {
        tell(stage, films.time);
    } else if (mode == "levers") {
        view.levers = true;
        stage.remember_past(films.ghost);
        levers_ = std::make_unique<LeverPanel>(films.levers.value());
        // Three years after it is pulled, when it is to be seen.
        const int last = std::min(films.ghost->months, films.live->months) - 1, seen = std::min(month + 36, last);
        view.time = static_cast<float>(seen);
        levers_->tell({pulled_answer(*films.ghost, *films.live, last), "Living run 2 of 10", 0.14f,
                       pulled_finding(*films.ghost, *films.live, seen, last)});
        stage.set_overlay(levers_->overlay());
    } else if (mode == "catchment") {
        view.school = strongest_magnet(film, month);
        view.levers = true;
        levers_ = std::make_unique<LeverPanel>(films.levers.value());
        redraw_catchment(*levers_, stage);
        stage.set_overlay(levers_->overlay());
    } else if (mode == "school") {
        view.school = strongest_magnet(film, month);
    } else if (mode == "child") {
        stage.select_child(film.told ? *film.told : travelled_child(film, month));
        if (film.told) view.time = static_cast<float>(film.told_placed - 1);
        view.lives = films.lives;
        stage.follow(true);
        stage.advance(0);
        stage.camera().jump();
    } else if (mode == "near") {
        const School& school = film.schools[strongest_magnet(film, month)];
        stage.camera().look_at({static_cast<float>(school.x), static_cast<float>(school.y)}, 4);
        stage.camera().jump();
    } else if (mode == "search") {
        view.searching = true;
        view.search = film.schools[strongest_magnet(film, month)].name.substr(0, 4);
    } else if (mode == "help") {
        view.help = true;
    } else if (mode == "anonymised") {
        view.anonymise = true;
        view.school = strongest_magnet(film, month);
    } else if (mode == "presented") {
        view.clean = true;
        view.caption =
            fill_caption("{date}: {plans} children have a plan, {shortfall} of them lack a suitable specialist place.",
                         film, month, false)
                .value_or("");
    } else {
        throw std::invalid_argument("no mode is called " + mode);
    }
}

}  // namespace sendscape::testing
