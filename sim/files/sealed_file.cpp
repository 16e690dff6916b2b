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
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/files/replacement.h"
#include "sim/files/temporary.h"

namespace sendscape {

namespace {

// Trailer: 8 bytes of magic, payload length and digest, both little-endian.
using Magic = std::array<std::uint8_t, 8>;
constexpr Magic trailer_magic{'S', 'e', 'n', 'd', 's', 'c', 'p', '1'};
constexpr Magic grown_magic{'S', 'e', 'n', 'd', 's', 'c', 'p', '2'};  ///< the digest takes the length in last
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

  private:
    int number_;
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

constexpr std::size_t read_at_once = std::size_t{1} << 26;  ///< bytes: so far apart are looks at whether to stop

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

namespace {

constexpr std::uint64_t digest_prime = 0x9E3779B97F4A7C15ull, digest_basis = 0xCBF29CE484222325ull;

void mix(std::uint64_t& digest, std::uint64_t word) {
    digest = (digest ^ word) * digest_prime;
    digest ^= digest >> 29;
}

/// Words of eight bytes; the last is filled up with zeros.
void mix(std::uint64_t& digest, std::span<const std::uint8_t> bytes) {
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) mix(digest, get_word(bytes.data() + at));
    if (at < bytes.size()) {
        std::array<std::uint8_t, 8> rest{};
        std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), rest.begin());
        mix(digest, get_word(rest.data()));
    }
}

std::uint64_t mixed_through(std::uint64_t digest) {
    digest = (digest ^ (digest >> 32)) * digest_prime;
    return digest ^ (digest >> 32);
}

std::uint64_t grown_digest_of(std::span<const std::uint8_t> bytes) {
    std::uint64_t digest = digest_basis;
    mix(digest, bytes);
    mix(digest, bytes.size());
    return mixed_through(digest);
}

using Trailer = std::array<std::uint8_t, trailer_bytes>;

Trailer trailer_of(const Magic& magic, std::uint64_t size, std::uint64_t digest) {
    Trailer trailer{};
    std::copy(magic.begin(), magic.end(), trailer.begin());
    put_word(trailer.data() + 8, size);
    put_word(trailer.data() + 16, digest);
    return trailer;
}

}  // namespace

std::uint64_t digest_of(std::span<const std::uint8_t> bytes) {
    std::uint64_t digest = digest_basis ^ (bytes.size() * digest_prime);
    mix(digest, bytes);
    return mixed_through(digest);
}

namespace {

using Pieces = std::initializer_list<std::span<const std::uint8_t>>;

/// Down to the disk. `path` is what a message calls it.
void sync_to_disk(int descriptor, const std::filesystem::path& path) {
    // Some filesystems (pipes of a container's overlay, network shares) cannot sync: that alone is no failure.
    if (::fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) cannot_write(path, errno);
}

/// All of a file, down to the disk.
void write_pieces(int descriptor, const std::filesystem::path& path, Pieces pieces) {
    for (const std::span<const std::uint8_t> piece : pieces)
        if (const int failed = write_all(descriptor, piece)) cannot_write(path, failed);
    sync_to_disk(descriptor, path);
}

/// A file of a set that waits in a temporary folder.
void write_waiting(const std::filesystem::path& place, const std::filesystem::path& path, Pieces pieces) {
    constexpr mode_t usual = 0666;
    const Descriptor file(::open(place.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, usual));
    if (!file.open()) cannot_write(path, errno);
    write_pieces(file.number(), path, pieces);
}

/// The folders of an output, made where they are missing.
MadeFolders folders_for(const std::filesystem::path& path) {
    std::error_code error;
    MadeFolders folders(folder_of(path), error);
    if (error)
        throw MachineError(fmt::format("cannot write below '{}': {}", folder_of(path).string(), error.message()));
    return folders;
}

/// Out of its temporary into its place.
void move_into_place(Temporary& temporary, const std::filesystem::path& path, bool force) {
    const int failed = !force                                                  ? move_to_free(temporary.path(), path)
                       : ::rename(temporary.path().c_str(), path.c_str()) != 0 ? errno
                                                                               : 0;
    if (failed == EEXIST) check_output_file(path, force);  // it came while this was being written
    if (failed != 0) cannot_write(path, failed);
    temporary.keep();
    const Descriptor directory(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.open()) ::fsync(directory.number());
}

void write_whole(const std::filesystem::path& path, Pieces pieces, bool force) {
    if (in_temporary_folder(path)) return write_waiting(path, path, pieces);
    check_output_file(path, force);
    MadeFolders folders = folders_for(path);  // goes only after the temporary, which lies in it
    Temporary temporary = Temporary::file(folder_of(path), path.filename().string());
    write_pieces(temporary.descriptor(), path, pieces);
    move_into_place(temporary, path, force);
    folders.keep();
}

}  // namespace

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force) {
    write_whole(path, {bytes}, force);
}

