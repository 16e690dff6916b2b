// SPDX-License-Identifier: MIT
#include "sim/core/draws.h"

#include <cmath>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define SENDSCAPE_DRAWS_IN_EIGHTS 1
#endif

namespace sendscape {
namespace {

#if SENDSCAPE_DRAWS_IN_EIGHTS

constexpr std::size_t lanes = 4, vectors = 2;  ///< words side by side in a vector; vectors that do not wait for another
constexpr std::size_t at_once = lanes * vectors;

__attribute__((target("avx2"))) inline __m256i everywhere(std::uint32_t word) {
    return _mm256_set1_epi64x(static_cast<long long>(word));
}

/// Philox 4x32-10 of eight counters that differ in their first word: whole numbers only, so that its words are those of
/// any other machine. Each word has 64 bits to itself, of which the higher half is never looked at.
__attribute__((target("avx2"))) void draw_eight(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key,
                                                const std::array<std::uint32_t*, 4>& out) {
    constexpr int rounds = 10, half = 32;
    const __m256i times_0 = everywhere(PHILOX_M4x32_0), times_2 = everywhere(PHILOX_M4x32_1);
    __m256i word[vectors][4];
    for (std::size_t v = 0; v < vectors; ++v) {
        word[v][0] = _mm256_add_epi64(everywhere(counter[0] + static_cast<std::uint32_t>(v * lanes)),
                                      _mm256_set_epi64x(3, 2, 1, 0));
        for (std::size_t w = 1; w < 4; ++w) word[v][w] = everywhere(counter[w]);
    }
    for (int round = 0; round < rounds; ++round) {
        const __m256i key_0 = everywhere(key[0]), key_1 = everywhere(key[1]);
        for (auto& w : word) {
            const __m256i product_0 = _mm256_mul_epu32(w[0], times_0), product_2 = _mm256_mul_epu32(w[2], times_2);
            w[0] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product_2, half), w[1]), key_0);
            w[1] = product_2;
            w[2] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product_0, half), w[3]), key_1);
            w[3] = product_0;
        }
        key[0] += PHILOX_W32_0;
        key[1] += PHILOX_W32_1;
    }
    const __m256i low_halves = _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0);
    for (std::size_t v = 0; v < vectors; ++v)
        for (std::size_t w = 0; w < 4; ++w)
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out[w] + v * lanes),
                             _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(word[v][w], low_halves)));
}

bool can_draw_eight() {
    static const bool can = __builtin_cpu_supports("avx2") != 0;
    return can;
}

#endif

}  // namespace

Draws::Draws(std::uint64_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate) {}

void Draws::words_in_a_row(Stream stream, std::uint32_t first_agent, Month month, std::uint32_t k,
                           const std::array<std::span<std::uint32_t>, 4>& out) const {
    std::size_t done = 0;
    const std::size_t count = out[0].size();
#if SENDSCAPE_DRAWS_IN_EIGHTS
    if (can_draw_eight())
        for (; done + at_once <= count; done += at_once)
            draw_eight({first_agent + static_cast<std::uint32_t>(done), purpose(stream, month), k, replicate_}, key(),
                       {&out[0][done], &out[1][done], &out[2][done], &out[3][done]});
#endif
    for (; done < count; ++done) {
        const auto drawn = words(stream, first_agent + static_cast<std::uint32_t>(done), month, k);
        for (std::size_t w = 0; w < drawn.size(); ++w) out[w][done] = drawn[w];
    }
}

std::size_t pick(std::span<const double> weights, double u) {
    double total = 0;
    for (const double w : weights) total += w;
    if (!(total > 0)) return weights.size();
    double target = u * total;
    std::size_t last = weights.size();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0) continue;
        last = i;
        if (target < weights[i]) return i;
        target -= weights[i];
    }
    return last;
}

std::uint32_t poisson(double mean, double u) {
    if (!(mean > 0)) return 0;
    if (mean > 30) {
        const double value = mean + std::sqrt(mean) * inverse_normal(u) + 0.5;
        return value < 0 ? 0 : static_cast<std::uint32_t>(value);
    }
    double term = exp(-mean);
    double cumulative = term;
    std::uint32_t n = 0;
    while (u > cumulative && n < 1000) {
        ++n;
        term *= mean / n;
        cumulative += term;
    }
    return n;
}

}  // namespace sendscape
