// SPDX-License-Identifier: MIT
#include "sim/scenario/policy_conflicts.h"

#include <fmt/format.h>

namespace sendscape {
namespace {

/// Whether entries that contradict() can stand together all the same, since they say the same.
bool agree(const ParameterChange& one, const ParameterChange& other) { return one.values == other.values; }
bool agree(const CriteriaChange& one, const CriteriaChange& other) {
    return one.order == other.order && one.rings == other.rings;
}
bool agree(const ProvisionChange& one, const ProvisionChange& other) {
    return one.kind == ProvisionChange::Kind::set_pan && one.pan == other.pan;
}
bool agree(const HomesBuilt& /*one*/, const HomesBuilt& /*other*/) { return false; }  // built once or twice?
bool agree(const OrdersEntry& one, const OrdersEntry& other) { return one == other; }

template <class Entry>
void tell_of(const std::vector<Entry>& entries, const std::vector<std::array<std::size_t, 5>>& begins, std::size_t kind,
             ConfigProblems& problems) {
    for (std::size_t policy = 1; policy + 1 < begins.size(); ++policy)
        for (std::size_t i = begins[policy][kind]; i < begins[policy + 1][kind]; ++i)
            for (std::size_t j = begins[0][kind]; j < begins[policy][kind]; ++j) {
                if (!contradict(entries[j], entries[i]) || agree(entries[j], entries[i])) continue;
                if (entries[j].where == entries[i].where) continue;  // one policy given twice: told as such
                problems.add(entries[i].where,
                             fmt::format("{} is in two of the policies: {} gives it too; which of them holds cannot be "
                                         "known: leave one policy out, or set what you mean with --set or in the "
                                         "scenario",
                                         entry_words(entries[i]), entries[j].where));
                break;
            }
}

}  // namespace

void PolicyConflicts::next_begins() {
    begins_.push_back({scenario_.changes.size(), scenario_.provision.size(), scenario_.criteria.size(),
                       scenario_.homes.size(), scenario_.orders.size()});
}

void PolicyConflicts::tell(ConfigProblems& problems) const {
    tell_of(scenario_.changes, begins_, 0, problems);
    tell_of(scenario_.provision, begins_, 1, problems);
    tell_of(scenario_.criteria, begins_, 2, problems);
    tell_of(scenario_.homes, begins_, 3, problems);
    tell_of(scenario_.orders, begins_, 4, problems);
}

}  // namespace sendscape
