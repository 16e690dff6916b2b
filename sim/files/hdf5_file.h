// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/core/parallel.h"

namespace sendscape {

/// A thin wrapper of what we need of HDF5, written to the netCDF-4 conventions: files are built in memory (core driver,
/// no backing store, object times off, creation order tracked) and end as bytes for write_sealed. All errors throw
/// MachineError or InputError. Equal content gives equal bytes.
class Hdf5Writer {
  public:
    /// `parallel`, which must live longer, compresses large datasets on its threads; null: on this one.
    explicit Hdf5Writer(const Parallel* parallel = nullptr);
    ~Hdf5Writer();
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    void group(const std::string& path);
    void attribute(const std::string& object, const std::string& name, std::string_view text);  ///< fixed-length UTF-8
    void attribute(const std::string& object, const std::string& name, double value);
    void attribute(const std::string& object, const std::string& name, std::int64_t value);
    /// A list of numbers of the given type (netCDF's _FillValue, say, must have its variable's own type).
    template <class T>
    void attribute_values(const std::string& object, const std::string& name, std::span<const T> values);

    /// A dataset with the given extents. `axes` names a coordinate dataset for each extent (made before by `axis*`),
    /// or is empty for plain data. Compressed when of some size. `fill`, if given, becomes the fill value and the
    /// attribute _FillValue. T: double, float and the whole-number types of 8 to 64 bits.
    template <class T>
    void data(const std::string& path, std::span<const T> values, const std::vector<std::size_t>& extents,
              const std::vector<std::string>& axes = {}, std::optional<std::type_identity_t<T>> fill = std::nullopt);
    /// Variable-length UTF-8 strings (fixed-length string datasets crash netCDF 4.9).
    void strings(const std::string& path, const std::vector<std::string>& values,
                 const std::vector<std::string>& axes = {});

    /// Coordinate datasets (dimension scales).
    void axis(const std::string& path, const std::vector<std::string>& labels);
    void axis(const std::string& path, std::span<const std::int32_t> values, bool unlimited = false);

    /// Closes the file and hands over its bytes.
    std::vector<std::uint8_t> finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads an HDF5 image held in memory (already digest-checked) in a process of its own: a digest finds damage, not a
/// forger, and the library crashes on some files that say what no file should. Whatever it does there, here it is an
/// InputError (decision 15).
class Hdf5Reader {
  public:
    Hdf5Reader(std::vector<std::uint8_t> bytes, std::string what);  ///< what: file name for messages
    ~Hdf5Reader();
    Hdf5Reader(const Hdf5Reader&) = delete;
    Hdf5Reader& operator=(const Hdf5Reader&) = delete;

    [[nodiscard]] bool has(const std::string& path) const;
    [[nodiscard]] bool has_attribute(const std::string& object, const std::string& name) const;
    /// One line, as strings() gives them.
    [[nodiscard]] std::string text_attribute(const std::string& object, const std::string& name) const;
    [[nodiscard]] double number_attribute(const std::string& object, const std::string& name) const;
    /// No more values than the file's bytes can unpack to.
    [[nodiscard]] std::vector<std::size_t> extents(const std::string& path) const;
    template <class T>
    [[nodiscard]] std::vector<T> data(const std::string& path) const;  ///< converted to T by HDF5
    /// Each one line without control characters (sim/core/plain_text.h).
    [[nodiscard]] std::vector<std::string> strings(const std::string& path) const;
    /// The one text of a dataset, of any lines.
    [[nodiscard]] std::string text(const std::string& path) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sendscape
