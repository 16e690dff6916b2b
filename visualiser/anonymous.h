// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "visualiser/film.h"

namespace sendscape {

/// What a school is called where names are hidden: its row of the film, the same in every frame.
std::string anonymous_name(std::size_t school);

/// The words with every school's name in them replaced by its anonymous one.
std::string without_names(std::string_view words, const Film& film);

/// The film with no school's name left in it: what is drawn of it cannot give one away.
std::shared_ptr<const Film> without_names(const Film& film);

}  // namespace sendscape
