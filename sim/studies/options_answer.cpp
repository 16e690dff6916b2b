// SPDX-License-Identifier: MIT
#include "sim/studies/options_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/range_parts.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

std::string quoted(const Comparison& comparison, std::size_t option) {
    return fmt::format("'{}'", comparison.options[option].title());
}

std::size_t fewer_runs(const PairedDifference& told) {
    return static_cast<std::size_t>(std::lround(told.share_below_zero * static_cast<double>(told.pairs)));
}

/// Whether a difference is more than luck: its range holds none or, of too few runs to tell one, all agree.
bool is_clear(const PairedDifference& told) {
    if (told.pairs >= PairedDifference::least_pairs) return told.excludes_zero();
    const std::size_t fewer = fewer_runs(told);
    return std::abs(told.difference) >= least_told && (fewer == 0 || fewer == told.pairs);
}

/// An order that turns in fewer runs than not is luck, and is not told.
bool in_most_runs(const Crossing& crossing) { return 2 * crossing.runs >= crossing.of; }

std::string range_of_fewer(const PairedDifference& told) {
    if (told.pairs > 1 && std::abs(told.p05) < least_told && std::abs(told.p95) < least_told)
        return "in every run alike";
    return told.pairs > 1 ? fmt::format("range {} to {}", more_or_fewer(told.p05), more_or_fewer(told.p95))
                          : std::string("one run");
}

/// "takes £3.1 million off" or "adds £2.0 million to".
std::string saves_or_adds(const PairedDifference& told) {
    return fmt::format("{} {}", told.difference < 0 ? "takes" : "adds", money(std::abs(told.difference))) +
           (told.difference < 0 ? " off" : " to");
}

/// "£5.0 million less", "£1.2 million more".
std::string less_or_more(double pounds) {
    return fmt::format("{} {}", money(std::abs(pounds)), pounds < 0 ? "less" : "more");
}

/// "62 fewer than 'X'", "as many as 'X'".
std::string held_against(double difference, const std::string& name) {
    return fmt::format("{} {} {}", more_or_fewer(difference), std::abs(difference) < least_told ? "as" : "than", name);
}

/// What the best does to children short in September after September: the first in which it leaves clearly more.
std::optional<std::string> worse_before(const Comparison& comparison, const ShortByOption& found, std::size_t best) {
    for (std::size_t k = 0; k < found.values.size(); ++k) {
        if (k == best) continue;
        const auto crossing = crossing_of(found.values[best], found.values[k], least_told);
        if (!crossing || !crossing->first_is_lower || !in_most_runs(*crossing)) continue;
        std::size_t worst = 0;
        double most = 0;
        for (std::size_t i = 0; i < crossing->at; ++i) {
            const double gap = paired_difference(found.values[k][i], found.values[best][i]).difference;
            if (gap > most) most = gap, worst = i;
        }
        return fmt::format("Before that {} leaves fewer: in {}, {}.", quoted(comparison, k),
                           long_name(found.septembers[worst]), held_against(-most, quoted(comparison, best)));
    }
    return std::nullopt;
}

/// ": with the building £8.1 million in all, for 412 fewer child-years without a suitable place (range 500 fewer to 300
/// fewer), £19,700 each": all of the money, what it buys over all years, and the price of one.
std::string price_of_a_child_year(const OptionCosts& costs) {
    const double all = costs.capital.difference + costs.spend.difference + costs.transport.difference;
    const PairedDifference& gained = costs.suitable_years;
    const std::string money_in_all = fmt::format("{}{} {} in all",
                                                 std::abs(costs.capital.difference) < 1 ? ""
                                                 : costs.capital.difference > 0         ? "with the building "
                                                                                        : "with what is not built ",
                                                 money(std::abs(all)), all < 0 ? "less" : "more");
    if (std::abs(gained.difference) < 1)
        return ": " + money_in_all + ", for no child-year without a suitable place more or less";
    const std::string years = fmt::format(
        "{} {} child-years without a suitable place{}", whole(std::abs(gained.difference)),
        gained.difference > 0 ? "fewer" : "more",
        gained.pairs > 1 ? fmt::format(" (range {} to {})", more_or_fewer(-gained.p95), more_or_fewer(-gained.p05))
                         : "");
    const bool priced = gained.difference >= 1 && all > 0;
    return fmt::format(": {}, for {}{}", money_in_all, years,
                       priced ? fmt::format(", {} each", money(costs.all_a_child_year)) : "");
}

