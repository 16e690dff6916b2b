// SPDX-License-Identifier: MIT
#pragma once
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "sim/output/recording.h"
#include "sim/output/run.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::testing {

inline Scenario small_scenario(int years, std::uint32_t replicates) {
    Scenario scenario;
    scenario.name = "small";
    scenario.title = "Small <town> & \"friends\"";
    scenario.years = years;
    scenario.replicates = replicates;
    scenario.seed = 7;
    scenario.effective_toml = "title = \"Small\"\nyears = 2\n";
    return scenario;
}

/// A run of a scenario, as the program would make it.
inline Run run_of(const Map& bare, const Scenario& given, EventsKept events = EventsKept::plans, int threads = 1) {
    const Parallel parallel(threads);
    const auto scenario = std::make_shared<const Scenario>(given);
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel));
    Recording recording(map, map->census, scenario->years * 12, scenario->replicates, events);
    for (std::uint32_t replicate = 0; replicate < scenario->replicates; ++replicate) {
        Simulation simulation(map, scenario, replicate, parallel);
        recording.observe(simulation.world(), replicate);
        while (!simulation.finished()) {
            simulation.step(parallel);
            recording.observe(simulation.world(), replicate);
        }
    }
    return recording.finish(*scenario);
}

inline Run small_run(int years = 2, std::uint32_t replicates = 2, EventsKept events = EventsKept::plans) {
    return run_of(*small_map(), small_scenario(years, replicates), events);
}

/// A folder of its own for a test, gone afterwards.
class ScratchFolder {
  public:
    explicit ScratchFolder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() / ("sendscape-" + name + "-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace sendscape::testing
