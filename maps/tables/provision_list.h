// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "maps/tables/quality.h"
#include "maps/tables/row_faults.h"
#include "sim/core/calendar.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

/// One line of the officer's own list of specialist places: urn,places,provision,needs,phase,opens,closes.
struct ProvisionRow {
    std::uint32_t urn = 0;
    std::int32_t places = 0;
    Setting provision = Setting::state_special;  ///< a special kind, a base kind or alternative provision
    bool any_special = false;  ///< "special" alone: a school that is one already keeps its kind (non-maintained ...)
    NeedSet needs = 0;         ///< 0: any
    std::array<bool, 2> phases{true, true};  ///< primary, secondary
    std::optional<Month> opens, closes;
    std::optional<std::int32_t> pan;  ///< the school's published admission number, where the list has a column for it
    std::string place;                ///< file and line, for messages
    bool sound = true;                ///< false: a fault of it is told, and nothing but its URN may be used
};

/// Reads the list strictly: it is the officer's own, so every fault is added to `faults` with its line, and the caller
/// refuses the list once it knows what else is wrong. A fault is a row with more cells than the heading, a URN that is
/// no URN, the same URN, provision and phase twice, places that are not a whole number from 1 to 5,000, a negative
/// admission number, an unknown provision, need or phase (nearest spelling named), a month that cannot be told (see
/// parse_typed_month), closing before opening. Needs stand in one column or in columns of their codes with yes and no.
/// What stands above the heading is counted in `quality`. InputError when the table as a whole cannot be read.
/// `bases`: a list without a column of kinds is one of resourced provision.
std::vector<ProvisionRow> read_provision_list(const std::filesystem::path& path, QualityTable& quality,
                                              RowFaults& faults, bool bases = false);

}  // namespace sendscape
