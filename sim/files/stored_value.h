// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <type_traits>
#include <utility>

#include "sim/core/calendar.h"

namespace sendscape {

/// A field as files keep it: an enumerator, an id or a month as the number behind it, yes or no as 1 or 0, all else as
/// it is.
template <class Field>
auto stored(const Field& field) {
    if constexpr (std::is_same_v<Field, bool>)
        return static_cast<std::uint8_t>(field ? 1 : 0);
    else if constexpr (std::is_enum_v<Field>)
        return static_cast<std::underlying_type_t<Field>>(field);
    else if constexpr (std::is_same_v<Field, Month>)
        return field.index;
    else if constexpr (requires { Field::none_value; })
        return field.value;
    else
        return field;
}

template <class Field>
using Stored = decltype(stored(std::declval<const Field&>()));

/// The field again from what a file kept of it.
template <class Field>
Field from_stored(const Stored<Field>& value) {
    if constexpr (std::is_same_v<Field, bool>)
        return value != 0;
    else if constexpr (requires { Field::none_value; } && !std::is_enum_v<Field>) {
        Field id;
        id.value = value;
        return id;
    } else
        return Field(value);
}

}  // namespace sendscape
