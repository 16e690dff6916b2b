// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/need.h"

namespace sendscape {

/// Needs as an officer types them: codes and names ("ASD & SLCN", "autism and speech, language and communication
/// needs"), whatever stands between them. `any` and `all` add none.
struct TypedNeeds {
    NeedSet needs = 0;
    std::string unknown;  ///< the first word that belongs to no need; empty: all were read
};
TypedNeeds parse_typed_needs(std::string_view cell);

/// The code a word is but for a slip ("SLNC"); empty if none.
std::string need_meant(std::string_view word);

}  // namespace sendscape
