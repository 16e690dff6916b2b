// SPDX-License-Identifier: MIT
// Two futures on the stage: side by side, as their difference, and one turning into the other.
#include <algorithm>
#include <cmath>

#include "visualiser/anonymous.h"
#include "visualiser/difference.h"
#include "visualiser/new_site.h"
#include "visualiser/stage.h"

namespace sendscape {
namespace {

constexpr float morph_seconds = 0.9f;

}  // namespace

void Stage::remember_past(std::shared_ptr<const Film> past) {
    past_ = std::move(past);
    known_ = static_cast<int>(view_.time) + 1;
}

void Stage::set_other(std::shared_ptr<const Film> other) {
    true_other_ = std::move(other);
    other_ = true_other_ && view_.anonymise ? without_names(*true_other_) : true_other_;
    difference_.reset();
    if (!other_) return;
    other_paths_ = std::make_unique<RoadPaths>(*true_other_);
    other_dots_.set_film(*other_, other_paths_.get());
}

/// Beside a second map, and where a lever is pulled, few areas are named: those that differ most over all the months
/// both have, the same on both maps and through time.
void Stage::choose_areas() {
    constexpr std::size_t most = 3;
    const Film* const other = split() ? other_.get() : docked() ? past_.get() : nullptr;
    if (!other) return;
    const std::pair of{film_->edition.object(), other->edition.object()};
    if (chosen_of_ == of) return;
    chosen_of_ = of;
    const std::size_t areas = std::min(film_->areas.size(), other->areas.size());
    std::vector<std::pair<float, std::size_t>> by(areas);
    for (std::size_t a = 0; a < areas; ++a) {
        by[a] = {0.0f, a};
        for (int m = 0; m < std::min(film_->months, other->months); ++m) {
            float more = 0, both = 0;
            for (std::size_t need = 0; need < need_group_count; ++need) {
                const float one = film_->shortfall_at(m, a)[need], two = other->shortfall_at(m, a)[need];
                more += two - one, both += one + two;
            }
            by[a].first += std::abs(more) + 1e-4f * both;  // where nothing differs, those short of most
        }
    }
    std::stable_sort(by.begin(), by.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    areas_named_.assign(film_->areas.size(), 0);
    for (std::size_t i = 0; i < std::min(most, areas); ++i) areas_named_[by[i].second] = 1;
}

void Stage::show_another(std::shared_ptr<const Film> film) {
    compare_with(nullptr);
    past_.reset();
    view_.lives.reset();
    view_.levers = view_.searching = view_.playing = view_.follow = false;
    view_.caption.clear(), view_.talk.clear();
    show(std::move(film));
    camera_.go_home();
    camera_.jump();
}

void Stage::compare_with(std::shared_ptr<const Film> other) {
    set_other(std::move(other));
    differences_ = held_ = false;
    lay_out();
}

void Stage::show_differences(bool on) {
    if (!other_ || differences_ == on) return;
    differences_ = on;
    view_.child.reset();  // a row of the film that was on show
    lay_out();
}

void Stage::show_future(std::shared_ptr<const Film> film) {
    if (held_) {
        set_other(std::move(film));
        repaint_ = true;
        return;
    }
    const std::shared_ptr<const Film> before = film_;
    show(std::move(film), true);
    if (!before || !Morph::fits(*before, *film_)) return;
    morph_ = std::make_unique<Morph>(before, film_);
    morph_since_ = view_.seconds;
}

void Stage::hold_against(std::shared_ptr<const Film> without) {
    if (!without && !held_) return;
    const std::shared_ptr<const Film> future = shared_future();
    if (!without) {
        compare_with(nullptr);
        show(future, true);
        return;
    }
    if (without != true_film_) show(std::move(without), true);
    if (held_) return;  // B is on show already
    compare_with(future);
    held_ = true;
}

std::optional<sf::Vector2f> Stage::pixel_of(const ProvisionChange& change) {
    if (!film_ || !arrangement_) return std::nullopt;
    return site_pixel(scene_of(ground_, *film_, camera_, boxes_), change);
}

const Film& Stage::film_now() {
    if (differences_ && !difference_ && other_) {
        difference_ = difference_of(*film_, *other_);
        if (held_) {
            auto named = std::make_shared<Film>(*difference_);
            named->scenario = "with what is pulled against without";
            difference_ = std::move(named);
        }
    }
    if (differences_ && difference_) return *difference_;
    if (!morph_) return *film_;
    const float share = (view_.seconds - morph_since_) / morph_seconds;
    if (share >= 1 || other_) {
        morph_.reset();
        return *film_;
    }
    return morph_->at(std::clamp(static_cast<int>(view_.time), 0, std::max(film_->months - 1, 0)), eased(share));
}

/// B's map beside A's, with the titles of both.
void Stage::draw_other_map(Scene& main, Scene& other) {
    other_labels_.remember_as(labels_);  // the same words in the same places, as far as may be
    draw_map(other, other_dots_, other_country_, other_ground_, other_painted_, other_values_, other_labels_);
    const float x = other_boxes_.map.left;
    canvas_.line({x, boxes_.map.top}, {x, boxes_.map.top + boxes_.map.height - boxes_.legend.height}, 3 * main.unit(),
                 view_.theme->text);
    draw_titles(main, other);
    canvas_.flush(main.target);
}

void Stage::draw_titles(Scene& main, Scene& other) {
    const float unit = main.unit();
    // Two runs of one title are told apart by the names of their scenarios.
    const bool by_title = main.film.title != other.film.title;
    for (const Scene* scene : {&main, &other}) {
        const Film& film = scene->film;
        const sf::FloatRect& map = scene->boxes.map;
        const bool titled = !film.title.empty() && by_title;
        const bool first = scene == &main;
        const Phrase whole = held_ ? Phrase("{}", first ? "A  without what is pulled" : "B  with what is pulled")
                                   : Phrase("{}  {}", first ? "A" : "B", titled ? film.title : film.scenario);
        const std::string_view fitting = canvas_.fit(whole, 26, map.width - 80 * unit);
        const Phrase name("{}{}", fitting, fitting.size() < whole.view().size() ? "…" : "");
        const float width = canvas_.width(name, 26, true) + 32 * unit;
        canvas_.panel({map.left + 16 * unit, map.top + 14 * unit, width, 48 * unit}, 8 * unit,
                      with_alpha(view_.theme->panel, 0.95f), view_.theme->panel_edge);
        canvas_.text(name, {map.left + 32 * unit, map.top + 20 * unit}, 26, view_.theme->text, Align::left, true);
    }
}

}  // namespace sendscape
