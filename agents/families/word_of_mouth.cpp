// SPDX-License-Identifier: MIT
#include "agents/families/word_of_mouth.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "agents/families/network.h"
#include "agents/pupils/rows_where.h"

namespace sendscape {
namespace {

// How strongly a family has heard of a school, 0 to 1. Assumptions.
constexpr float strength_of_a_deviation = 0.5F;  ///< of reputation: two deviations are heard of as strongly as can be
constexpr float of_what_is_new = 0.5F;           ///< half-way to it each term
constexpr float kept_a_term = 0.7F;              ///< of what is not heard again
constexpr float forgotten_below = 0.05F;
/// How many of a family's contacts have a child with a plan and, in the higher half, tell of a school: up to 65,535.
using Heard = std::uint32_t;
constexpr Heard one_that_tells = 0x10000;
/// What one family says: bits.
constexpr std::uint8_t says_plan = 1, says_tells = 2;
constexpr std::array<Heard, 4> heard_of_one{0, 1, one_that_tells, one_that_tells + 1};  ///< by what one family says

constexpr double of_own_contacts = 0.5;  ///< weight of a family's own contacts beside the going share (assumption)

/// Makes a number the least of itself and another, whoever else does so at the same time.
void lower(std::uint32_t& number, std::uint32_t to) {
    const std::atomic_ref shared(number);
    std::uint32_t now = shared.load(std::memory_order_relaxed);
    while (to < now && !shared.compare_exchange_weak(now, to, std::memory_order_relaxed)) {
    }
}

}  // namespace

double felt_share(const FamilyParameters& parameters, float contacts_with_plan) {
    return of_own_contacts * (contacts_with_plan + parameters.usual_share_with_plan);
}

void hear_from_contacts(Families& families, const Contacts& contacts, const Pupils& pupils, const Schools& schools,
                        const FamilyParameters& parameters, const LoopSwitches& loops, const Step& step) {
    const std::size_t count = families.size();
    std::vector<std::uint8_t> says(count, 0), with_sen(count, 0);
    std::vector<std::uint32_t> speaks_of(count, SchoolId::none_value);
    const auto tells_of_sen = [&](PupilId p) {
        const bool has_sen = pupils.provision[p] != Provision::none, present = pupils.present(p);
        return has_sen & present;
    };
    // Children of a family may stand in blocks of several threads: what they say is joined in any order.
    step.parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        for_each_where(first, end, tells_of_sen, [&](PupilId p) {
            const std::uint32_t family = pupils.family[p].value;
            std::atomic_ref(with_sen[family]).store(1, std::memory_order_relaxed);
            if (pupils.provision[p] == Provision::plan)
                std::atomic_ref(says[family]).store(says_plan, std::memory_order_relaxed);
            if (is_state_mainstream(pupils.setting[p]) && pupils.school[p].exists())
                lower(speaks_of[family], pupils.school[p].value);
        });
    });
    // Few families speak of a school worth telling of: most contacts need no second look.
    const bool magnets = loops.magnets > 0;
    const auto worth_telling = static_cast<float>(parameters.worth_telling);
    step.parallel.for_blocks(magnets ? count : 0, [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t row = first; row < end; ++row)
            if (speaks_of[row] < schools.size() && schools.reputation_send[SchoolId(speaks_of[row])] > worth_telling)
                says[row] |= says_tells;
    });
    const Contacts forum = forum_contacts(families, with_sen, step.map, parameters.forum_share,
                                          static_cast<std::size_t>(parameters.forum_contacts + 0.5), step.draws);
    const auto members = [&](std::size_t row) {
        if (forum.first.empty()) return std::span<const std::uint32_t>();
        return std::span(forum.other).subspan(forum.first[row], forum.first[row + 1] - forum.first[row]);
    };
    step.parallel.for_blocks(count, [&](std::size_t, std::size_t first, std::size_t end) {
        // What a family's own contacts say is the difference of two running sums: to go along all of them at once is
        // quicker than to go round a short loop for each family. They wrap round, their differences do not.
        const std::size_t first_contact = contacts.first[first];
        const std::size_t here = contacts.first[end] - first_contact;
        const auto heard = std::make_unique_for_overwrite<Heard[]>(here + 1);
        heard[0] = 0;
        for (std::size_t i = 0; i < here; ++i)
            heard[i + 1] = heard[i] + heard_of_one[says[contacts.other[first_contact + i]]];
        for (std::size_t row = first; row < end; ++row) {
            const FamilyId family(row);
            const std::uint32_t begin = contacts.first[row];
            const std::span<const std::uint32_t> in_forum = members(row);
            const std::size_t known = contacts.first[row + 1] - begin, heard_of = known + in_forum.size();
            SchoolId best;
            float best_reputation = worth_telling;
            Heard all = heard[contacts.first[row + 1] - first_contact] - heard[begin - first_contact];
            for (const std::uint32_t other : in_forum) all += heard_of_one[says[other]];
            const Heard plans = all % one_that_tells;
            const bool somebody_tells = all >= one_that_tells;
            for (std::size_t i = 0; somebody_tells && i < heard_of; ++i) {
                const std::uint32_t other = i < known ? contacts.other[begin + i] : in_forum[i - known];
                if ((says[other] & says_tells) == 0) continue;
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
