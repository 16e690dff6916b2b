// SPDX-License-Identifier: MIT
#include "visualiser/story.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "agents/schools/schools.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/output/trace.h"
#include "sim/studies/child_elsewhere.h"
#include "visualiser/anonymous.h"
#include "visualiser/scene.h"
#include "visualiser/whole_children.h"

namespace sendscape {
namespace {

std::string in_minutes(double v) { return fmt::format("{:.0f} minutes", v); }

struct NumberWords {
    const char* key;
    std::string (*format)(double);
};
constexpr std::array numbers{NumberWords{"plans", thousands}, NumberWords{"shortfall", thousands},
                             NumberWords{"independent", thousands}, NumberWords{"balance", money},
                             NumberWords{"journey", in_minutes}};
constexpr std::array subjects{"magnet", "deflector", "special"};
constexpr std::array school_facts{"name",   "roll", "plans", "expected",  "ratio", "share",
                                  "places", "over", "area",  "roll.fall", "runs"};

/// "rose from 12 to 35"; in the first month there is nothing it has stayed at yet. As both are written, so that it is
/// true of what is on the screen.
std::string changed(const std::string& before, const std::string& now, bool more, bool at_start) {
    if (before == now) return (at_start ? "stands at " : "stayed at ") + now;
    return fmt::format("{} from {} to {}", more ? "rose" : "fell", before, now);
}
std::string change(double before, double now, std::string (*format)(double), bool at_start) {
    return changed(format(before), format(now), now > before, at_start);
}

double number_of(const Film& film, const char* key, int month) {
    const Headline* line = film.number(key);
    if (!line || line->mean.empty()) return 0;
    return line->mean[std::min(static_cast<std::size_t>(month), line->mean.size() - 1)];
}

/// Runs in which the school is such a subject in a month: " in 14 of 20 runs"; of a single run nothing.
std::string runs_of(const Film& film, std::uint32_t row, std::string_view subject, int month) {
    if (film.replicates < 2 || (subject != "magnet" && subject != "deflector")) return "";
    const SchoolMonth& now = film.at(month, row);
    return fmt::format(" in {} of {} runs", subject == "magnet" ? now.magnet_runs : now.deflector_runs,
                       film.replicates);
}

/// "67", and of a school with a base "67 (with its base 82)": what is expected of a school, and what makes a magnet, is
/// held against its plans without those in its base.
std::string plans_told(const SchoolMonth& now) {
    const std::string all = thousands(now.plans), outside = thousands(now.observed());
    return now.in_base > 0 && all != outside ? fmt::format("{} (with its base {})", outside, all) : all;
}

std::string of_school(const Film& film, std::uint32_t row, std::string_view subject, std::string_view fact, int month,
                      bool anonymise) {
    const School& school = film.schools[row];
    const auto value = [&](int m) -> double {
        const SchoolMonth& now = film.at(m, row);
        if (fact.rfind("roll", 0) == 0) return now.roll;
        if (fact.rfind("expected", 0) == 0) return now.expected;
        if (fact.rfind("places", 0) == 0) return now.places;
        if (fact.rfind("over", 0) == 0) return over_number(now);
        return now.plans;
    };
    if (fact == "name") return anonymise ? fmt::format("School {}", row + 1) : school.name;
    if (fact == "area") return school.area.exists() ? film.areas[school.area.value].name : film.place;
    if (fact == "ratio") return fmt::format("{:.1f}", film.at(month, row).ratio());
    if (fact == "share")
        return fmt::format("{:.1f}%", 100.0f * film.at(month, row).plans / std::max(film.at(month, row).roll, 1.0f));
    if (fact == "runs") return runs_of(film, row, subject, month);
    if (fact == "plans") return plans_told(film.at(month, row));
    if (fact == "plans.change") {
        const SchoolMonth &before = film.at(0, row), &now = film.at(month, row);
        return changed(plans_told(before), plans_told(now), now.observed() > before.observed(), month == 0);
    }
    // Told where it is so, else nothing: a school whose plans grow while its roll falls is another story.
    if (fact == "roll.fall") {
        const std::string before = thousands(value(0)), now = thousands(value(month));
        return value(month) < value(0) && before != now ? fmt::format(", and its roll fell from {} to {}", before, now)
                                                        : "";
    }
    if (fact.size() > 7 && fact.substr(fact.size() - 7) == ".change")
        return change(value(0), value(month), thousands, month == 0);
    return thousands(value(month));
}

/// Of the child the talk is about, from its record.
std::optional<std::string> of_child(std::string_view fact, const Film& film, int month, bool anonymise,
                                    const OtherLives* lives) {
    if (!film.told || !film.told_record) return std::nullopt;
    const FilmChild& child = film.children[*film.told];
    const auto at = static_cast<std::size_t>(month);
    const auto shown = [&](const std::string& words) { return anonymise ? without_names(words, film) : words; };
    if (fact == "number") return std::to_string(child.pupil);
    if (fact == "area") return child.area < film.areas.size() ? film.areas[child.area].name : film.place;
    const ToldChild told = tell_child(*film.told_record, child.pupil, film.schools);
    if (fact == "who") {
        const std::size_t from = told.who.find(": ");
        return told.who.substr(from + 2, told.who.size() - from - 3);
    }
    if (fact == "waited") {
        const int waited = told.waited(at);
        return fmt::format("{} {}", waited, waited == 1 ? "month" : "months");
    }
    if (fact == "now") {
        const ToldSentence* last = nullptr;
        for (const ToldSentence& one : told.sentences)
            if (one.month <= at) last = &one;
        if (!last) return std::nullopt;
        return shown(ToldChild::when(*last, film.first) + ": " + last->words);
    }
    if (fact == "elsewhere" && lives && !lives->a.empty()) {
        std::vector<std::shared_ptr<const Run>> own;
        for (const auto& life : lives->a) own.push_back(alone(*life, child.pupil));
        if (const auto luck = luck_elsewhere(*film.told_record, own, child.pupil, at, lives->branches))
            return elsewhere_words(*luck, branch_words(lives->branches));
    }
    return std::nullopt;
}

std::optional<std::string> of_lever(std::string_view fact, const Film& film, int month, const LeverAnswer* answer) {
    if (!answer || !answer->film) return std::nullopt;
    if (fact == "title") return answer->title;
    return answer_words(shortfall_change(film, *answer->film, month));
}

std::optional<std::string> fill(std::string_view name, const Film& film, int month, bool anonymise,
                                const StoryMore& more) {
    if (name.rfind("child.", 0) == 0) return of_child(name.substr(6), film, month, anonymise, more.lives);
    if (name.rfind("lever.", 0) == 0) return of_lever(name.substr(6), film, month, more.answer);
    const Month date = film.first + month;
    if (name == "date") return long_name(date);
    if (name == "year") return std::to_string(date.year());
    if (name == "first_year") return std::to_string(film.first.year());
    if (name == "last_year") return std::to_string((film.first + (film.months - 1)).year());
    if (name == "place") return film.place;
    if (name == "scenario") return film.scenario;
    if (name == "waiting") {
        std::size_t waiting = 0;
        for (const FilmChild& child : film.children) {
            const Stay* stay = film.stay_at(child, month);
            waiting += stay && stay->setting != Setting::gone && stay->waiting ? 1 : 0;
        }
        return thousands(static_cast<double>(waiting));
    }
    if (name == "magnets.runs")
        return film.replicates > 1 ? fmt::format(" in most of {} runs", film.replicates) : std::string();
    if (name == "magnets") {
        int magnets = 0;
        for (std::size_t s = 0; s < film.schools.size(); ++s)
            magnets +=
                film.schools[s].in_area && film.at(month, s).magnet == static_cast<std::uint8_t>(MagnetClass::magnet)
                    ? 1
                    : 0;
        return thousands(magnets);
    }
    for (const NumberWords& number : numbers) {
        const std::string_view key = number.key;
        if (name.rfind(key, 0) != 0) continue;
        const std::string_view rest = name.substr(key.size());
        if (rest.empty()) return number.format(number_of(film, number.key, month));
        if (rest == ".start") return number.format(number_of(film, number.key, 0));
        if (rest == ".change")
            return change(number_of(film, number.key, 0), number_of(film, number.key, month), number.format,
                          month == 0);
    }
    if (name.rfind("area.", 0) == 0) {
        const auto area = story_area(film);
        if (!area) return std::nullopt;
        if (name == "area.name") return film.areas[*area].name;
        WholeChildren whole;
        count_whole(film, month, whole);
        return thousands(whole.total[*area]);
    }
    for (const char* subject : subjects) {
        const std::string prefix = std::string(subject) + ".";
        if (name.rfind(prefix, 0) != 0) continue;
        const auto school = story_school(film, subject);
        if (!school) return std::nullopt;
        return of_school(film, *school, subject, name.substr(prefix.size()), month, anonymise);
    }
    return std::nullopt;
}

}  // namespace

namespace {

const LeverAnswer* answer_of(const Shot& shot, const std::vector<LeverAnswer>& answers) {
    for (const LeverAnswer& answer : answers)
        if (!shot.lever.empty() && answer.name == shot.lever) return &answer;
    return nullptr;
}

/// Whether a moment is one of the child's that the talk is about.
bool of_told(const StoryTime& time) {
    return time.anchor == StoryTime::Anchor::wait || time.anchor == StoryTime::Anchor::placed;
}

}  // namespace

int StoryTime::row(const Film& film) const {
    const int last = std::max(film.months - 1, 0);
    switch (anchor) {
        case Anchor::start:
            return std::clamp(months, 0, last);
        case Anchor::end:
            return std::clamp(last + months, 0, last);
        case Anchor::calendar:
            return std::clamp(month - film.first, 0, last);
        case Anchor::wait:
            return std::clamp(film.told_waits + months, 0, last);
        case Anchor::placed:
            return std::clamp(film.told_placed + months, 0, last);
    }
    return 0;
}

float Story::seconds() const {
    float sum = 0;
    for (const Shot& shot : shots) sum += shot.seconds;
    return sum;
}

const std::vector<std::string>& story_placeholders() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names{"date",    "year",    "first_year",   "last_year", "place",         "scenario",
                                       "waiting", "magnets", "magnets.runs", "area.name", "area.shortfall"};
        for (const char* fact : {"number", "who", "area", "waited", "now", "elsewhere"})
            names.push_back(fmt::format("child.{}", fact));
        for (const char* fact : {"title", "answer"}) names.push_back(fmt::format("lever.{}", fact));
        for (const NumberWords& number : numbers)
            for (const char* end : {"", ".start", ".change"}) names.push_back(std::string(number.key) + end);
        for (const char* subject : subjects) {
            for (const char* fact : school_facts) names.push_back(fmt::format("{}.{}", subject, fact));
            for (const char* fact : {"roll", "plans"}) names.push_back(fmt::format("{}.{}.change", subject, fact));
        }
        return names;
    }();
    return all;
}

