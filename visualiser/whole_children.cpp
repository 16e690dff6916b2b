// SPDX-License-Identifier: MIT
#include "visualiser/whole_children.h"

#include <span>

#include "sim/output/whole_parts.h"

namespace sendscape {

double shown_shortfall(const Film& film, int month) {
    double sum = 0;
    for (std::size_t a = 0; a < film.areas.size(); ++a)
        for (const float children : film.shortfall_at(month, a)) sum += static_cast<double>(children);
    return shown_total(sum);
}

std::optional<double> shown_shortfall_change(const Film& a, const Film& b, int month) {
    if (a.replicates != b.replicates || month < 0 || month >= a.months || month >= b.months) return std::nullopt;
    return shown_change(shown_shortfall(a, month), shown_shortfall(b, month));
}

void count_whole(const Film& film, int month, WholeChildren& whole) {
    const std::size_t areas = film.areas.size();
    whole.by_need.assign(areas, {});
    whole.total.assign(areas, 0);
    whole.parts.assign(areas, 0);
    whole.shown.assign(areas, 0);
    for (std::size_t a = 0; a < areas; ++a)
        for (const float children : film.shortfall_at(month, a)) whole.parts[a] += static_cast<double>(children);
    whole_parts(whole.parts, rounded_sum(whole.parts), whole.shown);
    std::array<double, need_group_count> needs{}, shown{};
    for (std::size_t a = 0; a < areas; ++a) {
        whole.total[a] = static_cast<int>(whole.shown[a]);
        for (std::size_t need = 0; need < need_group_count; ++need)
            needs[need] = static_cast<double>(film.shortfall_at(month, a)[need]);
        whole_parts(needs, whole.shown[a], shown);
        for (std::size_t need = 0; need < need_group_count; ++need)
            whole.by_need[a][need] = static_cast<int>(shown[need]);
    }
}

}  // namespace sendscape
