// SPDX-License-Identifier: MIT
#include "sim/studies/magnets_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/report_page.h"
#include "sim/output/svg_chart.h"
#include "sim/output/wording.h"
#include "sim/studies/magnets_answer.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

std::string_view side_words(Side side, bool many) {
    if (side == Side::magnet) return many ? "magnets" : "magnet";
    return many ? "deflectors" : "deflector";
}

std::string since_words(const ToldSchool& school) {
    return school.from_start ? "from the start" : long_name(school.since);
}

std::string runs_words(const Contrast& told) {
    return told.paired.pairs > 1 ? fmt::format("{} of {}", told.with_sign, told.paired.pairs) : std::string("-");
}

std::string runs_of(const MagnetStudy& study, double share) {
    return study.trials.replicates == 1
               ? std::string(share > 0 ? "yes" : "no")
               : fmt::format("{:.0f} of {}", share * study.trials.replicates, study.trials.replicates);
}

std::size_t without_loop(const MagnetStudy& study) { return tried_as(study.trials, TriedAs::all_cut).front(); }

ChartLine line_of(const MagnetStudy& study, std::size_t future, const std::vector<std::size_t>& rows, bool dashed) {
    ChartLine line;
    line.name = future == 0 ? "with the loop" : "loop cut";
    line.dashed = dashed;
    for (std::size_t january = 0; january < study.trials.januaries.size(); ++january) {
        const Range range = range_of(mean_figure(study.trials, future, rows, relative_rate(), january));
        line.x.push_back(year_of(study.trials.januaries[january]));
        line.y.push_back(range.mean);
        if (!range.single && !dashed) line.low.push_back(range.p05), line.high.push_back(range.p95);
    }
    return line;
}

LineChart chart_of(const MagnetStudy& study, const std::string& name, const std::vector<std::size_t>& rows) {
    LineChart chart;
    chart.title = name + ": plans over those its roll would hold";
    chart.description =
        "Plans over those its roll would hold at its authority's rate, each January, with the magnet "
        "loop and with every link of it cut. 1 is as everybody's.";
    chart.format = ValueFormat::ratio;
    chart.height = 220;
    chart.lines = {line_of(study, 0, rows, false), line_of(study, without_loop(study), rows, true)};
    return chart;
}

/// Text for a terminal, where marks that keep words together would be in the way.
std::string without_joiners(std::string text) {
    constexpr std::string_view joiner = "\xE2\x81\xA0";
    for (std::size_t at = text.find(joiner); at != std::string::npos; at = text.find(joiner, at))
        text.erase(at, joiner.size());
    return text;
}

/// "+0.08", and of what rounds to nothing "0.00".
std::string in_text(double value) {
    const std::string text = without_joiners(signed_in_unit(value, "times"));
    return text == "-0.00" || text == "+0.00" ? "0.00" : text;
}

/// The schools of both sides, magnets first: all that are one in half or more of the runs, of which averages are told,
/// and those that are told one by one.
struct Told {
    std::array<std::vector<ToldSchool>, 2> all, one_by_one;
};

// ---- who

std::string who_table(const MagnetStudy& study, const std::vector<ToldSchool>& told,
                      const std::map<std::size_t, std::string>& names, Side side) {
    PageTable table{fmt::format("{}, {}", side == Side::magnet ? "Magnets" : "Deflectors",
                                long_name(study.trials.januaries.back())),
                    {"School", "Since", "In runs, by class", "by the published measure", "Plans, of its roll",
                     "Plans over those its roll would hold: at the start", "at the end", "Year by year"},
                    {},
                    2,
                    {}};
    double most = 1;
    std::vector<LineChart> charts;
    for (const ToldSchool& school : told) {
        charts.push_back(chart_of(study, names.at(school.row), {school.row}));
        for (const ChartLine& line : charts.back().lines)
            for (const double value : line.y)
                if (!std::isnan(value)) most = std::max(most, value);
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
        const std::vector<std::size_t> rows{told[i].row};
        const auto range = [&](const SchoolFigureRow& figure, std::optional<std::size_t> january) {
            return range_of(mean_figure(study.trials, 0, rows, figure, january));
        };
        const Range end = range(relative_rate(), {});
        table.rows.push_back(
            {names.at(told[i].row), since_words(told[i]), runs_of(study, told[i].by_january.back()),
             runs_of(study, told[i].published_by_january.back()),
             in_unit(range(school_figure("plan_rate"), {}).mean, "share"),
             in_unit(range(relative_rate(), 0).mean, "times"),
             in_unit(end.mean, "times") +
                 (end.single ? "" : fmt::format(" ({} to {})", decimal(end.p05, 2), decimal(end.p95, 2)))});
        table.charts.push_back(small_line_chart(charts[i], 1, 0, most));
    }
    return html_table(table);
}

