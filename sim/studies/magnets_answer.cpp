// SPDX-License-Identifier: MIT
#include "sim/studies/magnets_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/output/school_names.h"
#include "sim/output/wording.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

constexpr double least_shrinking = 0.005;  ///< of a relative rate: what rounds to nothing is not told

/// "A" to "Z", then "AA".
std::string letters(std::size_t number) {
    constexpr std::size_t alphabet = 26;
    std::string text;
    for (++number; number > 0; number = (number - 1) / alphabet)
        text.insert(text.begin(), static_cast<char>('A' + (number - 1) % alphabet));
    return text;
}

bool several(const MagnetStudy& study) { return study.trials.replicates > 1; }

/// " (range -0.1 to 0.2; in 7 of 10 runs; no more than luck)", or nothing of one run.
std::string sureness(const Contrast& told, const std::string& unit) {
    if (told.paired.pairs < 2) return "";
    if (signed_in_unit(told.paired.p05, unit) == signed_in_unit(told.paired.p95, unit))
        return fmt::format(" (in each of {} runs)", told.paired.pairs);
    const bool luck = told.paired.pairs >= PairedDifference::least_pairs && !told.shown();
    return fmt::format(" (range {}; in {} of {} runs{})", range_in_unit(told.paired, unit), told.with_sign,
                       told.paired.pairs, luck ? "; no more than luck" : "");
}

std::size_t schools_counted(const MagnetStudy& study) {
    const auto& last = study.trials.futures.front().years.front().back();
    std::size_t count = 0;
    for (std::size_t row = 0; row < last.size(); ++row)
        if (counted(study.trials.map->schools[row], last[row])) ++count;
    return count;
}

/// How many of the schools are one in half or more of the runs by one measure.
std::size_t most_by(const std::vector<ToldSchool>& schools, By by) {
    std::size_t count = 0;
    for (const ToldSchool& school : schools) {
        const double share = (by == By::published ? school.published_by_january : school.by_january).back();
        if (share >= most_replicates_from) ++count;
    }
    return count;
}

std::string in_runs(const MagnetStudy& study) {
    return several(study) ? fmt::format("in half or more of {} runs", study.trials.replicates)
                          : std::string("in the one run lived");
}

std::string who_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& magnets) {
    const std::string when = long_name(study.trials.januaries.back());
    const std::size_t schools = schools_counted(study);
    if (magnets.empty())
        return fmt::format("In {}, none of {} mainstream schools is a SEND magnet {}.", when, schools, in_runs(study));
    const auto from_start = std::count_if(magnets.begin(), magnets.end(), [](const auto& s) { return s.from_start; });
    const bool all = static_cast<std::size_t>(from_start) == magnets.size();
    return fmt::format("In {}, {} of {} mainstream schools {} {}; {} one from the start.", when, magnets.size(),
                       schools, magnets.size() == 1 ? "is a SEND magnet" : "are SEND magnets", in_runs(study),
                       magnets.size() == 1 ? (all ? "it has been" : "it has not been")
                       : all               ? "all have been"
                       : from_start == 0   ? "none has been"
                       : from_start == 1   ? "1 has been"
                                           : fmt::format("{} have been", from_start));
}

std::string measures_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& magnets) {
    const Range still = range_of(share_still(study.trials, 0, Side::magnet, By::published));
    std::string sentence = fmt::format(
        "By the published measure {} {}, by this model's stricter class, which allows for where pupils live and "
        "leaves "
        "bases out, {}.",
        most_by(magnets, By::published), most_by(magnets, By::published) == 1 ? "is" : "are",
        most_by(magnets, By::model_class));
    const int years = (study.trials.januaries.back() - study.trials.januaries.front()) / months_a_year;
    if (!std::isnan(still.mean))
        sentence += fmt::format(" Of those above the published limit at the start {} still are {} {} later.",
                                percent(still.mean, 0), years, years == 1 ? "year" : "years");
    return sentence;
}

std::string loop_sentence(const MagnetStudy& study, std::size_t cut) {
    const std::size_t last = study.trials.januaries.size() - 1;
    const Contrast number = contrast(number_of(study.trials, cut, Side::magnet, By::either, last),
                                     number_of(study.trials, 0, Side::magnet, By::either, last));
    const double difference = number.paired.difference;
    return fmt::format(
        "With every link of the magnet loop cut under the same luck there would be {} magnets{}, with it there are {}: "
        "the loop makes {} {}{}.",
        decimal(number.paired.reference, 1), several(study) ? " a run" : "", decimal(number.paired.value, 1),
        decimal(std::abs(difference), 1), difference < 0 ? "fewer" : "more", sureness(number, "schools"));
}

