// SPDX-License-Identifier: MIT
#include "sim/output/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/admissions/criteria_names.h"
#include "sim/output/magnet_shares.h"
#include "sim/output/range_parts.h"
#include "sim/output/school_names.h"
#include "sim/output/wording.h"
#include "sim/parameters.h"

namespace sendscape {
namespace {

constexpr double least_told = 0.5;                      ///< children: what rounds to none is not told
constexpr double nearly_all = 0.95;                     ///< of a group, in one area: told as if all were there
constexpr std::size_t groups_told = 4, areas_told = 3;  ///< in the answer; the rest is summed up

// Five years ahead where the run reaches so far: the horizon of a place-planning return. Else its last September.
Month headline_month(const Run& run) {
    const Month wanted(run.start.year() + 5, 9);
    if (wanted <= run.last()) return wanted;
    for (Month month = run.last(); month > run.start; month = month - 1)
        if (month.month_of_year() == 9) return month;
    return run.last();
}

std::vector<Named> shares_by(const Run& run, const Series& shortfall, Month when, Axis axis) {
    std::vector<Named> rows;
    const auto names = run.words(shortfall, axis);
    std::vector<double> means;
    for (std::size_t i = 0; i < names.size(); ++i) {
        rows.push_back({names[i], range_of(run.across(shortfall, when, {{axis, i}}))});
        means.push_back(rows.back().value.mean);
    }
    const std::vector<double> shown = whole_parts(means);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].shown = shown[i];
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Named& a, const Named& b) { return a.value.mean > b.value.mean; });
    return rows;
}

/// Children short of a place in one area, phase and need, by replicate.
std::vector<double> short_in(const Series& shortfall, std::size_t at, std::size_t area, std::size_t phase,
                             std::size_t need) {
    const std::size_t kinds = shortfall.kinds.size();
    std::vector<double> values;
    for (std::size_t r = 0; r < shortfall.replicates; ++r) {
        const auto cells =
            shortfall.at(r, at).subspan(((area * phase_count + phase) * need_count + need) * kinds, kinds);
        double sum = 0;
        for (const double value : cells) sum += value;
        values.push_back(sum);
    }
    return values;
}

std::vector<ShortGroup> groups_of(const Run& run, const Series& shortfall, Month when) {
    std::vector<ShortGroup> groups;
    const auto at = run.time(shortfall, when);
    if (!at) return groups;
    for (std::size_t area = 0; area < run.map->areas.size(); ++area)
        for (std::size_t phase = 0; phase < phase_count; ++phase)
            for (std::size_t need = 0; need < need_count; ++need) {
                const Range range = range_of(short_in(shortfall, *at, area, phase, need));
                if (range.mean >= least_told)
                    groups.push_back(
                        {static_cast<Need>(need), static_cast<Phase>(phase), run.map->areas[area].name, range});
            }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const ShortGroup& a, const ShortGroup& b) { return a.children.mean > b.children.mean; });
    return groups;
}

// The same over all areas, each with the area that holds most of it.
std::vector<ShortGroup> broad_groups(const Run& run, const Series& shortfall, Month when) {
    std::vector<ShortGroup> groups;
    const auto at = run.time(shortfall, when);
    if (!at) return groups;
    for (std::size_t phase = 0; phase < phase_count; ++phase)
        for (std::size_t need = 0; need < need_count; ++need) {
            ShortGroup group{static_cast<Need>(need), static_cast<Phase>(phase), {}, {}, 0};
            group.children = range_of(run.across(shortfall, when, {{Axis::need, need}, {Axis::phase, phase}}));
            if (!(group.children.mean >= least_told)) continue;
            for (std::size_t area = 0; area < run.map->areas.size(); ++area) {
                const double here = range_of(short_in(shortfall, *at, area, phase, need)).mean;
                if (here > group.in_area) group.in_area = here, group.area = run.map->areas[area].name;
            }
            groups.push_back(std::move(group));
        }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const ShortGroup& a, const ShortGroup& b) { return a.children.mean > b.children.mean; });
    return groups;
}

