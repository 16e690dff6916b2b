// SPDX-License-Identifier: MIT
// Finding schools by their names.
#include <algorithm>

#include "visualiser/stage.h"

namespace sendscape {
namespace {

std::string lower(std::string_view text) {
    std::string out;
    for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

}  // namespace

void Stage::look_up() {
    boxes_.search = {};
    if (view_.opening) boxes_.search = path_box(boxes_, canvas_.unit(), view_.paths.size());
    if (!view_.searching) return;
    const Film* const shown = differences_ && difference_ ? difference_.get() : film_.get();
    if (looked_up_ != view_.search || looked_in_ != shown->edition.object()) {
        looked_up_ = view_.search, looked_in_ = shown->edition.object();
        // A difference has rows of its own for the children who differ: none of them is chosen.
        view_.found_child = differences_ ? std::nullopt : child_named(view_.search);
        view_.found = matches(view_.search, most_found - (view_.found_child ? 1 : 0));
    }
    boxes_.search = search_box(boxes_, canvas_.unit(), view_.found.size() + (view_.found_child ? 1 : 0));
}

std::vector<std::uint32_t> Stage::matches(const std::string& words, std::size_t most) const {
    const std::string wanted = lower(words);
    std::vector<std::uint32_t> first, then;
    if (wanted.empty() || !film_) return first;
    // Of a difference those that both films have: a lever opens schools behind the others, and takes them back.
    const std::size_t in_both = differences_ && difference_
                                    ? std::min(film_->schools.size(), difference_->schools.size())
                                    : film_->schools.size();
    for (std::uint32_t s = 0; s < in_both; ++s) {
        const std::string name = lower(film_->schools[s].name);
        if (std::to_string(film_->schools[s].urn) == wanted || name.rfind(wanted, 0) == 0)
            first.push_back(s);
        else if (name.find(wanted) != std::string::npos)
            then.push_back(s);
        if (first.size() >= most) break;
    }
    first.insert(first.end(), then.begin(), then.end());
    if (first.size() > most) first.resize(most);
    return first;
}

std::optional<std::uint32_t> Stage::find(const std::string& words) const {
    const auto found = matches(words, 1);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace sendscape
