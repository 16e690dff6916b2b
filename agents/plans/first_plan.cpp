#include "agents/plans/first_plan.h"

#include <algorithm>

#include "agents/plans/appeals.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"

namespace sendscape {
namespace {

// Primary need of new plans by age, % in the order of Need: SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD OTH NSA DS.
// All ages together SEN2's new plans of 2024 (SLCN 27.8, ASD 27.5, SEMH 26.3, MLD 7.5 ...); by age from stocks at 4 and
// from SEMH's 51 to 54% at 13 to 15 (derived).
constexpr std::array<std::array<double, need_count>, 6> need_mix{{
    {1, 4, 2, 2, 3, 50, 1, 1, 0.3, 3, 31, 0.7, 0, 1},               // to 4
    {2, 6, 1.5, 0.6, 20, 34, 0.8, 0.6, 0.2, 2.3, 31, 0.5, 0, 0.5},  // 5 to 7
    {4, 11, 1, 0.3, 32, 22, 0.6, 0.4, 0.2, 2, 25, 1.2, 0, 0.3},     // 8 to 10
    {3.5, 12, 1, 0.2, 42, 12, 0.6, 0.4, 0.2, 2, 25, 1, 0, 0.1},     // 11 and 12
    {2, 7, 0.6, 0.2, 52, 8, 0.5, 0.3, 0.1, 1.5, 27, 0.8, 0, 0},     // 13 to 15
    {3, 11, 1.5, 0.3, 44, 8, 0.7, 0.5, 0.1, 2, 28, 0.9, 0, 0},      // 16 and over
}};
constexpr std::size_t need_band(int age) {
    return age <= 4 ? 0 : age <= 7 ? 1 : age <= 10 ? 2 : age <= 12 ? 3 : age <= 15 ? 4 : 5;
}

}  // namespace

Need need_of_new_plan(int age, Need underlying, Need recorded, double u) {
    std::array<double, need_count> weights = need_mix[need_band(age)];
    if (underlying != Need::none) weights[static_cast<std::size_t>(underlying)] *= 4;
    if (recorded != Need::none && recorded != Need::nsa) weights[static_cast<std::size_t>(recorded)] *= 2;
    return static_cast<Need>(pick(weights, u));
}

double special_by_need(Need need) {
    switch (need) {
        case Need::pmld:
            return 6;
        case Need::sld:
            return 5;
        case Need::ds:
            return 3;
        case Need::msi:
            return 1.5;
        case Need::asd:
            return 1.3;
        case Need::mld:
        case Need::pd:
            return 0.95;
        case Need::semh:
            return 0.9;
        case Need::spld:
            return 0.5;
        default:
            return 0.75;
    }
}

RequiredProvision first_required(const PlanParameters& parameters, const Practice& practice, int age, int ncy,
                                 Need need, float severity, Setting now, double u) {
    auto weights = first_placement(age, ncy);
    // Severity spreads special placements between children: it is 0.3 on average when a plan is first made.
    weights[2] *= parameters.first_special_scale * special_by_need(need) * (0.7 + severity);
    weights[3] *= static_cast<double>(practice.alternative);
    weights[5] *= static_cast<double>(practice.elsewhere);
    if (now == Setting::home_education || now == Setting::eotas) weights[5] *= 10;
    RequiredProvision required = placement_kind[std::min(pick(weights, u), placement_kinds - 1)];
    const bool at_school = now == Setting::mainstream || now == Setting::sixth_form || is_base(now);
    if (ncy < 12 && required == RequiredProvision::post16) required = RequiredProvision::mainstream;
    if (ncy >= 12 && (required == RequiredProvision::mainstream || required == RequiredProvision::base ||
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
                const PlanParameters& parameters, const Step& step, std::vector<Event>& events) {
    const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], step.month);
    const auto luck = step.draws.words(Stream::plan_first_placement, p.value, step.month);
    const Need need = need_of_new_plan(age, pupils.underlying[p], pupils.recorded[p], luck[0] * 0x1p-32);
    const RequiredProvision required =
        first_required(parameters, practice_of(authorities, step.map, families, pupils, p), age, pupils.ncy[p], need,
                       pupils.severity[p], pupils.setting[p], luck[1] * 0x1p-32);
    if (need != pupils.recorded[p])
        events.push_back({.month = step.month,
                          .pupil = p,
                          .kind = EventKind::need_changed,
                          .from = static_cast<std::uint32_t>(pupils.recorded[p]),
                          .to = static_cast<std::uint32_t>(need)});
    pupils.recorded[p] = need;
    if (pupils.underlying[p] == Need::none) pupils.underlying[p] = need;  // what nobody knew of before
    if (pupils.onset_ncy[p] > pupils.ncy[p]) pupils.onset_ncy[p] = pupils.ncy[p];
    if (pupils.severity[p] <= 0) pupils.severity[p] = 0.3f + 0.5f * static_cast<float>(luck[3] >> 8) * 0x1p-24f;
    pupils.provision[p] = Provision::plan;
    pupils.process[p] = AssessmentStage::none;
    pupils.process_due[p] = no_month;
    pupils.plan_since[p] = pack(step.month);
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::plan_issued,
                      .cause = static_cast<std::uint8_t>(pupils.source[p]),
                      .to = static_cast<std::uint32_t>(required),
                      .detail = static_cast<std::int32_t>(weeks * 10 + 0.5)});
    pupils.required[p] = RequiredProvision::none;
    require(pupils, p, required, step.month, events);
    const double prefers = required == RequiredProvision::special ? 1
                           : pupils.severity[p] < 0.5f            ? 0
                           : pupils.ncy[p] < year_7               ? parameters.prefers_special_primary
                                                                  : parameters.prefers_special_secondary;
    pupils.prefers_special[p] = luck[2] * 0x1p-32 < prefers ? 1 : 0;
    consider_appeal(pupils, families, p, AppealOf::first_plan, parameters, step, events);
}

}  // namespace sendscape
