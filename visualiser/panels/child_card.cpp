// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "agents/schools/schools.h"
#include "sim/output/trace.h"
#include "sim/studies/child_elsewhere.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

constexpr float card_top = 60, counter = 92, years = 66, card_pitch = 29, story_size = 21, small = 20, gap = 12;

/// Children are those of one run, whatever the rest of the map is of.
Phrase title_of_child(const Film& film, std::uint32_t row) {
    const std::uint32_t pupil = film.children[row].pupil;
    return film.replicates > 1 ? Phrase("Child {} of run 1 of {}", pupil, film.replicates)
                               : Phrase("Child {} (simulated)", pupil);
}

/// Without a record: one line for each change.
std::string story_of_stays(const Scene& scene, std::uint32_t row) {
    const FilmChild& child = scene.film.children[row];
    std::string words;
    const Stay* before = nullptr;
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = scene.film.stays[child.first_stay + i];
        if (stay.from > scene.month) break;
        const std::string when = stay.from == 0 ? "At the start" : long_name(scene.film.first + stay.from);
        const bool gone = stay.setting == Setting::gone, new_here = !before || before->setting == Setting::gone;
        if (gone) {
            if (!new_here) words += fmt::format("{}: no plan here any more.\n", when);
            before = &stay;
            continue;
        }
        std::string what;
        const auto add = [&](const std::string& part) { what += (what.empty() ? "" : "; ") + part; };
        const auto need = need_group_labels[static_cast<std::size_t>(stay.need)].words;
        if (new_here || stay.school != before->school || stay.setting != before->setting) {
            std::string where(label(stay.setting).words);
            if (stay.school < scene.film.schools.size()) {
                where = std::string(scene.name_of(stay.school).view());
                if (is_base(stay.setting)) where += ", in its base";
            }
            add((new_here ? "a plan, at " : "moves to ") + where);
        }
        if (new_here)
            add(fmt::format("need: {}", need));
        else if (stay.need != before->need)
            add(fmt::format("need now recorded as {}", need));
        if (stay.waiting && (new_here || !before->waiting)) add("waits for a suitable place");
        if (!stay.waiting && !new_here && before->waiting) add("waits no more");
        if (!what.empty()) words += fmt::format("{}: {}.\n", when, what);
        before = &stay;
    }
    return words.empty() ? "No plan yet.\n" : words;
}

/// The sentences of trace up to a month, each with its date.
std::string sentences_until(const ToldChild& told, Month start, std::size_t month) {
    std::string words;
    for (const ToldSentence& one : told.sentences)
        if (one.month <= month) words += ToldChild::when(one, start) + ": " + one.words + "\n";
    return words.empty() ? "Not there yet.\n" : words;
}

/// Whether a line begins a sentence: "September 2028: ...".
bool is_dated(const std::string& line) {
    const std::size_t at = line.find(": ");
    return at != std::string::npos && at >= 8 && at <= 14 && line[at - 1] >= '0' && line[at - 1] <= '9';
}

/// "Child 4711 (simulated): a girl born in March 2015, ..." without what the title says.
std::string without_number(const std::string& who) {
    const std::size_t at = who.find(": a ");
    return at == std::string::npos ? who : "A" + who.substr(at + 3);
}

}  // namespace

void ChildCard::tell(const Scene& scene) {
    const Film& film = scene.film;
    const std::uint32_t row = *scene.child;
    const std::uint32_t pupil = film.children[row].pupil;
    const OtherLives* const lives = film.record && !film.of_differences() ? scene.view.lives.get() : nullptr;
    const Subject subject{&film, lives, lives ? lives->a.size() + lives->b.size() : 0, row, scene.month};
    if (subject == told_) return;
    const bool other_child = subject.film != told_.film || subject.row != told_.row;
    if (other_child) {
        child_.reset();
        own_.reset();
        if (film.record && find_pupil(*film.record, pupil)) {
            own_ = alone(*film.record, pupil);
            child_ = tell_child(*own_, pupil, film.schools);
        }
        who_ = child_ ? without_number(child_->who) : "A simulated child.";
    }
    if (other_child || subject.lives != told_.lives || subject.lived != told_.lived) {
        for (const bool other : {false, true}) {
            auto& kept = other ? b_ : a_;
            kept.clear();
            if (!lives || !own_) continue;
            for (const auto& life : other ? lives->b : lives->a) kept.push_back(alone(*life, pupil));
        }
    }
    told_ = subject;
    const auto month = static_cast<std::size_t>(scene.month);
    story_ = child_ ? sentences_until(*child_, film.first, month) : story_of_stays(scene, row);
    waited_ = child_ ? child_->waited(month) : 0;
    for (int m = 0; !child_ && m < scene.month; ++m) {
        const Stay* const then = film.stay_at(film.children[row], m);
        waited_ += then && then->waiting && then->setting != Setting::gone ? 1 : 0;
    }
    const Stay* const now = film.stay_at(film.children[row], scene.month);
    waits_ = now && now->waiting && now->setting != Setting::gone;
    elsewhere_.clear();
    if (!lives || !own_) return;
    // Lives of another child leave the run in another month: its own are lived meanwhile.
    if (lives->branches != branch_of(*own_, pupil) || film.first + scene.month < lives->branches) return;
    const auto luck = luck_elsewhere(*own_, a_, pupil, month, lives->branches);
    if (!luck) return;
    const std::string from = branch_words(lives->branches);
    const std::string so_far =
        a_.size() < lives->wanted ? fmt::format(" {} of {} lives are lived.", a_.size(), lives->wanted) : std::string();
    elsewhere_ = elsewhere_words(*luck, from) + so_far;
    if (const auto with = luck_elsewhere(*own_, b_, pupil, month, lives->branches); with && with->lives > 0)
        elsewhere_ += "\n" + elsewhere_words(*with, from + ", as in B");
}

