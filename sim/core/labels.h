#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sendscape {

/// A name for an enumerator, kept beside it: the short code written to files, the words shown to people, and where
/// the classification comes from.
struct Label {
    std::string_view code;
    std::string_view words;
    std::string_view source;
};

template <class Enum, std::size_t N>
constexpr std::optional<Enum> from_code(const std::array<Label, N>& labels, std::string_view code) {
    for (std::size_t i = 0; i < N; ++i)
        if (labels[i].code == code) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace sendscape
