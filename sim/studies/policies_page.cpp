// SPDX-License-Identifier: MIT
#include "sim/studies/policies_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/output/wording.h"
#include "sim/parameters.h"
#include "sim/scenario/housing.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

/// What a column of the headline table is called.
struct Headline {
    std::string_view measure, words;
};
constexpr std::array headlines{
    Headline{"plans_maintained", "plans"},
    Headline{"plans_issued", "new plans in the year"},
    Headline{"specialist_shortfall", "children short of a place"},
    Headline{"weeks_to_plan", "weeks to a plan"},
    Headline{"unmet_need", "unmet need"},
    Headline{"school_responses", "schools' responses to strain in the year"},
    Headline{"high_needs_spend", "high needs spend in the year"},
    Headline{"high_needs_balance", "balance of the grant"},
};

std::string amount(double value, std::string_view unit) {
    if (unit == "pounds") return value < 0 ? money(value) : "+" + money(value);
    if (unit == "share" || unit == "index") return fmt::format("{:+.3f}", value);
    const double size = std::abs(value);
    return fmt::format("{:+.{}f}", value, size >= 10 ? 0 : size >= 1 ? 1 : 2);
}

std::string value_text(const ParameterChange& change) {
    const ParameterRow* row = find_parameter(change.key);
    if (!row || row->unit == Unit::names_in_order) return "a list";
    if (row->unit == Unit::on_off) return change.values[0] != 0 ? "on" : "off";
    std::string text;
    for (const double value : change.values) text += (text.empty() ? "" : ", ") + number_text(value);
    return change.values.size() == 1 ? text : "[" + text + "]";
}

const PolicyAbout& about_of(const Scenario& policy) {
    static const PolicyAbout none;
    return policy.policies.empty() ? none : policy.policies.front();
}

/// Whether the effects are those claimed.
std::string_view verdict(const PolicyAbout& about, const std::vector<Effect>& effects) {
    if (about.moves.empty()) return "claims none";
    std::size_t as_claimed = 0;
    for (std::size_t i = 0; i < about.moves.size() && i < effects.size(); ++i)
        as_claimed += about.moves[i].up ? effects[i].up() : effects[i].down();
    return as_claimed == about.moves.size() ? "as claimed" : as_claimed > 0 ? "in part" : "**not shown**";
}

std::string unit_of(const Aim& aim) { return std::string(measured_part(aim.measure, aim.position).measure->unit); }

void tell_policy(std::string& page, const PolicyTold& one, const PoliciesTold& told) {
    const PolicyAbout& about = about_of(one.policy);
    page += fmt::format("### {}: {}\n\n{}\n\n- **Lever**: {}\n", one.policy.name, about.title, about.description,
                        changes_line(one.policy));
    if (!about.source.empty()) page += fmt::format("- **Source**: {}\n", about.source);
    page += fmt::format("- **Effect {}**", effect_known_labels[static_cast<std::size_t>(about.known)].words);
    if (about.assumption)
        page += fmt::format(": `{}`, shown from {} to {}", about.assumption->parameter,
                            number_text(about.assumption->least), number_text(about.assumption->most));
    page += "\n";
    for (std::size_t i = 0; i < about.moves.size(); ++i) {
        const std::string unit = unit_of(about.moves[i]);
        page += fmt::format("- `{}` ({}): {}", aim_text(about.moves[i]), unit, effect_text(one.aims[i], unit));
        if (!one.least.empty())
            page += fmt::format("; at the least of the assumption {}, at the most {}", effect_text(one.least[i], unit),
                                effect_text(one.most[i], unit));
        if (!one.elsewhere.empty())
            page += fmt::format("; in {} {}", told.elsewhere, effect_text(one.elsewhere[i], unit));
        page += "\n";
    }
    if (about.shown_in) page += fmt::format("- Told in {}, when it makes a difference\n", long_name(*about.shown_in));
    if (!about.note.empty()) page += fmt::format("\n{}\n", about.note);
    page += "\n";
}

void tell_path(std::string& page, const PoliciesTold& told) {
    page += fmt::format(
        "\n## The white paper's path\n\nPupils with plans, of all pupils on the rolls of {}, each January. Published "
        "with the "
        "White Paper of February 2026: 5.3% in 2024-25 (before the map's census), then as below. `white-paper-2026` "
        "has "
        "the money from 2026 and the law from September 2030; `white-paper-2026-path` has beside it what had to be "
        "assumed to come near the published path: both are told further down, lever by lever.\n\n"
        "| school year | published | as it is | white-paper-2026 | white-paper-2026-path |\n|---|---|---|---|---|\n",
        told.area);
    for (const PathPoint& point : told.path)
        page += fmt::format("| {} | {} | {} | {} | {} |\n", point.school_year, percent(point.published),
                            percent(point.as_is), percent(point.reform), percent(point.on_path));
}

}  // namespace

