// SPDX-License-Identifier: MIT
#include "sim/files/block_file.h"

#include <fmt/format.h>
#include <lz4.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

// Large enough that LZ4 finds what there is to find, small enough for the caches of a processor.
constexpr std::size_t block_bytes = std::size_t{1} << 18;
constexpr std::size_t most_packing = 255;  // LZ4 makes nothing smaller than a 255th
constexpr std::size_t blocks_of_a_thread =
    8;  ///< packed between two writes, so that threads seldom wait for one another

/// Before each block. An element of 0 bytes: the section ends here, and no block follows.
struct BlockHead {
    std::uint32_t element;
    std::uint32_t size;    ///< bytes, unpacked
    std::uint32_t packed;  ///< bytes that follow; as many as `size`: not packed, since that would not have paid
};

/// At the end of the file.
struct FileEnd {
    std::array<char, 8> magic;
    std::uint64_t owner;
    std::uint64_t head_size;
};
constexpr std::array<char, 8> block_file_magic{'S', 'e', 'n', 'd', 'B', 'l', 'k', '1'};

template <class T>
std::span<const std::uint8_t> bytes_of_value(const T& value) {
    return {reinterpret_cast<const std::uint8_t*>(&value), sizeof(T)};
}

// First bytes of all elements, then second bytes: those that say little then stand side by side, and pack well.
void shuffle(std::span<const std::uint8_t> from, std::size_t element, std::uint8_t* to) {
    const std::size_t count = from.size() / element;
    for (std::size_t byte = 0; byte < element; ++byte)
        for (std::size_t i = 0; i < count; ++i) *to++ = from[i * element + byte];
}

void put_back(std::span<const std::uint8_t> from, std::size_t element, std::uint8_t* to) {
    const std::size_t count = from.size() / element;
    const std::uint8_t* next = from.data();
    for (std::size_t byte = 0; byte < element; ++byte)
        for (std::size_t i = 0; i < count; ++i) to[i * element + byte] = *next++;
}

/// A block with its head, as it is written: the first bytes of `out`, which need not become shorter for it. Returns how
/// many.
std::size_t pack_block(std::span<const std::uint8_t> block, std::size_t element, std::vector<std::uint8_t>& shuffled,
                       std::vector<std::uint8_t>& out) {
    if (element > 1) {
        shuffled.resize(block.size());
        shuffle(block, element, shuffled.data());
        block = shuffled;
    }
    const auto size = static_cast<int>(block.size());
    const auto most = static_cast<std::size_t>(LZ4_compressBound(size));
    if (out.size() < sizeof(BlockHead) + most) out.resize(sizeof(BlockHead) + most);
    std::uint8_t* const body = out.data() + sizeof(BlockHead);
    auto packed = static_cast<std::size_t>(LZ4_compress_default(
        reinterpret_cast<const char*>(block.data()), reinterpret_cast<char*>(body), size, static_cast<int>(most)));
    if (packed == 0 || packed >= block.size()) {
        packed = block.size();
        std::copy(block.begin(), block.end(), body);
    }
    const BlockHead head{static_cast<std::uint32_t>(element), static_cast<std::uint32_t>(block.size()),
                         static_cast<std::uint32_t>(packed)};
    std::memcpy(out.data(), &head, sizeof head);
    return sizeof head + packed;
}

/// The end of a block file, if these bytes end in one.
std::optional<FileEnd> end_of(std::span<const std::uint8_t> bytes) {
    FileEnd end{};
    if (bytes.size() < sizeof end) return std::nullopt;
    std::memcpy(&end, bytes.data() + bytes.size() - sizeof end, sizeof end);
    if (end.magic != block_file_magic || end.head_size > bytes.size() - sizeof end) return std::nullopt;
    return end;
}

/// Reads blocks one after another into sections.
class Unpacking {
  public:
    Unpacking(std::span<const std::uint8_t> blocks, const std::string& file) : rest_(blocks), file_(file) {}

    std::vector<std::vector<std::uint8_t>> sections() {
        std::vector<std::vector<std::uint8_t>> sections;
        std::vector<std::uint8_t> section;
        section.reserve(size_of_section());
        while (!rest_.empty()) {
            stop_if_asked();
            BlockHead head{};
            std::memcpy(&head, take(sizeof head).data(), sizeof head);
            if (head.element == 0) {
                sections.push_back(std::move(section));
                section = {};
                section.reserve(size_of_section());
                continue;
            }
            unpack(head, take(head.packed), section);
        }
        if (!section.empty()) damaged();
        return sections;
    }

