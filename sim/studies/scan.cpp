// SPDX-License-Identifier: MIT
#include "sim/studies/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/recording.h"
#include "sim/output/wording.h"
#include "sim/scenario/parameter_values.h"
#include "sim/simulation.h"
#include "sim/studies/scan_terms.h"

namespace sendscape {
namespace {

/// Least spread that a change is told in, as a share of the measure's largest number: so that what luck leaves alone is
/// not told in spreads of nearly nothing (assumption).
constexpr double least_spread = 0.005;
constexpr double table_factor = 2;  ///< tables are halved and doubled: their ranges are wider than their rows' are
/// A stock has run away that is so many times its start and so many times what it is without the change (assumption);
/// fewer than so many of anything may be chance.
constexpr double run_away = 5, beyond_usual = 2, too_few = 50;

// The homes built where a parameter is about new homes: enough to be seen, over a year from the start.
constexpr int homes_built = 400, months_to_homes = 6;

// ---- numbers of a year ----------------------------------------------------------------------------------------------

/// Axes of which a measure's largest change is told by position, in order of preference; it is summed over the others.
constexpr std::array told_axes{Axis::kind, Axis::heading, Axis::service,   Axis::setting,
                               Axis::need, Axis::phase,   Axis::preference};

/// A number of one year: a measure's, or one position's of its told axis.
struct Cell {
    std::size_t series = 0;
    std::string words;
    bool count = false, share = false, stock = false;
    double value = 0;
};

bool is_share(const Series& series) { return series.unit == "share" || series.unit == "index"; }
/// Of what there cannot be fewer than none.
bool is_count(const Series& series) {
    return !is_share(series) && series.unit != "pounds" && series.unit != "standard deviations" &&
           series.unit != "class" && series.unit != "ratio";
}

/// The values of a series for the year up to a January: a stock then, a flow over its twelve months.
std::vector<double> of_year(const Run& run, const Series& series, Month january) {
    const auto at = run.time(series, january);
    if (!at) return {};
    const auto last = series.at(0, *at);
    std::vector<double> values(last.begin(), last.end());
    if (series.flow && series.monthly)
        for (std::size_t back = 1; back < months_a_year && back <= *at; ++back) {
            const auto month = series.at(0, *at - back);
            for (std::size_t i = 0; i < values.size(); ++i) values[i] += month[i];
        }
    return values;
}

void add_cells(const Run& run, std::size_t number, Month january, std::vector<Cell>& cells) {
    const Series& series = run.series[number];
    const std::vector<double> values = of_year(run, series, january);
    if (values.empty()) return;
    Cell cell{number, series.name, is_count(series), is_share(series), !series.flow, 0};
    if (series.position(Axis::school)) {
        // What moves children between schools leaves sums as they are: the spread tells it.
        double sum = 0, squares = 0, known = 0;
        for (const double value : values)
            if (!std::isnan(value)) sum += value, squares += value * value, known += 1;
        cell.value = sum;
        cells.push_back(cell);
        cell.words += ", spread between schools";
        cell.count = cell.share = cell.stock = false;
        cell.value = known > 0 ? std::sqrt(std::max(0.0, squares / known - sum / known * sum / known)) : 0;
        cells.push_back(cell);
        return;
    }
    const auto told =
        std::find_if(told_axes.begin(), told_axes.end(), [&](Axis axis) { return series.position(axis).has_value(); });
    std::size_t stride = 1, extent = 1;
    std::vector<std::string> codes{""};
    if (told != told_axes.end()) {
        const std::size_t position = *series.position(*told);
        extent = series.extents[position];
        for (std::size_t i = position + 1; i < series.extents.size(); ++i) stride *= series.extents[i];
        codes = run.codes(series, *told);
    }
    std::vector<double> sums(extent, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i])) sums[i / stride % extent] += values[i];
    for (std::size_t k = 0; k < extent; ++k) {
        Cell one = cell;
        if (extent > 1) one.words += ", " + codes[k];
        one.value = sums[k];
        cells.push_back(std::move(one));
    }
}

std::vector<Cell> cells_of(const Run& run, int year) {
    std::vector<Cell> cells;
    for (std::size_t number = 0; number < run.series.size(); ++number)
        add_cells(run, number, run.start + year * months_a_year, cells);
    return cells;
}

// ---- runs -----------------------------------------------------------------------------------------------------------

