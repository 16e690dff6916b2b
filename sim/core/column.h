// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace sendscape {

/// One property of every agent of a kind, indexed by the agent's own id type. Rows are only ever appended.
template <class IdType, class T>
class Column {
  public:
    Column() = default;
    explicit Column(std::size_t rows, T value = T{}) : values_(rows, value) {}

    T& operator[](IdType id) { return values_[id.value]; }
    const T& operator[](IdType id) const { return values_[id.value]; }

    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    void push_back(T value) { values_.push_back(value); }
    void resize(std::size_t rows, T value = T{}) { values_.resize(rows, value); }
    void assign(std::size_t rows, T value) { values_.assign(rows, value); }
    void fill(T value) { values_.assign(values_.size(), value); }
    T* data() { return values_.data(); }
    const T* data() const { return values_.data(); }
    std::vector<T>& values() { return values_; }
    const std::vector<T>& values() const { return values_; }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }

  private:
    std::vector<T> values_;
};

}  // namespace sendscape