std::string_view phase_in_words(Phase phase) {
    switch (phase) {
        case Phase::early_years:
            return "early years";
        case Phase::primary:
            return "primary";
        case Phase::secondary:
            return "secondary";
        case Phase::post16:
            return "post-16";
    }
    return "";
}

// "Port Lyne (61), Aldermere South (48) and Harbury (39)".
std::string largest_areas(const std::vector<Named>& areas) {
    std::string text;
    const std::size_t told = std::min(areas_told, areas.size());
    for (std::size_t i = 0; i < told; ++i)
        text += fmt::format("{}{} ({})",
                            i == 0          ? ""
                            : i + 1 == told ? " and "
                                            : ", ",
                            areas[i].name, whole(areas[i].shown));
    return text;
}

// "158 independent or distant for want of a state place; 30 no setting".
std::string instead(const std::vector<Named>& kinds) {
    std::string text;
    for (const Named& kind : kinds)
        if (kind.shown >= 1) text += fmt::format("{}{} {}", text.empty() ? "" : "; ", whole(kind.shown), kind.name);
    return text;
}

std::vector<MagnetSchool> schools_told_as(const Run& run, Month january, MagnetClass which) {
    std::vector<MagnetSchool> found;
    const Series* ratios = run.find("magnet_ratio");
    if (ratios == nullptr || run.map->schools.empty()) return found;
    const auto januaries = run.januaries();
    const bool magnets = which == MagnetClass::magnet;
    const auto mean_ratio = run.means(*ratios, january);
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        const School& school = run.map->schools[row];
        if (!school.in_area) continue;
        const MagnetShares shares = magnet_shares(run, january, row);
        if (shares.told() != which) continue;
        MagnetSchool one;
        one.row = row;
        one.name = school.name;
        if (school.area.exists() && school.area.value < run.map->areas.size())
            one.area = run.map->areas[school.area.value].name;
        one.ratio = mean_ratio[row];
        one.share = magnets ? shares.magnet : shares.deflector;
        one.since = january;
        for (std::size_t i = januaries.size(); i-- > 0;) {
            if (januaries[i] > january) continue;
            if (magnet_shares(run, januaries[i], row).told() != which) break;
            one.since = januaries[i];
        }
        // Two Januaries are needed to be called one: a school so called at the second was so at the start.
        one.from_start = one.since - run.start <= 12;
        found.push_back(std::move(one));
    }
    std::stable_sort(found.begin(), found.end(), [&](const MagnetSchool& a, const MagnetSchool& b) {
        return magnets ? a.ratio > b.ratio : a.ratio < b.ratio;
    });
    return found;
}

}  // namespace

std::string told(const Named& one) {
    Range range = one.value;
    range.mean = one.shown;
    return with_range(range);
}

Findings findings_of(const Run& run) {
    Findings f;
    f.first = run.start;
    f.headline = headline_month(run);
    f.last_january = run.januaries().empty() ? run.start : run.januaries().back();
    f.has_year = f.last_january - run.start >= 12;
    const Series& shortfall = run.get("specialist_shortfall");
    f.shortfall = range_of(run.across(shortfall, f.headline));
    f.shortfall_at_start = range_of(run.across(shortfall, run.start));
    f.shortfall_at_peak = f.shortfall_at_start;
    f.peak = run.start;
    for (std::size_t i = 0; i < run.month_count; ++i) {
        const Range range = range_of(run.across(shortfall, run.month(i)));
        if (range.mean > f.shortfall_at_peak.mean) f.shortfall_at_peak = range, f.peak = run.month(i);
    }
    f.broad = broad_groups(run, shortfall, f.headline);
    f.groups = groups_of(run, shortfall, f.headline);
    f.by_area = shares_by(run, shortfall, f.headline, Axis::area);
    f.by_need = shares_by(run, shortfall, f.headline, Axis::need);
    f.by_phase = shares_by(run, shortfall, f.headline, Axis::phase);
    f.by_kind = shares_by(run, shortfall, f.headline, Axis::kind);
    f.magnets = schools_told_as(run, f.last_january, MagnetClass::magnet);
    f.deflectors = schools_told_as(run, f.last_january, MagnetClass::deflector);
    f.plans_at_start = run.range("plans_maintained", run.start);
    f.plans_at_headline = run.range("plans_maintained", f.headline);
    f.plans_at_end = run.range("plans_maintained", run.last());
    return f;
}

