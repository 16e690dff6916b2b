// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/sensitivity_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/report_page.h"
#include "sim/output/shares.h"
#include "sim/output/svg_chart.h"
#include "sim/output/svg_dots.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr double upper_fourth = 0.75, lower_fourth = 0.25;
/// A box is told that holds so many beyond, and so many times more than all points together (assumption).
constexpr double least_density = 0.6, told_rise = 1.3;
constexpr std::size_t told_factors = 12;  ///< a chart of more is not read
constexpr std::string_view shortfall_measure = "specialist_shortfall", cost_measure = "high_needs_balance";

std::string measure_title(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}
std::string factor_title(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

ValueFormat format_of(const std::string& unit) {
    if (unit == "pounds") return ValueFormat::money;
    if (unit == "share") return ValueFormat::share;
    if (unit == "index" || unit == "ratio" || unit == "standard deviations") return ValueFormat::ratio;
    return unit == "weeks" || unit == "minutes" ? ValueFormat::weeks : ValueFormat::count;
}
std::string told(double value, const std::string& unit) {
    if (std::isnan(value)) return "-";
    if (unit == "pounds") return money(value);
    if (unit == "share") return percent(value);
    if (unit == "index" || unit == "ratio" || unit == "standard deviations") return decimal(value, 3);
    return std::abs(value) < 10 ? decimal(value, 1) : whole(value);
}

/// How far apart two values are: of shares in points.
std::string told_apart(double difference, const std::string& unit) {
    return unit == "share" ? decimal(100 * difference, 1) + " points" : told(difference, unit);
}

std::string section(std::string_view id, std::string_view words) {
    return fmt::format("<h2 id=\"{}\">{}</h2>\n", id, escaped(words));
}
std::string subsection(std::string_view words) { return fmt::format("<h3>{}</h3>\n", escaped(words)); }

/// How much a factor matters, whatever the design tells.
double matter_of(const OutcomeFindings& found, std::size_t f) {
    if (!found.morris.empty()) return found.morris[f].mean_size;
    if (!found.sobol.factors.empty()) return found.sobol.factors[f].total;
    return found.effects[f].size();
}

/// A mean beside a difference, so that the reader can take one from the other.
std::string told_beside(double value, const std::string& unit, double difference) {
    constexpr double small = 100;
    const bool plain = format_of(unit) == ValueFormat::count || format_of(unit) == ValueFormat::weeks;
    return plain && std::abs(difference) < small ? decimal(value, 1) : told(value, unit);
}

std::string matter_words(const OutcomeFindings& found, std::size_t f) {
    const std::string& unit = found.outcome.unit;
    if (!found.morris.empty())
        return fmt::format("moves it by {} over its range on average", told_apart(found.morris[f].mean_size, unit));
    if (!found.sobol.factors.empty())
        return fmt::format("has a hand in {} of its variance", percent(found.sobol.factors[f].total, 0));
    const MainEffect& effect = found.effects[f];
    const auto mean = [&](std::size_t part) { return told_beside(effect.parts[part].mean, unit, effect.size()); };
    return fmt::format(
        "moves its mean by {}, from {} ({}) to {} ({})",
        unit == "share" ? told_apart(effect.size(), unit) : told_beside(effect.size(), unit, effect.size()),
        mean(effect.least), effect.parts[effect.least].words, mean(effect.most), effect.parts[effect.most].words);
}

/// As it is asked: a threshold rounded away from a value that is counted as beyond it would contradict the count.
std::string threshold_words(double value, const std::string& unit) {
    return format_of(unit) == ValueFormat::count && std::round(value) != value ? decimal(value, 1) : told(value, unit);
}

std::string discovery_sentence(const SweepResult& result, const OutcomeFindings& found) {
    const Discovery& box = found.discovery;
    const std::string name = measure_title(found.outcome.measure);
    const std::string beyond =
        fmt::format("{} is {} {} in {}", name, found.beyond_is_more ? "more than" : "less than",
                    threshold_words(box.threshold, found.outcome.unit), long_name(found.outcome.month));
    if (box.beyond == 0) return fmt::format("{} in no point.", beyond);
    const double everywhere = share_of(static_cast<double>(box.beyond), static_cast<double>(box.points));
    constexpr std::size_t enough_points = 20;  // fewer hold some box by chance: assumption
    if (static_cast<std::size_t>(box.points) < enough_points)
        return fmt::format("{} in {} of {} points, too few to tell when.", beyond, box.beyond, box.points);
    if (box.box.empty() || box.density() < least_density || box.density() < told_rise * everywhere)
        return fmt::format("{} in {} of {} points, and no part of the factors' ranges tells which.", beyond, box.beyond,
                           box.points);
    return fmt::format("{} whenever {}: in {} of the {} points there ({}), which are {} of all {} such points.", beyond,
                       factor_title(box_words(result, box)), box.inside_beyond, box.inside, percent(box.density(), 0),
                       percent(box.coverage(), 0), box.beyond);
}

/// What hangs on what, then when it is worst: two sentences of each outcome. Children short come first, for they are
/// what studies are mostly about.
std::vector<std::string> answer_of(const SweepResult& result, const Sensitivity& found) {
    std::vector<std::string> sentences;
    std::vector<const OutcomeFindings*> order;
    for (const OutcomeFindings& one : found.outcomes) order.push_back(&one);
    std::stable_partition(order.begin(), order.end(),
                          [](const auto* one) { return one->outcome.measure == shortfall_measure; });
    for (const OutcomeFindings* told_of : order) {
        const OutcomeFindings& one = *told_of;
        const std::size_t most = one.order.front();
        if (!(matter_of(one, most) > 0)) {
            sentences.push_back(measure_title(one.outcome.measure) + " is moved by none of the factors.");
            continue;
        }
        std::string text = measure_title(one.outcome.measure) + " hangs most on ";
        text += factor_title(result.factors[most].name) + ", which " + matter_words(one, most);
        const auto acts = [&](std::size_t f) {
            return !one.morris.empty() || !one.sobol.factors.empty() || one.effects[f].parts.size() > 1;
        };
        if (one.order.size() > 1 && acts(one.order[1]) && matter_of(one, one.order[1]) > 0) {
            const std::size_t next = one.order[1];
            text += "; then on " + factor_title(result.factors[next].name) + ", which " + matter_words(one, next);
        }
        sentences.push_back(text + ". " + discovery_sentence(result, one));
    }
    return sentences;
}

/// As a chart tells it: counts of ten and more in whole numbers.
double for_chart(double value, const std::string& unit) {
    return format_of(unit) == ValueFormat::count && std::abs(value) >= 10 ? std::round(value) : value;
}

double year_of(Month month) { return month.year() + (month.month_of_year() - 1) / double{months_a_year}; }

std::string fan_section(const SweepResult& result) {
    std::string out = section("fan", "The fan of outcomes");
    out += paragraph(
        "All runs together: the line is the median, the inner band holds half of the runs, the outer nine in "
        "ten.");
    for (const MeasureColumn& measure : result.measures) {
        stop_if_asked();
        const auto course = course_of(result, measure);
        ChartLine nine{"nine in ten", {}, {}, {}, {}, false},
            half{"half of the runs", {}, {}, {}, {}, false, "25th to 75th percentile"};
        PageTable table{"", {"month", "5%", "25%", "median", "75%", "95%"}, {}, 1};
        for (std::size_t month = 0; month < course.size(); ++month) {
            std::vector<double> values = course[month];
            const Range range = range_of(values);
            if (std::isnan(range.p50)) continue;
            std::sort(values.begin(), values.end());
            const auto quantile = [&](double share) {
                return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
            };
            const double low = quantile(lower_fourth), high = quantile(upper_fourth);
            for (ChartLine* line : {&nine, &half}) {
                line->x.push_back(year_of(measure.months[month]));
                line->y.push_back(range.p50);
            }
            nine.low.push_back(range.p05), nine.high.push_back(range.p95);
            half.low.push_back(low), half.high.push_back(high);
            const std::string& unit = measure.shape.unit;
            table.rows.push_back({long_name(measure.months[month]), told(range.p05, unit), told(low, unit),
                                  told(range.p50, unit), told(high, unit), told(range.p95, unit)});
        }
        LineChart chart;
        chart.title = measure_title(measure.shape.name);
        chart.description = "Median and ranges of all runs over time";
        chart.format = format_of(measure.shape.unit);
        chart.from_zero = false;
        chart.lines = {nine, half};
        table.caption = chart.title;
        out += figure(line_chart(chart), fmt::format("{}: {}", chart.title, measure.shape.meaning), table);
    }
    return out;
}

std::string interval(double low, double high, const std::function<std::string(double)>& words) {
    return std::isnan(low) ? "-" : words(low) + " to " + words(high);
}

std::string screening(const SweepResult& result, const OutcomeFindings& found) {
    const std::string& unit = found.outcome.unit;
    PageTable table{"Elementary effects of " + measure_title(found.outcome.measure),
                    {"factor", "mu*", "90% interval", "mu", "sigma"},
                    {},
                    1};
    DotChart chart;
    chart.title = "Screening";
    chart.description = "Mean size and spread of the elementary effects of each factor";
    chart.across = "mean size of the effect over the whole range (mu*)";
    chart.upwards = "spread (sigma): curved, or dependent on others";
    chart.across_format = chart.upwards_format = format_of(unit);
    chart.labelled = true;
    for (const std::size_t f : found.order) {
        const MorrisEffect& one = found.morris[f];
        const auto words = [&](double value) { return told(value, unit); };
        table.rows.push_back({factor_title(result.factors[f].name), words(one.mean_size),
                              interval(one.low, one.high, words), words(one.mean), words(one.spread)});
        if (!std::isnan(one.mean_size) && !std::isnan(one.spread))
            chart.points.push_back({factor_title(result.factors[f].name), one.mean_size, one.spread});
    }
    return figure(dot_chart(chart),
                  "Right: matters. Up: what it does depends on where it, or another factor, stands. An effect is the "
                  "change over the whole range.",
                  table);
}

std::string variance_shares(const SweepResult& result, const OutcomeFindings& found) {
    PageTable table{"Shares of the variance of " + measure_title(found.outcome.measure),
                    {"factor", "first order", "90% interval", "total", "90% interval"},
                    {},
                    1};
    BarChart chart;
    chart.title = "Total indices";
    chart.description = "Share of the variance each factor has a hand in";
    chart.format = ValueFormat::share;
    const auto words = [](double value) { return decimal(value, 3); };
    for (const std::size_t f : found.order) {
        const SobolIndex& one = found.sobol.factors[f];
        const std::string name = factor_title(result.factors[f].name);
        table.rows.push_back({name, words(one.first), interval(one.first_low, one.first_high, words), words(one.total),
                              interval(one.total_low, one.total_high, words)});
        if (chart.bars.size() < told_factors)
            chart.bars.push_back({name, one.total, one.total_low, one.total_high, !std::isnan(one.total_low)});
    }
    return figure(bar_chart(chart),
                  fmt::format("Total Sobol indices with 90% intervals, from {} samples; the first order is what the "
                              "factor does alone",
                              found.sobol.samples),
                  table);
}

std::string tornado(const SweepResult& result, const OutcomeFindings& found) {
    const std::string& unit = found.outcome.unit;
    TornadoChart chart;
    chart.title = "Main effects";
    chart.description = "Mean outcome where each factor is at the part of its range with the least and the most";
    chart.format = format_of(unit);
    chart.middle = for_chart(range_of(found.outcome.values).mean, unit);
    PageTable table{"Mean of " + measure_title(found.outcome.measure) + " by part of each factor's range",
                    {"factor", "part", "points", "mean"},
                    {},
                    2};
    std::vector<std::size_t> order = found.order;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return found.effects[a].size() > found.effects[b].size(); });
    for (const std::size_t f : order) {
        const MainEffect& effect = found.effects[f];
        if (effect.parts.empty()) continue;
        const std::string name = factor_title(result.factors[f].name);
        const EffectPart &least = effect.parts[effect.least], &most = effect.parts[effect.most];
        if (chart.bars.size() < told_factors)
            chart.bars.push_back(
                {name, std::min(least.mean, chart.middle), std::max(most.mean, chart.middle), least.words, most.words});
        for (const EffectPart& part : effect.parts)
            table.rows.push_back({name, part.words, fmt::format("{}", part.points), told(part.mean, unit)});
    }
    return figure(tornado_chart(chart), "Mean outcome over the part of each factor's range where it is least and most",
                  table);
}

