#include "agents/pupils/pupils.h"

namespace sendscape {

PupilId Pupils::append(std::size_t added) {
    const PupilId first(size());
    const std::size_t rows = size() + added;
    std::array<std::int16_t, service_count> not_waiting{};
    not_waiting.fill(no_month);
    underlying.resize(rows, Need::none);
    recorded.resize(rows, Need::none);
    for (auto* month : {&requested_on, &process_due, &plan_since, &waiting_since, &appeal_due})
        month->resize(rows, no_month);
    next_setting.resize(rows, Setting::gone);
    service_since.resize(rows, not_waiting);
    for_each_column(*this, [&](auto& column) { column.resize(rows); });
    return first;
}

}  // namespace sendscape
