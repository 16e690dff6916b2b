#pragma once
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// `check`: reads a scenario and, where it has a map, holds it against that; prints what is in force, and what is dated
/// after the run ends. Throws one InputError of all mistakes, whether of values, of dates or of places. Returns 0.
int check_command(const std::string& scenario, const Overrides& overrides,
                  const std::optional<std::filesystem::path>& map, int threads, std::ostream& out);

}  // namespace sendscape
