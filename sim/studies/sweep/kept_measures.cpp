// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/kept_measures.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr int january = 1, september = 9;

bool is_census(Month month) { return month.month_of_year() == january || month.month_of_year() == september; }

/// For each cell of a measure the cell of the axes kept that it belongs to.
std::vector<std::size_t> cells_of_axes(const MeasureRow& row, const std::vector<std::size_t>& all,
                                       const std::vector<Axis>& axes) {
    std::size_t count = 1;
    for (const std::size_t extent : all) count *= extent;
    std::vector<std::size_t> cell_of(count);
    std::vector<std::size_t> index(all.size(), 0);
    for (std::size_t cell = 0; cell < count; ++cell) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (std::find(axes.begin(), axes.end(), row.axes[i]) != axes.end()) kept = kept * all[i] + index[i];
        cell_of[cell] = kept;
        for (std::size_t i = all.size(); i-- > 0;) {
            if (++index[i] < all[i]) break;
            index[i] = 0;
        }
    }
    return cell_of;
}

bool by_school(const KeptMeasure& measure) {
    return measure.row->axis_count > 0 && measure.row->axes[0] == Axis::school;
}

}  // namespace

KeptMeasures::KeptMeasures(const std::vector<MeasureToKeep>& keep, const Map& bare, Month start_month, int years_lived)
    : start(start_month), years(years_lived), schools(bare.schools.size()) {
    const Scope scope(bare);
    std::size_t next = 0;
    for (const MeasureToKeep& one : keep) {
        const MeasureRow& row = *one.row;
        KeptMeasure measure;
        measure.row = &row;
        Series& shape = measure.shape;
        shape.name = row.name;
        shape.unit = row.unit;
        shape.meaning = row.meaning;
        shape.monthly = row.cadence == Cadence::monthly;
        shape.flow = row.nature == Nature::flow;
        shape.axes = one.axes;
        for (const Label& kind : row.kinds) {
            shape.kinds.emplace_back(kind.code);
            shape.kind_words.emplace_back(kind.words);
        }
        const std::vector<std::size_t> all = extents(row, scope);
        for (const Axis axis : one.axes)
            for (std::size_t i = 0; i < row.axis_count; ++i)
                if (row.axes[i] == axis) shape.extents.push_back(all[i]);
        measure.cell_of = cells_of_axes(row, all, one.axes);
        for (Month month = start; month <= start + years * months_a_year; ++month)
            if (shape.monthly ? is_census(month) : month.month_of_year() == january) measure.months.push_back(month);
        shape.times = measure.months.size();
        measure.first = next;
        next += measure.size();
        measures.push_back(std::move(measure));
    }
}

std::size_t KeptMeasures::size() const { return measures.empty() ? 0 : measures.back().first + measures.back().size(); }

KeptValues::KeptValues(const KeptMeasures& kept)
    : kept_(&kept), values_(kept.size(), not_recorded), last_months_(kept.measures.size()) {}

void KeptValues::put(const KeptMeasure& measure, Month month, const std::vector<double>& cells) {
    const auto at = std::lower_bound(measure.months.begin(), measure.months.end(), month) - measure.months.begin();
    double* const out = &values_[measure.first + static_cast<std::size_t>(at) * measure.shape.cells()];
    // A school beyond the map's own, which an opening brought, has no cell.
    for (std::size_t i = 0; i < measure.cell_of.size() && i < cells.size(); ++i) {
        if (std::isnan(cells[i])) continue;
        double& sum = out[measure.cell_of[i]];
        sum = std::isnan(sum) ? cells[i] : sum + cells[i];
    }
}

void KeptValues::observe(const World& world) {
    const Month month = kept_->start + static_cast<int>(observed_);
    const bool first = observed_ == 0, census = is_census(month), in_january = month.month_of_year() == january;
    const Scope scope(*world.map);
    Flows flows(scope.authorities.size());
    if (first) year_ = Flows(scope.authorities.size());
    const bool any_flow = std::any_of(kept_->measures.begin(), kept_->measures.end(),
                                      [](const KeptMeasure& measure) { return measure.shape.flow; });
    if (!first && any_flow) {
        count_events(world, scope, flows);
        year_.add(flows);
        ++months_in_year_;
    }
    std::optional<Stocks> stocks;
    const auto counted = [&]() -> const Stocks& {
        if (!stocks) {
            stocks.emplace(scope);
            if (census) take_stock(world, scope, in_january, *stocks);
        }
        return *stocks;
    };
    for (std::size_t i = 0; i < kept_->measures.size(); ++i) {
        const KeptMeasure& measure = kept_->measures[i];
        const Series& shape = measure.shape;
        const bool yearly = !shape.monthly, monthly_flow = shape.monthly && shape.flow;
        if (yearly ? !in_january : !census && !monthly_flow) continue;
        if (shape.flow && (first || (yearly && months_in_year_ < months_a_year))) continue;
        std::vector<double> cells(by_school(measure) ? scope.schools : measure.cell_of.size(), 0.0);
        measure.row->fill({world, scope, counted(), yearly ? year_ : flows}, cells);
        if (!monthly_flow) {
            put(measure, month, cells);
            continue;
        }
        auto& last = last_months_[i];
        last.push_front(std::move(cells));
        if (last.size() > months_a_year) last.pop_back();
        if (!census || last.size() < months_a_year) continue;
        std::vector<double> sum = last.front();
        for (std::size_t back = 1; back < last.size(); ++back)
            for (std::size_t cell = 0; cell < sum.size(); ++cell) sum[cell] += last[back][cell];
        put(measure, month, sum);
    }
    if (in_january) {
        year_.clear();
        months_in_year_ = 0;
    }
    ++observed_;
}

}  // namespace sendscape