  private:
    [[noreturn]] void damaged() const {
        throw InputError(fmt::format("'{}' is damaged or forged: its blocks do not fit together", file_));
    }
    /// Bytes of the section that comes next, as its blocks' heads say: it may be a gigabyte, which grows by no steps.
    [[nodiscard]] std::size_t size_of_section() const {
        std::size_t size = 0;
        for (std::span<const std::uint8_t> at = rest_; at.size() >= sizeof(BlockHead);) {
            BlockHead head{};
            std::memcpy(&head, at.data(), sizeof head);
            if (head.element == 0 || head.size > block_bytes || head.size / most_packing > head.packed ||
                head.packed > at.size() - sizeof head)
                break;
            size += head.size;
            at = at.subspan(sizeof head + head.packed);
        }
        return size;
    }
    std::span<const std::uint8_t> take(std::size_t size) {
        if (size > rest_.size()) damaged();
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    void unpack(const BlockHead& head, std::span<const std::uint8_t> packed, std::vector<std::uint8_t>& section) {
        if (head.size == 0 || head.size > block_bytes || head.size % head.element != 0 || packed.size() > head.size)
            damaged();
        if (packed.size() < head.size) {
            unpacked_.resize(head.size);
            if (LZ4_decompress_safe(reinterpret_cast<const char*>(packed.data()),
                                    reinterpret_cast<char*>(unpacked_.data()), static_cast<int>(packed.size()),
                                    static_cast<int>(head.size)) != static_cast<int>(head.size))
                damaged();
            packed = unpacked_;
        }
        section.resize(section.size() + head.size);
        put_back(packed, head.element, section.data() + section.size() - head.size);
    }

    std::span<const std::uint8_t> rest_;
    const std::string& file_;
    std::vector<std::uint8_t> unpacked_;
};

}  // namespace

BlockFileWriter::BlockFileWriter(const std::filesystem::path& path, std::span<const std::uint8_t> head,
                                 std::uint64_t owner, const Parallel& parallel)
    : file_(path), head_size_(head.size()), owner_(owner), parallel_(parallel) {
    file_.write(head);
    const std::size_t together = blocks_of_a_thread * static_cast<std::size_t>(parallel.threads());
    shuffled_.resize(together);
    packed_.resize(together);
}

void BlockFileWriter::append(const void* data, std::size_t size, std::size_t element) {
    const std::span<const std::uint8_t> bytes(static_cast<const std::uint8_t*>(data), size);
    if (size >= block_bytes) {
        pack_small();
        pack(bytes, element <= block_bytes ? element : 1);
        return;
    }
    if (small_.size() + size > block_bytes) pack_small();
    small_.insert(small_.end(), bytes.begin(), bytes.end());
}

void BlockFileWriter::pack_small() {
    pack(small_, 1);
    small_.clear();
}

void BlockFileWriter::pack(std::span<const std::uint8_t> list, std::size_t element) {
    const std::size_t block = block_bytes / element * element;
    std::vector<std::size_t> sizes(packed_.size());
    while (!list.empty()) {
        const auto now = list.first(std::min(list.size(), block * packed_.size()));
        list = list.subspan(now.size());
        parallel_.for_blocks(
            now.size(),
            [&](std::size_t i, std::size_t first, std::size_t end) {
                sizes[i] = pack_block(now.subspan(first, end - first), element, shuffled_[i], packed_[i]);
            },
            block);
        for (std::size_t i = 0; i < Parallel::blocks(now.size(), block); ++i)
            file_.write(std::span<const std::uint8_t>(packed_[i]).first(sizes[i]));
    }
}

void BlockFileWriter::end_section() {
    pack_small();
    file_.write(bytes_of_value(BlockHead{0, 0, 0}));
}

void BlockFileWriter::finish() {
    file_.write(bytes_of_value(FileEnd{block_file_magic, owner_, head_size_}));
    file_.finish();
}

std::optional<std::uint64_t> owner_of(const std::filesystem::path& path) {
    FileEnd end{};
    const std::vector<std::uint8_t> bytes = end_of_sealed(path, sizeof end);
    if (bytes.empty()) return std::nullopt;
    std::memcpy(&end, bytes.data(), sizeof end);
    return end.magic == block_file_magic ? std::optional(end.owner) : std::nullopt;
}

BlockFile read_block_file(const std::filesystem::path& path, const std::string& what) {
    std::vector<std::uint8_t> bytes = read_sealed(path, what);
    const std::optional<FileEnd> end = end_of(bytes);
    if (!end) return {std::move(bytes), {}};
    const std::span<const std::uint8_t> all(bytes);
    const std::string name = path.string();
    BlockFile file;
    file.sections = Unpacking(all.subspan(end->head_size, all.size() - end->head_size - sizeof *end), name).sections();
    bytes.resize(end->head_size);
    file.head = std::move(bytes);
    return file;
}

std::vector<std::uint8_t> read_block_file_head(const std::filesystem::path& path, const std::string& what) {
    std::vector<std::uint8_t> bytes = read_sealed(path, what);
    if (const std::optional<FileEnd> end = end_of(bytes)) bytes.resize(end->head_size);
    return bytes;
}

}  // namespace sendscape
