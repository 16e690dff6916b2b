// SPDX-License-Identifier: MIT
#include "sim/files/temporary.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string_view>
#include <thread>
#include <utility>

#include "sim/core/error.h"
#include "sim/files/replacement.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

// .NAME.sendscape-0123456789abcdef.partial
constexpr std::string_view mark = ".sendscape-", ending = ".partial";
constexpr std::size_t random_digits = 16;
constexpr std::size_t longest_name = 150;  // what is added must fit into the 255 bytes of a file name

/// What a temporary's name begins with.
std::string beginning_of(const std::string& name) {
    std::size_t end = std::min(name.size(), longest_name);
    while (end > 0 && end < name.size() && (name[end] & 0xC0) == 0x80) --end;  // no half letter of UTF-8
    return fmt::format(".{}{}", name.substr(0, end), mark);
}

bool is_temporary_name(std::string_view name) {
    if (!name.starts_with('.') || !name.ends_with(ending)) return false;
    name.remove_suffix(ending.size());
    if (name.size() < random_digits + mark.size()) return false;
    const std::string_view digits = name.substr(name.size() - random_digits);
    name.remove_suffix(random_digits);
    return name.ends_with(mark) && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A descriptor that closes itself, and with it lets go of its lock.
class Lock {
  public:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    ~Lock() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    /// False also where there is nothing to lock or the file system knows no locks.
    [[nodiscard]] bool take() const { return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }
    [[nodiscard]] bool taken_by_another() const { return !take() && errno == EWOULDBLOCK; }

  private:
    int descriptor_;
};

int open_to_lock(const fs::path& path) { return ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); }

/// Held while temporaries of a folder are made or cleared: between its making and its locking, one of a living process
/// looks like one of a dead. Waits for a while; somebody may keep the folder locked for reasons of his own.
bool wait_for(const Lock& home) {
    constexpr std::chrono::milliseconds pause{5};
    constexpr int most_tries = 400;  // two seconds
    for (int attempt = 0; attempt < most_tries; ++attempt) {
        if (home.take()) return true;
        if (errno != EWOULDBLOCK) return false;
        std::this_thread::sleep_for(pause);
    }
    return false;
}

/// Calls `seen` with every temporary of this user in a folder.
void for_each_temporary(const fs::path& home, const std::function<void(const fs::path&)>& seen) {
    std::error_code error;
    for (fs::directory_iterator entry(home, error), end; !error && entry != end; entry.increment(error)) {
        struct stat state {};
        if (is_temporary_name(entry->path().filename().string()) && ::lstat(entry->path().c_str(), &state) == 0 &&
            state.st_uid == ::geteuid() && (S_ISREG(state.st_mode) || S_ISDIR(state.st_mode)))
            seen(entry->path());
    }
}

/// Of dead processes; those of living ones are locked.
void clear_dead(const fs::path& home) {
    for_each_temporary(home, [&](const fs::path& path) {
        const Lock lock(open_to_lock(path));
        std::error_code ignored;
        if (lock.take() && take_back(path, home)) fs::remove_all(path, ignored);
    });
}

std::string random_text() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number))
        throw MachineError(fmt::format("no random name for a temporary file: {}", std::strerror(errno)));
    return fmt::format("{:0{}x}", number, random_digits);
}

[[noreturn]] void cannot_write_below(const fs::path& home, int error) {
    throw MachineError(fmt::format("cannot write below '{}': {}", home.string(), std::strerror(error)));
}

}  // namespace

int move_to_free(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    std::error_code error;  // a file system that cannot look and move in one step
    if (fs::exists(fs::symlink_status(to, error))) return EEXIST;
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

Temporary Temporary::make(const fs::path& home, const std::string& name, bool folder) {
    constexpr mode_t own_folder = 0700, usual_file = 0666;
    const Lock lock(::open(home.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (wait_for(lock)) clear_dead(home);
    if (folder && on_the_way(home, name))
        throw InputError(
            fmt::format("another run is writing '{}' in '{}' just now: wait until it has ended, or choose another "
                        "place with --out",
                        name, home.string()));
    const fs::path path = home / fmt::format("{}{}{}", beginning_of(name), random_text(), ending);
    const bool made = !folder || ::mkdir(path.c_str(), own_folder) == 0;
    const int descriptor = !made ? -1
                           : folder
                               ? open_to_lock(path)
                               : ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, usual_file);
    if (descriptor < 0) cannot_write_below(home, errno);
    Temporary temporary(path, descriptor);
    ::flock(descriptor, LOCK_EX | LOCK_NB);  // where there are no locks, nothing is ever cleared either
    if (std::error_code error; folder && !fs::create_directory(path / set_of_new_files, error))
        cannot_write_below(home, error.value());
    return temporary;
}

Temporary Temporary::file(const fs::path& home, const std::string& name) { return make(home, name, false); }
Temporary Temporary::folder(const fs::path& home, const std::string& name) { return make(home, name, true); }

Temporary::Temporary(Temporary&& other) noexcept
    : path_(std::exchange(other.path_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

Temporary::~Temporary() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool in_temporary_folder(const fs::path& file) {
    const fs::path folder = file.parent_path();
    return folder.filename() == set_of_new_files && is_temporary_name(folder.parent_path().filename().string());
}

bool on_the_way(const fs::path& home, const std::string& name) {
    bool found = false;
    for_each_temporary(home, [&](const fs::path& path) {
        const Lock lock(open_to_lock(path));
        found = found || (path.filename().string().starts_with(beginning_of(name)) && fs::is_directory(path) &&
                          lock.taken_by_another());
    });
    return found;
}

void finish_dead_replacements(const fs::path& home) {
    bool any = false;
    for_each_temporary(home, [&](const fs::path& path) { any = any || is_replacement(path); });
    if (!any) return;
    const Lock lock(::open(home.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (wait_for(lock)) clear_dead(home);
}

}  // namespace sendscape
