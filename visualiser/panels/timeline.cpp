// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

/// What happens, in the fewest words: by ChangeKind, empty where there are none.
constexpr std::array<std::string_view, change_kind_count> fewest_words{
    "", "New school", "A base opens", "More places", "A school closes", "A base closes", "", "", ""};

/// A flag's words, each shorter than the one before; none where there is nothing shorter.
std::array<std::string_view, 3> wordings(const Flag& flag) {
    const std::string_view whole = flag.label, first_part = whole.substr(0, whole.find(','));
    const std::string_view least = flag.count > 1 ? "" : fewest_words[static_cast<std::size_t>(flag.kind)];
    return {whole, first_part.size() < whole.size() ? first_part : std::string_view(),
            least.size() < whole.size() ? least : std::string_view()};
}

/// What happens in one month, counted, each wording shorter than the one before: "357 bases and 6 schools open". Empty
/// of one flag, and of two that are told each by itself.
std::array<Phrase, 3> told_together(const std::vector<Flag>& flags, std::size_t first, std::size_t last) {
    int bases = 0, schools = 0, others = 0;
    for (std::size_t i = first; i <= last; ++i)
        (flags[i].kind == ChangeKind::base_opens     ? bases
         : flags[i].kind == ChangeKind::school_opens ? schools
                                                     : others) += flags[i].count;
    const int kinds = (bases > 0) + (schools > 0) + (others > 0);
    if (first == last || (kinds > 1 && bases + schools + others == 2) || (bases == 0 && schools == 0)) return {};
    const auto counted = [](int count, const char* one, const char* many) {
        return Phrase("{} {}", count, count == 1 ? one : many);
    };
    const Phrase of_bases = counted(bases, "base", "bases"), of_schools = counted(schools, "school", "schools"),
                 all = counted(bases + schools, "opening", "openings");
    const Phrase open = bases == 0     ? Phrase("{} open", of_schools)
                        : schools == 0 ? Phrase("{} open", of_bases)
                                       : Phrase("{} and {} open", of_bases, of_schools);
    return {others > 0 ? Phrase("{}, {} more", open, others) : open, kinds == 1 ? Phrase() : all, Phrase()};
}

Phrase chip_words(const LayerRow& row) { return Phrase("{} {}", row.number(), row.words); }

constexpr float chip_size = 20, chip_high = 30;

/// What is on: each layer by its key and name.
void draw_chips(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const auto chips = layer_chips(scene);
    const float end = scene.boxes.timeline.left + scene.boxes.timeline.width - 4 * unit;
    for (std::size_t i = 0; i < layer_count; ++i) {
        if (chips[i].left + chips[i].width > end) break;
        const bool on = scene.view.shows(layer_rows[i].layer);
        if (on) scene.canvas.panel(chips[i], 6 * unit, with_alpha(theme.accent, 0.25f), with_alpha(theme.accent, 0.7f));
        scene.canvas.text(chip_words(layer_rows[i]), {chips[i].left + 12 * unit, chips[i].top + 2 * unit}, chip_size,
                          on ? theme.text : theme.quiet);
    }
}

}  // namespace

std::array<sf::FloatRect, layer_count> layer_chips(const Scene& scene) {
    std::array<sf::FloatRect, layer_count> chips;
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.timeline;
    float left = scene.boxes.track.left - 12 * unit;
    for (std::size_t i = 0; i < layer_count; ++i) {
        const float width = scene.canvas.width(chip_words(layer_rows[i]), chip_size) + 24 * unit;
        chips[i] = {left, box.top + box.height - (chip_high + 4) * unit, width, chip_high * unit};
        left += width + 6 * unit;
    }
    return chips;
}

float timeline_month(const Scene& scene, float x) {
    const sf::FloatRect& track = scene.boxes.track;
    const float share = std::clamp((x - track.left) / std::max(track.width, 1.0f), 0.0f, 1.0f);
    return std::min(share * static_cast<float>(std::max(scene.film.length() - 1, 0)),
                    static_cast<float>(std::max(scene.film.months - 1, 0)));
}

