// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

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

/// The labels of a classification's rows.
template <class Row, std::size_t N>
consteval std::array<Label, N> labels_of(const std::array<Row, N>& rows) {
    std::array<Label, N> labels{};
    for (std::size_t i = 0; i < N; ++i) labels[i] = rows[i].label;
    return labels;
}

/// So many numbers, neither fewer nor more: an array would fill what is missing with noughts.
template <std::size_t N, class T = double>
struct Exactly {
    template <class... Values>
    requires(sizeof...(Values) == N) consteval Exactly(Values... values) : numbers{static_cast<T>(values)...} {}
    std::array<T, N> numbers;
};

/// Rows of a printed table, each with one number for each of its columns.
template <std::size_t columns, class T = double, std::size_t rows>
consteval std::array<std::array<T, columns>, rows> printed_table(const Exactly<columns, T> (&printed)[rows]) {
    std::array<std::array<T, columns>, rows> table{};
    for (std::size_t i = 0; i < rows; ++i) table[i] = printed[i].numbers;
    return table;
}

/// What a table says of one row of a classification.
template <class Enum, class T>
struct Entry {
    Enum of;
    T value;
};

/// A table with one entry for each row of a classification, in the order of its enumerators. Where an entry is missing,
/// or stands twice, it does not compile: so the compiler tells whoever adds a row what else must decide.
template <std::size_t rows, class Enum, class T, std::size_t N>
consteval auto one_for_each(const Entry<Enum, T> (&entries)[N]) {
    static_assert(N == rows, "this table has one entry for each row of the classification it goes by");
    const auto value_of = [&](std::size_t row) {
        for (const Entry<Enum, T>& entry : entries)
            if (static_cast<std::size_t>(entry.of) == row) {
                if constexpr (requires { entry.value.numbers; })
                    return entry.value.numbers;
                else
                    return entry.value;
            }
        throw "an entry stands twice, and that of another row is missing";
    };
    return [&]<std::size_t... row>(std::index_sequence<row...>) { return std::array{value_of(row)...}; }
    (std::make_index_sequence<rows>{});
}

}  // namespace sendscape
