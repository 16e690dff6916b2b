// SPDX-License-Identifier: MIT
#include "sim/core/paired_draws.h"

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// Nine years quiet, one with news (an inspection, a new head, a rival): assumption, for the tails of schools' rolls of
/// 2019 and 2025 are longer than a normal's. Of mean square 1 together.
constexpr double years_of_news = 0.1, news = 2.6, quiet = 0.6;

}  // namespace

double PairedDraws::change(Stream stream, std::uint32_t whom, Month month, std::uint32_t k) const {
    if (!any()) return 0;
    const auto w = of_pair_.words(stream, whom, month, k);
    return sign_ * (fraction(w[1]) < years_of_news ? news : quiet) * inverse_normal(inner_fraction(w[0]));
}

}  // namespace sendscape