std::vector<std::string> story_subjects() {
    std::vector<std::string> words{"whole", "child", "area"};
    words.insert(words.end(), subjects.begin(), subjects.end());
    return words;
}

void check_places(const Story& story, const std::vector<std::string>& areas, const std::vector<std::uint32_t>& urns) {
    std::vector<std::string> known = story_subjects();
    known.insert(known.end(), areas.begin(), areas.end());
    for (const std::uint32_t urn : urns) known.push_back(std::to_string(urn));
    for (std::size_t i = 0; i < story.shots.size(); ++i) {
        const std::string& place = story.shots[i].place;
        if (std::find(known.begin(), known.end(), place) != known.end()) continue;
        throw InputError(
            fmt::format("the talk '{}', shot {}: place = \"{}\" is not on show{} A place is {}, a planning area's name "
                        "or a school's URN",
                        story.title, i + 1, place, did_you_mean(place, known, "."), fmt::join(story_subjects(), ", ")));
    }
}

std::optional<std::uint32_t> story_school(const Film& film, std::string_view subject) {
    if (film.months < 1) return std::nullopt;
    const int end = film.months - 1, middle = end / 2;
    // In how many runs it is one half-way, when a talk shows it, and at the end; then how far it is from the expected.
    const auto runs = [&](int month, std::uint32_t s) -> int {
        const SchoolMonth& now = film.at(month, s);
        return subject == "magnet" ? now.magnet_runs : now.deflector_runs;
    };
    const auto beyond = [&](int month, std::uint32_t s) {
        return static_cast<double>(std::abs(film.at(month, s).observed() - film.at(month, s).expected));
    };
    const auto in_most = [&](int month, std::uint32_t s) { return 2 * runs(month, s) >= film.replicates; };
    using Score = std::tuple<bool, bool, int, int, double>;  // the greatest is the subject
    std::optional<std::uint32_t> best;
    Score most;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        const SchoolMonth& now = film.at(end, s);
        if (!school.in_area || now.open == 0 || now.roll <= 0) continue;
        Score score;
        if (subject == "magnet" || subject == "deflector") {
            if (runs(middle, s) + runs(end, s) == 0) continue;
            // A base's own children would need explaining: such a school only where no other is one in half of the
            // runs.
            score = {in_most(middle, s), now.base_places <= 0,
                     runs(middle, s) + std::min(runs(middle, s), runs(end, s)), runs(end, s), beyond(middle, s)};
        } else if (subject == "special" && school.setting == Setting::state_special && now.places > 0) {
            score = {true, true, 0, 0, static_cast<double>(now.roll / now.places)};
        } else {
            continue;
        }
        if (!best || score > most) most = score, best = s;
    }
    return best;
}