Scenario on_terms(const ScanPlan& plan, const ScanTerms& terms) {
    Scenario scenario = *plan.scenario;
    scenario.years = plan.years;
    scenario.replicates = 1;
    for (std::string_view rest = terms.with; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find("; "));
        rest.remove_prefix(std::min(rest.size(), one.size() + 2));
        const std::string_view key = one.substr(0, one.find('='));
        const ParameterRow& row = *find_parameter(key);
        ParameterChange change;
        change.key = key;
        change.values = parse_values(one.substr(key.size() + 1), row);
        scenario.changes.push_back(std::move(change));
    }
    if (terms.homes) {
        const Month start = scenario.start.value_or(plan.map->census);
        HomesBuilt homes;
        homes.on = start + months_to_homes;
        homes.near = plan.map->areas.front().code;
        homes.name = "New homes";
        homes.homes = homes.a_year = homes_built;
        scenario.homes.push_back(homes);
    }
    settle(scenario);
    return scenario;
}

/// Lives a year more of it and says how it looks so far.
class Lived {
  public:
    Lived(const ScanPlan& plan, Scenario scenario, std::uint32_t replicate)
        : scenario_(std::make_shared<const Scenario>(std::move(scenario))),
          alone_(1),
          simulation_(plan.map, scenario_, replicate, alone_),
          recording_(plan.map, simulation_.world().start, scenario_->years * months_a_year, 1, EventsKept::none) {
        recording_.observe(simulation_.world(), 0);
    }
    void a_year_more(Progress& progress) {
        for (int month = 0; month < months_a_year; ++month) {
            stop_if_asked();
            simulation_.step(alone_);
            recording_.observe(simulation_.world(), 0);
            progress.advance();
        }
    }
    [[nodiscard]] Run so_far() const { return recording_.copy(1).finish(*scenario_); }

  private:
    std::shared_ptr<const Scenario> scenario_;
    Parallel alone_;
    Simulation simulation_;
    Recording recording_;
};

Run live(const ScanPlan& plan, Scenario scenario, std::uint32_t replicate, Progress& progress) {
    Lived lived(plan, std::move(scenario), replicate);
    for (int year = 0; year < plan.years; ++year) lived.a_year_more(progress);
    return lived.so_far();
}

/// Whether a run equals the beginning of another one bit for bit in every measure.
bool equal_so_far(const Run& run, const Run& usual) {
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        const Series &one = run.series[i], &other = usual.series[i];
        for (std::size_t time = 0; time < std::min(one.times, other.times); ++time) {
            const auto a = one.at(0, time), b = other.at(0, time);
            for (std::size_t cell = 0; cell < a.size(); ++cell)
                if (a[cell] != b[cell] && !(std::isnan(a[cell]) && std::isnan(b[cell]))) return false;
        }
    }
    return true;
}

/// What luck does by itself, and runs without any change to hold others against.
struct Usual {
    std::vector<std::vector<double>> spread;  ///< by year from the first, by cell
    std::vector<double> most;                 ///< by year: largest change of a run of other luck, in spreads
    std::vector<std::pair<ScanTerms, Run>> runs;
    std::vector<std::vector<std::vector<Cell>>> cells;  ///< of these runs, by year

    [[nodiscard]] std::size_t of(const ScanTerms& terms) const {
        std::size_t i = 0;
        while (!(runs[i].first == terms)) ++i;
        return i;
    }
};

void measure_luck(std::span<const Run> lucky, int years, Usual& usual) {
    for (int year = 1; year <= years; ++year) {
        std::vector<std::vector<Cell>> all;
        for (const Run& run : lucky) all.push_back(cells_of(run, year));
        const std::size_t count = all.front().size();
        std::map<std::size_t, double> largest;  // of each series
        for (const auto& cells : all)
            for (const Cell& cell : cells) largest[cell.series] = std::max(largest[cell.series], std::abs(cell.value));
        std::vector<double> spread(count);
        for (std::size_t i = 0; i < count; ++i) {
            double sum = 0, squares = 0;
            for (const auto& cells : all) sum += cells[i].value;
            const double mean = sum / static_cast<double>(all.size());
            for (const auto& cells : all) squares += (cells[i].value - mean) * (cells[i].value - mean);
            spread[i] = std::max({std::sqrt(squares / static_cast<double>(all.size() - 1)),
                                  least_spread * largest[all.front()[i].series], 1e-9});
        }
        double most = 0;
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t run = 1; run < all.size(); ++run)
                most = std::max(most, std::abs(all[run][i].value - all[0][i].value) / spread[i]);
        usual.spread.push_back(std::move(spread));
        usual.most.push_back(most);
    }
}

