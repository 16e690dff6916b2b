// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// A table in CSV: its heading and its rows, lines as they are written, one after another: a country has millions.
class CsvRows {
  public:
    explicit CsvRows(std::string heading) : heading_(std::move(heading)) {}

    /// Adds a row, its line end included.
    void add(std::string_view row) {
        lines_ += row;
        end_row();
    }
    /// The same of a row that was written to the end of what is here.
    std::string& lines() { return lines_; }
    void end_row() { ends_.push_back(lines_.size()); }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] std::string text() const { return heading_ + lines_; }
    /// With its rows in an order from which programs guess each column's type rightly (row_order.h).
    [[nodiscard]] std::string guessable_text() const;

  private:
    std::string heading_, lines_;
    std::vector<std::size_t> ends_;  ///< of each row in `lines_`
};

/// The tables measure by measure and school by school; summary_csv and schools_csv are their guessable text.
CsvRows summary_rows(const Run& run);
CsvRows schools_rows(const Run& run);

/// summary.csv: tidy, one row for each measure, January and combination of axes (schools aside); shortfall, plans and
/// balance in each September too, as the summary tells them.
std::string summary_csv(const Run& run);

/// schools.csv: one row for each school of the area and January, school measures as columns: means over the
/// replicates in which it is open, whose share stands last.
std::string schools_csv(const Run& run);

/// summary.txt: the planning summary in plain English, beginning with the answer. `with_report`: a report.html lies
/// beside it.
std::string summary_text(const Run& run, bool with_report = true);

}  // namespace sendscape