std::string answer(const Run& run, const Findings& f) {
    const double children = f.shortfall.mean;
    std::string text =
        fmt::format("By {}, {} {}", long_name(f.headline), whole(children), one_or_many(children, "child", "children"));
    if (!f.shortfall.single) text += fmt::format(" (range {} to {})", whole(f.shortfall.p05), whole(f.shortfall.p95));
    text += " will have no suitable specialist place";
    if (f.broad.empty()) return text + ".";
    const std::size_t told = std::min(f.broad.size(), groups_told);
    const bool one_area = run.map->areas.size() < 2;
    std::vector<double> parts(told + 1, children);
    for (std::size_t i = 0; i < told; ++i) {
        parts[i] = f.broad[i].children.mean;
        parts[told] -= parts[i];
    }
    parts[told] = std::max(0.0, parts[told]);
    const std::vector<double> shown = whole_parts(parts);
    for (std::size_t i = 0; i < told; ++i) {
        const ShortGroup& group = f.broad[i];
        text += fmt::format("{} {} {}, {}", i == 0 ? ":" : ";", whole(shown[i]), need_in_words(group.need),
                            phase_in_words(group.phase));
        if (!one_area && group.in_area >= nearly_all * group.children.mean)
            text += fmt::format(", in {}", group.area);
        else if (!one_area)
            text += fmt::format(" ({} of them in {})", whole(std::min(group.in_area, shown[i])), group.area);
    }
    if (shown[told] >= 1) text += fmt::format("; and {} more in smaller groups", whole(shown[told]));
    text += ".";
    if (const std::string what = instead(f.by_kind); !what.empty())
        text += fmt::format(" What they have instead: {}.", what);
    if (!one_area) text += fmt::format(" Most are in {}.", largest_areas(f.by_area));
    if (run.replicates == 1)
        text += " This is one run of the simulation: it shows no range, and a second run would give another number.";
    return text;
}

std::string who_orders_places(const Run& run, const Findings& f) {
    const RecordedParameter* const orders = run.parameter("loops.commissioning");
    const Series& places = run.get("specialist_places");
    std::vector<double> gained(places.replicates, 0.0);
    for (std::size_t kind = 0; kind < places.kinds.size(); ++kind) {
        if (places.kinds[kind] == "alternative") continue;
        const auto then = run.across(places, f.headline, {{Axis::kind, kind}});
        const auto before = run.across(places, run.start, {{Axis::kind, kind}});
        for (std::size_t r = 0; r < gained.size(); ++r) gained[r] += then[r] - before[r];
    }
    int named = 0;
    for (const RecordedChange& change : run.changes)
        if (change.on <= f.headline) named += change.places;
    for (double& one : gained) one -= named;
    const std::string aside =
        named == 0 ? std::string() : fmt::format(", beside the {} the scenario's own changes bring", named);
    const Range range = range_of(std::move(gained));
    if (orders != nullptr && orders->value == 0)
        return fmt::format(
            "In this run the authority orders no places (loops.commissioning is off): {} special and base places on "
            "order at the start open by then{}.",
            with_range(range), aside);
    return fmt::format(
        "This counts on {} more special and base places by then that the simulated authority orders of itself, or had "
        "on order at the start{}. Run again with --policy no-new-places to see how many children are short without its "
        "orders.",
        with_range(range), aside);
}

std::string peak_sentence(const Findings& f) {
    std::string text =
        fmt::format("The shortfall is largest in {}: {}.", long_name(f.peak), with_range(f.shortfall_at_peak));
    if (f.peak.month_of_year() != 9)
        text +=
            " Within a school year it grows month by month, as plans are made; in September, when leavers make room "
            "and new places open, it falls.";
    return text;
}