Usual live_usual(const ScanPlan& plan, std::span<const ParameterRow* const> parameters, const Parallel& parallel,
                 std::ostream& err, bool quiet) {
    std::vector<ScanTerms> terms{ScanTerms{}};
    for (const ParameterRow* row : parameters) {
        const ScanTerms one = scan_terms(row->key);
        if (std::find(terms.begin(), terms.end(), one) == terms.end()) terms.push_back(one);
    }
    std::vector<Run> runs(terms.size() + plan.luck);
    Progress progress(err, "living the runs without a change",
                      runs.size() * static_cast<std::size_t>(plan.years) * months_a_year, quiet);
    parallel.for_each(runs.size(), [&](std::size_t i) {
        const bool lucky = i >= terms.size();
        const ScanTerms& one = terms[lucky ? 0 : i];
        const std::uint32_t replicate = lucky ? static_cast<std::uint32_t>(i - terms.size()) + 1 : one.replicate;
        // Luck alone: what one assumption does is what is measured, not what all of them do together.
        runs[i] = live(plan, on_terms(plan, lucky ? ScanTerms{"plans.assumptions_doubt=0"} : one), replicate, progress);
    });
    Usual usual;
    std::vector<Run> lucky{runs[0]};
    for (std::size_t i = terms.size(); i < runs.size(); ++i) lucky.push_back(std::move(runs[i]));
    measure_luck(lucky, plan.years, usual);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        usual.cells.emplace_back();
        for (int year = 1; year <= plan.years; ++year) usual.cells.back().push_back(cells_of(runs[i], year));
        usual.runs.emplace_back(terms[i], std::move(runs[i]));
    }
    return usual;
}

/// Tells the largest change in a year, where it is larger than those before.
void tell_change(const std::vector<Cell>& changed, const std::vector<Cell>& usual, const std::vector<double>& spread,
                 int year, ScanRow& row) {
    for (std::size_t i = 0; i < changed.size(); ++i) {
        const double in_luck = (changed[i].value - usual[i].value) / spread[i];
        if (!(std::abs(in_luck) > std::abs(row.in_luck))) continue;
        row.measure = changed[i].words;
        row.year = year;
        row.usual = usual[i].value;
        row.changed = changed[i].value;
        row.in_luck = in_luck;
    }
}

void live_end(const ScanPlan& plan, const ScanTerms& terms, std::vector<double> values, const Usual& usual,
              Progress& progress, ScanRow& row) {
    const std::size_t base = usual.of(terms);
    Scenario scenario = on_terms(plan, terms);
    ParameterChange change;
    change.key = row.key;
    change.values = std::move(values);
    std::erase_if(scenario.changes, [&](const ParameterChange& one) { return one.key == row.key; });
    scenario.changes.push_back(std::move(change));
    settle(scenario);
    try {
        Lived lived(plan, std::move(scenario), terms.replicate);
        bool equal = true, beyond = false;
        for (int year = 1; year <= plan.years && (plan.all_years || !beyond); ++year) {
            lived.a_year_more(progress);
            const Run run = lived.so_far();
            const auto at = static_cast<std::size_t>(year - 1);
            equal = equal_so_far(run, usual.runs[base].second);
            if (!equal) tell_change(cells_of(run, year), usual.cells[base][at], usual.spread[at], year, row);
            beyond = beyond || std::abs(row.in_luck) > usual.most[at];
            row.exploded = explosions(run, usual.runs[base].second);
        }
        row.moves = beyond ? Moves::beyond_luck : equal ? Moves::nothing : Moves::within_luck;
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception& failure) {
        row.moves = Moves::beyond_luck;
        row.exploded = {fmt::format("the run ended with an error: {}", failure.what())};
    }
}

std::string_view moves_code(Moves moves) {
    static constexpr std::array<std::string_view, 5> codes{"beyond_luck", "within_luck", "nothing", "as_usual",
                                                           "cannot_act"};
    return codes[static_cast<std::size_t>(moves)];
}

std::vector<double> in_force(const Scenario& scenario, const ParameterRow& row) {
    Parameters parameters;
    const std::span<double> field = row.field(parameters);
    for (const ParameterChange& change : scenario.changes)
        if (change.key == row.key && change.from == Month(0))
            for (std::size_t i = 0; i < field.size(); ++i) field[i] = change.values[change.values.size() == 1 ? 0 : i];
    return {field.begin(), field.end()};
}

}  // namespace

std::vector<double> scan_end(const ParameterRow& row, bool most) {
    Parameters parameters;
    const std::span<const double> usual = row.field(parameters);
    if (usual.size() == 1) return {most ? row.most : least_scanned(row)};
    std::vector<double> values(usual.begin(), usual.end());
    if (row.unit == Unit::names_in_order) {
        // Turned round, or nothing but the last step, distance or a lottery, which stays where it is in either.
        const auto end = std::find(values.begin(), values.end(), 0);
        if (most && end != values.begin()) std::reverse(values.begin(), end - 1);
        if (!most && end - values.begin() > 1) {
            std::iter_swap(values.begin(), end - 1);
            std::fill(values.begin() + 1, values.end(), 0);
        }
        return values;
    }
    for (double& value : values)
        value = std::clamp(most ? value * table_factor : value / table_factor, row.least, row.most);
    return values;
}