std::string made_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& magnets, std::size_t cut) {
    const std::vector<std::size_t> rows = rows_of(magnets);
    const MadeOf made = made_of(study.trials, rows);
    const Contrast loop = contrast_of(study.trials, cut, 0, rows, relative_rate());
    const auto part = [](double value) { return signed_in_unit(value, "times"); };
    const bool one = magnets.size() == 1;
    return fmt::format(
        "{} {} times the plans that {} would hold at the authority's rate, {} times at the start. What is beyond 1: "
        "the "
        "children in {} {}, what {} used to at the start and {} with no loop at all {}, where {} pupils live {}, the "
        "magnet loop {}{}.",
        one ? "It holds" : "They hold", decimal(made.whole, 2), one ? "its roll" : "their rolls",
        decimal(made.at_start, 2), one ? "its base" : "their bases", part(made.base), one ? "it was" : "they were",
        one ? "keeps" : "keep", part(made.lasting), one ? "its" : "their", part(made.home_area),
        part(loop.paired.difference), sureness(loop, "times"));
}

std::string link_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& magnets) {
    std::vector<std::pair<double, std::string>> shown;
    for (const std::size_t future : tried_as(study.trials, TriedAs::link)) {
        const Contrast told = contrast_of(study.trials, future, 0, rows_of(magnets), relative_rate());
        if (told.shown())
            shown.emplace_back(told.paired.difference, fmt::format("'{}' ({})", study.trials.futures[future].words,
                                                                   signed_in_unit(told.paired.difference, "times")));
    }
    if (study.trials.replicates < PairedDifference::least_pairs) return "";
    if (shown.empty()) return "No single link of the loop is shown beyond luck.";
    std::stable_sort(shown.begin(), shown.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    constexpr std::size_t most = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(most, shown.size()); ++i)
        names += (i == 0 ? "" : i + 1 < std::min(most, shown.size()) ? ", " : " and ") + shown[i].second;
    return fmt::format("Of its links {} {} shown beyond luck{}.", names, shown.size() == 1 ? "is" : "are",
                       shown.size() > most ? fmt::format(" most clearly, and {} more", shown.size() - most) : "");
}

/// "41 hours of support a week more (range ...)": what a school has more or less than ordinary ones of its size.
std::string more_or_less(const Contrast& told, const SchoolFigureRow& figure, const std::string& words) {
    const std::string unit = page_unit(figure);
    const double difference = told.paired.difference;
    return fmt::format("{} {} {}{}", in_unit(std::abs(difference), unit), words, difference >= 0 ? "more" : "less",
                       sureness(told, unit));
}

std::string cost_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& schools, Side side,
                          std::size_t cut) {
    const auto alike = [&](std::string_view figure) {
        return contrast_alike(study.trials, schools, school_figure(figure));
    };
    const Contrast hours = alike("hours_needed"), shortage = alike("hours_short"), cost = alike("over_notional");
    if (hours.paired.pairs == 0)
        return schools.empty() ? ""
                               : "No ordinary school is of its size: its hours, strain and costs are set beside none.";
    const SchoolFigureRow& roll = school_figure("pupils_on_roll");
    const Contrast loop = contrast_of(study.trials, cut, 0, rows_of(schools), roll);
    std::string sentence = fmt::format("Beside ordinary schools of its size a {}'s pupils need {}",
                                       side == Side::magnet ? "magnet" : "deflector",
                                       more_or_less(hours, school_figure("hours_needed"), "hours of support a week"));
    const bool few = study.trials.replicates < PairedDifference::least_pairs;
    if (few || shortage.shown())
        sentence +=
            fmt::format(", and {} go unsupplied", more_or_less(shortage, school_figure("hours_short"), "hours"));
    sentence += fmt::format("; beyond its notional SEN budget and what authorities pay their support costs {}.",
                            more_or_less(cost, school_figure("over_notional"), "a year"));
    if (few || loop.shown())
        sentence += fmt::format(" Its roll is {} with the loop than with it cut.", more_or_less(loop, roll, "pupils"));
    return sentence;
}

std::string policy_sentence(const MagnetStudy& study, const std::vector<ToldSchool>& magnets) {
    const std::vector<std::size_t> policies = tried_as(study.trials, TriedAs::policy);
    if (policies.empty()) return "";
    const bool few = study.trials.replicates < PairedDifference::least_pairs, one = policies.size() == 1;
    std::optional<std::size_t> best;
    Contrast most;
    for (const std::size_t future : policies) {
        const Contrast told = contrast_of(study.trials, 0, future, rows_of(magnets), relative_rate());
        if (told.paired.difference > -least_shrinking || !(few || told.shown())) continue;
        if (!best || told.paired.difference < most.paired.difference) best = future, most = told;
    }
    if (!best)
        return fmt::format("{} shown to shrink magnets{}.",
                           one ? "The policy tried is not" : "Of the policies tried none is",
                           several(study) ? " beyond luck" : " in this run");
    return fmt::format("{}'{}' shrinks magnets{}: {} to that rate{}{}.", one ? "" : "Of the policies tried, ",
                       study.trials.futures[*best].words, one ? "" : " most",
                       signed_in_unit(most.paired.difference, "times"), sureness(most, "times"),
                       few ? ", which so few lives cannot tell from luck" : "");
}

}  // namespace

