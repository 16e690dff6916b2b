// SPDX-License-Identifier: MIT
#include "sim/files/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <initializer_list>

#include "sim/core/error.h"
#include "sim/core/output_paths.h"

namespace sendscape {

namespace {

// Trailer: 8 bytes of magic, payload length and digest, both little-endian.
constexpr std::array<std::uint8_t, 8> trailer_magic{'S', 'e', 'n', 'd', 's', 'c', 'p', '1'};
constexpr std::size_t trailer_bytes = 24;
constexpr std::array<std::uint8_t, 8> hdf5_magic{0x89, 'H', 'D', 'F', 0x0d, 0x0a, 0x1a, 0x0a};

void put_word(std::uint8_t* out, std::uint64_t word) {
    for (int i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(word >> (8 * i));
}
std::uint64_t get_word(const std::uint8_t* in) {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i) word |= static_cast<std::uint64_t>(in[i]) << (8 * i);
    return word;
}

/// A file descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool open() const { return number_ >= 0; }
    int close() {
        const int result = ::close(number_);
        number_ = -1;
        return result;
    }

  private:
    int number_;
};

/// Removes the temporary unless it was renamed into place.
struct Temporary {
    MadeFolders folders;  ///< those made for it; gone after the file itself
    std::filesystem::path path;
    bool kept = false;
    Temporary() = default;
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (!kept && !path.empty()) ::unlink(path.c_str());
    }
};

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

std::string why(int error) {
    if (error == ENOSPC || error == EDQUOT) return "the disk is full";
    if (error == EFBIG) return "the file would be larger than the limit set for this process (ulimit -f)";
    return std::strerror(error);
}

[[noreturn]] void cannot_write(const std::filesystem::path& path, int error) {
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        throw MachineError(fmt::format("cannot write '{}': {}; nothing was left behind", path.string(), why(error)));
    throw MachineError(fmt::format("cannot write below '{}': {}", folder_of(path).string(), why(error)));
}

/// Writes all bytes or returns the errno that stopped it.
int write_all(int number, std::span<const std::uint8_t> bytes) {
    constexpr std::size_t piece = std::size_t{1} << 24;
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(number, bytes.data() + done, std::min(piece, bytes.size() - done));
        if (wrote < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (wrote == 0) return ENOSPC;
        done += static_cast<std::size_t>(wrote);
    }
    return 0;
}

}  // namespace

std::uint64_t digest_of(std::span<const std::uint8_t> bytes) {
    constexpr std::uint64_t prime = 0x9E3779B97F4A7C15ull;
    std::uint64_t digest = 0xCBF29CE484222325ull ^ (bytes.size() * prime);
    const auto mix = [&](std::uint64_t word) {
        digest = (digest ^ word) * prime;
        digest ^= digest >> 29;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) mix(get_word(bytes.data() + at));
    if (at < bytes.size()) {
        std::array<std::uint8_t, 8> rest{};
        std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), rest.begin());
        mix(get_word(rest.data()));
    }
    digest = (digest ^ (digest >> 32)) * prime;
    return digest ^ (digest >> 32);
}

namespace {

/// Writes all of a file into a hidden temporary beside its place, synced.
void write_temporary(Temporary& temporary, const std::filesystem::path& path,
                     std::initializer_list<std::span<const std::uint8_t>> pieces, bool force) {
    check_output_file(path, force);
    const std::filesystem::path folder = folder_of(path);
    std::error_code error;
    temporary.folders = MadeFolders(folder, error);
    if (error) throw MachineError(fmt::format("cannot write below '{}': {}", folder.string(), error.message()));

    temporary.path = folder / fmt::format(".{}.{}.partial", path.filename().string(), ::getpid());
    Descriptor file(::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!file.open()) cannot_write(path, errno);
    for (const std::span<const std::uint8_t> piece : pieces)
        if (const int failed = write_all(file.number(), piece)) cannot_write(path, failed);
    // Some filesystems (pipes of a container's overlay, network shares) cannot sync: that alone is no failure.
    if (::fsync(file.number()) != 0 && errno != EINVAL && errno != ENOTSUP) cannot_write(path, errno);
    if (file.close() != 0) cannot_write(path, errno);
}

void put_in_place(Temporary& temporary, const std::filesystem::path& path) {
    if (::rename(temporary.path.c_str(), path.c_str()) != 0) cannot_write(path, errno);
    temporary.kept = true;
    temporary.folders.keep();
    const Descriptor directory(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.open()) ::fsync(directory.number());
}

}  // namespace

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force) {
    Temporary temporary;
    write_temporary(temporary, path, {bytes}, force);
    put_in_place(temporary, path);
}

