// SPDX-License-Identifier: MIT
#include "visualiser/stage.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "agents/schools/schools.h"
#include "sim/core/error.h"
#include "visualiser/anonymous.h"
#include "visualiser/difference.h"
#include "visualiser/panels/cards.h"
#include "visualiser/stopwatch.h"

namespace sendscape {
namespace {

constexpr float half_the_room = 0.72f;  // shapes of two maps side by side
constexpr float fade_seconds = 0.4f;    // of months just simulated: films come no faster

/// Text and lines follow the smaller of the two ways a 16:9 frame fits, so that a tall window does not outgrow it.
float unit_of(unsigned width, unsigned height, float scale) {
    return std::min(static_cast<float>(height) / 1080, static_cast<float>(width) / 1920) * scale;
}

/// From here on only this part of the picture is drawn on; null: all of it.
void clip(sf::RenderTarget& target, const sf::FloatRect* part) {
    const sf::Vector2f size(target.getSize());
    sf::View view(sf::FloatRect(0, 0, size.x, size.y));
    if (part && part->width >= 1 && part->height >= 1) {
        view = sf::View(*part);
        view.setViewport({part->left / size.x, part->top / size.y, part->width / size.x, part->height / size.y});
    }
    target.setView(view);
}

/// The month the ground was painted for, where it depends on one by itself: a country coloured by its shortfall.
int ground_month(const Scene& scene) {
    return !scene.shows_schools() && !scene.ground && scene.view.shows(Layer::shortfall) ? scene.month : 0;
}

}  // namespace

Stage::Stage(const Typeface& typeface) : canvas_(typeface) {}
Stage::~Stage() = default;

void Stage::show(std::shared_ptr<const Film> film, bool keep) {
    // The same child, though its row may be another.
    const std::uint32_t child =
        film_ && view_.child && *view_.child < film_->children.size() ? film_->children[*view_.child].pupil : 0;
    true_film_ = std::move(film);
    if (keep) {
        fresh_from_ = known_;
        fresh_since_ = view_.seconds;
    }
    known_ = std::max(keep ? known_ : 0, true_film_->months);
    film_ = view_.anonymise ? without_names(*true_film_) : true_film_;
    anonymous_ = view_.anonymise;
    if (paths_)
        paths_->adapt(*true_film_);
    else
        paths_ = std::make_unique<RoadPaths>(*true_film_);
    dots_.set_film(*film_, paths_.get());
    difference_.reset();
    morph_.reset();
    if (!keep) {
        arrangement_.reset();
        view_.time = 0;
        view_.school.reset();
        view_.child.reset();
        fitted_ = false;
    }
    if (!keep || film_->schools.size() != arranged_film_) lay_out();
    view_.hovered.reset();
    view_.time = std::clamp(view_.time, 0.0f, static_cast<float>(std::max(film_->months - 1, 0)));
    if (view_.child) view_.child = keep ? film_->row_of(child) : std::nullopt;
    repaint_ = true;
}

void Stage::hide_or_show_names() {
    if (!film_ || anonymous_ == view_.anonymise) return;
    anonymous_ = view_.anonymise;
    film_ = anonymous_ ? without_names(*true_film_) : true_film_;
    dots_.set_film(*film_, paths_.get());
    difference_.reset();
    if (!true_other_) return;
    other_ = anonymous_ ? without_names(*true_other_) : true_other_;
    other_dots_.set_film(*other_, other_paths_.get());
}

void Stage::resize(unsigned width, unsigned height) {
    if (film_ && width == width_ && height == height_) return;  // the camera stays where a story has put it
    width_ = std::max(width, 1u);
    height_ = std::max(height, 1u);
    lay_out();
}

void Stage::lay_out() {
    const auto w = static_cast<float>(width_), h = static_cast<float>(height_);
    const float unit = unit_of(width_, height_, view_.scale);
    boxes_.header = {0, 0, w, 96 * unit};
    boxes_.timeline = {0, h - 168 * unit, w, 168 * unit};
    const float right = docked() ? std::min(dock_width * unit, w * 0.46f) : std::min(570 * unit, w * 0.42f);
    boxes_.right = {w - right, 96 * unit, right, std::max(h - 264 * unit, 1.0f)};
    boxes_.map = {0, 96 * unit, std::max(w - right, 1.0f), std::max(h - 264 * unit, 1.0f)};
    boxes_.dock = boxes_.right;
    boxes_.dock.top += std::min(short_numbers_high * unit, boxes_.right.height / 2);
    boxes_.dock.height = boxes_.right.top + boxes_.right.height - boxes_.dock.top;
    boxes_.track = {150 * unit, h - 100 * unit, std::max(w - 220 * unit, 1.0f), 40 * unit};
    const float legend = view_.clean ? 0 : 134 * unit;
    const float column = std::min(420 * unit, boxes_.map.width * 0.45f);
    boxes_.legend = {boxes_.map.left, boxes_.map.top + boxes_.map.height - legend, boxes_.map.width, legend};
    boxes_.column = {boxes_.map.left + boxes_.map.width - column - 12 * unit, boxes_.map.top + 12 * unit, column,
                     std::max(boxes_.map.height - 24 * unit, 1.0f)};
    other_boxes_ = boxes_;
    other_boxes_.funnel = other_boxes_.inspector = other_boxes_.country = other_boxes_.caption =
        other_boxes_.search = {};
    other_boxes_.cards.fill({});
    const bool split = this->split();
    if (!split && docked())  // a narrow map: the key takes all of its foot
        boxes_.column.height = std::max(boxes_.column.height - legend, 1.0f);
    else if (!split)
        boxes_.legend.width = std::max(boxes_.column.left - boxes_.map.left - 12 * unit, 1.0f);
    if (split) {
        boxes_.map.width /= 2;
        other_boxes_.map.left = boxes_.map.width;
        other_boxes_.map.width = boxes_.map.width;
        boxes_.column = {16 * unit, boxes_.map.top + 76 * unit, std::min(column, boxes_.map.width - 32 * unit),
                         std::max(boxes_.map.height - legend - 88 * unit, 1.0f)};
    }
    laid_out_clean_ = view_.clean, laid_out_cards_ = any_card(), laid_out_docked_ = docked();
    laid_out_scale_ = view_.scale;
    if (film_) fit_camera(legend, column);
    repaint_ = true;
}

/// The authority's areas fill the room that legend and funnel plot leave; without outlines its schools do.
void Stage::fit_camera(float legend, float column) {
    const float unit = unit_of(width_, height_, view_.scale);
    const bool split = this->split();
    float left = 1e9f, bottom = 1e9f, east = -1e9f, top = -1e9f;
    const auto include = [&](std::int32_t x, std::int32_t y) {
        left = std::min(left, static_cast<float>(x)), east = std::max(east, static_cast<float>(x));
        bottom = std::min(bottom, static_cast<float>(y)), top = std::max(top, static_cast<float>(y));
    };
    for (const Area& area : film_->areas)
        for (const auto& ring : area.outline)
            for (const auto& [x, y] : ring) include(x, y);
    for (const Authority& authority : film_->authorities)
        if (authority.in_area)
            for (const auto& ring : authority.outline)
                for (const auto& [x, y] : ring) include(x, y);
    if (left > east)
        for (const School& school : film_->schools)
            if (school.in_area && school.urn < 900'000) include(school.x, school.y);
    if (left > east)
        for (const Zone& zone : film_->zones) include(zone.x, zone.y);
    if (left > east) left = bottom = 0, east = top = 1000;
    // Presented, the map leaves room for a caption above it.
    // Bare, it leaves the column free only where a layer's card stands there: no card covers the area it is about.
    const bool column_free = split || (view_.clean && !any_card());
    const float beside = column_free ? 0.0f : column - 12 * unit, above = view_.clean ? 100 * unit : 0.0f;
    const sf::Vector2f size{std::max(boxes_.map.width - beside, 1.0f),
                            std::max(boxes_.map.height - legend - above, 1.0f)};
    const Camera before = camera_;
    camera_.fit(left, bottom, east, top, {boxes_.map.left, boxes_.map.top + above}, size, 22 * unit);
    const float metres_a_pixel = unit * (split ? half_the_room : 1.0f) / std::max(camera_.scale(), 1e-6f);
    if (!arrangement_ || arranged_film_ != film_->schools.size() ||
        std::abs(arranged_scale_ / metres_a_pixel - 1) > 0.02f) {
        arrangement_ = std::make_unique<Arrangement>(arrange(*film_, metres_a_pixel));
        arranged_film_ = film_->schools.size();
        arranged_scale_ = metres_a_pixel;
    }
    // Who is pushed out of a crowded town at the border stands beside legend and cards, too.
    const auto inner = [&] { return std::tuple(left, bottom, east, top); };
    const auto as_outlined = inner();
    for (std::size_t s = 0; s < std::min(film_->schools.size(), arrangement_->shift.size()); ++s) {
        const School& school = film_->schools[s];
        const sf::Vector2f by = arrangement_->shift[s];
        if (school.in_area && school.urn < 900'000)
            include(school.x + static_cast<std::int32_t>(by.x), school.y + static_cast<std::int32_t>(by.y));
    }
    if (inner() != as_outlined)
        camera_.fit(left, bottom, east, top, {boxes_.map.left, boxes_.map.top + above}, size, 22 * unit);
    if (fitted_) camera_.keep_view_of(before);
    fitted_ = true;
    other_camera_ = camera_;
    if (split) other_camera_.move_to({other_boxes_.map.left, camera_.corner().y});
}

bool Stage::any_card() const {
    bool any = false;
    for_each_shown(view_, [&](Layer, const LayerDrawing& drawing) { any = any || drawing.card.draw; });
    return any;
}

void Stage::place_cards(Scene& main) {
    const float unit = main.unit();
    const sf::FloatRect& column = boxes_.column;
    float y = column.top;
    const auto stack = [&](float height) {
        if (height <= 0 || (y > column.top && y + height > column.top + column.height)) return sf::FloatRect{};
        const sf::FloatRect box{column.left, y, column.width, height};
        y += height + 12 * unit;
        return box;
    };
    boxes_.inspector = stack(inspector_.height(main));
    if (boxes_.inspector.width > 0 && inspector_.of_child() && !split()) {
        // A child takes the map's whole side: no slivers of the map about its card.
        boxes_.inspector = {column.left, boxes_.map.top, boxes_.map.left + boxes_.map.width - column.left,
                            column.top + column.height - boxes_.map.top};
        if (!docked()) boxes_.inspector.height = boxes_.map.height;
        y = boxes_.inspector.top + boxes_.inspector.height;
    }
    const bool ranked = !main.shows_schools() && !view_.clean && !split() && !docked();
    boxes_.country = ranked ? stack(country_.card_height(main)) : sf::FloatRect{};
    boxes_.cards.fill({});
    for_each_shown(view_, [&](Layer layer, const LayerDrawing& drawing) {
        if (drawing.card.draw) boxes_.cards[static_cast<std::size_t>(layer)] = stack(drawing.card.height(main));
    });
    // The funnel plot where it always stands, unless a long card needs its room.
    const float foot = column.top + column.height;
    boxes_.funnel = {column.left, foot - 310 * unit, column.width, 310 * unit};
    if (view_.clean || split() || docked() || y > boxes_.funnel.top) boxes_.funnel = {};
    boxes_.caption = caption_.place(main, view_.anonymise ? hidden_caption() : view_.caption);
}

const std::string& Stage::hidden_caption() {
    if (view_.caption != caption_read_) {
        caption_read_ = view_.caption;
        caption_hidden_ = without_names(view_.caption, *true_film_);
    }
    return caption_hidden_;
}

void Stage::advance(float seconds) {
    view_.seconds += seconds;
    if (film_) go_with_child();
    camera_.advance(seconds);
    if (!film_) return;
    const auto last = static_cast<float>(std::max(film_->months - 1, 0));
    if (view_.playing) {
        view_.time = std::min(view_.time + seconds * view_.speed, last);
        if (view_.time >= last) view_.playing = false;
    }
}

Scene Stage::scene_of(sf::RenderTarget& target, const Film& film, const Camera& camera, const Boxes& boxes) {
    Scene scene{canvas_, target, film, view_, camera, boxes, *arrangement_};
    scene.grown = std::pow(camera.zoom(), 0.45f);
    scene.shift_share = std::pow(camera.zoom(), -0.55f);
    NearSchools& near = &film == other_.get() ? other_near_ : near_;
    near.look(film, camera, boxes.map, *arrangement_, scene.shift_share);
    scene.near = near.rows();
    scene.detail = near.detail();
    scene.shrunk = split() ? half_the_room : 1.0f;
    scene.crowding = near.crowding() * scene.shrunk;
    scene.fresh_from = fresh_from_;
    scene.fresh = std::clamp((view_.seconds - fresh_since_) / fade_seconds, 0.0f, 1.0f);
    const int last = std::max(film.months - 1, 0);
    scene.month = std::clamp(static_cast<int>(view_.time), 0, last);
    scene.fraction = scene.month == last ? 0.0f : std::clamp(view_.time - static_cast<float>(scene.month), 0.0f, 1.0f);
    scene.ground = ground_colouring(view_);
    scene.child = child_in(film);
    scene.against = &film == film_.get() || !other_ || !(split() || differences_) ? nullptr : film_.get();
    if (split()) scene.named_areas = areas_named_, scene.changes = held_ ? nullptr : difference_.get();
    return scene;
}

/// At the foot of the map: those short of a place in areas that are not named (`rest`), whose children are on show
/// where the rest is of many runs, and what a viewer would look for in vain.
Phrase Stage::words_of_the_map(const Scene& scene, bool children, const Phrase& rest, bool brief) const {
    const std::string_view keys = !view_.hint       ? ""
                                  : view_.anonymise ? "H shows the keys, A school names. "
                                                    : "H shows the keys. ";
    const Phrase whose =
        children && scene.film.replicates > 1 ? Phrase("Children: run 1 of {}. ", scene.film.replicates) : Phrase("");
    bool along_roads = false;
    for_each_shown(view_,
                   [&](Layer, const LayerDrawing& drawing) { along_roads = along_roads || drawing.along_roads; });
    const bool schools = scene.film.schools.empty(), roads = scene.film.roads.empty() && along_roads;
    const std::string_view lacks = schools && roads  ? "This map has neither schools nor roads."
                                   : schools         ? "This map has no schools."
                                   : roads && !brief ? "This map has no roads: children move in straight lines."
                                                     : "";
    return Phrase("{}{}{}{}", keys, rest.view(), whose.view(), lacks);
}

/// Room for words there, over no school or swarm; where they must stand, over those, too. Without width: there is none.
sf::FloatRect Stage::place_at_foot(const Scene& scene, LabelSpace& labels, const Phrase& words, bool must) {
    const float unit = scene.unit(), width = canvas_.width(words, 20);
    const sf::FloatRect& box = scene.boxes.map;
    const float foot = box.top + box.height - (view_.clean ? 0 : scene.boxes.legend.height);
    if (words.view().empty() || width + 40 * unit > box.width || foot - box.top < 120 * unit)
        return {};  // a picture of next to nothing
    const auto beneath_caption = [&](sf::FloatRect at) {
        if (boxes_.caption.intersects(at)) at.top = boxes_.caption.top - 38 * unit;
        return at;
    };
    // Two maps have their cards on the left, a caption may stand at the foot.
    const sf::FloatRect usual =
        beneath_caption({split() ? box.left + box.width - width - 24 * unit : box.left + 24 * unit, foot - 44 * unit,
                         width, 30 * unit});
    const float step = (split() ? -32 : 32) * unit;
    for (const float top : {usual.top, box.top + (split() ? 78 : 14) * unit, usual.top - 38 * unit})
        for (sf::FloatRect at{usual.left, top, width, usual.height};
             at.left > box.left + 8 * unit && at.left + width < box.left + box.width - 8 * unit; at.left += step) {
            const sf::FloatRect about{at.left - 6 * unit, at.top - 2 * unit, at.width + 12 * unit, at.height};
            if (!labels.touches_shape(about) && !labels.touches_words(about)) return at;
        }
    return must ? usual : sf::FloatRect{};
}

/// A texture as large as the picture. Made anew each time: one painted before keeps the state of whoever drew last, and
/// stays blank.
void Stage::make_blank(const Scene& scene, sf::RenderTexture& ground) {
    const Canvas::Drawing drawing(canvas_);
    if (!ground.create(std::max(scene.target.getSize().x, 1u), std::max(scene.target.getSize().y, 1u)))
        throw MachineError("the display cannot hold a picture of this size: make the window smaller");
    ground.clear(view_.theme->beyond);
}

/// Lays the ground under the map, painted anew only where it would look different.
void Stage::paint_ground(Scene& scene, sf::RenderTexture& ground, Camera& painted, GroundValues& values) {
    const bool other_values = values.renew(scene);
    const bool stale = repaint_ || other_values || !painted.same_as(scene.camera) || painted_theme_ != view_.theme ||
                       painted_layers_ != view_.layers || painted_month_ != ground_month(scene) ||
                       ground.getSize() != scene.target.getSize();
    if (stale) {
        make_blank(scene, ground);
        Scene still = scene_of(ground, scene.film, scene.camera, scene.boxes);
        still.ground_values = values.by_zone();
        still.short_rates = scene.short_rates;
        still.land = &land_;
        draw_ground(still);
        canvas_.flush(ground);
        const Canvas::Drawing drawing(canvas_);
        ground.display();
        painted = scene.camera;
    }
    const Canvas::Drawing drawing(canvas_);
    clip(scene.target, &scene.boxes.map);
    sf::Sprite sprite(ground.getTexture());
    const sf::IntRect part(static_cast<int>(scene.boxes.map.left), static_cast<int>(scene.boxes.map.top),
                           static_cast<int>(std::ceil(scene.boxes.map.width)),
                           static_cast<int>(std::ceil(scene.boxes.map.height)));
    sprite.setTextureRect(part);
    sprite.setPosition(static_cast<float>(part.left), static_cast<float>(part.top));
    scene.target.draw(sprite, sf::RenderStates(sf::BlendNone));  // opaque: half the cost where the processor draws
    clip(scene.target, nullptr);
}

/// No words of the map where panels and cards stand.
void Stage::block_panels(Scene& scene, LabelSpace& labels) {
    labels.begin(scene.boxes.map, scene.unit());
    if (!view_.clean) labels.block(scene.boxes.legend);
    if (split()) labels.block({scene.boxes.map.left, scene.boxes.map.top, scene.boxes.map.width, 70 * scene.unit()});
    const auto block = [&](const sf::FloatRect& box) {
        if (box.width > 0) labels.block(box);
    };
    for (const sf::FloatRect& box : {boxes_.funnel, boxes_.inspector, boxes_.country, boxes_.caption, boxes_.search})
        block(box);
    for (const sf::FloatRect& card : boxes_.cards) block(card);
}

void Stage::draw_schools_and_children(Scene& scene, Dots& dots, LabelSpace& labels) {
    LayerScene map{scene, dots, labels};
    bool children = false;
    for_each_shown(view_, [&](Layer, const LayerDrawing& drawing) {
        if (drawing.beneath) drawing.beneath(map);
        children = children || drawing.children;
    });
    if (scene.detail < Detail::children) children = false;
    if (scene.of_country()) scene.swarms = swarms_apart(scene);
    draw_home_area(scene);
    const bool with_overlay = docked() && &scene.boxes == &boxes_;
    if (with_overlay && overlay_.beneath_schools) overlay_.beneath_schools(scene);
    dots.prepare(scene.film, scene.month, scene.next_month());
    for_each_shown(view_, [&](Layer, const LayerDrawing& drawing) {
        if (drawing.draw) drawing.draw(map);
    });
    if (children) dots.draw(scene);
    clip(scene.target, &scene.boxes.map);  // words and swarms stand above the children
    canvas_.flush(scene.target);
    clip(scene.target, nullptr);
    for_each_shown(view_, [&](Layer, const LayerDrawing& drawing) {
        if (drawing.above) drawing.above(map);
    });
    if (with_overlay && overlay_.beneath_words) overlay_.beneath_words(scene);
    // The foot's room is kept first: those who are not named are known last. Where all of it finds none, less is said.
    const Phrase most_rest = dots.words_of_the_rest(scene, true);
    sf::FloatRect foot = place_at_foot(scene, labels, words_of_the_map(scene, children, most_rest, false), false);
    const bool brief = foot.width <= 0;
    if (brief) foot = place_at_foot(scene, labels, words_of_the_map(scene, children, most_rest, true), true);
    if (foot.width > 0) labels.block(foot);
    dots.draw_followed(scene, labels);
    if (!split()) draw_new_places(scene, labels);
    // What the view is about finds room first: a school that is on show, counts of children, then schools by name. One
    // that is pointed at moves no counts.
    const bool counts = view_.shows(Layer::shortfall), asked = view_.school.has_value();
    if (!counts || asked) draw_school_names(scene, labels, counts ? SchoolNames::asked : SchoolNames::all);
    dots.draw_area_names(scene, labels);
    if (split()) draw_new_places(scene, labels);  // the same areas are named on both maps
    if (counts) draw_school_names(scene, labels, asked ? SchoolNames::magnets : SchoolNames::all);
    if (foot.width > 0)
        tell_of_the_map(scene, foot, words_of_the_map(scene, children, dots.words_of_the_rest(scene, false), brief));
}

void Stage::tell_of_the_map(Scene& scene, const sf::FloatRect& room, const Phrase& words) {
    if (words.view().empty()) return;
    const float unit = scene.unit(), width = canvas_.width(words, 20);
    const float left = split() ? room.left + room.width - width : room.left;
    canvas_.panel({left - 6 * unit, room.top - 2 * unit, width + 12 * unit, room.height}, 6 * unit,
                  with_alpha(view_.theme->map_ground, 0.72f), sf::Color::Transparent);
    canvas_.text(words, {left, room.top}, 20, view_.theme->quiet);
}

void Stage::draw_map(Scene& scene, Dots& dots, Country& country, sf::RenderTexture& ground, Camera& painted,
                     GroundValues& values, LabelSpace& labels) {
    if (!scene.shows_schools()) look_at_country(scene, country);
    paint_ground(scene, ground, painted, values);
    block_panels(scene, labels);
    if (scene.shows_schools())
        draw_schools_and_children(scene, dots, labels);
    else
        country.draw(scene, labels);
    clip(scene.target, &scene.boxes.map);
    canvas_.flush(scene.target);
    clip(scene.target, nullptr);
}

void Stage::look_at_country(Scene& scene, Country& country) {
    country.count(scene);
    scene.short_rates = country.rates(), scene.country_places = country.places();
}

/// What stands around the map, the cards in its column and what lies over all of it.
void Stage::draw_panels(Scene& main) {
    draw_header(main, split() ? other_.get() : nullptr);
    const auto numbers = docked() ? draw_short_numbers : draw_numbers;
    if (split() || differences_) {
        Scene of_b = scene_of(main.target, *other_, other_camera_, other_boxes_);
        numbers(of_b, film_.get(), true);
    } else {
        numbers(main, past_ ? past_.get() : nullptr, false);
    }
    // The numbers are B's, so its openings too.
    draw_timeline(main, split() ? other_->flags : main.film.flags, split() || differences_ ? "Flags: B's" : "");
    if (!view_.clean) draw_legend(main);
    draw_cards(main);
    if (view_.searching) draw_search(main);
    if (view_.opening) draw_typed_path(main);
    canvas_.flush(main.target);
    boxes_.overlay = docked() ? overlay_.draw(main) : sf::FloatRect{};
    canvas_.flush(main.target);
    if (view_.help) draw_help(main);
    canvas_.flush(main.target);
}

void Stage::draw_cards(Scene& main) {
    if (boxes_.funnel.width > 0) {
        if (differences_)
            draw_changes_card(main);
        else
            funnel_.draw(main);
    }
    canvas_.flush(main.target);
    for_each_shown(view_, [&](Layer layer, const LayerDrawing& drawing) {
        const sf::FloatRect& box = boxes_.cards[static_cast<std::size_t>(layer)];
        if (box.width > 0) drawing.card.draw(main, box);
    });
    if (boxes_.country.width > 0) country_.draw_card(main, boxes_.country);
    inspector_.draw(main);
    caption_.draw(main);
    canvas_.flush(main.target);
}

void Stage::draw(sf::RenderTarget& target) {
    const double began = thread_seconds();
    const float extra = std::min(1.0f, (static_cast<float>(width_) / 1920) / (static_cast<float>(height_) / 1080));
    canvas_.begin(static_cast<float>(height_), view_.scale * extra);
    target.clear(view_.theme->background);
    if (!film_) {
        canvas_.text(view_.caption, {static_cast<float>(width_) / 2, static_cast<float>(height_) / 2}, 32,
                     view_.theme->text, Align::centre);
        canvas_.flush(target);
        return;
    }
    hide_or_show_names();
    if (laid_out_clean_ != view_.clean || (view_.clean && laid_out_cards_ != any_card()) ||
        laid_out_scale_ != view_.scale || laid_out_docked_ != docked() || !arrangement_)
        lay_out();
    const Film& shown = film_now();
    dots_.set_film_unless_set(shown, paths_.get());

    // Two maps of thousands of schools look alike: what differs is found once and stands out.
    if (split() && !held_ && !difference_ && arrangement_->reach.empty()) difference_ = difference_of(*film_, *other_);
    choose_areas();
    Scene main = scene_of(target, shown, camera_, boxes_);
    if (docked() && overlay_.finding) main.finding = overlay_.finding(main);
    main.pulled = overlay_.changes && overlay_.changes();
    if (!main.finding.view().empty() && past_) main.named_areas = areas_named_;
    look_up();
    if (!main.shows_schools()) look_at_country(main, country_);
    place_cards(main);
    main.place_named = inspector_.place_named();
    draw_map(main, dots_, country_, ground_, painted_, values_, labels_);
    main.short_in_area = main.shows_schools() ? dots_.short_in_area() : country_.short_in_area();
    main.changing_school = dots_.changing_school();
    main.entering_special = dots_.entering_special();
    if (split()) {
        // One camera for both: B's looks at the same metres.
        other_camera_ = camera_;
        other_camera_.move_to({other_boxes_.map.left, camera_.corner().y});
        Scene other = scene_of(target, *other_, other_camera_, other_boxes_);
        other.short_beside = main.short_in_area;
        draw_other_map(main, other);
        main.short_beside = other_dots_.short_in_area();
    }
    painted_layers_ = view_.layers;
    painted_theme_ = view_.theme;
    painted_month_ = ground_month(main);
    repaint_ = false;
    draw_panels(main);

    const double all = (thread_seconds() - began) * 1000;
    draw_ms_ = canvas_.draw_seconds() * 1000;
    build_ms_ = all - draw_ms_;
}

}  // namespace sendscape
