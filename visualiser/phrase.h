// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sendscape {

/// A few words made anew every frame, held on the stack: building a frame allocates nothing.
class Phrase {
  public:
    static constexpr std::size_t most = 184;

    Phrase() = default;
    template <class... Parts>
    explicit Phrase(fmt::format_string<Parts...> pattern, Parts&&... parts) {
        const auto written = fmt::format_to_n(text_.data(), most, pattern, std::forward<Parts>(parts)...);
        size_ = std::min<std::size_t>(written.size, most);
        // Cut at a whole character.
        while (size_ == most && size_ > 0 && (static_cast<unsigned char>(text_[size_ - 1]) & 0x80) != 0) --size_;
    }
    [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }
    operator std::string_view() const { return view(); }  // NOLINT: it is words

  private:
    std::array<char, most> text_;
    std::size_t size_ = 0;
};

}  // namespace sendscape

template <>
struct fmt::formatter<sendscape::Phrase> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const sendscape::Phrase& phrase, Context& context) const {
        return fmt::formatter<std::string_view>::format(phrase.view(), context);
    }
};
