// SPDX-License-Identifier: Apache-2.0
// A movement told from the change: whom each changed step moves, by what that step reads and nothing else; and what those people
// have raised besides. Refuses to claim what the diagram does not confirm: "everybody" is checked over all patterns, and whoever
// moves and is in no sentence is counted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diff/changed_steps.hpp>
#include <triage/review/diff/sentences.hpp>
#include <triage/review/diff/who.hpp>

namespace triage::diff_detail {

class MovementWords {
public:
    MovementWords(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after,
                  const std::vector<LocatedChange>& written)
        : diagram_(diagram),
          after_(after),
          writer_(diagram, space, after.compiled(), before.compiled(), 0),
          steps_(diagram, before, after, written) {}

    /// Takes in what changed in a pathway that brings something else to `moved`.
    void pathway(const std::string& id, const Function& moved) {
        for (StepChange& c : steps_.of(id))
            if (!diagram_.empty(c.differs & moved)) changes_.push_back(std::move(c));
    }

    /// The findings that the changes read.
    [[nodiscard]] std::set<std::string> concerned() const {
        std::set<std::string> out;
        for (const StepChange& c : changes_) out.insert(c.reads.begin(), c.reads.end());
        return out;
    }

    /// Says whom the changes move within a movement. `decided`: for whom each pathway that moved decides it, in the set.
    /// `of(fits)`: how many of a set have nothing graver than the milder of its two dispositions, but for what the change brings:
    /// by the old rules in a graver move, by the new ones in a milder one. Everybody who moves has not. The patterns of the first
    /// sentence, for an example.
    template <class Of>
    [[nodiscard]] Function tell(const Function& set, Of&& of, const std::map<std::string, Function>& decided,
                                DispositionMove& out) const {
        std::vector<Told> groups;
        for (const StepChange& c : changes_) {
            const auto by = decided.find(c.pathway);
            if (by == decided.end()) continue;
            Function here = by->second & c.differs;
            if (diagram_.empty(here)) continue;
            const auto same = std::find_if(groups.begin(), groups.end(), [&](const Told& g) {
                return g.first->stated == c.stated && g.first->reads == c.reads && g.first->all == c.all;
            });
            if (same == groups.end()) {
                groups.push_back({&c, {c.where}, std::move(here), c.come, c.differs});
                continue;
            }
            add_once(same->where, c.where);
            same->here |= here;
            same->come |= c.come;
            same->differs |= c.differs;
            same->single = false;
        }
        const Movement<Of> whole{set, of, out.patterns};
        Function rest = set, first = set;
        std::vector<std::pair<ChangeSentence, Function>> told;
        for (const Told& g : groups)
            if (auto one = sentence(g, whole)) told.push_back(std::move(*one));
        std::stable_sort(told.begin(), told.end(),
                         [](const auto& a, const auto& b) { return b.first.patterns < a.first.patterns; });
        for (auto& [one, here] : told) {
            if (out.changes.empty()) first = here;
            rest -= here;
            out.changes.push_back(std::move(one));
        }
        out.unexplained = rest == set ? out.patterns : diagram_.count(rest);
        return first;
    }

    /// What else those of a set have raised, by pathway, `apart` from some: first what the answers that the changes read bring
    /// there too. `counted_all`: false where the others are left out, because counting them would take as long as the comparison.
    [[nodiscard]] std::vector<AlsoRaised> also_raised(const Function& set, const std::set<std::string>& apart,
                                                      bool& counted_all) const {
        constexpr std::size_t most_nodes = 150'000;
        counted_all = diagram_.size(set) <= most_nodes;
        struct Found {
            AlsoRaised one;
            bool related;
        };
        std::vector<Found> found;
        const std::set<std::string> concerned = this->concerned();
        const PatternSpace& space = writer_.space();
        const std::vector<Pathway>& pathways = after_.document().pathways;
        for (PathwayId p{0}; p < pathways.size(); ++p) {
            const Function& raised = after_.decision().pathways()[p].raised;
            const Function& lead = after_.leads()[p];
            if (apart.count(pathways[p].id.value) != 0) continue;
            Function without = lead;
            for (const std::string& f : concerned)
                if (const std::uint32_t l = space.level_of(f); l != npos)
                    without = diagram_.cofactor(without, l, space.levels()[l].unknown_cell());
            if (without == lead && !counted_all) continue;
            const Function here = set & raised;
            if (diagram_.empty(here)) continue;
            const Function by_these =
                diagram_.combine(lead, without, [](std::uint32_t x, std::uint32_t y) { return x != y ? 1U : 0U; });
            found.push_back(
                {{pathways[p].id.value, pathways[p].title.value, diagram_.count(here)}, !diagram_.disjoint(here, by_these)});
        }
        std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
            return a.related == b.related ? b.one.patterns < a.one.patterns : a.related;
        });
        std::vector<AlsoRaised> out;
        for (Found& f : found) out.push_back(std::move(f.one));
        return out;
    }