std::optional<std::size_t> story_area(const Film& film) {
    std::optional<std::size_t> best;
    float most = 0;
    for (std::size_t a = 0; a < film.areas.size() && film.months > 0; ++a) {
        float sum = 0;
        for (const float v : film.shortfall_at(film.months - 1, a)) sum += v;
        if (sum > most) most = sum, best = a;
    }
    return best;
}

std::optional<std::string> fill_caption(std::string_view words, const Film& film, int month, bool anonymise,
                                        const StoryMore& more) {
    std::string out;
    std::size_t at = 0;
    for (;;) {
        const std::size_t open = words.find('{', at);
        out += words.substr(at, open == std::string_view::npos ? open : open - at);
        if (open == std::string_view::npos) return out;
        const std::size_t close = words.find('}', open);
        if (close == std::string_view::npos) return out;
        const auto value = fill(words.substr(open + 1, close - open - 1), film, month, anonymise, more);
        if (!value) return std::nullopt;
        out += *value;
        at = close + 1;
    }
}

StoryPlayer::StoryPlayer(Story story, bool loop) : story_(std::move(story)), loop_(loop) {
    over_ = story_.shots.empty();
}

void StoryPlayer::step(int shots) {
    const auto count = static_cast<int>(story_.shots.size());
    if (count == 0) return;
    int next = static_cast<int>(shot_) + shots;
    direction_ = shots < 0 ? -1 : 1;
    if (loop_) next = (next + count) % count;
    if (next >= count) {
        over_ = true;
        next = count - 1;
        if (static_cast<int>(shot_) == next) return;  // the last picture stays
    }
    over_ = false;
    shot_ = static_cast<std::size_t>(std::max(next, 0));
    entered_ = false;
    elapsed_ = 0;
}

