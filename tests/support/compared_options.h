// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "sim/scenario/prepare_map.h"
#include "sim/studies/comparison.h"
#include "tests/support/output_run.h"

namespace sendscape::testing {

constexpr std::uint32_t compared_replicates = 6;

inline Scenario with_base(Month on, int places, std::optional<double> cost) {
    Scenario scenario = small_scenario(3, compared_replicates);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.setting = Setting::resourced_provision;
    base.on = on;
    base.urn = small_map()->schools[meadow].urn;
    base.phase = Phase::secondary;
    base.places = places;
    base.needs = need_bit(Need::asd);
    base.cost = cost;
    scenario.provision.push_back(base);
    scenario.title = std::to_string(places) + " places <";
    settle(scenario);
    return scenario;
}

/// As things are, a base in 2026 and a larger one, dearer, in 2027.
inline const Comparison& compared() {
    static const Comparison comparison = [] {
        Comparison made;
        made.orders = Orders::as_reference;
        made.thresholds = {{"plans_maintained", 1}, {"specialist_shortfall", 1e6}};
        made.measures = {"attainment_gap"};
        Scenario plain = small_scenario(3, compared_replicates);
        plain.title = "As things are";
        settle(plain);
        const std::vector<Scenario> scenarios{plain, with_base(Month(2026, 9), 8, std::nullopt),
                                              with_base(Month(2027, 9), 20, 1.5e6)};
        const Parallel parallel(1);
        std::vector<OptionToLive> options;
        for (const Scenario& scenario : scenarios)
            options.push_back({std::make_shared<const Scenario>(scenario),
                               std::make_shared<const Map>(prepare_map(*small_map(), scenario.provision, parallel))});
        std::ostringstream err;
        Progress progress(err, "test", 1, true);
        std::vector<LivedOption> lived =
            live_options(options, *made.orders, 0, compared_replicates, parallel, progress);
        const Run& run = lived[0].run;
        made.thresholds[0].value = run.range("plans_maintained", run.start).mean + 2;
        const char* const names[] = {"plain", "early", "late"};
        for (std::size_t k = 0; k < lived.size(); ++k) {
            ComparedOption option;
            option.name = names[k];
            option.lived = std::move(lived[k]);
            option.scenario = scenarios[k];
            option.watched = true;
            option.placed = k > 0;
            made.options.push_back(std::move(option));
        }
        return made;
    }();
    return comparison;
}

/// A copy of it as two finished runs would be compared: no child is followed.
inline Comparison finished_options() {
    Comparison finished = compared();
    finished.orders.reset();
    for (ComparedOption& option : finished.options)
        option.watched = option.placed = false, option.lived.ordered.clear();
    return finished;
}

}  // namespace sendscape::testing
