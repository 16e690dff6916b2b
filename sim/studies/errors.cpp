// SPDX-License-Identifier: MIT
#include "sim/studies/errors.h"

#include <algorithm>
#include <boost/math/statistics/bivariate_statistics.hpp>
#include <cmath>
#include <map>
#include <tuple>

#include "maps/tables/english_authorities.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr double a_tenth = 0.10;

/// Errors of one forecaster.
struct Errors {
    std::vector<double> relative, absolute, forecasts, truths;
    double published = 0;
    void add(double forecast, double truth) {
        forecasts.push_back(forecast);
        truths.push_back(truth);
        absolute.push_back(std::abs(forecast - truth));
        if (truth > 0) relative.push_back(std::abs(forecast / truth - 1));
        published += truth;
    }
    static double mean(const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) sum += value;
        return values.empty() ? not_recorded : sum / static_cast<double>(values.size());
    }
    [[nodiscard]] double as(ErrorTold told) const {
        if (told == ErrorTold::relative) return mean(relative);
        const double off = mean(absolute);
        if (told != ErrorTold::over_mean) return off;
        return published > 0 ? off * static_cast<double>(absolute.size()) / published : not_recorded;
    }
    /// Of forecasts with what came; where either are all alike, or two, there is none.
    [[nodiscard]] double correlation() const {
        constexpr std::size_t fewest = 3;
        const auto alike = [](const std::vector<double>& values) {
            const auto [least, most] = std::minmax_element(values.begin(), values.end());
            return *least == *most;
        };
        if (forecasts.size() < fewest || alike(forecasts) || alike(truths)) return not_recorded;
        return boost::math::statistics::correlation_coefficient(forecasts, truths);
    }
};

/// What is gathered for one line.
struct Gathered {
    ErrorLine line;
    Errors model;
    std::size_t ranged = 0, covered = 0;
    std::vector<std::pair<std::string, Errors>> baselines;
    std::string last;  ///< authority and school of the score before: its baselines follow one another

    void add(const Score& score) {
        const std::string who = score.authority + "/" + score.school;
        if (who != last) {
            model.add(score.middle(), score.published);
            if (!std::isnan(score.p05)) {
                ++ranged;
                covered += score.covered();
            }
            last = who;
        }
        if (score.baseline.empty() || std::isnan(score.baseline_value)) return;
        auto found = std::find_if(baselines.begin(), baselines.end(),
                                  [&](const auto& one) { return one.first == score.baseline; });
        if (found == baselines.end()) found = baselines.insert(baselines.end(), {score.baseline, {}});
        found->second.add(score.baseline_value, score.published);
    }
    ErrorLine finish() {
        line.scored = model.absolute.size();
        line.mean_published = model.published / static_cast<double>(line.scored);
        line.model = model.as(line.told);
        line.model_middle = line.model_within_tenth = not_recorded;
        if (line.told == ErrorTold::relative && !model.relative.empty()) {
            std::sort(model.relative.begin(), model.relative.end());
            line.model_middle = range_of(model.relative).p50;
            line.model_within_tenth = static_cast<double>(std::count_if(model.relative.begin(), model.relative.end(),
                                                                        [](double off) { return off <= a_tenth; })) /
                                      static_cast<double>(model.relative.size());
        }
        line.model_over_published =
            model.published > 0 ? Errors::mean(model.forecasts) / Errors::mean(model.truths) : not_recorded;
        line.correlation = model.correlation();
        line.coverage = ranged > 0 ? static_cast<double>(covered) / static_cast<double>(ranged) : not_recorded;
        for (const auto& [name, errors] : baselines) line.baselines.emplace_back(name, errors.as(line.told));
        return std::move(line);
    }
};

std::string kind_of(const std::string& authority) {
    const EnglishAuthority* found = authority_of_code(authority);
    return std::string(kind_of_authority(found ? found->gss : std::string_view()));
}

