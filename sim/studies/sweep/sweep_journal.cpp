// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <sstream>

#include "sim/core/error.h"
#include "sim/files/bytes.h"
#include "sim/files/sealed_file.h"

namespace sendscape {
namespace {

// A journal: magic, then blocks. The first says what study it is of, each other is a run. A block is its size, the
// digest of its bytes, its bytes.
constexpr std::array<std::uint8_t, 8> journal_magic{'S', 'n', 'd', 'S', 'w', 'e', 'p', '1'};
constexpr std::uint64_t head_of_block = 16;
/// A block that says it is larger was never written.
constexpr std::uint64_t largest_block = std::uint64_t{1} << 36;

std::vector<std::uint8_t> block_of(std::vector<std::uint8_t> payload) {
    ByteWriter writer;
    writer.value(static_cast<std::uint64_t>(payload.size()));
    writer.value(digest_of(payload));
    writer.bytes(payload);
    return writer.take();
}

/// Reads so many bytes or as many as there are.
std::vector<std::uint8_t> read_at(int file, std::uint64_t at, std::uint64_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::uint64_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(file, bytes.data() + done, size - done, static_cast<off_t>(at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += static_cast<std::uint64_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

/// The payload of the block at a place; nothing where none is whole.
std::vector<std::uint8_t> payload_at(int file, std::uint64_t at) {
    const std::vector<std::uint8_t> head = read_at(file, at, head_of_block);
    if (head.size() < head_of_block) return {};
    ByteReader reader(head, "");
    const auto size = reader.value<std::uint64_t>(), digest = reader.value<std::uint64_t>();
    struct stat state {};
    if (::fstat(file, &state) != 0 || size > largest_block ||
        at + head_of_block + size > static_cast<std::uint64_t>(state.st_size))
        return {};
    std::vector<std::uint8_t> payload = read_at(file, at + head_of_block, size);
    if (payload.size() != size || digest_of(payload) != digest) return {};
    return payload;
}

std::string not_a_journal(const std::filesystem::path& path) {
    return fmt::format("'{}' is no journal of a sweep; --force begins anew in its place", path.string());
}

/// The first line of two texts that differs, of both.
std::pair<std::string, std::string> first_difference_of(const std::string& a, const std::string& b) {
    std::istringstream left(a), right(b);
    std::string one, other;
    for (;;) {
        const bool more_left = static_cast<bool>(std::getline(left, one));
        const bool more_right = static_cast<bool>(std::getline(right, other));
        if (!more_left) one = "nothing";
        if (!more_right) other = "nothing";
        if (one != other || !more_left) return {one, other};
    }
}

}  // namespace

std::vector<std::uint8_t> bytes_of_record(const RunRecord& record) {
    ByteWriter writer;
    writer.value(record.run.first);
    writer.value(record.run.second);
    writer.value(static_cast<std::uint8_t>(record.status));
    writer.text(record.message);
    writer.list(record.values);
    return writer.take();
}

RunRecord record_from(const std::vector<std::uint8_t>& bytes, const std::string& misfit) {
    ByteReader reader(bytes, misfit);
    RunRecord record;
    record.run.first = reader.value<std::uint32_t>();
    record.run.second = reader.value<std::uint32_t>();
    record.status = static_cast<RunStatus>(reader.value<std::uint8_t>());
    record.message = reader.text();
    reader.list(record.values);
    if (record.status != RunStatus::done && record.status != RunStatus::failed) reader.fail();
    return record;
}

std::string digest_of_values(const std::vector<double>& values) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(values.data());
    return fmt::format("{:016x}", digest_of({bytes, values.size() * sizeof(double)}));
}

std::vector<RunNumber> runs_in_journal(const std::filesystem::path& path, const std::string& study) {
    std::vector<RunNumber> runs;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return runs;
    const std::vector<std::uint8_t> magic = read_at(file, 0, journal_magic.size());
    std::vector<std::uint8_t> payload = payload_at(file, journal_magic.size());
    std::uint64_t at = journal_magic.size() + head_of_block + payload.size();
    if (std::equal(magic.begin(), magic.end(), journal_magic.begin(), journal_magic.end()) &&
        std::string(payload.begin(), payload.end()) == study)
        while (!(payload = payload_at(file, at)).empty()) {
            runs.push_back(record_from(payload, not_a_journal(path)).run);
            at += head_of_block + payload.size();
        }
    ::close(file);
    return runs;
}

SweepJournal::SweepJournal(const std::filesystem::path& path, const std::string& study, Open open) : path_(path) {
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC | (open == Open::anew ? O_CREAT : 0), 0666);
    if (descriptor_ < 0) {
        if (errno == ENOENT && open == Open::go_on)
            throw InputError(fmt::format("--resume: '{}' is not there: no sweep was begun there", path.string()));
        throw MachineError(fmt::format("cannot write '{}': {}", path.string(), std::strerror(errno)));
    }
    try {
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
            throw InputError(
                fmt::format("another sweep is writing '{}' just now: wait until it has ended, or choose another --out",
                            path.string()));
        if (open == Open::anew)
            begin(study);
        else
            go_on(study);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

SweepJournal::~SweepJournal() { ::close(descriptor_); }

void SweepJournal::begin(const std::string& study) {
    if (::ftruncate(descriptor_, 0) != 0)
        throw MachineError(fmt::format("cannot write '{}': {}", path_.string(), std::strerror(errno)));
    ByteWriter writer;
    writer.bytes(journal_magic);
    const auto bytes = bytes_of(study);
    writer.bytes(block_of({bytes.begin(), bytes.end()}));
    const std::vector<std::uint8_t> head = writer.take();
    if (::pwrite(descriptor_, head.data(), head.size(), 0) != static_cast<ssize_t>(head.size()))
        throw MachineError(fmt::format("cannot write '{}': {}", path_.string(), std::strerror(errno)));
    end_ = head.size();
}

void SweepJournal::go_on(const std::string& study) {
    const std::vector<std::uint8_t> magic = read_at(descriptor_, 0, journal_magic.size());
    struct stat state {};
    ::fstat(descriptor_, &state);
    const auto file_size = static_cast<std::uint64_t>(state.st_size);
    if (!std::equal(magic.begin(), magic.end(), journal_magic.begin())) throw InputError(not_a_journal(path_));
    std::vector<std::uint8_t> payload = payload_at(descriptor_, magic.size());
    if (magic.size() < journal_magic.size() || payload.empty()) {
        // Killed as it began: nothing is lost with it. Cut off later, it could be of any study.
        dropped_ = fmt::format("'{}' was cut off at its beginning: every run is lived anew", path_.string());
        return begin(study);
    }
    const std::string of(payload.begin(), payload.end());
    if (of != study) {
        const auto [then, now] = first_difference_of(of, study);
        throw InputError(
            fmt::format("--resume: '{}' was made of '{}', and now '{}' is given; give the same sweep, map and program, "
                        "or --force in place of --resume to begin anew",
                        path_.string(), then, now));
    }
    end_ = magic.size() + head_of_block + payload.size();
    while (end_ < file_size) {
        payload = payload_at(descriptor_, end_);
        if (payload.empty()) break;
        const RunRecord record = record_from(payload, not_a_journal(path_));
        places_[record.run] = {end_ + head_of_block, payload.size()};
        end_ += head_of_block + payload.size();
    }
    if (end_ == file_size) return;
    dropped_ = fmt::format(
        "'{}' ends with a record that was cut off or damaged: its last {} bytes are dropped, {} runs before them are "
        "good, and what was lost is lived again",
        path_.string(), file_size - end_, places_.size());
    if (::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0)
        throw MachineError(fmt::format("cannot write '{}': {}", path_.string(), std::strerror(errno)));
}

void SweepJournal::add(const RunRecord& record) {
    std::vector<std::uint8_t> payload = bytes_of_record(record);
    const std::uint64_t size = payload.size();
    const std::vector<std::uint8_t> block = block_of(std::move(payload));
    const std::lock_guard lock(mutex_);
    std::uint64_t done = 0;
    while (done < block.size()) {
        const ssize_t wrote =
            ::pwrite(descriptor_, block.data() + done, block.size() - done, static_cast<off_t>(end_ + done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            const int error = wrote == 0 ? ENOSPC : errno;
            // What is half written is taken back; should that fail, it is dropped as a block that is not whole.
            if (::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0) ::fsync(descriptor_);
            const std::string why = error == ENOSPC || error == EDQUOT ? "the disk is full"
                                    : error == EFBIG ? "the file would be larger than the limit set for this process "
                                                       "(ulimit -f)"
                                                     : std::strerror(error);
            throw MachineError(fmt::format(
                "cannot write '{}': {}; {} runs are kept in it: make room and go on with the same command and --resume",
                path_.string(), why, places_.size()));
        }
        done += static_cast<std::uint64_t>(wrote);
    }
    places_[record.run] = {end_ + head_of_block, size};
    end_ += block.size();
}

RunRecord SweepJournal::read(RunNumber run) const {
    const Place place = places_.at(run);
    return record_from(read_at(descriptor_, place.at, place.size),
                       fmt::format("'{}' was changed while the sweep was running", path_.string()));
}

}  // namespace sendscape
