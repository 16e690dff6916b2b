// SPDX-License-Identifier: MIT
#include "sim/studies/provision_gap.h"

#include <algorithm>

#include "agents/placement/shortfall.h"
#include "sim/output/stocks_and_flows.h"

namespace sendscape {
namespace {

constexpr int first_month = 1, school_year_begins = 9;

GapProvision provision_of(RequiredProvision required) {
    switch (required) {
        case RequiredProvision::special:
            return GapProvision::special;
        case RequiredProvision::base:
            return GapProvision::base;
        case RequiredProvision::alternative:
            return GapProvision::alternative;
        default:
            return GapProvision::other;
    }
}

}  // namespace

void ProvisionGap::observe(const World& world) {
    if (world.month.month_of_year() != first_month && world.month.month_of_year() != school_year_begins) return;
    const Scope scope(*world.map);
    const Pupils& pupils = world.pupils;
    std::vector<std::int32_t>& cells = by_month_[world.month.index];
    cells.assign(scope.areas * phase_count * need_count * gap_provision_count, 0);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.has_plan(p) || !pupils.present(p) || unmet_kind(pupils, p) == Unmet::none) continue;
        const std::uint32_t area = scope.area_of_zone(world.home(p));
        if (area == Scope::outside) continue;
        const auto phase = static_cast<std::size_t>(phase_of_ncy(pupils.ncy[p]));
        // A plan without a recorded need counts as one of another need, as in specialist_shortfall.
        const auto recorded = static_cast<std::size_t>(pupils.recorded[p]);
        const std::size_t need = recorded < need_count ? recorded : static_cast<std::size_t>(Need::oth);
        ++cells[((area * phase_count + phase) * need_count + need) * gap_provision_count +
                static_cast<std::size_t>(provision_of(pupils.required[p]))];
    }
}

ProvisionGap ProvisionGap::up_to(Month month) const {
    ProvisionGap shared;
    shared.by_month_.insert(by_month_.begin(), by_month_.upper_bound(month.index));
    return shared;
}

Series provision_gap_series(const std::vector<ProvisionGap>& replicates, const Run& run) {
    Series series;
    series.name = provision_gap_measure;
    series.unit = "children";
    series.meaning = "Resident children with plans who have no suitable specialist place, by what their plan requires";
    series.axes = {Axis::area, Axis::phase, Axis::need, Axis::kind};
    series.extents = {run.map->areas.size(), phase_count, need_count, gap_provision_count};
    for (const Label& label : gap_provision_labels) {
        series.kinds.emplace_back(label.code);
        series.kind_words.emplace_back(label.words);
    }
    series.replicates = replicates.size();
    series.times = run.month_count;
    const std::size_t cells = series.cells();
    series.values.assign(series.replicates * series.times * cells, not_recorded);
    for (std::size_t r = 0; r < replicates.size(); ++r)
        for (const auto& [month, counted] : replicates[r].by_month()) {
            const std::size_t time = run.month_index(Month(month));
            if (time < series.times)
                std::copy(counted.begin(), counted.end(),
                          series.values.begin() + static_cast<std::ptrdiff_t>((r * series.times + time) * cells));
        }
    return series;
}

}  // namespace sendscape
