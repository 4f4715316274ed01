// SPDX-License-Identifier: Apache-2.0
// The bodies of assess.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/model/references.hpp>
#include <triage/model/value.hpp>
#include <triage/walk/reach.hpp>
#include <triage/walk/reasons.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace explain_detail {

class Assessor {
public:
    Assessor(const Answers& answers, const AssessOptions& options)
        : answers_(answers),
          options_(options),
          rules_(answers.rules().compiled()),
          doc_(rules_.document),
          trace_(walk(answers)),
          evaluator_(rules_, answers.bits()),
          examined_(rules_, answers.bits(), true) {}

    [[nodiscard]] Assessment run() {
        identity();
        standing();
        range();
        resolve();
        advice();
        sources();
        answers();
        summary();
        return std::move(out_);
    }

private:
    struct Entry {  // one outcome that stands, with the steps that led to it
        Standing standing;
        std::vector<std::pair<StepId, Kleene>> path;
    };
    struct Recorder {
        std::vector<std::pair<StepId, Kleene>> steps;
        std::vector<Entry>* floors;
        PathwayId pathway;
        const Rules* rules;
        void step(StepId s, Kleene v) { steps.emplace_back(s, v); }
        void floor(StepId, OutcomeId outcome, bool raised) {
            add(*floors, {{pathway, outcome, rules->outcomes[outcome].rank, raised}, steps});
        }
    };
    // An outcome that a pathway meets twice, as a floor and at its end, stands once, with the longer way.
    static void add(std::vector<Entry>& entries, Entry entry) {
        for (Entry& e : entries)
            if (e.standing.pathway == entry.standing.pathway && e.standing.outcome == entry.standing.outcome &&
                e.standing.raised == entry.standing.raised) {
                e.path = std::move(entry.path);
                return;
            }
        entries.push_back(std::move(entry));
    }

    [[nodiscard]] std::string fill_in(const std::string& text) const {
        static constexpr const char* slot = "{emergency_number}";
        std::string out = text;
        for (std::size_t at = out.find(slot); at != std::string::npos; at = out.find(slot, at + options_.emergency_number.size()))
            out.replace(at, std::char_traits<char>::length(slot), options_.emergency_number);
        return out;
    }

    void identity() {
        out_.id = options_.id;
        out_.emergency_number = options_.emergency_number;
        out_.ruleset = doc_.id.value;
        out_.version = doc_.version.value;
        out_.digest = doc_.digest;
        out_.review = doc_.review;
        const Disposition& d = rules_.disposition(trace_.disposition);
        out_.disposition = {d.id.value, d.label.value, trace_.disposition, d.at_home, rules_.emergency(trace_.disposition)};
        out_.otherwise = trace_.leading.pathway == npos;
        out_.contradicts = trace_.contradicts;
        out_.emergency = emergency_is_certain(rules_, trace_);
        for (std::size_t r = doc_.dispositions.size(); r-- > 0;)
            out_.dispositions.push_back({rules_.disposition(static_cast<Rank>(r)).id.value,
                                         rules_.disposition(static_cast<Rank>(r)).label.value, r > trace_.disposition,
                                         rules_.at_home(static_cast<Rank>(r)), false});
        for (const Finding& f : doc_.findings)
            out_.questions.push_back({f.id.value, f.ask.value, false, false, f.fixed, options_of(f)});
    }

