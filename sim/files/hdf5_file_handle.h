// SPDX-License-Identifier: MIT
#pragma once
// What writing and reading HDF5 share. For sim/files/hdf5_file*.cpp alone: hdf5.h comes with it.
#include <fmt/format.h>
#include <hdf5.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <type_traits>

#include "sim/core/error.h"

namespace sendscape {

/// HDF5's exit handler crashes after a failed write, and its error stack would print on standard error: both off,
/// before any other call of the library.
inline void prepare_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        H5dont_atexit();
        H5open();
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    });
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // the error stack is one per thread
}

/// A name for a file that exists in memory only. Each is new: the library takes two images of one name for one file.
inline std::string memory_name() {
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

inline void demand(herr_t result, const std::string& what) {
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
inline Handle text_type(std::size_t size) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
    demand(H5Tset_size(type, size), "size a text type");
    demand(H5Tset_cset(type, H5T_CSET_UTF8), "set UTF-8");
    demand(H5Tset_strpad(type, size == H5T_VARIABLE ? H5T_STR_NULLTERM : H5T_STR_NULLPAD), "pad a text type");
    return type;
}

}  // namespace sendscape
