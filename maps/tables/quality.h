// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maps/map.h"
#include "maps/oddity.h"

namespace sendscape {

/// An oddity and what it is about in this table, where its words leave that open ("'capacity' is not a count").
struct Issue {
    Oddity oddity;
    std::string_view about;
    Issue(Oddity met, std::string_view what = {}) : oddity(met), about(what) {}
};

/// What an example in the quality table is about: a school, a small area, or neither that could be told.
struct QualitySubject {
    std::uint32_t urn = 0;       ///< 0: no school
    std::string_view area_code;  ///< GSS code of a small area; empty: none
};
/// "URN 123456 line 7: 'x'" is about that school, "E01000001" about that area.
QualitySubject subject_of(std::string_view example);

/// The quality table in two parts, with counts and examples of their own.
struct QualityParts {
    std::vector<QualityRow> area, rest;
};

/// Gathers the data-quality table: every oddity met is counted under (table, issue) with the rule that was followed and
/// the first few examples, each once.
class QualityTable {
  public:
    void count(std::string_view table, Issue issue, std::string_view rule, std::string_view example = {},
               std::int64_t times = 1);
    /// From now on the table is one of the officer's own: all of it is the area's, and every school is named.
    void officers_own(std::string name) { own_.insert(std::move(name)); }
    [[nodiscard]] std::vector<QualityRow> rows() const { return rows_; }
    /// What concerns the schools and small areas that `of_area` says are the area's, and the rest. What is about no one
    /// school or area is the area's in the tables "map" and "provision" and in the officer's own, which hold nothing
    /// else.
    [[nodiscard]] QualityParts parts(const std::function<bool(const QualitySubject&)>& of_area) const;

  private:
    [[nodiscard]] std::size_t named_in(std::string_view table) const;

    std::set<std::string, std::less<>> own_;  ///< the officer's own tables
    std::vector<QualityRow> rows_;
    std::vector<std::string> about_;                  ///< of each row
    std::vector<std::vector<std::string>> examples_;  ///< met in each row, up to the first that is left out
    struct About {
        std::string example;
        std::int64_t times;
    };
    std::vector<std::vector<About>> about_one_;  ///< of each row, what is about a school or a small area
};

}  // namespace sendscape
