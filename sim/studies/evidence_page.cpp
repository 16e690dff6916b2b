// SPDX-License-Identifier: MIT
#include "sim/studies/evidence_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maps/tables/english_authorities.h"
#include "sim/output/program.h"
#include "sim/output/svg_chart.h"
#include "sim/output/svg_dots.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::size_t misses_told = 10;
constexpr double range_claims = 0.90;  // p05 to p95

std::string authority_name(const std::string& code) {
    const EnglishAuthority* authority = authority_of_code(code);
    return authority ? std::string(authority->name) : code;
}

std::string off_by(double error, ErrorTold told) {
    if (std::isnan(error)) return "";
    if (told == ErrorTold::points) return decimal(100 * error, 1) + " points";
    return told == ErrorTold::ratio ? decimal(error, 2) : percent(error);
}

std::string share_text(double share) { return std::isnan(share) ? "" : percent(share, 0); }

/// "plans_by_age: age_band under_5" reads "plans at 5 to 10" where the measure has words.
std::string words_of(const ErrorLine& line) {
    for (const ScoredMeasure& measure : scored_measures())
        if (line.level == "authority" && measure.name == line.measure && measure.axes == line.axes)
            return measure.words;
    std::string type = line.axes.substr(line.axes.find('=') + 1);
    std::replace(type.begin(), type.end(), '_', ' ');
    if (line.measure == "pupils_on_roll") return "pupils on roll, " + type;
    if (line.measure == "pupils_with_plan") return "pupils with a plan, " + type;
    if (line.measure == "pupils_on_sen_support") return "pupils on SEN Support, " + type;
    if (line.measure == "plans_over_expected") return "plans over expected, " + type;
    return line.measure;
}

