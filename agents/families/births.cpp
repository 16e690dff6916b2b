// SPDX-License-Identifier: MIT
#include "agents/families/births.h"

#include <numeric>
#include <utility>

#include "agents/families/homes.h"
#include "agents/pupils/demography.h"

namespace sendscape {
namespace {

constexpr double has_older_sibling = 0.48;  ///< keeps 1.8 children of 2 to 18 a family; ONS birth order: near half
constexpr int oldest_sibling_ncy = 4;

}  // namespace

void children_reach_two(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                        const Step& step, Pupils& pupils, Families& families) {
    const std::vector<std::int32_t> due = two_year_olds(pupil_parameters, step, pupils, families.zone.values());
    // Young children, by zone.
    std::vector<std::uint32_t> first(due.size() + 1, 0), young;
    const auto each_young = [&](auto&& visit) {
        for (std::size_t row = 0; row < pupils.size(); ++row) {
            const PupilId p(row);
            if (pupils.ncy[p] > first_ncy && pupils.ncy[p] <= oldest_sibling_ncy && pupils.present(p))
                visit(p, families.zone[pupils.family[p]].value);
        }
    };
    each_young([&](PupilId, std::uint32_t zone) { ++first[zone + 1]; });
    std::partial_sum(first.begin(), first.end(), first.begin());
    young.resize(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    each_young([&](PupilId p, std::uint32_t zone) { young[next[zone]++] = p.value; });

    const auto born = static_cast<std::size_t>(std::accumulate(due.begin(), due.end(), std::int64_t{0}));
    PupilId child = pupils.append(born);
    for (std::size_t z = 0; z < due.size(); ++z) {
        std::uint32_t choices = first[z + 1] - first[z];
        for (std::int32_t i = 0; i < due[z]; ++i, ++child.value) {
            const auto w = step.draws.words(Stream::start_family, child.value, step.month);
            FamilyId family;
            if (choices > 0 && fraction(w[0]) < has_older_sibling) {
                const std::uint32_t pick = first[z] + whole_below(w[1], choices);
                family = pupils.family[PupilId(young[pick])];
                std::swap(young[pick], young[first[z] + --choices]);  // each brings a younger child once
            } else {
                family = families.append();
                settle(step.map, family_parameters, family, ZoneId(z), step.draws, step.month, families);
            }
            pupils.family[child] = family;
            begin_life(step, child, families.decile[family], pupils);
            // A zone's families go on to seek faith schools as much as they do.
            if (const std::uint32_t neighbours = first[z + 1] - first[z]; neighbours > 0)
                pupils.faith[child] = pupils.faith[PupilId(young[first[z] + whole_below(w[2], neighbours)])];
            step.events.add(
                {.month = step.month, .pupil = child, .kind = EventKind::born, .to = static_cast<std::uint32_t>(z)});
        }
    }
}

}  // namespace sendscape
