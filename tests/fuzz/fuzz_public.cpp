// SPDX-License-Identifier: MIT
// Public tables of schools, plans and neighbourhoods: any bytes give numbers within the rules or one InputError.
#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/sen2_table.h"
#include "maps/tables/zone_tables.h"
#include "sim/core/error.h"
#include "tests/fuzz/scratch_file.h"

namespace {

template <class Body>
void attempt(Body&& body) {
    try {
        body();
    } catch (const sendscape::InputError&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sendscape;
    const auto path = scratch_file(data, size, ".csv");
    QualityTable quality;
    attempt([&] {
        for (const auto& [urn, school] : read_school_tables({path}, quality).by_urn)
            if (urn < 100'000 || urn > 999'999 || school.roll.value_or(0) < 0 || school.plans.value_or(0) < 0)
                __builtin_trap();
    });
    attempt([&] {
        // Given twice, a table says what it says once.
        const auto once = read_sen2_tables({path}, quality), twice = read_sen2_tables({path, path}, quality);
        for (const auto& [code, sen2] : once) {
            const Sen2& again = twice.at(code);
            if (sen2.plans.size() != again.plans.size() || sen2.flows.size() != again.flows.size()) __builtin_trap();
            for (std::size_t i = 0; i < sen2.plans.size(); ++i)
                if (sen2.plans[i].total <= 0 || sen2.plans[i].by_age_band != again.plans[i].by_age_band)
                    __builtin_trap();
            for (const PlanFlows& flows : sen2.flows)
                if (flows.requests < -1 || flows.agreed < -1) __builtin_trap();
        }
    });
    attempt([&] {
        for (const auto& row : read_population(path, quality).rows)
            for (const auto children : row.by_age)
                if (!(children >= 0)) __builtin_trap();
    });
    attempt([&] { (void)read_centroids(path, quality); });
    attempt([&] {
        for (const auto& [code, decile] : read_deprivation(path, quality))
            if (decile < 1 || decile > 10) __builtin_trap();
    });
    return 0;
}