std::string in_words(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

bool is_plans(const ErrorLine& line) { return line.level == "authority" && line.measure == "plans_maintained"; }

/// Lines of errors as a table: the model beside each baseline.
PageTable error_table(std::string caption, const std::vector<const ErrorLine*>& lines, bool by_kind = false) {
    PageTable table;
    table.caption = std::move(caption);
    table.columns = {"Measure",           "Years on", "Scored", "Model", "Best without a model", "All without a model",
                     "Within 5th to 95th"};
    for (const ErrorLine* line : lines) {
        std::string all;
        for (const auto& [name, error] : line->baselines)
            all += fmt::format("{}{} {}", all.empty() ? "" : "; ", in_words(name), off_by(error, line->told));
        const auto* best = line->best();
        table.rows.push_back({by_kind && !line->kind.empty() ? words_of(*line) + ", " + line->kind : words_of(*line),
                              std::to_string(line->horizon), whole(static_cast<double>(line->scored)),
                              off_by(line->model, line->told), best ? off_by(best->second, line->told) : std::string(),
                              all, share_text(line->coverage)});
    }
    return table;
}

std::vector<const ErrorLine*> chosen(const std::vector<ErrorLine>& errors, bool (*wanted)(const ErrorLine&)) {
    std::vector<const ErrorLine*> lines;
    for (const ErrorLine& line : errors)
        if (line.horizon > 0 && line.scored > 0 && wanted(line)) lines.push_back(&line);
    return lines;
}

/// Errors of plans by horizon: the model's line and one for each baseline.
EvidencePicture error_picture(const Evidence& evidence) {
    LineChart chart;
    chart.title = "Error of plans maintained by years ahead";
    chart.description = "Mean absolute error over authorities, the model and forecasts without one";
    chart.format = ValueFormat::share;
    ChartLine model{"the model", {}, {}, {}, {}, false};
    std::vector<ChartLine> others;
    for (const ErrorLine& line : evidence.errors) {
        if (!is_plans(line) || !line.kind.empty() || line.horizon == 0) continue;
        const double year = evidence.start + line.horizon;
        model.x.push_back(year);
        model.y.push_back(line.model);
        for (const auto& [name, error] : line.baselines) {
            const std::string words = in_words(name);
            auto found = std::find_if(others.begin(), others.end(),
                                      [&words](const ChartLine& one) { return one.name == words; });
            if (found == others.end()) found = others.insert(others.end(), ChartLine{words, {}, {}, {}, {}, false});
            found->x.push_back(year);
            found->y.push_back(error);
        }
    }
    if (model.x.empty()) return {};
    chart.lines.push_back(std::move(model));
    for (ChartLine& line : others) chart.lines.push_back(std::move(line));
    return {"evidence-error.svg", "Mean absolute error of plans maintained, by January forecast", line_chart(chart)};
}

/// The last horizon at which plans of authorities are published; 0: none.
int last_published(const Evidence& evidence) {
    int last = 0;
    for (const ErrorLine& line : evidence.errors)
        if (is_plans(line)) last = std::max(last, line.horizon);
    return last;
}

EvidencePicture scatter_picture(const Evidence& evidence, int horizon) {
    ScatterChart chart;
    chart.title = "Plans published and foretold";
    chart.description = "Each authority: published across, the model's median upwards";
    chart.across = fmt::format("plans published, January {}", evidence.start + horizon);
    chart.upwards = "the model's median";
    std::string last;
    for (const Score& score : evidence.scores) {
        if (score.level != "authority" || score.measure != "plans_maintained" || score.horizon != horizon ||
            std::isnan(score.published) || score.authority == last)
            continue;
        last = score.authority;
        chart.points.push_back({authority_name(score.authority), score.published, score.median});
    }
    return {"evidence-scatter.svg",
            fmt::format("Plans of each authority in January {}: published across, foretold upwards",
                        evidence.start + horizon),
            scatter_chart(chart)};
}

EvidencePicture coverage_picture(const Evidence& evidence) {
    BarChart chart;
    chart.title = "How often the range holds what came";
    chart.description = "Share of published numbers within the 5th to 95th percentile; 90% would be right";
    chart.format = ValueFormat::share;
    for (const ErrorLine& line : evidence.errors) {
        const bool told = (is_plans(line) && line.kind.empty()) ||
                          ((line.axes == "type=primary" || line.axes == "type=secondary") &&
                           (line.measure == "pupils_on_roll" || line.measure == "pupils_with_plan"));
        if (!told || line.horizon == 0 || std::isnan(line.coverage)) continue;
        chart.bars.push_back(
            {fmt::format("{}, {}", words_of(line), evidence.start + line.horizon), line.coverage, 0, 0, false});
    }
    chart.bars.push_back({"what the range claims", range_claims, 0, 0, false});
    return {"evidence-coverage.svg", "Share of published numbers within the model's range", bar_chart(chart)};
}

EvidenceSection plans_section_of(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "Plans of authorities";
    for (const ErrorLine& line : evidence.errors) {
        if (!is_plans(line) || !line.kind.empty()) continue;
        if (line.horizon == 0)
            section.paragraphs.push_back(fmt::format("The start itself, January {}: {} off the plans published.",
                                                     evidence.start, off_by(line.model, line.told)));
        if (line.horizon == 0) continue;
        const auto* best = line.best();
        section.paragraphs.push_back(fmt::format(
            "January {} ({} year{} on), {} authorities: the model is {} off; {}.", evidence.start + line.horizon,
            line.horizon, line.horizon == 1 ? "" : "s", line.scored, off_by(line.model, line.told),
            best ? fmt::format("the best forecast without a model, {}, {}", in_words(best->first),
                               off_by(best->second, line.told))
                 : "no forecast without a model can be made"));
    }
    if (const int last = last_published(evidence); last > 0) {
        section.pictures.push_back(error_picture(evidence));
        section.pictures.push_back(scatter_picture(evidence, last));
    } else {
        section.paragraphs.emplace_back("No plans of authorities after the start are published in the tables given.");
    }
    section.tables.push_back(error_table("Mean absolute error of plans maintained, all authorities and by kind",
                                         chosen(evidence.errors, is_plans), true));
    if (!evidence.baselines_everywhere.empty()) {
        std::vector<const ErrorLine*> lines;
        for (const ErrorLine& line : evidence.baselines_everywhere) lines.push_back(&line);
        PageTable table = error_table("", lines);
        table.caption = "Forecasts without a model over every authority of the tables, lived or not";
        for (auto& row : table.rows) row[3] = row[6] = "";
        section.tables.push_back(std::move(table));
    }
    return section;
}

/// Whether authorities that differ from others are foretold to differ so, and whether all together are too many.
PageTable practice_table(const std::vector<const ErrorLine*>& lines) {
    PageTable table;
    table.caption = "Who has more, and how much all have: over authorities";
    table.columns = {"Measure", "Years on", "Scored", "Correlation with the published", "Model over published"};
    for (const ErrorLine* line : lines)
        table.rows.push_back({words_of(*line), std::to_string(line->horizon), whole(static_cast<double>(line->scored)),
                              std::isnan(line->correlation) ? "" : decimal(line->correlation, 2),
                              std::isnan(line->model_over_published) ? "" : decimal(line->model_over_published, 2)});
    return table;
}

EvidenceSection breakdown_section(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "By age band, setting and need";
    section.paragraphs.emplace_back(
        "Error is the mean absolute error over the mean number, so that authorities with few of a kind do not drown "
        "the "
        "rest.");
    const auto parts = chosen(evidence.errors, [](const ErrorLine& line) {
        return line.measure == "plans_by_age" || line.measure == "plans_by_setting" || line.measure == "plans_by_need";
    });
    section.tables.push_back(error_table("Parts of the plans", parts));
    section.tables.push_back(practice_table(parts));
    return section;
}

EvidenceSection flows_section(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "Requests, refusals, timeliness";
    section.paragraphs.emplace_back("Of the calendar year before the January; shares are off by percentage points.");
    const auto of_the_year = chosen(evidence.errors, [](const ErrorLine& line) {
        for (const ScoredMeasure& measure : scored_measures())
            if (measure.name == line.measure)
                return measure.nature == ScoredNature::flow || measure.nature == ScoredNature::share;
        return false;
    });
    section.tables.push_back(error_table("The year before", of_the_year));
    section.tables.push_back(practice_table(of_the_year));
    section.tables.push_back(
        error_table("Rolls of special schools by authority", chosen(evidence.errors, [](const ErrorLine& line) {
                        return line.measure == "special_roll" || line.measure == "independent_special_roll";
                    })));
    return section;
}

std::string statistic_text(double value) { return std::isnan(value) ? "" : decimal(value, 3); }

EvidenceSection schools_section_of(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "Schools";
    section.paragraphs.emplace_back(
        "Schools in both censuses, mainstream ones of at least 100 pupils in both. The model tells a school's "
        "roll and an authority by the median over replicates, a school's plans and SEN Support by their mean, of "
        "complete pairs. Forecasts without a model are told England's growth for the "
        "kind of school, which nobody knew then: hindsight is on their side.");
    section.tables.push_back(error_table(
        "Errors of schools", chosen(evidence.errors, [](const ErrorLine& line) { return line.level == "school"; })));
    PageTable rolls;
    rolls.caption = "Rolls of schools: how near";
    rolls.columns = {"Schools", "Years on", "Scored", "Middle error", "Within 10%"};
    for (const ErrorLine& line : evidence.errors)
        if (line.level == "school" && line.told == ErrorTold::relative && line.horizon > 0)
            rolls.rows.push_back({words_of(line), std::to_string(line.horizon), whole(static_cast<double>(line.scored)),
                                  share_text(line.model_middle) == "" ? "" : percent(line.model_middle),
                                  share_text(line.model_within_tenth)});
    section.tables.push_back(std::move(rolls));
    PageTable lasting;
    lasting.caption = "How lasting schools' differences are, by one measure for both";
    lasting.columns = {"Kind", "Statistic", "Years on", "Published", "Model", "5th to 95th percentile"};
    lasting.words = 2;
    for (const Score& score : evidence.scores) {
        if (score.level != "england") continue;
        std::string words = score.measure;
        for (const PairStatistic& statistic : pair_statistics())
            if (statistic.name == score.measure) words = statistic.words;
        if (score.measure == "gorard_s") words = "Gorard's S of plans, median authority";
        lasting.rows.push_back(
            {in_words(score.axes.substr(score.axes.find('=') + 1)), words, std::to_string(score.horizon),
             statistic_text(score.published), statistic_text(score.median),
             std::isnan(score.p05) ? "" : fmt::format("{} to {}", decimal(score.p05, 3), decimal(score.p95, 3))});
    }
    section.tables.push_back(std::move(lasting));
    return section;
}

PageTable miss_table(const Evidence& evidence, std::string caption, std::string_view level, std::string_view measure,
                     int horizon) {
    PageTable table;
    table.caption = std::move(caption);
    table.columns = {level == "school" ? "School" : "Authority", "Published", "Model", "5th to 95th percentile",
                     "Off by"};
    for (const Miss& miss : largest_misses(evidence.scores, level, measure, horizon, misses_told)) {
        std::string name = authority_name(miss.score.authority);
        if (level == "school") {
            const auto known = evidence.school_names.find(miss.score.school);
            name = fmt::format("{} ({}), {}", known == evidence.school_names.end() ? "school" : known->second,
                               miss.score.school, name);
        }
        table.rows.push_back(
            {name, whole(miss.score.published), whole(miss.score.middle()),
             std::isnan(miss.score.p05) ? "" : fmt::format("{} to {}", whole(miss.score.p05), whole(miss.score.p95)),
             fmt::format("{}{}", miss.off > 0 ? "+" : "", percent(miss.off))});
    }
    return table;
}

EvidenceSection misses_section(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "The largest misses";
    if (const int last = last_published(evidence); last > 0)
        section.tables.push_back(miss_table(evidence,
                                            fmt::format("Plans of authorities, January {}", evidence.start + last),
                                            "authority", "plans_maintained", last));
    int last = 0;
    for (const ErrorLine& line : evidence.errors)
        if (line.level == "school") last = std::max(last, line.horizon);
    if (last > 0) {
        section.tables.push_back(miss_table(evidence,
                                            fmt::format("Rolls of schools, January {}", evidence.start + last),
                                            "school", "pupils_on_roll", last));
        section.tables.push_back(miss_table(evidence,
                                            fmt::format("Plans of schools, January {}", evidence.start + last),
                                            "school", "pupils_with_plan", last));
    }
    return section;
}

EvidenceSection given_section(const Evidence& evidence) {
    EvidenceSection section;
    section.title = "What was given and what was not";
    section.paragraphs = evidence.given;
    PageTable odd;
    odd.caption = "What was odd in SEN2 and the censuses, and what was done about it";
    odd.columns = {"Table", "What was met", "What was done", "Examples", "Count"};
    odd.words = odd.columns.size() - 1;
    for (const QualityRow& row : evidence.quality)
        odd.rows.push_back({row.table, row.issue, row.rule, row.examples, whole(static_cast<double>(row.count))});
    section.tables.push_back(std::move(odd));
    if (!evidence.left_out.empty()) {
        PageTable table;
        table.caption = "Authorities that could not be lived";
        table.columns = {"Authority", "Why"};
        table.words = 2;
        for (const auto& [authority, reason] : evidence.left_out)
            table.rows.push_back({authority_name(authority), reason});
        section.tables.push_back(std::move(table));
    }
    return section;
}

std::string title_of(const Evidence& evidence) {
    return fmt::format("Evidence: from January {}, {} years", evidence.start, evidence.years);
}

std::string opening(const Evidence& evidence) {
    return fmt::format(
        "{} authorit{} lived forward from January {} as it was then known, under the scenario '{}', {} replicate{} "
        "each "
        "(seed {}), and held against what came. Nothing published of these authorities after the start was let "
        "near the start. The parameters, though, are of later years (`sendscape describe parameters` has their "
        "sources): "
        "hazards by age are England's of 2024 to 2026, and how long schools' habits last was estimated from censuses "
        "of "
        "2019 and 2025, those of authorities with an even code; of schools in the others nothing was known. {}",
        evidence.authorities, evidence.authorities == 1 ? "y" : "ies", evidence.start, evidence.scenario,
        evidence.replicates, evidence.replicates == 1 ? "" : "s", evidence.seed,
        evidence.england_told
            ? "England's own requests and first placements in special schools of each year after the start were told, "
              "as forecasts without a model are told England's growth: what is tested is how places differ from "
              "England."
            : "England's growth after the start was foreseen from the two years before it, where forecasts without a "
              "model are told what it was.");
}

/// A cell of a Markdown table: a bar would end it.
std::string cell_text(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
    return text;
}

std::string markdown_table(const PageTable& table) {
    if (table.rows.empty()) return "";
    std::string out = table.caption.empty() ? "" : fmt::format("**{}**\n\n", table.caption);
    const auto line = [&](const std::vector<std::string>& cells) {
        out += "|";
        for (const std::string& cell : cells) out += " " + cell_text(cell) + " |";
        out += "\n";
    };
    line(table.columns);
    out += "|";
    for (std::size_t c = 0; c < table.columns.size(); ++c) out += c < table.words ? " --- |" : " ---: |";
    out += "\n";
    for (const auto& row : table.rows) line(row);
    return out + "\n";
}

}  // namespace

