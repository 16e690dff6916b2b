// SPDX-License-Identifier: MIT
#include "sim/files/hdf5_file.h"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <numeric>
#include <type_traits>

#include "sim/core/error.h"

namespace sendscape {

namespace {

constexpr std::size_t compress_from_values = 1024;  ///< below this a chunk index costs more than deflate saves
constexpr std::size_t chunk_values = std::size_t{1} << 15;

/// HDF5's exit handler crashes after a failed write, and its error stack would print on standard error: both off,
/// before any other call of the library.
void prepare_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        H5dont_atexit();
        H5open();
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    });
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // the error stack is one per thread
}

/// A name for a file that exists in memory only. Each is new: the library takes two images of one name for one file.
std::string memory_name() {
    static std::atomic<std::uint64_t> made{0};
    return fmt::format("sendscape-in-memory-{}.h5", made.fetch_add(1));
}

/// An HDF5 handle with the call that closes it.
class Handle {
  public:
    Handle() = default;
    Handle(hid_t id, herr_t (*close)(hid_t), const std::string& what) : id_(id), close_(close) {
        if (id_ < 0) throw MachineError(fmt::format("HDF5 could not {}", what));
    }
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(other.id_), close_(other.close_) { other.id_ = -1; }
    Handle& operator=(Handle&& other) noexcept {
        reset();
        id_ = other.id_;
        close_ = other.close_;
        other.id_ = -1;
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    operator hid_t() const { return id_; }
    void reset() {
        if (id_ >= 0 && close_ != nullptr) close_(id_);
        id_ = -1;
    }

  private:
    hid_t id_ = -1;
    herr_t (*close_)(hid_t) = nullptr;
};

void demand(herr_t result, const std::string& what) {
    if (result < 0) throw MachineError(fmt::format("HDF5 could not {}", what));
}

template <class T>
hid_t native_type() {
    if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
    if constexpr (std::is_same_v<T, float>) return H5T_NATIVE_FLOAT;
    if constexpr (std::is_same_v<T, std::int8_t>) return H5T_NATIVE_INT8;
    if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_NATIVE_UINT8;
    if constexpr (std::is_same_v<T, std::int16_t>) return H5T_NATIVE_INT16;
    if constexpr (std::is_same_v<T, std::uint16_t>) return H5T_NATIVE_UINT16;
    if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
    if constexpr (std::is_same_v<T, std::uint32_t>) return H5T_NATIVE_UINT32;
    if constexpr (std::is_same_v<T, std::int64_t>) return H5T_NATIVE_INT64;
    if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_NATIVE_UINT64;
}
/// The same on disk whatever the machine: little-endian.
template <class T>
hid_t file_type() {
    if constexpr (std::is_same_v<T, double>) return H5T_IEEE_F64LE;
    if constexpr (std::is_same_v<T, float>) return H5T_IEEE_F32LE;
    if constexpr (std::is_same_v<T, std::int8_t>) return H5T_STD_I8LE;
    if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_STD_U8LE;
    if constexpr (std::is_same_v<T, std::int16_t>) return H5T_STD_I16LE;
    if constexpr (std::is_same_v<T, std::uint16_t>) return H5T_STD_U16LE;
    if constexpr (std::is_same_v<T, std::int32_t>) return H5T_STD_I32LE;
    if constexpr (std::is_same_v<T, std::uint32_t>) return H5T_STD_U32LE;
    if constexpr (std::is_same_v<T, std::int64_t>) return H5T_STD_I64LE;
    if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_STD_U64LE;
}

Handle text_type(std::size_t size) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
    demand(H5Tset_size(type, size), "size a text type");
    demand(H5Tset_cset(type, H5T_CSET_UTF8), "set UTF-8");
    demand(H5Tset_strpad(type, size == H5T_VARIABLE ? H5T_STR_NULLTERM : H5T_STR_NULLPAD), "pad a text type");
    return type;
}

std::vector<hsize_t> as_hsize(const std::vector<std::size_t>& extents) { return {extents.begin(), extents.end()}; }

std::size_t product(const std::vector<std::size_t>& extents) {
    return std::accumulate(extents.begin(), extents.end(), std::size_t{1}, std::multiplies<>());
}

/// Size of the chunks a dataset is stored in: from the last axis back, as many whole rows as fit. Whoever reads one
/// month then has those beside it in the same chunk, and deflate has enough to work on.
std::vector<hsize_t> chunk_of(const std::vector<std::size_t>& extents) {
    std::vector<hsize_t> chunk(extents.size(), 1);
    hsize_t room = chunk_values;
    for (std::size_t axis = extents.size(); axis-- > 0 && room > 1;) {
        chunk[axis] = std::clamp<hsize_t>(extents[axis], 1, room);
        room /= chunk[axis];
    }
    return chunk;
}