std::string who_section(const MagnetStudy& study, const std::map<std::size_t, std::string>& names) {
    std::string out = section_heading("who", "Which schools, and since when");
    out += paragraph(
        "A school is told here when it is a magnet (a deflector) by one of two measures. This model's class: its "
        "plans, "
        "those in a base left out, lie above (below) the 99.8% limits of chance about what the areas its pupils come "
        "from would give it, in two Januaries running, the limits widened as counts vary. The published measure: bases "
        "inside, it lies above the plain 99.8% limit about what its roll would hold at its authority's rate, or more "
        "than 2.5 standard deviations of chance below. Both are worked out each January; the September after has the "
        "same schools. Since: the median January, over the runs in which it is one at the end, from which it has been "
        "one by either without a break.");
    for (const Side side : {Side::magnet, Side::deflector}) {
        const auto& all = side == Side::magnet ? study.magnets : study.deflectors;
        const std::vector<ToldSchool> most = in_most_runs(all, study.top);
        const std::size_t in_most = in_most_runs(all, 0).size();
        out += who_table(study, most, names, side);
        std::string rest;
        if (in_most > most.size())
            rest += fmt::format("{} one in half or more of the runs. ",
                                in_most - most.size() == 1 ? std::string("One more is")
                                                           : fmt::format("{} more are", in_most - most.size()));
        if (all.size() > in_most)
            rest += fmt::format("{} other {} one in fewer than half of the runs. ", all.size() - in_most,
                                all.size() - in_most == 1 ? "school is" : "schools are");
        if (all.empty())
            rest = fmt::format("No school is a {} in January {}. ", side_words(side, false),
                               study.trials.januaries.back().year());
        if (!rest.empty()) out += paragraph(rest + (all.empty() ? "" : "magnets.csv has them all."));
    }
    out += paragraph(
        "The small charts run from the start to the end on one scale: blue with the magnet loop, dashed with every "
        "link "
        "of it cut under the same luck; the faint line is 1, as everybody's.");
    return out;
}

// ---- how many

std::string count_table(const MagnetStudy& study) {
    PageTable table{
        "Schools a run", {"", "Loop cut", "With the loop", "Difference (range)", "Runs with its sign"}, {}, 1, {}};
    const std::size_t cut = without_loop(study), last = study.trials.januaries.size() - 1;
    for (const Side side : {Side::magnet, Side::deflector}) {
        const std::string many(side == Side::magnet ? "Magnets" : "Deflectors");
        const auto add = [&](const std::string& words, const Contrast& told, const std::string& unit) {
            const auto written = [&](double value) { return unit == "share" ? percent(value, 0) : decimal(value, 1); };
            if (told.paired.pairs > 0)
                table.rows.push_back({words, written(told.paired.reference), written(told.paired.value),
                                      difference_text(told.paired, unit), runs_words(told)});
        };
        for (const By by : {By::model_class, By::published}) {
            const std::string measure = by == By::published ? "published measure" : "this model's class";
            const auto number = [&](std::size_t january) {
                return contrast(number_of(study.trials, cut, side, by, january),
                                number_of(study.trials, 0, side, by, january));
            };
            add(fmt::format("{} at the start, {}", many, measure), number(0), "schools");
            add("... at the end", number(last), "schools");
        }
        // The class of the start is of one January, later ones are of two running: only this measure is the same.
        add(fmt::format("Of {} at the start, still above (below) the limit at the end, published measure",
                        side_words(side, true)),
            contrast(share_still(study.trials, cut, side, By::published),
                     share_still(study.trials, 0, side, By::published)),
            "share");
    }
    return html_table(table);
}

