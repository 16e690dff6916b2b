// SPDX-License-Identifier: MIT
// Reading: an image that the library opens in a process of its own, and the questions put to it from here.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/plain_text.h"
#include "sim/files/bytes.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/hdf5_file_handle.h"
#include "sim/files/reader_process.h"

namespace sendscape {
namespace {

using Bytes = ReaderProcess::Bytes;

constexpr std::size_t most_unpacked = 1032;  ///< times its size that deflate packs at the most (zlib's technical notes)

constexpr hsize_t words_at_once = 256;

enum class Wish : std::uint8_t { has, has_attribute, text_attribute, number_attribute, extents, data, strings };

/// The types that columns are asked for as, by which a question names them.
using Numbers = std::tuple<double, float, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                           std::uint32_t, std::int64_t, std::uint64_t>;
constexpr auto number_list = std::make_index_sequence<std::tuple_size_v<Numbers>>();

template <class T, std::size_t... I>
constexpr std::uint8_t number_of_type(std::index_sequence<I...>) {
    return static_cast<std::uint8_t>(((std::is_same_v<T, std::tuple_element_t<I, Numbers>> ? I : 0) + ...));
}

struct NumberType {
    hid_t type = -1;
    std::size_t size = 0;
};
template <std::size_t... I>
NumberType type_of_number(std::size_t number, std::index_sequence<I...>) {
    NumberType found;
    ((number == I
          ? void(found = {native_type<std::tuple_element_t<I, Numbers>>(), sizeof(std::tuple_element_t<I, Numbers>)})
          : void()),
     ...);
    return found;
}

/// An HDF5 file in memory, as the process that reads it has it.
class Image {
  public:
    Image(const Bytes& bytes, std::string what) : what_(std::move(what)), size_(bytes.size()) {
        prepare_library();
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
        demand(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "choose the memory driver");
        demand(H5Pset_file_image(access, const_cast<std::uint8_t*>(bytes.data()), size_), "read a file in memory");
        const hid_t id = H5Fopen(memory_name().c_str(), H5F_ACC_RDONLY, access);
        if (id < 0) wrong("HDF5 does not recognise it");
        file_ = Handle(id, H5Fclose, "open a file in memory");
    }

    Bytes answer(const Bytes& question) const {
        ByteReader in(question, "a question that nobody asks");
        const auto wish = in.value<Wish>();
        const std::string path = in.text(), name = in.text();
        const auto number = in.value<std::uint8_t>();
        ByteWriter out;
        switch (wish) {
            case Wish::has:
                out.value(has(path));
                break;
            case Wish::has_attribute:
                out.value(has_attribute(path, name));
                break;
            case Wish::text_attribute:
                out.text(text_attribute(path, name));
                break;
            case Wish::number_attribute:
                out.value(number_attribute(path, name));
                break;
            case Wish::extents: {
                const Handle set = dataset(path);
                (void)values(set, type_of(set, path), path);
                out.list(extents(set, path));
                break;
            }
            case Wish::data:
                return data(path, type_of_number(number, number_list));
            case Wish::strings:
                for (const std::string& text : strings(path)) out.text(text);
                break;
        }
        return out.take();
    }

  private:
    [[noreturn]] void wrong(const std::string& why) const {
        throw InputError(fmt::format("'{}' is not a file this version can read: {}", what_, why));
    }
    /// A handle of what the file should have.
    Handle part(hid_t id, herr_t (*close)(hid_t), const std::string& is_missing) const {
        if (id < 0) wrong(is_missing);
        return {id, close, ""};
    }
    void must(herr_t result, const std::string& path) const {
        if (result < 0) wrong(fmt::format("'{}' is unreadable", path));
    }

    bool has(const std::string& path) const {
        // H5Lexists wants every step of the path to exist.
        for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
            const std::string step = path.substr(0, slash);
            if (step != "/" && !step.empty() && H5Lexists(file_, step.c_str(), H5P_DEFAULT) <= 0) return false;
            if (slash == std::string::npos) return true;
        }
    }

