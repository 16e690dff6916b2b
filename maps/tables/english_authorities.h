// SPDX-License-Identifier: MIT
#pragma once
#include <array>
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

/// An authority with education functions that has ended. Tables made before go on naming it.
struct EndedAuthority {
    std::string_view code;  ///< DfE three-digit code; empty for a district, which had none
    std::string_view gss, name;
    int ended = 0;                               ///< on 1 April of this year
    std::array<std::string_view, 2> successors;  ///< three-digit codes its area is in now; the second may be empty
};

/// The 153 authorities since April 2023, by code.
std::span<const EnglishAuthority> english_authorities();
/// Those that ended since 2009.
std::span<const EndedAuthority> ended_authorities();

/// The authority of a three-digit code or GSS code, present or former (North Yorkshire's as a county); null when there
/// is none.
const EnglishAuthority* authority_of_code(std::string_view code);
/// The authority of a name, however it is punctuated ("St Helens", "Bristol, City of", "City of Bristol"); null if
/// none.
const EnglishAuthority* authority_of_name(std::string_view name);

/// The authority a place is in now by its district's name or GSS code as tables give them: an authority's own, or that
/// of a district that went with an ended one ("Allerdale", "E07000026"); null where neither tells.
const EnglishAuthority* authority_of_district(std::string_view name_or_gss);
/// The ended authority of a three-digit code, GSS code or name; null if none. "Dorset" is both: ask for live ones
/// first.
const EndedAuthority* ended_authority(std::string_view code_or_name);
/// "Cumberland (942) and Westmorland and Furness (943)"
std::string successors_of(const EndedAuthority& authority);

/// What somebody typed: a name, a three-digit code or a GSS code. InputError with the nearest spelling, or
/// with what an ended authority is now.
const EnglishAuthority& find_authority(std::string_view typed);

}  // namespace sendscape
