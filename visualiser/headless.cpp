#include "visualiser/headless.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>
#include <SFML/OpenGL.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <vector>

#include "sim/core/error.h"

namespace sendscape {
namespace {

std::filesystem::path beside(const std::filesystem::path& path) {
    return path.parent_path() / fmt::format(".{}.{}{}", path.stem().string(), ::getpid(), path.extension().string());
}

void refuse_existing(const std::filesystem::path& path, bool force) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && !force)
        throw InputError(path.string() + " exists: --force replaces it");
}

void make_canvas(sf::RenderTexture& picture, unsigned width, unsigned height) {
    if (!picture.create(width, height))
        throw MachineError(fmt::format("a picture of {}x{} cannot be made on this display", width, height));
    picture.setSmooth(false);
}

}  // namespace

void save_shot(Stage& stage, unsigned width, unsigned height, const std::filesystem::path& path, bool force) {
    refuse_existing(path, force);
    if (path.extension() != ".png") throw InputError(path.string() + ": pictures are written as .png");
    sf::RenderTexture picture;
    make_canvas(picture, width, height);
    stage.resize(width, height);
    stage.draw(picture);  // what lies over the map is known once it was drawn: the second frame is settled
    stage.draw(picture);
    picture.display();
    const std::filesystem::path part = beside(path);
    if (!picture.getTexture().copyToImage().saveToFile(part.string())) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw MachineError("cannot write " + path.string());
    }
    std::error_code error;
    std::filesystem::rename(part, path, error);
    if (error) throw MachineError("cannot write " + path.string() + ": " + error.message());
}

void record_video(Stage& stage, unsigned width, unsigned height, double seconds, const std::filesystem::path& path,
                  bool force, const std::function<void(float)>& each_frame) {
    refuse_existing(path, force);
    if (path.extension() != ".mp4") throw InputError(path.string() + ": films are written as .mp4");
    width &= ~1u, height &= ~1u;
    sf::RenderTexture picture;
    make_canvas(picture, width, height);
    stage.resize(width, height);
    std::signal(SIGPIPE, SIG_IGN);
    const std::filesystem::path part = beside(path);
    // The command goes through a pipe without a shell.
    int ends[2];
    if (::pipe(ends) != 0) throw MachineError("cannot start ffmpeg: no pipe");
    const pid_t child = ::fork();
    if (child < 0) throw MachineError("cannot start ffmpeg");
    if (child == 0) {
        ::dup2(ends[0], 0);
        ::close(ends[0]);
        ::close(ends[1]);
        const std::string size = fmt::format("{}x{}", width, height);
        ::execlp("ffmpeg", "ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s",
                 size.c_str(), "-r", "30", "-i", "-", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20",
                 "-pix_fmt", "yuv420p", "-movflags", "+faststart", part.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[0]);
    const int frames = std::max(1, static_cast<int>(seconds * 30));
    const float start = stage.view().time;
    const float span = static_cast<float>(std::max(stage.film().months - 1, 0)) - start;
    bool broken = false;
    for (int frame = 0; frame < frames && !broken; ++frame) {
        stage.advance(1.0f / 30);
        if (each_frame)
            each_frame(1.0f / 30);
        else
            stage.view().time = start + span * static_cast<float>(frame) / static_cast<float>(std::max(frames - 1, 1));
        stage.draw(picture);
        picture.display();
        const sf::Image image = picture.getTexture().copyToImage();
        const std::uint8_t* bytes = image.getPixelsPtr();
        std::size_t left = static_cast<std::size_t>(width) * height * 4;
        while (left > 0) {
            const ssize_t written = ::write(ends[1], bytes, left);
            if (written <= 0) {
                broken = true;
                break;
            }
            bytes += written;
            left -= static_cast<std::size_t>(written);
        }
        if (frame % 150 == 0) fmt::print(stderr, "film: {} of {} seconds\n", frame / 30, frames / 30);
    }
    ::close(ends[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    std::error_code error;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::filesystem::remove(part, error);
        throw MachineError(WIFEXITED(status) && WEXITSTATUS(status) == 127
                               ? "ffmpeg is not installed: apt-get install ffmpeg"
                               : "ffmpeg failed; " + path.string() + " was not written");
    }
    std::filesystem::rename(part, path, error);
    if (error) throw MachineError("cannot write " + path.string() + ": " + error.message());
}

void bench(Stage& stage, unsigned width, unsigned height, double seconds) {
    sf::RenderTexture picture;
    make_canvas(picture, width, height);
    stage.resize(width, height);
    std::vector<double> build, draw;
    stage.view().playing = true;
    const auto began = std::chrono::steady_clock::now();
    auto last = began;
    double elapsed = 0;
    do {
        const auto now = std::chrono::steady_clock::now();
        stage.advance(std::chrono::duration<float>(now - last).count());
        last = now;
        if (!stage.view().playing) stage.view().time = 0, stage.view().playing = true;
        const auto frame = std::chrono::steady_clock::now();
        stage.draw(picture);
        picture.display();
        glFinish();  // software GL draws late: the frame is done when this returns
        build.push_back(stage.build_ms());
        draw.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - frame).count() -
                       stage.build_ms());
        elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    } while (elapsed < seconds);
    const auto percentile = [](std::vector<double> values, double p) {
        std::sort(values.begin(), values.end());
        return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
    };
    fmt::print("size {}x{}, {} frames, {} vertices in the last\n", width, height, build.size(), stage.vertices());
    fmt::print("build_ms p50 {:.2f} p95 {:.2f} p99 {:.2f}\n", percentile(build, .5), percentile(build, .95),
               percentile(build, .99));
    fmt::print("draw_ms p50 {:.2f} p95 {:.2f} p99 {:.2f}\n", percentile(draw, .5), percentile(draw, .95),
               percentile(draw, .99));
    fmt::print("fps {:.1f}\n", static_cast<double>(build.size()) / elapsed);
}

}  // namespace sendscape
