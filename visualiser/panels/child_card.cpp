// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "agents/schools/schools.h"
#include "sim/output/trace.h"
#include "sim/studies/child_elsewhere.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

constexpr float card_top = 60, counter = 92, years = 66, card_pitch = 29, story_size = 21, small = 20, gap = 12;
constexpr float lives_head = 34, lives_pitch = 31;

/// Children are those of one run, whatever the rest of the map is of.
Phrase title_of_child(const Film& film, std::uint32_t row) {
    const std::uint32_t pupil = film.children[row].pupil;
    return film.replicates > 1 ? Phrase("Simulated child {}, run 1 of {}", pupil, film.replicates)
                               : Phrase("Simulated child {}", pupil);
}

/// "10 other lives".
std::string lives_count(int lives, const char* one, const char* many) {
    return fmt::format("{} {}", lives, lives == 1 ? one : many);
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

/// Lines [first, past) of a dated sentence; none of one that is not there.
std::pair<std::size_t, std::size_t> lines_of(const std::vector<std::string>& story, const std::string& sentence) {
    std::size_t first = 0;
    while (first < story.size() && !(is_dated(story[first]) && sentence.starts_with(story[first]))) ++first;
    std::size_t past = std::min(first + 1, story.size());
    while (past < story.size() && !is_dated(story[past])) ++past;
    return {first, past};
}

/// "Child 4711 (simulated): a girl born in March 2015, ..." without what the title says.
std::string without_number(const std::string& who) {
    const std::size_t at = who.find(": a ");
    return at == std::string::npos ? who : "A" + who.substr(at + 3);
}

}  // namespace

std::vector<WaitRow> wait_rows(std::vector<int> waited, int own, int no_plan) {
    std::vector<WaitRow> rows;
    std::sort(waited.begin(), waited.end());
    if (own == 0 && (waited.empty() || waited.back() == 0)) return rows;
    const auto add = [&](const char* words, auto from, auto to) {
        WaitRow& row = rows.emplace_back(WaitRow{words, static_cast<int>(to - from)});
        if (from == to) return;
        row.words += *from == *(to - 1) ? fmt::format(" ({})", *from) : fmt::format(" ({} to {})", *from, *(to - 1));
    };
    const auto [same, longer] = std::equal_range(waited.cbegin(), waited.cend(), own);
    add("shorter", waited.cbegin(), same);
    add("as long", same, longer);
    add("longer", longer, waited.cend());
    if (no_plan > 0) rows.push_back({"no plan, no wait", no_plan});
    return rows;
}

void ChildCard::tell(const Scene& scene) {
    const Film& film = scene.film;
    const std::uint32_t row = *scene.child;
    const std::uint32_t pupil = film.children[row].pupil;
    const OtherLives* const lives = film.record && !film.of_differences() ? scene.view.lives.get() : nullptr;
    const Subject subject{film.edition.key(), lives, lives ? lives->a.size() + lives->b.size() : 0, row, scene.month};
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
    named_ = false;
    began_.clear();
    if (waits_ && child_ && own_) tell_wait(month, film.first);
    lives_.clear();
    if (!lives || !own_) return;
    // Lives of another child leave the run in another month: its own are lived meanwhile.
    if (lives->branches != branch_of(*own_, pupil) || film.first + scene.month < lives->branches) return;
    const auto luck = luck_elsewhere(*own_, a_, pupil, month, lives->branches);
    if (!luck) return;
    const std::string from = fmt::format("Other luck{}", branch_words(lives->branches));
    const std::string so_far =
        a_.size() < lives->wanted ? fmt::format("; {} of {} lived", a_.size(), lives->wanted) : std::string();
    lives_.resize(1);
    tell_lives(lives_[0], *luck, lives_count(luck->lives, "other life", "other lives"), from + so_far);
    const auto with = luck_elsewhere(*own_, b_, pupil, month, lives->branches);
    if (!with || with->lives == 0) return;
    lives_.resize(2);
    tell_lives(lives_[1], *with, lives_count(with->lives, "life as in B", "lives as in B"), "");
}

/// When the wait of a month began, and whether a place is named that will end it.
void ChildCard::tell_wait(std::size_t month, Month start) {
    const auto wait = std::find_if(child_->waits.rbegin(), child_->waits.rend(),
                                   [&](const ToldWait& one) { return one.from <= month; });
    if (wait == child_->waits.rend()) return;
    named_ = std::any_of(own_->events.begin(), own_->events.end(), [&](const RecordedEvent& event) {
        return event.kind == EventKind::named && event.month >= wait->from && event.month <= month &&
               (is_special(event.to_setting) || is_base(event.to_setting));
    });
    for (const ToldSentence& one : child_->sentences)
        if (one.month == wait->from && (began_.empty() || one.words.find("waited for") != std::string::npos))
            began_ = ToldChild::when(one, start) + ": " + one.words;
}

