// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/core/error.h"

namespace sendscape {

/// Mistakes in configs are gathered and told together, by file and line.
class ConfigProblems {
  public:
    void add(const std::string& where, int line, const std::string& text);
    /// `where` as changes and openings carry it: "file:line", or what was typed.
    void add(const std::string& where, const std::string& text);
    /// Runs `body`; an InputError of its is added under `where`, which it may name itself. Returns whether all was
    /// well.
    template <class Body>
    bool gather(const std::string& where, Body&& body) {
        try {
            body();
            return true;
        } catch (const InputError& error) {
            add_error(where, error.what());
            return false;
        }
    }

    [[nodiscard]] bool any() const { return !rows_.empty(); }
    /// Throws one InputError of a line for each mistake.
    void throw_if_any();

  private:
    void add_error(const std::string& where, const std::string& text);

    struct Row {
        int file;
        int line;
        std::string text;
    };
    std::vector<std::string> files_;
    std::vector<Row> rows_;
};

}  // namespace sendscape
