// SPDX-License-Identifier: MIT
#include "sim/start/assumptions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>

#include "sim/core/elementary.h"
#include "sim/core/error.h"
#include "sim/start/shipped_assumptions.h"

namespace sendscape {
namespace {

// Scales of other doubts, which each replicate draws itself.
constexpr std::string_view doubts[]{"plans.practice_doubt",   "plans.assumptions_doubt",  "plans.drift_of_schools",
                                    "families.drift_primary", "families.drift_secondary", "admissions.number_drift"};
// First words of a source that says: somebody decides it.
constexpr std::string_view decided[]{"policy", "lever", "strategy"};

constexpr std::size_t in_a_block = 4;  // replicates: two directions, each both ways

bool given_from_start(const std::vector<ParameterChange>& given, std::string_view key, Month start) {
    return std::any_of(given.begin(), given.end(),
                       [&](const ParameterChange& change) { return change.key == key && change.from <= start; });
}

}  // namespace

bool is_assumption(const ParameterRow& row) {
    if (row.known != Known::jointly && row.known != Known::not_identifiable) return false;
    if (row.shapes != Shapes::course || row.unit == Unit::on_off || row.unit == Unit::names_in_order) return false;
    // Unit costs, and the hours that they buy, are in an authority's accounts, and whoever reads a price multiplies.
    if (row.unit == Unit::pounds || row.unit == Unit::pounds_a_year || row.unit == Unit::hours_a_week) return false;
    if (std::find(std::begin(doubts), std::end(doubts), row.key) != std::end(doubts)) return false;
    return std::none_of(std::begin(decided), std::end(decided),
                        [&](std::string_view word) { return row.source.starts_with(word); });
}

double moved_value(const ParameterRow& row, double value, double log_odds) {
    if (!(value > row.least) || !(value < row.most)) return value;
    const double width = row.most - row.least;
    const double moved = row.least + width * logistic(logit((value - row.least) / width) + log_odds);
    return row.unit == Unit::months ? std::clamp(std::round(moved), row.least, row.most) : moved;
}

std::optional<AssumptionDraw> assumption_draw(std::uint32_t replicate, std::size_t directions) {
    if (replicate == 0 || directions == 0) return std::nullopt;
    const std::size_t block = (replicate - 1) / in_a_block, within = (replicate - 1) % in_a_block;
    return AssumptionDraw{(2 * block + within % 2) % directions, within < 2 ? 1.0 : -1.0};
}

AssumptionSet read_assumptions(std::string_view toml, const std::string& place) {
    AssumptionSet set;
    try {
        const toml::table table = toml::parse(toml, place);
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            const auto where = fmt::format("{}:{}", place, key.source().begin.line);
            const ParameterRow* const row = find_parameter(name);
            if (!row || !is_assumption(*row)) throw InputError(fmt::format("{}: {} is no assumption", where, name));
            const toml::array* const values = node.as_array();
            if (!values || values->empty())
                throw InputError(fmt::format("{}: {}: a list of numbers, one for each direction", where, name));
            if (set.keys.empty()) set.directions.resize(values->size());
            if (values->size() != set.directions.size())
                throw InputError(fmt::format("{}: {}: {} numbers, where other parameters have {}", where, name,
                                             values->size(), set.directions.size()));
            for (std::size_t d = 0; d < values->size(); ++d) {
                const auto value = (*values)[d].value<double>();
                if (!value || !std::isfinite(*value))
                    throw InputError(fmt::format("{}: {}: number {} is none", where, name, d + 1));
                set.directions[d].push_back(*value);
            }
            set.keys.push_back(name);
        }
    } catch (const toml::parse_error& error) {
        throw InputError(fmt::format("{}:{}: {}", place, error.source().begin.line, error.description()));
    }
    return set;
}

std::string assumptions_toml(const AssumptionSet& set, const std::vector<std::string>& about) {
    std::string text;
    for (const std::string& line : about) text += "# " + line + "\n";
    for (std::size_t key = 0; key < set.keys.size(); ++key) {
        std::vector<std::string> values;
        for (const std::vector<double>& direction : set.directions)
            values.push_back(fmt::format("{:.2f}", direction[key]));
        text += fmt::format("\"{}\" = [{}]\n", set.keys[key], fmt::join(values, ", "));
    }
    return text;
}

const AssumptionSet& shipped_assumptions() {
    static const AssumptionSet set = read_assumptions(shipped_assumptions_toml, "assumptions.toml");
    return set;
}

void draw_assumptions(World& world, const std::vector<ParameterChange>& given) {
    const double scale = world.parameters.plans.assumptions_doubt;
    if (!(scale > 0) || world.draws.replicate() == 0) return;
    const AssumptionSet& set = shipped_assumptions();
    const auto draw = assumption_draw(world.draws.replicate(), set.directions.size());
    if (!draw) return;
    for (std::size_t i = 0; i < set.keys.size(); ++i) {
        if (given_from_start(given, set.keys[i], world.start)) continue;
        const ParameterRow& row = *find_parameter(set.keys[i]);
        const double log_odds = draw->sign * scale * set.directions[draw->direction][i];
        for (double& value : row.field(world.parameters)) value = moved_value(row, value, log_odds);
    }
}

}  // namespace sendscape
