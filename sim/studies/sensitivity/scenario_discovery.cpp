// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/scenario_discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

/// What is allowed of each factor: numbers between two ends, levels by their place.
struct Box {
    std::vector<double> least, most;
    std::vector<std::set<double>> levels;
};

bool by_level(const FactorColumn& factor) { return !factor.in_numbers || factor.switched; }

class Peeling {
  public:
    Peeling(const SweepResult& result, const SweepOutcome& outcome, double threshold, bool above) : result_(result) {
        for (std::size_t p = 0; p < outcome.values.size(); ++p) {
            bool known = !std::isnan(outcome.values[p]);
            for (const FactorColumn& factor : result.factors) known = known && !std::isnan(factor.numbers[p]);
            if (!known) continue;
            points_.push_back(p);
            beyond_.push_back(above ? outcome.values[p] > threshold : outcome.values[p] < threshold);
        }
    }

    Discovery find(double threshold) {
        Box box;
        for (const FactorColumn& factor : result_.factors) {
            box.least.push_back(-without_end);
            box.most.push_back(without_end);
            std::set<double> levels;
            if (by_level(factor))
                for (const std::size_t p : points_) levels.insert(factor.numbers[p]);
            box.levels.push_back(std::move(levels));
        }
        const Box whole = box;
        Box best = box;
        while (auto peeled = peel(box)) {
            box = std::move(*peeled);
            if (worth(box) > worth(best)) best = box;
        }
        for (std::size_t f = 0; f < result_.factors.size(); ++f) {
            for (const bool upper : {false, true}) {
                Box wider = best;
                (upper ? wider.most : wider.least)[f] = (upper ? whole.most : whole.least)[f];
                wider.levels[f] = whole.levels[f];
                if (worth(wider) >= worth(best)) best = wider;
            }
        }
        return told(best, whole, threshold);
    }

  private:
    struct Count {
        std::size_t inside = 0, beyond = 0;
    };

    [[nodiscard]] bool inside(const Box& box, std::size_t i) const {
        for (std::size_t f = 0; f < result_.factors.size(); ++f) {
            const double number = result_.factors[f].numbers[points_[i]];
            if (by_level(result_.factors[f]) ? box.levels[f].count(number) == 0
                                             : number < box.least[f] || number > box.most[f])
                return false;
        }
        return true;
    }
    [[nodiscard]] Count count(const Box& box) const {
        Count found;
        for (std::size_t i = 0; i < points_.size(); ++i)
            if (inside(box, i)) {
                ++found.inside;
                found.beyond += beyond_[i] ? 1 : 0;
            }
        return found;
    }
    /// Harmonic mean of density and coverage.
    [[nodiscard]] double worth(const Box& box) const {
        const Count found = count(box);
        const auto all = static_cast<double>(std::count(beyond_.begin(), beyond_.end(), true));
        const double both = static_cast<double>(found.inside) + all;
        return both > 0 ? 2 * static_cast<double>(found.beyond) / both : 0;
    }