std::vector<MeasuredPart> headline_parts() {
    std::vector<MeasuredPart> parts;
    for (const Headline& one : headlines) parts.push_back(measured_part(one.measure));
    return parts;
}

std::string effect_text(const Effect& effect, std::string_view unit) {
    if (effect.low == 0 && effect.high == 0) return "none";
    return fmt::format("{}{} ({} to {})",
                       effect.up() || effect.down() ? "" : "none shown: ", amount(effect.difference, unit),
                       amount(effect.low, unit), amount(effect.high, unit));
}

bool asked_before(const Scenario& one, const Scenario& other) {
    const std::string &a = about_of(one).asks, &b = about_of(other).asks;
    if (a.empty() != b.empty()) return !a.empty();
    return a != b ? a < b : one.name < other.name;
}

std::string changes_line(const Scenario& policy) {
    std::string changes;
    const auto add = [&](const std::string& text, Month from) {
        changes +=
            fmt::format("{}{}{}", changes.empty() ? "" : "; ", text, from == Month(0) ? "" : " from " + to_text(from));
    };
    for (const ParameterChange& change : policy.changes)
        add(fmt::format("{} = {}", change.key, value_text(change)), change.from);
    for (const ProvisionChange& change : policy.provision) add(change.label, change.on);
    for (const CriteriaChange& change : policy.criteria) add(criteria_text(change), change.on);
    for (const HomesBuilt& homes : policy.homes) add(homes_text(homes), homes.on);
    for (const OrdersEntry& entry : policy.orders) add(entry_words(entry), Month(0));
    return changes;
}

std::string policies_page(const PoliciesTold& told) {
    std::string page = fmt::format(
        "# Policies: what each does\n\nMade by `./dev policies`: do not edit. Each policy is lived beside '{}' on "
        "{}, every child with the same luck in both: {} pairs of runs, told in {} (flows: of the year before "
        "it). A "
        "number is the mean difference that the policy makes and, in brackets, its 95% interval; *none shown* where "
        "that holds 0. An effect that rests on an assumption says something of the assumption, not of the world, and "
        "is shown over its range.\n",
        told.scenario, told.area, told.pairs, told.january);
    if (!told.elsewhere.empty())
        page += fmt::format("\nBeside it, of {} pairs, {}: a map made of public files, tried likewise.\n",
                            told.pairs_elsewhere, told.elsewhere);
    page += fmt::format(
        "\n## What each is meant to move\n\n| policy | asked for by | effect | claim | in {} "
        "|\n|---|---|---|---|---|\n",
        told.area);
    for (const PolicyTold& one : told.policies) {
        const PolicyAbout& about = about_of(one.policy);
        std::string effects;
        for (std::size_t i = 0; i < about.moves.size(); ++i)
            effects += fmt::format("{}`{}`: {}", i == 0 ? "" : "<br>", aim_text(about.moves[i]),
                                   effect_text(one.aims[i], unit_of(about.moves[i])));
        page += fmt::format("| {} | {} | {} | {} | {} |\n", one.policy.name, about.asks,
                            effect_known_labels[static_cast<std::size_t>(about.known)].words, verdict(about, one.aims),
                            effects);
    }
    page += "\n## Eight numbers for each\n\n| policy |";
    for (const Headline& one : headlines) page += fmt::format(" {} |", one.words);
    page += "\n|---|";
    for (std::size_t i = 0; i < headlines.size(); ++i) page += "---|";
    page += "\n";
    const auto parts = headline_parts();
    const auto row = [&](const std::string& name, const std::vector<Effect>& effects, std::size_t from) {
        page += "| " + name + " |";
        for (std::size_t i = 0; i < parts.size(); ++i)
            page += fmt::format(" {} |", effect_text(effects[from + i], parts[i].measure->unit));
        page += "\n";
    };
    for (const PolicyTold& one : told.policies) {
        row(one.policy.name, one.headline, 0);
        if (!one.elsewhere.empty())
            row(fmt::format("{}, {}", one.policy.name, told.elsewhere), one.elsewhere,
                one.elsewhere.size() - parts.size());
    }
    if (!told.path.empty()) tell_path(page, told);
    page += "\n## One by one\n";
    std::string asks = "\n";
    for (const PolicyTold& one : told.policies) {
        const PolicyAbout& about = about_of(one.policy);
        if (about.asks != asks) {
            asks = about.asks;
            page += fmt::format("\n## {}\n\n", asks.empty() ? "Others" : asks);
        }
        tell_policy(page, one, told);
    }
    return page;
}

}  // namespace sendscape
