// SPDX-License-Identifier: MIT
#include "visualiser/anonymous.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sendscape {
namespace {

using Rows = std::vector<std::size_t>;

/// Rows of schools with a name, the longest name first: 'Wick School' must not leave its end behind in 'Old Wick
/// School'.
Rows longest_first(const Film& film) {
    Rows rows;
    rows.reserve(film.schools.size());
    for (std::size_t s = 0; s < film.schools.size(); ++s)
        if (!film.schools[s].name.empty()) rows.push_back(s);
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return film.schools[a].name.size() > film.schools[b].name.size();
    });
    return rows;
}

std::string replaced(std::string_view words, const Film& film, const Rows& rows) {
    std::string out(words);
    for (const std::size_t s : rows) {
        const std::string& name = film.schools[s].name;
        if (name.size() > out.size()) continue;
        for (std::size_t at = 0; (at = out.find(name, at)) != std::string::npos;) {
            const std::string instead = anonymous_name(s);
            out.replace(at, name.size(), instead);
            at += instead.size();
        }
    }
    return out;
}

/// What happens at a school whose name was all its flag said: "New special school, North" says it, "School 12" does
/// not.
std::string with_what_happens(const std::string& name, ChangeKind kind) {
    if (kind == ChangeKind::school_opens) return name + " opens";
    if (kind == ChangeKind::school_closes) return name + " closes";
    return fmt::format("{}: {}", name, label(kind).words);
}

}  // namespace

std::string anonymous_name(std::size_t school) { return fmt::format("School {}", school + 1); }

std::string without_names(std::string_view words, const Film& film) {
    return replaced(words, film, longest_first(film));
}

std::shared_ptr<const Film> without_names(const Film& film) {
    auto hidden = std::make_shared<Film>(film);
    const Rows rows = longest_first(film);
    hidden->title = replaced(film.title, film, rows);
    hidden->scenario = replaced(film.scenario, film, rows);
    for (Flag& flag : hidden->flags) {
        const bool bare =
            std::any_of(rows.begin(), rows.end(), [&](std::size_t s) { return film.schools[s].name == flag.label; });
        flag.label = replaced(flag.label, film, rows);
        if (bare) flag.label = with_what_happens(flag.label, flag.kind);
    }
    for (std::size_t s = 0; s < hidden->schools.size(); ++s) hidden->schools[s].name = anonymous_name(s);
    return hidden;
}

}  // namespace sendscape
