// SPDX-License-Identifier: MIT
#include "visualiser/frame_bench.h"

#include <fmt/format.h>
#include <SFML/OpenGL.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <iostream>
#include <map>
#include <utility>
#include <vector>

#include "sim/core/error.h"

namespace sendscape {
namespace {

/// Processor time of this program, the threads that fill pixels among it: what a frame costs on a busy machine, too.
double process_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Measured {
    double frames_a_second = 0, build_ms = 0, processor_ms = 0;  ///< build_ms of 95 frames in 100
};

/// Plays for so many seconds and prints what a frame costs; `where` the camera is, empty for the whole map.
Measured measure(Stage& stage, sf::RenderTexture& picture, double seconds, std::string_view where) {
    std::vector<double> build, draw, processor;
    constexpr std::size_t fewest = 30;  // frames: a machine that is busy gets through few
    for (int i = 0; i < 2; ++i) {       // what is painted once for a place is not a frame's
        stage.draw(picture);
        picture.display();
        glFinish();
    }
    stage.view().playing = true;
    const auto began = std::chrono::steady_clock::now();
    auto last = began;
    double elapsed = 0;
    do {
        const auto now = std::chrono::steady_clock::now();
        stage.advance(std::chrono::duration<float>(now - last).count());
        last = now;
        if (!stage.view().playing) stage.view().time = 0, stage.view().playing = true;
        const double worked = process_seconds();
        const auto frame = std::chrono::steady_clock::now();
        stage.draw(picture);
        picture.display();
        glFinish();  // software GL draws late: the frame is done when this returns
        processor.push_back((process_seconds() - worked) * 1000);
        build.push_back(stage.build_ms());
        draw.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - frame).count() -
                       stage.build_ms());
        elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    } while (elapsed < seconds || build.size() < fewest);
    const sf::Vector2u size = picture.getSize();
    std::cout << fmt::format("size {}x{}{}, {} frames, {} vertices in the last\n", size.x, size.y, where, build.size(),
                             stage.vertices());
    for (const auto& [name, values] :
         {std::pair("build_ms", &build), std::pair("draw_ms", &draw), std::pair("processor_ms", &processor)})
        std::cout << fmt::format("{} p50 {:.2f} p95 {:.2f} p99 {:.2f}\n", name, bench_percentile(*values, .5),
                                 bench_percentile(*values, .95), bench_percentile(*values, .99));
    const double fps = static_cast<double>(build.size()) / elapsed;
    std::cout << fmt::format("fps {:.1f}\n", fps);
    return {fps, bench_percentile(build, .95), bench_percentile(processor, .5)};
}

/// Milliseconds from asking for a month to its picture, of 95 in 100: months far from each other.
double seek_ms(Stage& stage, sf::RenderTexture& picture) {
    std::vector<double> took;
    stage.view().playing = false;
    const int months = std::max(stage.film().months, 1);
    for (int i = 0; i < 20; ++i) {
        const auto began = std::chrono::steady_clock::now();
        stage.go_to(stage.film().first + i * 37 % months);
        stage.draw(picture);
        picture.display();
        glFinish();
        took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    return bench_percentile(std::move(took), .95);
}

/// The middle of the square of ten kilometres with most of the area's schools.
sf::Vector2f thick_of_schools(const Film& film) {
    struct Square {
        double x = 0, y = 0;
        int schools = 0;
    };
    std::map<std::pair<std::int32_t, std::int32_t>, Square> squares;
    for (const School& school : film.schools) {
        if (!school.in_area) continue;
        Square& square = squares[{school.x / 10'000, school.y / 10'000}];
        square.x += school.x, square.y += school.y, ++square.schools;
    }
    const auto most = std::max_element(squares.begin(), squares.end(), [](const auto& a, const auto& b) {
        return a.second.schools < b.second.schools;
    });
    if (most == squares.end()) return {};
    return {static_cast<float>(most->second.x / most->second.schools),
            static_cast<float>(most->second.y / most->second.schools)};
}

}  // namespace

void bench_frames(Stage& stage, unsigned width, unsigned height, double seconds, const std::string& of,
                  BenchFigures& figures) {
    sf::RenderTexture picture;
    if (!picture.create(width, height))
        throw MachineError(fmt::format("a picture of {}x{} cannot be made on this display", width, height));
    stage.resize(width, height);
    stage.camera().go_home();
    stage.camera().jump();
    const std::string size = fmt::format(" at {}x{}", width, height);
    const auto add = [&](const Measured& one, const std::string& where, double least) {
        figures.add("frames a second, " + of + where + size, one.frames_a_second, 1, BenchAim{least, true});
        figures.add("building a frame, ms, p95, " + of + where, one.build_ms, 2, BenchAim{4, false});
        figures.add("processor time of a frame, ms, " + of + where, one.processor_ms, 1);
    };
    const bool country = is_country(stage.film());
    add(measure(stage, picture, seconds, ""), country ? ", zoomed out" : "", 20);
    figures.add("seeking a month, ms, p95, " + of, seek_ms(stage, picture), 0, BenchAim{50, false});
    // Near by: a county in its thickest town, a country at each of its details.
    const sf::Vector2f there = thick_of_schools(stage.film());
    if (!country) {
        stage.camera().look_at(there, 4);
        stage.camera().jump();
        add(measure(stage, picture, seconds / 2, " at 4 times the scale"), ", 4 times nearer", 20);
    }
    // From as far as each is told apart: then most of it is on the map.
    constexpr float furthest = 1, step = 1.1f;
    const float nearest = stage.camera().nearest();
    for (const auto& [detail, words] :
         {std::pair(Detail::areas, "planning areas"), std::pair(Detail::schools, "schools"),
          std::pair(Detail::children, "children")}) {
        float zoom = country ? furthest : nearest;
        for (; zoom < nearest; zoom *= step) {
            stage.camera().look_at(there, zoom);
            stage.camera().jump();
            if (detail_of(stage.film(), stage.camera(), stage.boxes().map) == detail) break;
        }
        if (zoom >= nearest) continue;
        add(measure(stage, picture, seconds / 2, fmt::format(" at {:.1f} times the scale, {}", zoom, words)),
            fmt::format(", zoomed in to {}", words), 15);
    }
    stage.camera().go_home();
    stage.camera().jump();
}

}  // namespace sendscape
