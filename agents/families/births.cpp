// SPDX-License-Identifier: MIT
#include "agents/families/births.h"

#include <numeric>
#include <utility>
#include <vector>

#include "agents/families/homes.h"
#include "agents/pupils/demography.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr double has_older_sibling = 0.48;  ///< keeps 1.8 children of 2 to 18 a family; ONS birth order: near half
constexpr int oldest_sibling_ncy = 4;

}  // namespace

void children_reach_two(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                        const Step& step, Pupils& pupils, Families& families) {
    const std::vector<std::int32_t> due = two_year_olds(pupil_parameters, step, pupils, families.zone.values());
    // Young children, by zone.
    const auto is_young = [&](PupilId p) {
        const bool begun = pupils.ncy[p] > first_ncy, young_enough = pupils.ncy[p] <= oldest_sibling_ncy;
        const bool present = pupils.present(p);
        return begun & young_enough & present;
    };
    using AtHome = std::pair<PupilId, ZoneId>;
    const auto at_home = listed<AtHome>(
        step.parallel, pupils.size(), [&](std::vector<AtHome>& found, std::size_t from, std::size_t end) {
            for_each_where(from, end, is_young,
                           [&](PupilId p) { found.emplace_back(p, families.zone[pupils.family[p]]); });
        });
    std::vector<std::uint32_t> first(due.size() + 1, 0);
    for (const auto& [p, zone] : at_home) ++first[zone.value + std::size_t{1}];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<PupilId> young(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (const auto& [p, zone] : at_home) young[next[zone.value]++] = p;

    // Each child's family in turn, since each brings a younger child once; then all lives begin at once.
    const auto born = static_cast<std::size_t>(std::accumulate(due.begin(), due.end(), std::int64_t{0}));
    const PupilId first_child = pupils.append(born);
    const FamilyId first_family(families.size());
    std::vector<ZoneId> new_families;
    std::vector<PupilId> neighbours;  ///< of each child, whose family's faith it takes on; none
    neighbours.reserve(born);
    PupilId child = first_child;
    for (std::size_t z = 0; z < due.size(); ++z) {
        const std::uint32_t children = first[z + 1] - first[z];
        std::uint32_t choices = children;
        for (std::int32_t i = 0; i < due[z]; ++i, ++child.value) {
            const auto w = step.draws.words(Stream::start_family, child.value, step.month);
            if (choices > 0 && fraction(w[0]) < has_older_sibling) {
                const std::uint32_t pick = first[z] + whole_below(w[1], choices);
                pupils.family[child] = pupils.family[young[pick]];
                std::swap(young[pick], young[first[z] + --choices]);
            } else {
                pupils.family[child] = FamilyId(first_family.value + new_families.size());
                new_families.emplace_back(z);
            }
            // A zone's families go on to seek faith schools as much as they do.
            neighbours.push_back(children > 0 ? young[first[z] + whole_below(w[2], children)] : PupilId());
            step.events.add(
                {.month = step.month, .pupil = child, .kind = EventKind::born, .to = static_cast<std::uint32_t>(z)});
        }
    }
    Families::for_each_column(families, [&](auto& column) { column.resize(first_family.value + new_families.size()); });
    step.parallel.for_blocks(new_families.size(), [&](std::size_t, std::size_t from, std::size_t end) {
        for (std::size_t row = from; row < end; ++row)
            settle(step.map, family_parameters, FamilyId(first_family.value + row), new_families[row], step.draws,
                   step.month, families);
    });
    step.parallel.for_blocks(born, [&](std::size_t, std::size_t from, std::size_t end) {
        for (std::size_t row = from; row < end; ++row) {
            const PupilId p(first_child.value + row);
            begin_life(step, p, families.decile[pupils.family[p]], pupils);
            if (neighbours[row].exists()) pupils.faith[p] = pupils.faith[neighbours[row]];
        }
    });
}

}  // namespace sendscape
