// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "visualiser/lever_panel.h"
#include "visualiser/live_run.h"
#include "visualiser/stage.h"
#include "visualiser/story.h"

namespace sendscape {

/// What comes onto the stage beside a finished film. None of it is owned; null where there is none.
struct Guests {
    LiveRun* live = nullptr;       ///< simulates while the window shows
    LeverPanel* levers = nullptr;  ///< of the live run
    StoryPlayer* story = nullptr;
    OtherFutures* futures = nullptr;           ///< lived beside the run on show
    std::optional<std::filesystem::path> map;  ///< given on the command line: of the scenarios that are saved
    std::string child;                         ///< to be shown once a live run has a film; empty: nobody
    bool kiosk = false;                        ///< unattended: no key but Esc and F
    bool names = false;                        ///< real schools are named
    /// The film of a run file; throws InputError or MachineError. Null: no other run can be opened.
    std::function<std::shared_ptr<const Film>(const std::filesystem::path&)> load = {};
};

/// What a shot of a talk shows beside time and place: B is the run with its lever, else `other`, or nobody.
void show_shot(Stage& stage, const Shot& shot, const std::vector<LeverAnswer>& answers,
               const std::shared_ptr<const Film>& other);

/// One window's worth of behaviour without the window: takes events and passing time, so that tests drive it.
class Show {
  public:
    Show(Stage& stage, const Guests& guests);
    ~Show() { stage_.set_overlay({}); }  ///< the panel of levers is drawn by it
    Show(const Show&) = delete;
    Show& operator=(const Show&) = delete;

    /// Levers, then the story's keys, then the stage.
    Wish handle(const sf::Event& event);
    /// Fetches films, plays the story, lets time pass.
    void advance(float seconds);
    /// What a wish to quit becomes: out of full screen first; then the key asks, and asked again it quits.
    Wish leave(bool full_screen);
    /// Another run in the place of what is on show, live or not: its guests leave. What is wrong with it is told.
    void open(const std::filesystem::path& path);
    /// A sentence on the stage for some seconds.
    void notice(std::string words);
    /// Pictures a second worth drawing when one costs so much. Where the processor draws and simulates at once, drawing
    /// takes no more than half of one core, down to 12 pictures a second: a future soon is worth more than smoothness.
    [[nodiscard]] float pace(float frame_seconds) const;
    /// What is simulated is on show, or nothing is simulated.
    [[nodiscard]] bool up_to_date() const;

  private:
    [[nodiscard]] bool typing() { return stage_.view().searching || stage_.view().opening; }
    void fetch();
    void fetch_futures();
    void tell_answer(bool finished);
    void note_without(const std::shared_ptr<const Film>& film);
    /// The run without levers as of so many replicates, where it was seen so; else the last.
    [[nodiscard]] std::shared_ptr<const Film> without_of(int replicates) const;
    [[nodiscard]] bool known_already(const Film& film) const;
    bool compare_key(const sf::Event::KeyEvent& key);

    Stage& stage_;
    Guests guests_;
    std::shared_ptr<const Film> other_;  ///< B before any lever of a talk
    std::vector<LeverAnswer> answers_;
    std::shared_ptr<const Film> unpulled_;  ///< the last film without a lever: what their answer is held against
    std::vector<std::shared_ptr<const Film>> without_;  ///< whole ones without a lever, of fewer and of more runs
    std::shared_ptr<const Film> before_;                ///< the film on show when the last lever was pulled
    bool resume_ = false;                               ///< playing stopped only because the film ended too early
    bool growing_ = false;
    float notice_left_ = 0, quit_asked_left_ = 0, hint_left_ = 0;
    std::string notice_;
};

/// Opens a window on the stage and lives in it until it is closed. Pictures (key S) go to the current folder. Throws
/// what ended a live run before its first picture.
void open_window(Stage& stage, unsigned width, unsigned height, const Guests& guests = {});

}  // namespace sendscape
