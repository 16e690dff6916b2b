// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/output/report_page.h"
#include "sim/studies/errors.h"
#include "sim/studies/scores.h"

namespace sendscape {

/// Everything a page of evidence tells.
struct Evidence {
    int start = 0, years = 0;
    std::uint32_t replicates = 1;
    std::uint64_t seed = 1;
    std::string scenario;
    bool england_told = false;                                  ///< its own years after the start (tell_englands_path)
    std::size_t authorities = 0;                                ///< lived
    std::vector<std::string> given;                             ///< sentences about what was given and what was not
    std::vector<std::pair<std::string, std::string>> left_out;  ///< authority and why
    std::map<std::string, std::string> school_names;            ///< by URN, those that are known
    std::vector<QualityRow> quality;                            ///< what was odd in the tables
    std::vector<Score> scores;
    std::vector<ErrorLine> errors;
    std::vector<ErrorLine> baselines_everywhere;  ///< errors_of_baselines
};

/// A picture of the page.
struct EvidencePicture {
    std::string name;  ///< of its file: "evidence-error.svg"
    std::string caption, svg;
};

/// A section of the page, made once and written as HTML or as Markdown.
struct EvidenceSection {
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<EvidencePicture> pictures;
    std::vector<PageTable> tables;
};

std::vector<EvidenceSection> evidence_sections(const Evidence& evidence);

/// evidence.html: one page with its pictures in it.
std::string evidence_html(const Evidence& evidence, const std::vector<EvidenceSection>& sections);
/// evidence.md: the same, its pictures in files beside it.
std::string evidence_markdown(const Evidence& evidence, const std::vector<EvidenceSection>& sections);

}  // namespace sendscape
