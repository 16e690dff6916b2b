// SPDX-License-Identifier: MIT
#include "agents/pupils/pupils.h"

#include "agents/pupils/service_waits.h"

namespace sendscape {

PupilId Pupils::append(std::size_t added) {
    const PupilId first(size());
    const std::size_t rows = size() + added;
    underlying.resize(rows, Need::none);
    recorded.resize(rows, Need::none);
    for (auto* month : {&requested_on, &process_due, &plan_since, &waiting_since, &appeal_due})
        month->resize(rows, no_month);
    next_setting.resize(rows, Setting::gone);
    service_since.resize(rows, waits_for_nothing);
    for_each_column(*this, [&](auto& column) { column.resize(rows); });
    return first;
}

}  // namespace sendscape
