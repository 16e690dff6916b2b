#include "sim/output/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "sim/core/error.h"

namespace sendscape {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int error) {
    if (error == ENOSPC || error == EFBIG || error == EDQUOT)
        throw MachineError(fmt::format("cannot write '{}': the disk is full", path.string()));
    throw MachineError(fmt::format("cannot write '{}': {}", path.string(), std::strerror(error)));
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

void write_synced(const fs::path& path, std::span<const std::uint8_t> bytes) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) fail(path, errno);
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(file.get(), bytes.data() + done, bytes.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) fail(path, errno);
        done += static_cast<std::size_t>(wrote);
    }
    if (::fsync(file.get()) != 0) fail(path, errno);
    if (::close(file.release()) != 0) fail(path, errno);
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Hidden, beside the target, and of this process alone.
fs::path hidden_beside(const fs::path& target) {
    const fs::path whole = target.has_filename() ? target : target.parent_path();
    return whole.parent_path() / fmt::format(".{}.partial-{}", whole.filename().string(), ::getpid());
}

bool is_checkpoint(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.rfind("checkpoint-", 0) == 0 || name.rfind('.', 0) == 0;
}

constexpr std::array<std::string_view, 8> names_of_ours{"run.h5",      "summary.csv", "schools.csv", "summary.txt",
                                                        "report.html", "map.svg",     "map.png",     "run.log"};

}  // namespace

OutputFolder::OutputFolder(std::filesystem::path target, bool force) : target_(fs::absolute(std::move(target))) {
    if (!target_.has_filename()) target_ = target_.parent_path();
    std::error_code error;
    if (fs::exists(target_, error) && !fs::is_directory(target_, error))
        throw InputError(fmt::format("'{}' is a file: a folder is needed for the results", target_.string()));
    if (fs::is_directory(target_, error) && !force)
        for (const fs::directory_entry& entry : fs::directory_iterator(target_, error))
            if (!is_checkpoint(entry.path()))
                throw InputError(fmt::format(
                    "'{}' already holds results: choose another --out, or --force to replace them", target_.string()));
    if (error && error != std::errc::no_such_file_or_directory) fail(target_, error.value());
    fs::create_directories(target_.parent_path(), error);
    if (error) fail(target_, error.value());
    hidden_ = hidden_beside(target_);
    fs::remove_all(hidden_, error);
    if (!fs::create_directory(hidden_, error)) fail(target_, error ? error.value() : EEXIST);
}

OutputFolder::~OutputFolder() {
    std::error_code ignored;
    if (!committed_) fs::remove_all(hidden_, ignored);
}

std::filesystem::path OutputFolder::path(std::string_view file) const { return hidden_ / file; }

void OutputFolder::write(std::string_view file, std::string_view text) { write(file, bytes_of(text)); }

void OutputFolder::write(std::string_view file, std::span<const std::uint8_t> bytes) {
    try {
        write_synced(path(file), bytes);
    } catch (const MachineError& error) {
        // The hidden name says nothing to anybody: name the file that was wanted.
        std::string words = error.what();
        const std::string hidden = path(file).string();
        if (const auto at = words.find(hidden); at != std::string::npos)
            words.replace(at, hidden.size(), (target_ / file).string());
        throw MachineError(words);
    }
}

void OutputFolder::commit() {
    std::error_code error;
    if (!fs::exists(target_, error)) {
        fs::rename(hidden_, target_, error);
        if (error) fail(target_, error.value());
        committed_ = true;
        return;
    }
    // The folder holds an older set, or files of somebody else's, which stay: only names of ours are replaced.
    for (const std::string_view name : names_of_ours)
        if (!fs::exists(hidden_ / name, error)) fs::remove(target_ / name, error);
    for (const fs::directory_entry& entry : fs::directory_iterator(hidden_, error)) {
        fs::rename(entry.path(), target_ / entry.path().filename(), error);
        if (error) fail(target_ / entry.path().filename(), error.value());
    }
    if (error) fail(target_, error.value());
    fs::remove_all(hidden_, error);
    committed_ = true;
}

void write_whole(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force) {
    std::error_code error;
    if (fs::is_directory(path, error)) throw InputError(fmt::format("'{}' is a folder", path.string()));
    if (!force && fs::exists(path, error))
        throw InputError(
            fmt::format("'{}' already exists: choose another name, or --force to replace it", path.string()));
    const fs::path hidden = hidden_beside(fs::absolute(path));
    if (!hidden.parent_path().empty()) fs::create_directories(hidden.parent_path(), error);
    if (error) fail(path, error.value());
    try {
        write_synced(hidden, bytes);
    } catch (...) {
        fs::remove(hidden, error);
        throw;
    }
    fs::rename(hidden, path, error);
    if (error) {
        std::error_code ignored;
        fs::remove(hidden, ignored);
        fail(path, error.value());
    }
}

}  // namespace sendscape
