#include "agents/accountability/results.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sendscape {
namespace {

constexpr double usual_unmet = 0.5;  ///< of children with SEN, near the start's (derived)

}  // namespace

bool includes_pupils(const Schools& schools, SchoolId s) {
    return schools.magnet[s] != MagnetClass::deflector && schools.beyond_limits[s] >= 0 && schools.ethos[s] > -0.5F;
}

void publish_results(Pupils& pupils, Schools& schools, const AccountabilityParameters& p, const LoopSwitches& loops,
                     const Step& step) {
    step.parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const PupilId pupil(row);
            const SchoolId s = pupils.school[pupil];
            if (!s.exists() || pupils.ncy[pupil] < reception || pupils.ncy[pupil] > 11) continue;
            // A year keeps four fifths of what a child had; the rest is home, school and chance. The yearly chance
            // keeps the spread of children near one standard deviation.
            const double home = pupils.disadvantaged[pupil] != 0 ? -0.08 : 0.03;
            // A fifth of what divides the groups each year keeps them apart as published (see draw_needs), unmet need
            // beyond the usual widens it.
            const Provision provision = pupils.provision[pupil];
            const double behind = provision == Provision::plan ? 1.6 : provision == Provision::sen_support ? 0.8 : 0.0;
            const double unmet = std::min(3.0, double{pupils.unmet[pupil]}) - (behind > 0 ? usual_unmet : 0.0);
            const double need = -0.10 * unmet - 0.2 * behind;
            const double chance = 0.6 * step.draws.normal(Stream::attainment, pupil.value, step.month);
            const double lost = -0.05 * std::min<int>(pupils.suspensions[pupil], 4);
            pupils.attainment[pupil] = static_cast<float>(0.8 * pupils.attainment[pupil] + home + need + lost + chance +
                                                          0.05 * std::clamp<double>(schools.attainment[s], -3, 3));
        }
    });
    if (!(loops.accountability > 0)) return;

    // School means in thousandths, whole numbers, of all years: one leaving year of a small school is mostly chance.
    std::vector<std::int64_t> sum(schools.size(), 0), count(schools.size(), 0);
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        const SchoolId s = pupils.school[pupil];
        if (!s.exists() || pupils.ncy[pupil] < reception || pupils.ncy[pupil] > 11) continue;
        sum[s.value] += static_cast<std::int64_t>(pupils.attainment[pupil] * 1000);
        ++count[s.value];
    }
    std::vector<double> mean(schools.size(), 0);
    double total = 0, squares = 0;
    int n = 0;
    const auto counts = [&](SchoolId s) {
        return schools.open(s, step.month) && is_state_mainstream(step.map.school(s).setting) && count[s.value] > 0;
    };
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        if (!counts(SchoolId(row))) continue;
        mean[row] = static_cast<double>(sum[row]) / 1000.0 / static_cast<double>(count[row]);
        total += mean[row];
        squares += mean[row] * mean[row];
        ++n;
    }
    if (n < 2) return;
    const double average = total / n;
    const double deviation = std::sqrt(std::max(1e-6, squares / n - average * average));
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!counts(s)) continue;
        const double own = std::clamp((mean[row] - average) / deviation, -3.0, 3.0);
        const double inclusion = std::clamp<double>(schools.ethos[s], -3, 3);
        const double published = (1 - p.inclusion_weight) * own + p.inclusion_weight * inclusion;
        schools.attainment[s] = static_cast<float>(p.results_memory * schools.attainment[s] +
                                                   loops.accountability * (1 - p.results_memory) * published);
        const double asked =
            p.gate_ethos * std::max(p.inclusion_weight, includes_pupils(schools, s) ? 0.0 : p.inclusion_gate);
        const double pressed = p.results_pressure * (1 - p.inclusion_weight) * (1 - p.inclusion_gate);
        if (loops.ethos > 0)
            schools.ethos[s] = static_cast<float>(
                std::clamp(schools.ethos[s] + loops.accountability * (asked - (own < 0 ? pressed : 0.0)), -4.0, 4.0));
    }
}

void inspect(Schools& schools, const AccountabilityParameters& p, const LoopSwitches& loops, const Step& step) {
    if (!(loops.accountability > 0)) return;
    constexpr int terms_months = 11;
    const double hazard = 1.0 / std::max(0.1, (p.inspection_years - 2) * terms_months);
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || schools.roll[s] == 0) continue;
        if (schools.inspected[s] > 0 && step.month.index - schools.inspected[s] < 24) continue;
        const auto words = step.draws.words(Stream::inspection, row, step.month);
        if (words[0] * 0x1p-32 >= hazard) continue;
        // Shares of grades about 15, 75, 8 and 2% (Ofsted, state-funded schools), better with results.
        const double chance = inverse_normal((words[1] + 0.5) * 0x1p-32);
        const double score = 0.7 * chance + 0.5 * schools.attainment[s] - 0.4 * schools.strain[s];
        int grade = score > 0.9 ? 1 : score > -1.1 ? 2 : score > -1.8 ? 3 : 4;
        if (grade == 1 && words[2] * 0x1p-32 < p.inclusion_gate && !includes_pupils(schools, s)) grade = 2;
        schools.inspection_grade[s] = static_cast<std::uint8_t>(grade);
        schools.inspected[s] = step.month.index;
    }
}

double attainment_gap(const Pupils& pupils) {
    std::int64_t with = 0, without = 0, n_with = 0, n_without = 0;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.school[p].exists() || (pupils.ncy[p] != 6 && pupils.ncy[p] != 11)) continue;
        const auto thousandths = static_cast<std::int64_t>(pupils.attainment[p] * 1000);
        if (pupils.provision[p] == Provision::none)
            without += thousandths, ++n_without;
        else
            with += thousandths, ++n_with;
    }
    if (n_with == 0 || n_without == 0) return 0;
    return (static_cast<double>(without) / static_cast<double>(n_without) -
            static_cast<double>(with) / static_cast<double>(n_with)) /
           1000.0;
}

}  // namespace sendscape
