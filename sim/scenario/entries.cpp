#include "sim/scenario/entries.h"

#include <algorithm>

namespace sendscape {

Month in_force_from(const ProvisionChange& change) {
    const Month on = change.on;
    switch (change.kind) {
        case ProvisionChange::Kind::set_pan:
            return on.month_of_year() == 9 ? on - 7 : on;
        case ProvisionChange::Kind::open_school:
        case ProvisionChange::Kind::close_school: {
            const Month september(on.month_of_year() <= 9 ? on.year() : on.year() + 1, 9);
            return std::min(on, september - 7);
        }
        default:
            return on;
    }
}

}  // namespace sendscape
