// SPDX-License-Identifier: Apache-2.0
// The comparison over every pattern, stage by stage: dispositions, pathways, leading outcomes, standing outcomes, advice.
// Refuses to go on when the diagram's budget is spent: the stages done stand, the others are named as not compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/comparison.hpp>
#include <triage/review/diff/endings.hpp>
#include <triage/review/diff/example.hpp>
#include <triage/review/diff/leading.hpp>
#include <triage/review/diff/movement.hpp>
#include <triage/review/diff/sentences.hpp>
#include <triage/review/diff/written_changes.hpp>

namespace triage::diff_detail {

class Comparison {
public:
    Comparison(const RuleSet& before, const RuleSet& after, const std::vector<LocatedChange>& written, std::size_t sentences,
               RuleDiff& out)
        : space_({&before.compiled(), &after.compiled()}),
          diagram_(space_.values(), out.budget),
          ladders_(before.compiled(), after.compiled()),
          rules_{before, after},
          written_(written),
          sentences_(sentences),
          out_(out) {
        out_.patterns = diagram_.patterns();
        out_.findings = diagram_.levels();
        for (const LocatedChange& c : written) concerned_.insert(c.findings.begin(), c.findings.end());
    }

    void run() {
        std::string doing = "where every pathway ends";
        const auto stage = [&](const char* what, auto&& work) {
            doing = what;
            work();
            out_.compared.emplace_back(what);
        };
        try {
            stage("where every pathway ends", [&] { prepare(); });
            stage("dispositions", [&] { dispositions(); });
            stage("leading outcomes", [&] { leading(); });
            stage("standing outcomes", [&] { standing(); });
            stage("advice", [&] { advice(); });
        } catch (const BudgetExceeded&) {
            out_.not_proved = "the budget of " + std::to_string(out_.budget) + " nodes ran out while comparing " + doing +
                              "; --budget allows more";
        }
    }

private:
    static constexpr std::size_t narrow = 100;

    struct MovedEnd {  // a pathway that brings something else to somebody
        std::string id;
        Function old_lead, new_lead, moved;  // `moved`: what leads it differs
    };

    void prepare() {
        old_ = std::make_unique<RuleSide>(diagram_, space_, rules_[0], ladders_.ladder(true), contributions_);
        new_ = std::make_unique<RuleSide>(diagram_, space_, rules_[1], ladders_.ladder(false), contributions_);
        old_->find_leads();
        new_->find_leads();
        compared_.emplace(old_->decision(), narrow);
        compared_->with(new_->decision());
        for (const std::string& id : ids_of(&RuleDocument::pathways)) pathway(id);
        largest_first(out_.pathways);
    }