std::vector<std::string> StoryPlayer::levers() const {
    std::vector<std::string> all;
    for (const Shot& shot : story_.shots)
        if (!shot.lever.empty() && std::find(all.begin(), all.end(), shot.lever) == all.end())
            all.push_back(shot.lever);
    return all;
}

bool StoryPlayer::has_subject(const Shot& shot, const Film& film, const View& view,
                              const std::vector<LeverAnswer>& answers) const {
    const LeverAnswer* const answer = answer_of(shot, answers);
    if (!shot.lever.empty() && (!answer || !answer->film)) return false;
    if (!fill_caption(shot.caption, film, film.months - 1, false, {view.lives.get(), answer})) return false;
    if (shot.place == "child" || of_told(shot.from) || (shot.to && of_told(*shot.to))) return film.told.has_value();
    if (shot.place == "area") return story_area(film).has_value();
    for (const char* subject : subjects)
        if (shot.place == subject) return story_school(film, subject).has_value();
    return true;
}

void StoryPlayer::enter(const Film& film, View& view, Camera& camera, const std::vector<LeverAnswer>& answers) {
    // A story whose every shot lacks its subject still shows one.
    for (std::size_t tried = 0; tried < story_.shots.size() && !has_subject(story_.shots[shot_], film, view, answers);
         ++tried) {
        const std::size_t before = shot_;
        step(direction_);
        if (over_ || shot_ == before) break;
    }
    // Nothing more to tell: the last picture that was told stays.
    if (told_ && !has_subject(story_.shots[shot_], film, view, answers)) {
        shot_ = *told_;
        elapsed_ = story_.shots[shot_].seconds;
        entered_ = over_ = true;
        return;
    }
    told_ = shot_;
    const Shot& shot = story_.shots[shot_];
    entered_ = true;
    view.playing = false;
    view.show_only(shot.layers);
    view.clean = shot.clean;
    view.talk = story_.title;
    view.school.reset();
    view.child.reset();
    view.follow = false;
    view.hovered.reset();
    captioned_month_ = -1;
    std::optional<std::uint32_t> school = story_school(film, shot.place);
    std::optional<std::size_t> area;
    if (shot.place == "area") area = story_area(film);
    for (std::size_t a = 0; a < film.areas.size(); ++a)
        if (film.areas[a].name == shot.place) area = a;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s)
        if (std::to_string(film.schools[s].urn) == shot.place) school = s;
    if (shot.place == "child" && film.told) {
        const FilmChild& child = film.children[*film.told];
        camera.look_at({child.x, child.y}, shot.zoom);
        view.child = *film.told;
        view.child_card = shot.select;
        view.follow = true;
    } else if (school) {
        camera.look_at({static_cast<float>(film.schools[*school].x), static_cast<float>(film.schools[*school].y)},
                       shot.zoom);
        if (shot.select) view.school = *school;
        view.hovered = school;  // whom the words are about is ringed and named
    } else if (area) {
        camera.look_at({static_cast<float>(film.areas[*area].x), static_cast<float>(film.areas[*area].y)}, shot.zoom);
    } else {
        camera.go_home();
    }
}

