// SPDX-License-Identifier: MIT
#include "sim/core/deep_keys.h"

#include <algorithm>

namespace sendscape {

int line_of_deep_key(std::string_view toml) {
    constexpr int most_parts = 64;
    int line = 1, dots = 0;
    for (std::size_t at = 0; at < toml.size(); ++at) {
        const char c = toml[at];
        if (c == '#') {
            at = std::min(toml.find('\n', at), toml.size()) - 1;  // its line ends as any other
        } else if (c == '"' || c == '\'') {
            // Text, in one quotation mark or three; a backslash hides the next character of the double kind.
            const std::string_view three = c == '"' ? R"(""")" : "'''";
            const std::string_view mark = toml.substr(at, 3) == three ? three : three.substr(0, 1);
            for (at += mark.size(); at < toml.size() && toml.substr(at, mark.size()) != mark; ++at) {
                if (c == '"' && toml[at] == '\\') ++at;
                if (at < toml.size() && toml[at] == '\n') ++line;
            }
            at += mark.size() - 1;
        } else if (c == '.') {
            if (++dots >= most_parts) return line;
        } else if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '[') {
            line += c == '\n' ? 1 : 0;
            dots = 0;
        }
    }
    return 0;
}

}  // namespace sendscape