    void standing() {
        for (PathwayId p{0}; p < trace_.pathway_count; ++p) {
            Recorder recorder{{}, &entries_, p, &rules_};
            const PathwayEnd end = walk_pathway(rules_, evaluator_, p, recorder);
            if (end.outcome != npos)
                add(entries_, {{p, end.outcome, rules_.outcomes[end.outcome].rank, end.ending == Ending::raised},
                               std::move(recorder.steps)});
            else if (end.ending == Ending::cleared)
                cleared(p, recorder.steps);
        }
        std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
            return a.standing.rank != b.standing.rank ? a.standing.rank > b.standing.rank
                                                      : a.standing.raised && !b.standing.raised;
        });
        for (const Entry& e : entries_) (e.standing.raised ? out_.raised : out_.unsure).push_back(outcome(e));
        out_.leading_raised = trace_.leading.raised;
        if (out_.otherwise) {
            out_.leading = outcome({trace_.leading, {}});
            out_.leading.condition.clear();
        } else {
            out_.leading = trace_.leading.raised ? out_.raised.front() : out_.unsure.front();
        }
    }

    [[nodiscard]] Because because(const Mention& m, const std::string& text) const {
        const Finding& f = doc_.findings[m.finding];
        return {f.id.value, answers_.effective(m.finding).text(), fill_in(text), f.ask.value,
                place(doc_, rules_.written[m.node]->at)};
    }

    // The reasons along a path: of the steps that led somewhere (not "next"), what made them go there.
    void path_reasons(const std::vector<std::pair<StepId, Kleene>>& path, bool ends_in_floor, std::vector<Because>& out,
                      std::vector<std::string>& sources) {
        for (std::size_t i = 0; i < path.size(); ++i) {
            const CompiledStep& step = rules_.steps[path[i].first];
            const CompiledBranch& taken = step.branches[path[i].second];
            const bool last_floor = ends_in_floor && i + 1 == path.size();
            if (taken.kind == Branch::Kind::next || (taken.kind == Branch::Kind::floor && !last_floor)) continue;
            std::vector<Mention> mentions;
            reasons(rules_, evaluator_, step.node, mentions);
            for (const Mention& m : mentions)
                out.push_back(because(m, m.because != nullptr ? m.because->value : step.written->because.value));
            for (const Text& source : step.written->sources) add_once(sources, source.value);
        }
    }

    [[nodiscard]] AssessedOutcome outcome(const Entry& e) {
        const Outcome& o = doc_.outcomes[e.standing.outcome];
        AssessedOutcome out;
        if (e.standing.pathway != npos) out.pathway = doc_.pathways[e.standing.pathway].id.value;
        out.outcome = o.id.value;
        out.condition = o.condition.value;
        const std::uint32_t c = rules_.condition_names.find(o.condition.value);
        if (c != npos) out.condition_label = doc_.conditions[c].label.value;
        out.disposition = rules_.disposition(e.standing.rank).id.value;
        out.title = fill_in(o.title.value);
        out.say = fill_in(o.say.value);
        out.clinician = fill_in(o.clinician.value);
        out.review = o.review.value;
        const bool ended = e.standing.pathway != npos && trace_.ends[e.standing.pathway].outcome == e.standing.outcome;
        if (e.standing.raised || !ended) path_reasons(e.path, !ended, out.because, out.sources);
        for (const Text& source : o.sources) add_once(out.sources, source.value);
        const auto say = [&](const std::vector<Remark>& remarks, const std::vector<NodeId>& when,
                             std::vector<std::string>& said) {
            for (std::size_t i = 0; i < remarks.size(); ++i)
                if (evaluator_.now(when[i]) == Kleene::yes) said.push_back(remarks[i].text.value);
        };
        say(o.speaks_for, rules_.outcomes[e.standing.outcome].speaks_for, out.speaks_for);
        say(o.speaks_against, rules_.outcomes[e.standing.outcome].speaks_against, out.speaks_against);
        if (!e.standing.raised && e.standing.pathway != npos) out.missing = missing(e.standing.pathway, -1, false);
        return out;
    }

    void cleared(PathwayId pathway, const std::vector<std::pair<StepId, Kleene>>& path) {
        const Pathway& p = doc_.pathways[pathway];
        ClearedPathway out{p.id.value, p.title.value, p.condition.value, {}};
        std::vector<Mention> mentions;
        for (const auto& [s, value] : path) reasons(rules_, evaluator_, rules_.steps[s].node, mentions);
        for (const Mention& m : mentions)
            if (answers_.effective_state(m.finding) == Answers::State::known)
                out.because.push_back(because(m, doc_.findings[m.finding].ask.value));
        out_.cleared.push_back(std::move(out));
    }

    /// The ids of the findings that keep a pathway open for an outcome above a rank.
    [[nodiscard]] std::vector<std::string> missing(PathwayId pathway, int above, bool examiner) {
        Evaluator& evaluator = examiner ? examined_ : evaluator_;
        OpenFindings still(answers_, evaluator);
        for (const OpenStep& open : open_steps(rules_, evaluator, pathway))
            if (open.gravest > above) still.add(rules_.steps[open.step].node, examiner);
        std::vector<std::string> out;
        for (const FindingId f : still.all()) out.push_back(doc_.findings[f].id.value);
        return out;
    }

    void range() {
        const PossibleRange range = possible_range(rules_, evaluator_, trace_);
        out_.possible_least = rules_.disposition(range.least).id.value;
        out_.possible_most = rules_.disposition(range.most).id.value;
        std::vector<std::pair<int, PathwayId>> open;
        for (PathwayId p{0}; p < trace_.pathway_count; ++p) {
            const int most = possible_ends(rules_, evaluator_, p).gravest();
            if (most > trace_.disposition) open.emplace_back(most, p);
        }
        std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (const auto& [most, p] : open)
            out_.open.push_back({doc_.pathways[p].id.value, doc_.pathways[p].title.value, doc_.pathways[p].condition.value,
                                 rules_.disposition(static_cast<Rank>(most)).id.value, missing(p, trace_.disposition, false),
                                 missing(p, trace_.disposition, true)});
        for (ScoreId s{0}; s < rules_.scores.size(); ++s) {
            const ScoreInterval interval = evaluator_.interval(s);
            out_.scores.push_back({doc_.scores[s].id.value, doc_.scores[s].title.value, interval.least, interval.most});
        }
        WouldChangeResult change;
        if (options_.largest_change > 0) change = triage::would_change(answers_, options_.largest_change, options_.change_work);
        out_.would_change = std::move(change.sets);
        out_.not_within_two_changes = std::move(change.not_within_two);
        out_.not_searched_changes = std::move(change.not_searched);
        if (const auto next = triage::next_question(answers_, options_.interview)) out_.next_question = next->id;
    }

    [[nodiscard]] OpenQuestion open_question(FindingId f, const std::string& if_no) const {
        const Finding& finding = doc_.findings[f];
        return {finding.id.value, finding.ask.value, if_no, values_of(finding.check)};
    }
    // A question of a pathway that can still end graver.
    void unsettled() {
        for (FindingId f{0}; f < doc_.findings.size(); ++f) {
            const std::string& id = doc_.findings[f].id.value;
            const auto lacks = [&](const OpenPathway& o) { return contains(o.missing, id); };
            if (answers_.state(f) == Answers::State::unsure && std::any_of(out_.open.begin(), out_.open.end(), lacks))
                out_.unsettled.push_back(open_question(f, out_.disposition.id));
        }
    }

    // The terms of a clinician; findings without one are named by their question.
    void summary() {
        std::vector<std::string> facts, positive, denied, open;
        for (FindingId f{0}; f < doc_.findings.size(); ++f) {
            const Finding& finding = doc_.findings[f];
            std::string term = finding.clinical.value.empty() ? finding.ask.value : finding.clinical.value;
            if (!term.empty() && term.back() == '?') term.pop_back();
            if (answers_.effective_state(f) != Answers::State::known) {
                if (answers_.state(f) == Answers::State::unsure) open.push_back(term);
                continue;
            }
            const Answer answer = answers_.effective(f);
            if (finding.type != FindingType::yes_no) {
                facts.push_back(term + ": " + label_of(finding, answer.text()) +
                                (finding.type == FindingType::number && finding.unit.value.rfind("score", 0) != 0
                                     ? " " + spaced(finding.unit.value)
                                     : ""));
            } else if (answer.text() == "yes") {
                positive.push_back(term);
            } else if (finding.red_flag || supports_leading(finding.id.value)) {
                denied.push_back(term);
            }
        }
        std::vector<std::string> scores;
        for (const ScoreResult& s : out_.scores)
            scores.push_back(s.title + " " + std::to_string(s.least) +
                             (s.least == s.most ? std::string() : " to " + std::to_string(s.most)));
        const auto part = [&](const char* name, const std::vector<std::string>& all) {
            if (!all.empty()) out_.summary += (out_.summary.empty() ? "" : " ") + std::string(name) + joined(all, "; ") + ".";
        };
        part("", facts);
        part("Positive: ", positive);
        part("Denied: ", denied);
        part("Not known: ", open);
        part("Scores: ", scores);
        part("Rules: ", {out_.leading.title + " (" + out_.disposition.label + ")"});
    }
    [[nodiscard]] bool supports_leading(const std::string& finding) const {
        return std::any_of(out_.leading.because.begin(), out_.leading.because.end(),
                           [&](const Because& b) { return b.finding == finding; });
    }

    // Leaves nothing in the list that is not needed: what may stay "not sure" at home is no open question.
    void resolve() {
        if (out_.disposition.at_home) return unsettled();
        std::vector<FindingId> unsure;
        Answers denied = answers_;
        for (FindingId f{0}; f < doc_.findings.size(); ++f) {
            const Finding& finding = doc_.findings[f];
            if (answers_.state(f) != Answers::State::unsure || finding.type != FindingType::yes_no || !absent_value(finding))
                continue;
            unsure.push_back(f);
            denied.set_option(f, 0);
        }
        if (unsure.empty() || !rules_.at_home(walk(denied).disposition)) return;
        for (const FindingId f : unsure) {
            Answers open = denied;
            open.set_unknown(f);
            if (rules_.at_home(walk(open).disposition)) {
                denied = std::move(open);
                continue;
            }
            Answers alone = answers_;
            alone.set_option(f, 0);
            out_.resolve.push_back(open_question(f, rules_.disposition(walk(alone).disposition).id.value));
        }
        const Trace best = walk(denied);
        probable_ = best.leading.outcome;
        const Outcome& o = doc_.outcomes[probable_];
        const MedicalCondition* condition = item_of(doc_.conditions, o.condition.value);
        out_.probable = Probable{o.id.value,
                                 o.condition.value,
                                 condition == nullptr ? "" : condition->label.value,
                                 fill_in(o.title.value),
                                 rules_.disposition(best.disposition).id.value,
                                 {},
                                 std::nullopt};
    }

    // Of some pathways the one that stands first among what stands: gravest, raised before unsure, then file order; one that
    // is open without an outcome comes last. Without a pathway: none of them.
    [[nodiscard]] Standing gravest_standing(const std::vector<PathwayId>& pathways) const {
        const auto among = [&](PathwayId p) { return contains(pathways, p); };
        for (const Entry& e : entries_)
            if (among(e.standing.pathway)) return e.standing;
        Standing open;
        for (PathwayId p{0}; p < trace_.pathway_count; ++p)
            if (open.pathway == npos && among(p) && trace_.ends[p].ending != Ending::cleared) open.pathway = p;
        return open;
    }

    // Why a piece of advice is withheld, or nothing.
    [[nodiscard]] std::string withheld_because(AdviceId advice) {
        if (doc_.advice[advice].kind != AdviceKind::action) return {};
        if (const Standing s = gravest_standing(rules_.advice[advice].withheld_by); s.pathway != npos)
            return (s.raised || trace_.ends[s.pathway].ending == Ending::raised ? "not with: "
                                                                                : "not until this is ruled out: ") +
                   doc_.pathways[s.pathway].title.value;
        const NodeId node = rules_.advice[advice].withhold_when;
        if (node == npos) return {};
        const Kleene value = evaluator_.now(node);
        if (value == Kleene::no) return {};
        std::vector<Mention> mentions;
        reasons(rules_, evaluator_, node, mentions);
        std::vector<std::string> said;
        for (const Mention& m : mentions)
            said.push_back(
                doc_.findings[m.finding].ask.value +
                (value == Kleene::yes ? " – " + label_of(doc_.findings[m.finding], answers_.effective(m.finding).text()) : ""));
        return (value == Kleene::yes ? "because of your answer: " : "because this is not known: ") + joined(said, "; ");
    }

    [[nodiscard]] bool certain(AdviceId advice) {
        for (const PathwayId p : rules_.advice[advice].withheld_by)
            if (trace_.ends[p].ending == Ending::raised) return true;
        const NodeId node = rules_.advice[advice].withhold_when;
        return node != npos && evaluator_.now(node) == Kleene::yes;
    }

    void advice() {
        const std::size_t count = doc_.advice.size();
        std::vector<bool> offered(count), given(count), meant(count);  // meant: its `when` is known to be true
        std::vector<std::string> withheld(count);
        for (AdviceId a{0}; a < count; ++a) {
            const NodeId when = rules_.advice[a].when;
            meant[a] = when == npos || evaluator_.now(when) == Kleene::yes;
            if (meant[a]) withheld[a] = withheld_because(a);
        }
        std::vector<OutcomeId> standing{trace_.leading.outcome};
        for (const Entry& e : entries_) standing.push_back(e.standing.outcome);
        for (const OutcomeId o : standing) {
            const bool reported = o == trace_.leading.outcome || rules_.outcomes[o].rank == trace_.disposition;
            for (const AdviceId a : rules_.outcomes[o].advice) {
                offered[a] = true;
                if (!reported || given[a] || !meant[a] || !withheld[a].empty()) continue;
                given[a] = true;
                out_.advice.push_back(advice_item(a));
            }
            if (!reported) continue;
            for (const Text& test : doc_.outcomes[o].tests) add_once(out_.tests, test.value);
            if (doc_.outcomes[o].safety_net) add_safety_net(*doc_.outcomes[o].safety_net, out_.safety_net);
        }
        if (probable_ != npos) {
            for (const AdviceId a : rules_.outcomes[probable_].advice)
                if (!given[a] && meant[a] && withheld[a].empty()) out_.probable->advice.push_back(advice_item(a));
            if (const auto& net = doc_.outcomes[probable_].safety_net) add_safety_net(*net, out_.probable->safety_net);
        }
        for (AdviceId a{0}; a < count; ++a)
            if (!meant[a] || !withheld[a].empty())
                (meant[a] ? out_.withheld : out_.not_meant)
                    .push_back({doc_.advice[a].id.value, fill_in(doc_.advice[a].say.value), withheld[a], offered[a],
                                meant[a] && certain(a)});
        std::stable_sort(out_.advice.begin(), out_.advice.end(),
                         [](const AdviceItem& a, const AdviceItem& b) { return a.kind < b.kind; });
    }

    [[nodiscard]] AdviceItem advice_item(AdviceId a) const {
        const Advice& advice = doc_.advice[a];
        return {advice.id.value, fill_in(advice.say.value), advice.kind, values_of(advice.sources)};
    }

    void add_safety_net(const SafetyNet& net, std::optional<AssessedSafetyNet>& to) {
        if (!to)
            to = AssessedSafetyNet{
                fill_in(net.uncertainty.value), fill_in(net.get_help.value), fill_in(net.time_course.value), {}, std::nullopt};
        AssessedSafetyNet& all = *to;
        for (const Text& sign : net.watch_for) add_once(all.watch_for, fill_in(sign.value));
        if (net.recheck_days && (!all.recheck_days || net.recheck_days->value < *all.recheck_days))
            all.recheck_days = net.recheck_days->value;
    }

    void sources() {
        std::vector<std::string> named;
        const auto add = [&](const auto& one) {
            for (const std::string& source : one.sources) add_once(named, source);
        };
        const auto add_all = [&](const auto& all) {
            for (const auto& one : all) add(one);
        };
        add_all(out_.raised);
        add_all(out_.unsure);
        add(out_.leading);
        add_all(out_.advice);
        if (out_.probable) add_all(out_.probable->advice);
        for (const Source& s : doc_.sources)
            if (contains(named, s.id.value)) out_.sources.push_back({s.id.value, s.cite.value, s.judgement});
    }

    void answers() {
        for (FindingId f{0}; f < doc_.findings.size(); ++f) {
            if (answers_.implied(f)) continue;
            if (answers_.state(f) == Answers::State::not_asked) out_.not_asked.push_back(doc_.findings[f].id.value);
            if (answers_.state(f) == Answers::State::unsure) out_.unknown.push_back(doc_.findings[f].id.value);
        }
        for (const Answers::Conflict& c : answers_.conflicts())
            out_.conflicts.push_back({doc_.findings[c.finding].id.value, c.said.text(), c.implied.text()});
    }

    const Answers& answers_;
    const AssessOptions& options_;
    const Rules& rules_;
    const RuleDocument& doc_;
    Trace trace_;
    Evaluator evaluator_, examined_;
    std::vector<Entry> entries_;
    OutcomeId probable_{npos};
    Assessment out_;
};

}  // namespace explain_detail

TRIAGE_BODY Assessment assess(const Answers& answers, const AssessOptions& options) {
    return explain_detail::Assessor(answers, options).run();
}

TRIAGE_BODY std::string disclaimer(const std::string& review) {
    return "This is decision support, not a diagnosis. " +
           std::string(review == "signed"          ? "A clinician has signed the rules behind it."
                       : review == "partly signed" ? "A clinician has signed only part of the rules behind it."
                                                   : "The rules behind it are a draft that no clinician has signed.") +
           " If you are worried or your symptoms get worse, seek medical help whatever this result says.";
}

}  // namespace triage
