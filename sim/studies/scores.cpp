// SPDX-License-Identifier: MIT
#include "sim/studies/scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "sim/core/error.h"
#include "sim/output/run.h"
#include "sim/output/shares.h"
#include "sim/output/summary.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// What scores are read from.
constexpr std::string_view score_heading =
    "level,authority,school,measure,axes,horizon,published,median,mean,p05,p95,baseline,baseline_value";
/// What is written: names stand beside codes.
constexpr std::string_view written_heading =
    "level,authority,authority_name,school,measure,axes,horizon,published,median,mean,p05,p95,baseline,baseline_value";

std::string name_of_authority(const std::string& code) {
    const EnglishAuthority* authority = code.empty() ? nullptr : authority_of_code(code);
    return authority ? csv_field(std::string(authority->name)) : std::string();
}

double one_if(bool so) { return so ? 1.0 : 0.0; }

/// Puts the median and the range of values over replicates into a score; with one replicate there is no range. What a
/// school draws for good comes as much one way as the other in each pair of replicates after the first (PairedDraws):
/// of an even number the last has no counterpart, and moves no middle of a school.
void tell_range(Score& score, const std::vector<double>& values) {
    const Range range = range_of(values);
    const bool unpaired = score.level == "school" && values.size() > 2 && values.size() % 2 == 0;
    const Range middle = unpaired ? range_of({values.begin(), values.end() - 1}) : range;
    score.median = middle.p50;
    score.mean = middle.mean;
    score.p05 = range.single ? not_recorded : range.p05;
    score.p95 = range.single ? not_recorded : range.p95;
}

/// A row for each baseline, or one without.
void add_rows(std::vector<Score>& scores, Score score, const std::vector<Baseline>& baselines) {
    score.baseline_value = not_recorded;
    if (baselines.empty()) scores.push_back(score);
    for (const Baseline& baseline : baselines) {
        score.baseline = baseline.name;
        score.baseline_value = baseline.value;
        scores.push_back(score);
    }
}

/// What is told of a school at one January, by replicate: roll, plans, SEN Support, as school_measures has them.
using Told = std::array<const std::vector<double>*, std::size(school_measures)>;
constexpr std::size_t roll_row = 0, plans_row = 1, support_row = 2;

double told(const Told& school, std::size_t row, std::size_t replicate) {
    return school[row] && replicate < school[row]->size() ? (*school[row])[replicate] : not_recorded;
}

/// A school of the area in both Januaries.
struct SchoolRow {
    const CensusSchool* first = nullptr;
    const CensusSchool* later = nullptr;  ///< null: not in the later census
    Told before{}, after{};
};

/// Plans over pupils of some schools.
struct Rate {
    double plans = 0, roll = 0;
    void add(double more_plans, double more_roll) {
        if (std::isnan(more_plans) || std::isnan(more_roll)) return;
        plans += more_plans;
        roll += more_roll;
    }
    [[nodiscard]] double of(double pupils) const { return roll > 0 ? pupils * plans / roll : not_recorded; }
};

/// Rates of one type of school of one authority: published and, by replicate, lived, at the start and later.
struct Rates {
    Rate published_before, published;
    std::vector<Rate> before, after;
};

Rates rates_of(const std::vector<SchoolRow>& rows, CensusType type, const CensusSum* later, std::size_t replicates) {
    Rates rates;
    rates.before.resize(replicates);
    rates.after.resize(replicates);
    if (later) rates.published.add(later->plans, later->roll);
    for (const SchoolRow& row : rows) {
        if (row.first->type != type) continue;
        rates.published_before.add(row.first->plans, row.first->roll);
        for (std::size_t r = 0; r < replicates; ++r) {
            rates.before[r].add(told(row.before, plans_row, r), told(row.before, roll_row, r));
            rates.after[r].add(told(row.after, plans_row, r), told(row.after, roll_row, r));
        }
    }
    return rates;
}