std::string interaction_map(const SweepResult& result, const OutcomeFindings& found) {
    const std::string& unit = found.outcome.unit;
    HeatChart chart;
    chart.title = "Interactions";
    chart.description = "How much the effect of one factor differs with another";
    chart.format = format_of(unit);
    PageTable table{"Interactions in " + measure_title(found.outcome.measure), {"factors", "interaction"}, {}, 1};
    const std::size_t count = std::min(told_factors, found.order.size());
    for (std::size_t r = 0; r < count; ++r) {
        chart.names.push_back(factor_title(result.factors[found.order[r]].name));
        chart.values.emplace_back();
        for (std::size_t c = 0; c < count; ++c)
            chart.values.back().push_back(c >= r ? std::numeric_limits<double>::quiet_NaN()
                                                 : for_chart(found.interactions[found.order[r]][found.order[c]], unit));
    }
    for (std::size_t r = 0; r < count; ++r)
        for (std::size_t c = 0; c < r; ++c)
            table.rows.push_back({chart.names[r] + " with " + chart.names[c], told(chart.values[r][c], unit)});
    if (count < 2) return {};
    return figure(heat_chart(chart),
                  "By how much more the outcome changes over one factor where the other is high than where it is low, "
                  "halved. Of few points much of it is chance.",
                  table);
}

