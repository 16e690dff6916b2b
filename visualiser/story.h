// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "visualiser/camera.h"
#include "visualiser/film.h"
#include "visualiser/other_futures.h"
#include "visualiser/view.h"

namespace sendscape {

/// A moment of a film that does not know the film's dates: "start+36", "end", or a month of the calendar; "wait" and
/// "placed": when the wait of the child a talk is about begins and ends.
struct StoryTime {
    enum class Anchor : std::uint8_t { start, end, calendar, wait, placed } anchor = Anchor::start;
    int months = 0;  ///< added to the anchor
    Month month;     ///< Anchor::calendar

    /// Row of the film, kept inside it.
    [[nodiscard]] int row(const Film& film) const;
};

/// One picture of a talk: where, when, what is laid over the map, what is said, for how long.
struct Shot {
    StoryTime from;
    std::optional<StoryTime> to;  ///< plays there while it is said
    /// whole, a subject (child, magnet, deflector, special, area), a planning area, a URN; with a child the map goes
    std::string place = "whole";
    float zoom = 1;
    std::vector<Layer> layers;
    std::string caption;  ///< with placeholders such as {plans}
    float seconds = 12;
    bool select = false;       ///< opens the inspector on the school or the child
    bool clean = true;         ///< without funnel and legend
    bool differences = false;  ///< the difference map, when two runs are shown
    std::string lever;         ///< a policy that is pulled: B is then the run with it
};

struct Story {
    std::string title;
    std::vector<Shot> shots;
    [[nodiscard]] float seconds() const;
};

/// Reads a story by path or bare name (configs/stories). Throws InputError: every fault with file, line, what was read
/// and what is allowed.
Story read_story(const std::string& name_or_path);

/// What a shot may be about, whatever is on show: whole, child, magnet, deflector, special, area.
std::vector<std::string> story_subjects();
/// Throws InputError, naming the shot and the nearest place, where one is about a planning area or a school (URN) that
/// is not on show.
void check_places(const Story& story, const std::vector<std::string>& areas, const std::vector<std::uint32_t>& urns);

/// Whom a talk is about, found in the film: the school that is a magnet (a deflector) in most runs, half-way and at the
/// end, of equals the one furthest from expectation; the fullest special school. None if the film has none.
std::optional<std::uint32_t> story_school(const Film& film, std::string_view subject);
/// The planning area short of most specialist places at the end.
std::optional<std::size_t> story_area(const Film& film);

/// What a caption may tell beside the film: the child's other lives, what the shot's lever did. Null: not known.
struct StoryMore {
    const OtherLives* lives = nullptr;
    const LeverAnswer* answer = nullptr;
};

/// The words of a caption in a month of a film. Nothing if it speaks of somebody the film does not have, or of what is
/// not known (yet).
std::optional<std::string> fill_caption(std::string_view words, const Film& film, int month, bool anonymise,
                                        const StoryMore& more = {});
/// Every placeholder there is, without braces.
const std::vector<std::string>& story_placeholders();

/// Plays a story on a view and a camera. Shots about what the film does not have are left out.
class StoryPlayer {
  public:
    explicit StoryPlayer(Story story, bool loop);

    /// Lets time pass: enters shots, moves time, renews the caption. `answers`: what the talk's levers did, as far as
    /// it is known.
    void advance(float seconds, const Film& film, View& view, Camera& camera,
                 const std::vector<LeverAnswer>& answers = {});
    /// Every lever that the talk pulls.
    [[nodiscard]] std::vector<std::string> levers() const;
    void step(int shots);  ///< on or back; held at the ends unless it loops
    void pause() { paused_ = !paused_; }
    void say_again() { captioned_month_ = -1; }  ///< the caption, after other words stood in its place
    [[nodiscard]] bool over() const { return over_; }
    [[nodiscard]] std::size_t shot() const { return shot_; }
    [[nodiscard]] const Shot& now() const { return story_.shots[shot_]; }
    [[nodiscard]] const Story& story() const { return story_; }

  private:
    [[nodiscard]] bool has_subject(const Shot& shot, const Film& film, const View& view,
                                   const std::vector<LeverAnswer>& answers) const;
    void enter(const Film& film, View& view, Camera& camera, const std::vector<LeverAnswer>& answers);

    Story story_;
    bool loop_ = false, paused_ = false, over_ = false, entered_ = false;
    std::size_t shot_ = 0;
    std::optional<std::size_t> told_;  ///< entered last
    int direction_ = 1;
    float elapsed_ = 0;
    int captioned_month_ = -1;
    Edition::Key captioned_film_;
    std::size_t captioned_with_ = 0;  ///< lives and replicates of the answer told of
    bool anonymised_ = false;
};

}  // namespace sendscape
