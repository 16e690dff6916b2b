// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/output/run.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// One of the words that say what is to be compared: a finished run, or a scenario to live.
struct GivenOption {
    std::string name;   ///< for the column `option`: "base60", "P07+P11", "gate" of gate/run.h5
    std::string given;  ///< as typed
    std::string label;  ///< for people: its own title, without what the command line adds to all
    std::optional<Run> run;
    std::optional<Scenario> scenario;  ///< of a run the one it recorded
    bool policy = false;               ///< laid over the reference
};

/// Reads the reference and the options. A word is a run file (.h5), a policy's name (several joined by +, each with
/// @YYYY-MM to make it begin then), laid over the reference's scenario, or else a scenario; where a policy and a
/// scenario have one name the policy is meant. What the overrides say holds for all scenarios. Mistakes in scenarios
/// are added to `problems`. Throws InputError where a word is nothing of that.
std::vector<GivenOption> read_options(const std::vector<std::string>& words, const Overrides& overrides,
                                      ConfigProblems& problems);

/// Makes the scenarios of a comparison alike in what may not differ: seed, years, start and map are the reference's,
/// `replicates` is given. Returns sentences about what the options had otherwise.
std::vector<std::string> make_alike(std::vector<GivenOption>& options, const Overrides& overrides,
                                    std::uint32_t replicates, bool map_given);

/// The scenario of a comparison with so many replicates.
void set_replicates(Scenario& scenario, std::uint32_t replicates);

/// The rule of orders of a comparison and who chose it.
struct ChosenOrders {
    Orders rule = Orders::as_reference;
    std::string by;                  ///< "--orders" or a place in a file; empty: nobody, it is the default
    std::vector<std::string> notes;  ///< what files say against the command line
};
/// `asked` on the command line counts first, then what the files of the options say; files that say different things
/// are added to the mistakes. Finished runs have no say.
ChosenOrders choose_orders(std::optional<Orders> asked, const std::vector<GivenOption>& options,
                           ConfigProblems& problems);

}  // namespace sendscape
