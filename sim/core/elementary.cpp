// SPDX-License-Identifier: MIT
#include "sim/core/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sendscape {
namespace {
constexpr double ln2_high = 0x1.62e42fee00000p-1;  // the first 32 bits of ln 2: k * ln2_high is exact
constexpr double ln2_low = 0x1.a39ef35793c76p-33;  // the rest

/// 1 / n!, rounded once.
constexpr double of_factorial(int n) {
    double factorial = 1;
    for (int k = 2; k <= n; ++k) factorial *= k;
    return 1 / factorial;
}
}  // namespace

double exp(double x) {
    if (x != x) return x;
    if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
    if (x < -745.2) return 0.0;
    const double scaled = x * 0x1.71547652b82fep0;  // x / ln 2
    const auto k = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
    const double r = (x - static_cast<double>(k) * ln2_high) - static_cast<double>(k) * ln2_low;
    // exp(r), |r| <= 0.35, by its series; 13 terms leave less than 1e-17. They are added in pairs, and pairs of pairs,
    // which do not wait for one another.
    const double r2 = r * r, r4 = r2 * r2;
    const auto four = [&](int n) {
        const auto pair = [&](int m) { return of_factorial(m) + of_factorial(m + 1) * r; };
        return pair(n) + pair(n + 2) * r2;
    };
    const double sum = 1.0 + (r + r2 * (four(2) + (four(6) + four(10) * r4) * r4));
    const auto scale = [](std::int64_t power) {
        return std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
    };
    if (k > 1022) return sum * scale(k - 1) * 2.0;
    if (k < -1021) return sum * scale(k + 60) * scale(-60);
    return sum * scale(k);
}

double log(double x) {
    if (x != x || x < 0) return std::numeric_limits<double>::quiet_NaN();
    if (x == 0) return -std::numeric_limits<double>::infinity();
    if (x == std::numeric_limits<double>::infinity()) return x;
    std::int64_t k = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        k = -54;
    }
    auto bits = std::bit_cast<std::uint64_t>(x);
    k += static_cast<std::int64_t>(bits >> 52) - 1023;
    bits = (bits & 0x000FFFFFFFFFFFFFull) | 0x3FF0000000000000ull;
    double m = std::bit_cast<double>(bits);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++k;
    }
    // log m = 2 atanh(s), s = (m - 1) / (m + 1), |s| <= 0.172; 11 odd terms leave less than 1e-18.
    const double s = (m - 1.0) / (m + 1.0);
    const double s2 = s * s;
    const double s4 = s2 * s2, s8 = s4 * s4;
    const auto pair = [&](int n) { return 1.0 / n + 1.0 / (n + 2) * s2; };
    const auto four = [&](int n) { return pair(n) + pair(n + 4) * s4; };
    const double sum = s2 * (four(3) + (four(11) + (pair(19) + 1.0 / 23 * s4) * s8) * s8);
    const double log_m = 2.0 * s + 2.0 * s * sum;
    return static_cast<double>(k) * ln2_high + (log_m + static_cast<double>(k) * ln2_low);
}

double pow(double base, double power) {
    if (base == 0) return power == 0 ? 1.0 : 0.0;
    return exp(power * log(base));
}

double logistic(double x) { return x >= 0 ? 1.0 / (1.0 + exp(-x)) : exp(x) / (1.0 + exp(x)); }

double logit(double p) { return log(p / (1.0 - p)); }

double inverse_normal(double p) {
    // Peter Acklam's rational approximation.
    static constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                   1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    static constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                                   6.680131188771972e+01, -1.328068155288572e+01};
    static constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                   -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    static constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                   3.754408661907416e+00};
    if (p <= 0) p = 0x1p-60;
    if (p >= 1) p = 1 - 0x1p-53;
    const auto tail = [](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0);
    };
    if (p < 0.02425) return tail(std::sqrt(-2.0 * log(p)));
    if (p > 1 - 0.02425) return -tail(std::sqrt(-2.0 * log(1.0 - p)));
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0);
}

double monthly_from_annual(double annual_probability) {
    if (annual_probability <= 0) return 0;
    if (annual_probability >= 1) return 1;
    return 1.0 - exp(log(1.0 - annual_probability) / 12.0);
}

}  // namespace sendscape
