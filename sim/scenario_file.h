#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario.h"

namespace sendscape {

/// Errors of configs are gathered and told together, by file and line.
class ConfigProblems {
  public:
    void add(const std::string& where, int line, const std::string& text);
    /// Throws one InputError of a line for each problem.
    void throw_if_any();

  private:
    struct Row {
        int file;
        int line;
        std::string text;
    };
    std::vector<std::string> files_;
    std::vector<Row> rows_;
};

/// Lays a scenario or policy file, its base and its policies over what `scenario` holds. `from` dates the file's own
/// [set] and moves its dated entries with it: the first of them falls on `from`, the others keep their distance.
/// `open_files` are those being read, so that none contains itself. Returns the file's title.
std::string read_scenario_file(Scenario& scenario, ConfigProblems& problems, const std::filesystem::path& path,
                               std::optional<Month> from, bool policy, std::vector<std::filesystem::path>& open_files);

/// "; did you mean 'plans.agree_school'? ...": the end of a message about an unknown parameter.
std::string unknown_parameter(std::string_view name);

/// Text in TOML's quotes.
std::string toml_text(std::string_view text);

}  // namespace sendscape
