// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>

namespace sendscape::testing {

/// Mean of a correlated series with its standard error from the means of 40 long batches; with weights, a ratio of
/// sums.
class BatchMean {
  public:
    explicit BatchMean(int length) : length_(length) {}
    void add(int month, double sum, double count = 1) {
        const auto batch = static_cast<std::size_t>(month) * batches / static_cast<std::size_t>(length_);
        sums_[batch] += sum;
        counts_[batch] += count;
    }
    [[nodiscard]] double mean() const { return total(sums_) / total(counts_); }
    [[nodiscard]] double error() const {
        double squares = 0;
        for (std::size_t b = 0; b < batches; ++b) squares += std::pow(sums_[b] - mean() * counts_[b], 2);
        return std::sqrt(squares * batches / (batches - 1)) / total(counts_);
    }

  private:
    static constexpr std::size_t batches = 40;
    using Batches = std::array<double, batches>;
    static double total(const Batches& of) { return std::accumulate(of.begin(), of.end(), 0.0); }
    int length_;
    Batches sums_{}, counts_{};
};

/// Within four standard errors, and the run long enough for that to be a sharp test.
inline void expect_agrees(const BatchMean& measured, double exact, double sharpness, const std::string& what) {
    EXPECT_NEAR(measured.mean(), exact, 4 * measured.error() + 1e-9) << what;
    EXPECT_LT(4 * measured.error(), sharpness * exact) << what << ": run too short to tell";
}

}  // namespace sendscape::testing
