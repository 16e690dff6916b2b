// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/core/error.h"

namespace sendscape {

/// Takes values and lists of plain types as bytes of this kind of machine, one after another.
class ByteSink {
  public:
    virtual ~ByteSink() = default;
    template <class T>
    void value(const T& v) {
        static_assert(std::is_trivially_copyable_v<T>);
        append(&v, sizeof(T), sizeof(T));
    }
    /// The size of an element, their number, then the elements.
    template <class T>
    void list(std::span<const T> values) {
        static_assert(std::is_trivially_copyable_v<T>);
        value(static_cast<std::uint64_t>(sizeof(T)));
        value(static_cast<std::uint64_t>(values.size()));
        append(values.data(), values.size_bytes(), sizeof(T));
    }
    template <class T>
    void list(const std::vector<T>& values) {
        list(std::span<const T>(values));
    }
    /// Its length, then its bytes.
    void text(std::string_view words) {
        value(static_cast<std::uint64_t>(words.size()));
        append(words.data(), words.size(), 1);
    }
    /// Bytes that another sink took.
    void bytes(std::span<const std::uint8_t> taken) { append(taken.data(), taken.size(), 1); }

  protected:
    ByteSink() = default;
    ByteSink(const ByteSink&) = default;
    ByteSink& operator=(const ByteSink&) = default;

  private:
    /// `size` bytes in elements of `element` bytes each.
    virtual void append(const void* data, std::size_t size, std::size_t element) = 0;
};

/// Keeps them in memory.
class ByteWriter final : public ByteSink {
  public:
    std::vector<std::uint8_t> take() { return std::move(bytes_); }
    /// Room for so many bytes at once: a large world would be copied again and again as they grow.
    void reserve(std::size_t bytes) { bytes_.reserve(bytes); }

  private:
    void append(const void* data, std::size_t size, std::size_t) override {
        const auto* const first = static_cast<const std::uint8_t*>(data);
        if (size != 0) bytes_.insert(bytes_.end(), first, first + size);
    }
    std::vector<std::uint8_t> bytes_;
};

/// Reads what a ByteSink took, in its order. Throws InputError(`misfit`) where the bytes end too soon or a list is
/// of elements of another size.
class ByteReader {
  public:
    ByteReader(const std::vector<std::uint8_t>& bytes, std::string misfit)
        : bytes_(bytes), misfit_(std::move(misfit)) {}
    template <class T>
    T value() {
        static_assert(std::is_trivially_copyable_v<T>);
        T v{};
        take(&v, sizeof(T));
        return v;
    }
    template <class T>
    void list(std::vector<T>& values) {
        const auto size = value<std::uint64_t>();
        const auto count = value<std::uint64_t>();
        if (size != sizeof(T) || count > (bytes_.size() - at_) / sizeof(T)) fail();
        values.resize(count);
        take(values.data(), count * sizeof(T));
    }
    std::string text() {
        const auto size = value<std::uint64_t>();
        if (size > bytes_.size() - at_) fail();
        std::string words(size, '\0');
        take(words.data(), size);
        return words;
    }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    [[noreturn]] void fail() const { throw InputError(misfit_); }

  private:
    void take(void* to, std::size_t size) {
        if (size > bytes_.size() - at_) fail();
        if (size > 0) std::memcpy(to, bytes_.data() + at_, size);
        at_ += size;
    }
    const std::vector<std::uint8_t>& bytes_;
    std::string misfit_;
    std::size_t at_ = 0;
};

}  // namespace sendscape