float ChildCard::height(const Scene& scene) {
    tell(scene);
    const float unit = scene.unit(), room = scene.boxes.column.width - 36 * unit;
    const auto count = [&](Paragraph& lines, const std::string& words, float size) {
        return words.empty() ? std::size_t{0} : lines.lines(scene.canvas, words, size, room).size();
    };
    const std::size_t who = count(who_lines_, who_, small);
    const std::size_t elsewhere = count(elsewhere_lines_, elsewhere_, small);
    const std::size_t story = count(story_lines_, story_, story_size);
    const float fixed = card_top + card_pitch * static_cast<float>(who) + counter + years + gap +
                        (elsewhere > 0 ? card_pitch * static_cast<float>(elsewhere) + gap : 0) + 14;
    shown_ = std::min(story,
                      static_cast<std::size_t>(std::max(scene.boxes.column.height / unit - fixed, 0.0f) / card_pitch));
    return (fixed + card_pitch * static_cast<float>(shown_)) * unit;
}

void ChildCard::draw(Scene& scene, const sf::FloatRect& box) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), left = box.left + 18 * unit, room = box.width - 36 * unit;
    canvas.panel(box, 10 * unit, with_alpha(theme.panel, 0.97f), theme.panel_edge);
    const Phrase title = title_of_child(scene.film, told_.row);
    float size = 26;
    while (size > small && canvas.width(title, size, true) > room) size -= 1;
    canvas.text(title, {left, box.top + (14 + (26 - size) * 0.6f) * unit}, size, theme.text, Align::left, true);
    float y = box.top + card_top * unit;
    const auto write = [&](const std::vector<std::string>& lines, std::size_t skip, float letter, sf::Color colour) {
        for (std::size_t i = skip; i < lines.size(); ++i, y += card_pitch * unit)
            canvas.text(lines[i], {left, y}, letter, colour);
    };
    write(who_lines_.lines(canvas, who_, small, room), 0, small, theme.quiet);
    const float number = canvas.text(Phrase("{}", waited_), {left, y + 4 * unit}, 52, theme.text, Align::left, true);
    canvas.text(waited_ == 1 ? "month waited for" : "months waited for", {left + number + 14 * unit, y + 8 * unit}, 22,
                theme.text);
    canvas.text(waits_ ? "a place, and waits still" : "a place, up to now", {left + number + 14 * unit, y + 38 * unit},
                22, theme.text);
    y += counter * unit;
    draw_years(scene, {left, y, room, (years - 42) * unit});
    y += (years + gap) * unit;
    const auto& story = story_lines_.lines(canvas, story_, story_size, room);
    // A long way: its latest part, from the beginning of a sentence on.
    std::size_t skip = story.size() - std::min(shown_, story.size());
    const float foot = y + card_pitch * static_cast<float>(story.size() - skip) * unit;
    if (skip > 0)
        while (skip < story.size() && !is_dated(story[skip])) ++skip;
    write(story, skip, story_size, theme.text);
    y = foot;
    if (elsewhere_.empty()) return;
    y += gap * unit;
    write(elsewhere_lines_.lines(canvas, elsewhere_, small, room), 0, small, theme.quiet);
}

/// Its years as a strip: where it is without the place it needs, in a special place, in another with a plan.
void ChildCard::draw_years(Scene& scene, const sf::FloatRect& strip) const {
    const Theme& theme = scene.theme();
    const Film& film = scene.film;
    const FilmChild& child = film.children[told_.row];
    const float unit = scene.unit(), all = static_cast<float>(std::max(film.length() - 1, 1));
    const auto x = [&](int month) { return strip.left + strip.width * static_cast<float>(month) / all; };
    scene.canvas.rectangle(strip, with_alpha(theme.quiet, 0.18f));
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = film.stays[child.first_stay + i];
        if (stay.from > scene.month) break;
        if (stay.setting == Setting::gone) continue;
        const int until = std::min<int>(i + 1 < child.stays ? film.stays[child.first_stay + i + 1].from : film.months,
                                        scene.month + 1);
        const bool special = is_special(stay.setting) || is_base(stay.setting);
        const sf::Color colour = stay.waiting ? theme.text : special ? theme.special : theme.middle;
        const sf::FloatRect part{x(stay.from), strip.top, std::max(x(until) - x(stay.from), 2 * unit), strip.height};
        scene.canvas.rectangle(
            stay.waiting ? sf::FloatRect{part.left, part.top + part.height / 4, part.width, part.height / 2} : part,
            colour);
    }
    const float now = x(scene.month);
    scene.canvas.rectangle({now - 1.5f * unit, strip.top - 5 * unit, 3 * unit, strip.height + 10 * unit}, theme.accent);
    float at = strip.left;
    const auto key = [&](std::string_view words, sf::Color colour, float high) {
        const float width = scene.canvas.width(words, small);
        if (at + width + 24 * unit > strip.left + strip.width) return;
        scene.canvas.rectangle({at, strip.top + strip.height + (20 - high / 2) * unit, 16 * unit, high * unit}, colour);
        scene.canvas.text(words, {at + 22 * unit, strip.top + strip.height + 6 * unit}, small, theme.quiet);
        at += width + 38 * unit;
    };
    key("waits", theme.text, 8);
    key("special or base", theme.special, 16);
    key("other", theme.middle, 16);
}

}  // namespace sendscape