std::vector<EvidenceSection> evidence_sections(const Evidence& evidence) {
    std::vector<EvidenceSection> sections{plans_section_of(evidence), breakdown_section(evidence),
                                          flows_section(evidence), schools_section_of(evidence)};
    EvidenceSection doubt;
    doubt.title = "How honest the ranges are";
    doubt.paragraphs.push_back(fmt::format(
        "A range from the 5th to the 95th percentile that is honest holds what came nine times in ten, if it is told "
        "from 19 replicates or more; of fewer it runs from the least to the greatest. {} replicates of just the right "
        "spread would hold {} of what came.",
        evidence.replicates, percent(share_within_range(evidence.replicates), 0)));
    doubt.pictures.push_back(coverage_picture(evidence));
    sections.push_back(std::move(doubt));
    sections.push_back(misses_section(evidence));
    sections.push_back(given_section(evidence));
    return sections;
}

std::string evidence_html(const Evidence& evidence, const std::vector<EvidenceSection>& sections) {
    std::string body =
        fmt::format("<p class=\"kicker\">Sendscape hindcast</p>\n<h1>{}</h1>\n", escaped(title_of(evidence))) +
        paragraph(opening(evidence));
    for (const EvidenceSection& section : sections) {
        body += fmt::format("<h2>{}</h2>\n", escaped(section.title));
        for (const std::string& text : section.paragraphs) body += paragraph(text);
        for (const EvidencePicture& picture : section.pictures) body += figure(picture.svg, picture.caption, {});
        for (const PageTable& table : section.tables) body += html_table(table);
    }
    return html_page(title_of(evidence), body, fmt::format("Sendscape {} ({}).", program_version(), program_commit()));
}

std::string evidence_markdown(const Evidence& evidence, const std::vector<EvidenceSection>& sections) {
    std::string out = fmt::format("# {}\n\n{}\n\n", title_of(evidence), opening(evidence));
    for (const EvidenceSection& section : sections) {
        out += fmt::format("## {}\n\n", section.title);
        for (const std::string& text : section.paragraphs) out += text + "\n\n";
        for (const EvidencePicture& picture : section.pictures)
            if (!picture.name.empty()) out += fmt::format("![{}]({})\n\n", picture.caption, picture.name);
        for (const PageTable& table : section.tables) out += markdown_table(table);
    }
    out += fmt::format("Made by `sendscape hindcast`, Sendscape {} ({}).\n", program_version(), program_commit());
    return out;
}

}  // namespace sendscape
