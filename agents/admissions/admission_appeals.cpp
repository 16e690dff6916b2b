// SPDX-License-Identifier: MIT
#include "agents/admissions/admission_appeals.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// Row of the tables of rates: infant classes, limited to 30 by law, other primary years, secondary.
std::size_t kind_of_class(int ncy) { return ncy <= 2 ? 0 : ncy < year_7 ? 1 : 2; }

}  // namespace

void hear_admission_appeals(WaitingLists& lists, Pupils& pupils, const Families& families,
                            const AdmissionParameters& parameters, const Step& step) {
    // Each child's best school still waited for.
    std::vector<std::tuple<PupilId, std::uint8_t, std::uint32_t>> rows;
    for (std::uint32_t row = 0; row < lists.size(); ++row) {
        const ListingId l(row);
        const PupilId p = lists.pupil[l];
        if (!pupils.present(p) || pupils.has_plan(p) || pupils.ncy[p] != lists.ncy[l] - 1) continue;
        rows.emplace_back(p, lists.rank[l], row);
    }
    std::sort(rows.begin(), rows.end());
    std::vector<std::uint8_t> drop(lists.size(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto [p, rank, row] = rows[i];
        if (i > 0 && std::get<0>(rows[i - 1]) == p) continue;
        const ListingId l(row);
        const std::size_t kind = kind_of_class(lists.ncy[l]);
        // Those who press harder appeal more; at the mean the share is the one given.
        const double chance =
            parameters.appeals_heard[kind] * exp(families.advocacy[pupils.family[p]] * parameters.appeals_by_advocacy);
        if (!step.draws.happens(std::min(chance, 1.0), Stream::admissions_appeal, p.value, step.month)) continue;
        const bool upheld =
            step.draws.happens(parameters.appeals_upheld[kind], Stream::admissions_appeal, p.value, step.month, 1);
        const SchoolId school = lists.school[l];
        step.events.add({.month = step.month,
                         .pupil = p,
                         .kind = EventKind::admission_appeal,
                         .to = school.value,
                         .detail = upheld ? 1 : 0});
        if (!upheld) continue;
        step.events.add({.month = step.month,
                         .pupil = p,
                         .kind = EventKind::offer,
                         .cause = static_cast<std::uint8_t>(OfferMade::appeal),
                         .from = pupils.school[p].value,
                         .to = school.value,
                         .detail = rank});
        pupils.next_school[p] = school;
        pupils.next_setting[p] = Setting::mainstream;
        for (std::size_t k = i; k < rows.size() && std::get<0>(rows[k]) == p; ++k) drop[std::get<2>(rows[k])] = 1;
    }
    lists.remove(drop);
}

}  // namespace sendscape
