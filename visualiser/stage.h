// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "visualiser/layers/country.h"
#include "visualiser/layers/layers.h"
#include "visualiser/morph.h"
#include "visualiser/near_schools.h"
#include "visualiser/panels/panels.h"
#include "visualiser/territory.h"

namespace sendscape {

/// What the input asks for that the stage cannot do itself.
enum class Wish : std::uint8_t { none, quit, picture, video, full_screen, lever, scenario, open };

/// What is drawn in Boxes::dock, with what belongs to it on the map. Null: nothing of the kind.
struct Overlay {
    std::function<sf::FloatRect(Scene&)> draw = {};    ///< returns the room it takes
    std::function<void(Scene&)> beneath_schools = {};  ///< on the map, over its ground
    std::function<void(Scene&)> beneath_words = {};    ///< over schools and children
    std::function<bool()> changes = {};                ///< whether what is on show is another future than the run's
    std::function<Phrase(const Scene&)> finding = {};  ///< the title of the view; empty: what the layers find
};

/// The whole frame: film, camera, layers, panels; input in, pictures out. It holds no window, so that a picture taken
/// without one is the same as on screen.
class Stage {
  public:
    explicit Stage(const Typeface& typeface);
    ~Stage();

    /// Shows a film; time and selection stay where they are when `keep`.
    void show(std::shared_ptr<const Film> film, bool keep = false);
    void compare_with(std::shared_ptr<const Film> other);  ///< B beside A; null for one map
    /// Ghost lines of a future that is simulated anew from the month on show.
    void remember_past(std::shared_ptr<const Film> past);
    void hold_past(std::shared_ptr<const Film> past) { past_ = std::move(past); }  ///< other lines, the same future
    /// What levers change: B where it is held against the run without them, else the run on show. With names.
    [[nodiscard]] std::shared_ptr<const Film> shared_future() const { return held_ ? true_other_ : true_film_; }
    /// Shows what levers have made of the future, one map turning into the other; time, selection and what it is held
    /// against stay.
    void show_future(std::shared_ptr<const Film> film);
    /// A beside B of what is pulled: the run without levers as A, the future on show as B. Null: the future alone.
    void hold_against(std::shared_ptr<const Film> without);
    [[nodiscard]] bool holds() const { return held_; }
    void resize(unsigned width, unsigned height);
    /// The panel of levers, on show while View::levers is on.
    void set_overlay(Overlay overlay) { overlay_ = std::move(overlay); }

    /// Lets `seconds` pass: plays, eases the camera, moves the clock of glows and tremors.
    void advance(float seconds);
    /// Builds and draws one frame.
    void draw(sf::RenderTarget& target);
    /// Keys and mouse; every function has a key.
    Wish handle(const sf::Event& event);
    /// Another run in the place of all that is on show; layers, theme and what is typed stay.
    void show_another(std::shared_ptr<const Film> film);
    /// Why the last key did nothing, told once; empty where it did something.
    [[nodiscard]] std::string take_reason() { return std::exchange(reason_, {}); }

    [[nodiscard]] View& view() { return view_; }
    [[nodiscard]] Camera& camera() { return camera_; }
    [[nodiscard]] const Film& film() const { return *film_; }
    [[nodiscard]] std::shared_ptr<const Film> shared_film() const { return film_; }  ///< null before the first
    [[nodiscard]] std::shared_ptr<const Film> shared_true_film() const { return true_film_; }  ///< with names
    [[nodiscard]] std::shared_ptr<const Film> shared_other() const { return true_other_; }     ///< B; null for one map
    [[nodiscard]] const Boxes& boxes() const { return boxes_; }
    void show_differences(bool on);  ///< one map of B against A, where two runs are shown
    [[nodiscard]] bool differences() const { return differences_; }
    /// Where the school of an entry is drawn; none: it is not on the map.
    [[nodiscard]] std::optional<sf::Vector2f> pixel_of(const ProvisionChange& change);
    void go_to(Month month);
    void select(std::uint32_t school);
    void select_child(std::uint32_t row);
    /// The map goes where the child on show is, near by; or stays. False if there is no child.
    bool follow(bool on);
    /// The child the words name: "eventful", "child 4711", or its number where no school has it for URN; none.
    [[nodiscard]] std::optional<std::uint32_t> child_named(std::string_view words) const;
    /// When the other lives of a child leave the run (branch_of): of the one on show, else of the talk's; none without.
    [[nodiscard]] std::optional<Month> child_branches();
    /// The child to whom most happens; none of a film without children.
    [[nodiscard]] std::optional<std::uint32_t> eventful() const;
    /// School whose name or URN the words fit best; none.
    [[nodiscard]] std::optional<std::uint32_t> find(const std::string& words) const;
    /// Up to `most` schools: those of that URN or whose name begins with the words, then those that have them in it.
    [[nodiscard]] std::vector<std::uint32_t> matches(const std::string& words, std::size_t most) const;
    /// Records every word drawn from now on, and every panel; null: no longer.
    void record(std::vector<DrawnWords>* words, std::vector<sf::FloatRect>* panels = nullptr) {
        canvas_.record(words, panels);
    }

    [[nodiscard]] const LabelSpace& labels() const { return labels_; }              ///< of the last frame, A's map
    [[nodiscard]] const LabelSpace& other_labels() const { return other_labels_; }  ///< B's, where there are two
    [[nodiscard]] double build_ms() const { return build_ms_; }  ///< of the last frame, processor time
    [[nodiscard]] double draw_ms() const { return draw_ms_; }
    [[nodiscard]] std::size_t vertices() const { return canvas_.vertices(); }

