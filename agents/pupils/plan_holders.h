#pragma once
#include <cstddef>
#include <cstring>

#include "agents/pupils/pupils.h"

namespace sendscape {

/// Calls visit(PupilId) for every child with a plan in rows [first, end), in row order. One child in twenty has a plan:
/// memchr passes over the others many rows at a time.
template <class Visit>
void for_each_plan_holder(const Pupils& pupils, std::size_t first, std::size_t end, Visit&& visit) {
    static_assert(sizeof(Provision) == 1);
    const Provision* const begin = pupils.provision.data();
    while (first < end) {
        const void* const found = std::memchr(begin + first, static_cast<int>(Provision::plan), end - first);
        if (found == nullptr) return;
        const auto row = static_cast<std::size_t>(static_cast<const Provision*>(found) - begin);
        if (pupils.present(PupilId(row))) visit(PupilId(row));
        first = row + 1;
    }
}

}  // namespace sendscape