void write_files(std::span<const FileText> files, bool force) {
    for (const FileText& file : files) check_output_file(file.path, force);
    MadeFolders folders = folders_for(files.front().path);
    Temporary set = Temporary::folder(folder_of(files.front().path), files.front().path.filename().string());
    for (const FileText& file : files)
        write_waiting(set.path() / set_of_new_files / file.path.filename(), file.path, {bytes_of(file.text)});
    replace_set(set, force);
    folders.keep();
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::array<std::uint8_t, trailer_bytes> seal_of(std::span<const std::uint8_t> bytes) {
    return trailer_of(trailer_magic, bytes.size(), digest_of(bytes));
}

void write_sealed(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force) {
    const std::array<std::uint8_t, trailer_bytes> seal = seal_of(bytes);
    write_whole(path, {bytes, seal}, force);
}

struct SealedWriter::Impl {
    // A file this long stands in the system's memory on its way to the disk, and half of it there already.
    static constexpr std::size_t window = std::size_t{1} << 23;
    static_assert(window % 8 == 0, "the digest takes words of eight bytes");

    explicit Impl(const std::filesystem::path& place)
        : path(place),
          folders(folders_for(path)),
          temporary(Temporary::file(folder_of(path), path.filename().string())) {
        waiting.reserve(window);
    }

    /// Sends what waits to the disk, waits until the window before it is there and lets that go from memory.
    void send() {
        mix(digest, waiting);
        if (const int failed = write_all(temporary.descriptor(), waiting)) cannot_write(path, failed);
        const auto at = static_cast<off_t>(size), length = static_cast<off_t>(waiting.size());
        ::sync_file_range(temporary.descriptor(), at, length, SYNC_FILE_RANGE_WRITE);
        if (at > 0) {
            constexpr unsigned wholly =
                SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
            constexpr auto before = static_cast<off_t>(window);
            ::sync_file_range(temporary.descriptor(), at - before, before, wholly);
            ::posix_fadvise(temporary.descriptor(), at - before, before, POSIX_FADV_DONTNEED);
        }
        size += waiting.size();
        waiting.clear();
    }

    std::filesystem::path path;
    MadeFolders folders;  // goes only after the temporary, which lies in it
    Temporary temporary;
    std::vector<std::uint8_t> waiting;
    std::uint64_t size = 0;
    std::uint64_t digest = digest_basis;
};

SealedWriter::SealedWriter(const std::filesystem::path& path) {
    check_output_file(path, true);
    impl_ = std::make_unique<Impl>(path);
}

SealedWriter::~SealedWriter() = default;

void SealedWriter::write(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const std::span<const std::uint8_t> some =
            bytes.first(std::min(bytes.size(), Impl::window - impl_->waiting.size()));
        impl_->waiting.insert(impl_->waiting.end(), some.begin(), some.end());
        bytes = bytes.subspan(some.size());
        if (impl_->waiting.size() == Impl::window) impl_->send();
    }
}

void SealedWriter::finish() {
    impl_->send();
    mix(impl_->digest, impl_->size);
    const Trailer trailer = trailer_of(grown_magic, impl_->size, mixed_through(impl_->digest));
    write_pieces(impl_->temporary.descriptor(), impl_->path, {trailer});
    move_into_place(impl_->temporary, impl_->path, true);
    impl_->folders.keep();
}

std::vector<std::uint8_t> end_of_sealed(const std::filesystem::path& path, std::size_t size) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status {};
    const std::size_t wanted = size + trailer_bytes;
    if (!file.open() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::uint64_t>(status.st_size) < wanted)
        return {};
    std::vector<std::uint8_t> bytes(wanted);
    if (::pread(file.number(), bytes.data(), wanted, status.st_size - static_cast<off_t>(wanted)) !=
        static_cast<ssize_t>(wanted))
        return {};
    const std::uint8_t* const trailer = bytes.data() + size;
    if (!std::equal(grown_magic.begin(), grown_magic.end(), trailer) ||
        get_word(trailer + 8) != static_cast<std::uint64_t>(status.st_size) - trailer_bytes)
        return {};
    bytes.resize(size);
    return bytes;
}

std::vector<std::uint8_t> read_sealed(const std::filesystem::path& path, const std::string& what) {
    const std::string name = path.string();
    finish_dead_replacements(folder_of(path));
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
        stop_if_asked();
        const ssize_t got = ::read(file.number(), bytes.data() + done, std::min(read_at_once, bytes.size() - done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw MachineError(fmt::format("cannot read '{}': {}", name, std::strerror(errno)));
        if (got == 0) throw InputError(fmt::format("'{}' became shorter while it was read", name));
        done += static_cast<std::size_t>(got);
    }
    const bool is_hdf5 =
        bytes.size() >= hdf5_magic.size() && std::equal(hdf5_magic.begin(), hdf5_magic.end(), bytes.begin());
    const std::uint8_t* trailer = bytes.size() >= trailer_bytes ? bytes.data() + bytes.size() - trailer_bytes : nullptr;
    const auto is_sealed_by = [&](const Magic& magic) {
        return trailer != nullptr && std::equal(magic.begin(), magic.end(), trailer);
    };
    const bool grown = is_sealed_by(grown_magic);
    if (!grown && !is_sealed_by(trailer_magic)) {
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
    stop_if_asked();
    if ((grown ? grown_digest_of(bytes) : digest_of(bytes)) != digest)
        throw InputError(fmt::format("'{}' is damaged: its content does not match its digest", name));
    return bytes;
}

}  // namespace sendscape
