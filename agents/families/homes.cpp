// SPDX-License-Identifier: MIT
#include "agents/families/homes.h"

#include "agents/families/advocacy.h"

namespace sendscape {
namespace {

constexpr std::uint32_t points_tried = 8;   ///< all but one home in 200,000 are within the circle by then
constexpr std::uint32_t luck_of_point = 8;  ///< first counter of draws from the stream start_family

}  // namespace

void rehouse(const Map& map, FamilyId family, ZoneId zone, const Draws& draws, Month month, Families& families) {
    const Zone& place = map.zone(zone);
    double dx = 0, dy = 0;
    for (std::uint32_t attempt = 0; attempt < points_tried; ++attempt) {  // a point of the disc, by rejection
        const auto w = draws.words(Stream::start_family, family.value, month, luck_of_point + attempt);
        dx = 2 * fraction(w[0]) - 1;
        dy = 2 * fraction(w[1]) - 1;
        if (dx * dx + dy * dy <= 1) break;
    }
    families.zone[family] = zone;
    families.x[family] = place.x + static_cast<std::int32_t>(dx * place.radius_m);
    families.y[family] = place.y + static_cast<std::int32_t>(dy * place.radius_m);
    families.decile[family] = place.decile;
}

void settle(const Map& map, const FamilyParameters& parameters, FamilyId family, ZoneId zone, const Draws& draws,
            Month month, Families& families) {
    rehouse(map, family, zone, draws, month, families);
    families.advocacy[family] = first_advocacy(parameters, draws, family.value, families.decile[family]);
    families.heard_of[family] = SchoolId{};
    families.heard[family] = 0;
    // Until it has been asked round: as many as usual, so that a move alone makes nobody slower to ask.
    families.contacts_with_plan[family] = static_cast<float>(parameters.usual_share_with_plan);
}

}  // namespace sendscape
