// SPDX-License-Identifier: MIT
#include "maps/roads/road_file.h"

#include <bzlib.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "maps/roads/xml_stream.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::size_t packed_piece = 1 << 16, unpacked_piece = 1 << 18;
constexpr std::size_t head_bytes = 1 << 16;  ///< enough for any comment before an XML document's first element
constexpr const char* what_is_read =
    "read are OpenStreetMap extracts (.osm.pbf, or .osm, .osm.gz, .osm.bz2 in XML) and GraphML (.graphml, .graphml.gz)";

/// What a decompressor did with what it was given.
enum class Step { more, end_of_member, damaged };

struct Gzip {
    Gzip() { inflateInit2(&stream, 15 + 16); }
    ~Gzip() { inflateEnd(&stream); }
    Step step() {
        const int result = inflate(&stream, Z_NO_FLUSH);
        if (result == Z_MEM_ERROR) throw std::bad_alloc();
        return result == Z_STREAM_END                    ? Step::end_of_member
               : result == Z_OK || result == Z_BUF_ERROR ? Step::more
                                                         : Step::damaged;
    }
    void next_member() { inflateReset(&stream); }
    z_stream stream{};
};

struct Bzip2 {
    Bzip2() { BZ2_bzDecompressInit(&stream, 0, 0); }
    ~Bzip2() { BZ2_bzDecompressEnd(&stream); }
    Step step() {
        const int result = BZ2_bzDecompress(&stream);
        if (result == BZ_MEM_ERROR) throw std::bad_alloc();
        return result == BZ_STREAM_END ? Step::end_of_member : result == BZ_OK ? Step::more : Step::damaged;
    }
    void next_member() {
        const bz_stream before = stream;
        BZ2_bzDecompressEnd(&stream);
        stream = {};
        BZ2_bzDecompressInit(&stream, 0, 0);
        stream.next_in = before.next_in;
        stream.avail_in = before.avail_in;
        stream.next_out = before.next_out;
        stream.avail_out = before.avail_out;
    }
    bz_stream stream{};
};

bool is_gzip(std::string_view head) { return head.starts_with("\x1F\x8B"); }
bool is_bzip2(std::string_view head) {
    return head.starts_with("BZh") && head.size() > 4 && head[3] >= '1' && head[3] <= '9' && head[4] == '\x31';
}

}  // namespace

struct RoadFile::Impl {
    std::string name;
    std::ifstream in;
    std::vector<char> packed = std::vector<char>(packed_piece), unpacked;
    std::unique_ptr<Gzip> gzip;
    std::unique_ptr<Bzip2> bzip2;
    bool in_member = true;

    std::size_t fill() {
        in.read(packed.data(), static_cast<std::streamsize>(packed.size()));
        if (in.bad()) throw InputError(name + " cannot be read to its end");
        return static_cast<std::size_t>(in.gcount());
    }

    template <class Packer>
    std::string_view unpack(Packer& packer) {
        auto& stream = packer.stream;
        stream.next_out = reinterpret_cast<decltype(stream.next_out)>(unpacked.data());
        stream.avail_out = static_cast<unsigned>(unpacked.size());
        while (stream.avail_out == unpacked.size()) {
            stop_if_asked();
            if (stream.avail_in == 0) {
                const std::size_t got = fill();
                if (got == 0 && in_member) throw InputError(name + " is cut short: what was packed ends early");
                if (got == 0) return {};
                stream.next_in = reinterpret_cast<decltype(stream.next_in)>(packed.data());
                stream.avail_in = static_cast<unsigned>(got);
            }
            if (!in_member) {
                // Some tools fill up a last block with zeros.
                while (stream.avail_in > 0 && *stream.next_in == 0) {
                    ++stream.next_in;
                    --stream.avail_in;
                }
                if (stream.avail_in == 0) continue;
                packer.next_member();
                in_member = true;
            }
            const Step step = packer.step();
            if (step == Step::damaged) throw InputError(name + " is damaged: what was packed in it cannot be unpacked");
            in_member = step != Step::end_of_member;
        }
        return {unpacked.data(), unpacked.size() - stream.avail_out};
    }
};

RoadFile::RoadFile(const std::filesystem::path& path) : impl_(std::make_unique<Impl>()) {
    impl_->name = path.string();
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw InputError(path.string() + " does not exist");
    if (std::filesystem::is_directory(path, error)) throw InputError(path.string() + " is a folder, not a file");
    if (!std::filesystem::is_regular_file(path, error))
        throw InputError(path.string() + " is not an ordinary file: streets are read from one that can be read twice");
    impl_->in.open(path, std::ios::binary);
    if (!impl_->in) throw InputError(path.string() + " cannot be opened for reading");
    std::array<char, 8> head{};
    impl_->in.read(head.data(), head.size());
    const std::string_view begin(head.data(), static_cast<std::size_t>(impl_->in.gcount()));
    impl_->in.clear();
    impl_->in.seekg(0);
    if (is_gzip(begin)) impl_->gzip = std::make_unique<Gzip>();
    if (is_bzip2(begin)) impl_->bzip2 = std::make_unique<Bzip2>();
    if (packed()) impl_->unpacked.resize(unpacked_piece);
}

