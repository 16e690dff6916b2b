// SPDX-License-Identifier: MIT
#include "maps/picture/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <memory>
#include <tuple>

#include "maps/picture/canvas.h"
#include "maps/picture/marks.h"
#include "sim/core/error.h"
#include "sim/files/sealed_file.h"

namespace sendscape {

namespace {

struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

class Picture {
  public:
    Picture(const Map& map, const PictureOptions& options, Canvas& canvas)
        : map_(map), options_(options), canvas_(canvas), theme_(picture_theme(options.light)) {
        unit_ = std::max(0.3, std::min(options.width / 1600.0, options.height / 1200.0));
        marks_ = options.marks.size() == map.schools.size() ? options.marks : census_marks(map);
        frame_ = {28 * unit_, 118 * unit_, options.width - 392 * unit_, options.height - 64 * unit_};
        fit();
    }

    void draw() {
        canvas_.clip(frame_.left, frame_.top, frame_.right - frame_.left, frame_.bottom - frame_.top);
        draw_land();
        draw_roads();
        draw_borders();
        draw_schools();
        label_areas();
        label_schools();
        canvas_.unclip();
        draw_title();
        draw_legend();
        draw_scale_bar();
    }

  private:
    /// Chooses the scale: the area whole, with a margin for what lies over its border.
    void fit() {
        double low_x = std::numeric_limits<double>::max(), low_y = low_x, high_x = -low_x, high_y = -low_x;
        const auto take = [&](double x, double y) {
            low_x = std::min(low_x, x);
            low_y = std::min(low_y, y);
            high_x = std::max(high_x, x);
            high_y = std::max(high_y, y);
        };
        for (const Area& area : map_.areas)
            for (const auto& ring : area.outline)
                for (const auto& [x, y] : ring) take(x, y);
        for (const Authority& authority : map_.authorities)
            if (authority.in_area)
                for (const auto& ring : authority.outline)
                    for (const auto& [x, y] : ring) take(x, y);
        for (const School& school : map_.schools)
            if (school.in_area) take(school.x, school.y);
        for (const Zone& zone : map_.zones)
            if (zone.area.exists()) take(zone.x, zone.y);
        if (low_x > high_x) low_x = low_y = 0, high_x = high_y = 1000;
        const double wide = frame_.right - frame_.left;
        const double tall = frame_.bottom - frame_.top;
        const double across = std::max(500.0, high_x - low_x);
        const double along = std::max(500.0, high_y - low_y);
        scale_ = std::min(wide / across, tall / along) * 0.93;
        middle_x_ = (low_x + high_x) / 2;
        middle_y_ = (low_y + high_y) / 2;
        // Discs shrink where schools are many: two hundred of them leave room for a thousand pupils at 13 pixels.
        const auto inside = static_cast<double>(
            std::count_if(map_.schools.begin(), map_.schools.end(), [](const School& s) { return s.in_area; }));
        crowding_ = std::clamp(std::sqrt(1200.0 / std::max(1.0, inside)), 0.3, 1.0);
        disc_of_thousand_ = 13.0 * unit_ * std::clamp(std::sqrt(200.0 / std::max(1.0, inside)), 0.12, 1.25);
    }
    double px(double x) const { return (frame_.left + frame_.right) / 2 + (x - middle_x_) * scale_; }
    double py(double y) const { return (frame_.top + frame_.bottom) / 2 - (y - middle_y_) * scale_; }
    bool in_frame(double x, double y, double margin = 0) const {
        return x >= frame_.left - margin && x <= frame_.right + margin && y >= frame_.top - margin &&
               y <= frame_.bottom + margin;
    }
    int roll_of(std::size_t s) const { return marks_[s].roll >= 0 ? marks_[s].roll : map_.schools[s].roll; }
    double radius_of(int roll) const {
        return std::max(2.4 * unit_ * crowding_, disc_of_thousand_ * std::sqrt(std::max(20, roll) / 1000.0));
    }
    TextStyle style(double size, bool bold = false, Anchor anchor = Anchor::start) const {
        TextStyle out;
        out.size = size * unit_;
        out.bold = bold;
        out.anchor = anchor;
        out.colour = theme_.words;
        return out;
    }

    std::vector<Canvas::Path> paths_of(const Outline& outline) const {
        std::vector<Canvas::Path> rings;
        for (const auto& ring : outline) {
            Canvas::Path path;
            for (const auto& [x, y] : ring) path.emplace_back(px(x), py(y));
            rings.push_back(std::move(path));
        }
        return rings;
    }

