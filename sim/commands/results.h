#pragma once
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "sim/scenario/scenario.h"

namespace sendscape {

/// `report`: report.html of a run file, alone or beside another. Returns 0.
int report_command(const std::filesystem::path& run, const std::optional<std::filesystem::path>& other,
                   const std::filesystem::path& out_file, bool force, std::ostream& err);

/// `trace`: a child's or a school's story; exactly one of the two is asked. Returns 0.
int trace_command(const std::filesystem::path& run, const std::optional<std::string>& pupil,
                  const std::optional<std::string>& school, std::ostream& out);

/// `export`: summary.csv and schools.csv of a run file. Returns 0.
int export_command(const std::filesystem::path& run, const std::string& format, const std::filesystem::path& folder,
                   bool force, std::ostream& err);

/// `first-run`: the ten checks on a first run. Returns 0.
int first_run_command(const std::filesystem::path& run, std::ostream& out);

}  // namespace sendscape
