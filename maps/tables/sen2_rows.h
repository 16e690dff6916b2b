// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/quality.h"
#include "maps/tables/sen2_words.h"
#include "sim/core/interrupt.h"

namespace sendscape {

/// What SEN2 tables are read for, for messages about others.
inline constexpr std::string_view sen2_wanted =
    "plans maintained in January (a caseload) or requests, assessments and new plans of a year";
inline constexpr std::string_view sen2_reads =
    "--sen2 reads the caseload ('EHC plans as at January each year', by age, establishment, placement or primary need) "
    "and, for each calendar year, requests, assessments, new plans by age and placement, and the 20 weeks";

/// Plans that a table counts for one authority: those of one January, or those made in one calendar year.
class PlanCounts {
  public:
    std::array<std::int32_t, setting_group_count> by_setting{};
    std::array<std::int32_t, 5> by_age_band{};
    std::array<std::int32_t, need_count> by_need{};

    /// Plans in all. `of_placements`: by a table of establishments, which before 2019 leaves out plans of none.
    /// InputError naming both rows where the table has given another total.
    void give_total(std::int32_t plans, const CsvTable& table, std::size_t row, bool of_placements = false);
    void add_of_age(std::size_t band, std::int32_t plans);
    void add_of(Placement placement, std::int32_t plans);
    void give_need(Need need, std::int32_t plans);

    /// Adds what a later table gives and this has not: totals by age go before those by establishment. True where both
    /// gave the same thing, which is then kept.
    bool join(const PlanCounts& later);

    [[nodiscard]] bool is_empty() const { return !total_ && !has_ages_ && !has_settings_ && !has_needs_; }
    [[nodiscard]] bool has_settings() const { return has_settings_; }
    /// In all: as given, else the sum of the ages, else of the placements.
    [[nodiscard]] std::int32_t total() const;
    [[nodiscard]] std::int32_t placed() const { return placed_; }  ///< in any placement, told or not

  private:
    std::optional<std::int32_t> total_;
    std::size_t total_row_ = 0;  ///< of the table, that gave the total
    bool total_of_placements_ = false, has_ages_ = false, has_settings_ = false, has_needs_ = false;
    std::int32_t placed_ = 0;
};

/// How requests and assessments of one calendar year went, as one table says it; -1: not given.
struct RequestCounts {
    std::int32_t requests = -1, agreed = -1, refused = -1, not_issued = -1, timed = -1, in_time = -1;
    std::int32_t issued = -1;   ///< assessments that ended in a plan
    std::int32_t pending = -1;  ///< assessments without a decision at the end of the year

    bool join(const RequestCounts& later);  ///< as PlanCounts::join
    [[nodiscard]] bool is_empty() const;
};

/// What SEN2 tables say of one authority, by year: of the January, or of the calendar year.
struct Sen2Counts {
    std::map<int, PlanCounts> januaries, new_plans;
    std::map<int, RequestCounts> requests;

    bool join(const Sen2Counts& later);
    [[nodiscard]] bool is_empty() const;
};
using Sen2ByAuthority = std::map<std::string, Sen2Counts>;  ///< by three-digit code

/// Where a table names the authority of a row. Old and new codes have changed places between releases: whichever holds
/// a code that is known is taken.
class AuthorityColumns {
  public:
    explicit AuthorityColumns(const CsvTable& table);
    [[nodiscard]] const EnglishAuthority* of(std::size_t row) const;
    [[nodiscard]] const EndedAuthority* ended(std::size_t row) const;
    [[nodiscard]] std::string_view name(std::size_t row) const { return table_.cell(row, name_); }

  private:
    const CsvTable& table_;
    std::vector<std::size_t> codes_;
    std::optional<std::size_t> name_;
};

/// What the periods of a table are: the Januaries of academic or calendar years (202425, 2022), or calendar years.
enum class Sen2Period : std::uint8_t { january, calendar_year };

/// The rows of a SEN2 table, and those among them that say a thing twice or not at all.
class Sen2Rows {
  public:
    Sen2Rows(const CsvTable& table, QualityTable& quality, Sen2Period period);

    /// Whether a row is the first of its authority, year and characteristic. A later one with the same numbers is
    /// counted; InputError naming both where they differ.
    bool is_first(std::size_t row, int year, const EnglishAuthority& authority, std::string_view characteristic,
                  const std::vector<std::size_t>& numbers);
    /// A number of plans; InputError for one that no authority can have.
    [[nodiscard]] std::optional<std::int32_t> number_in(std::size_t row, std::optional<std::size_t> column) const;
    void without_number(std::size_t row, std::size_t column);
    /// Counts a row one of whose `columns` is marked as not available or suppressed; 'z', not applicable, is no loss.
    void note_suppressed(std::size_t row, const std::vector<std::size_t>& columns);
    void unknown_label(std::size_t row, std::size_t column, std::string_view rule);
    /// Counts something about all rows of the table.
    void note_for_all(const std::string& about, std::string_view rule);
    /// InputError with the first row that was of no use, for a table none of whose rows was.
    [[noreturn]] void refuse() const;

    /// Calls body(row, year, authority) for each row of an authority that is one now and of a period that is known.
    template <class Body>
    void for_each_authority(Body&& body) {
        const auto period = table_.needed_column("the period", {"time_period"});
        const auto kind = table_.column({"ehcp_or_statement"});
        const auto level = table_.column({"geographic_level"});
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (row % rows_between_stops == 0) stop_if_asked();
            if (lower_case(table_.cell(row, level)) != "local authority") {
                if (level) of_no_authority(row, *level);
                continue;
            }
            if (kind && lower_case(table_.cell(row, *kind)) != "total") continue;
            const auto year = year_of(table_.cell(row, period));
            if (!year)
                unknown_label(row, period, "row dropped");
            else if (const auto* authority = authorities_.of(row))
                body(row, *year, *authority);
            else
                of_none(row);
        }
    }

  private:
    static constexpr std::size_t rows_between_stops = 8192;

    [[nodiscard]] std::optional<int> year_of(std::string_view period) const;
    void of_none(std::size_t row);  ///< of an authority that is none now
    void of_no_authority(std::size_t row, std::size_t column);
    void note(std::size_t row, std::string_view why);
    void tell(std::size_t row, const std::string& about, std::string_view rule, const std::string& cell);

    const CsvTable& table_;
    QualityTable& quality_;
    Sen2Period period_;
    AuthorityColumns authorities_;
    std::map<std::string, std::size_t> rows_;  ///< the first of each authority, year and characteristic
    std::optional<std::string> first_;         ///< the first row that was of no use, and why
};

}  // namespace sendscape