    void draw_land() {
        for (const Area& area : map_.areas)
            if (!area.outline.empty()) canvas_.shape(paths_of(area.outline), theme_.land, ink(0, 0), 0);
        // Built-up ground is known of an invented county; of a real one the radius of a zone is too rough a picture.
        if (!map_.synthetic) return;
        for (const Zone& zone : map_.zones) {
            const double x = px(zone.x);
            const double y = py(zone.y);
            const double radius = std::min(zone.radius_m, 900) * scale_ * 1.15;
            if (in_frame(x, y, radius) && radius > 1.5)
                canvas_.disc(x, y, radius, mixed(theme_.built, theme_.paper, zone.area.exists() ? 0 : 0.35), ink(0, 0),
                             0);
        }
    }
    void draw_borders() {
        for (const Authority& authority : map_.authorities)
            if (!authority.in_area && !authority.outline.empty())
                canvas_.shape(paths_of(authority.outline), ink(0, 0), theme_.border, 0.8 * unit_);
        for (const Area& area : map_.areas)
            if (!area.outline.empty()) canvas_.shape(paths_of(area.outline), ink(0, 0), theme_.border, 1.3 * unit_);
        for (const Authority& authority : map_.authorities)
            if (authority.in_area && !authority.outline.empty())
                canvas_.shape(paths_of(authority.outline), ink(0, 0), theme_.quiet_words, 2.2 * unit_);
    }

    void draw_roads() {
        const RoadNetwork& roads = map_.roads;
        // Streets, through roads, main roads, by free-flow speed in m/s.
        struct RoadKind {
            double from, width, strength;
        };
        const std::array<RoadKind, 3> kinds{{{0, 0.5, 0.75}, {9, 0.9, 0.9}, {16, 1.9, 1}}};
        const std::size_t first_kind = canvas_.wordy() || scale_ < 0.008 ? 1 : 0;
        for (std::size_t kind = first_kind; kind < kinds.size(); ++kind) {
            std::vector<Canvas::Path> lines;
            for (std::uint32_t node = 0; node < roads.nodes(); ++node) {
                for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc) {
                    const std::uint32_t head = roads.head[arc];
                    const double speed = roads.seconds[arc] > 0 ? roads.metres[arc] / roads.seconds[arc] : 0;
                    const double below = kind + 1 < kinds.size() ? kinds[kind + 1].from : 1e9;
                    if (speed < kinds[kind].from || speed >= below || head < node) continue;
                    const double x = px(roads.x[node]);
                    const double y = py(roads.y[node]);
                    const double to_x = px(roads.x[head]);
                    const double to_y = py(roads.y[head]);
                    if (in_frame(x, y) || in_frame(to_x, to_y)) lines.push_back({{x, y}, {to_x, to_y}});
                }
            }
            canvas_.lines(lines, mixed(theme_.land, theme_.road, kinds[kind].strength),
                          kinds[kind].width * unit_ * (scale_ > 0.05 ? 1.7 : 1.0));
        }
    }

