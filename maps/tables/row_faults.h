// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sendscape {

/// Faults of a table's rows, collected so that all are told at once: the first twenty in words, the rest as a number.
class RowFaults {
  public:
    /// `sentence` begins with the place: "FILE, line N: what was read and what is needed".
    void add(std::string sentence);
    void append(const RowFaults& later);
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// Whether the next one would be told in words: what is dear to find out for it is wanted only then.
    [[nodiscard]] bool in_words() const { return told_.size() < most_told; }
    /// One a line, each after `indent`.
    [[nodiscard]] std::string list(const std::string& indent = {}) const;

  private:
    static constexpr std::size_t most_told = 20;
    std::vector<std::string> told_;
    std::int64_t count_ = 0;
};

}  // namespace sendscape
