// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace sendscape {

/// What became of a run of a sweep. Numbers are those of the result file.
enum class RunStatus : std::uint8_t { done = 0, failed = 1, not_run = 2 };

/// Point and replicate.
using RunNumber = std::pair<std::uint32_t, std::uint32_t>;

/// A run that came to its end, well or not.
struct RunRecord {
    RunNumber run;
    RunStatus status = RunStatus::not_run;
    std::string message;         ///< of one that failed
    std::vector<double> values;  ///< of one that is done (kept_measures.h)
};

/// A record as bytes, as the journal holds it and as ranks send it.
std::vector<std::uint8_t> bytes_of_record(const RunRecord& record);
/// Throws InputError(`misfit`) where the bytes are no record.
RunRecord record_from(const std::vector<std::uint8_t>& bytes, const std::string& misfit);

/// Digest of a run's values: 16 hexadecimal digits.
std::string digest_of_values(const std::vector<double>& values);

/// Runs that a journal holds, another process writing it or not; none where it is of another study, or no journal.
std::vector<RunNumber> runs_in_journal(const std::filesystem::path& path, const std::string& study);

/// The runs of a sweep as they end, one checked record behind another, in a file that is locked while this lives: a
/// sweep that is killed, whenever that is, goes on from it. Records may be added from several threads.
class SweepJournal {
  public:
    /// What to do with a journal that is there.
    enum class Open : unsigned char { anew, go_on };

    /// `study`: lines saying all that runs depend on; a journal of another study is not gone on with. Throws InputError
    /// where the file is no journal, of another study, or another sweep's that is running; MachineError.
    SweepJournal(const std::filesystem::path& path, const std::string& study, Open open);
    ~SweepJournal();
    SweepJournal(const SweepJournal&) = delete;
    SweepJournal& operator=(const SweepJournal&) = delete;

    /// Throws MachineError where the disk is full, say; what was added before stays good.
    void add(const RunRecord& record);
    [[nodiscard]] bool has(RunNumber run) const { return places_.count(run) > 0; }
    [[nodiscard]] std::size_t runs() const { return places_.size(); }
    /// Reads a record back. Throws InputError where the file was changed meanwhile.
    [[nodiscard]] RunRecord read(RunNumber run) const;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// A sentence about an end that was cut off or damaged and was dropped; empty where the journal was whole.
    [[nodiscard]] const std::string& dropped() const { return dropped_; }

  private:
    struct Place {
        std::uint64_t at = 0, size = 0;  ///< of the payload
    };
    void begin(const std::string& study);
    void go_on(const std::string& study);

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t end_ = 0;
    std::map<RunNumber, Place> places_;
    std::string dropped_;
    std::mutex mutex_;
};

}  // namespace sendscape