std::string cost_sentence(const OptionCosts& costs, const std::string& what, const std::string& reference, Month last) {
    constexpr double least_pounds = 500;
    const auto nothing = [](const PairedDifference& told) {
        return std::abs(told.p05) < least_pounds && std::abs(told.p95) < least_pounds &&
               std::abs(told.difference) < least_pounds;
    };
    if (nothing(costs.capital) && nothing(costs.spend) && nothing(costs.transport))
        return fmt::format("{} costs no more than {}, to build or to run.", what, reference);
    std::string text =
        fmt::format("{} costs {} more to build than {}", what, money(costs.capital.difference), reference);
    if (std::abs(costs.capital.difference) < 1)
        text = fmt::format("{} costs no more to build than {}", what, reference);
    else if (costs.capital.difference < 0)
        text = fmt::format("{} costs {} less to build than {}", what, money(-costs.capital.difference), reference);
    text += fmt::format(
        "; over the years to {} it {} high needs spend{} and {} transport", long_name(last), saves_or_adds(costs.spend),
        costs.spend.pairs > 1
            ? fmt::format(" (range {} to {})", less_or_more(costs.spend.p05), less_or_more(costs.spend.p95))
            : "",
        saves_or_adds(costs.transport));
    text += price_of_a_child_year(costs);
    if (costs.capital.difference > 0) {
        if (costs.paid_back_by)
            text += fmt::format(
                ". Independent fees that are avoided repay the building by the end of {} (in {} of {} "
                "runs within the years simulated)",
                *costs.paid_back_by, costs.paid_back, costs.of);
        else if (costs.paid_back == 0)
            text += ". Independent fees that are avoided repay the building within the years simulated in no run";
        else
            text += fmt::format(
                ". Independent fees that are avoided repay the building within the years simulated in {} of {} runs",
                costs.paid_back, costs.of);
    }
    return text + ".";
}

}  // namespace

std::string more_or_fewer(double difference) {
    if (std::abs(difference) < least_told) return "as many";
    return fmt::format("{} {}", whole(std::abs(difference)), difference < 0 ? "fewer" : "more");
}

std::size_t ShortByOption::best() const {
    std::size_t best = 0;
    double fewest = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        const double mean = range_of(values[k].back()).mean;
        if (k == 0 || mean < fewest) best = k, fewest = mean;
    }
    return best;
}

std::optional<Month> ShortByOption::fewer_since(std::size_t option) const {
    std::optional<Month> since;
    for (std::size_t i = septembers.size(); i-- > 0;) {
        const PairedDifference& told = differences[option][i];
        if (!(told.difference <= -least_told) || 2 * fewer_runs(told) < told.pairs) break;
        since = septembers[i];
    }
    return since;
}

ShortByOption short_by_option(const Comparison& comparison) {
    ShortByOption found;
    const PairedCell all{"specialist_shortfall", {}};
    found.replicates = comparison.reference().run().replicates;
    Month first = comparison.reference().run().start, last = comparison.reference().run().last();
    for (const ComparedOption& option : comparison.options) {
        found.replicates = std::min<std::size_t>(found.replicates, option.run().replicates);
        first = std::max(first, option.run().start);
        last = std::min(last, option.run().last());
    }
    const Run& reference = comparison.reference().run();
    found.septembers = septembers(PairedRuns{&reference, &reference, found.replicates, true, first, last});
    if (found.septembers.empty()) found.septembers = {last};
    for (const ComparedOption& option : comparison.options) {
        found.values.push_back(census_values(option.run(), all, found.septembers));
        for (std::vector<double>& values : found.values.back()) values.resize(found.replicates);
        found.differences.emplace_back();
        for (std::size_t i = 0; i < found.septembers.size() && found.values.size() > 1; ++i)
            found.differences.back().push_back(paired_difference(found.values[0][i], found.values.back()[i]));
    }
    return found;
}

std::vector<std::string> crossing_sentences(const Comparison& comparison, const ShortByOption& found) {
    std::vector<std::string> sentences;
    for (std::size_t a = 0; a < found.values.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            const auto crossing = crossing_of(found.values[a], found.values[b], least_told);
            if (!crossing || !in_most_runs(*crossing)) continue;
            const std::size_t better = crossing->first_is_lower ? a : b, other = crossing->first_is_lower ? b : a;
            sentences.push_back(fmt::format("{} overtakes {} from {}, in {} of {} runs.", quoted(comparison, better),
                                            quoted(comparison, other), long_name(found.septembers[crossing->at]),
                                            crossing->runs, crossing->of));
        }
    return sentences;
}

