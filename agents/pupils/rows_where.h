#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/core/id.h"

namespace sendscape {

/// Puts the rows of [first, end) for which test(PupilId) holds into `rows`, in order. Ages, needs and settings are
/// mixed along the rows, so that a branch on them is guessed wrongly about every third child; here every row is written
/// and only the count of those kept differs. The test should join its conditions with & rather than &&.
template <class Test>
void rows_where(std::size_t first, std::size_t end, std::vector<std::uint32_t>& rows, Test&& test) {
    rows.resize(end - first);
    std::size_t kept = 0;
    for (std::size_t row = first; row < end; ++row) {
        rows[kept] = static_cast<std::uint32_t>(row);
        kept += test(PupilId(row)) ? 1 : 0;
    }
    rows.resize(kept);
}

}  // namespace sendscape
