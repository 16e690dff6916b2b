// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {

/// Holds the columns of a file of ours against what they may hold. The seal finds damage, not a forger: whoever can
/// compute it can write any number under it, so that each column is checked as it is read. Throws InputError naming
/// file, variable, row, what it holds and what is allowed; Interrupted, between columns, when a stop is asked for.
class ColumnCheck {
  public:
    /// `file`: name for messages; `kind`: what it should be, as in "a map".
    ColumnCheck(std::string file, std::string kind) : file_(std::move(file)), kind_(std::move(kind)) {}

    [[noreturn]] void refuse(std::string_view why) const {
        throw InputError(fmt::format("'{}' is not {} this version can read: {}", file_, kind_, why));
    }

    void size(const std::string& variable, std::size_t values, std::size_t wanted) const {
        if (values != wanted) refuse(fmt::format("'{}' has {} values, not {}", variable, values, wanted));
    }

    /// Each `of(row)` lies in [least, most]: not a number never does.
    template <class Rows, class Of>
    void within(const std::string& variable, const Rows& rows, Of&& of, double least, double most) const {
        each(
            variable, rows, of, [&](auto value) { return inside(static_cast<double>(value), least, most); },
            [&] { return fmt::format("{} to {}", least, most); });
    }

    /// Each is a row of a table of `count` rows.
    template <class Rows, class Of>
    void row_of(const std::string& variable, const Rows& rows, Of&& of, std::size_t count) const {
        each(
            variable, rows, of, [&](std::uint32_t value) { return value < count; },
            [&] { return count == 0 ? std::string("no row, its table being empty") : allowed_rows(count); });
    }
    /// ... or none.
    template <class Rows, class Of>
    void row_of_or_none(const std::string& variable, const Rows& rows, Of&& of, std::size_t count) const {
        each(
            variable, rows, of, [&](std::uint32_t value) { return value < count || value == none; },
            [&] {
                return count == 0 ? fmt::format("{} for none, its table being empty", none)
                                  : fmt::format("{}, or {} for none", allowed_rows(count), none);
            });
    }

    /// Rows in compressed form: `first` has an entry for each of `owners` and one more, never falls, and ends at `end`.
    template <class First>
    void compressed(const std::string& variable, const First& first, std::size_t owners, std::size_t end) const {
        size(variable, first.size(), owners + 1);
        if (first.front() != 0) refuse(fmt::format("'{}' begins with {}, not 0", variable, first.front()));
        for (std::size_t i = 1; i < first.size(); ++i)
            if (first[i] < first[i - 1])
                refuse(fmt::format("'{}' falls from {} to {} in row {}", variable, first[i - 1], first[i], i));
        if (first.back() != end) refuse(fmt::format("'{}' ends with {}, not {}", variable, first.back(), end));
    }

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFFu;
    static bool inside(double value, double least, double most) { return value >= least && value <= most; }
    static std::string allowed_rows(std::size_t count) { return fmt::format("0 to {}", count - 1); }

    template <class Rows, class Of, class Fits, class Allowed>
    void each(const std::string& variable, const Rows& rows, Of& of, Fits&& fits, Allowed&& allowed) const {
        stop_if_asked();
        std::size_t row = 0;
        for (const auto& one : rows) {
            const auto value = of(one);
            if (!fits(value))
                refuse(fmt::format("'{}' holds {} in row {}; allowed: {}", variable, value, row, allowed()));
            ++row;
        }
    }

    std::string file_, kind_;
};

}  // namespace sendscape
