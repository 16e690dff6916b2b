// SPDX-License-Identifier: MIT
#include "agents/pupils/pupils.h"

#include "agents/pupils/service_waits.h"

namespace sendscape {

PupilId Pupils::append(std::size_t added, void (*pause)()) {
    const PupilId first(size());
    const std::size_t rows = size() + added;
    const auto lengthen = [&](auto& column, auto value) {
        column.resize(rows, value);
        if (pause != nullptr) pause();
    };
    lengthen(underlying, Need::none);
    lengthen(recorded, Need::none);
    for (auto* month : {&requested_on, &process_due, &plan_since, &waiting_since, &appeal_due})
        lengthen(*month, no_month);
    lengthen(next_setting, Setting::gone);
    lengthen(service_since, waits_for_nothing);
    for_each_column(*this, [&](auto& column) {
        lengthen(column, typename std::remove_cvref_t<decltype(column.values())>::value_type{});
    });
    return first;
}

}  // namespace sendscape