    /// The box less the slice whose loss leaves the largest share beyond; nothing where too few would be left or no
    /// slice can go.
    [[nodiscard]] std::optional<Box> peel(const Box& box) const {
        std::optional<Box> best;
        double density = -1;
        const Count now = count(box);
        const auto consider = [&](Box candidate) {
            const Count left = count(candidate);
            if (left.inside < least_inside || left.inside == now.inside) return;
            const double share = static_cast<double>(left.beyond) / static_cast<double>(left.inside);
            if (share > density) density = share, best = std::move(candidate);
        };
        for (std::size_t f = 0; f < result_.factors.size(); ++f) {
            const FactorColumn& factor = result_.factors[f];
            if (by_level(factor)) {
                for (const double level : box.levels[f]) {
                    Box candidate = box;
                    candidate.levels[f].erase(level);
                    consider(std::move(candidate));
                }
                continue;
            }
            std::vector<double> numbers;
            for (std::size_t i = 0; i < points_.size(); ++i)
                if (inside(box, i)) numbers.push_back(factor.numbers[points_[i]]);
            std::sort(numbers.begin(), numbers.end());
            const auto slice = std::max<std::size_t>(
                1, static_cast<std::size_t>(peeled_at_once * static_cast<double>(numbers.size())));
            if (numbers.size() <= slice) continue;
            // The end lies at the first value kept; all equal to the last one peeled go too.
            const auto kept_above = std::upper_bound(numbers.begin(), numbers.end(), numbers[slice - 1]);
            if (kept_above != numbers.end()) {
                Box candidate = box;
                candidate.least[f] = *kept_above;
                consider(std::move(candidate));
            }
            const auto kept_below = std::lower_bound(numbers.begin(), numbers.end(), numbers[numbers.size() - slice]);
            if (kept_below != numbers.begin()) {
                Box candidate = box;
                candidate.most[f] = *std::prev(kept_below);
                consider(std::move(candidate));
            }
        }
        return best;
    }

    [[nodiscard]] Discovery told(const Box& box, const Box& whole, double threshold) const {
        Discovery found;
        found.threshold = threshold;
        found.points = points_.size();
        found.beyond = static_cast<std::size_t>(std::count(beyond_.begin(), beyond_.end(), true));
        const Count counted = count(box);
        found.inside = counted.inside;
        found.inside_beyond = counted.beyond;
        for (std::size_t f = 0; f < result_.factors.size(); ++f) {
            const FactorColumn& factor = result_.factors[f];
            Restriction one{f, box.least[f], box.most[f], {}};
            if (by_level(factor)) {
                if (box.levels[f] == whole.levels[f]) continue;
                for (const double level : box.levels[f])
                    one.allowed.push_back(factor.switched ? (level != 0 ? "on" : "off")
                                                          : factor.levels[static_cast<std::size_t>(level)]);
            } else if (box.least[f] == -without_end && box.most[f] == without_end) {
                continue;
            }
            found.box.push_back(std::move(one));
        }
        return found;
    }

    const SweepResult& result_;
    std::vector<std::size_t> points_;
    std::vector<bool> beyond_;
};

}  // namespace

double Discovery::density() const { return share_of(static_cast<double>(inside_beyond), static_cast<double>(inside)); }
double Discovery::coverage() const { return share_of(static_cast<double>(inside_beyond), static_cast<double>(beyond)); }

Discovery discover(const SweepResult& result, const SweepOutcome& outcome, double threshold, bool above) {
    return Peeling(result, outcome, threshold, above).find(threshold);
}

std::string box_words(const SweepResult& result, const Discovery& found) {
    if (found.box.empty()) return "anywhere";
    std::string text;
    for (const Restriction& one : found.box) {
        const FactorColumn& factor = result.factors[one.factor];
        std::string words;
        if (!one.allowed.empty()) {
            for (std::size_t i = 0; i < one.allowed.size(); ++i)
                words += (i == 0 ? "is " : i + 1 == one.allowed.size() ? " or " : ", ") + one.allowed[i];
        } else {
            // An end that only the factor's own last value reaches is that value.
            double least = std::numeric_limits<double>::infinity(), most = -least;
            for (const double number : factor.numbers)
                if (!std::isnan(number)) least = std::min(least, number), most = std::max(most, number);
            const double from = std::max(one.least, least), to = std::min(one.most, most);
            words = from == to              ? fmt::format("is {:.3g}", from)
                    : std::isinf(one.most)  ? fmt::format("is {:.3g} or more", from)
                    : std::isinf(one.least) ? fmt::format("is {:.3g} or less", to)
                                            : fmt::format("lies from {:.3g} to {:.3g}", from, to);
        }
        text += fmt::format("{}{} {}", text.empty() ? "" : " and ", factor.name, words);
    }
    return text;
}

}  // namespace sendscape
