// SPDX-License-Identifier: MIT
#include "agents/accountability/results.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace sendscape {
namespace {

constexpr double usual_unmet = 0.5;  ///< of children with SEN, near the start's (derived)

// A year of attainment, in standard deviations of children. A year keeps four fifths of what a child had; the rest is
// home, school and chance, whose spread keeps that of children near one. Judged, so that the gaps stay as published
// (DfE, Key stage 4 performance 2025: Attainment 8 of 50.2 without SEN, 33.8 on SEN Support, 14.8 with a plan).
constexpr double kept = 0.8, yearly_chance = 0.6, by_school = 0.05;
constexpr double home_disadvantaged = -0.08, home_others = 0.03;
constexpr double behind_with_plan = 1.6, behind_on_support = 0.8;  ///< see draw_needs(); a fifth of it comes each year
constexpr double of_behind = 0.2, by_unmet = 0.10, most_unmet = 3.0;
constexpr double lost_by_suspension = 0.05;
constexpr int most_suspensions = 4;
constexpr double most_deviations = 3, most_ethos = 4;  ///< bounds, so that a school of few pupils stays within sight
constexpr double thousandths = 1000;
constexpr float in_thousandths = 1000;             ///< means are sums of whole numbers, the same in any order
constexpr float least_ethos_of_including = -0.5F;  ///< half a standard deviation below the mean: assumption

// A school is inspected again after two years at the earliest, in the eleven months that are not August. Grades: about
// 15, 75, 8 and 2% of state-funded schools (Ofsted, State-funded schools inspections and outcomes), better
// with results and worse under strain; the weights and thresholds are judged so that these shares come out.
constexpr double least_years_between = 2, months_of_inspection = 11, least_months = 0.1;
constexpr int months_between = 24;
constexpr double grade_chance = 0.7, grade_by_results = 0.5, grade_by_strain = 0.4;
constexpr double outstanding_from = 0.9, good_from = -1.1, improving_from = -1.8;

/// A school's results and how far they lie from the mean.
struct OwnResults {
    SchoolId school;
    double deviations = 0;
};

/// Of every open state mainstream school, from its pupils' attainment as it is; empty where there are not two to
/// compare.
std::vector<OwnResults> own_results(const Pupils& pupils, const Schools& schools, const Step& step) {
    // School means in thousandths, whole numbers, of all years: one leaving year of a small school is mostly chance.
    std::vector<std::int64_t> sum(schools.size(), 0), count(schools.size(), 0);
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        const SchoolId s = pupils.school[pupil];
        if (!s.exists() || pupils.ncy[pupil] < reception || pupils.ncy[pupil] >= first_post16_ncy) continue;
        sum[s.value] += static_cast<std::int64_t>(pupils.attainment[pupil] * in_thousandths);
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
        mean[row] = static_cast<double>(sum[row]) / thousandths / static_cast<double>(count[row]);
        total += mean[row];
        squares += mean[row] * mean[row];
        ++n;
    }
    if (n < 2) return {};
    const double average = total / n;
    const double deviation = std::sqrt(std::max(1e-6, squares / n - average * average));
    std::vector<OwnResults> results;
    for (std::uint32_t row = 0; row < schools.size(); ++row)
        if (counts(SchoolId(row)))
            results.push_back(
                {SchoolId(row), std::clamp((mean[row] - average) / deviation, -most_deviations, most_deviations)});
    return results;
}

}  // namespace

void settle_results(const Pupils& pupils, Schools& schools, const Step& step) {
    for (const auto& [s, own] : own_results(pupils, schools, step))
        if (step.map.school(s).is_filled(Filled::attainment)) schools.attainment[s] = static_cast<float>(own);
}

bool includes_pupils(const Schools& schools, SchoolId s) {
    return schools.magnet[s] != MagnetClass::deflector && schools.beyond_limits[s] >= 0 &&
           schools.ethos[s] > least_ethos_of_including;
}

