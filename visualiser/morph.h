// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "visualiser/film.h"

namespace sendscape {

/// One future turning into another before the viewer's eyes: the numbers of a month on the way from those of one film
/// to those of the other. Children are the second film's from the first moment.
class Morph {
  public:
    Morph(std::shared_ptr<const Film> from, std::shared_ptr<const Film> to);

    /// Whether there is anything to see on the way and it is worth its memory: a country is shown at once.
    static bool fits(const Film& from, const Film& to);
    /// The film at a share of the way, 0 to 1: true of `month` and the month after, which are looked at.
    const Film& at(int month, float share);

  private:
    void blend_month(int month, float share);

    std::shared_ptr<const Film> from_, to_;
    Film film_;
    std::vector<std::uint32_t> row_;  ///< of `from`, by row of `to`
};

}  // namespace sendscape