/// The pair of Januaries that a school was published with, and that a replicate lived.
SchoolPair published_pair(const SchoolRow& row, const Rates& rates) {
    return {row.first->roll,
            row.later->roll,
            row.first->plans,
            row.later->plans,
            rates.published_before.of(row.first->roll),
            rates.published.of(row.later->roll)};
}
SchoolPair lived_pair(const SchoolRow& row, const Rates& rates, std::size_t r) {
    const double before = told(row.before, roll_row, r), after = told(row.after, roll_row, r);
    return {before,
            after,
            told(row.before, plans_row, r),
            told(row.after, plans_row, r),
            rates.before[r].of(before),
            rates.after[r].of(after)};
}
bool is_whole(const SchoolPair& pair) {
    return pair.expected_before > 0 && pair.expected > 0 && !std::isnan(pair.plans_before) && !std::isnan(pair.plans) &&
           pair.roll > 0;
}

std::vector<SchoolRow> rows_at(const Published& published, const std::string& authority,
                               const std::vector<Forecast>& forecasts, int horizon) {
    std::map<std::uint32_t, SchoolRow> by_urn;
    const LaterCensus* later = published.later_by(horizon);
    for (const Forecast& one : forecasts) {
        if (one.school == 0 || (one.horizon != 0 && one.horizon != horizon)) continue;
        const CensusSchool* first = published.first().of_urn(one.school);
        if (!first) continue;  // opened since
        SchoolRow& row = by_urn[one.school];
        row.first = first;
        row.later = later ? later->census.same(*first, authority) : nullptr;
        for (std::size_t m = 0; m < std::size(school_measures); ++m)
            if (one.measure == school_measures[m]) (one.horizon == 0 ? row.before : row.after)[m] = &one.values;
    }
    std::vector<SchoolRow> rows;
    for (const auto& [urn, row] : by_urn) rows.push_back(row);
    return rows;
}

std::size_t replicates_of(const std::vector<Forecast>& forecasts) {
    return forecasts.empty() ? 0 : forecasts.front().values.size();
}

/// The scores of one school's numbers at a horizon.
void score_school(std::vector<Score>& scores, Score score, const SchoolRow& row, const Rates* rates,
                  const CensusGrowth* growth) {
    SchoolPast past;
    past.type = row.first->type;
    past.roll = row.first->roll;
    past.plans = row.first->plans;
    past.sen_support = row.first->sen_support;
    past.expected = rates ? rates->published_before.of(past.roll) : not_recorded;
    if (growth) {
        past.roll_growth = growth->roll;
        past.plans_growth = growth->plans;
        past.sen_support_growth = growth->sen_support;
    }
    const auto add = [&](std::string_view measure, double published, const std::vector<double>& values,
                         const std::vector<Baseline>& baselines) {
        score.measure = measure;
        score.published = published;
        tell_range(score, values);
        if (!std::isnan(score.median)) add_rows(scores, score, baselines);
    };
    const auto values = [&](std::size_t measure) {
        return row.after[measure] ? *row.after[measure] : std::vector<double>{};
    };
    using Baselines = std::vector<Baseline>;
    const bool same_kind = row.later && row.later->type == row.first->type;
    const CensusSchool* later = same_kind ? row.later : nullptr;
    add(school_measures[roll_row], later ? later->roll : not_recorded, values(roll_row),
        growth ? roll_baselines(past) : Baselines{});
    add(school_measures[plans_row], later ? later->plans : not_recorded, values(plans_row),
        growth ? plans_baselines(past) : Baselines{});
    add(school_measures[support_row], later ? later->sen_support : not_recorded, values(support_row),
        growth ? sen_support_baselines(past) : Baselines{});
    if (!rates) return;
    std::vector<double> ratios, above;
    for (std::size_t r = 0; r < rates->after.size(); ++r) {
        const SchoolPair pair = lived_pair(row, *rates, r);
        ratios.push_back(pair.expected > 0 ? pair.plans / pair.expected : not_recorded);
        above.push_back(pair.expected > 0 ? one_if(above_limit(pair.plans, pair.expected)) : not_recorded);
    }
    const double expected = later ? rates->published.of(later->roll) : not_recorded;
    const auto start = [&](double value) { return Baselines{{"start", value}}; };
    add("plans_over_expected", later && expected > 0 ? later->plans / expected : not_recorded, ratios,
        past.expected > 0 ? start(past.plans / past.expected) : Baselines{});
    // Of a state that is or is not, the share of replicates that have it is told in place of a median.
    score.measure = "above_limit";
    score.published = later && expected > 0 ? one_if(above_limit(later->plans, expected)) : not_recorded;
    score.median = score.mean = range_of(above).mean;
    score.p05 = score.p95 = not_recorded;
    if (!std::isnan(score.median))
        add_rows(scores, score,
                 past.expected > 0 ? start(one_if(above_limit(past.plans, past.expected))) : Baselines{});
}

}  // namespace

