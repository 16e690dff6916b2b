#include "agents/schools/reputation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sendscape {
namespace {

/// Mean and standard deviation over open state mainstream schools, in row order.
struct Spread {
    double mean = 0, deviation = 0;
};
template <class Value>
Spread spread_of(const Schools& schools, const Step& step, const Value& value) {
    double sum = 0, squares = 0;
    int n = 0;
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const double v = value(s);
        sum += v;
        squares += v * v;
        ++n;
    }
    if (n == 0) return {};
    const double mean = sum / n;
    return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean))};
}

}  // namespace

void drift_ethos(Schools& schools, const SchoolParameters& p, const LoopSwitches& loops, const Step& step) {
    const Spread strain = spread_of(schools, step, [&](SchoolId s) { return double{schools.strain[s]}; });
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const double u = step.draws.uniform(Stream::head_turnover, row, step.month);
        const bool new_head = u < p.head_turnover;
        schools.head_tenure[s] =
            new_head ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min(schools.head_tenure[s] + 1, 60));
        if (!(loops.ethos > 0)) continue;
        const double z =
            strain.deviation > 1e-9 ? std::clamp((schools.strain[s] - strain.mean) / strain.deviation, -3.0, 3.0) : 0.0;
        double change = -p.ethos_reversion * schools.ethos[s] + p.ethos_drift * z +
                        p.ethos_noise * step.draws.normal(Stream::ethos_shock, row, step.month);
        if (new_head) change += p.head_shock * step.draws.normal(Stream::ethos_shock, row, step.month, 1);
        schools.ethos[s] = static_cast<float>(std::clamp(schools.ethos[s] + loops.ethos * change, -4.0, 4.0));
    }
}

void spread_reputation(Schools& schools, const SchoolParameters& p, const LoopSwitches& loops, const Step& step) {
    const Spread strain = spread_of(schools, step, [&](SchoolId s) { return double{schools.strain[s]}; });
    const auto plan_share = [&](SchoolId s) {
        return schools.roll[s] > 0 ? static_cast<double>(schools.plans[s]) / schools.roll[s] : 0.0;
    };
    // Primaries and secondaries are compared with their own kind.
    std::array<double, school_phase_count> mean{}, count{}, squares{};
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const auto phase = static_cast<std::size_t>(step.map.school(s).phase);
        mean[phase] += plan_share(s);
        squares[phase] += plan_share(s) * plan_share(s);
        count[phase] += 1;
    }
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& place = step.map.school(s);
        if (!schools.open(s, step.month) || !is_state_mainstream(place.setting)) continue;
        const double strained =
            strain.deviation > 1e-9 ? std::clamp((schools.strain[s] - strain.mean) / strain.deviation, -3.0, 3.0) : 0.0;
        if (loops.magnets > 0) {
            const bool base = schools.base_places[s][0] + schools.base_places[s][1] > 0;
            const double said = schools.ethos[s] + (base ? 0.3 : 0.0) - 0.2 * strained;
            schools.reputation_send[s] += static_cast<float>(p.reputation_speed * (said - schools.reputation_send[s]));
        }
        if (loops.flight > 0) {
            const auto phase = static_cast<std::size_t>(place.phase);
            const double average = mean[phase] / count[phase];
            const double deviation = std::sqrt(std::max(0.0, squares[phase] / count[phase] - average * average));
            const double many = deviation > 1e-9 ? std::clamp((plan_share(s) - average) / deviation, -3.0, 3.0) : 0.0;
            const double said = 0.6 * schools.attainment[s] + 0.3 * (2.0 - schools.inspection_grade[s]) -
                                loops.flight * (p.flight * many + 0.1 * strained);
            schools.reputation[s] += static_cast<float>(p.reputation_speed * (said - schools.reputation[s]));
        }
    }
}

}  // namespace sendscape