Handle creation_list() {
    Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make a property list");
    demand(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "track attribute order");
    demand(H5Pset_obj_track_times(list, false), "switch object times off");
    return list;
}

}  // namespace

struct Hdf5Writer::Impl {
    Handle file;

    Handle open_object(const std::string& path) const {
        return {H5Oopen(file, path.c_str(), H5P_DEFAULT), H5Oclose, fmt::format("open '{}' to describe it", path)};
    }

    /// Makes a dataset whose growing axes may grow too, as netCDF has it; compressed when of some size.
    Handle create(const std::string& path, hid_t type, const std::vector<std::size_t>& extents,
                  const std::vector<bool>& growing, hid_t list, bool may_compress) const {
        const std::vector<hsize_t> size = as_hsize(extents);
        std::vector<hsize_t> most = size;
        bool chunked = may_compress && product(extents) >= compress_from_values;
        const bool compressed = chunked;
        for (std::size_t axis = 0; axis < growing.size() && axis < most.size(); ++axis) {
            if (!growing[axis]) continue;
            most[axis] = H5S_UNLIMITED;
            chunked = true;
        }
        const Handle space(H5Screate_simple(static_cast<int>(size.size()), size.data(), most.data()), H5Sclose,
                           fmt::format("size '{}'", path));
        if (chunked) {
            const std::vector<hsize_t> chunk = chunk_of(extents);
            demand(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), fmt::format("chunk '{}'", path));
        }
        if (compressed) {
            demand(H5Pset_shuffle(list), "shuffle");
            demand(H5Pset_deflate(list, 1), "deflate");
        }
        return {H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose,
                fmt::format("create '{}'", path)};
    }

    void attach(hid_t dataset, const std::string& path, const std::vector<std::string>& axes) const {
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            if (axes[axis].empty()) continue;
            const Handle scale(H5Dopen2(file, axes[axis].c_str(), H5P_DEFAULT), H5Dclose,
                               fmt::format("find axis '{}' of '{}'", axes[axis], path));
            demand(H5DSattach_scale(dataset, scale, static_cast<unsigned>(axis)),
                   fmt::format("attach axis '{}' to '{}'", axes[axis], path));
        }
    }

    /// Which of the named axes may grow.
    std::vector<bool> growing(const std::vector<std::string>& axes) const {
        std::vector<bool> grows(axes.size(), false);
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            if (axes[axis].empty()) continue;
            const Handle scale(H5Dopen2(file, axes[axis].c_str(), H5P_DEFAULT), H5Dclose,
                               fmt::format("find axis '{}'", axes[axis]));
            const Handle space(H5Dget_space(scale), H5Sclose, "read an axis");
            hsize_t most = 0;
            if (H5Sget_simple_extent_ndims(space) == 1) H5Sget_simple_extent_dims(space, nullptr, &most);
            grows[axis] = most == H5S_UNLIMITED;
        }
        return grows;
    }

    Handle write_strings(const std::string& path, const std::vector<std::string>& values) const {
        const Handle type = text_type(H5T_VARIABLE);
        const Handle list = creation_list();
        Handle dataset = create(path, type, {values.size()}, {}, list, false);
        std::vector<const char*> pointers(values.size());
        std::transform(values.begin(), values.end(), pointers.begin(), [](const std::string& v) { return v.c_str(); });
        if (!values.empty())
            demand(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()),
                   fmt::format("write '{}'", path));
        return dataset;
    }
};

