// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace sendscape {

/// An English local authority with education functions: facts, not parameters.
struct EnglishAuthority {
    std::string_view code;  ///< DfE three-digit code
    std::string_view gss;   ///< Government Statistical Service code
    std::string_view name;
};

/// The 153 authorities since April 2023, by code.
std::span<const EnglishAuthority> english_authorities();

/// The authority of a three-digit code or GSS code; null when there is none.
const EnglishAuthority* authority_of_code(std::string_view code);
/// The authority of a name, however it is punctuated ("St Helens", "Bristol, City of", "City of Bristol"); null if
/// none.
const EnglishAuthority* authority_of_name(std::string_view name);

/// What somebody typed: a name, a three-digit code or a GSS code. InputError with the nearest spelling.
const EnglishAuthority& find_authority(std::string_view typed);

}  // namespace sendscape