std::string pareto_section(const SweepResult& result, const Sensitivity& found) {
    if (found.front.empty()) return {};
    const auto outcome = [&](std::string_view measure) {
        return *std::find_if(found.outcomes.begin(), found.outcomes.end(),
                             [&](const OutcomeFindings& one) { return one.outcome.measure == measure; });
    };
    const OutcomeFindings shortfall = outcome(shortfall_measure), balance = outcome(cost_measure);
    DotChart chart;
    chart.title = "Cost against children short";
    chart.description = "Balance of the grant and children short of a place, point by point";
    chart.across = "children short of a specialist place";
    chart.upwards = "balance of the dedicated schools grant";
    chart.upwards_format = ValueFormat::money;
    PageTable table{"Points that no other beats", {"point", "children short", "balance"}, {}, 1};
    std::vector<std::size_t> place(result.points, result.points);
    for (std::size_t p = 0; p < result.points; ++p) {
        const double x = shortfall.outcome.values[p], y = balance.outcome.values[p];
        if (std::isnan(x) || std::isnan(y)) continue;
        place[p] = chart.points.size();
        chart.points.push_back({fmt::format("point {}", p), x, y});
    }
    for (const std::size_t p : found.front) {
        chart.line.push_back(place[p]);
        std::string words = fmt::format("{}", p);
        for (const FactorColumn& factor : result.factors) {
            const std::string value = !factor.texts.empty() && !factor.in_numbers ? factor.texts[p]
                                      : factor.switched ? (factor.numbers[p] != 0 ? "on" : "off")
                                                        : fmt::format("{:.3g}", factor.numbers[p]);
            words += fmt::format("; {} {}", factor_title(factor.name), value);
        }
        table.rows.push_back({words, whole(shortfall.outcome.values[p]), money(balance.outcome.values[p])});
    }
    return section("front", "Cost against children short") +
           paragraph(fmt::format("Of {} points, {} are such that none leaves both fewer children short and a better "
                                 "balance.",
                                 chart.points.size(), found.front.size())) +
           figure(dot_chart(chart), "Each dot is a point; those on the line are beaten by none", table);
}