    bool has_attribute(const std::string& object, const std::string& name) const {
        return H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
    }
    /// An attribute of one value.
    Handle attribute(const std::string& object, const std::string& name) const {
        if (!has_attribute(object, name)) wrong(fmt::format("'{}' has no attribute '{}'", object, name));
        Handle one = part(H5Aopen_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                          fmt::format("attribute '{}' of '{}' is unreadable", name, object));
        const Handle space = part(H5Aget_space(one), H5Sclose, fmt::format("attribute '{}' has no size", name));
        if (H5Sget_simple_extent_npoints(space) != 1)
            wrong(fmt::format("attribute '{}' of '{}' is not one value", name, object));
        return one;
    }
    std::string text_attribute(const std::string& object, const std::string& name) const {
        const Handle one = attribute(object, name);
        const Handle type = part(H5Aget_type(one), H5Tclose, fmt::format("attribute '{}' has no type", name));
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0 || H5Tget_size(type) > size_)
            wrong(fmt::format("attribute '{}' of '{}' is not text", name, object));
        std::string text(H5Tget_size(type), '\0');
        must(H5Aread(one, type, text.data()), name);
        while (!text.empty() && text.back() == '\0') text.pop_back();
        return text;
    }
    double number_attribute(const std::string& object, const std::string& name) const {
        double value = 0;
        if (H5Aread(attribute(object, name), H5T_NATIVE_DOUBLE, &value) < 0)
            wrong(fmt::format("attribute '{}' of '{}' is not a number", name, object));
        return value;
    }

    Handle dataset(const std::string& path) const {
        return part(H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose, fmt::format("it has no table '{}'", path));
    }
    Handle type_of(hid_t set, const std::string& path) const {
        return part(H5Dget_type(set), H5Tclose, fmt::format("the type of '{}' is unreadable", path));
    }
    std::vector<std::size_t> extents(hid_t set, const std::string& path) const {
        const std::string unreadable = fmt::format("the size of '{}' is unreadable", path);
        const Handle space = part(H5Dget_space(set), H5Sclose, unreadable);
        const int rank = H5Sget_simple_extent_ndims(space);
        if (rank < 0) wrong(unreadable);
        std::vector<hsize_t> size(static_cast<std::size_t>(rank));
        if (rank > 0 && H5Sget_simple_extent_dims(space, size.data(), nullptr) < 0) wrong(unreadable);
        return {size.begin(), size.end()};
    }
    /// How many values a dataset has: no more than the file's bytes can unpack to.
    std::size_t values(hid_t set, hid_t type, const std::string& path) const {
        const std::vector<std::size_t> size = extents(set, path);
        if (std::count(size.begin(), size.end(), 0u) > 0) return 0;
        const std::size_t stored = std::min<std::size_t>(H5Dget_storage_size(set), size_);
        const std::size_t room = stored * most_unpacked / std::max<std::size_t>(1, H5Tget_size(type));
        std::size_t count = 1;
        for (const std::size_t extent : size) {
            if (count > room / extent) wrong(fmt::format("'{}' says it has more values than the file holds", path));
            count *= extent;
        }
        return count;
    }

    Bytes data(const std::string& path, const NumberType& wanted) const {
        const Handle set = dataset(path), type = type_of(set, path);
        const H5T_class_t kind = H5Tget_class(type);
        if (kind != H5T_INTEGER && kind != H5T_FLOAT) wrong(fmt::format("'{}' does not hold numbers", path));
        Bytes read(values(set, type, path) * wanted.size);
        if (!read.empty()) must(H5Dread(set, wanted.type, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), path);
        return read;
    }

    std::vector<std::string> strings(const std::string& path) const {
        const Handle set = dataset(path), type = type_of(set, path);
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) <= 0)
            wrong(fmt::format("'{}' does not hold words", path));
        if (extents(set, path).size() != 1) wrong(fmt::format("'{}' is not one list of words", path));
        const std::size_t count = values(set, type, path);
        const Handle memory = text_type(H5T_VARIABLE);
        std::vector<std::string> read;
        read.reserve(count);
        // Each word is in the file once: a million that point at one long one are no table of ours, and are not
        // unpacked.
        std::vector<char*> some(words_at_once);
        std::size_t letters = 0;
        for (hsize_t start = 0; start < count; start += words_at_once) {
            const hsize_t size = std::min<hsize_t>(words_at_once, count - start);
            const Handle from = part(H5Dget_space(set), H5Sclose, fmt::format("the size of '{}' is unreadable", path));
            const Handle into(H5Screate_simple(1, &size, nullptr), H5Sclose, "size rows");
            must(H5Sselect_hyperslab(from, H5S_SELECT_SET, &start, nullptr, &size, nullptr), path);
            must(H5Dread(set, memory, into, from, H5P_DEFAULT, some.data()), path);
            for (hsize_t i = 0; i < size; ++i) {
                read.emplace_back(some[i] != nullptr ? some[i] : "");
                if (some[i] != nullptr) H5free_memory(some[i]);
                letters += read.back().size();
            }
            if (letters > size_) wrong(fmt::format("'{}' says it has longer words than the file holds", path));
        }
        return read;
    }

    std::string what_;
    std::size_t size_;
    Handle file_;
};

