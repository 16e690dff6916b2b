// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "maps/tables/csv_table.h"

namespace sendscape {

/// A published table as its headings tell it, for messages about one given in the wrong place.
struct KnownTable {
    std::string_view what;    ///< "new plans, made in a calendar year (SEN2)"; empty: not known
    std::string_view option;  ///< the option that reads it; empty: none does
    std::string heading;      ///< the heading that decided
};
KnownTable known_table(const CsvTable& table);

/// "FILE, line 1: taken for NEW PLANS by its column 'new_ehc_plans', not for WANTED; OPTION reads it. READS": what a
/// refused table was taken for, what decided, and what would be read instead. A table that is not known is described by
/// its first columns.
std::string not_what_is_wanted(const CsvTable& table, std::string_view wanted, std::string_view reads);

}  // namespace sendscape