std::vector<std::string> options_answer(const Comparison& comparison, const ShortByOption& found,
                                        const std::vector<OptionCosts>& costs, const std::vector<OwnCosts>& own) {
    std::vector<std::string> sentences;
    const std::size_t best = found.best();
    const Month last = found.septembers.back();
    if (best == 0) {
        std::size_t next = 1;
        for (std::size_t k = 1; k < found.values.size(); ++k)
            if (found.differences[k].back().difference < found.differences[next].back().difference) next = k;
        const PairedDifference& told = found.differences[next].back();
        sentences.push_back(
            fmt::format("No option leaves fewer children short of a specialist place in {} than {}, with "
                        "{}; the nearest, {}, leaves {} ({}), and fewer in {} of {} runs.",
                        long_name(last), quoted(comparison, 0), whole(told.reference), quoted(comparison, next),
                        more_or_fewer(told.difference), range_of_fewer(told), fewer_runs(told), told.pairs));
    } else {
        const PairedDifference& told = found.differences[best].back();
        const std::string than = fmt::format("{} in {}, {} ({}; fewer in {} of {} runs).", whole(told.value),
                                             long_name(last), held_against(told.difference, quoted(comparison, 0)),
                                             range_of_fewer(told), fewer_runs(told), told.pairs);
        const bool clear = is_clear(told);
        sentences.push_back(
            clear ? fmt::format("{} leaves fewest children short of a specialist place: {}", quoted(comparison, best),
                                than)
                  : fmt::format(
                        "No option clearly leaves fewer children short of a specialist place. The fewest are under "
                        "{}: {}",
                        quoted(comparison, best), than));
        const auto crossing = crossing_of(found.values[best], found.values[0], least_told);
        const bool crosses = (crossing && in_most_runs(*crossing)) || !clear;
        if (const auto since = found.fewer_since(best); since && !crosses)
            sentences.push_back(fmt::format("It leaves fewer from {} on.", long_name(*since)));
    }
    if (!comparison.in_all.empty()) sentences.push_back(fmt::format("In all of them: {}.", comparison.in_all));
    for (std::size_t k = 1; k < found.values.size(); ++k) {
        if (k == best || best == 0) continue;
        const PairedDifference told = paired_difference(found.values[k].back(), found.values[best].back());
        const auto since = found.fewer_since(k);
        sentences.push_back(fmt::format(
            "Against {}, which leaves {}{}, that is {} in {} ({}; fewer in {} of {} runs).", quoted(comparison, k),
            whole(told.reference),
            since ? fmt::format(" and is below the reference from {} on", long_name(*since)) : std::string(),
            more_or_fewer(told.difference), long_name(last), range_of_fewer(told), fewer_runs(told), told.pairs));
    }
    for (std::string& sentence : crossing_sentences(comparison, found)) sentences.push_back(std::move(sentence));
    if (auto before = worse_before(comparison, found, best)) sentences.push_back(std::move(*before));
    for (std::size_t k = 1; k < found.values.size(); ++k)
        sentences.push_back(
            cost_sentence(costs[k], quoted(comparison, k), quoted(comparison, 0), comparison.pair(k).last));
    if (!own.empty())
        sentences.push_back(fmt::format(
            "{} itself builds for {}, spends {} of the high needs block and {} on transport: on average {} for each "
            "child-year in a suitable place (a year of a child with a plan who is not short of one).",
            quoted(comparison, 0), money(own.front().capital.mean), money(own.front().spend.mean),
            money(own.front().transport.mean), money(own.front().revenue_a_child_year.mean)));
    return sentences;
}

std::vector<std::string> not_settled(const Comparison& comparison, const ShortByOption& found) {
    std::vector<std::string> sentences;
    const std::size_t best = found.best();
    for (std::size_t k = 0; k < found.values.size(); ++k) {
        if (k == best) continue;
        const PairedDifference told = paired_difference(found.values[k].back(), found.values[best].back());
        const bool equal = told.difference == 0 && told.p05 == 0 && told.p95 == 0;
        if (!is_clear(told) && !equal)
            sentences.push_back(
                fmt::format("Which of {} and {} leaves fewer short in {}: {}.", quoted(comparison, best),
                            quoted(comparison, k), long_name(found.septembers.back()),
                            told.pairs < PairedDifference::least_pairs ? "the few runs do not agree"
                                                                       : "the range of their difference holds none"));
    }
    sentences.push_back(
        fmt::format("What comes after {}: an option that opens late, or fills slowly, has had little time.",
                    long_name(found.septembers.back())));
    if (comparison.reference().run().replicates > 1)
        sentences.push_back("Doubt about the assumptions, which all options share. " +
                            words_on_ranges(comparison.reference().run()));
    sentences.push_back(
        "Whether the price is right: where an entry gives no cost of its own, places are priced by the parameters "
        "authority.cost_base_place, authority.cost_expansion_place and authority.cost_new_place, which are national "
        "averages; land, and grants that pay for a school, are not in it.");
    sentences.push_back(
        "What is best for a child: children short of a place are counted from Reception to Year 11, each as one, "
        "whatever "
        "the need.");
    return sentences;
}

}  // namespace sendscape
