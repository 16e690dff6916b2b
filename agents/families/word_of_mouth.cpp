// SPDX-License-Identifier: MIT
#include "agents/families/word_of_mouth.h"

#include <algorithm>
#include <span>
#include <vector>

#include "agents/families/network.h"

namespace sendscape {
namespace {

// How strongly a family has heard of a school, 0 to 1. Assumptions.
constexpr float strength_of_a_deviation = 0.5F;  ///< of reputation: two deviations are heard of as strongly as can be
constexpr float of_what_is_new = 0.5F;           ///< half-way to it each term
constexpr float kept_a_term = 0.7F;              ///< of what is not heard again
constexpr float forgotten_below = 0.05F;
constexpr double of_own_contacts = 0.5;  ///< weight of a family's own contacts beside the going share (assumption)

}  // namespace

double felt_share(const FamilyParameters& parameters, float contacts_with_plan) {
    return of_own_contacts * (contacts_with_plan + parameters.usual_share_with_plan);
}

void hear_from_contacts(Families& families, const Contacts& contacts, const Pupils& pupils, const Schools& schools,
                        const FamilyParameters& parameters, const LoopSwitches& loops, const Step& step) {
    const std::size_t count = families.size();
    constexpr std::uint8_t has_plan = 1, tells = 2;
    std::vector<std::uint8_t> says(count, 0), with_sen(count, 0);
    std::vector<std::uint32_t> speaks_of(count, SchoolId::none_value);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.provision[p] == Provision::none || !pupils.present(p)) continue;
        const std::uint32_t family = pupils.family[p].value;
        with_sen[family] = 1;
        if (pupils.provision[p] == Provision::plan) says[family] |= has_plan;
        if (is_state_mainstream(pupils.setting[p]) && pupils.school[p].exists())
            speaks_of[family] = std::min(speaks_of[family], pupils.school[p].value);
    }
    // Few families speak of a school worth telling of: most contacts need no second look.
    const bool magnets = loops.magnets > 0;
    const auto worth_telling = static_cast<float>(parameters.worth_telling);
    for (std::size_t row = 0; magnets && row < count; ++row)
        if (speaks_of[row] < schools.size() && schools.reputation_send[SchoolId(speaks_of[row])] > worth_telling)
            says[row] |= tells;
    const Contacts forum = forum_contacts(families, with_sen, step.map, parameters.forum_share,
                                          static_cast<std::size_t>(parameters.forum_contacts + 0.5), step.draws);
    const auto members = [&](std::size_t row) {
        if (forum.first.empty()) return std::span<const std::uint32_t>();
        return std::span(forum.other).subspan(forum.first[row], forum.first[row + 1] - forum.first[row]);
    };
    step.parallel.for_blocks(count, [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t row = first; row < end; ++row) {
            const FamilyId family(row);
            const std::uint32_t begin = contacts.first[row];
            const std::span<const std::uint32_t> in_forum = members(row);
            const std::size_t known = contacts.first[row + 1] - begin, heard_of = known + in_forum.size();
            std::uint32_t plans = 0;
            SchoolId best;
            float best_reputation = worth_telling;
            std::uint8_t all_say = 0;
            const auto listen = [&](std::uint32_t other) {
                plans += says[other] & has_plan;
                all_say |= says[other];
            };
            for (std::size_t i = 0; i < known; ++i) listen(contacts.other[begin + i]);
            for (const std::uint32_t other : in_forum) listen(other);
            for (std::size_t i = 0; (all_say & tells) != 0 && i < heard_of; ++i) {
                const std::uint32_t other = i < known ? contacts.other[begin + i] : in_forum[i - known];
                if ((says[other] & tells) == 0) continue;
                const SchoolId school(speaks_of[other]);
                const float reputation = schools.reputation_send[school];
                if (reputation > best_reputation || (reputation == best_reputation && best.exists() && school < best)) {
                    best_reputation = reputation;
                    best = school;
                }
            }
            families.contacts_with_plan[family] = heard_of == 0
                                                      ? static_cast<float>(parameters.usual_share_with_plan)
                                                      : static_cast<float>(plans) / static_cast<float>(heard_of);
            if (!magnets) {
                families.heard_of[family] = SchoolId();
                families.heard[family] = 0;
            } else if (best.exists()) {
                const float strength = std::min(1.0F, strength_of_a_deviation * best_reputation);
                const float before = families.heard_of[family] == best ? families.heard[family] : 0.0f;
                families.heard_of[family] = best;
                families.heard[family] = std::max(before, of_what_is_new * (before + strength));
            } else {
                families.heard[family] *= kept_a_term;
                if (families.heard[family] < forgotten_below) {
                    families.heard[family] = 0;
                    families.heard_of[family] = SchoolId();
                }
            }
        }
    });
}

}  // namespace sendscape
