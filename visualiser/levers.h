// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.h"
#include "visualiser/film.h"

namespace sendscape {

/// A policy file as a lever.
struct PolicyLever {
    std::string name, title;
    std::string sentence;                  ///< what it does
    std::string asks;                      ///< who asks for it; empty: nobody, it is an example
    std::string source;                    ///< publication and year, or that it is an assumption
    std::string known;                     ///< how well its effect is known
    std::vector<ParameterChange> changes;  ///< what it adds to the scenario
    std::vector<ProvisionChange> provision;
    std::vector<CriteriaChange> criteria;
    std::vector<HomesBuilt> homes;
    bool in_scenario = false;  ///< the scenario names it itself
    bool on = false;
};

/// What can be changed while a run is shown: each lever adds something dated to the scenario, from the month after the
/// one on show, so that the same run can be had without a view. Earlier months keep what they had.
class Levers {
  public:
    /// `base`: as it runs now; `policies`: as read_policy_levers() gives them.
    Levers(Scenario base, std::vector<PolicyLever> policies);

    [[nodiscard]] const std::vector<PolicyLever>& policies() const { return policies_; }
    [[nodiscard]] const Scenario& scenario() const { return current_; }
    [[nodiscard]] bool pulled_any() const { return !history_.empty(); }

    /// Switches a policy on from a month, or off from then on.
    void toggle_policy(std::size_t policy, Month from);
    void change_pan(const School& school, int by, Month from);
    void change_places(const School& school, int by, Month from);  ///< of a special school
    void open_base(const School& school, Month from);
    void close_base(const School& school, Month from);
    void close_school(const School& school, Month from);
    void open_special(const Area& area, Month from);
    /// Draws the catchment of a school anew. Where the criteria in force for it ask for no catchment, the authority
    /// whose they are, of that code or the school itself, puts `catchment` before what parts equals.
    void draw_catchment(const School& school, const std::string& authority, GridRings rings, Month from);
    /// The criteria in force for a school in a month.
    [[nodiscard]] CriteriaOrder criteria(const School& school, const std::string& authority, Month month) const;
    /// Adds what an officer puts on the map, and takes it in hand; `words` tell of it.
    void build(ProvisionChange change, std::string words);
    /// What was built last, as it stands: it can still be changed. Null: nothing is in hand.
    [[nodiscard]] const ProvisionChange* in_hand() const { return in_hand_ ? &*in_hand_ : nullptr; }
    /// The one in hand becomes another. Nothing happens where it is the same.
    void alter(ProvisionChange changed, std::string words);
    void put_down() { in_hand_.reset(); }
    /// A number for a school of the officer's, below those kept for sites an authority may build on.
    [[nodiscard]] std::uint32_t free_urn() const;
    /// Takes the last lever back. False if none was pulled.
    bool undo();
    [[nodiscard]] std::size_t pulled() const { return history_.size(); }  ///< levers, turns and changes
    /// What was pulled, in words, in order; what was said twice once.
    [[nodiscard]] std::vector<std::string> told() const;

    // As they stand in a month under what was pulled so far.
    [[nodiscard]] int pan(const School& school, Month month) const;
    [[nodiscard]] int places(const School& school, Month month) const;
    [[nodiscard]] int base_places(const School& school, Month month) const;
    [[nodiscard]] bool base_closed(const School& school, Month month) const;  ///< by then, and not opened again
    [[nodiscard]] bool closing(const School& school) const;
    /// What was pulled last, in words; empty if nothing.
    [[nodiscard]] const std::string& last_words() const { return words_; }

    static constexpr int new_base_places = 20, new_special_places = 60;

  private:
    struct State {
        Scenario scenario;
        std::vector<bool> on;
        std::string words;
        std::optional<ProvisionChange> in_hand;
        std::size_t in_hand_since = 0;
        bool superseded = false;                ///< what its words tell of was altered since
        std::optional<std::size_t> supersedes;  ///< the state whose words the lever pulled on this one replaces
    };
    void remember();
    void add(ProvisionChange change);

    Scenario current_;
    std::vector<PolicyLever> policies_;
    std::vector<State> history_;
    std::string words_;
    std::optional<ProvisionChange> in_hand_;
    std::size_t in_hand_since_ = 0;  ///< the state that will hold the words told of it
};

/// Every policy that can be found, as what it adds to this scenario: examples first, the others by who asks for them.
/// Policies that cannot be read for this scenario are left out.
std::vector<PolicyLever> read_policy_levers(const std::string& scenario, const Scenario& base);

/// The film with a lever's change drawn in at once, before anything is simulated: a flag on the timeline, the site on
/// the map, the school gone, the number of places.
std::shared_ptr<const Film> sketch(const Film& film, const Scenario& before, const Scenario& after);

}  // namespace sendscape
