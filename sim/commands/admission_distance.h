// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/csv_table.h"

namespace sendscape {

/// A unit lists give distances in.
struct LengthUnit {
    std::string_view word;  ///< "miles"
    double metres;
};

/// The column of an application list that says how far a child lives from the school.
struct DistanceColumn {
    std::size_t column;
    const LengthUnit* unit;  ///< null: the heading names none, and each cell must
};

/// Whether a column's name (as column_key writes it) is one for distances: distance_m, distance_km, distance_miles,
/// "Distance (miles)", "home to school distance in metres" ...
bool names_distance(std::string_view key);

/// The column for distances. InputError if there are two.
std::optional<DistanceColumn> find_distance_column(const CsvTable& table);

/// What a cell of the column says.
struct DistanceRead {
    double metres = 0;
    std::string fault;                 ///< what is wrong with it; empty: read
    const LengthUnit* unit = nullptr;  ///< it was read in
};
/// A number, with commas between thousands or not, in the unit of the heading; a unit in the cell must be the same one.
DistanceRead read_distance(std::string_view cell, std::string_view heading, const LengthUnit* unit);

/// Distances that cannot well be meant: each counts as it stands and is told.
class DistanceDoubts {
  public:
    void look_at(std::string_view cell, const DistanceRead& read, std::int64_t line);
    /// A sentence for each kind of doubt: farther than anybody goes to school, 0, and a column of metres whose numbers
    /// are all so small that kilometres or miles are likely. `place` is the file, `heading` that of the column.
    [[nodiscard]] std::vector<std::string> notes(const std::string& place, std::string_view heading) const;

  private:
    /// Lines of a file: the first few and how many.
    struct Lines {
        std::vector<std::int64_t> first;
        std::int64_t count = 0;
        void add(std::int64_t line);
        [[nodiscard]] std::string words() const;  ///< "line 3", "lines 3, 8 and 4 more"
    };
    Lines far_, zero_;
    std::string farthest_;
    double farthest_m_ = 0;
    std::int64_t count_ = 0, small_metres_ = 0;
};

}  // namespace sendscape