RoadFile::~RoadFile() = default;

bool RoadFile::packed() const { return impl_->gzip || impl_->bzip2; }

std::string_view RoadFile::read() {
    stop_if_asked();
    if (impl_->gzip) return impl_->unpack(*impl_->gzip);
    if (impl_->bzip2) return impl_->unpack(*impl_->bzip2);
    return {impl_->packed.data(), impl_->fill()};
}

namespace {

struct Magic {
    std::size_t at;
    std::string_view bytes;
    const char* words;
};

using namespace std::string_view_literals;

constexpr std::array magics{
    Magic{0, "SQLite format 3\0"sv, "a GeoPackage or another SQLite database"},
    Magic{0, "\x00\x00\x27\x0A"sv, "a shapefile"},
    Magic{0, "PK\x03\x04"sv, "a zip archive (or a workbook); unpack it first"},
    Magic{0,
          "\xFD"
          "7zXZ"sv,
          "packed with xz; unpack it first"},
    Magic{0, "\x28\xB5\x2F\xFD"sv, "packed with zstd; unpack it first"},
    Magic{0, "7z\xBC\xAF"sv, "a 7z archive; unpack it first"},
    Magic{0, "Rar!"sv, "a rar archive; unpack it first"},
    Magic{257, "ustar"sv, "a tar archive; unpack it first"},
    Magic{3, "o5m2"sv, "OpenStreetMap data as .o5m; convert it ('osmium cat IN.o5m -o OUT.osm.pbf')"},
    Magic{0, "\x89HDF\r\n"sv, "an HDF5 file"},
    Magic{0, "%PDF"sv, "a PDF document"},
    Magic{0, "PAR1"sv, "a Parquet file"},
    Magic{0, "fgb"sv, "a FlatGeobuf file"},
    Magic{0, "\x1F\x8B"sv, "packed with gzip twice; unpack it once"},
};

/// A PBF file begins with the length of its first header, in four bytes, and that header's type.
bool is_pbf(std::string_view head) {
    return head.size() > 15 && head[0] == 0 && head[1] == 0 && head[4] == '\x0A' &&
           (head.substr(6, 9) == "OSMHeader" || head.substr(6, 7) == "OSMData");
}

std::string what_json_is(std::string_view head) {
    const auto has = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
    if (has("\"osm3s\"") || has("\"elements\"")) return "Overpass JSON; ask Overpass for [out:xml] instead";
    if (has("\"FeatureCollection\"") || has("\"Feature\"")) return "GeoJSON";
    return "JSON";
}

std::string what_xml_is(const std::string& root) {
    if (root == "osmChange") return "an OpenStreetMap change file; apply it to an extract first";
    if (root == "html") return "a web page (an error or a log-in page of the server that was asked, most likely)";
    return fmt::format("XML of another kind (its first element is <{}>)", root);
}

std::string what_text_is(std::string_view head) {
    const auto begins = [&](char kind) {
        return head.size() > 1 && head[0] == kind && head[1] >= '0' && head[1] <= '9';
    };
    if ((begins('n') || begins('w')) && head.find(" v") != std::string_view::npos)
        return "OpenStreetMap data as .opl; convert it ('osmium cat IN.opl -o OUT.osm.pbf')";
    const bool binary = std::any_of(head.begin(), head.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
    return binary ? "a binary file of a kind that is not known here"
                  : "text, but neither XML nor another form of streets";
}

}  // namespace

RoadFormat road_format(const std::filesystem::path& path) {
    RoadFile file(path);
    std::string head;
    while (head.size() < head_bytes) {
        const std::string_view piece = file.read();
        if (piece.empty()) break;
        head += piece.substr(0, head_bytes - head.size());
    }
    const auto refuse = [&](const std::string& what) {
        throw InputError(
            fmt::format("{} is {}{}; {}", path.string(), what, file.packed() ? ", once unpacked" : "", what_is_read));
    };
    if (is_pbf(head)) {
        if (file.packed()) refuse("OpenStreetMap PBF packed once more; unpack it");
        return RoadFormat::osm_pbf;
    }
    for (const Magic& magic : magics)
        if (head.size() >= magic.at + magic.bytes.size() && head.substr(magic.at, magic.bytes.size()) == magic.bytes)
            refuse(magic.words);
    const auto first = head.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) refuse("empty");
    if (const std::string root = first_element(head); !root.empty()) {
        if (root == "graphml") return RoadFormat::graphml;
        if (root == "osm") return RoadFormat::osm_xml;
        refuse(what_xml_is(root));
    }
    if (head[first] == '{' || head[first] == '[') refuse(what_json_is(head));
    if (head[first] == '<') {
        std::string begin = head.substr(first, 15);
        std::transform(begin.begin(), begin.end(), begin.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        refuse(begin.starts_with("<!doctype html") || begin.starts_with("<html")
                   ? what_xml_is("html")
                   : "damaged XML without a first element");
    }
    refuse(what_text_is(head));
    return RoadFormat::graphml;  // not reached: what is refused is thrown
}

}  // namespace sendscape
