// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace sendscape {

/// What a measurement must reach: at least or at most so much.
struct BenchAim {
    double value = 0;
    bool at_least = false;
};

/// What --bench measured, each figure beside its aim.
class BenchFigures {
  public:
    /// `what` says of what it is and in which unit; `decimals` how it is written. Without an aim it is shown alone.
    void add(std::string what, double seen, int decimals, std::optional<BenchAim> aim = {});
    /// A line a figure: what, seen, aim, whether it is met.
    [[nodiscard]] std::string table() const;
    /// Figures that miss their aim.
    [[nodiscard]] int missed() const;

  private:
    struct Figure {
        std::string what;
        double seen = 0;
        int decimals = 0;
        std::optional<BenchAim> aim;
    };
    static bool met(const Figure& figure);
    std::vector<Figure> figures_;
};

/// The value that the share `p` (0 to 1) of the values do not exceed: of twenty at 0.95 the nineteenth. `values` not
/// empty.
double bench_percentile(std::vector<double> values, double p);

}  // namespace sendscape