void StoryPlayer::advance(float seconds, const Film& film, View& view, Camera& camera,
                          const std::vector<LeverAnswer>& answers) {
    if (story_.shots.empty() || film.months < 1) return;
    if (!paused_) elapsed_ += seconds;
    while (!paused_ && elapsed_ >= story_.shots[shot_].seconds && entered_) {
        const float rest = elapsed_ - story_.shots[shot_].seconds;
        const std::size_t before = shot_;
        step(1);
        if (over_ && shot_ == before) {
            elapsed_ = story_.shots[shot_].seconds;
            break;
        }
        elapsed_ = std::min(rest, 1.0f);
    }
    if (!entered_) enter(film, view, camera, answers);
    const Shot& shot = story_.shots[shot_];
    const auto from = static_cast<float>(shot.from.row(film));
    float time = from;
    if (shot.to) {
        // The first and the last sixth of a shot stand still, to be read.
        const float share = std::clamp((elapsed_ / shot.seconds - 1.0f / 6) / (4.0f / 6), 0.0f, 1.0f);
        time = from + (static_cast<float>(shot.to->row(film)) - from) * share;
    }
    view.time = std::clamp(time, 0.0f, static_cast<float>(film.months - 1));
    const int month = static_cast<int>(view.time);
    const LeverAnswer* const answer = answer_of(shot, answers);
    const std::size_t with = (view.lives ? view.lives->a.size() : 0) + (answer ? answer->lived : 0);
    if (month != captioned_month_ || captioned_film_ != film.edition.key() || anonymised_ != view.anonymise ||
        captioned_with_ != with) {
        captioned_with_ = with;
        captioned_month_ = month;
        captioned_film_ = film.edition.key();
        anonymised_ = view.anonymise;
        view.caption = fill_caption(shot.caption, film, month, view.anonymise, {view.lives.get(), answer}).value_or("");
    }
}

}  // namespace sendscape
