// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"
#include "sim/studies/options.h"
#include "sim/studies/progress.h"
#include "sim/studies/school_figures.h"

namespace sendscape {

/// A link of the magnet loop and the shipped policy that cuts it alone.
struct MagnetLink {
    std::string_view policy, words;
};
std::span<const MagnetLink> magnet_links();
/// The policies that together cut every link, so that what is left was there at the start.
std::vector<std::string> policies_that_cut_all();

/// What a future is lived for.
enum class TriedAs : std::uint8_t { reference, all_cut, link, policy };

/// A future to live, beside the reference.
struct MagnetOption {
    std::string name;   ///< for columns: the policy's
    std::string words;  ///< for people: the link, or the policy's title
    TriedAs as = TriedAs::reference;
    OptionToLive option;
};

/// Figures of schools by replicate, January, row of the map.
using SchoolYears = std::vector<std::vector<std::vector<SchoolFigures>>>;

/// A future lived.
struct TriedFuture {
    std::string name, words;
    TriedAs as = TriedAs::reference;
    SchoolYears years;
    bool apart = true;  ///< it lived apart from the reference in some replicate: else nothing in it differed
};

/// What magnets are told from: the reference first, then every link cut at once, then each link, then policies.
struct MagnetTrials {
    std::shared_ptr<const Map> map;  ///< as the reference has it
    std::string title;               ///< of the reference's scenario
    std::uint64_t seed = 0;
    std::vector<Month> januaries;  ///< from the start
    std::uint32_t replicates = 0;
    std::vector<TriedFuture> futures;
};

/// Lives the futures under the same luck, as many replicates at a time as there are threads, and keeps of each January
/// what magnets are told from. What the authority orders of itself in the reference opens in every future. Throws
/// Interrupted when a stop is asked for.
MagnetTrials live_magnets(const std::vector<MagnetOption>& options, std::uint32_t replicates, const Parallel& parallel,
                          Progress& progress);

}  // namespace sendscape
