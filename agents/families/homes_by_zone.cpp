// SPDX-License-Identifier: MIT
#include "agents/families/homes_by_zone.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "sim/core/draws.h"
#include "sim/core/summed.h"

namespace sendscape {

HomesByZone::HomesByZone(const Map& map, const Families& families, const Parallel& parallel)
    : zones_(map.zones.size()), place_(map.zones.size()), begin_(map.authorities.size() + 1, 0) {
    const std::size_t none = map.authorities.size();
    const auto authority_of = [&](std::size_t zone) {
        return std::min<std::size_t>(map.zones[zone].authority.value, none);
    };
    const std::vector<std::uint32_t> homes = summed_lists<std::uint32_t>(
        parallel, families.size(), map.zones.size(),
        [&](std::vector<std::uint32_t>& count, std::size_t first, std::size_t end) {
            const auto add = [&](std::size_t f) {
                if (const ZoneId zone = families.zone[FamilyId(f)]; zone.value < count.size()) ++count[zone.value];
            };
            // Neighbours stand together: one after another they would wait for the same number.
            constexpr std::size_t places = 4;
            const std::size_t apart = (end - first) / places;
            for (std::size_t f = first; f < first + apart; ++f)
                for (std::size_t place = 0; place < places; ++place) add(f + place * apart);
            for (std::size_t f = first + places * apart; f < end; ++f) add(f);
        });
    for (std::size_t zone = 0; zone < zones_.size(); ++zone)
        if (const std::size_t authority = authority_of(zone); authority < none) ++begin_[authority + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<std::uint32_t> next = begin_;
    for (std::size_t zone = 0; zone < zones_.size(); ++zone) {
        place_[zone] = next[authority_of(zone)]++;
        zones_[place_[zone]] = ZoneId(zone);
    }
    first_.reserve(zones_.size() + 1);
    first_.push_back(0);
    for (const ZoneId zone : zones_) first_.push_back(first_.back() + homes[zone.value]);
}

ZoneId HomesByZone::zone_of(std::uint32_t home) const {
    const auto after = std::upper_bound(first_.begin(), first_.end(), home);
    return zones_[static_cast<std::size_t>(after - first_.begin()) - 1];
}

ZoneId HomesByZone::within(AuthorityId authority, ZoneId own, std::uint32_t word) const {
    if (authority.value + std::size_t{1} >= begin_.size()) return own;
    const std::uint32_t first = first_[begin_[authority.value]], end = first_[begin_[authority.value + 1]];
    std::uint32_t own_first = end, own_end = end;
    if (own.value < place_.size())
        if (const std::uint32_t place = place_[own.value];
            place >= begin_[authority.value] && place < begin_[authority.value + 1]) {
            own_first = first_[place];
            own_end = first_[place + 1];
        }
    const std::uint32_t others = (end - first) - (own_end - own_first);
    if (others == 0) return own;
    const std::uint32_t home = first + whole_below(word, others);
    return zone_of(home < own_first ? home : home + (own_end - own_first));
}

ZoneId HomesByZone::elsewhere(AuthorityId authority, ZoneId own, std::uint32_t word) const {
    std::uint32_t own_first = first_.back(), own_end = first_.back();
    if (authority.value + std::size_t{1} < begin_.size()) {
        own_first = first_[begin_[authority.value]];
        own_end = first_[begin_[authority.value + 1]];
    }
    const std::uint32_t others = first_.back() - (own_end - own_first);
    if (others == 0) return own;
    const std::uint32_t home = whole_below(word, others);
    return zone_of(home < own_first ? home : home + (own_end - own_first));
}

}  // namespace sendscape