std::vector<std::string> explosions(const Run& run, const Run& usual) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        const Series &series = run.series[i], &other = usual.series[i];
        bool no_number = false, below = false, outside = false;
        const bool usual_below =
            std::any_of(other.values.begin(), other.values.end(), [](double value) { return value < 0; });
        for (std::size_t j = 0; j < series.values.size(); ++j) {
            const double value = series.values[j];
            no_number = no_number || std::isinf(value);
            below = below || (is_count(series) && !usual_below && value < 0);
            outside = outside || (is_share(series) && (value < 0 || value > 1 + 1e-9));
        }
        if (no_number) found.push_back(series.name + " is no number");
        if (below) found.push_back(series.name + " falls below 0");
        if (outside) found.push_back(series.name + " leaves 0 to 1");
    }
    const int years = static_cast<int>((run.month_count - 1) / months_a_year);
    const std::vector<Cell> at_start = cells_of(run, 0), at_end = cells_of(run, years),
                            without = cells_of(usual, years);
    for (const Cell& cell : at_end) {
        if (!cell.stock || !cell.count) continue;
        const auto same = [&](const Cell& one) { return one.words == cell.words; };
        const auto start = std::find_if(at_start.begin(), at_start.end(), same);
        const auto then = std::find_if(without.begin(), without.end(), same);
        if (start == at_start.end() || then == without.end() || cell.value < too_few) continue;
        if (cell.value > run_away * start->value && cell.value > beyond_usual * then->value)
            found.push_back(fmt::format("{} grows from {} to {}, {} without the change", cell.words,
                                        whole(start->value), whole(cell.value), whole(then->value)));
    }
    return found;
}

std::vector<ScanRow> scan(const ScanPlan& plan, std::span<const ParameterRow* const> parameters,
                          const Parallel& parallel, std::ostream& err, bool quiet) {
    const Usual usual = live_usual(plan, parameters, parallel, err, quiet);
    std::vector<ScanRow> rows(2 * parameters.size());
    Progress done(err, "scanning", rows.size(), quiet);
    parallel.for_each(rows.size(), [&](std::size_t i) {
        stop_if_asked();
        Progress untold(err, "", 0, true);
        const ParameterRow& parameter = *parameters[i / 2];
        ScanRow& row = rows[i];
        row.key = parameter.key;
        row.most = i % 2 == 1;
        const ScanTerms terms = scan_terms(parameter.key);
        std::vector<double> values = scan_end(parameter, row.most);
        row.value = values.size() > 1 ? (row.most ? "other order" : "last alone") : number_text(values[0]);
        if (values.size() > 1 && parameter.unit != Unit::names_in_order) row.value = row.most ? "doubled" : "halved";
        row.with = terms.with;
        if (terms.homes) row.with = fmt::format("{} new homes", homes_built);
        if (terms.replicate > 0) row.with = fmt::format("replicate {}", terms.replicate);
        if (std::string reason = cannot_act(parameter.key, *plan.map); !reason.empty()) {
            row.moves = Moves::cannot_act;
            row.with = std::move(reason);
        } else if (values == in_force(on_terms(plan, terms), parameter)) {
            row.moves = Moves::as_usual;
        } else {
            live_end(plan, terms, std::move(values), usual, untold, row);
        }
        done.advance();
    });
    done.finish();
    return rows;
}

std::vector<std::string> dead_levers(std::span<const ScanRow> rows) {
    std::vector<std::string> dead;
    for (std::size_t i = 0; i < rows.size();) {
        bool nothing = false, acts = false;
        const std::string& key = rows[i].key;
        for (; i < rows.size() && rows[i].key == key; ++i) {
            nothing = nothing || rows[i].moves == Moves::nothing;
            acts = acts || rows[i].moves == Moves::beyond_luck || rows[i].moves == Moves::within_luck;
        }
        if (nothing && !acts) dead.push_back(key);
    }
    return dead;
}

std::string scan_csv(std::span<const ScanRow> rows) {
    std::string text =
        "parameter,end,value,moves,measure,year,usual,changed,relative_change,change_in_luck,exploded,with\n";
    for (const ScanRow& row : rows) {
        const bool told = !row.measure.empty();
        const double relative = row.usual != 0 ? (row.changed - row.usual) / std::abs(row.usual) : std::nan("");
        std::string exploded;
        for (const std::string& one : row.exploded) exploded += (exploded.empty() ? "" : "; ") + one;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", row.key, row.most ? "most" : "least",
                            csv_field(row.value), moves_code(row.moves), csv_field(row.measure),
                            told ? std::to_string(row.year) : "", told ? csv_number(row.usual) : "",
                            told ? csv_number(row.changed) : "", told ? csv_number(relative) : "",
                            told ? csv_number(row.in_luck) : "", csv_field(exploded), csv_field(row.with));
    }
    return text;
}

}  // namespace sendscape
