// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "agents/admissions/criteria_names.h"
#include "sim/commands/command.h"
#include "sim/commands/streams.h"
#include "sim/commands/text_table.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/output/aims.h"
#include "sim/output/measures.h"
#include "sim/parameters.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario.h"
#include "sim/school_year.h"
#include "sim/studies/policies_page.h"

namespace sendscape {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string default_text(const ParameterRow& row) {
    Parameters defaults;
    const std::span<double> values = row.field(defaults);
    if (row.unit == Unit::names_in_order) return criteria_words(order_of(values));
    if (values.size() == 1) {
        if (row.unit == Unit::on_off) return values[0] != 0 ? "on" : "off";
        return number_text(values[0]);
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return fmt::format("{} values, {} to {}", values.size(), number_text(*least), number_text(*most));
}

std::string known_text(Known known) {
    switch (known) {
        case Known::england:
            return "A England's tables";
        case Known::authorities:
            return "B authorities' tables";
        case Known::jointly:
            return "C jointly";
        default:
            return "N not identifiable";
    }
}

std::string shapes_text(Shapes shapes) {
    switch (shapes) {
        case Shapes::start:
            return "start";
        case Shapes::both:
            return "start, course";
        default:
            return "course";
    }
}

Rows parameter_rows() {
    Rows rows{{"parameter", "default", "least", "most", "unit", "known", "source", "shapes", "meaning"}};
    for (const ParameterRow& row : parameter_table()) {
        const bool numbers = row.unit != Unit::names_in_order;
        rows.push_back({std::string(row.key), default_text(row), numbers ? number_text(row.least) : "",
                        numbers ? number_text(row.most) : "", std::string(unit_words(row.unit)), known_text(row.known),
                        std::string(row.source), shapes_text(row.shapes), std::string(row.meaning)});
    }
    return rows;
}

Rows measure_rows() {
    Rows rows{{"measure", "unit", "recorded", "nature", "axes", "meaning"}};
    for (const MeasureRow& row : measure_table()) {
        std::string axes;
        for (std::size_t i = 0; i < row.axis_count; ++i) {
            axes += fmt::format("{}{}", i ? ", " : "", axis_name(row.axes[i]));
        }
        rows.push_back({std::string(row.name), std::string(row.unit),
                        row.cadence == Cadence::monthly ? "monthly" : "January",
                        row.nature == Nature::stock ? "stock" : "flow", axes, std::string(row.meaning)});
    }
    return rows;
}

Rows policy_rows() {
    std::vector<Scenario> policies;
    ConfigProblems problems;
    for (const std::string& name : config_names(ConfigKind::policy)) {
        policies.push_back(read_policy(name));
        check_aims(policies.back(), problems);
    }
    problems.throw_if_any();
    std::stable_sort(policies.begin(), policies.end(), asked_before);
    Rows rows{{"asked for by", "policy", "title", "its effect", "meant to move", "changes"}};
    for (const Scenario& policy : policies) {
        const PolicyAbout about = policy.policies.empty() ? PolicyAbout{} : policy.policies.front();
        std::string moves;
        for (const Aim& aim : about.moves) moves += (moves.empty() ? "" : ", ") + aim_text(aim);
        rows.push_back({about.asks, policy.name, policy.title,
                        std::string(effect_known_labels[static_cast<std::size_t>(about.known)].words), moves,
                        changes_line(policy)});
    }
    return rows;
}

Rows schedule_rows() {
    Rows rows{{"process", "months", "phase"}};
    static constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (const Process& process : school_year()) {
        std::string months;
        for (int m = 1; m <= 12; ++m)
            if (process.when & in(m))
                months += fmt::format("{}{}", months.empty() ? "" : " ", names[static_cast<std::size_t>(m - 1)]);
        rows.push_back(
            {std::string(process.name), process.when == every_month ? "monthly" : months, std::string(process.phase)});
    }
    return rows;
}

Rows stream_rows() {
    Rows rows{{"stream", "number", "what it decides"}};
    for (const StreamName& stream : stream_names()) {
        std::string words(stream.name);
        std::replace(words.begin(), words.end(), '_', ' ');
        rows.push_back({std::string(stream.name), std::to_string(static_cast<int>(stream.stream)), words});
    }
    return rows;
}

struct Thing {
    std::string_view name;
    std::string_view words;
    Rows (*rows)();
};
constexpr std::array things{
    Thing{"parameters", "what a scenario, a policy or --set can change: default, range, unit, source", parameter_rows},
    Thing{"measures", "what a run records: unit, axes, meaning", measure_rows},
    Thing{"policies", "the policy files that --policy finds", policy_rows},
    Thing{"schedule", "the processes of a month, in their order", schedule_rows},
    Thing{"streams", "the streams of random numbers, one for each purpose", stream_rows},
};

/// Wide enough that the meaning of most parameters takes three lines.
constexpr std::size_t list_width = 160;

std::string list_of_things(bool csv) {
    Rows rows{{"describe", "rows", "what it lists"}};
    for (const Thing& thing : things)
        rows.push_back({std::string(thing.name), std::to_string(thing.rows().size() - 1), std::string(thing.words)});
    return csv ? csv_text(rows) : text_table(rows);
}

/// The named list as an aligned table for people, or as CSV.
std::string list_of(std::string_view name, bool csv) {
    std::vector<std::string> known;
    for (const Thing& thing : things) {
        if (thing.name == name) return csv ? csv_text(thing.rows()) : text_table(thing.rows(), list_width);
        known.emplace_back(thing.name);
    }
    throw InputError(fmt::format("nothing to describe is called '{}'{} Known: {}", name, did_you_mean(name, known, "."),
                                 fmt::join(known, ", ")));
}

}  // namespace

CommandRow describe_row() {
    return {"describe",
            "List parameters, measures, policies, the schedule, streams",
            "  sendscape describe\n  sendscape describe parameters\n  sendscape describe measures --csv\n",
            {
                {.name = "WHAT", .help = "parameters, measures, policies, schedule or streams"},
                {.name = "--csv", .help = "as CSV", .takes = Takes::nothing},
            },
            [](const Given& given, std::ostream& out, std::ostream& /*err*/) {
                const auto thing = given.word("WHAT");
                out << (thing ? list_of(*thing, given.on("--csv")) : list_of_things(given.on("--csv"))) << std::flush;
                return 0;
            }};
}

}  // namespace sendscape