std::string run_section(const SweepResult& result) {
    std::string out = section("runs", "What was run");
    out += paragraph(fmt::format(
        "{} points of {} replicates, {} years, base {}, map {}, design {}, seed {}. {} runs are done, {} failed, {} "
        "were "
        "not run. Of one replicate each child has the same luck in every point.",
        result.points, result.replicates, result.years, result.base, result.map_name, result.design, result.seed,
        result.count(RunStatus::done), result.count(RunStatus::failed), result.count(RunStatus::not_run)));
    PageTable table{"Factors", {"factor", "what it moves"}, {}, 2};
    for (const FactorColumn& factor : result.factors) table.rows.push_back({factor_title(factor.name), factor.words});
    return out + html_table(table);
}

std::string outcome_section(const SweepResult& result, const OutcomeFindings& one, std::size_t number) {
    std::string out = section(fmt::format("outcome-{}", number),
                              fmt::format("{}, {}", measure_title(one.outcome.measure), long_name(one.outcome.month)));
    out += paragraph(one.outcome.meaning + ", all of it together.");
    if (!one.morris.empty()) out += subsection("Screening") + screening(result, one);
    if (!one.sobol.factors.empty()) out += subsection("Shares of the variance") + variance_shares(result, one);
    out += subsection("Main effects") + tornado(result, one);
    if (!one.interactions.empty()) out += subsection("Interactions") + interaction_map(result, one);
    out += subsection("When it is worst") + paragraph(discovery_sentence(result, one));
    return out;
}