void publish_results(Pupils& pupils, Schools& schools, const AccountabilityParameters& p, const LoopSwitches& loops,
                     const Step& step) {
    step.parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        // The luck of a block is drawn at once.
        std::array<std::vector<std::uint32_t>, 4> luck;
        for (auto& words : luck) words.resize(end - begin);
        step.draws.words_in_a_row(Stream::attainment, static_cast<std::uint32_t>(begin), step.month, 0,
                                  {luck[0], luck[1], luck[2], luck[3]});
        for (std::size_t row = begin; row < end; ++row) {
            const PupilId pupil(row);
            const SchoolId s = pupils.school[pupil];
            if (!s.exists() || pupils.ncy[pupil] < reception || pupils.ncy[pupil] >= first_post16_ncy) continue;
            const double home = pupils.disadvantaged[pupil] != 0 ? home_disadvantaged : home_others;
            // What divides the groups comes each year in part; unmet need beyond the usual widens it.
            const Provision provision = pupils.provision[pupil];
            const double behind = provision == Provision::plan          ? behind_with_plan
                                  : provision == Provision::sen_support ? behind_on_support
                                                                        : 0.0;
            const double unmet = std::min(most_unmet, double{pupils.unmet[pupil]}) - (behind > 0 ? usual_unmet : 0.0);
            const double need = -by_unmet * unmet - of_behind * behind;
            const double chance = yearly_chance * Draws::normal({luck[0][row - begin], luck[1][row - begin]});
            const double lost = -lost_by_suspension * std::min<int>(pupils.suspensions[pupil], most_suspensions);
            pupils.attainment[pupil] = static_cast<float>(
                kept * pupils.attainment[pupil] + home + need + lost + chance +
                by_school * std::clamp<double>(schools.attainment[s], -most_deviations, most_deviations));
        }
    });
    if (!(loops.accountability > 0)) return;

    for (const auto& [s, own] : own_results(pupils, schools, step)) {
        const double inclusion = std::clamp<double>(schools.ethos[s], -most_deviations, most_deviations);
        const double published = (1 - p.inclusion_weight) * own + p.inclusion_weight * inclusion;
        schools.attainment[s] = static_cast<float>(p.results_memory * schools.attainment[s] +
                                                   loops.accountability * (1 - p.results_memory) * published);
        const double asked =
            p.gate_ethos * std::max(p.inclusion_weight, includes_pupils(schools, s) ? 0.0 : p.inclusion_gate);
        const double pressed = p.results_pressure * (1 - p.inclusion_weight) * (1 - p.inclusion_gate);
        if (loops.ethos > 0)
            schools.ethos[s] = static_cast<float>(
                std::clamp(schools.ethos[s] + loops.accountability * (asked - (own < 0 ? pressed : 0.0)), -most_ethos,
                           most_ethos));
    }
}

void inspect(Schools& schools, const AccountabilityParameters& p, const LoopSwitches& loops, const Step& step) {
    if (!(loops.accountability > 0)) return;
    const double hazard =
        1.0 / std::max(least_months, (p.inspection_years - least_years_between) * months_of_inspection);
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || schools.roll[s] == 0) continue;
        if (schools.inspected[s] > 0 && step.month.index - schools.inspected[s] < months_between) continue;
        const auto words = step.draws.words(Stream::inspection, row, step.month);
        if (fraction(words[0]) >= hazard) continue;
        const double chance = inverse_normal((words[1] + 0.5) * 0x1p-32);
        const double score =
            grade_chance * chance + grade_by_results * schools.attainment[s] - grade_by_strain * schools.strain[s];
        int grade = score > outstanding_from ? 1 : score > good_from ? 2 : score > improving_from ? 3 : 4;
        if (grade == 1 && fraction(words[2]) < p.inclusion_gate && !includes_pupils(schools, s)) grade = 2;
        schools.inspection_grade[s] = static_cast<std::uint8_t>(grade);
        schools.inspected[s] = step.month.index;
    }
}

double attainment_gap(const Pupils& pupils) {
    std::int64_t with = 0, without = 0, n_with = 0, n_without = 0;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.school[p].exists() || (pupils.ncy[p] != year_7 - 1 && pupils.ncy[p] != first_post16_ncy - 1))
            continue;
        const auto thousandths = static_cast<std::int64_t>(pupils.attainment[p] * in_thousandths);
        if (pupils.provision[p] == Provision::none)
            without += thousandths, ++n_without;
        else
            with += thousandths, ++n_with;
    }
    if (n_with == 0 || n_without == 0) return 0;
    return (static_cast<double>(without) / static_cast<double>(n_without) -
            static_cast<double>(with) / static_cast<double>(n_with)) /
           thousandths;
}

}  // namespace sendscape
