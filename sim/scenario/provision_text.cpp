// SPDX-License-Identifier: MIT
#include "sim/scenario/provision_text.h"

#include <fmt/format.h>

namespace sendscape {
namespace {

/// ", all at once": how the places of a new special school come, which is seldom in one September.
std::string filling(const ProvisionChange& change, const School& site) {
    if (!is_special(site.setting)) return {};
    if (change.yearly_parts) return ", in three yearly parts";
    return change.ramp_months > 1 ? fmt::format(", evenly over {} months", change.ramp_months) : ", all at once";
}

}  // namespace

std::string provision_text(const ProvisionChange& change, const School& site, const Map& map) {
    const bool has_area = site.area.exists() && site.area.value < map.areas.size();
    const std::string area = has_area ? map.areas[site.area.value].name : std::string();
    const std::string at = area.empty() ? site.name : fmt::format("{}, {}", site.name, area);
    switch (change.kind) {
        case ProvisionChange::Kind::open_school:
            if (change.name.empty())
                return fmt::format("A new school{} opens with {} places{}", area.empty() ? "" : " in " + area,
                                   change.places, filling(change, site));
            return fmt::format("{}, a new school{}, opens with {} places{}", change.name,
                               area.empty() ? "" : " in " + area, change.places, filling(change, site));
        case ProvisionChange::Kind::open_base:
            return fmt::format("A base of {} places opens at {}", change.places, at);
        case ProvisionChange::Kind::grow:
            return fmt::format("{} grows by {} places",
                               is_base(change.setting) ? "The base at " + site.name : site.name, change.places);
        case ProvisionChange::Kind::close_school:
            if (change.into != 0)
                for (const School& other : map.schools)
                    if (other.urn == change.into) return fmt::format("{} closes into {}", site.name, other.name);
            return fmt::format("{} closes", site.name);
        case ProvisionChange::Kind::close_base:
            return fmt::format("The base at {} closes", site.name);
        case ProvisionChange::Kind::set_pan:
            return fmt::format("{} admits {} a year", site.name, change.pan);
    }
    return at;
}

}  // namespace sendscape
