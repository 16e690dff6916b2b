// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace sendscape {

/// Truths that fit into one word as bits.
constexpr std::size_t truths_of_a_word = 64;

/// 64 truths, each a byte of 0 or 1, as the bits of a word, the first the lowest. What any machine can do.
constexpr std::uint64_t as_bits_one_by_one(const std::uint8_t* truths) {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < truths_of_a_word; ++k) bits |= std::uint64_t{truths[k]} << k;
    return bits;
}

/// The same, sixteen at a time where the processor can.
inline std::uint64_t as_bits(const std::uint8_t* truths) {
#if defined(__SSE2__)
    constexpr int to_highest_bit = 7;
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < truths_of_a_word; k += sizeof(__m128i)) {
        __m128i sixteen;
        std::memcpy(&sixteen, truths + k, sizeof(sixteen));
        const int taken = _mm_movemask_epi8(_mm_slli_epi16(sixteen, to_highest_bit));
        bits |= std::uint64_t{static_cast<std::uint32_t>(taken)} << k;
    }
    return bits;
#else
    return as_bits_one_by_one(truths);
#endif
}

/// Which of `count` values of a byte each, at most 32, are this one, as bits. `bytes` points to values of any such
/// type.
template <std::size_t count>
std::uint32_t bits_like(const void* bytes, std::uint8_t value) {
    static_assert(count % 16 == 0 && count <= 32);
    std::uint32_t bits = 0;
#if defined(__SSE2__)
    for (std::size_t k = 0; k < count; k += sizeof(__m128i)) {
        __m128i sixteen;
        std::memcpy(&sixteen, static_cast<const char*>(bytes) + k, sizeof(sixteen));
        const __m128i like = _mm_cmpeq_epi8(sixteen, _mm_set1_epi8(static_cast<char>(value)));
        bits |= static_cast<std::uint32_t>(_mm_movemask_epi8(like)) << k;
    }
#else
    for (std::size_t k = 0; k < count; ++k) {
        std::uint8_t one = 0;
        std::memcpy(&one, static_cast<const char*>(bytes) + k, 1);
        bits |= (one == value ? std::uint32_t{1} : std::uint32_t{0}) << k;
    }
#endif
    return bits;
}

}  // namespace sendscape