MagnetStudy study_magnets(MagnetTrials trials, std::size_t top, bool names) {
    MagnetStudy study;
    study.magnets = told_schools(trials, Side::magnet);
    study.deflectors = told_schools(trials, Side::deflector);
    study.trials = std::move(trials);
    study.top = top;
    study.names = names;
    return study;
}

bool tells_names(const MagnetStudy& study) { return tells_school_names(*study.trials.map, study.names); }

std::map<std::size_t, std::string> names_of_schools(const MagnetStudy& study) {
    const Map& map = *study.trials.map;
    std::map<std::size_t, std::string> names;
    std::map<std::string, std::size_t> used;  // by kind and area
    for (const auto* side : {&study.magnets, &study.deflectors})
        for (const ToldSchool& told : *side) {
            const School& school = map.schools[told.row];
            if (names.contains(told.row)) continue;
            if (tells_names(study)) {
                names[told.row] = school.name;
                continue;
            }
            const std::string_view kind = school.phase == SchoolPhase::primary     ? "Primary"
                                          : school.phase == SchoolPhase::secondary ? "Secondary"
                                                                                   : "School";
            const std::string where = school.area.exists() ? " in " + map.areas[school.area.value].name : "";
            const std::size_t number = used[std::string(kind) + where]++;
            names[told.row] = fmt::format("{} {}{}", kind, letters(number), where);
        }
    return names;
}

std::string page_unit(const SchoolFigureRow& figure) {
    return figure.unit == "ratio" || figure.unit == "standard deviations" ? "times" : std::string(figure.unit);
}

std::vector<std::string> magnets_answer(const MagnetStudy& study) {
    const std::vector<ToldSchool> magnets = in_most_runs(study.magnets, 0);
    const std::vector<ToldSchool> deflectors = in_most_runs(study.deflectors, 0);
    const std::size_t cut = tried_as(study.trials, TriedAs::all_cut).front();
    std::vector<std::string> sentences{who_sentence(study, magnets)};
    const auto add = [&](std::string sentence) {
        if (!sentence.empty()) sentences.push_back(std::move(sentence));
    };
    if (!magnets.empty()) {
        add(measures_sentence(study, magnets));
        add(made_sentence(study, magnets, cut));
    }
    add(loop_sentence(study, cut));
    if (!magnets.empty()) {
        add(link_sentence(study, magnets));
        add(cost_sentence(study, magnets, Side::magnet, cut));
    }
    add(fmt::format("{} {} {} {}.", deflectors.empty() ? "No" : fmt::format("{}", deflectors.size()),
                    deflectors.size() == 1 || deflectors.empty() ? "school is a" : "schools are",
                    deflectors.size() == 1 || deflectors.empty() ? "deflector" : "deflectors",
                    several(study) ? "in half or more of the runs" : "in this run"));
    if (!deflectors.empty()) add(cost_sentence(study, deflectors, Side::deflector, cut));
    if (!magnets.empty()) add(policy_sentence(study, magnets));
    return sentences;
}

std::vector<std::string> magnets_not_settled(const MagnetStudy& study) {
    std::vector<std::string> sentences;
    if (!several(study))
        sentences.emplace_back(
            "This is one run: no range is told, and a difference may be luck. Ten replicates tell more (--replicates "
            "10).");
    sentences.emplace_back(
        "How strong the links of the loop are cannot be told from public data: what it adds here is a result about "
        "this "
        "model's assumptions (sendscape describe parameters marks them N). That magnets last is published: of schools "
        "above "
        "the limit in January 2019, 56% of primary and 61% of secondary ones were above it in January 2025.");
    if (several(study)) {
        sentences.emplace_back(
            "The schools told are those that are magnets in half or more of these very runs, so that what the loop "
            "adds to "
            "them is "
            "told a little too large; how many magnets there are a run is free of that.");
        sentences.push_back(
            fmt::format("'Beyond luck' is a 95% interval of each mean. {} links and {} policies are tried: by luck "
                        "alone one in twenty is "
                        "called so.",
                        tried_as(study.trials, TriedAs::link).size(), tried_as(study.trials, TriedAs::policy).size()));
    }
    sentences.emplace_back(
        "No base is closed to see what it makes: its pupils are counted apart, and what its name adds is a link of its "
        "own.");
    sentences.emplace_back(
        "Teachers and assistants who leave are not followed. Heads leave by chance, whatever the strain; that a school "
        "cuts "
        "support staff is followed.");
    const std::vector<ToldSchool> deflectors = in_most_runs(study.deflectors, 0);
    const auto selective = std::count_if(deflectors.begin(), deflectors.end(), [&](const ToldSchool& school) {
        return study.trials.map->schools[school.row].selective != 0;
    });
    if (selective > 0)
        sentences.push_back(
            fmt::format("{} of the {} deflectors {} selective: few children with plans pass a test at entry, whatever "
                        "the school does "
                        "besides.",
                        selective, deflectors.size(), selective == 1 ? "is" : "are"));
    if (!tells_names(study))
        sentences.emplace_back(
            "Schools are real and what is told of them is simulated, so they are not named (--names shows them); "
            "whoever "
            "knows the area may know one all the same.");
    return sentences;
}

}  // namespace sendscape
