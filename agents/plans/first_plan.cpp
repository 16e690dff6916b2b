// SPDX-License-Identifier: MIT
#include "agents/plans/first_plan.h"

#include <algorithm>

#include "agents/plans/appeals.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

// Primary need of new plans by band of age, %. All ages together they are SEN2's new plans of 2024 (DfE, Education,
// health and care plans 2025: SLCN 27.8, ASD 27.5, SEMH 26.3, MLD 7.5 and so on); by age from stocks at 4 and from
// SEMH's 51 to 54% at 13 to 15 (derived).
constexpr std::size_t need_bands = 6;  // to 4, 5 to 7, 8 to 10, 11 and 12, 13 to 15, 16 and over
constexpr auto need_mix = by_need<Exactly<need_bands>>({
    {Need::spld, {1, 2, 4, 3.5, 2, 3}},
    {Need::mld, {4, 6, 11, 12, 7, 11}},
    {Need::sld, {2, 1.5, 1, 1, 0.6, 1.5}},
    {Need::pmld, {2, 0.6, 0.3, 0.2, 0.2, 0.3}},
    {Need::semh, {3, 20, 32, 42, 52, 44}},
    {Need::slcn, {50, 34, 22, 12, 8, 8}},
    {Need::hi, {1, 0.8, 0.6, 0.6, 0.5, 0.7}},
    {Need::vi, {1, 0.6, 0.4, 0.4, 0.3, 0.5}},
    {Need::msi, {0.3, 0.2, 0.2, 0.2, 0.1, 0.1}},
    {Need::pd, {3, 2.3, 2, 2, 1.5, 2}},
    {Need::asd, {31, 31, 25, 25, 27, 28}},
    {Need::oth, {0.7, 0.5, 1.2, 1, 0.8, 0.9}},
    {Need::nsa, {0, 0, 0, 0, 0, 0}},
    {Need::ds, {1, 0.5, 0.3, 0.1, 0, 0}},
});
constexpr std::size_t need_band(int age) {
    constexpr std::array<int, need_bands - 1> last_ages{4, 7, 10, 12, 15};
    std::size_t band = 0;
    while (band < last_ages.size() && age > last_ages[band]) ++band;
    return band;
}

// The need written into a plan is most often the one the child has, or had recorded before: how many times likelier
// than the mix of its age (assumptions).
constexpr double as_underlying = 4, as_recorded = 2;

// Rows of first_placements (hazards.h) that something beside the age bears on.
constexpr std::size_t base_row = 1, special_row = 2, alternative_row = 3, elsewhere_row = 5;
static_assert(placement_kind[base_row] == RequiredProvision::base &&
              placement_kind[special_row] == RequiredProvision::special &&
              placement_kind[alternative_row] == RequiredProvision::alternative &&
              placement_kind[elsewhere_row] == RequiredProvision::elsewhere);
constexpr double mean_severity = 0.3;   ///< when a plan is first made (the starting population's): its factor is 1
constexpr double stays_elsewhere = 10;  ///< times likelier for a child who is already out of school: assumption
constexpr float least_severity = 0.3F, severity_range = 0.5F;  ///< of a child whose need nobody had seen: assumption
constexpr float prefers_special_from = 0.5F;  ///< severity below which no parent asks for a special school: assumption

}  // namespace

Need need_of_new_plan(int age, Need underlying, Need recorded, double u) {
    std::array<double, need_count> weights{};
    for (std::size_t row = 0; row < need_count; ++row) weights[row] = need_mix[row][need_band(age)];
    if (underlying != Need::none) weights[static_cast<std::size_t>(underlying)] *= as_underlying;
    if (recorded != Need::none && recorded != Need::nsa) weights[static_cast<std::size_t>(recorded)] *= as_recorded;
    return static_cast<Need>(pick(weights, u));
}

double special_by_need(Need need) {
    static constexpr auto by_recorded = by_need<double>({{Need::spld, 0.5},
                                                         {Need::mld, 0.95},
                                                         {Need::sld, 5},
                                                         {Need::pmld, 6},
                                                         {Need::semh, 0.9},
                                                         {Need::slcn, 0.75},
                                                         {Need::hi, 0.75},
                                                         {Need::vi, 0.75},
                                                         {Need::msi, 1.5},
                                                         {Need::pd, 0.95},
                                                         {Need::asd, 1.3},
                                                         {Need::oth, 0.75},
                                                         {Need::nsa, 0.75},
                                                         {Need::ds, 3}});
    constexpr double without_need = 0.75;  // as for the needs between: assumption
    return need == Need::none ? without_need : by_recorded[static_cast<std::size_t>(need)];
}

