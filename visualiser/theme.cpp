// SPDX-License-Identifier: MIT
#include "visualiser/theme.h"

#include <algorithm>
#include <cmath>

namespace sendscape {
namespace {

using Colour = Exactly<3, std::uint8_t>;
// Okabe and Ito's, but for their amber, which is near the magnets' orange: sand stands in its place.
constexpr auto need_colours = by_need_group<Colour>({{NeedGroup::autism, {86, 180, 233}},
                                                     {NeedGroup::semh, {225, 200, 150}},
                                                     {NeedGroup::speech_language, {0, 158, 115}},
                                                     {NeedGroup::learning, {204, 121, 167}},
                                                     {NeedGroup::physical_sensory, {240, 228, 66}}});

Theme make(bool light) {
    Theme theme;
    theme.light = light;
    if (light) {
        theme.background = {247, 247, 244};
        theme.beyond = {238, 239, 238};
        theme.map_ground = {255, 255, 253};
        theme.home = {206, 214, 230};
        theme.panel = {255, 255, 255};
        theme.panel_edge = {205, 209, 216};
        theme.area_line = {205, 210, 220};
        theme.road = {218, 221, 228};
        theme.text = {24, 30, 44};
        theme.quiet = {84, 92, 110};
        theme.accent = {10, 70, 130};
        theme.middle = {140, 142, 148};
        theme.special = {112, 78, 176};
        theme.history = {40, 60, 100};
    } else {
        theme.background = {12, 16, 26};
        theme.beyond = {11, 14, 24};
        theme.map_ground = {17, 23, 40};
        theme.home = {38, 54, 100};
        theme.panel = {22, 28, 45};
        theme.panel_edge = {46, 56, 84};
        theme.area_line = {44, 56, 90};
        theme.road = {40, 50, 76};
        theme.text = {240, 243, 250};
        theme.quiet = {158, 170, 194};
        theme.accent = {139, 178, 255};
        theme.middle = {138, 140, 148};
        theme.special = {190, 160, 245};
        theme.history = {110, 140, 200};
    }
    theme.low = light ? sf::Color(20, 100, 190) : sf::Color(60, 150, 240);
    theme.high = light ? sf::Color(224, 108, 0) : sf::Color(255, 140, 40);
    theme.high_text = light ? sf::Color(166, 74, 0) : sf::Color(255, 178, 110);
    theme.ap = light ? sf::Color(90, 98, 116) : sf::Color(196, 204, 222);
    theme.independent = theme.special;  // the shape tells whose: purple is special places
    for (std::size_t i = 0; i < need_group_count; ++i) {
        const auto& c = need_colours[i];
        theme.need[i] = sf::Color(c[0], c[1], c[2]);
    }
    if (light) {  // yellow, sand, sky blue and pink vanish on white: darker ones
        theme.need[static_cast<std::size_t>(NeedGroup::autism)] = {0, 114, 178};
        theme.need[static_cast<std::size_t>(NeedGroup::semh)] = {150, 40, 70};
        theme.need[static_cast<std::size_t>(NeedGroup::learning)] = {198, 100, 161};
        theme.need[static_cast<std::size_t>(NeedGroup::physical_sensory)] = {92, 87, 31};
    }
    return theme;
}

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
std::uint8_t gamma(double c) {
    c = std::clamp(c, 0.0, 1.0);
    const double s = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(s * 255));
}
double luminance(sf::Color colour) {
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

std::array<double, 3> lab(sf::Color colour) {
    const double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

}  // namespace

const Theme& dark_theme() {
    static const Theme theme = make(false);
    return theme;
}
const Theme& light_theme() {
    static const Theme theme = make(true);
    return theme;
}

sf::Color blend(sf::Color a, sf::Color b, float share) {
    const auto mix = [share](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(static_cast<float>(x) +
                                         (static_cast<float>(y) - static_cast<float>(x)) * share);
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

sf::Color with_alpha(sf::Color colour, float alpha) {
    colour.a = static_cast<std::uint8_t>(std::clamp(alpha, 0.0f, 1.0f) * 255.0f);
    return colour;
}

sf::Color ratio_colour(const Theme& theme, float ratio, bool beyond) {
    const float position = std::clamp(std::log(std::max(ratio, 0.05f)) / std::log(3.0f), -1.0f, 1.0f);
    const float strength = std::abs(position) * (beyond ? 1.0f : 0.55f);
    const float share = beyond ? std::max(0.75f, strength) : strength;
    return blend(theme.middle, position < 0 ? theme.low : theme.high, share);
}

double contrast(sf::Color a, sf::Color b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

sf::Color seen_with(sf::Color colour, Vision vision) {
    if (vision == Vision::normal) return colour;
    const double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
    // Linear RGB to LMS, one cone replaced, and back, multiplied out.
    if (vision == Vision::protanopia)
        return {gamma(0.11238 * r + 0.88762 * g), gamma(0.11238 * r + 0.88762 * g),
                gamma(0.00401 * r - 0.00401 * g + b)};
    return {gamma(0.29275 * r + 0.70725 * g), gamma(0.29275 * r + 0.70725 * g), gamma(-0.02234 * r + 0.02234 * g + b)};
}

double colour_distance(sf::Color a, sf::Color b) {
    const auto x = lab(a), y = lab(b);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += (x[i] - y[i]) * (x[i] - y[i]);
    return std::sqrt(sum);
}

}  // namespace sendscape
