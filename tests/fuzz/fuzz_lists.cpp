// SPDX-License-Identifier: MIT
// An authority's own lists of schools and applications, a line "====" between them: choices that fit or one InputError.
#include <algorithm>
#include <string_view>

#include "sim/commands/admission_lists.h"
#include "sim/core/error.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sendscape;
    const std::string_view text(reinterpret_cast<const char*>(data), size), line = "====\n";
    const std::size_t at = std::min(text.find(line), size);
    const std::size_t rest = std::min(at + line.size(), size);
    const auto schools = scratch_file(data, at, ".schools.csv");
    const auto applications = scratch_file(data + rest, size - rest, ".applications.csv");
    for (const bool skip : {false, true}) {
        try {
            const AdmissionLists lists = read_admission_lists({.schools = schools, .applications = applications}, skip);
            for (const ListedChoice& choice : lists.choices)
                if (choice.applicant >= lists.applicants.size() || choice.school >= lists.schools.size())
                    __builtin_trap();
        } catch (const InputError&) {
        }
    }
    return 0;
}