bool is_scored(const Score& score) {
    return !std::isnan(score.published) && !std::isnan(score.median) && score.level != "england" &&
           score.axes.find("under_100") == std::string::npos && score.measure != "above_limit";
}

}  // namespace

const std::pair<std::string, double>* ErrorLine::best() const {
    const auto found = std::min_element(baselines.begin(), baselines.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    return found == baselines.end() ? nullptr : &*found;
}

ErrorTold told_of(std::string_view level, std::string_view measure) {
    if (measure == "plans_over_expected") return ErrorTold::ratio;
    if (level == "school") return measure == "pupils_on_roll" ? ErrorTold::relative : ErrorTold::over_mean;
    for (const ScoredMeasure& row : scored_measures()) {
        if (row.name != measure) continue;
        if (row.nature == ScoredNature::share) return ErrorTold::points;
        return row.nature == ScoredNature::stock || row.nature == ScoredNature::flow ? ErrorTold::relative
                                                                                     : ErrorTold::over_mean;
    }
    return ErrorTold::relative;
}

std::vector<ErrorLine> errors_of(const std::vector<Score>& scores) {
    std::vector<Gathered> gathered;
    std::map<std::tuple<std::string, std::string, std::string, int, std::string>, std::size_t> rows;
    const auto add = [&](const Score& score, const std::string& kind) {
        const auto [at, made] =
            rows.emplace(std::tuple(score.level, score.measure, score.axes, score.horizon, kind), gathered.size());
        if (made) {
            gathered.emplace_back();
            ErrorLine& line = gathered.back().line;
            line.level = score.level;
            line.measure = score.measure;
            line.axes = score.axes;
            line.kind = kind;
            line.horizon = score.horizon;
            line.told = told_of(score.level, score.measure);
        }
        gathered[at->second].add(score);
    };
    for (const Score& score : scores) {
        if (!is_scored(score)) continue;
        add(score, "");
        if (score.measure == scored_measures().front().name) add(score, kind_of(score.authority));
    }
    std::vector<ErrorLine> lines;
    for (Gathered& one : gathered) lines.push_back(one.finish());
    return lines;
}

std::vector<ErrorLine> errors_of_baselines(const Published& published, int years) {
    const ScoredMeasure& plans = scored_measures().front();
    std::vector<Score> scores;
    for (int horizon = 1; horizon <= years; ++horizon)
        for (const auto& [code, authority] : published.authorities()) {
            const auto baselines = published.baselines(plans, code, horizon);
            Score score{
                "authority", code,         "",           plans.name, "", horizon, published.value(plans, code, horizon),
                0,           not_recorded, not_recorded, "",         0};
            // Where part of the past is not known, no two of them could be compared.
            if (std::isnan(score.published) || baselines.size() < stock_baselines({1, 1, 1, 1}, 1).size()) continue;
            for (const Baseline& baseline : baselines) {
                score.baseline = baseline.name;
                score.baseline_value = baseline.value;
                scores.push_back(score);
            }
        }
    std::vector<ErrorLine> lines = errors_of(scores);
    std::erase_if(lines, [](const ErrorLine& line) { return !line.kind.empty(); });
    return lines;
}

std::vector<Miss> largest_misses(const std::vector<Score>& scores, std::string_view level, std::string_view measure,
                                 int horizon, std::size_t count) {
    std::vector<Miss> misses;
    for (const Score& score : scores) {
        if (score.level != level || score.measure != measure || score.horizon != horizon || !is_scored(score) ||
            !(score.published > 0))
            continue;
        if (!misses.empty() && misses.back().score.authority == score.authority &&
            misses.back().score.school == score.school)
            continue;
        misses.push_back({score, score.middle() / score.published - 1});
    }
    std::stable_sort(misses.begin(), misses.end(),
                     [](const Miss& a, const Miss& b) { return std::abs(a.off) > std::abs(b.off); });
    if (misses.size() > count) misses.resize(count);
    return misses;
}

}  // namespace sendscape
