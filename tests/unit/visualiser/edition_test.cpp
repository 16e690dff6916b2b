// SPDX-License-Identifier: MIT
#include "visualiser/edition.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace sendscape::edition_test {
namespace {

struct Thing {
    Edition edition;
    int number = 0;
};

TEST(Edition, ACopyIsAnotherObject) {
    const Thing one{.edition = {}, .number = 1};
    const Thing copy = one;
    EXPECT_NE(one.edition.object(), copy.edition.object());
    Thing taken;
    const auto before = taken.edition.key();
    taken = one;
    EXPECT_NE(taken.edition.key(), before);
    EXPECT_NE(taken.edition.key(), one.edition.key());
    const Thing moved = std::move(taken);
    EXPECT_NE(moved.edition.key(), before);
}

TEST(Edition, AnObjectAtTheAddressOfAnotherIsNotIt) {
    std::optional<Thing> place(std::in_place);
    const Thing* const address = &*place;
    const auto before = place->edition.key();
    place.reset();
    place.emplace();
    EXPECT_EQ(&*place, address);
    EXPECT_NE(place->edition.key(), before);
}

TEST(Edition, AChangeInPlaceIsTheSameObject) {
    Thing one;
    const auto before = one.edition.key();
    one.edition.change();
    EXPECT_NE(one.edition.key(), before);
    EXPECT_EQ(one.edition.object(), before.object);
    EXPECT_NE(one.edition.key(), Edition::Key{});
}

}  // namespace
}  // namespace sendscape::edition_test
