// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/core/interrupt.h"
#include "sim/output/wording.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

constexpr std::size_t flushed_at = std::size_t{1} << 20;  ///< bytes of text handed on at once

std::string value_text(const FactorColumn& factor, std::size_t point) {
    const double number = factor.numbers[point];
    if (factor.switched) return std::isnan(number) ? "" : number != 0 ? "on" : "off";
    if (factor.in_numbers) return std::isnan(number) ? "" : number_text(number);
    return csv_field(factor.texts[point]);
}

std::string factor_cells(const SweepResult& result, std::size_t point) {
    std::string text;
    for (const FactorColumn& factor : result.factors) text += value_text(factor, point) + ",";
    return text;
}

std::string factor_names(const SweepResult& result) {
    std::string text;
    for (const FactorColumn& factor : result.factors) text += factor.name + ",";
    return text;
}

std::vector<Axis> axes_used(const SweepResult& result) {
    std::vector<Axis> axes;
    for (const MeasureColumn& measure : result.measures)
        axes.insert(axes.end(), measure.shape.axes.begin(), measure.shape.axes.end());
    std::sort(axes.begin(), axes.end());
    axes.erase(std::unique(axes.begin(), axes.end()), axes.end());
    return axes;
}

/// By cell of a measure: its cells of the table's axes, each with a comma behind it.
std::vector<std::string> axis_cells(const MeasureColumn& measure, const std::vector<Axis>& axes) {
    std::vector<std::string> cells;
    std::vector<std::size_t> index(measure.shape.axes.size(), 0);
    for (std::size_t cell = 0; cell < measure.shape.cells(); ++cell) {
        std::string text;
        for (const Axis axis : axes) {
            if (const auto at = measure.shape.position(axis)) text += csv_field(measure.codes[*at][index[*at]]);
            text += ',';
        }
        cells.push_back(std::move(text));
        for (std::size_t i = index.size(); i-- > 0;) {
            if (++index[i] < measure.shape.extents[i]) break;
            index[i] = 0;
        }
    }
    return cells;
}

std::string_view status_name(RunStatus status) {
    return status == RunStatus::done ? "done" : status == RunStatus::failed ? "failed" : "not_run";
}

}  // namespace

void sweep_csv(const SweepResult& result, const TextSink& out) {
    const std::vector<Axis> axes = axes_used(result);
    std::string text = "point,replicate," + factor_names(result) + "measure,";
    for (const Axis axis : axes) text += std::string(axis_name(axis)) + ",";
    text += "month,value\n";
    std::vector<std::vector<std::string>> cells;
    for (const MeasureColumn& measure : result.measures) cells.push_back(axis_cells(measure, axes));
    for (std::size_t point = 0; point < result.points; ++point) {
        stop_if_asked();
        const std::string factors = factor_cells(result, point);
        for (std::size_t replicate = 0; replicate < result.replicates; ++replicate) {
            if (result.status[result.run(point, replicate)] != RunStatus::done) continue;
            for (std::size_t m = 0; m < result.measures.size(); ++m) {
                const MeasureColumn& measure = result.measures[m];
                const std::size_t size = measure.shape.cells();
                const std::string begin = fmt::format("{},{},{}{},", point, replicate, factors, measure.shape.name);
                std::size_t at = result.run(point, replicate) * measure.months.size() * size;
                for (const Month month : measure.months) {
                    const std::string when = to_text(month);
                    for (std::size_t cell = 0; cell < size; ++cell, ++at) {
                        if (std::isnan(measure.values[at])) continue;
                        text += begin;
                        text += cells[m][cell];
                        text += when;
                        text += ',';
                        text += csv_number(measure.values[at]);
                        text += '\n';
                        if (text.size() < flushed_at) continue;
                        out(text);
                        text.clear();
                    }
                }
            }
        }
    }
    out(text);
}

std::string sweep_runs_csv(const SweepResult& result) {
    std::string text = "point,replicate," + factor_names(result) + "status,digest,message\n";
    auto failure = result.failures.begin();
    for (std::uint32_t point = 0; point < result.points; ++point)
        for (std::uint32_t replicate = 0; replicate < result.replicates; ++replicate) {
            const std::size_t run = result.run(point, replicate);
            std::string message;
            if (failure != result.failures.end() && failure->first == RunNumber{point, replicate})
                message = (failure++)->second;
            std::replace(message.begin(), message.end(), '\n', ' ');
            text += fmt::format(
                "{},{},{}{},{},{}\n", point, replicate, factor_cells(result, point), status_name(result.status[run]),
                result.status[run] == RunStatus::done ? fmt::format("{:016x}", result.digests[run]) : "",
                csv_field(message));
        }
    return text;
}

std::size_t sweep_csv_rows(const SweepPlan& plan) {
    return plan.kept.size() * plan.points.size() * plan.study.replicates;
}

}  // namespace sendscape