double base_by_need(Need need) {
    static constexpr auto by_recorded = by_need<double>({{Need::spld, 0.7},
                                                         {Need::mld, 0.75},
                                                         {Need::sld, 1.3},
                                                         {Need::pmld, 1},
                                                         {Need::semh, 0.5},
                                                         {Need::slcn, 1.05},
                                                         {Need::hi, 3},
                                                         {Need::vi, 1.3},
                                                         {Need::msi, 1.5},
                                                         {Need::pd, 0.75},
                                                         {Need::asd, 1.35},
                                                         {Need::oth, 0.4},
                                                         {Need::nsa, 0.4},
                                                         {Need::ds, 0.4}});
    return need == Need::none ? 1 : by_recorded[static_cast<std::size_t>(need)];
}

RequiredProvision first_required(const PlanParameters& parameters, const Practice& practice, int age, int ncy,
                                 Need need, float severity, Setting now, double u) {
    auto weights = first_placement(age, ncy);
    // Severity spreads special placements between children.
    weights[special_row] *= parameters.first_special_scale * special_by_need(need) * (1 - mean_severity + severity) *
                            static_cast<double>(practice.first_special);
    weights[base_row] *= base_by_need(need) * static_cast<double>(practice.base);
    weights[alternative_row] *= static_cast<double>(practice.alternative);
    weights[elsewhere_row] *= static_cast<double>(practice.elsewhere);
    if (now == Setting::home_education || now == Setting::eotas) weights[elsewhere_row] *= stays_elsewhere;
    RequiredProvision required = placement_kind[std::min(pick(weights, u), placement_kinds - 1)];
    const bool at_school = now == Setting::mainstream || now == Setting::sixth_form || is_base(now);
    if (ncy < first_post16_ncy && required == RequiredProvision::post16) required = RequiredProvision::mainstream;
    if (ncy >= first_post16_ncy && (required == RequiredProvision::mainstream || required == RequiredProvision::base ||
                                    required == RequiredProvision::post16))
        required = at_school ? RequiredProvision::mainstream : RequiredProvision::post16;
    return required;
}

void require(Pupils& pupils, PupilId p, RequiredProvision required, Month month, std::vector<Event>& events) {
    const RequiredProvision before = pupils.required[p];
    if (before == required) return;
    pupils.required[p] = required;
    pupils.waiting_since[p] = no_month;
    events.push_back({.month = month,
                      .pupil = p,
                      .kind = EventKind::provision_required,
                      .from = static_cast<std::uint32_t>(before),
                      .to = static_cast<std::uint32_t>(required)});
}

void issue_plan(Pupils& pupils, const Families& families, const Authorities& authorities, PupilId p, double weeks,
                double years_grown, const PlanParameters& parameters, const Step& step, std::vector<Event>& events) {
    const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], step.month);
    const auto luck = step.draws.words(Stream::plan_first_placement, p.value, step.month);
    const Need need = need_of_new_plan(age, pupils.underlying[p], pupils.recorded[p], fraction(luck[0]));
    Practice practice = practice_of(authorities, step.map, families, pupils, p);
    practice.first_special *= static_cast<float>(exp(-years_grown * static_cast<double>(practice.trend)));
    const RequiredProvision required = first_required(parameters, practice, age, pupils.ncy[p], need,
                                                      pupils.severity[p], pupils.setting[p], fraction(luck[1]));
    if (need != pupils.recorded[p])
        events.push_back({.month = step.month,
                          .pupil = p,
                          .kind = EventKind::need_changed,
                          .from = static_cast<std::uint32_t>(pupils.recorded[p]),
                          .to = static_cast<std::uint32_t>(need)});
    pupils.recorded[p] = need;
    if (pupils.underlying[p] == Need::none) pupils.underlying[p] = need;  // what nobody knew of before
    if (pupils.onset_ncy[p] > pupils.ncy[p]) pupils.onset_ncy[p] = pupils.ncy[p];
    if (pupils.severity[p] <= 0)
        pupils.severity[p] = least_severity + severity_range * static_cast<float>(luck[3] >> 8) * 0x1p-24f;
    pupils.provision[p] = Provision::plan;
    pupils.process[p] = AssessmentStage::none;
    pupils.process_due[p] = no_month;
    pupils.plan_since[p] = pack(step.month);
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::plan_issued,
                      .cause = static_cast<std::uint8_t>(pupils.source[p]),
                      .to = static_cast<std::uint32_t>(required),
                      .detail = static_cast<std::int32_t>(weeks * tenths_a_week + 0.5)});
    pupils.required[p] = RequiredProvision::none;
    require(pupils, p, required, step.month, events);
    const double prefers = required == RequiredProvision::special      ? 1
                           : pupils.severity[p] < prefers_special_from ? 0
                           : pupils.ncy[p] < year_7                    ? parameters.prefers_special_primary
                                                                       : parameters.prefers_special_secondary;
    pupils.prefers_special[p] = fraction(luck[2]) < prefers ? 1 : 0;
    consider_appeal(pupils, families, p, AppealOf::first_plan, parameters, step, events);
}

}  // namespace sendscape