std::vector<ChangedParameter> changed_parameters(const Run& run) {
    std::vector<ChangedParameter> changed;
    const auto number = [](double value) { return fmt::format("{:.6g}", value); };
    for (std::size_t i = 0; i < run.parameters.size();) {
        const RecordedParameter& first = run.parameters[i];
        const std::string key = first.key.substr(0, first.key.find('['));
        const ParameterRow* row = find_parameter(key);
        if (!row || row->unit != Unit::names_in_order) {
            if (first.changed())
                changed.push_back({first.key, number(first.value), number(first.standard), first.unit, first.meaning});
            ++i;
            continue;
        }
        std::vector<double> values, standards;
        for (; i < run.parameters.size() && run.parameters[i].key.starts_with(key + "["); ++i) {
            values.push_back(run.parameters[i].value);
            standards.push_back(run.parameters[i].standard);
        }
        // A run of an older program has the place of each criterion instead.
        if (values != standards && values.size() == CriteriaValues{}.size())
            changed.push_back({key, criteria_words(order_of(values)), criteria_words(order_of(standards)), first.unit,
                               first.meaning});
    }
    return changed;
}

std::vector<std::string> caveats(const Run& run) {
    std::vector<std::string> lines;
    lines.push_back(
        "Every child here is simulated. The model starts from published counts and moves by published rates; it is a "
        "planning aid, not a forecast of any child's life.");
    if (run.replicates == 1)
        lines.push_back(
            "One replicate was run, so no range is given. Use --replicates 20 or more before quoting a number.");
    else
        lines.push_back(words_on_ranges(run));
    lines.push_back(
        "Public data cannot tell growth of need from readiness to ask for a plan or from panel practice, nor parents' "
        "preference from what was on offer. Parameters marked N in the table of assumptions are of that kind.");
    if (const std::vector<ChangedParameter> changed = changed_parameters(run); !changed.empty()) {
        constexpr std::size_t most = 15;
        std::string text, ending;
        for (std::size_t i = 0; i < changed.size() && i < most; ++i)
            text += fmt::format("{} {} = {} (default {})", i == 0 ? "" : ",", changed[i].key, changed[i].value,
                                changed[i].standard);
        if (changed.size() > most) ending = fmt::format(" and {} more", changed.size() - most);
        lines.push_back(
            fmt::format("The scenario changes {} of the model's {} parameter values from their defaults:"
                        "{}{}.",
                        changed.size(), run.parameters.size(), text, ending));
    }
    if (const RecordedParameter* const orders = run.parameter("loops.commissioning");
        orders != nullptr && orders->value != 0)
        lines.push_back(
            "How many places the authority orders, and when they open, is assumed and often matters more than luck: "
            "the "
            "answer without them (--policy no-new-places) can lie far outside the range.");
    if (const Series* const on_order = run.find("places_on_order"); on_order != nullptr && !run.map->synthetic) {
        const Range at_start = run.range("places_on_order", run.start);
        if (at_start.mean >= 1)
            lines.push_back(fmt::format(
                "Of special and base places {} are on order at the start. No public table tells what is, so that they "
                "are assumed: a part of each state special school's places in each of the first two Septembers "
                "(authority.pipeline_at_start) and bases by the number of pupils on roll. What you know to be on order "
                "belongs in the scenario ([[grow]], [[open]]), with authority.pipeline_at_start = 0.",
                with_range(at_start)));
    }
    lines.push_back(
        "Numbers are means over the replicates. Lists of children short of a place are rounded so that they add up; "
        "elsewhere each number is rounded by itself, and differences and sums are worked out before rounding.");
    for (const std::string& sentence : run.map->assumptions) lines.push_back(sentence);
    if (school_names_hidden(*run.map)) lines.emplace_back(names_hidden_words);
    return lines;
}

}  // namespace sendscape