    void draw_schools() {
        // Large first, so that small ones stay visible; halo schools under all.
        std::vector<std::size_t> order;
        for (std::size_t s = 0; s < map_.schools.size(); ++s)
            if (marks_[s].drawn && in_frame(px(map_.schools[s].x), py(map_.schools[s].y), 20 * unit_))
                order.push_back(s);
        const auto rank = [&](std::size_t s) {
            const School& school = map_.schools[s];
            const int layer = !school.in_area ? 0 : school.setting == Setting::mainstream ? 1 : 2;
            return std::tuple{layer, -roll_of(s), s};
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        for (const std::size_t s : order) {
            const School& school = map_.schools[s];
            const SchoolMark& mark = marks_[s];
            const double x = px(school.x);
            const double y = py(school.y);
            if (!school.in_area) {  // there, and not measured
                canvas_.begin_named(fmt::format("{}: a neighbour's, not measured", school.name));
                canvas_.disc(x, y, 2.6 * unit_, mixed(theme_.paper, theme_.other, 0.45), ink(0, 0), 0);
                canvas_.end_named();
                continue;
            }
            const double radius = radius_of(roll_of(s));
            canvas_.begin_named(
                school.setting == Setting::mainstream
                    ? fmt::format("{}: {} pupils, {:.1f} times the plans expected", school.name, roll_of(s),
                                  mark.observed_over_expected)
                    : fmt::format("{}: {}, {} pupils{}", school.name, label(school.setting).words, roll_of(s),
                                  mark.fill > 0 ? fmt::format(", {:.0f}% of places", mark.fill * 100) : ""));
            draw_school(canvas_, theme_, school, mark, x, y, radius, crowding_);
            canvas_.end_named();
            if (radius > 5.5 * unit_)
                discs_.push_back({x - radius * 0.8, y - radius * 0.8, x + radius * 0.8, y + radius * 0.8});
        }
    }

    void label_areas() {
        if (map_.areas.size() > 60) return;
        for (std::size_t a = 0; a < map_.areas.size(); ++a) {
            const Area& area = map_.areas[a];
            std::string words;
            for (const char c : area.name)
                words.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
            TextStyle label = style(15, true, Anchor::middle);
            label.colour = theme_.quiet_words;
            label.spacing = 2.2 * unit_;
            label.outline = 3 * unit_;
            label.outline_colour = theme_.land;
            const int short_of = a < options_.shortfall_by_area.size() ? options_.shortfall_by_area[a] : 0;
            const double height = short_of > 0 ? 50 * unit_ : 20 * unit_;
            const double width = text_width(words, label.size, true, label.spacing);
            // The centre if it is clear of schools, else the clearest spot near it.
            double best_x = px(area.x), best_y = py(area.y), least = 1e9;
            for (int ring = 0; ring <= 7; ++ring) {
                for (int step = 0; step < (ring == 0 ? 1 : 12); ++step) {
                    const double angle = step * 0.5236;
                    const double x = px(area.x) + ring * 26 * unit_ * std::cos(angle);
                    const double y = py(area.y) + ring * 18 * unit_ * std::sin(angle);
                    const Box box{x - width / 2, y - 14 * unit_, x + width / 2, y - 14 * unit_ + height};
                    const double cost = clutter(box) * 3 + ring;
                    if (cost < least) {
                        least = cost;
                        best_x = x;
                        best_y = y;
                    }
                }
            }
            canvas_.text(best_x, best_y, words, label);
            taken_.push_back(
                {best_x - width / 2, best_y - 14 * unit_, best_x + width / 2, best_y - 14 * unit_ + height});
            if (short_of > 0) draw_shortfall(best_x, best_y + 10 * unit_, short_of);
        }
    }

    void draw_shortfall(double x, double y, int children) {
        const std::string words = fmt::format("{} short of places", children);
        TextStyle label = style(15, true, Anchor::middle);
        const double half = text_width(words, label.size, true) / 2 + 10 * unit_;
        Canvas::Path pill = half_disc(x + half - 4 * unit_, y + 12 * unit_, 13 * unit_);
        for (const auto& [px_, py_] : half_disc(0, 0, 13 * unit_))
            pill.emplace_back(x - half + 4 * unit_ - px_, y + 12 * unit_ - py_);
        canvas_.shape({pill}, theme_.warning, theme_.outline, 1.5 * unit_);
        canvas_.text(x, y + 17 * unit_, words, label);
    }

    double clutter(const Box& box) const {
        double cost = 0;
        if (box.left < frame_.left || box.right > frame_.right || box.top < frame_.top || box.bottom > frame_.bottom)
            cost += 20;
        for (const Box& other : taken_)
            if (box.meets(other)) cost += 10;
        for (const Box& disc : discs_)
            if (box.meets(disc)) cost += 1;
        return cost;
    }

    /// Magnets and special schools get their names, largest first, where they fit without hiding another.
    void label_schools() {
        std::vector<std::size_t> magnets, special;
        for (std::size_t s = 0; s < map_.schools.size(); ++s) {
            const School& school = map_.schools[s];
            if (!school.in_area || !marks_[s].drawn) continue;
            if (marks_[s].magnet) magnets.push_back(s);
            if (is_special(school.setting)) special.push_back(s);
        }
        const auto larger = [&](std::size_t a, std::size_t b) {
            return std::pair{-roll_of(a), a} < std::pair{-roll_of(b), b};
        };
        std::sort(magnets.begin(), magnets.end(), [&](std::size_t a, std::size_t b) {
            return std::pair{-marks_[a].observed_over_expected, a} < std::pair{-marks_[b].observed_over_expected, b};
        });
        std::sort(special.begin(), special.end(), larger);
        if (magnets.size() > 60) magnets.clear();
        if (magnets.size() > 16) magnets.resize(16);
        if (special.size() > 30) special.clear();
        for (const std::size_t s : magnets) label_school(s, mixed(theme_.above, theme_.words, 0.35), 13, true, true);
        for (const std::size_t s : special)
            label_school(s, mixed(theme_.special, theme_.words, 0.15), 12, false, false);
    }

    void label_school(std::size_t s, const Ink& colour, double size, bool bold, bool insist) {
        const School& school = map_.schools[s];
        std::string words = school.name.substr(0, school.name.find(", "));
        for (const char* ending : {" Primary School", " Primary Academy", " School", " Academy"}) {
            const std::string tail(ending);
            if (words.size() > tail.size() + 4 && words.compare(words.size() - tail.size(), tail.size(), tail) == 0) {
                words.resize(words.size() - tail.size());
                break;
            }
        }
        TextStyle label = style(size, bold);
        label.colour = colour;
        label.outline = 2.6 * unit_;
        label.outline_colour = theme_.land;
        const double width = text_width(words, label.size, bold);
        const double x = px(school.x);
        const double y = py(school.y);
        const double away = radius_of(roll_of(s)) * (is_special(school.setting) ? 1.5 : 1.0) + 5 * unit_;
        const double tall = label.size;
        struct Spot {
            double dx, dy;
        };
        const std::array<Spot, 8> spots{{{away, tall * 0.35},
                                         {-away - width, tall * 0.35},
                                         {-width / 2, -away},
                                         {-width / 2, away + tall * 0.75},
                                         {away * 0.7, -away * 0.7},
                                         {away * 0.7, away * 0.7 + tall * 0.7},
                                         {-away * 0.7 - width, -away * 0.7},
                                         {-away * 0.7 - width, away * 0.7 + tall * 0.7}}};
        const Spot* best = nullptr;
        double least = insist ? 9.5 : 4.5;
        for (const Spot& spot : spots) {
            const Box box{x + spot.dx - 2, y + spot.dy - tall, x + spot.dx + width + 2, y + spot.dy + tall * 0.3};
            const double cost = clutter(box);
            if (cost < least) {
                least = cost;
                best = &spot;
            }
        }
        if (best == nullptr) return;
        taken_.push_back({x + best->dx - 2, y + best->dy - tall, x + best->dx + width + 2, y + best->dy + tall * 0.3});
        canvas_.text(x + best->dx, y + best->dy, words, label);
    }

    void draw_title() {
        const std::string title = options_.title.empty() ? map_.name : options_.title;
        canvas_.text(28 * unit_, 56 * unit_, title, style(36, true));
        TextStyle below = style(19);
        below.colour = theme_.quiet_words;
        const std::string words = options_.subtitle.empty()
                                      ? fmt::format("Children with plans in its schools, {}", long_name(map_.census))
                                      : options_.subtitle;
        canvas_.text(28 * unit_, 90 * unit_, words, below);
    }

    void draw_legend() {
        const double left = options_.width - 366 * unit_;
        double y = 142 * unit_;
        const auto heading = [&](const std::string& words) {
            canvas_.text(left, y, words, style(17, true));
            y += 26 * unit_;
        };
        const auto note = [&](const std::string& words) {
            TextStyle small = style(14);
            small.colour = theme_.quiet_words;
            canvas_.text(left, y, words, small);
            y += 20 * unit_;
        };
        heading("Plans against expectation");
        note("children with a plan, over those expected");
        note("for a mainstream school of its size");
        y += 4 * unit_;
        const double width = 290 * unit_;
        constexpr int pieces = 40;
        for (int i = 0; i < pieces; ++i) {
            const double ratio = std::exp2(-1.0 + 2.0 * (i + 0.5) / pieces);
            const double x = left + width * i / pieces;
            const double right = left + width * (i + 1) / pieces + 0.5;
            canvas_.shape({{{x, y}, {right, y}, {right, y + 16 * unit_}, {x, y + 16 * unit_}}},
                          ratio_colour(theme_, ratio, i < 4 || i >= pieces - 4), ink(0, 0), 0);
        }
        y += 36 * unit_;
        TextStyle tick = style(14);
        canvas_.text(left, y, "half", tick);
        tick.anchor = Anchor::middle;
        canvas_.text(left + width / 2, y, "as expected", tick);
        tick.anchor = Anchor::end;
        canvas_.text(left + width, y, "twice", tick);
        y += 24 * unit_;
        note("Strong colour: beyond the 99.8% funnel limits.");
        note("Magnets (above the limits) carry their names.");
        y += 18 * unit_;

        heading("Pupils on roll");
        const std::array<int, 3> rolls{100, 400, 1200};
        double x = left + 16 * unit_;
        for (const int roll : rolls) {
            const double radius = radius_of(roll);
            canvas_.disc(x, y + 12 * unit_, radius, theme_.middle, theme_.outline, 1);
            canvas_.text(x + radius + 8 * unit_, y + 17 * unit_, fmt::format("{}", roll), style(14));
            x += radius * 2 + 74 * unit_;
        }
        y += 62 * unit_;

        heading("Schools");
        const double line = 31 * unit_;
        const auto entry = [&](const std::string& words, auto&& shape) {
            shape(left + 14 * unit_, y - 5 * unit_);
            canvas_.text(left + 38 * unit_, y, words, style(15));
            y += line;
        };
        const auto sample = [&](Setting setting, double fill, int base) {
            return [this, setting, fill, base](double at_x, double at_y) {
                School school;
                school.setting = setting;
                school.base_places[0] = base;
                SchoolMark mark;
                mark.fill = fill;
                draw_school(canvas_, theme_, school, mark, at_x, at_y, 7.5 * unit_);
            };
        };
        entry("Mainstream", sample(Setting::mainstream, 0, 0));
        entry("with a resourced provision or unit", sample(Setting::mainstream, 0, 10));
        entry("State special", sample(Setting::state_special, 0.9, 0));
        entry("over its places", sample(Setting::state_special, 1.1, 0));
        entry("Independent or non-maintained special", sample(Setting::independent_special, 0.9, 0));
        entry("Alternative provision", sample(Setting::alternative_provision, 0.9, 0));
        entry("Independent mainstream", sample(Setting::independent_mainstream, 0.9, 0));
        if (std::any_of(map_.schools.begin(), map_.schools.end(), [](const School& s) { return !s.in_area; }))
            note("Small and grey: over the border, not measured.");
        y += 14 * unit_;

        TextStyle small = style(13);
        small.colour = theme_.quiet_words;
        double foot = options_.height - 60 * unit_;
        if (!map_.roads.empty() && !map_.synthetic) {
            canvas_.text(left, foot - 18 * unit_, "Roads: OpenStreetMap contributors", small);
        }
        canvas_.text(left, foot,
                     map_.synthetic ? "An invented county. All children are simulated." : "All children are simulated.",
                     small);
    }

    void draw_scale_bar() {
        double km = 1;
        for (const double candidate : {0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0})
            if (candidate * 1000 * scale_ <= 190 * unit_) km = candidate;
        const double left = frame_.left + 8 * unit_;
        const double y = options_.height - 30 * unit_;
        const double right = left + km * 1000 * scale_;
        canvas_.lines({{{left, y - 6 * unit_}, {left, y}, {right, y}, {right, y - 6 * unit_}}}, theme_.words,
                      1.6 * unit_);
        canvas_.text(right + 10 * unit_, y + 1 * unit_, fmt::format("{:g} km", km), style(15));
    }

    const Map& map_;
    const PictureOptions& options_;
    Canvas& canvas_;
    PictureTheme theme_;
    double unit_ = 1;
    std::vector<SchoolMark> marks_;
    Box frame_;
    double scale_ = 1, middle_x_ = 0, middle_y_ = 0, disc_of_thousand_ = 10, crowding_ = 1;
    std::vector<Box> taken_, discs_;
};

}  // namespace

void draw_map(const Map& map, const PictureOptions& options, const std::filesystem::path& path) {
    std::string kind = path.extension().string();
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (kind != ".png" && kind != ".svg")
        throw InputError(
            fmt::format("cannot draw '{}': the name must end in .png or .svg, not '{}'", path.string(), kind));
    if (options.width < 100 || options.height < 100 || options.width > 16'000 || options.height > 16'000)
        throw InputError(fmt::format("a picture of {} x {} pixels cannot be drawn: allowed are 100 to 16,000 each way",
                                     options.width, options.height));
    const Ink paper = picture_theme(options.light).paper;
    const std::unique_ptr<Canvas> canvas =
        kind == ".png"
            ? make_png_canvas(options.width, options.height, paper)
            : make_svg_canvas(options.width, options.height, paper, options.title.empty() ? map.name : options.title);
    Picture(map, options, *canvas).draw();
    write_file(path, canvas->finish(), true);
}

}  // namespace sendscape
