// SPDX-License-Identifier: MIT
#pragma once

/// exp and log of our own, out of + - * / and bit casts only: the C library's differ between processors (with and
/// without FMA) and between compile time and run time, and one golden result must hold on every machine.
/// sqrt is exact by IEEE 754 and std::sqrt may be used.
namespace sendscape {

double exp(double x);                   ///< within 2 ulp of the true value; 0 below -745, infinity above 709.78
double log(double x);                   ///< natural logarithm; -infinity at 0, NaN below
double pow(double base, double power);  ///< base > 0; 0 for base 0 and power > 0
double logistic(double x);              ///< 1 / (1 + exp(-x))
double logit(double p);                 ///< log(p / (1 - p)), p in (0, 1)
double inverse_normal(double p);        ///< standard normal quantile (Acklam's approximation, error < 1.2e-9)

/// Monthly hazard of an annual probability: 1 - (1 - p)^(1/12).
double monthly_from_annual(double annual_probability);

}  // namespace sendscape
