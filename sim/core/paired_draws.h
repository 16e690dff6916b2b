// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "sim/core/draws.h"

namespace sendscape {

/// Draws of what nobody knows and what lasts (doubt, as against luck). The first replicate has none of it, and those
/// after it come in pairs, as much one way as the other, so that the middle of a few replicates stays where the model
/// without doubt is. Whom a draw is for is told by a number of its own, not by its row: a school or an authority has
/// the same on every map that holds it, and two authorities that are each the first of their map have not.
class PairedDraws {
  public:
    explicit PairedDraws(const Draws& draws)
        : of_pair_(draws.seed(), draws.replicate() + draws.replicate() % 2),
          sign_(draws.replicate() == 0       ? 0
                : draws.replicate() % 2 == 0 ? -1
                                             : 1) {}

    /// False in the first replicate, where every deviation is 0.
    [[nodiscard]] bool any() const { return sign_ != 0; }

    /// A standard normal deviation, of the second of a pair the first's with the other sign.
    [[nodiscard]] double normal(Stream stream, std::uint32_t whom, Month month, std::uint32_t k = 0) const {
        return any() ? sign_ * of_pair_.normal(stream, whom, month, k) : 0.0;
    }

    /// A year's lasting change, of mean square 1: most years bring little, a few bring much.
    [[nodiscard]] double change(Stream stream, std::uint32_t whom, Month month, std::uint32_t k = 0) const;

  private:
    Draws of_pair_;
    double sign_;
};

/// A number for whom a code names ("358"): FNV-1a.
constexpr std::uint32_t number_of_code(std::string_view code) {
    std::uint32_t number = 2166136261u;
    for (const char c : code) number = (number ^ static_cast<unsigned char>(c)) * 16777619u;
    return number;
}

}  // namespace sendscape
