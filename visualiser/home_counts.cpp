// SPDX-License-Identifier: MIT
#include "visualiser/home_counts.h"

#include "sim/world.h"

namespace sendscape {

std::shared_ptr<const HomeCounts> count_homes(const World& world) {
    auto counts = std::make_shared<HomeCounts>();
    counts->month = world.month;
    counts->by_zone.resize(world.map->zones.size());
    const Pupils& pupils = world.pupils;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int ncy = pupils.ncy[p];
        if (!pupils.present(p) || ncy < 0 || ncy >= HomeCounts::years) continue;
        YearGroup& group = counts->by_zone[world.home(p).value][static_cast<std::size_t>(ncy)];
        ++group.children;
        if (pupils.provision[p] == Provision::sen_support) ++group.sen_support;
        if (pupils.provision[p] == Provision::plan) ++group.plans;
    }
    return counts;
}

}  // namespace sendscape
