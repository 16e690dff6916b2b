// SPDX-License-Identifier: MIT
#include "sim/core/draws.h"

#include <algorithm>
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

/// Eight counters, word by word. Each word has 64 bits to itself, of which the higher half is never looked at.
using EightCounters = __m256i[vectors][4];

/// Philox 4x32-10 of eight counters: whole numbers only, so that its words are those of any other machine.
__attribute__((target("avx2"))) inline void philox(EightCounters& word, std::array<std::uint32_t, 2> key) {
    constexpr int rounds = 10, half = 32;
    const __m256i times_0 = everywhere(PHILOX_M4x32_0), times_2 = everywhere(PHILOX_M4x32_1);
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
}

/// Of eight counters that differ in their first word.
__attribute__((target("avx2"))) void draw_eight(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key,
                                                const std::array<std::uint32_t*, 4>& out) {
    EightCounters word;
    for (std::size_t v = 0; v < vectors; ++v) {
        word[v][0] = _mm256_add_epi64(everywhere(counter[0] + static_cast<std::uint32_t>(v * lanes)),
                                      _mm256_set_epi64x(3, 2, 1, 0));
        for (std::size_t w = 1; w < 4; ++w) word[v][w] = everywhere(counter[w]);
    }
    philox(word, key);
    const __m256i low_halves = _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0);
    for (std::size_t v = 0; v < vectors; ++v)
        for (std::size_t w = 0; w < 4; ++w)
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out[w] + v * lanes),
                             _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(word[v][w], low_halves)));
}

/// Of eight counters whose third words are these: the first two words of each.
__attribute__((target("avx2"))) void draw_eight_of(const std::uint32_t* third, std::array<std::uint32_t, 4> counter,
                                                   std::array<std::uint32_t, 2> key, FirstWords* out) {
    constexpr int half = 32;
    EightCounters word;
    for (std::size_t v = 0; v < vectors; ++v) {
        for (std::size_t w = 0; w < 4; ++w) word[v][w] = everywhere(counter[w]);
        word[v][2] = _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(third + v * lanes)));
    }
    philox(word, key);
    for (std::size_t v = 0; v < vectors; ++v) {
        const __m256i both = _mm256_blend_epi32(word[v][0], _mm256_slli_epi64(word[v][1], half), 0b10101010);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + v * lanes), both);
    }
}

/// Of eight counters whose first words are these: all four words of each.
__attribute__((target("avx2"))) void draw_for_eight(const std::uint32_t* first, std::array<std::uint32_t, 4> counter,
                                                    std::array<std::uint32_t, 2> key, FourWords* out) {
    constexpr int half = 32, low_two = 0x20, high_two = 0x31;
    EightCounters word;
    for (std::size_t v = 0; v < vectors; ++v) {
        word[v][0] = _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(first + v * lanes)));
        for (std::size_t w = 1; w < 4; ++w) word[v][w] = everywhere(counter[w]);
    }
    philox(word, key);
    for (std::size_t v = 0; v < vectors; ++v) {
        const auto joined = [&](std::size_t w) __attribute__((target("avx2"))) {
            return _mm256_blend_epi32(word[v][w], _mm256_slli_epi64(word[v][w + 1], half), 0b10101010);
        };
        const __m256i one = joined(0), two = joined(2);
        const __m256i even = _mm256_unpacklo_epi64(one, two), odd = _mm256_unpackhi_epi64(one, two);
        auto* const to = reinterpret_cast<__m256i*>(out + v * lanes);
        _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, odd, low_two));
        _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, odd, high_two));
    }
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

void Draws::words_of_counters(Stream stream, std::uint32_t agent, Month month, std::span<const std::uint32_t> counters,
                              std::span<FirstWords> out) const {
    std::size_t done = 0;
#if SENDSCAPE_DRAWS_IN_EIGHTS
    if (can_draw_eight()) {
        constexpr std::size_t worth_eight = 4;
        const std::array<std::uint32_t, 4> counter{agent, purpose(stream, month), 0, replicate_};
        for (; done + at_once <= counters.size(); done += at_once)
            draw_eight_of(&counters[done], counter, key(), &out[done]);
        if (const std::size_t left = counters.size() - done; left >= worth_eight) {
            std::array<std::uint32_t, at_once> last{};
            std::array<FirstWords, at_once> drawn;
            std::copy_n(&counters[done], left, last.begin());
            draw_eight_of(last.data(), counter, key(), drawn.data());
            std::copy_n(drawn.begin(), left, &out[done]);
            return;
        }
    }
#endif
    for (; done < counters.size(); ++done) {
        const auto drawn = words(stream, agent, month, counters[done]);
        out[done] = {drawn[0], drawn[1]};
    }
}

void Draws::words_of_agents(Stream stream, Month month, std::uint32_t k, std::span<const std::uint32_t> agents,
                            std::span<FourWords> out) const {
    std::size_t done = 0;
#if SENDSCAPE_DRAWS_IN_EIGHTS
    if (can_draw_eight())
        for (; done + at_once <= agents.size(); done += at_once)
            draw_for_eight(&agents[done], {0, purpose(stream, month), k, replicate_}, key(), &out[done]);
#endif
    for (; done < agents.size(); ++done) out[done] = words(stream, agents[done], month, k);
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
