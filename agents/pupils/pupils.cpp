#include "agents/pupils/pupils.h"

namespace sendscape {

PupilId Pupils::append() {
    const PupilId id(size());
    for_each_column(*this, [&](auto& column) { column.resize(id.value + std::size_t{1}); });
    underlying[id] = Need::none;
    recorded[id] = Need::none;
    requested_on[id] = process_due[id] = plan_since[id] = waiting_since[id] = appeal_due[id] = no_month;
    next_setting[id] = Setting::gone;
    service_since[id].fill(no_month);
    return id;
}

}  // namespace sendscape
