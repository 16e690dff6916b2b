// SPDX-License-Identifier: MIT
#include "visualiser/headless.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/core/standard_streams.h"
#include "sim/files/replacement.h"
#include "sim/files/temporary.h"

namespace sendscape {
namespace {

/// A file on the way: removed unless it was moved to its place. Other programs and libraries write it, by name and
/// ending, so it lies in a hidden folder of our own where nobody else can put anything of that name.
class Part {
  public:
    Part(const std::filesystem::path& target, bool force)
        : target_(target),
          force_(force),
          hidden_(Temporary::folder(target.has_parent_path() ? target.parent_path() : ".", target.filename().string())),
          path_(hidden_.path() / set_of_new_files / target.filename()) {}
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[noreturn]] void fail() const {
        throw MachineError("cannot write " + target_.string() + ": is the disk full? Nothing was left behind");
    }
    void keep() {
        // A disk that is full may say so only now.
        const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        const bool synced = file >= 0 && (::fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP);
        if (file >= 0) ::close(file);
        if (!synced) fail();
        const int error = !force_                                            ? move_to_free(path_, target_)
                          : std::rename(path_.c_str(), target_.c_str()) == 0 ? 0
                                                                             : errno;
        if (error == EEXIST) check_output_file(target_, force_);  // it came while this was being made
        if (error != 0) throw MachineError("cannot write " + target_.string() + ": " + std::strerror(error));
    }

  private:
    std::filesystem::path target_;
    bool force_;
    Temporary hidden_;
    std::filesystem::path path_;
};

/// SFML's writer does not ask whether its bytes arrived: what lies on the disk must be the picture.
bool was_written(const std::filesystem::path& path, const sf::Image& image) {
    sf::Image written;
    return written.loadFromFile(path.string()) && written.getSize() == image.getSize() &&
           std::memcmp(written.getPixelsPtr(), image.getPixelsPtr(),
                       std::size_t{4} * image.getSize().x * image.getSize().y) == 0;
}

void create_picture(sf::RenderTexture& picture, unsigned width, unsigned height) {
    if (!picture.create(width, height))
        throw MachineError(fmt::format("a picture of {}x{} cannot be made on this display", width, height));
    picture.setSmooth(false);
}

}  // namespace

void save_picture(Stage& stage, unsigned width, unsigned height, const std::filesystem::path& path, bool force) {
    check_output_file(path, force);
    if (path.extension() != ".png") throw InputError(path.string() + ": pictures are written as .png");
    sf::RenderTexture picture;
    create_picture(picture, width, height);
    stage.resize(width, height);
    stage.draw(picture);  // words of the map keep clear of what lies over it only once that was drawn: the second frame
                          // is the one
    stage.draw(picture);
    picture.display();
    const sf::Image image = picture.getTexture().copyToImage();
    Part part(path, force);
    if (!image.saveToFile(part.path().string()) || !was_written(part.path(), image)) part.fail();
    part.keep();
}

bool is_whole_video(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    std::ifstream in(path, std::ios::binary);
    bool index = false, pictures = false;
    std::uint64_t at = 0;
    while (!error && at < size) {
        std::array<unsigned char, 16> head{};
        in.seekg(static_cast<std::streamoff>(at));
        if (!in.read(reinterpret_cast<char*>(head.data()), 8)) return false;
        const auto word = [&](std::size_t from, std::size_t count) {
            std::uint64_t value = 0;
            for (std::size_t i = from; i < from + count; ++i) value = value << 8 | head[i];
            return value;
        };
        const std::string kind(head.begin() + 4, head.begin() + 8);
        std::uint64_t length = word(0, 4);
        if (length == 1) {  // the length follows in eight bytes
            if (!in.read(reinterpret_cast<char*>(head.data()) + 8, 8)) return false;
            length = word(8, 8);
        }
        if (length < 8 || length > size - at) return false;
        index = index || kind == "moov";
        pictures = pictures || (kind == "mdat" && length > 16);
        at += length;
    }
    return !error && index && pictures;
}

void record_video(Stage& stage, unsigned width, unsigned height, double seconds, const std::filesystem::path& path,
                  bool force, const std::function<void(float)>& each_frame, std::optional<int> last) {
    check_output_file(path, force);
    if (path.extension() != ".mp4") throw InputError(path.string() + ": films are written as .mp4");
    width &= ~1u, height &= ~1u;
    sf::RenderTexture picture;
    create_picture(picture, width, height);
    stage.resize(width, height);
    watch_for_interrupts();
    Part part(path, force);
    // The command goes through a pipe without a shell.
    int ends[2];
    if (::pipe(ends) != 0) throw MachineError("cannot start ffmpeg: no pipe");
    const pid_t child = ::fork();
    if (child < 0) throw MachineError("cannot start ffmpeg");
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_DFL);
        ::dup2(ends[0], 0);
        ::close(ends[0]);
        ::close(ends[1]);
        const std::string size = fmt::format("{}x{}", width, height);
        ::execlp("ffmpeg", "ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s",
                 size.c_str(), "-r", "30", "-i", "-", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20",
                 "-pix_fmt", "yuv420p", "-movflags", "+faststart", part.path().c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[0]);
    const int frames = std::max(1, static_cast<int>(seconds * 30));
    const float start = stage.view().time;
    const int end = std::clamp(last.value_or(stage.film().months - 1), 0, std::max(stage.film().months - 1, 0));
    const float span = static_cast<float>(end) - start;
    bool broken = false;
    for (int frame = 0; frame < frames && !broken && !interrupt_requested(); ++frame) {
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
            if (written < 0 && errno == EINTR && !interrupt_requested()) continue;
            if (written <= 0) {
                broken = true;
                break;
            }
            bytes += written;
            left -= static_cast<std::size_t>(written);
        }
        if (frame % 150 == 0) say(fmt::format("film: {} of {} seconds\n", frame / 30, frames / 30));
    }
    ::close(ends[1]);
    if (interrupt_requested()) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (interrupt_requested()) throw Interrupted("interrupted; " + path.string() + " was not written");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw MachineError(WIFEXITED(status) && WEXITSTATUS(status) == 127
                               ? "ffmpeg is not installed: apt-get install ffmpeg"
                               : "ffmpeg failed; " + path.string() + " was not written");
    // On a full disk ffmpeg may end as if all were well.
    if (broken || !is_whole_video(part.path())) part.fail();
    part.keep();
}

}  // namespace sendscape