std::string scores_csv(const std::vector<Score>& scores) {
    CsvRows csv(std::string(written_heading) + "\n");
    for (const Score& s : scores)
        csv.add(fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", s.level, s.authority,
                            name_of_authority(s.authority), s.school, s.measure, csv_field(s.axes), s.horizon,
                            csv_number(s.published), csv_number(s.median), csv_number(s.mean), csv_number(s.p05),
                            csv_number(s.p95), s.baseline, csv_number(s.baseline_value)));
    return csv.guessable_text();
}

std::vector<Score> read_scores(const std::filesystem::path& file) {
    const CsvTable table = read_csv(file);
    std::vector<std::size_t> at;
    for (std::string_view rest = score_heading; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        at.push_back(table.needed_column("a column of scores", {rest.substr(0, comma)}));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    std::vector<Score> scores;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto text = [&](std::size_t column) { return std::string(table.cell(row, at[column])); };
        const auto number = [&](std::size_t column) {
            const std::string_view cell = table.cell(row, at[column]);
            const auto value = parse_number(cell);
            if (!value && !cell.empty()) throw InputError(fmt::format("{}: '{}' is no number", table.place(row), cell));
            return value.value_or(not_recorded);
        };
        const double horizon = number(5);
        scores.push_back({text(0), text(1), text(2), text(3), text(4), static_cast<int>(horizon), number(6), number(7),
                          number(9), number(10), text(11), number(12), number(8)});
    }
    return scores;
}

void Scorer::add(const std::string& authority, const std::vector<Forecast>& forecasts) {
    std::map<std::pair<std::string, std::string>, const ScoredMeasure*> measures;
    for (const ScoredMeasure& measure : scored_measures()) measures[{measure.name, measure.axes}] = &measure;
    std::vector<int> school_horizons;
    for (const Forecast& one : forecasts) {
        if (one.school != 0) {
            if (one.horizon > 0 &&
                std::find(school_horizons.begin(), school_horizons.end(), one.horizon) == school_horizons.end())
                school_horizons.push_back(one.horizon);
            continue;
        }
        const auto found = measures.find({one.measure, one.axes});
        if (found == measures.end()) continue;
        Score score{"authority", authority, "", one.measure, one.axes, one.horizon, 0, 0, 0, 0, "", 0};
        score.published = published_.value(*found->second, authority, one.horizon);
        tell_range(score, one.values);
        add_rows(
            scores_, score,
            one.horizon > 0 ? published_.baselines(*found->second, authority, one.horizon) : std::vector<Baseline>{});
    }
    for (const int horizon : school_horizons) add_schools(authority, forecasts, horizon);
}

