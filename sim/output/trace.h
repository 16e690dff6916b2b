// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// Something told of a child in a month of the run.
struct ToldSentence {
    std::size_t month = 0;  ///< index
    std::string words;
    std::string year;  ///< "Year 7"; empty where it has none to tell
};

/// A stretch without the place that is required: months [from, to).
struct ToldWait {
    std::size_t from = 0, to = 0;
};

/// A child's story, sentence by sentence in order of time.
struct ToldChild {
    std::string who;  ///< "Child 4711 (simulated): a girl born in March 2015, living in Port Lyne."
    std::vector<ToldSentence> sentences;
    std::vector<ToldWait> waits;
    int reviews = 0;         ///< of the plan
    bool eventless = false;  ///< nothing is told but how it began

    /// "September 2029", of a sentence of a run that starts in a month.
    static std::string when(const ToldSentence& sentence, Month start);
    /// Months waited before a month of the run began.
    [[nodiscard]] int waited(std::size_t month) const;
    [[nodiscard]] bool waits_in(std::size_t month) const;
};

/// After Year 11 places are found anew each September, and whoever waited since a month waits no more: from when.
Month wait_ends_after_16(const Run& run, const RecordedPupil& child, Month since);

/// Whether a wait goes on although other provision is required from one of a child's events on, which are in order of
/// time: what ends the wait later says how long it was.
bool wait_goes_on(std::span<const RecordedEvent> of_child, std::size_t event);

/// As trace_pupil; schools are called as `schools`, row by row those of the run's map, are.
ToldChild tell_child(const Run& run, std::uint32_t id, std::span<const School> schools);

/// A child's story in sentences, from the event table of replicate 0. Throws InputError if the run kept no events or
/// knows no such child (naming a few it knows).
std::string trace_pupil(const Run& run, std::uint32_t id);

/// A school's years in sentences. Throws InputError for an unknown URN, with the nearest spelling.
std::string trace_school(const Run& run, std::uint32_t urn);

/// The child with the most eventful recorded life: a good first argument for `trace`. Id none_value if there is none.
std::uint32_t eventful_pupil(const Run& run);

}  // namespace sendscape