std::string one_line(ByteReader& in) {
    std::string text = in.text();
    make_plain(text);
    return text;
}

}  // namespace

struct Hdf5Reader::Impl {
    Impl(std::vector<std::uint8_t> image, std::string what)
        : bytes(std::move(image)), file(std::move(what)), process([this] { return begin(); }, file, bytes.size()) {
        bytes = {};
    }
    /// Over there, where `bytes` is a copy, which goes when HDF5 has made its own.
    ReaderProcess::Answer begin() {
        auto image = std::make_shared<const Image>(bytes, file);
        bytes = {};
        return [image](const Bytes& question) { return image->answer(question); };
    }
    Bytes ask(Wish wish, const std::string& path, const std::string& name = {}, std::uint8_t number = 0) {
        ByteWriter question;
        question.value(wish);
        question.text(path);
        question.text(name);
        question.value(number);
        return process.ask(question.take());
    }
    /// What an answer says, read by `read`.
    template <class Read>
    auto told(const Bytes& answer, Read&& read) const {
        ByteReader in(answer, fmt::format("'{}' is damaged or forged", file));
        return read(in);
    }

    std::vector<std::uint8_t> bytes;
    std::string file;
    ReaderProcess process;
};

Hdf5Reader::Hdf5Reader(std::vector<std::uint8_t> bytes, std::string what)
    : impl_(std::make_unique<Impl>(std::move(bytes), std::move(what))) {}

Hdf5Reader::~Hdf5Reader() = default;

bool Hdf5Reader::has(const std::string& path) const {
    return impl_->told(impl_->ask(Wish::has, path), [](ByteReader& in) { return in.value<bool>(); });
}

bool Hdf5Reader::has_attribute(const std::string& object, const std::string& name) const {
    return impl_->told(impl_->ask(Wish::has_attribute, object, name), [](ByteReader& in) { return in.value<bool>(); });
}

std::string Hdf5Reader::text_attribute(const std::string& object, const std::string& name) const {
    return impl_->told(impl_->ask(Wish::text_attribute, object, name), one_line);
}

double Hdf5Reader::number_attribute(const std::string& object, const std::string& name) const {
    return impl_->told(impl_->ask(Wish::number_attribute, object, name),
                       [](ByteReader& in) { return in.value<double>(); });
}

std::vector<std::size_t> Hdf5Reader::extents(const std::string& path) const {
    return impl_->told(impl_->ask(Wish::extents, path), [](ByteReader& in) {
        std::vector<std::size_t> sizes;
        in.list(sizes);
        return sizes;
    });
}

template <class T>
std::vector<T> Hdf5Reader::data(const std::string& path) const {
    const Bytes answer = impl_->ask(Wish::data, path, {}, number_of_type<T>(number_list));
    std::vector<T> values(answer.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), answer.data(), values.size() * sizeof(T));
    return values;
}

std::vector<std::string> Hdf5Reader::strings(const std::string& path) const {
    return impl_->told(impl_->ask(Wish::strings, path), [](ByteReader& in) {
        std::vector<std::string> words;
        while (!in.at_end()) words.push_back(one_line(in));
        return words;
    });
}

std::string Hdf5Reader::text(const std::string& path) const {
    return impl_->told(impl_->ask(Wish::strings, path),
                       [](ByteReader& in) { return in.at_end() ? std::string() : in.text(); });
}

#define SENDSCAPE_HDF5_READ(T) template std::vector<T> Hdf5Reader::data<T>(const std::string&) const;
SENDSCAPE_HDF5_READ(double)
SENDSCAPE_HDF5_READ(float)
SENDSCAPE_HDF5_READ(std::int8_t)
SENDSCAPE_HDF5_READ(std::uint8_t)
SENDSCAPE_HDF5_READ(std::int16_t)
SENDSCAPE_HDF5_READ(std::uint16_t)
SENDSCAPE_HDF5_READ(std::int32_t)
SENDSCAPE_HDF5_READ(std::uint32_t)
SENDSCAPE_HDF5_READ(std::int64_t)
SENDSCAPE_HDF5_READ(std::uint64_t)
#undef SENDSCAPE_HDF5_READ

}  // namespace sendscape