void Scorer::add_schools(const std::string& authority, const std::vector<Forecast>& forecasts, int horizon) {
    const std::vector<SchoolRow> rows = rows_at(published_, authority, forecasts, horizon);
    const std::size_t replicates = replicates_of(forecasts);
    const LaterCensus* later = published_.later_by(horizon);
    std::map<CensusType, Rates> rates;
    for (const CensusType type : {CensusType::primary, CensusType::secondary}) {
        const CensusSum* sum = nullptr;
        if (later)
            if (const auto found = later->sums.find({authority, type}); found != later->sums.end())
                sum = &found->second;
        rates[type] = rates_of(rows, type, sum, replicates);
    }
    for (const SchoolRow& row : rows) {
        const CensusType type = row.first->type;
        const CensusGrowth* growth = nullptr;
        if (later)
            if (const auto found = later->growth.find(type); found != later->growth.end()) growth = &found->second;
        // Small mainstream schools are told, and left out of every summary.
        const bool small = is_mainstream(type) && row.later && !is_pair(*row.first, *row.later);
        const std::string axes = fmt::format("type={}{}", code(type), small ? ";roll=under_100" : "");
        Score score{"school", authority, std::to_string(row.first->urn), "", axes, horizon, 0, 0, 0, 0, "", 0};
        const auto of_type = rates.find(type);
        score_school(scores_, score, row, of_type == rates.end() ? nullptr : &of_type->second, growth);
        if (!row.later || !is_pair(*row.first, *row.later)) continue;
        LivedPairs& pairs = pairs_[{horizon, type}];
        pairs.lived.resize(replicates);
        if (of_type == rates.end()) {  // rolls alone
            pairs.published.push_back({row.first->roll, row.later->roll, 0, 0, 0, 0});
            for (std::size_t r = 0; r < replicates; ++r)
                pairs.lived[r].push_back({told(row.before, roll_row, r), told(row.after, roll_row, r), 0, 0, 0, 0});
            continue;
        }
        const SchoolPair published = published_pair(row, of_type->second);
        if (!is_whole(published)) continue;
        pairs.published.push_back(published);
        for (std::size_t r = 0; r < replicates; ++r)
            if (const SchoolPair lived = lived_pair(row, of_type->second, r); is_whole(lived))
                pairs.lived[r].push_back(lived);
    }
    if (!later) return;
    for (const CensusType type : {CensusType::primary, CensusType::secondary}) {
        LivedPairs& pairs = pairs_[{horizon, type}];
        pairs.gorard_lived.resize(replicates);
        std::vector<double> plans, rolls;
        for (const CensusSchool& school : later->census.schools())
            if (school.authority == authority && school.type == type && !std::isnan(school.plans) &&
                !std::isnan(school.roll)) {
                plans.push_back(school.plans);
                rolls.push_back(school.roll);
            }
        pairs.gorard_published.push_back(gorard_of(plans, rolls));
        for (std::size_t r = 0; r < replicates; ++r) {
            plans.clear();
            rolls.clear();
            for (const SchoolRow& row : rows)
                if (row.first->type == type && !std::isnan(told(row.after, plans_row, r))) {
                    plans.push_back(told(row.after, plans_row, r));
                    rolls.push_back(told(row.after, roll_row, r));
                }
            pairs.gorard_lived[r].push_back(gorard_of(plans, rolls));
        }
    }
}

std::vector<Score> Scorer::finish() {
    for (const auto& [key, pairs] : pairs_) {
        const auto& [horizon, type] = key;
        Score score{"england", "", "", "", fmt::format("type={}", code(type)), horizon, 0, 0, 0, 0, "", not_recorded};
        const auto add = [&](std::string_view measure, double published, const std::vector<double>& values) {
            score.measure = measure;
            score.published = published;
            tell_range(score, values);
            if (!std::isnan(score.published) || !std::isnan(score.median)) scores_.push_back(score);
        };
        if (!is_mainstream(type)) {
            const auto growth = [](const std::vector<SchoolPair>& of) {
                double before = 0, after = 0;
                for (const SchoolPair& pair : of) {
                    if (std::isnan(pair.roll_before) || std::isnan(pair.roll)) continue;
                    before += pair.roll_before;
                    after += pair.roll;
                }
                return before > 0 ? after / before : not_recorded;
            };
            std::vector<double> lived;
            for (const auto& of : pairs.lived) lived.push_back(growth(of));
            add("roll_growth", growth(pairs.published), lived);
            continue;
        }
        const PairSummary published = summarise(pairs.published);
        std::vector<PairSummary> lived;
        for (const auto& of : pairs.lived) lived.push_back(summarise(of));
        for (const PairStatistic& statistic : pair_statistics()) {
            std::vector<double> values;
            for (const PairSummary& of : lived) values.push_back(statistic.value(of));
            add(statistic.name, statistic.value(published), values);
        }
        std::vector<double> gorard;
        for (const auto& of : pairs.gorard_lived) gorard.push_back(range_of(of).p50);
        add("gorard_s", range_of(pairs.gorard_published).p50, gorard);
    }
    pairs_.clear();
    return std::move(scores_);
}

}  // namespace sendscape
