// SPDX-License-Identifier: MIT
#include "sim/studies/options_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/range_parts.h"
#include "sim/output/shown_totals.h"
#include "sim/output/wording.h"
#include "sim/studies/option_moves.h"

namespace sendscape {
namespace {

constexpr double least_price = 500;  ///< less is written as none

std::string quoted(const Comparison& comparison, std::size_t option) {
    return fmt::format("'{}'", comparison.options[option].title());
}

/// What no range holds.
std::string_view left_in_doubt(const Comparison& comparison) {
    const Run& reference = comparison.reference().run();
    return reference.replicates > 1 && doubts_assumptions(reference) ? "the model" : "the assumptions";
}

std::size_t fewer_runs(const PairedDifference& told) {
    return static_cast<std::size_t>(std::lround(told.share_below_zero * static_cast<double>(told.pairs)));
}

/// An order that turns in fewer runs than not is luck, and is not told.
bool in_most_runs(const Crossing& crossing) { return 2 * crossing.runs >= crossing.of; }

/// "50 to 117 fewer", "24 fewer to 30 more": from the least to the most of a range.
std::string fewer_to_more(double low, double high) {
    if (std::abs(low) >= least_told && std::abs(high) >= least_told && (low < 0) == (high < 0)) {
        const double near = std::min(std::abs(low), std::abs(high)), far = std::max(std::abs(low), std::abs(high));
        return fmt::format("{} to {} {}", whole(near), whole(far), low < 0 ? "fewer" : "more");
    }
    return fmt::format("{} to {}", more_or_fewer(low), more_or_fewer(high));
}

/// "50 to 117 fewer; fewer in 20 of 20 runs", "in the one run lived".
std::string how_surely(const PairedDifference& told) {
    if (told.pairs < 2) return "in the one run lived, which tells nothing of luck";
    if (std::abs(told.p05) < least_told && std::abs(told.p95) < least_told) return "in every run alike";
    return fmt::format("range {}; fewer in {} of {} runs", fewer_to_more(told.p05, told.p95), fewer_runs(told),
                       told.pairs);
}

/// "£5.0 million less", "£1.2 million more".
std::string less_or_more(double pounds) {
    return fmt::format("{} {}", money(std::abs(pounds)), pounds < 0 ? "less" : "more");
}

/// "62 fewer than the reference", "as many as the reference".
std::string held_against(double difference, const std::string& name) {
    return fmt::format("{} {} {}", more_or_fewer(difference), std::abs(difference) < least_told ? "as" : "than", name);
}

/// Beyond luck, in words that fit the number of runs.
std::string_view beyond_luck(std::size_t pairs) {
    return pairs >= PairedDifference::least_pairs ? "beyond luck" : pairs > 1 ? "in every run" : "in the one run";
}

/// "It leaves fewer beyond luck in every September from 2031 to 2034 but 2033, and more in September 2029."
std::string sure_sentence(const std::string& subject, const ShortByOption& found, std::size_t option) {
    const std::string fewer = septembers_in_words(found.septembers, found.clear(option, true)),
                      more = septembers_in_words(found.septembers, found.clear(option, false));
    const std::string_view sure = beyond_luck(found.replicates);
    if (fewer.empty() && more.empty()) return {};
    if (fewer.empty()) return fmt::format("{} leaves more {} in {}.", subject, sure, more);
    return fmt::format("{} leaves fewer {} in {}{}.", subject, sure, fewer,
                       more.empty() ? "" : ", and more in " + more);
}

/// "It overtakes the reference from September 2031, in 20 of 20 runs (in September 2030 it leaves 2 more)."
std::optional<std::string> overtaking(const ShortByOption& found, std::size_t option, const std::string& subject) {
    const auto crossing = crossing_of(found.values[option], found.values[0], least_told);
    if (!crossing || !crossing->first_is_lower || !in_most_runs(*crossing)) return std::nullopt;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < crossing->at; ++i)
        if (found.differences[option][i].difference > found.differences[option][worst].difference) worst = i;
    return fmt::format("{} overtakes the reference from {}, in {} of {} runs (in {} it leaves {}).", subject,
                       long_name(found.septembers[crossing->at]), crossing->runs, crossing->of,
                       long_name(found.septembers[worst]), more_or_fewer(found.differences[option][worst].difference));
}

/// What it costs to run, against the reference: "£3.0 million more to run by January 2035".
std::string revenue_words(const OptionCosts& costs, Month last) {
    const PairedDifference& revenue = costs.revenue;
    if (std::abs(revenue.difference) < least_price) return "no more to run";
    const bool within_luck = revenue.pairs > 1 && !revenue.is_clear(least_price);
    return fmt::format("{} to run by {}{}", less_or_more(revenue.difference), long_name(last),
                       within_luck ? fmt::format(", within luck (range {} to {})", less_or_more(revenue.p05),
                                                 less_or_more(revenue.p95))
                                   : "");
}

/// Years that what an option builds beyond the reference has stood on average by the end, by its capital; as openings
/// are dated, from September of the calendar year to which capital is charged.
double years_stood(const Comparison& comparison, std::size_t option, Month last) {
    const Capital before = comparison.capital(0), after = comparison.capital(option);
    double pounds = 0, years = 0;
    for (std::size_t i = 0; i < after.years.size(); ++i) {
        double more = range_of(after.of_year(i)).mean;
        const auto same = std::find(before.years.begin(), before.years.end(), after.years[i]);
        if (same != before.years.end())
            more -= range_of(before.of_year(static_cast<std::size_t>(same - before.years.begin()))).mean;
        if (!(more > 0)) continue;
        pounds += more;
        years += more * std::max(0, last - Month(after.years[i], 9)) / 12.0;
    }
    return pounds > 0 ? years / pounds : 0;
}

/// " over 1.3 years of use": where a price holds all of a building that has hardly begun to be used.
std::string young_building(const Comparison& comparison, std::size_t option, Month last) {
    constexpr double long_enough = 5;  ///< years (judged): buildings serve for decades
    const double stood = years_stood(comparison, option, last);
    if (stood >= long_enough) return {};
    return fmt::format(" over {:.1f} years of use", stood);
}

/// What the money buys over all years: "£57,000 for each of 253 child-years ... avoided", or why no price is told.
std::string child_years_words(const OptionCosts& costs, const std::string& of_use) {
    const PairedDifference& gained = costs.suitable_years;
    const double all = costs.capital.difference + costs.revenue.difference;
    if (std::abs(gained.difference) < 1 && std::abs(gained.p05) < 1 && std::abs(gained.p95) < 1)
        return ", for no child-year without a suitable place more or less";
    if (!gained.is_clear(1))
        return fmt::format(
            ". No price of a child-year is told: whether fewer child-years without a suitable place come of it is not "
            "sure (range {})",
            fewer_to_more(-gained.p95, -gained.p05));
    const std::string count = whole(std::abs(gained.difference));
    if (gained.difference < 0) return fmt::format(", for {} more child-years without a suitable place", count);
    const std::string years = count + " child-years without a suitable place";
    if (all > least_price)
        return fmt::format(": {} for each of the {} that it avoids{}", money(all / gained.difference), years, of_use);
    return fmt::format(": {} in all, and {} avoided", less_or_more(all), years);
}

std::string cost_sentence(const Comparison& comparison, std::size_t option, const OptionCosts& costs,
                          const std::string& subject, bool about_places) {
    const Month last = comparison.pair(option).last;
    const auto nothing = [](const PairedDifference& told) {
        return std::abs(told.p05) < least_price && std::abs(told.p95) < least_price &&
               std::abs(told.difference) < least_price;
    };
    if (nothing(costs.capital) && nothing(costs.revenue))
        return fmt::format("{} costs no more, to build or to run.", subject);
    const double built = costs.capital.difference;
    std::string text = fmt::format(
        "{} costs {} to build and {}{}", subject, std::abs(built) < least_price ? "no more" : less_or_more(built),
        revenue_words(costs, last),
        about_places ? child_years_words(costs, built > least_price ? young_building(comparison, option, last) : "")
                     : "");
    if (built > 0 && costs.paid_back_by)
        text += fmt::format(". Independent fees avoided repay the building by the end of {}, in {} of {} runs",
                            *costs.paid_back_by, costs.paid_back, costs.of);
    return text + ".";
}

/// By whose orders the options were lived: it moves the answer, so that it stands beside it.
std::string orders_sentence(const Comparison& comparison) {
    if (!any_orders_of_their_own(comparison)) return {};
    if (!comparison.orders)
        return "What each authority orders of itself in these finished runs is part of every difference.";
    if (*comparison.orders == Orders::as_reference) {
        std::string about_it;
        std::size_t own = 0;
        for (std::size_t k = 1; k < comparison.options.size(); ++k) {
            const ComparedOption& option = comparison.options[k];
            if (!option.watched || option.lived.orders != Orders::own) continue;
            about_it += (own++ > 0 ? ", " : "") + quoted(comparison, k);
        }
        if (own + 1 == comparison.options.size())
            return "Each option is about how the authority orders places of itself, and orders its own.";
        return fmt::format(
            "Places that the authority orders of itself are those of the reference{}: another reference, or --orders "
            "own, may give another answer.",
            own == 0 ? " throughout" : " but under " + about_it + ", which is about that");
    }
    if (*comparison.orders == Orders::own)
        return "Under each option the authority orders places of its own in answer to it, which is part of every "
               "difference (--orders as-reference leaves it out).";
    return {};
}

/// The paragraph where no option is about specialist places nor moves them: what it moves in their stead.
std::vector<std::string> answer_on_other_things(const Comparison& comparison, const ShortByOption& found,
                                                const std::vector<OptionCosts>& costs) {
    constexpr std::size_t measures_told = 3;
    std::vector<std::string> sentences;
    const std::size_t others = found.values.size() - 1;
    std::string shorts;
    for (std::size_t k = 1; k <= others; ++k) {
        const PairedDifference& told = found.differences[k].back();
        shorts += fmt::format(
            "{}{} ({})", k > 1 ? "; " : "",
            others > 1 ? quoted(comparison, k) + " " + more_or_fewer(told.difference) : more_or_fewer(told.difference),
            how_surely(told));
    }
    sentences.push_back(
        fmt::format("{} does not change how many children are short of a specialist place{}: {} in {} under {}, {}{}.",
                    others > 1 ? std::string("Each of these options") : quoted(comparison, 1),
                    found.replicates > 1 ? " beyond luck" : "", whole(range_of(found.values[0].back()).mean),
                    long_name(found.septembers.back()), quoted(comparison, 0), others > 1 ? "" : "with it ", shorts));
    for (std::size_t k = 1; k <= others; ++k) {
        const std::string subject = others > 1 ? quoted(comparison, k) : std::string("it");
        const std::vector<std::string> moves = what_it_moves(comparison, k, measures_told);
        std::string text;
        for (const std::string& one : moves) text += (text.empty() ? "" : "; ") + one;
        sentences.push_back(moves.empty()
                                ? fmt::format("No other measure told here moves beyond luck under {}.", subject)
                                : fmt::format("What {} moves: {}.", subject, text));
        sentences.push_back(cost_sentence(comparison, k, costs[k], others > 1 ? subject : "It", false));
    }
    return sentences;
}

/// Whether the answer is about specialist places: an option builds some, or moves how many are short of one for sure.
bool is_about_places(const Comparison& comparison, const ShortByOption& found) {
    for (std::size_t k = 1; k < found.values.size(); ++k)
        if (builds_specialist_places(comparison, k) || found.differences[k].back().is_clear(least_told)) return true;
    return false;
}

/// "and more than 'A' in 17 of 20 runs (range 3 fewer to 40 more)".
std::string against_the_best(const Comparison& comparison, const ShortByOption& found, std::size_t k,
                             std::size_t best) {
    const PairedDifference told = paired_difference(found.values[best].back(), found.values[k].back());
    if (std::abs(told.p05) < least_told && std::abs(told.p95) < least_told)
        return fmt::format("as many as {} in every run", quoted(comparison, best));
    std::size_t more = 0;
    for (std::size_t r = 0; r < found.replicates; ++r)
        more += found.values[k].back()[r] > found.values[best].back()[r] ? 1 : 0;
    return fmt::format("and more than {} in {} of {} runs{}", quoted(comparison, best), more, told.pairs,
                       told.pairs > 1 ? fmt::format(" (range {})", fewer_to_more(told.p05, told.p95)) : "");
}

/// The option with the fewest short in the last September, the reference aside.
std::size_t nearest(const ShortByOption& found) {
    std::size_t nearest = 1;
    for (std::size_t k = 2; k < found.values.size(); ++k)
        if (found.differences[k].back().difference < found.differences[nearest].back().difference) nearest = k;
    return nearest;
}

/// The first sentence: who leaves fewest short, by how many, how surely.
std::string headline(const Comparison& comparison, const ShortByOption& found, std::size_t best) {
    const Month last = found.septembers.back();
    const std::string when = long_name(last);
    const std::size_t told_option = best == 0 ? nearest(found) : best;
    const PairedDifference& told = found.differences[told_option].back();
    const ShownTotals shown = shown_totals(told.reference, told.difference);
    if (best == 0)
        return fmt::format(
            "No option leaves fewer children short of a specialist place in {} than {}, with {}: {}{}, {} "
            "({}).",
            when, quoted(comparison, 0), whole(shown.reference), found.values.size() > 2 ? "the nearest, " : "",
            quoted(comparison, told_option), "leaves " + more_or_fewer(told.difference), how_surely(told));
    const std::string numbers =
        fmt::format("{} in {}, {} ({}).", whole(shown.value), when,
                    held_against(told.difference, "the reference, " + quoted(comparison, 0)), how_surely(told));
    if (told.is_clear(least_told))
        return fmt::format("{} leaves fewest children short of a specialist place: {}", quoted(comparison, best),
                           numbers);
    return fmt::format(
        "No option clearly leaves fewer children short of a specialist place. The fewest are under {}: {}",
        quoted(comparison, best), numbers);
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

std::vector<char> ShortByOption::clear(std::size_t option, bool fewer) const {
    std::vector<char> marked;
    for (const PairedDifference& told : differences[option])
        marked.push_back(told.is_clear(least_told) && (told.difference < 0) == fewer ? 1 : 0);
    return marked;
}

std::string septembers_in_words(const std::vector<Month>& septembers, const std::vector<char>& marked) {
    const auto years = [&](bool told) {
        std::vector<int> found;
        const auto first = std::find(marked.begin(), marked.end(), 1) - marked.begin();
        const auto last = static_cast<std::ptrdiff_t>(marked.size()) - 1 -
                          (std::find(marked.rbegin(), marked.rend(), 1) - marked.rbegin());
        for (std::ptrdiff_t i = first; i <= last; ++i)
            if ((marked[static_cast<std::size_t>(i)] != 0) == told)
                found.push_back(septembers[static_cast<std::size_t>(i)].year());
        return found;
    };
    const auto listed = [](const std::vector<int>& all) {
        std::string text;
        for (std::size_t i = 0; i < all.size(); ++i)
            text += fmt::format("{}{}", i == 0 ? "" : i + 1 == all.size() ? " and " : ", ", all[i]);
        return text;
    };
    const std::vector<int> in = years(true), out = years(false);
    if (in.empty()) return {};
    if (in.size() == 1 || out.size() >= in.size()) return "September " + listed(in);
    if (in.size() == 2 && out.empty()) return "September " + listed(in);
    return fmt::format("every September from {} to {}{}", in.front(), in.back(),
                       out.empty() ? "" : " but " + listed(out));
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
                                        const std::vector<OptionCosts>& costs) {
    std::vector<std::string> sentences;
    const auto add = [&](std::string sentence) {
        if (!sentence.empty()) sentences.push_back(std::move(sentence));
    };
    const Month last = found.septembers.back();
    if (!is_about_places(comparison, found)) {
        sentences = answer_on_other_things(comparison, found, costs);
    } else {
        const std::size_t best = found.best(), options = found.values.size();
        add(headline(comparison, found, best));
        const auto say_of = [&](std::size_t k, const std::string& subject) {
            // What is not sure at the end has overtaken nothing yet.
            if (auto overtakes = overtaking(found, k, subject);
                overtakes && found.differences[k].back().is_clear(least_told))
                add(std::move(*overtakes));
            add(sure_sentence(subject, found, k));
            add(cost_sentence(comparison, k, costs[k], subject, true));
        };
        const std::size_t told_first = best == 0 ? nearest(found) : best;
        say_of(told_first, "It");
        for (std::size_t k = 1; k < options; ++k) {
            if (k == told_first) continue;
            const PairedDifference& told = found.differences[k].back();
            add(fmt::format("{} leaves {} ({}){}.", quoted(comparison, k),
                            held_against(told.difference, "the reference"), how_surely(told),
                            best == 0 ? "" : fmt::format(", {}", against_the_best(comparison, found, k, best))));
            say_of(k, "It");
        }
    }
    if (!comparison.in_all.empty()) add(fmt::format("In all of them: {}.", comparison.in_all));
    add(orders_sentence(comparison));
    add(fmt::format("Not settled by this: what comes after {}, and doubt about {}.", long_name(last),
                    left_in_doubt(comparison)));
    return sentences;
}

std::vector<std::string> not_settled(const Comparison& comparison, const ShortByOption& found) {
    std::vector<std::string> sentences;
    const std::size_t best = found.best();
    for (std::size_t k = 0; k < found.values.size(); ++k) {
        if (k == best) continue;
        const PairedDifference told = paired_difference(found.values[k].back(), found.values[best].back());
        const bool equal = told.difference == 0 && told.p05 == 0 && told.p95 == 0;
        if (!told.is_clear(least_told) && !equal)
            sentences.push_back(
                fmt::format("Which of {} and {} leaves fewer short in {}: {}.", quoted(comparison, best),
                            quoted(comparison, k), long_name(found.septembers.back()),
                            told.pairs < PairedDifference::least_pairs ? "the few runs do not agree"
                                                                       : "the range of their difference holds 0"));
    }
    sentences.push_back(
        fmt::format("What comes after {}: an option that opens late, or fills slowly, has had little time.",
                    long_name(found.septembers.back())));
    if (comparison.reference().run().replicates > 1)
        sentences.push_back(fmt::format("Doubt about {}, which all options share. {}", left_in_doubt(comparison),
                                        words_on_ranges(comparison.reference().run())));
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
