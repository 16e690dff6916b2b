// SPDX-License-Identifier: MIT
#include "visualiser/anonymous.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/output/school_names.h"

namespace sendscape {
namespace {

/// What happens at a school whose name was all its flag said: "New special school, North" says it, "School 12" does
/// not.
std::string with_what_happens(const std::string& name, ChangeKind kind) {
    if (kind == ChangeKind::school_opens) return name + " opens";
    if (kind == ChangeKind::school_closes) return name + " closes";
    return fmt::format("{}: {}", name, label(kind).words);
}

}  // namespace

std::string without_names(std::string_view words, const Film& film) {
    return NameEraser(film.schools).without_names(words);
}

std::shared_ptr<const Film> without_names(const Film& film) {
    auto hidden = std::make_shared<Film>(film);
    const NameEraser eraser(film.schools);
    hidden->title = eraser.without_names(film.title);
    hidden->scenario = eraser.without_names(film.scenario);
    for (Flag& flag : hidden->flags) {
        const bool bare = std::any_of(film.schools.begin(), film.schools.end(), [&](const School& school) {
            return !school.name.empty() && school.name == flag.label;
        });
        flag.label = eraser.without_names(flag.label);
        if (bare) flag.label = with_what_happens(flag.label, flag.kind);
    }
    for (std::size_t s = 0; s < hidden->schools.size(); ++s) hidden->schools[s].name = unnamed_school(s);
    return hidden;
}

}  // namespace sendscape