/// The number beyond which an outcome is worst, where nobody gave one.
double usual_threshold(const SweepOutcome& outcome, bool more) {
    std::vector<double> values;
    for (const double value : outcome.values)
        if (!std::isnan(value)) values.push_back(value);
    std::sort(values.begin(), values.end());
    const double share = more ? upper_fourth : lower_fourth;
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace

Sensitivity find_sensitivity(const SweepResult& result, const std::vector<BeyondThreshold>& thresholds) {
    if (result.count(RunStatus::done) == 0)
        throw InputError("no run of the sweep is done: there is nothing to learn from");
    Sensitivity found;
    for (const BeyondThreshold& threshold : thresholds)
        if (std::none_of(result.measures.begin(), result.measures.end(),
                         [&](const MeasureColumn& measure) { return measure.shape.name == threshold.measure; }))
            throw InputError(fmt::format("--threshold {}: the sweep did not keep this measure", threshold.measure));
    const auto shares = shares_of(result);
    for (SweepOutcome& outcome : outcomes_of(result)) {
        stop_if_asked();
        if (std::all_of(outcome.values.begin(), outcome.values.end(), [](double value) { return std::isnan(value); }))
            continue;
        OutcomeFindings one;
        const std::size_t factors = result.factors.size();
        for (std::size_t f = 0; f < factors; ++f) {
            one.effects.push_back(main_effect(result, f, outcome));
            one.order.push_back(f);
        }
        if (result.design == design_name(Design::morris)) {
            one.morris = morris_effects(shares, outcome.values);
        } else {
            one.interactions.assign(factors, std::vector<double>(factors));
            for (std::size_t a = 0; a < factors; ++a)
                for (std::size_t b = 0; b < factors; ++b) one.interactions[a][b] = interaction(result, a, b, outcome);
        }
        if (result.design == design_name(Design::saltelli)) one.sobol = sobol_indices(outcome.values, factors);
        const auto given = std::find_if(thresholds.begin(), thresholds.end(), [&](const BeyondThreshold& threshold) {
            return threshold.measure == outcome.measure;
        });
        one.beyond_is_more = outcome.measure != cost_measure;
        const double threshold =
            given != thresholds.end() ? given->value : usual_threshold(outcome, one.beyond_is_more);
        one.discovery = discover(result, outcome, threshold, one.beyond_is_more);
        one.outcome = std::move(outcome);
        std::stable_sort(one.order.begin(), one.order.end(), [&](std::size_t a, std::size_t b) {
            const double x = matter_of(one, a), y = matter_of(one, b);
            return (std::isnan(x) ? -1 : x) > (std::isnan(y) ? -1 : y);
        });
        found.outcomes.push_back(std::move(one));
    }
    if (found.outcomes.empty()) throw InputError("no kept measure has a value in its last census");
    const std::vector<double>*shortfall = nullptr, *balance = nullptr;
    for (const OutcomeFindings& one : found.outcomes) {
        if (one.outcome.measure == shortfall_measure) shortfall = &one.outcome.values;
        if (one.outcome.measure == cost_measure) balance = &one.outcome.values;
    }
    if (shortfall && balance) found.front = pareto_front(*shortfall, *balance);
    return found;
}

std::string sensitivity_html(const SweepResult& result, const Sensitivity& found) {
    std::string body = fmt::format(
        "<p class=\"kicker\">Sendscape study. {} points ({}), {} {} each, {} years.</p>\n<h1>{}: {}</h1>\n",
        result.points, escaped(result.design), result.replicates, result.replicates == 1 ? "replicate" : "replicates",
        result.years, escaped(result.map_name), escaped(result.title));
    const std::vector<std::string> answer = answer_of(result, found);
    for (std::size_t i = 0; i < answer.size(); ++i)
        body += fmt::format("<p class=\"{}\">{}</p>\n", i == 0 ? "answer" : "answer-more", escaped(answer[i]));
    body += fan_section(result);
    for (std::size_t i = 0; i < found.outcomes.size(); ++i) body += outcome_section(result, found.outcomes[i], i + 1);
    body += pareto_section(result, found) + run_section(result);
    return html_page(result.title, body,
                     fmt::format("Sendscape {} ({}), map digest {}, content {}", program_version(), program_commit(),
                                 result.map_digest, content_digest(result)));
}

std::string sensitivity_text(const SweepResult& result, const Sensitivity& found) {
    constexpr std::size_t width = 100;
    std::string text = result.title + "\n\n";
    for (const std::string& sentence : answer_of(result, found)) text += wrapped(sentence, width) + "\n";
    return text;
}

}  // namespace sendscape
