// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/core/parallel.h"

namespace sendscape {

/// Choices of one group of children: of each zone the schools they might go to and the exponential of what speaks for
/// them, the appeal that is sought left out.
struct Choices {
    std::vector<double> children;  ///< by row of choice
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> school, metres;
    std::vector<double> pull;

    void end_row(double of_children) {
        children.push_back(of_children);
        first.push_back(school.size());
    }
};

/// Children each school can expect at appeals (exponentials), of whom it is asked again and again: those of a row go to
/// its schools in proportion to pull times appeal. Each school's sum is taken in the order of rows, so that it is the
/// same on any number of threads. The choices must outlive it.
class Expectation {
  public:
    Expectation(const Choices& choices, std::size_t schools, const Parallel& parallel);

    /// Schools that are asked of, and the rows of choice that have one of them.
    struct Asked {
        std::vector<std::size_t> schools, rows;
    };
    [[nodiscard]] Asked all() const;
    [[nodiscard]] Asked with_target(const std::vector<double>& target) const;

    /// By school; 0 of one that is not asked of.
    [[nodiscard]] std::vector<double> at(const std::vector<double>& factor, const Asked& asked);

  private:
    const Choices& choices_;
    const Parallel& parallel_;
    std::vector<double> each_;         ///< by row: children over all that speaks for its schools
    std::vector<std::size_t> first_;   ///< by school, of the two below
    std::vector<std::uint32_t> rows_;  ///< that might go there, in order
    std::vector<double> pulls_;        ///< what speaks for it in them
};

constexpr double balanced = 0.002;  ///< of a school's target: near enough to stop

/// Moves the factors of schools with a target above 0, by at most `most` of their logarithm either way from `about`,
/// until each can expect its target.
void balance(Expectation& expectation, const std::vector<double>& target, double most, const std::vector<double>& about,
             std::vector<double>& factor);

/// Scales targets so that all children of the choices are wanted.
void share_children(const Choices& choices, std::vector<double>& target);

}  // namespace sendscape
