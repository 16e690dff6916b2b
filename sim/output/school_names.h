// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

// The one rule for names of schools. What is simulated of a real school has not happened at it, and "off-rolled (24)"
// beside its name is not ours to say: prose and pictures of a simulated future (summary.txt, report.html, map.png,
// options.html, magnets, trace, the view, its films and talks) call a school of a real map by its number, unless
// --names asks for names. Schools of an invented county are always named. Tables for an authority's own use
// (schools.csv, run.h5) keep URN and name; so does what is published: the map, `map draw`, the scores of a hindcast.

/// Whether prose and pictures name the schools of a map; `asked`: --names was given.
bool tells_school_names(const Map& map, bool asked);

/// What a school is called where names are hidden: "School 12" is the twelfth of the map, in every output of it.
std::string unnamed_school(std::size_t row);

/// Takes the names of schools out of words.
class NameEraser {
  public:
    explicit NameEraser(const std::vector<School>& schools);
    [[nodiscard]] std::string without_names(std::string_view words) const;

  private:
    struct Name {
        std::string_view name;
        std::size_t row;
    };
    std::vector<Name> longest_first_;  ///< 'Wick School' must not leave its beginning behind in 'Old Wick School'
};

/// Takes the names of schools out of all that a run tells: its map, title, scenario and dated changes. The map is then
/// without its table of journeys.
void hide_school_names(Run& run);

/// Whether that was done, so that prose says it.
bool school_names_hidden(const Map& map);
inline constexpr std::string_view names_hidden_words =
    "Real schools are not named beside what is simulated of them: 'School 12' is the twelfth of the map in every "
    "output "
    "of it. --names names them.";

/// Hides the names while it lives: the run is then as it was.
class NamesHidden {
  public:
    NamesHidden(Run& run, bool hide);
    ~NamesHidden();
    NamesHidden(const NamesHidden&) = delete;
    NamesHidden& operator=(const NamesHidden&) = delete;

  private:
    Run& run_;
    std::shared_ptr<const Map> map_;  ///< as it was; none: nothing is hidden
    std::string title_, scenario_toml_;
    std::vector<RecordedChange> changes_;
};

}  // namespace sendscape
