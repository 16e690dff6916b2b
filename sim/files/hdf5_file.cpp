// SPDX-License-Identifier: MIT
#include "sim/files/hdf5_file.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <type_traits>

#include "sim/core/error.h"
#include "sim/files/chunk_packing.h"
#include "sim/files/hdf5_file_handle.h"

namespace sendscape {

namespace {

constexpr std::size_t compress_from_values = 1024;  ///< below this a chunk index costs more than deflate saves
constexpr std::size_t chunk_values = std::size_t{1} << 15;

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
    const Parallel* parallel = nullptr;
    std::map<std::string, bool> grows;  ///< by axis that datasets have been given

    Handle open_object(const std::string& path) const {
        return {H5Oopen(file, path.c_str(), H5P_DEFAULT), H5Oclose, fmt::format("open '{}' to describe it", path)};
    }
    Handle open_axis(const std::string& axis, const std::string& path) const {
        return {H5Dopen2(file, axis.c_str(), H5P_DEFAULT), H5Dclose, fmt::format("find axis '{}' of '{}'", axis, path)};
    }

    /// Makes a dataset whose growing axes may grow too, as netCDF has it; compressed when of some size.
    Handle create(const std::string& path, hid_t type, const std::vector<std::size_t>& extents,
                  const std::vector<bool>& growing, hid_t list, bool may_compress) const {
        const std::vector<hsize_t> size = as_hsize(extents);
        std::vector<hsize_t> most = size;
        bool chunked = may_compress && compressed(extents);
        const bool packs = chunked;
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
        if (packs) {
            demand(H5Pset_shuffle(list), "shuffle");
            demand(H5Pset_deflate(list, 1), "deflate");
        }
        return {H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose,
                fmt::format("create '{}'", path)};
    }

    static bool compressed(const std::vector<std::size_t>& extents) { return product(extents) >= compress_from_values; }

    /// Writes the values of a compressed dataset chunk by chunk, some dozens packed at once, each as the library would
    /// pack it. A chunk is a stretch of values in a row: it is whole along the axes behind the one it is cut along, and
    /// one thick along those before. The last along an axis is filled up.
    template <class T>
    void write_packed(hid_t dataset, const std::string& path, std::span<const T> values,
                      const std::vector<std::size_t>& extents, T fill) const {
        constexpr std::size_t at_once = 64;
        const std::vector<hsize_t> chunk = chunk_of(extents);
        std::size_t cut = 0;  // the first axis along which a chunk is more than one thick, or the last
        while (cut + 1 < extents.size() && chunk[cut] == 1) ++cut;
        std::size_t behind = 1;
        for (std::size_t axis = cut + 1; axis < extents.size(); ++axis) behind *= extents[axis];
        const std::size_t thick = chunk[cut], along = (extents[cut] + thick - 1) / thick;
        const std::size_t chunks = values.size() / (extents[cut] * behind) * along;
        std::vector<std::vector<std::uint8_t>> packed(std::min(chunks, at_once));
        for (std::size_t first = 0; first < chunks; first += at_once) {
            const std::size_t count = std::min(at_once, chunks - first);
            parallel->for_each(count, [&](std::size_t i) {
                const std::size_t before = (first + i) / along, from = (first + i) % along * thick;
                const std::size_t begin = (before * extents[cut] + from) * behind;
                const std::size_t length = std::min(thick, extents[cut] - from) * behind;
                std::vector<T> whole;
                std::span<const T> stretch = values.subspan(begin, length);
                if (length < thick * behind) {
                    whole.assign(stretch.begin(), stretch.end());
                    whole.resize(thick * behind, fill);
                    stretch = whole;
                }
                packed[i] = pack_chunk({reinterpret_cast<const std::uint8_t*>(stretch.data()), stretch.size_bytes()},
                                       sizeof(T));
            });
            for (std::size_t i = 0; i < count; ++i) {
                std::vector<hsize_t> offset(extents.size(), 0);
                offset[cut] = (first + i) % along * thick;
                std::size_t before = (first + i) / along;
                for (std::size_t axis = cut; axis-- > 0; before /= extents[axis]) offset[axis] = before % extents[axis];
                demand(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), packed[i].size(), packed[i].data()),
                       fmt::format("write '{}'", path));
            }
        }
    }

    void attach(hid_t dataset, const std::string& path, const std::vector<std::string>& axes) const {
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            if (axes[axis].empty()) continue;
            demand(H5DSattach_scale(dataset, open_axis(axes[axis], path), static_cast<unsigned>(axis)),
                   fmt::format("attach axis '{}' to '{}'", axes[axis], path));
        }
    }

    /// Which of the named axes may grow.
    std::vector<bool> growing(const std::string& path, const std::vector<std::string>& axes) {
        std::vector<bool> found(axes.size(), false);
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            if (axes[axis].empty()) continue;
            const auto [known, first_time] = grows.try_emplace(axes[axis], false);
            if (first_time) {
                const Handle scale = open_axis(axes[axis], path);
                const Handle space(H5Dget_space(scale), H5Sclose, "read an axis");
                hsize_t most = 0;
                if (H5Sget_simple_extent_ndims(space) == 1) H5Sget_simple_extent_dims(space, nullptr, &most);
                known->second = most == H5S_UNLIMITED;
            }
            found[axis] = known->second;
        }
        return found;
    }

    Handle write_strings(const std::string& path, const std::vector<std::string>& values) const {
        const Handle type = text_type(H5T_VARIABLE);
        const Handle list = creation_list();
        Handle dataset = create(path, type, {values.size()}, {}, list, false);
        std::vector<const char*> pointers(values.size());
        std::transform(values.begin(), values.end(), pointers.begin(), [](const std::string& v) { return v.c_str(); });
        if (values.empty()) return dataset;
        // Texts are turned over in a buffer that the library would clear a mebibyte of, however few they are.
        constexpr std::size_t bytes_by_text = 64, least = std::size_t{4} << 10, most = std::size_t{1} << 20;
        const Handle transfer(H5Pcreate(H5P_DATASET_XFER), H5Pclose, "make a property list");
        demand(H5Pset_buffer(transfer, std::clamp(values.size() * bytes_by_text, least, most), nullptr, nullptr),
               "size a buffer");
        demand(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, transfer, pointers.data()), fmt::format("write '{}'", path));
        return dataset;
    }
};

Hdf5Writer::Hdf5Writer(const Parallel* parallel) : impl_(std::make_unique<Impl>()) {
    impl_->parallel = parallel;
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
    const Handle dataset =
        impl_->create(path, file_type<T>(), extents, impl_->growing(path, axes), list, !extents.empty());
    const bool as_stored = std::endian::native == std::endian::little || sizeof(T) == 1;
    if (impl_->parallel && as_stored && !extents.empty() && Impl::compressed(extents))
        impl_->write_packed<T>(dataset, path, values, extents, fill.value_or(T{}));
    else if (!values.empty())
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

#define SENDSCAPE_HDF5_TYPE(T)                                                                                 \
    template void Hdf5Writer::data<T>(const std::string&, std::span<const T>, const std::vector<std::size_t>&, \
                                      const std::vector<std::string>&, std::optional<T>);                      \
    template void Hdf5Writer::attribute_values<T>(const std::string&, const std::string&, std::span<const T>);
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