Hdf5Writer::Hdf5Writer() : impl_(std::make_unique<Impl>()) {
    prepare_library();
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make a property list");
    demand(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "track link order");
    demand(H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "track order");
    demand(H5Pset_obj_track_times(creation, false), "switch object times off");
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
    demand(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "choose the memory driver");
    // Format bounds stay at the library's default: from 1.8 the superblock carries a checksum which H5Fget_file_image
    // of HDF5 1.10.8 makes wrong (it clears the status flags without computing it again). No file has the name.
    impl_->file =
        Handle(H5Fcreate(memory_name().c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "create a file in memory");
}

Hdf5Writer::~Hdf5Writer() = default;

void Hdf5Writer::group(const std::string& path) {
    const Handle list(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "make a property list");
    demand(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "track link order");
    demand(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "track order");
    demand(H5Pset_obj_track_times(list, false), "switch object times off");
    const Handle made(H5Gcreate2(impl_->file, path.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose,
                      fmt::format("create group '{}'", path));
}

void Hdf5Writer::attribute(const std::string& object, const std::string& name, std::string_view text) {
    const Handle target = impl_->open_object(object);
    const Handle type = text_type(std::max<std::size_t>(1, text.size()));
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "make a scalar");
    const std::string what = fmt::format("write attribute '{}' of '{}'", name, object);
    const Handle written(H5Acreate2(target, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
    const std::string padded = text.empty() ? std::string(1, '\0') : std::string(text);
    demand(H5Awrite(written, type, padded.data()), what);
}

void Hdf5Writer::attribute(const std::string& object, const std::string& name, double value) {
    attribute_values(object, name, std::span<const double>(&value, 1));
}

void Hdf5Writer::attribute(const std::string& object, const std::string& name, std::int64_t value) {
    attribute_values(object, name, std::span<const std::int64_t>(&value, 1));
}

template <class T>
void Hdf5Writer::attribute_values(const std::string& object, const std::string& name, std::span<const T> values) {
    const Handle target = impl_->open_object(object);
    const hsize_t size = values.size();
    const Handle space(H5Screate_simple(1, &size, nullptr), H5Sclose, "size an attribute");
    const std::string what = fmt::format("write attribute '{}' of '{}'", name, object);
    const Handle written(H5Acreate2(target, name.c_str(), file_type<T>(), space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         what);
    demand(H5Awrite(written, native_type<T>(), values.data()), what);
}

template <class T>
void Hdf5Writer::data(const std::string& path, std::span<const T> values, const std::vector<std::size_t>& extents,
                      const std::vector<std::string>& axes, std::optional<std::type_identity_t<T>> fill) {
    if (values.size() != product(extents))
        throw std::logic_error(
            fmt::format("'{}' has {} values for extents of {}", path, values.size(), product(extents)));
    const Handle list = creation_list();
    if (fill) demand(H5Pset_fill_value(list, native_type<T>(), &*fill), "set a fill value");
    const Handle dataset = impl_->create(path, file_type<T>(), extents, impl_->growing(axes), list, !extents.empty());
    if (!values.empty())
        demand(H5Dwrite(dataset, native_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
               fmt::format("write '{}'", path));
    if (fill) attribute_values(path, "_FillValue", std::span<const T>(&*fill, 1));
    impl_->attach(dataset, path, axes);
}

void Hdf5Writer::strings(const std::string& path, const std::vector<std::string>& values,
                         const std::vector<std::string>& axes) {
    const Handle dataset = impl_->write_strings(path, values);
    impl_->attach(dataset, path, axes);
}

void Hdf5Writer::axis(const std::string& path, const std::vector<std::string>& labels) {
    const Handle dataset = impl_->write_strings(path, labels);
    const std::string name = path.substr(path.rfind('/') + 1);
    demand(H5DSset_scale(dataset, name.c_str()), fmt::format("make '{}' an axis", path));
}

void Hdf5Writer::axis(const std::string& path, std::span<const std::int32_t> values, bool unlimited) {
    const Handle list = creation_list();
    const Handle dataset = impl_->create(path, file_type<std::int32_t>(), {values.size()}, {unlimited}, list, true);
    if (!values.empty())
        demand(H5Dwrite(dataset, native_type<std::int32_t>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
               fmt::format("write '{}'", path));
    const std::string name = path.substr(path.rfind('/') + 1);
    demand(H5DSset_scale(dataset, name.c_str()), fmt::format("make '{}' an axis", path));
}

std::vector<std::uint8_t> Hdf5Writer::finish() {
    demand(H5Fflush(impl_->file, H5F_SCOPE_GLOBAL), "complete the file in memory");
    const ssize_t size = H5Fget_file_image(impl_->file, nullptr, 0);
    if (size < 0) throw MachineError("HDF5 could not complete the file in memory");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    if (H5Fget_file_image(impl_->file, bytes.data(), bytes.size()) != size)
        throw MachineError("HDF5 could not hand over the file in memory");
    impl_->file.reset();
    return bytes;
}

struct Hdf5Reader::Impl {
    std::vector<std::uint8_t> bytes;
    std::string what;
    Handle file;

    [[noreturn]] void wrong(const std::string& why) const {
        throw InputError(fmt::format("'{}' is not a file this version can read: {}", what, why));
    }
    Handle dataset(const std::string& path) const {
        const hid_t id = H5Dopen2(file, path.c_str(), H5P_DEFAULT);
        if (id < 0) wrong(fmt::format("it has no table '{}'", path));
        return {id, H5Dclose, "open a dataset"};
    }
    std::vector<std::size_t> extents(hid_t set, const std::string& path) const {
        const Handle space(H5Dget_space(set), H5Sclose, fmt::format("read the size of '{}'", path));
        const int rank = H5Sget_simple_extent_ndims(space);
        if (rank < 0) wrong(fmt::format("the size of '{}' is unreadable", path));
        std::vector<hsize_t> size(static_cast<std::size_t>(rank));
        if (rank > 0 && H5Sget_simple_extent_dims(space, size.data(), nullptr) < 0)
            wrong(fmt::format("the size of '{}' is unreadable", path));
        return {size.begin(), size.end()};
    }
    /// How many values a dataset has: no more than its bytes can unpack to (deflate packs 1032 to 1 at the most).
    std::size_t values(hid_t set, hid_t type, const std::string& path) const {
        const std::vector<std::size_t> size = extents(set, path);
        if (std::count(size.begin(), size.end(), 0u) > 0) return 0;
        std::size_t count = 1, room = H5Dget_storage_size(set) * 1032 / H5Tget_size(type);
        for (const std::size_t extent : size) {
            if (count > room / extent) wrong(fmt::format("'{}' says it has more values than the file holds", path));
            count *= extent;
        }
        return count;
    }
};

Hdf5Reader::Hdf5Reader(std::vector<std::uint8_t> bytes, std::string what) : impl_(std::make_unique<Impl>()) {
    prepare_library();
    impl_->bytes = std::move(bytes);
    impl_->what = std::move(what);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
    demand(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "choose the memory driver");
    demand(H5Pset_file_image(access, impl_->bytes.data(), impl_->bytes.size()), "read a file in memory");
    const hid_t id = H5Fopen(memory_name().c_str(), H5F_ACC_RDONLY, access);
    if (id < 0) impl_->wrong("HDF5 does not recognise it");
    impl_->file = Handle(id, H5Fclose, "open a file in memory");
    impl_->bytes = {};  // HDF5 made its own copy
}

Hdf5Reader::~Hdf5Reader() = default;

bool Hdf5Reader::has(const std::string& path) const {
    // H5Lexists wants every step of the path to exist.
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const std::string step = path.substr(0, slash);
        if (step != "/" && !step.empty() && H5Lexists(impl_->file, step.c_str(), H5P_DEFAULT) <= 0) return false;
        if (slash == std::string::npos) return true;
    }
}

bool Hdf5Reader::has_attribute(const std::string& object, const std::string& name) const {
    return H5Aexists_by_name(impl_->file, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

std::string Hdf5Reader::text_attribute(const std::string& object, const std::string& name) const {
    if (!has_attribute(object, name)) impl_->wrong(fmt::format("'{}' has no attribute '{}'", object, name));
    const std::string what = fmt::format("read attribute '{}' of '{}'", name, object);
    const Handle attribute(H5Aopen_by_name(impl_->file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, what);
    const Handle type(H5Aget_type(attribute), H5Tclose, what);
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0)
        impl_->wrong(fmt::format("attribute '{}' of '{}' is not text", name, object));
    std::string text(H5Tget_size(type), '\0');
    demand(H5Aread(attribute, type, text.data()), what);
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return text;
}

double Hdf5Reader::number_attribute(const std::string& object, const std::string& name) const {
    if (!has_attribute(object, name)) impl_->wrong(fmt::format("'{}' has no attribute '{}'", object, name));
    const std::string what = fmt::format("read attribute '{}' of '{}'", name, object);
    const Handle attribute(H5Aopen_by_name(impl_->file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, what);
    const Handle space(H5Aget_space(attribute), H5Sclose, what);
    if (H5Sget_simple_extent_npoints(space) != 1)
        impl_->wrong(fmt::format("attribute '{}' of '{}' is not one number", name, object));
    double value = 0;
    if (H5Aread(attribute, H5T_NATIVE_DOUBLE, &value) < 0)
        impl_->wrong(fmt::format("attribute '{}' of '{}' is not a number", name, object));
    return value;
}

std::vector<std::size_t> Hdf5Reader::extents(const std::string& path) const {
    return impl_->extents(impl_->dataset(path), path);
}

std::vector<std::string> Hdf5Reader::children(const std::string& group) const {
    const hid_t id = H5Gopen2(impl_->file, group.c_str(), H5P_DEFAULT);
    if (id < 0) impl_->wrong(fmt::format("it has no group '{}'", group));
    const Handle opened(id, H5Gclose, "open a group");
    H5G_info_t info{};
    demand(H5Gget_info(opened, &info), fmt::format("list '{}'", group));
    std::vector<std::string> names;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
        const auto by = [&](char* out, std::size_t size) {
            const ssize_t ordered =
                H5Lget_name_by_idx(opened, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, out, size, H5P_DEFAULT);
            return ordered >= 0
                       ? ordered
                       : H5Lget_name_by_idx(opened, ".", H5_INDEX_NAME, H5_ITER_INC, i, out, size, H5P_DEFAULT);
        };
        const ssize_t length = by(nullptr, 0);
        if (length < 0) impl_->wrong(fmt::format("group '{}' is unreadable", group));
        std::string name(static_cast<std::size_t>(length) + 1, '\0');
        by(name.data(), name.size());
        name.resize(static_cast<std::size_t>(length));
        names.push_back(std::move(name));
    }
    return names;
}

template <class T>
std::vector<T> Hdf5Reader::data(const std::string& path) const {
    const Handle set = impl_->dataset(path);
    const Handle type(H5Dget_type(set), H5Tclose, fmt::format("read the type of '{}'", path));
    const H5T_class_t kind = H5Tget_class(type);
    if (kind != H5T_INTEGER && kind != H5T_FLOAT) impl_->wrong(fmt::format("'{}' does not hold numbers", path));
    std::vector<T> values(impl_->values(set, type, path));
    if (!values.empty() && H5Dread(set, native_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        impl_->wrong(fmt::format("'{}' is unreadable", path));
    return values;
}

std::vector<std::string> Hdf5Reader::strings(const std::string& path) const {
    const Handle set = impl_->dataset(path);
    const Handle type(H5Dget_type(set), H5Tclose, fmt::format("read the type of '{}'", path));
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) <= 0)
        impl_->wrong(fmt::format("'{}' does not hold words", path));
    std::vector<char*> pointers(impl_->values(set, type, path), nullptr);
    if (pointers.empty()) return {};
    const Handle memory = text_type(H5T_VARIABLE);
    if (H5Dread(set, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
        impl_->wrong(fmt::format("'{}' is unreadable", path));
    std::vector<std::string> values;
    values.reserve(pointers.size());
    for (char* pointer : pointers) {
        values.emplace_back(pointer != nullptr ? pointer : "");
        if (pointer != nullptr) H5free_memory(pointer);
    }
    return values;
}

template <class T>
std::vector<T> Hdf5Reader::rows(const std::string& path, std::size_t start, std::size_t count) const {
    const Handle set = impl_->dataset(path);
    std::vector<std::size_t> size = impl_->extents(set, path);
    if (size.empty() || start > size[0] || count > size[0] - start)
        throw std::logic_error(fmt::format("rows {} to {} of '{}' do not exist", start, start + count, path));
    size[0] = count;
    std::vector<T> values(product(size));
    if (values.empty()) return values;
    const Handle from(H5Dget_space(set), H5Sclose, "read a size");
    std::vector<hsize_t> first(size.size(), 0);
    first[0] = start;
    const std::vector<hsize_t> part = as_hsize(size);
    demand(H5Sselect_hyperslab(from, H5S_SELECT_SET, first.data(), nullptr, part.data(), nullptr), "select rows");
    const Handle into(H5Screate_simple(static_cast<int>(part.size()), part.data(), nullptr), H5Sclose, "size rows");
    if (H5Dread(set, native_type<T>(), into, from, H5P_DEFAULT, values.data()) < 0)
        impl_->wrong(fmt::format("'{}' is unreadable", path));
    return values;
}

#define SENDSCAPE_HDF5_TYPE(T)                                                                                 \
    template void Hdf5Writer::data<T>(const std::string&, std::span<const T>, const std::vector<std::size_t>&, \
                                      const std::vector<std::string>&, std::optional<T>);                      \
    template void Hdf5Writer::attribute_values<T>(const std::string&, const std::string&, std::span<const T>); \
    template std::vector<T> Hdf5Reader::data<T>(const std::string&) const;                                     \
    template std::vector<T> Hdf5Reader::rows<T>(const std::string&, std::size_t, std::size_t) const;
SENDSCAPE_HDF5_TYPE(double)
SENDSCAPE_HDF5_TYPE(float)
SENDSCAPE_HDF5_TYPE(std::int8_t)
SENDSCAPE_HDF5_TYPE(std::uint8_t)
SENDSCAPE_HDF5_TYPE(std::int16_t)
SENDSCAPE_HDF5_TYPE(std::uint16_t)
SENDSCAPE_HDF5_TYPE(std::int32_t)
SENDSCAPE_HDF5_TYPE(std::uint32_t)
SENDSCAPE_HDF5_TYPE(std::int64_t)
SENDSCAPE_HDF5_TYPE(std::uint64_t)
#undef SENDSCAPE_HDF5_TYPE

}  // namespace sendscape