// ---- what made them

std::string made_table(const MagnetStudy& study, const std::vector<ToldSchool>& all,
                       const std::vector<ToldSchool>& told, const std::map<std::size_t, std::string>& names,
                       Side side) {
    if (told.empty()) return "";
    PageTable table{fmt::format("{}: plans over those its roll would hold, and what they are made of",
                                side == Side::magnet ? "Magnets" : "Deflectors"),
                    {"School", "At the end", "as everybody", "home area", "base", "lasting", "the loop (range)",
                     "runs with its sign"},
                    {},
                    1,
                    {}};
    const auto signed_times = [](double value) { return signed_in_unit(value, "times"); };
    const auto add = [&](const std::string& name, const std::vector<std::size_t>& rows) {
        const MadeOf made = made_of(study.trials, rows);
        const Contrast loop = contrast_of(study.trials, without_loop(study), 0, rows, relative_rate());
        table.rows.push_back({name, decimal(made.whole, 2), "1", signed_times(made.home_area), signed_times(made.base),
                              signed_times(made.lasting), difference_text(loop.paired, "times"), runs_words(loop)});
    };
    if (all.size() > 1) add(fmt::format("All {}", all.size()), rows_of(all));
    for (const ToldSchool& school : told) add(names.at(school.row), {school.row});
    return html_table(table);
}

std::string links_table(const MagnetStudy& study, const std::vector<std::size_t>& rows, const std::string& caption) {
    PageTable table{caption,
                    {"Link", "Link cut", "With it", "The link adds (range)", "Runs with its sign", "Beyond luck"},
                    {},
                    1,
                    {}};
    const auto add = [&](std::size_t future, const std::string& words) {
        const Contrast told = contrast_of(study.trials, future, 0, rows, relative_rate());
        table.rows.push_back({words, decimal(told.paired.reference, 2), decimal(told.paired.value, 2),
                              difference_text(told.paired, "times"), runs_words(told), told.shown() ? "yes" : "no"});
    };
    add(without_loop(study), "every link at once");
    for (const std::size_t future : tried_as(study.trials, TriedAs::link))
        add(future, study.trials.futures[future].words);
    if (study.trials.replicates < PairedDifference::least_pairs)
        for (auto& row : table.rows) row.back() = "-";
    return html_table(table);
}

std::string made_section(const MagnetStudy& study, const std::map<std::size_t, std::string>& names, const Told& told) {
    std::string out = section_heading("made", "What made them");
    out += paragraph(
        "1 is a school as everybody's: the plans its roll would hold at its authority's rate. Beyond it stand the "
        "rates of "
        "the areas its pupils come from; its base's pupils, counted apart (no base is closed to see); what is left "
        "with "
        "every link of the magnet loop cut, which it was used to at the start and keeps; and the loop, with less "
        "without "
        "under the same luck.");
    out += count_table(study);
    out += made_table(study, told.all[0], told.one_by_one[0], names, Side::magnet);
    out += made_table(study, told.all[1], told.one_by_one[1], names, Side::deflector);
    out += smaller_heading("Link by link");
    out += paragraph(
        "Each link is cut alone from the first month on and all else lived again under the same luck: what it adds is "
        "with "
        "it less without. Beyond luck: the 95% interval of the mean leaves out 0. Links need not add up to the loop.");
    if (!told.all[0].empty())
        out += links_table(study, rows_of(told.all[0]), "Magnets: plans over those their rolls would hold");
    if (!told.all[1].empty())
        out += links_table(study, rows_of(told.all[1]), "Deflectors: plans over those their rolls would hold");
    return out;
}

