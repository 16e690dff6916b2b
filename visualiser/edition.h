// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <cstdint>

namespace sendscape {

/// Tells apart what a pointer does not: an object from the one that stood at its address before, and an object from
/// itself before a change in place. A member of what is worked with; a copy is another object. Whoever keeps something
/// worked out of an object keeps the edition it was worked out of, and compares: nobody has to tell it to forget.
class Edition {
  public:
    Edition() : object_(next()) {}
    Edition(const Edition&) : Edition() {}
    Edition& operator=(const Edition&) {
        object_ = next(), changes_ = 0;
        return *this;
    }
    ~Edition() = default;
    /// To be called where the object's numbers change in place.
    void change() { ++changes_; }

    /// Which object, and after how many changes; one that was made of none is no object's.
    struct Key {
        std::uint64_t object = 0, changes = 0;
        bool operator==(const Key&) const = default;
    };
    [[nodiscard]] Key key() const { return {object_, changes_}; }
    /// The same through its changes: for what these do not touch.
    [[nodiscard]] std::uint64_t object() const { return object_; }

  private:
    static std::uint64_t next() {
        static std::atomic<std::uint64_t> last{0};  // films are made on threads of their own
        return ++last;
    }
    std::uint64_t object_, changes_ = 0;
};

}  // namespace sendscape