    // How a pathway ends for someone, and the number of what leads it.
    struct End {
        enum class How : std::uint8_t { cleared, unsure, raised, no_pathway };
        std::uint32_t lead = 0;
        How how = How::no_pathway;
        friend bool operator==(const End&, const End&) = default;
    };
    [[nodiscard]] Function ends(RuleSide& side, const std::string& id) {
        const PathwayId p = side.pathway(id);
        if (p == npos) return diagram_.constant(numbered_ends_.number({}));
        const PathwayDecision& d = side.decision().pathways()[p];
        const Function how = diagram_.combine(d.raised, d.unsure, [](std::uint32_t raised, std::uint32_t unsure) {
            return static_cast<std::uint32_t>(raised != 0   ? End::How::raised
                                              : unsure != 0 ? End::How::unsure
                                                            : End::How::cleared);
        });
        return diagram_.combine(side.leads()[p], how, [&](std::uint32_t lead, std::uint32_t ending) {
            return numbered_ends_.number({lead, static_cast<End::How>(ending)});
        });
    }
    [[nodiscard]] std::string end_text(const End& end) const {
        const std::string outcome = end.lead == 0 ? "" : contributions_[end.lead].outcome;
        switch (end.how) {
            case End::How::raised: return "raised " + outcome;
            case End::How::unsure:
                if (end.lead == 0) return "unsure";
                return (contributions_[end.lead].raised ? "unsure, floor " : "unsure ") + outcome;
            case End::How::cleared: return end.lead == 0 ? "cleared" : "floor " + outcome;
            case End::How::no_pathway: break;
        }
        return "no such pathway";
    }
    // Those of a large set who are in a small one: most often, all of them.
    [[nodiscard]] Function part_of(const Function& set, const Function& small) {
        return diagram_.within(set, small) ? set : set & small;
    }
    // How many of a set went from one number to another, largest first; `text(number)` says what it means.
    using Pairs = Numbered<std::pair<std::uint32_t, std::uint32_t>>;
    template <class Text>
    [[nodiscard]] std::vector<EndMove> moves_in(const Function& set, const Function& before, const Function& after, Pairs& pairs,
                                                Text&& text) {
        const Function all = diagram_.combine(before, after, [&](std::uint32_t x, std::uint32_t y) {
            return x == y ? 0U : pairs.number({x, y});
        });
        std::vector<EndMove> out;
        for (const std::uint32_t n : diagram_.numbers(all)) {
            if (n == 0) continue;
            BigCount here = diagram_.count_both(set, diagram_.map(all, [&](std::uint32_t pair) { return pair == n ? 1U : 0U; }));
            if (!here.zero()) out.push_back({text(pairs[n].first), text(pairs[n].second), std::move(here)});
        }
        largest_first(out);
        return out;
    }
    template <class Moves>
    static void largest_first(Moves& moves) {
        std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) { return b.patterns < a.patterns; });
    }
    [[nodiscard]] Function differ(const Function& a, const Function& b) {
        if (a == b) return diagram_.none();
        return diagram_.combine(a, b, [](std::uint32_t x, std::uint32_t y) { return x != y ? 1U : 0U; });
    }

    void pathway(const std::string& id) {
        Function was = old_->lead(id), is = new_->lead(id);
        if (!(was == is)) ends_.push_back({id, was, is, differ(was, is)});
        const Function before = ends(*old_, id), after = ends(*new_, id);
        if (before == after) return;
        const Function where = differ(before, after);
        const BigCount patterns = diagram_.count(where);
        out_.pathways.push_back(
            {id, patterns,
             moves_in(where, before, after, pairs_of_ends_, [&](std::uint32_t end) { return end_text(numbered_ends_[end]); }),
             causes_of(old_->compiled(), new_->compiled(), id, written_)});
    }

    void dispositions() {
        moved_ = compared_->moved();
        out_.unchanged = diagram_.count(!moved_);
        // All are counted before any is told, so that none is missing where the budget runs out over words.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> moves;
        for (std::uint32_t from = 0; from < ladders_.size(); ++from)
            for (std::uint32_t to = 0; to < ladders_.size(); ++to) {
                const Function set = from == to ? diagram_.none() : moved(from, to);
                if (diagram_.empty(set)) continue;
                moves.emplace_back(from, to);
                const BigCount patterns = diagram_.count(set);
                out_.moves.push_back({ladders_.id(from),
                                      ladders_.id(to),
                                      ladders_.direction(from, to),
                                      patterns,
                                      {},
                                      patterns,
                                      {},
                                      patterns,
                                      {},
                                      {}});
            }
        for (std::size_t k = 0; k < moves.size(); ++k)
            tell(moved(moves[k].first, moves[k].second), moves[k].first, moves[k].second, out_.moves[k]);
        sort_moves();
    }
    // Who goes from one level to another.
    [[nodiscard]] Function moved(std::uint32_t from, std::uint32_t to) {
        if (compared_->same_ladder())  // then a level's number is its rank
            return compared_->moved(static_cast<Rank>(from), static_cast<Rank>(to));
        return new_->disposed(*compared_, old_->disposed(*compared_, moved_, from), to);
    }
    // Who these people are. A movement stands as it was counted, even where the budget does not reach for that.
    void tell(const Function& set, std::uint32_t from, std::uint32_t to, DispositionMove& m) {
        Function first = set;
        try {
            first = from_the_change(set, responsible(set, m.patterns, from, to, m.pathways), from, to, m);
        } catch (const BudgetExceeded&) {
            m.unexplained = m.patterns;
        }
        const SentenceWriter writer(diagram_, space_, new_->compiled(), old_->compiled(), sentences_);
        within_budget([&] {
            Description told = writer.about(set, concerned_);
            m.sentences = std::move(told.sentences);
            m.beyond = m.beyond_among = std::move(told.beyond);
        });
        m.example = example(first, m.from + " -> " + m.to, [&](const Replayed& r) {
            return disposition_id(old_->rules(), r.old_trace) == m.from && disposition_id(new_->rules(), r.new_trace) == m.to;
        });
        if (m.beyond.zero()) return;
        within_budget([&] {
            Description told = writer.around(set, read_by_causes(m.pathways));
            m.among = std::move(told.sentences);
            m.beyond_among = std::move(told.beyond);
        });
    }
    // Does what only words need. After it was too much once, what is left to say of other movements is left out too.
    template <class Work>
    void within_budget(Work&& work) {
        if (too_many_words_) return;
        try {
            work();
        } catch (const BudgetExceeded&) {
            too_many_words_ = true;
        }
    }
    // Says a movement from the changed steps; the patterns of its first sentence. Where the budget does not reach, nothing is
    // said, and the movement stands as it was counted.
    [[nodiscard]] Function from_the_change(const Function& set, const std::map<std::string, Function>& decided,
                                           std::uint32_t from, std::uint32_t to, DispositionMove& m) {
        try {
            if (!words_) {
                words_.emplace(diagram_, space_, *old_, *new_, written_);
                for (const MovedEnd& p : ends_) words_->pathway(p.id, p.moved);
                concerned_.merge(words_->concerned());
            }
            const auto of = [&](const Function& fits) {
                return m.direction == Direction::milder ? new_->count_disposed(*compared_, fits, to)
                                                        : old_->count_disposed(*compared_, fits, from);
            };
            Function first = words_->tell(set, of, decided, m);
            std::set<std::string> moved;
            for (const MovedPathway& p : m.pathways) moved.insert(p.pathway);
            m.also_raised = words_->also_raised(set, moved, m.counted_all_raised);
            return first;
        } catch (const BudgetExceeded&) {
            if (m.changes.empty()) m.unexplained = m.patterns;
            return set;
        }
    }
    // The findings that the changes behind some moves mention.
    [[nodiscard]] std::set<std::string> read_by_causes(const std::vector<MovedPathway>& pathways) const {
        std::set<std::string> out;
        for (const MovedPathway& p : pathways)
            for (const std::size_t c : p.causes) out.insert(written_[c].findings.begin(), written_[c].findings.end());
        return out;
    }
    void sort_moves() {
        const auto height = [&](const std::string& id) { return ladders_.height(ladders_.number(id)); };
        std::stable_sort(out_.moves.begin(), out_.moves.end(), [&](const DispositionMove& a, const DispositionMove& b) {
            if (a.direction != b.direction) return a.direction < b.direction;
            const int step_a = std::abs(height(a.to) - height(a.from)), step_b = std::abs(height(b.to) - height(b.from));
            return step_a != step_b ? step_a > step_b : height(a.from) > height(b.from);
        });
    }

    // The pathways that moved within a set, at the disposition that was left or the one that was reached.
    // For whom each of them decides it.
    std::map<std::string, Function> responsible(const Function& set, const BigCount& patterns, std::uint32_t from,
                                                std::uint32_t to, std::vector<MovedPathway>& out) {
        std::map<std::string, Function> decided;
        const auto add = [&](const std::string& name, const Function& who, std::vector<std::size_t> causes) {
            if (!diagram_.empty(who)) out.push_back({name, who == set ? patterns : diagram_.count(who), {}, std::move(causes)});
        };
        for (const MovedEnd& p : ends_) {
            const auto at = [&](const Function& lead, std::uint32_t level) {
                return diagram_.map(lead,
                                    [&](std::uint32_t b) { return b != 0 && contributions_[b].disposition == level ? 1U : 0U; });
            };
            const Function led = at(p.old_lead, from), leads = at(p.new_lead, to);
            const Function here = part_of(set, p.moved & (led | leads));
            add(p.id, here, causes_of(old_->compiled(), new_->compiled(), p.id, written_));
            if (diagram_.empty(here)) continue;
            // What brings the graver of the two levels decides.
            const Direction way = ladders_.direction(from, to);
            decided.emplace(p.id, way == Direction::milder   ? part_of(here, led)
                                  : way == Direction::graver ? part_of(here, leads)
                                                             : here);
            out.back().moves = moves_in(here, p.old_lead, p.new_lead, pairs_of_leads_,
                                        [&](std::uint32_t lead) { return contribution_text(lead); });
        }
        const auto section = [&](const char* name, const char* part) {
            std::vector<std::size_t> causes;
            for (std::size_t i = 0; i < written_.size(); ++i)
                if (written_[i].section == name || written_[i].change.where == part) causes.push_back(i);
            return causes;
        };
        if (from == old_->otherwise_level() && to == new_->otherwise_level())
            add("otherwise", compared_->otherwise_leads(new_->decision(), compared_->otherwise_leads(old_->decision(), set)),
                section("dispositions", "ruleset.otherwise"));
        add("assume", set & differ(old_->decision().contradicts(), new_->decision().contradicts()), section("assume", ""));
        largest_first(out);
        return decided;
    }
    [[nodiscard]] std::string contribution_text(std::uint32_t b) const {
        return b == 0 ? "nothing" : (contributions_[b].raised ? "raised " : "unsure ") + contributions_[b].outcome;
    }

    void leading() {
        std::map<std::string, Function> moved;
        for (const MovedEnd& p : ends_) moved.emplace(p.id, p.moved);
        for (const LedOtherwise& led : LeadingOutcomes(diagram_, *compared_, *old_, *new_, moved).run())
            out_.leading.push_back(
                {led.from, led.to, diagram_.count(led.who), example(led.who, led.from + " -> " + led.to, [&](const Replayed& r) {
                     return leading_outcome(old_->rules(), r.old_trace) == led.from &&
                            leading_outcome(new_->rules(), r.new_trace) == led.to;
                 })});
        largest_first(out_.leading);
    }

    void standing() {
        for (const std::string& id : ids_of(&RuleDocument::outcomes))
            for (const bool raised : {true, false}) {
                const BeforeAfter stand = compared_->stands(id, raised);
                if (!stand.same())
                    gain_or_loss(raised ? GainLoss::What::raised : GainLoss::What::unsure, id, stand.gained() - moved_,
                                 stand.lost() - moved_, out_.outcomes);
            }
        for (const Pathway& p : new_->document().pathways) {
            const bool reported = std::any_of(out_.pathways.begin(), out_.pathways.end(),
                                              [&](const MovedPathway& m) { return m.pathway == p.id.value; });
            // It may bring an outcome to other patterns, though what leads it is the same.
            if (!reported && old_->pathway(p.id.value) != npos && !compared_->same_outcomes(p.id.value))
                out_.other_endings = true;
        }
    }

    void advice() {
        for (const std::string& id : ids_of(&RuleDocument::advice)) {
            if (const auto given = compared_->given_in_pieces(id)) {
                gain_or_loss(GainLoss::What::advised, id, given->gained, given->lost, out_.advice);
                continue;
            }
            const GainedLost withheld = compared_->withheld(id),
                             given{compared_->given_now(id, withheld), compared_->given_no_longer(id, withheld)};
            gain_or_loss(GainLoss::What::advised, id, given.gained, given.lost, out_.advice);
            // Who loses a piece of advice because it is withheld now has been counted already, and the other way round.
            gain_or_loss(GainLoss::What::withheld, id, withheld.gained - moved_ - given.lost,
                         withheld.lost - moved_ - given.gained, out_.advice);
        }
    }

    // Records who gains and who loses something, each with an example that the walk confirms. Nothing when nobody does.
    void gain_or_loss(GainLoss::What what, const std::string& id, const Function& gained, const Function& lost,
                      std::vector<GainLoss>& out) {
        gain_or_loss(what, id, whole(gained), whole(lost), out);
    }
    [[nodiscard]] Pieces whole(const Function& set) { return {{set, diagram_.none()}}; }
    void gain_or_loss(GainLoss::What what, const std::string& id, const Pieces& gained, const Pieces& lost,
                      std::vector<GainLoss>& out) {
        if (empty(gained) && empty(lost)) return;
        GainLoss g{what, id, count(diagram_, gained), count(diagram_, lost), {}, {}};
        const auto confirmed = [&](const Replayed& r, bool before) {
            return disposition_id(old_->rules(), r.old_trace) == disposition_id(new_->rules(), r.new_trace) &&
                   has(r.before, what, id) == before && has(r.after, what, id) != before;
        };
        if (!empty(gained))
            g.gained_example = example(gained, "gains " + id, [&](const Replayed& r) { return confirmed(r, false); });
        if (!empty(lost)) g.lost_example = example(lost, "loses " + id, [&](const Replayed& r) { return confirmed(r, true); });
        out.push_back(std::move(g));
    }

    template <class Confirmed>
    [[nodiscard]] ExamplePatient example(const Function& set, const std::string& about, Confirmed&& confirmed) {
        return example(whole(set), about, confirmed);
    }
    template <class Confirmed>
    [[nodiscard]] ExamplePatient example(const Pieces& set, const std::string& about, Confirmed&& confirmed) {
        return example_of(diagram_, space_, *old_, *new_, set, about, concerned_, confirmed);
    }

    // The ids of a section, as the new rules list them; then those that are gone.
    template <class T>
    [[nodiscard]] std::vector<std::string> ids_of(std::vector<T> RuleDocument::*section) const {
        std::vector<std::string> out;
        for (const RuleSet& rules : {new_->rules(), old_->rules()})
            for (const T& one : rules.document().*section) add_once(out, one.id.value);
        return out;
    }

    PatternSpace space_;
    Diagram diagram_;
    Ladders ladders_;
    Contributions contributions_;
    std::unique_ptr<RuleSide> old_, new_;
    std::optional<DecisionComparison> compared_;
    std::optional<MovementWords> words_;
    bool too_many_words_ = false;  // the budget ran out over them
    RuleSet rules_[2];
    const std::vector<LocatedChange>& written_;
    std::size_t sentences_;
    std::set<std::string> concerned_;  // findings that a change of logic mentions
    RuleDiff& out_;
    std::vector<MovedEnd> ends_;
    Function moved_;
    Numbered<End> numbered_ends_;
    Pairs pairs_of_ends_, pairs_of_leads_;
};

}  // namespace triage::diff_detail
