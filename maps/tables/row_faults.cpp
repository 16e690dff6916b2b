// SPDX-License-Identifier: MIT
#include "maps/tables/row_faults.h"

#include <fmt/format.h>

#include <utility>

namespace sendscape {

void RowFaults::add(std::string sentence) {
    if (in_words()) told_.push_back(std::move(sentence));
    ++count_;
}

void RowFaults::append(const RowFaults& later) {
    for (const std::string& sentence : later.told_)
        if (in_words()) told_.push_back(sentence);
    count_ += later.count_;
}

std::string RowFaults::list(const std::string& indent) const {
    std::string text;
    for (const std::string& sentence : told_) text += (text.empty() ? "" : "\n") + indent + sentence;
    if (const auto more = count_ - static_cast<std::int64_t>(told_.size()); more > 0)
        text += fmt::format("\n{}... and {} more", indent, more);
    return text;
}

}  // namespace sendscape