  private:
    [[nodiscard]] bool split() const { return other_ && !differences_; }
    [[nodiscard]] bool docked() const { return view_.levers && overlay_.draw; }
    const Film& film_now();  ///< of A: as it is, on its way to be, or its differences
    void set_other(std::shared_ptr<const Film> other);
    void lay_out();
    void fit_camera(float legend, float column);
    void hide_or_show_names();            ///< films as the view asks for them
    void look_up();                       ///< what is searched for
    [[nodiscard]] bool any_card() const;  ///< of a layer that is on
    void choose_areas();
    void place_cards(Scene& main);
    const std::string& hidden_caption();
    Scene scene_of(sf::RenderTarget& target, const Film& film, const Camera& camera, const Boxes& boxes);
    Phrase words_of_the_map(const Scene& scene, bool children, const Phrase& rest, bool brief) const;
    void tell_of_the_map(Scene& scene, const sf::FloatRect& room, const Phrase& words);
    sf::FloatRect place_at_foot(const Scene& scene, LabelSpace& labels, const Phrase& words, bool must);
    // Steps of a frame.
    void make_blank(const Scene& scene, sf::RenderTexture& ground);
    void paint_ground(Scene& scene, sf::RenderTexture& ground, Camera& painted, GroundValues& values);
    void block_panels(Scene& scene, LabelSpace& labels);
    void draw_schools_and_children(Scene& scene, Dots& dots, LabelSpace& labels);
    void draw_map(Scene& scene, Dots& dots, Country& country, sf::RenderTexture& ground, Camera& painted,
                  GroundValues& values, LabelSpace& labels);
    void draw_other_map(Scene& main, Scene& other);
    void look_at_country(Scene& scene, Country& country);
    void draw_titles(Scene& main, Scene& other);
    void draw_panels(Scene& main);
    void draw_cards(Scene& main);
    // What input does.
    void turn_layer(std::size_t layer);  ///< on or off
    void press(const Scene& scene, sf::Vector2f at);
    void move(const Scene& scene, sf::Vector2f at);
    Wish key(const sf::Event::KeyEvent& key);
    void search_key(const sf::Event::KeyEvent& key);
    void map_key(const sf::Event::KeyEvent& key);
    bool time_key(const sf::Event::KeyEvent& key);
    bool camera_key(const sf::Event::KeyEvent& key);
    Wish open_key(const sf::Event::KeyEvent& key);
    void type(const sf::Event::TextEvent& text);
    bool subject_key(const sf::Event::KeyEvent& key);
    bool look_key(const sf::Event::KeyEvent& key);
    void next_magnet();
    void next_child();
    void show_eventful();
    void toggle_follow();
    void go_with_child();
    void look_at_way(float most, int month);
    [[nodiscard]] std::optional<std::uint32_t> child_in(const Film& film) const;

    Canvas canvas_;
    View view_;
    Camera camera_, other_camera_;
    Boxes boxes_, other_boxes_;
    FunnelPlot funnel_;
    LabelSpace labels_, other_labels_;
    Inspector inspector_;
    Caption caption_;
    std::shared_ptr<const Film> film_, other_, difference_, past_;  ///< as shown, without names if these are hidden
    std::shared_ptr<const Film> true_film_, true_other_;
    bool anonymous_ = false;
    std::string caption_read_, caption_hidden_, looked_up_;
    std::uint64_t looked_in_ = 0;  ///< film (Edition)
    std::unique_ptr<RoadPaths> paths_, other_paths_;
    Dots dots_, other_dots_;
    Country country_, other_country_;
    sf::RenderTexture ground_, other_ground_;
    Camera painted_, other_painted_;
    GroundValues values_, other_values_;
    NearSchools near_, other_near_;
    Land land_;  ///< of A; a second map of a country goes through it each time
    LayerSet painted_layers_;
    const Theme* painted_theme_ = nullptr;
    int painted_month_ = 0;
    std::unique_ptr<Arrangement> arrangement_;
    std::size_t arranged_film_ = 0;   ///< its schools
    float arranged_scale_ = 0;        ///< and the metres a pixel it was made for
    int fresh_from_ = 0, known_ = 0;  ///< months that fade in; those of this future that were there before
    float fresh_since_ = -1e9f;       ///< view_.seconds when they came
    bool laid_out_clean_ = false, laid_out_cards_ = false, laid_out_docked_ = false, fitted_ = false;
    float laid_out_scale_ = 1;
    bool repaint_ = true;
    bool differences_ = false, held_ = false;
    std::vector<std::uint8_t> areas_named_;                    ///< of two maps, by area: 1 where both name it
    std::pair<std::uint64_t, std::uint64_t> chosen_of_{0, 0};  ///< the films they were chosen for
    std::unique_ptr<Morph> morph_;                             ///< while a future turns into the one on show
    float morph_since_ = 0;                                    ///< view_.seconds when it began
    unsigned width_ = 1920, height_ = 1080;
    std::optional<sf::Vector2f> dragging_;  ///< where the pointer was last
    bool scrubbing_ = false;
    float followed_zoom_ = 0;  ///< that follow() chose; another since: the viewer did
    std::string reason_;
    bool typed_key_ = false;           ///< the letter of the key that asked for a path is still to come
    std::uint64_t branches_film_ = 0;  ///< of the child whose branch is known, and its row
    std::uint32_t branches_row_ = 0;
    std::optional<Month> branches_;
    double build_ms_ = 0, draw_ms_ = 0;
    Overlay overlay_;
};

}  // namespace sendscape
