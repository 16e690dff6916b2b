// SPDX-License-Identifier: MIT
#pragma once
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <filesystem>

namespace sendscape::testing {

/// Makes a file immutable, as chattr +i does, while this lives. Needs root and a file system that knows attributes.
class Immutable {
  public:
    explicit Immutable(const std::filesystem::path& path) : path_(path), set_(change(true)) {}
    ~Immutable() { change(false); }
    Immutable(const Immutable&) = delete;
    Immutable& operator=(const Immutable&) = delete;
    [[nodiscard]] bool set() const { return set_; }

  private:
    bool change(bool on) const {
        const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) return false;
        int flags = 0;
        bool done = ::ioctl(file, FS_IOC_GETFLAGS, &flags) == 0;
        flags = on ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
        done = done && ::ioctl(file, FS_IOC_SETFLAGS, &flags) == 0;
        ::close(file);
        return done;
    }
    std::filesystem::path path_;
    bool set_;
};

}  // namespace sendscape::testing
