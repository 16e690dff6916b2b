// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>

namespace sendscape {

/// A file or folder on its way, hidden beside its place until it is moved there. Nobody can foretell its name, it is
/// made exclusively and no link is followed, and it is locked while this process lives: that tells it from what a dead
/// one left behind, which the next one made in the same folder clears away.
class Temporary {
  public:
    /// In `home`, which must be there, for something that will be called `name`. Throws MachineError.
    static Temporary file(const std::filesystem::path& home, const std::string& name);
    /// A folder with an empty folder `new` in it, for a set of files. Throws InputError if another process has one for
    /// `name` in the same home: two sets on the way to one place would lose one of them.
    static Temporary folder(const std::filesystem::path& home, const std::string& name);
    /// Removes what is still there of it.
    ~Temporary();
    Temporary(Temporary&& other) noexcept;
    Temporary& operator=(Temporary&&) = delete;
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// It is in its place, or must stay for a later process to see to.
    void keep() { path_.clear(); }

  private:
    Temporary(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    static Temporary make(const std::filesystem::path& home, const std::string& name, bool folder);

    std::filesystem::path path_;
    int descriptor_ = -1;
};

/// Moves a file to a name that must be free. Returns 0 or the errno that says why not.
int move_to_free(const std::filesystem::path& from, const std::filesystem::path& to);

/// Whether a file lies in a temporary folder, where it needs no temporary of its own.
bool in_temporary_folder(const std::filesystem::path& file);

/// Whether a living process has a temporary folder for `name` in `home`.
bool on_the_way(const std::filesystem::path& home, const std::string& name);

/// Puts right what processes that died in the middle of replace_set (replacement.h) left in a folder. Where it cannot,
/// for want of rights say, it leaves things as they are.
void finish_dead_replacements(const std::filesystem::path& home);

}  // namespace sendscape
