// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sendscape {

constexpr int months_a_year = 12;

/// A calendar month, counted from January of year 0. One step of the model.
struct Month {
    std::int32_t index = 0;

    constexpr Month() = default;
    constexpr explicit Month(std::int32_t months) : index(months) {}
    constexpr Month(int year, int month_of_year) : index(year * 12 + month_of_year - 1) {}  ///< month_of_year: 1 to 12

    [[nodiscard]] constexpr int year() const { return index / 12; }
    [[nodiscard]] constexpr int month_of_year() const { return index % 12 + 1; }
    /// The calendar year in which this month's school year began: 2025 for 2025-09 to 2026-08.
    [[nodiscard]] constexpr int school_year() const { return (index - 8) / 12; }
    friend constexpr auto operator<=>(Month, Month) = default;
    friend constexpr Month operator+(Month m, int months) { return Month(m.index + months); }
    friend constexpr Month operator-(Month m, int months) { return Month(m.index - months); }
    friend constexpr int operator-(Month a, Month b) { return a.index - b.index; }
    constexpr Month& operator++() { return ++index, *this; }
};

std::string to_text(Month month);                         ///< "2029-09"
std::string long_name(Month month);                       ///< "September 2029"
std::optional<Month> parse_month(std::string_view text);  ///< "2029-09"; nothing if it is not a month
int days_since_epoch(Month month);                        ///< days from 1970-01-01 to the first of the month

// National curriculum year: 0 Reception, 6 Year 6, 7 Year 7, 11 Year 11, 13 Year 13; -2 and -1 before school.
// It is the age on 31 August before the school year, less 4.
constexpr int first_ncy = -2;  ///< age 2
constexpr int last_school_ncy = 14;
constexpr int last_ncy = 21;  ///< age 25: plans end with the year of the 25th birthday
constexpr int reception = 0;
constexpr int year_7 = 7;
constexpr int first_post16_ncy = 12;  ///< compulsory school age ends with Year 11
constexpr int age_of_ncy(int ncy) { return ncy + 4; }
constexpr int ncy_of_age(int age) { return age - 4; }
std::string ncy_name(int ncy);  ///< "Reception", "Year 7", "Nursery"

}  // namespace sendscape