// ---- costs

std::string cost_table(const MagnetStudy& study, const std::vector<ToldSchool>& told, const std::string& caption) {
    PageTable table{caption,
                    {"", "At the end", "than ordinary schools of its size (range)", "runs with its sign",
                     "than with the loop cut (range)", "runs with its sign"},
                    {},
                    1,
                    {}};
    for (const SchoolFigureRow& figure : school_figure_table()) {
        const std::string unit = page_unit(figure);
        const Contrast ordinary = contrast_alike(study.trials, told, figure);
        const Contrast loop = contrast_of(study.trials, without_loop(study), 0, rows_of(told), figure);
        table.rows.push_back({std::string(figure.words), in_unit(loop.paired.value, unit),
                              ordinary.paired.pairs > 0 ? difference_text(ordinary.paired, unit) : "-",
                              ordinary.paired.pairs > 0 ? runs_words(ordinary) : "-",
                              difference_text(loop.paired, unit), runs_words(loop)});
    }
    return html_table(table);
}

std::string neighbours_table(const MagnetStudy& study, const std::vector<ToldSchool>& told,
                             const std::string& caption) {
    PageTable table{caption, {"", "Loop cut", "With the loop", "Difference (range)", "Runs with its sign"}, {}, 1, {}};
    for (const SchoolFigureRow& figure : school_figure_table()) {
        const std::string unit = page_unit(figure);
        const Contrast loop = contrast_neighbours(study.trials, without_loop(study), told, figure);
        table.rows.push_back({std::string(figure.words), in_unit(loop.paired.reference, unit),
                              in_unit(loop.paired.value, unit), difference_text(loop.paired, unit), runs_words(loop)});
    }
    return html_table(table);
}

std::string costs_section(const MagnetStudy& study, const Told& told) {
    std::string out = section_heading("costs", "What it costs the school, and what others gain");
    out += paragraph(
        "A school's figures in the last January, averaged over those told, held against two things in the same runs: "
        "the three ordinary schools of its kind nearest to it in roll at the start, and itself with every link of the "
        "loop cut. With the loop cut no school cuts support staff, spends reserves or turns children away, and results "
        "draw nobody: that is part of the loop, and so of these differences. Staff who leave are not followed.");
    if (!told.all[0].empty()) {
        out += cost_table(study, told.all[0], "Magnets: more (+) or less than ...");
        out += neighbours_table(study, told.all[0],
                                "The five nearest schools of each magnet's kind: what the loop makes of them");
    }
    if (!told.all[1].empty()) {
        out += cost_table(study, told.all[1], "Deflectors: more (+) or less than ...");
        out += neighbours_table(study, told.all[1], "The five nearest schools of each deflector's kind");
    }
    return out;
}

// ---- policies

std::string policies_table(const MagnetStudy& study, const std::vector<std::size_t>& rows, const std::string& caption) {
    PageTable table{caption,
                    {"Policy", "Plans over those the roll would hold (range)", "runs with its sign", "beyond luck",
                     "Plans, of the roll", "Hours short a week", "Strain"},
                    {},
                    1,
                    {}};
    for (const std::size_t future : tried_as(study.trials, TriedAs::policy)) {
        const auto told = [&](std::string_view figure) {
            return contrast_of(study.trials, 0, future, rows, school_figure(figure));
        };
        const Contrast relative = told("relative_rate");
        const auto words = [&](std::string_view figure) {
            return difference_text(told(figure).paired, page_unit(school_figure(figure)));
        };
        const bool several = study.trials.replicates >= PairedDifference::least_pairs;
        table.rows.push_back({study.trials.futures[future].words, difference_text(relative.paired, "times"),
                              runs_words(relative),
                              !several           ? "-"
                              : relative.shown() ? "yes"
                                                 : "no",
                              words("plan_rate"), words("hours_short"), words("strain")});
    }
    return html_table(table);
}

