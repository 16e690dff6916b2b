// SPDX-License-Identifier: MIT
#include "agents/families/developments.h"

#include <algorithm>
#include <vector>

#include "agents/families/arrivals.h"
#include "agents/families/residence.h"

namespace sendscape {
namespace {

constexpr int last_yield_ncy = 13;           ///< yields count pupils to Year 13
constexpr double half_up = 0.5;              ///< rounds to whole children
constexpr std::uint32_t families_tried = 8;  ///< for one that does not bring too many of another phase

using ByPhase = std::array<std::int32_t, phase_count>;

constexpr std::size_t phase_index(int ncy) { return static_cast<std::size_t>(phase_of_ncy(ncy)); }

bool counts_in_yield(const Pupils& pupils, PupilId p) {
    return pupils.present(p) && pupils.ncy[p] >= first_ncy && pupils.ncy[p] <= last_yield_ncy;
}

/// Children of an authority whose families are patterns of those who come, by phase, and everybody's family.
struct Patterns {
    std::array<std::vector<PupilId>, phase_count> by_phase;
    std::vector<std::pair<FamilyId, PupilId>> members;

    [[nodiscard]] std::vector<PupilId> family_of(const Pupils& pupils, PupilId child) const {
        const FamilyId family = pupils.family[child];
        std::vector<PupilId> all;
        for (auto row = std::lower_bound(members.begin(), members.end(), std::pair{family, PupilId(0)});
             row != members.end() && row->first == family; ++row)
            all.push_back(row->second);
        return all;
    }
};

Patterns patterns_of(const Map& map, const Pupils& pupils, const Families& families, AuthorityId authority) {
    Patterns patterns;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.present(p) || authority_of(pupils, families, map, p) != authority) continue;
        patterns.members.emplace_back(pupils.family[p], p);
        if (counts_in_yield(pupils, p)) patterns.by_phase[phase_index(pupils.ncy[p])].push_back(p);
    }
    std::sort(patterns.members.begin(), patterns.members.end());
    return patterns;
}

/// Children still to come, by phase, to make up the yield of the homes lived in.
ByPhase due(const FamilyParameters& parameters, const Developments& developments, DevelopmentId d, Month month) {
    const double homes = homes_occupied(developments, d, month);
    ByPhase children{};
    for (std::size_t phase = 0; phase < phase_count; ++phase) {
        const double own = developments.yield[d][phase];
        const double yield = own >= 0 ? own : parameters.yield[phase];
        children[phase] = static_cast<std::int32_t>(homes * yield + half_up) - developments.arrived[d][phase];
    }
    return children;
}

ByPhase children_of(const Pupils& pupils, const std::vector<PupilId>& family) {
    ByPhase children{};
    for (const PupilId p : family)
        if (counts_in_yield(pupils, p)) ++children[phase_index(pupils.ncy[p])];
    return children;
}

}  // namespace

std::int32_t homes_occupied(const Developments& developments, DevelopmentId d, Month month) {
    const std::int64_t months = std::int64_t{month.index} - developments.from[d] + 1;
    if (months <= 0) return 0;
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(developments.homes[d], months * developments.a_year[d] / 12));
}

void fill_new_homes(const FamilyParameters& parameters, const Step& step, Developments& developments, Pupils& pupils,
                    Families& families) {
    AuthorityId known;  // whose patterns are at hand: developments of one authority share them
    Patterns patterns;
    for (std::size_t row = 0; row < developments.size(); ++row) {
        const DevelopmentId d(row);
        if (homes_occupied(developments, d, step.month) == homes_occupied(developments, d, step.month - 1)) continue;
        ByPhase missing = due(parameters, developments, d, step.month);
        const ZoneId zone = developments.zone[d];
        if (const AuthorityId authority = step.map.zone(zone).authority; authority != known) {
            patterns = patterns_of(step.map, pupils, families, authority);
            known = authority;
        }
        std::uint32_t k = 0;
        for (std::size_t phase = phase_count; phase-- > 0;) {  // the rarest first: the young come along with them
            const std::vector<PupilId>& like = patterns.by_phase[phase];
            while (missing[phase] > 0 && !like.empty()) {
                std::vector<PupilId> family;
                ByPhase brought{};
                for (std::uint32_t attempt = 0; attempt < families_tried; ++attempt) {
                    const auto count = static_cast<std::uint32_t>(like.size());
                    const std::uint32_t pick =
                        step.draws.below(count, Stream::housing, static_cast<std::uint32_t>(row), step.month, k++);
                    family = patterns.family_of(pupils, like[pick]);
                    brought = children_of(pupils, family);
                    bool fits = true;
                    for (std::size_t i = 0; i < phase_count; ++i)
                        fits = fits && brought[i] <= std::max(missing[i], i == phase ? 1 : 0);
                    if (fits) break;
                }
                arrive_like(parameters, step, family, zone, HomeFound::newly_built, pupils, families);
                for (std::size_t i = 0; i < phase_count; ++i) {
                    missing[i] -= brought[i];
                    developments.arrived[d][i] += brought[i];
                }
            }
        }
    }
}

}  // namespace sendscape