void draw_timeline(Scene& scene, const std::vector<Flag>& flags, std::string_view whose) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.timeline;
    const sf::FloatRect& track = scene.boxes.track;
    scene.canvas.rectangle(box, theme.background);
    const float y = track.top + track.height / 2;
    const float span = static_cast<float>(std::max(scene.film.length() - 1, 1));
    const float here = track.left + track.width * (static_cast<float>(scene.month) + scene.fraction) / span;

    // Play or pause.
    const sf::Vector2f button{box.left + 62 * unit, y};
    if (scene.view.playing) {
        scene.canvas.rectangle({button.x - 16 * unit, button.y - 20 * unit, 11 * unit, 40 * unit}, theme.text);
        scene.canvas.rectangle({button.x + 5 * unit, button.y - 20 * unit, 11 * unit, 40 * unit}, theme.text);
    } else {
        scene.canvas.triangle({button.x - 15 * unit, button.y - 20 * unit}, {button.x + 19 * unit, button.y},
                              {button.x - 15 * unit, button.y + 20 * unit}, theme.text);
    }
    scene.canvas.line({track.left, y}, {track.left + track.width, y}, 8 * unit, with_alpha(theme.accent, 0.35f));
    scene.canvas.line({track.left, y}, {here, y}, 8 * unit, theme.accent);

    const int first_year = scene.film.first.year();
    const int years = (scene.film.length() + 11) / 12;
    const int every =
        std::max(1, static_cast<int>(std::ceil(static_cast<float>(years) * 90 * unit / std::max(track.width, 1.0f))));
    for (int i = 0; i <= years; ++i) {
        const int month = Month(first_year + i, 1) - scene.film.first;
        if (month < 0 || month > scene.film.length() - 1) continue;
        const float x = track.left + track.width * static_cast<float>(month) / span;
        scene.canvas.line({x, y - 11 * unit}, {x, y + 11 * unit}, 2 * unit, theme.quiet);
        if (i % every == 0)
            scene.canvas.text(std::to_string(first_year + i), {x, y + 16 * unit}, 22, theme.quiet, Align::centre);
    }
    // Flags from the last to the first, in as many words as there is room for: on the lower line where they end before
    // the next pole, else on the upper, where only the poles of that line stand in the way; without room on either
    // no flag, but a mark. Of more than two in one month the first is told, and how many there are beside it.
    constexpr float text_size = 20;
    const float end_of_line = box.left + box.width - 12 * unit;
    float lower = end_of_line, upper = lower;  // where words on each line must end
    for (std::size_t i = flags.size(); i-- > 0;) {
        const Flag& flag = flags[i];
        std::size_t first = i;  // of its month
        while (first > 0 && flags[first - 1].month == flag.month) --first;
        std::size_t last = i;
        while (last + 1 < flags.size() && flags[last + 1].month == flag.month) ++last;
        const std::size_t others = last - first;
        const Phrase beside("and {} more", others);
        const std::array<Phrase, 3> together = told_together(flags, first, last);
        const bool as_one = !together[0].view().empty();
        if (as_one && i != last) continue;
        const bool crowd = others > 1 && !as_one;
        if (crowd && i != last && i != first) continue;
        const float x = track.left + track.width * static_cast<float>(flag.month) / span;
        const std::size_t next = as_one ? first : i;  // the flag before is the one before these
        const float before_x =
            next > 0 ? track.left + track.width * static_cast<float>(flags[next - 1].month) / span : -1e9f;
        std::string_view told;
        bool high = false;
        float from = x;
        using Wordings = std::array<std::string_view, 3>;
        const auto all_wordings = as_one ? Wordings{together[0].view(), together[1].view(), together[2].view()}
                                  : crowd && i == last ? Wordings{beside.view(), {}, {}}
                                                       : wordings(flag);
        for (const std::string_view words : all_wordings) {
            if (words.empty()) continue;
            const float width = scene.canvas.width(words, text_size);
            // At the end of the line words stand on the near side of their flag.
            const bool before = x + 20 * unit + width > end_of_line;
            from = before ? x - 12 * unit - width : x + 20 * unit;
            const float end = before ? x + 15 * unit : from + width;
            const bool room_low = end <= lower && (!before || from > before_x + 20 * unit);
            if ((!room_low && end > upper) || from <= box.left + 100 * unit) continue;
            told = words;
            high = !room_low;
            break;
        }
        const sf::Color colour = is_at_a_school(flag.kind) ? theme.special : theme.accent;
        if (told.empty()) {  // a flag without words would only be asked about: a mark on the line is all
            scene.canvas.line({x, y - 17 * unit}, {x, y}, 3 * unit, colour);
            lower = x - 18 * unit;
            continue;
        }
        const float top = y - (high ? 78 : 46) * unit;
        scene.canvas.line({x, top}, {x, y}, 2 * unit, colour);
        scene.canvas.triangle({x, top}, {x + 15 * unit, top + 8 * unit}, {x, top + 16 * unit}, colour);
        scene.canvas.text(told, {from, top - 8 * unit}, text_size, theme.text);
        lower = (high ? x : std::min(from, x)) - 18 * unit;
        if (high) upper = std::min(from, x) - 18 * unit;
    }
    if (!whose.empty())  // above the button: the flags of one of two runs
        scene.canvas.text(whose, {box.left + 12 * unit, y - 62 * unit}, text_size, theme.quiet);
    if (!scene.view.clean) draw_chips(scene);
    scene.canvas.disc({here, y}, 14 * unit, theme.text);
    if (scene.view.speed != 6 || scene.view.playing)
        scene.canvas.text(Phrase("{:.0f} months a second", scene.view.speed), {box.left + 36 * unit, y + 46 * unit}, 20,
                          theme.quiet);
}

}  // namespace sendscape
