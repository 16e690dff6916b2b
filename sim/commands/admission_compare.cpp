// SPDX-License-Identifier: MIT
#include "sim/commands/admission_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// Children of whom a comparison tells apart.
struct Group {
    std::string name;
    std::vector<std::uint8_t> holds;  ///< by applicant
    [[nodiscard]] std::int64_t size() const { return std::count(holds.begin(), holds.end(), 1); }
};

/// All children, and the groups the lists tell of that are neither empty nor all.
std::vector<Group> groups_of(const AdmissionLists& lists) {
    const std::size_t applicants = lists.applicants.size();
    std::vector<std::uint32_t> meets(applicants, 0);
    for (const ListedChoice& choice : lists.choices) meets[choice.applicant] |= choice.meets;
    std::vector<Group> groups{{"all", std::vector<std::uint8_t>(applicants, 1)}};
    const auto add = [&](const std::string& name, auto&& belongs) {
        Group group{name, std::vector<std::uint8_t>(applicants, 0)};
        for (std::size_t a = 0; a < applicants; ++a) group.holds[a] = belongs(a) ? 1 : 0;
        const std::int64_t size = group.size();
        if (size > 0 && size < static_cast<std::int64_t>(applicants)) groups.push_back(std::move(group));
    };
    add("SEN Support", [&](std::size_t a) { return lists.children[a].sen_support.value_or(false); });
    add("no SEN Support",
        [&](std::size_t a) { return lists.children[a].sen_support && !*lists.children[a].sen_support; });
    for (const auto& [name, criterion] : {std::pair("looked after", AdmissionCriterion::looked_after),
                                          std::pair("pupil premium", AdmissionCriterion::pupil_premium)})
        add(name, [&, step = CriterionStep(criterion)](std::size_t a) { return step.met_by(meets[a]); });
    struct Deciles {
        const char* name;
        int least, most;
    };
    for (const Deciles& d : {Deciles{"deprivation deciles 1-3", 1, 3}, Deciles{"deprivation deciles 4-7", 4, 7},
                             Deciles{"deprivation deciles 8-10", 8, 10}})
        add(d.name, [&](std::size_t a) {
            const auto decile = lists.children[a].imd_decile;
            return decile && *decile >= d.least && *decile <= d.most;
        });
    return groups;
}

/// What a group was offered.
struct Outcome {
    std::array<std::int64_t, 4> preference{};  ///< first, second, third, lower
    std::int64_t unplaced = 0, measured = 0;
    double metres = 0;
    [[nodiscard]] std::string mean_distance() const {
        return measured > 0 ? fmt::format("{:.0f}", metres / static_cast<double>(measured)) : "-";
    }
};
Outcome outcome_of(const AdmissionLists& lists, const ListedOffers& offers, const Group& group) {
    Outcome outcome;
    for (std::size_t a = 0; a < offers.rows.size(); ++a) {
        if (group.holds[a] == 0) continue;
        if (offers.rows[a] < 0) {
            ++outcome.unplaced;
            continue;
        }
        const ListedChoice& choice = lists.choices[static_cast<std::size_t>(offers.rows[a])];
        ++outcome.preference[static_cast<std::size_t>(std::min(choice.preference, 4) - 1)];
        if (choice.has_distance) outcome.metres += choice.distance_m, ++outcome.measured;
    }
    return outcome;
}

/// The preference met; more than any where none is.
std::int32_t preference_met(const AdmissionLists& lists, std::int64_t row) {
    return row < 0 ? std::numeric_limits<std::int32_t>::max() : lists.choices[static_cast<std::size_t>(row)].preference;
}

/// "school,preference,criterion,distance" of an offer.
std::string offer_cells(const OtherRound& one, std::int64_t row) {
    if (row < 0) return ",,,";
    const auto at = static_cast<std::size_t>(row);
    const ListedChoice& choice = one.lists.choices[at];
    return fmt::format("{},{},{},{}", csv_field(one.lists.schools[choice.school].name), choice.preference,
                       criterion_of(one.lists, one.round, at), metres_text(choice));
}

}  // namespace

