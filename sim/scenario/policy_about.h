// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/core/labels.h"

namespace sendscape {

/// How well the effect of a policy is known.
enum class EffectKnown : std::uint8_t { not_said, rule, measured, assumed };
inline constexpr std::array<Label, 4> effect_known_labels{{
    {"not_said", "not said", "this model"},
    {"rule", "follows from the rule itself", "this model"},
    {"measured", "measured in published data", "this model"},
    {"assumed", "rests on an assumption", "this model"},
}};

/// A measure that a policy is meant to move, and which way: "plans_issued up", "school_responses/off_roll down".
struct Aim {
    std::string measure;
    std::string position;  ///< code of a kind, service, heading, setting, need or phase of it; empty: all together
    bool up = false;
    std::string where;  ///< "file:line"
    friend bool operator==(const Aim& a, const Aim& b) {
        return a.measure == b.measure && a.position == b.position && a.up == b.up;
    }
};

/// The parameter whose unknown strength an effect rests on, and the range over which the effect is shown.
struct Assumption {
    std::string parameter;
    double least = 0, most = 0;
};

/// What a policy file says of itself beside what it does.
struct PolicyAbout {
    std::string name;   ///< of the file: "P07-threshold"
    std::string title;  ///< what it is
    std::string description, source;
    std::string asks;  ///< who asks for it
    EffectKnown known = EffectKnown::not_said;
    std::vector<Aim> moves;
    std::string note;  ///< why it moves what it moves, or does not move what is claimed
    std::optional<Assumption> assumption;
    std::optional<Month> shown_in;  ///< the January in which its moves are told; none: a run's last
};

/// "plans_issued up", as a file writes it.
std::string aim_text(const Aim& aim);

}  // namespace sendscape