std::string policies_section(const MagnetStudy& study, const Told& told) {
    const std::vector<std::size_t> policies = tried_as(study.trials, TriedAs::policy);
    if (policies.empty()) return "";
    std::string out = section_heading("policies", "Which policies shrink them");
    out += paragraph(
        "Each policy laid over the same years under the same luck, in force from its own date; differences of the last "
        "January, with the policy less without.");
    if (!told.all[0].empty()) out += policies_table(study, rows_of(told.all[0]), "Magnets, on average");
    if (!told.all[1].empty()) out += policies_table(study, rows_of(told.all[1]), "Deflectors, on average");
    PageTable table{"Schools a run at the end",
                    {"Policy", "Magnets: difference (range)", "Deflectors: difference (range)"},
                    {},
                    1,
                    {}};
    const std::size_t last = study.trials.januaries.size() - 1;
    for (const std::size_t future : policies) {
        const auto number = [&](Side side) {
            return difference_text(contrast(number_of(study.trials, 0, side, By::either, last),
                                            number_of(study.trials, future, side, By::either, last))
                                       .paired,
                                   "schools");
        };
        table.rows.push_back(
            {study.trials.futures[future].words +
                 (study.trials.futures[future].apart ? "" : " (nothing of it is in force in these years)"),
             number(Side::magnet), number(Side::deflector)});
    }
    return out + html_table(table);
}

// ---- school by school

std::string schools_section(const MagnetStudy& study, const std::map<std::size_t, std::string>& names,
                            const Told& told) {
    std::string out = section_heading("schools", "School by school");
    for (std::size_t k = 0; k < told.one_by_one.size(); ++k)
        for (const ToldSchool& school : told.one_by_one[k]) {
            stop_if_asked();
            const std::string& name = names.at(school.row);
            const Side side = k == 0 ? Side::magnet : Side::deflector;
            out += fmt::format("<details><summary>{} ({}, {})</summary>\n", escaped(name), side_words(side, false),
                               escaped(since_words(school)));
            PageTable shares{fmt::format("Share of runs in which it is a {}", side_words(side, false)),
                             {"January"},
                             {{"By this model's class"}, {"By the published measure"}},
                             1,
                             {}};
            for (std::size_t j = 0; j < study.trials.januaries.size(); ++j) {
                shares.columns.push_back(fmt::format("{}", study.trials.januaries[j].year()));
                shares.rows[0].push_back(percent(school.by_january[j], 0));
                shares.rows[1].push_back(percent(school.published_by_january[j], 0));
            }
            out += figure(line_chart(chart_of(study, name, {school.row})),
                          "Plans over those its roll would hold at its authority's rate, each January", shares);
            out += links_table(study, {school.row}, "What each link adds");
            out += cost_table(study, {school}, "What it costs: more (+) or less than ...");
            out += neighbours_table(study, {school}, "Its five nearest schools of its kind");
            out += policies_table(study, {school.row}, "With each policy");
            out += "</details>\n";
        }
    return out;
}

std::string method_section(const MagnetStudy& study) {
    const MagnetTrials& trials = study.trials;
    std::string out = section_heading("how", "How it was found");
    out +=
        paragraph(fmt::format("{} futures were lived {} time{} each, those of one number under the same luck: the same "
                              "children are born, move and "
                              "need help. What the authority orders of itself in the first opens in all.",
                              trials.futures.size(), trials.replicates, trials.replicates == 1 ? "" : "s"));
    if (trials.replicates > 1)
        out += paragraph("Ranges run from the 5th to the 95th percentile of the differences, run by run.");
    PageTable table{"Futures", {"What", "Policy file"}, {}, 2, {}};
    for (const TriedFuture& future : trials.futures)
        table.rows.push_back({future.as == TriedAs::reference ? "as '" + trials.title + "'"
                              : future.as == TriedAs::all_cut ? "every link of the loop cut"
                              : future.as == TriedAs::link    ? "cut: " + future.words
                                                              : future.words,
                              future.as == TriedAs::reference ? "-" : future.name});
    return out + html_table(table);
}

}  // namespace

