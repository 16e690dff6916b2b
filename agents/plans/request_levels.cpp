// SPDX-License-Identifier: MIT
#include "agents/plans/request_levels.h"

#include <algorithm>
#include <vector>

#include "agents/families/residence.h"
#include "agents/plans/hazards.h"
#include "agents/pupils/demography.h"

namespace sendscape {

void start_request_levels(Authorities& authorities, const Pupils& pupils, const Families& families, const Map& map,
                          double englands) {
    const std::size_t count = std::max(authorities.size(), map.authorities.size());
    std::vector<double> expected(count, 0), observed(count, 0);
    const auto& shares = plan_share_by_age(map.census.year());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(pupils.ncy[p]);
        if (age < first_share_age || age > last_share_age || !pupils.present(p)) continue;
        const AuthorityId authority = authority_of(pupils, families, map, p);
        expected[authority.value] += englands * shares[static_cast<std::size_t>(age - first_share_age)];
        if (pupils.has_plan(p)) observed[authority.value] += 1;
    }
    constexpr double shrink = 50;              // plans at England's rate mixed with a small authority's own: assumption
    constexpr double least = 0.5, most = 2.0;  // assumption, so that no table of one area takes requests out of bounds
    for (std::size_t a = 0; a < authorities.size(); ++a)
        authorities.request_level[AuthorityId(a)] =
            static_cast<float>(std::clamp((observed[a] + shrink) / (expected[a] + shrink), least, most));
}

}  // namespace sendscape
