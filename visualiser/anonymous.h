// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "visualiser/film.h"

namespace sendscape {

/// The words with every school's name in them replaced by its anonymous one.
std::string without_names(std::string_view words, const Film& film);

/// The film with no school's name left in it: what is drawn of it cannot give one away.
std::shared_ptr<const Film> without_names(const Film& film);

}  // namespace sendscape
