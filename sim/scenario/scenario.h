// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/scenario/housing.h"
#include "sim/scenario/orders_rule.h"
#include "sim/scenario/policy_about.h"
#include "sim/scenario/prepare_map.h"

namespace sendscape {

/// A scenario as read: defaults <- base <- scenario <- --policy <- --set.
struct Scenario {
    std::string name;                                 ///< "county"
    std::string title;                                ///< shown on pictures and reports
    std::optional<std::filesystem::path> map_config;  ///< county TOML to make the map from; none: --map is needed
    std::uint64_t map_seed = 1;                       ///< of a map made from a county config: apart from the run's luck
    std::optional<std::filesystem::path> map_file;
    std::optional<Month> start;  ///< default: the map's census month
    std::string start_where;     ///< file:line it was read at
    int years = 10;
    std::uint64_t seed = 1;
    std::uint32_t replicates = 1;
    std::vector<ParameterChange> changes;     ///< parameter values, dated, in order of date
    std::vector<ProvisionChange> provision;   ///< provision opened, grown, closed
    std::vector<CriteriaChange> criteria;     ///< of one admission authority each
    std::vector<HomesBuilt> homes;            ///< housing developments
    std::vector<AuthorityEntry> authorities;  ///< figures of authorities' own accounts
    std::vector<OrdersEntry> orders;          ///< where options are compared; settled: one at the most
    std::vector<PolicyAbout> policies;        ///< what the policies read say of themselves
    std::vector<std::string> replaced;        ///< a sentence for each dated entry that one of another file replaces
    std::string effective_toml;               ///< all of the above, canonical, stored in every output
};

/// Puts entries that were edited into order (of several for one parameter or admission authority and date the last
/// counts) and renews effective_toml.
void settle(Scenario& scenario);

}  // namespace sendscape
