// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace sendscape {

/// Shares of an outcome's variance that a factor brings: alone, and with all it does together with others.
struct SobolIndex {
    double first = 0, first_low = 0, first_high = 0;  ///< 90% interval, samples drawn anew
    double total = 0, total_low = 0, total_high = 0;
};

struct SobolIndices {
    std::vector<SobolIndex> factors;
    double mean = 0, variance = 0;  ///< of the outcome
    std::size_t samples = 0;        ///< used: all of whose points have the outcome
};

/// `outcomes` of the points of Saltelli's design (design.h), sample after sample: A, B, then A with one factor of B.
/// First order as Saltelli et al. (2010) have it, mean of f(B) (f(AB) - f(A)), total as Jansen (1999) has it, half the
/// mean of (f(A) - f(AB)) squared, both over the variance of f(A) and f(B) together. Outcomes are taken about their
/// mean first, which changes no expectation and steadies the first. Samples with an outcome that is no number are left
/// out.
SobolIndices sobol_indices(const std::vector<double>& outcomes, std::size_t factors);

}  // namespace sendscape
