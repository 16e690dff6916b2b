// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sendscape {

/// Values of one measure, moment by moment, in the room of what changes: of a country's children short of a place by
/// area, phase, need and kind most cells are as they were the month before, and most numbers are counts. A moment is
/// kept as the cells that changed or as all of them, in whole numbers of 16 bits or in single precision where nothing
/// is lost by it, whatever is least. What is read back is what was added, bit by bit.
class RecordedValues {
  public:
    explicit RecordedValues(std::size_t cells = 0) : last_(cells, 0.0) {}

    [[nodiscard]] std::size_t cells() const { return last_.size(); }
    [[nodiscard]] std::size_t moments() const { return moments_.size(); }
    /// Adds the next moment: `values` of all cells.
    void add(std::span<const double> values);
    /// Forgets all moments but the first so many.
    void shorten(std::size_t moments);
    /// The same with so many cells: those cut off are forgotten, new ones hold `value` throughout.
    [[nodiscard]] RecordedValues with_cells(std::size_t cells, double value) const;

    /// Calls use(values of all cells) for each moment, in order.
    template <class Use>
    void for_each_moment(Use&& use) const {
        std::vector<double> row(cells(), 0.0);
        for (const Moment& moment : moments_) {
            unpack(moment, row);
            use(std::span<const double>(row));
        }
    }
    /// All moments after one another.
    [[nodiscard]] std::vector<double> all() const;

  private:
    enum class Width : std::uint8_t { small, single, wide };
    /// Where a moment's numbers begin in the lists below, and how many there are.
    struct Moment {
        std::uint64_t first_value = 0, first_cell = 0;
        std::uint32_t values = 0;
        Width width = Width::small;
        bool whole = false;  ///< every cell in order, none named
    };
    void keep(Width width, double value);
    [[nodiscard]] double value(Width width, std::size_t at) const;
    [[nodiscard]] std::size_t kept(Width width) const;
    void unpack(const Moment& moment, std::span<double> row) const;

    std::vector<double> last_;  ///< the last moment
    std::vector<Moment> moments_;
    std::vector<std::uint32_t> cell_;
    std::vector<std::int16_t> small_;
    std::vector<float> single_;
    std::vector<double> wide_;
};

}  // namespace sendscape