private:
    // Changes that concern the same findings are one sentence.
    struct Told {
        const StepChange* first;
        std::vector<std::string> where;
        Function here, come, differs;
        bool single = true;
    };
    struct Whom {
        std::string who;
        std::vector<std::vector<Literal>> any_of;
        Function fits;
    };

    template <class Of>
    struct Movement {
        const Function& set;
        Of& of;
        const BigCount& patterns;
    };
    using Said = std::pair<ChangeSentence, Function>;

    // By the findings of the change, if it moves everybody who fits; else by those of the whole condition, if that does; else by
    // the condition as it is written, if the groups are too many to be read.
    template <class Movement>
    [[nodiscard]] std::optional<Said> sentence(const Told& g, const Movement& m) const {
        constexpr std::size_t most_said = 4;
        const StepChange& c = *g.first;
        if (!c.stated.empty()) return said(g, {c.stated, {}, g.differs}, m);
        std::optional<Said> best;
        for (const std::set<std::string>* reads : {&c.reads, &c.all}) {
            if (reads == &c.all && c.all == c.reads) continue;
            auto whom = by_groups(g, *reads);
            if (!whom) continue;
            Said one = said(g, std::move(*whom), m);
            const bool short_enough = one.first.any_of.size() <= most_said;
            if (short_enough && one.first.reach != ChangeSentence::Reach::some) return one;
            if (!best || (short_enough && best->first.any_of.size() > most_said)) best = std::move(one);
        }
        if ((!best || best->first.any_of.size() > most_said) && g.single)
            if (auto written = as_written(c, g.here)) return said(g, std::move(*written), m);
        return best;
    }
    template <class Movement>
    [[nodiscard]] Said said(const Told& g, Whom whom, const Movement& m) const {
        Said out{{}, m.set & whom.fits};
        ChangeSentence& one = out.first;
        one.who = std::move(whom.who);
        one.any_of = std::move(whom.any_of);
        one.steps = g.where;
        one.patterns = out.second == m.set ? m.patterns : diagram_.count(out.second);
        one.of = m.of(whom.fits);
        if (one.of == one.patterns)
            one.reach = ChangeSentence::Reach::everybody;
        else if (g.single && g.first->step != nullptr && !diagram_.within(whom.fits, g.come) &&
                 m.of(whom.fits & g.come) == diagram_.count(out.second & g.come))
            one.reach = ChangeSentence::Reach::unless_answered;
        return out;
    }

    // The smallest set around those who move that some findings can tell.
    [[nodiscard]] std::optional<Whom> by_groups(const Told& g, const std::set<std::string>& reads) const {
        constexpr std::size_t most_findings = 10, most_groups = 6;
        if (reads.empty() || reads.size() > most_findings) return std::nullopt;
        std::vector<bool> dropped;
        for (const Level& level : writer_.space().levels()) dropped.push_back(reads.count(level.finding) == 0);
        const Function around = diagram_.exists(g.here, dropped);
        if (around == diagram_.everyone()) return std::nullopt;
        Whom whom{{}, {}, diagram_.none()};
        whom.any_of = writer_.cover(around, most_groups, whom.fits);
        whom.who = who_text(whom.any_of);
        return whom;
    }
    [[nodiscard]] std::optional<Whom> as_written(const StepChange& c, const Function& here) const {
        ConditionDiagrams& conditions = c.side->decision().conditions();
        const std::string text = in_words(c.step->when, ShortPhrasing{c.side->document()});
        const std::pair<std::vector<Kleene>, const char*> readings[] = {
            {{yes}, "of whom this holds: "},
            {{no}, "of whom this does not hold: "},
            {{unknown}, "of whom it is not known whether this holds: "},
            {{yes, unknown}, "of whom this holds or may hold: "},
            {{no, unknown}, "of whom this is not known to hold: "}};
        for (const auto& [values, words] : readings) {
            Function fits = diagram_.none();
            for (const Kleene value : values) fits |= conditions.is(c.node, value);
            if (diagram_.empty(here - fits)) return Whom{words + text, {}, std::move(fits)};
        }
        return std::nullopt;
    }

    Diagram& diagram_;
    RuleSide& after_;
    SentenceWriter writer_;
    ChangedSteps steps_;
    std::vector<StepChange> changes_;
};

}  // namespace triage::diff_detail
