// SPDX-License-Identifier: MIT
#include "maps/tables/packed_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;
constexpr std::string_view gzip_begins = "\x1f\x8b";          // RFC 1952, 2.3.1
constexpr int largest_window_of_gzip_alone = MAX_WBITS + 16;  // zlib.h, inflateInit2

std::string read_bytes(const std::filesystem::path& path, std::size_t most) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw InputError(path.string() + " does not exist");
    if (std::filesystem::is_directory(path, error)) throw InputError(path.string() + " is a folder, not a file");
    if (std::filesystem::is_character_file(path, error)) throw InputError(path.string() + " is a device, not a file");
    const auto too_large = [&](const std::string& size) {
        throw InputError(fmt::format("{} holds {}; files of up to {} bytes are read", path.string(), size, most));
    };
    if (const auto size = std::filesystem::file_size(path, error); !error && size > most)
        too_large(fmt::format("{} bytes", size));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) throw InputError(path.string() + " cannot be opened for reading");
    std::string bytes;
    std::vector<char> piece(piece_bytes);
    for (;;) {
        stop_if_asked();
        const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get());
        bytes.append(piece.data(), got);
        if (bytes.size() > most) too_large("more bytes than that");  // a pipe has no size to ask for
        if (got < piece.size()) break;
    }
    if (std::ferror(file.get())) throw InputError(path.string() + " cannot be read to its end");
    return bytes;
}

/// Unpacks the gzip part that `packed` begins with; returns how many bytes of it that part takes.
std::size_t unpack_part(std::string_view packed, const std::string& part, std::vector<char>& piece,
                        const std::function<void(std::string_view)>& take) {
    z_stream stream{};
    if (inflateInit2(&stream, largest_window_of_gzip_alone) != Z_OK) throw MachineError("no memory to unpack " + part);
    const std::unique_ptr<z_stream, int (*)(z_stream*)> cleaner(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());  // at most largest_table, which fits
    for (int status = Z_OK; status != Z_STREAM_END;) {
        stop_if_asked();
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        status = inflate(&stream, Z_NO_FLUSH);
        if (status == Z_MEM_ERROR) throw MachineError("no memory to unpack " + part);
        if (status == Z_BUF_ERROR)
            throw InputError(part + " ends early: the file is damaged or cut short; fetch or pack it again");
        if (status != Z_OK && status != Z_STREAM_END)
            throw InputError(fmt::format("{} is damaged or cut short ({}); fetch or pack it again", part,
                                         stream.msg != nullptr ? stream.msg : "it needs a dictionary"));
        take({piece.data(), piece.size() - stream.avail_out});
    }
    return packed.size() - stream.avail_in;
}

void unpack(const std::filesystem::path& path, std::string_view packed,
            const std::function<void(std::string_view)>& take) {
    std::vector<char> piece(piece_bytes);
    int parts = 0;
    for (std::size_t from = 0; from < packed.size();) {
        const std::string_view rest = packed.substr(from);
        if (!rest.starts_with(gzip_begins)) {
            if (rest.find_first_not_of('\0') == std::string_view::npos) return;  // tapes and blocks are filled up so
            throw InputError(
                fmt::format("{}: behind its {} gzip part{} stand {} bytes that are no such part: the rest is damaged, "
                            "or something was added to the file; fetch or pack it again",
                            path.string(), parts, parts == 1 ? "" : "s", rest.size()));
        }
        ++parts;
        from += unpack_part(rest, fmt::format("{}, gzip part {}", path.string(), parts), piece, take);
    }
}

}  // namespace

std::string read_plain_or_gzip(const std::filesystem::path& path, std::size_t most) {
    std::string packed = read_bytes(path, most);
    if (!packed.starts_with(gzip_begins)) return packed;
    // Counted first: a small file may unpack to more than any machine holds.
    std::size_t size = 0;
    unpack(path, packed, [&](std::string_view piece) {
        size += piece.size();
        if (size > most)
            throw InputError(fmt::format("{} ({} bytes) unpacks to more than {} bytes, which is the most that is read",
                                         path.string(), packed.size(), most));
    });
    std::string bytes;
    bytes.reserve(size);
    unpack(path, packed, [&](std::string_view piece) { bytes += piece; });
    return bytes;
}

}  // namespace sendscape