void ChildCard::tell_lives(Lives& lives, const LuckElsewhere& luck, const std::string& heading,
                           const std::string& note) const {
    lives.rows = wait_rows(luck.waited, waited_, luck.no_plan);
    const bool nobody = lives.rows.empty() && !luck.waited.empty();
    lives.heading = heading + (nobody ? ": no month waited" : ": months waited there");
    lives.note = note;
    const auto add = [&](int count, const char* words) {
        if (count > 0) lives.note += fmt::format("{}{} {}", lives.note.empty() ? "" : "; ", words, count);
    };
    if (lives.rows.empty()) add(luck.no_plan, "no plan in");
    add(luck.nearer, "placed nearer in");
    add(luck.further, "placed further away in");
    if (!lives.note.empty()) lives.note[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(lives.note[0])));
}

float ChildCard::lives_height(Scene& scene, Lives& lives, float room) const {
    const std::size_t lines =
        lives.note.empty() ? 0 : lives.note_lines.lines(scene.canvas, lives.note, small, room).size();
    return (lives_head + lives_pitch * static_cast<float>(lives.rows.size()) + card_pitch * static_cast<float>(lines)) *
           scene.unit();
}

/// A row for each way it may go, a dot for each life that goes it: they add up to the lives lived.
void ChildCard::draw_lives(Scene& scene, const sf::FloatRect& box, Lives& lives) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    canvas.text(lives.heading, {box.left, box.top}, 22, theme.text, Align::left, true);
    float y = box.top + lives_head * unit;
    const float dots = box.left + 176 * unit, count = box.left + box.width;
    int most = 10;
    for (const WaitRow& row : lives.rows) most = std::max(most, row.lives);
    const float pitch = (count - 36 * unit - dots) / static_cast<float>(most);
    for (const WaitRow& row : lives.rows) {
        canvas.text(row.words, {box.left, y}, small, row.lives > 0 ? theme.text : theme.quiet);
        for (int i = 0; i < row.lives; ++i)
            canvas.disc({dots + (static_cast<float>(i) + 0.5f) * pitch, y + 14 * unit},
                        std::min(0.36f * pitch, 6 * unit), theme.accent);
        canvas.text(Phrase("{}", row.lives), {count, y}, small, row.lives > 0 ? theme.text : theme.quiet, Align::right,
                    row.lives > 0);
        y += lives_pitch * unit;
    }
    for (const std::string& line : lives.note_lines.lines(canvas, lives.note, small, box.width)) {
        canvas.text(line, {box.left, y}, small, theme.quiet);
        y += card_pitch * unit;
    }
}

float ChildCard::height(Scene& scene) {
    tell(scene);
    const float unit = scene.unit(), room = scene.boxes.column.width - 36 * unit;
    const auto count = [&](Paragraph& lines, const std::string& words, float size) {
        return words.empty() ? std::size_t{0} : lines.lines(scene.canvas, words, size, room).size();
    };
    const std::size_t who = count(who_lines_, who_, small);
    float elsewhere = 0;
    for (Lives& lives : lives_) elsewhere += lives_height(scene, lives, room) / unit + gap;
    const std::size_t story = count(story_lines_, story_, story_size);
    const float fixed = card_top + card_pitch * static_cast<float>(who) + counter + years + gap + elsewhere + 14;
    shown_ = std::min(story,
                      static_cast<std::size_t>(std::max(scene.boxes.column.height / unit - fixed, 0.0f) / card_pitch));
    return (fixed + card_pitch * static_cast<float>(shown_)) * unit;
}

void ChildCard::draw(Scene& scene, const sf::FloatRect& box) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), left = box.left + 18 * unit, room = box.width - 36 * unit;
    // Where it takes all of the map's side it is a part of the frame, without a border the map would look out behind.
    if (box.top <= scene.boxes.map.top)
        canvas.rectangle(box, theme.panel);
    else
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
    canvas.text(waited_ == 1 ? "month waited for a place" : "months waited for a place",
                {left + number + 14 * unit, y + 8 * unit}, 22, theme.text);
    canvas.text(!waits_  ? (waited_ > 0 ? "up to now: waits no more" : "up to now")
                : named_ ? "not over: one is named"
                         : "not over: none is named",
                {left + number + 14 * unit, y + 38 * unit}, 22, theme.text);
    y += counter * unit;
    draw_years(scene, {left, y, room, (years - 42) * unit});
    y += (years + gap) * unit;
    const auto& story = story_lines_.lines(canvas, story_, story_size, room);
    // A long way: its latest part, from the beginning of a sentence on, and before it why it waits.
    std::size_t skip = story.size() - std::min(shown_, story.size());
    const float foot = y + card_pitch * static_cast<float>(story.size() - skip) * unit;
    const auto [first, past] = lines_of(story, began_);
    if (first < skip && past > first && shown_ >= 2 * (past - first + 1)) {
        for (std::size_t i = first; i < past; ++i, y += card_pitch * unit)
            canvas.text(story[i], {left, y}, story_size, theme.text);
        canvas.text("…", {left, y}, story_size, theme.quiet);
        y += card_pitch * unit;
        skip = std::max(skip + past - first + 1, past);
    }
    if (skip > 0)
        while (skip < story.size() && !is_dated(story[skip])) ++skip;
    write(story, skip, story_size, theme.text);
    y = foot;
    for (Lives& lives : lives_) {
        y += gap * unit;
        const float high = lives_height(scene, lives, room);
        draw_lives(scene, {left, y, room, high}, lives);
        y += high;
    }
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
