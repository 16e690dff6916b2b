// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>

#include "agents/authority/authorities.h"
#include "agents/authority/parameters.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// Whether an entry brings places that are built: an opening or a growth.
bool builds(const ProvisionChange& change);

/// What an opening or growth costs to build, in pounds: the officer's own `cost`, else places times the cost parameter
/// in force when it opens. Nothing for what the parameters do not price: mainstream, AP and independent schools.
/// `site`: the setting of the school it is at or brings.
std::optional<double> capital_of(const ProvisionChange& change, Setting site, const AuthorityParameters& parameters);

/// The row of capital_kind_labels that an opening or growth comes under.
std::size_t capital_kind(const ProvisionChange& change, Setting site);

}  // namespace sendscape