void write_files(std::span<const FileText> files, bool force) {
    MadeFolders folders;  // the first file's, that go only after the last
    std::vector<Temporary> temporaries(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        write_temporary(temporaries[i], files[i].path, {bytes_of(files[i].text)}, force);
        if (i == 0) folders = std::move(temporaries[0].folders);
    }
    for (std::size_t i = 0; i < files.size(); ++i) put_in_place(temporaries[i], files[i].path);
    folders.keep();
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::array<std::uint8_t, trailer_bytes> seal_of(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, trailer_bytes> trailer{};
    std::copy(trailer_magic.begin(), trailer_magic.end(), trailer.begin());
    put_word(trailer.data() + 8, bytes.size());
    put_word(trailer.data() + 16, digest_of(bytes));
    return trailer;
}

void write_sealed(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force) {
    Temporary temporary;
    write_temporary(temporary, path, {bytes, seal_of(bytes)}, force);
    put_in_place(temporary, path);
}

std::vector<std::uint8_t> read_sealed(const std::filesystem::path& path, const std::string& what) {
    const std::string name = path.string();
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) {
        if (errno == ENOENT || errno == ENOTDIR)
            throw InputError(fmt::format("there is no file '{}' ({} was wanted)", name, what));
        throw InputError(fmt::format("cannot open '{}' as {}: {}", name, what, std::strerror(errno)));
    }
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) throw InputError(fmt::format("cannot read '{}'", name));
    if (S_ISDIR(status.st_mode)) throw InputError(fmt::format("'{}' is a folder; {} was wanted", name, what));
    if (!S_ISREG(status.st_mode)) throw InputError(fmt::format("'{}' is not an ordinary file", name));
    if (status.st_size == 0) throw InputError(fmt::format("'{}' is empty; {} was wanted", name, what));

    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(status.st_size));
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t got = ::read(file.number(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw MachineError(fmt::format("cannot read '{}': {}", name, std::strerror(errno)));
        if (got == 0) throw InputError(fmt::format("'{}' became shorter while it was read", name));
        done += static_cast<std::size_t>(got);
    }
    const bool is_hdf5 =
        bytes.size() >= hdf5_magic.size() && std::equal(hdf5_magic.begin(), hdf5_magic.end(), bytes.begin());
    const std::uint8_t* trailer = bytes.size() >= trailer_bytes ? bytes.data() + bytes.size() - trailer_bytes : nullptr;
    if (trailer == nullptr || !std::equal(trailer_magic.begin(), trailer_magic.end(), trailer)) {
        if (is_hdf5)
            throw InputError(fmt::format(
                "'{}' is truncated or was written by another program: it is HDF5 without Sendscape's seal", name));
        throw InputError(fmt::format("'{}' is not a Sendscape file; {} was wanted", name, what));
    }
    const std::uint64_t payload = get_word(trailer + 8);
    if (payload != bytes.size() - trailer_bytes)
        throw InputError(fmt::format("'{}' is truncated or damaged: {} bytes where {} were written", name,
                                     bytes.size() - trailer_bytes, payload));
    const std::uint64_t digest = get_word(trailer + 16);
    bytes.erase(bytes.end() - static_cast<std::ptrdiff_t>(trailer_bytes), bytes.end());
    if (digest_of(bytes) != digest)
        throw InputError(fmt::format("'{}' is damaged: its content does not match its digest", name));
    return bytes;
}

}  // namespace sendscape