std::string magnets_html(const MagnetStudy& study) {
    const MagnetTrials& trials = study.trials;
    const std::map<std::size_t, std::string> names = names_of_schools(study);
    const Told told{{in_most_runs(study.magnets, 0), in_most_runs(study.deflectors, 0)},
                    {in_most_runs(study.magnets, study.top), in_most_runs(study.deflectors, study.top)}};
    const std::vector<std::string> answer = magnets_answer(study);
    std::string out = fmt::format(
        "<p class=\"kicker\">Sendscape on SEND magnets. Simulated: {} to {}, {} {}.</p>\n<h1>{}{}</h1>\n",
        long_name(trials.januaries.front()), long_name(trials.januaries.back()), trials.replicates,
        trials.replicates == 1 ? "run" : "paired runs",
        escaped(trials.title.find(trials.map->name) == std::string::npos ? trials.map->name + ": " : std::string()),
        escaped(trials.title));
    out += fmt::format("<p class=\"answer\">{}</p>\n<p class=\"answer-more\">", escaped(answer.front()));
    for (std::size_t i = 1; i < answer.size(); ++i) out += escaped(answer[i]) + (i + 1 < answer.size() ? " " : "");
    out +=
        "</p>\n<nav aria-label=\"Contents\"><a href=\"#not-settled\">What this does not settle</a><a "
        "href=\"#who\">Which schools</a><a href=\"#made\">What made them</a><a href=\"#costs\">What it costs</a>";
    if (!tried_as(trials, TriedAs::policy).empty()) out += "<a href=\"#policies\">Which policies shrink them</a>";
    out += "<a href=\"#schools\">School by school</a><a href=\"#how\">How it was found</a></nav>\n";
    if (!study.notes.empty()) out += section_heading("before", "Before you use this") + bullet_list(study.notes);
    out += section_heading("not-settled", "What this does not settle") + bullet_list(magnets_not_settled(study));
    out += who_section(study, names);
    out += made_section(study, names, told);
    out += costs_section(study, told);
    out += policies_section(study, told);
    out += schools_section(study, names, told);
    out += method_section(study);
    return html_page(fmt::format("SEND magnets: {}", trials.map->name), out,
                     fmt::format("Sendscape {} ({}). Seed {}, map digest {}. The same question gives the same page.",
                                 program_version(), program_commit(), trials.seed, trials.map->digest));
}

std::string magnets_text(const MagnetStudy& study) {
    std::string answer;
    for (const std::string& sentence : magnets_answer(study)) answer += (answer.empty() ? "" : " ") + sentence;
    constexpr std::size_t columns = 100;
    std::string out = wrapped(answer, columns);
    if (!out.ends_with('\n')) out += '\n';
    const std::map<std::size_t, std::string> names = names_of_schools(study);
    for (const Side side : {Side::magnet, Side::deflector}) {
        const auto told = in_most_runs(side == Side::magnet ? study.magnets : study.deflectors, study.top);
        if (told.empty()) continue;
        out += fmt::format("\n{:<44} {:<16} {:>9} {:>6} {:>6} {:>6} {:>6} {:>6}\n",
                           side == Side::magnet ? "Magnets" : "Deflectors", "since", "one in", "rate", "home", "base",
                           "last", "loop");
        for (const ToldSchool& school : told) {
            const MadeOf made = made_of(study.trials, {school.row});
            out += fmt::format("{:<44.44} {:<16} {:>9} {:>6} {:>6} {:>6} {:>6} {:>6}\n", names.at(school.row),
                               since_words(school), runs_of(study, school.share), decimal(made.whole, 2),
                               in_text(made.home_area), in_text(made.base), in_text(made.lasting), in_text(made.loop));
        }
    }
    if (out.find("\nMagnets") != std::string::npos || out.find("\nDeflectors") != std::string::npos)
        out +=
            "\nrate: plans over those its roll would hold at its authority's rate = 1 + home area + base + lasting + "
            "loop\n";
    return without_joiners(std::move(out));
}

}  // namespace sendscape