std::string mechanisms_table(const AdmissionLists& lists, const ListedRound& round,
                             const std::vector<Mechanism>& mechanisms) {
    std::string text = fmt::format("{:<24}{:>8}{:>8}{:>8}{:>8}{:>10}{:>12}{:>16}\n", "mechanism", "first", "second",
                                   "third", "lower", "unplaced", "envy pairs", "mean distance m");
    const std::vector<Group> groups = groups_of(lists);
    std::string by_group;
    for (const Mechanism m : mechanisms) {
        const ListedOffers offers = decide(lists, round, m);
        const std::string_view name = mechanism_labels[static_cast<std::size_t>(m)].code;
        for (const Group& group : groups) {
            const Outcome o = outcome_of(lists, offers, group);
            if (&group == &groups.front())
                text += fmt::format("{:<24}{:>8}{:>8}{:>8}{:>8}{:>10}{:>12}{:>16}\n", name, o.preference[0],
                                    o.preference[1], o.preference[2], o.preference[3], o.unplaced,
                                    blocking_pairs(round.problem(), offers.met), o.mean_distance());
            else
                by_group += fmt::format("{:<24}{:<26}{:>10}{:>8}{:>10}{:>16}\n", name, group.name, group.size(),
                                        o.preference[0], o.unplaced, o.mean_distance());
        }
    }
    text +=
        "envy pairs: an applicant and a school he prefers that has room or admitted somebody of lower "
        "priority (bands left out of account)\n";
    if (!by_group.empty())
        text += fmt::format("{:<24}{:<26}{:>10}{:>8}{:>10}{:>16}\n", "mechanism", "group", "children", "first",
                            "unplaced", "mean distance m") +
                by_group;
    return text;
}

Changes changes_between(const OtherRound& before, const OtherRound& after, const std::string& words) {
    if (before.lists.applicants != after.lists.applicants)
        throw InputError(
            "the two rounds have not the same applicants: a row that is left out in one of them must be mended");
    const std::size_t applicants = before.lists.applicants.size();
    std::vector<int> gain(applicants, 0);  // 1 gains, -1 loses
    Changes changes;
    changes.csv =
        "applicant,change,school_before,preference_before,criterion_before,distance_before_m,school_after,"
        "preference_after,criterion_after,distance_after_m,sen_support,imd_decile\n";
    for (std::size_t a = 0; a < applicants; ++a) {
        stop_if_asked();
        const std::int64_t was = before.offers.rows[a], is = after.offers.rows[a];
        const std::int32_t met_before = preference_met(before.lists, was), met_after = preference_met(after.lists, is);
        if (met_before == met_after) continue;
        gain[a] = met_after < met_before ? 1 : -1;
        const ListedChild& child = before.lists.children[a];
        changes.csv += fmt::format("{},{},{},{},{},{}\n", csv_field(before.lists.applicants[a]),
                                   gain[a] > 0 ? "gains" : "loses", offer_cells(before, was), offer_cells(after, is),
                                   !child.sen_support   ? ""
                                   : *child.sen_support ? "yes"
                                                        : "no",
                                   child.imd_decile ? fmt::format("{}", *child.imd_decile) : "");
    }
    changes.table = fmt::format("With {}:\n{:<26}{:>10}{:>8}{:>8}{:>16}{:>16}{:>20}\n", words, "group", "children",
                                "gain", "lose", "first", "unplaced", "mean distance m");
    for (const Group& group : groups_of(before.lists)) {
        std::int64_t gains = 0, losses = 0;
        for (std::size_t a = 0; a < applicants; ++a)
            if (group.holds[a] != 0) gains += gain[a] > 0, losses += gain[a] < 0;
        const Outcome was = outcome_of(before.lists, before.offers, group);
        const Outcome is = outcome_of(after.lists, after.offers, group);
        changes.table += fmt::format("{:<26}{:>10}{:>8}{:>8}{:>16}{:>16}{:>20}\n", group.name, group.size(), gains,
                                     losses, fmt::format("{} to {}", was.preference[0], is.preference[0]),
                                     fmt::format("{} to {}", was.unplaced, is.unplaced),
                                     fmt::format("{} to {}", was.mean_distance(), is.mean_distance()));
    }
    return changes;
}

}  // namespace sendscape
