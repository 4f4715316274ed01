// SPDX-License-Identifier: Apache-2.0
// Where two rule documents are written differently: each as a flat list of what is written where, compared part by part; which of
// the changes a pathway depends on; and what one of them knows that the other does not. Refuses to skip a part: whatever the
// digest of a document sees is in the list. Does not say whether a difference matters to anyone: the diagram does.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <triage/model/fields.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/model/words.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/review/diff/condition_text.hpp>
#include <triage/review/diff/rule_diff.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

using WrittenKind = WrittenChange::Kind;

[[nodiscard]] inline WrittenKind kind_of(Use use) {
    switch (use) {
        case Use::wording: return WrittenKind::wording;
        case Use::source:
        case Use::sources: return WrittenKind::source;
        case Use::logic:
        case Use::disposition:
        case Use::outcome:
        case Use::advice:
        case Use::withheld: return WrittenKind::logic;
        case Use::id:
        case Use::other:
        case Use::note:
        case Use::condition: break;
    }
    return WrittenKind::other;
}

/// One part: a text, a flag, a list or a condition.
struct WrittenPart {
    WrittenKind kind = WrittenKind::other;
    std::string section, id, part;
    std::string text;
    Mark at;
    const Condition* condition = nullptr;
    std::vector<std::string> ids{};  ///< of an order

    [[nodiscard]] std::string where() const { return section + (id.empty() ? "" : "." + id) + (part.empty() ? "" : "." + part); }
};

/// Lists the parts of one document, field by field; the document must outlive the list.
class WrittenParts {
public:
    explicit WrittenParts(const RuleDocument& d) {
        describe_identity(d, *this);
        add(WrittenKind::other, "review", d.review, {});
        order_of(WrittenKind::other, "pathways", d.pathways);
        order_of(WrittenKind::other, "findings", d.findings);
        order_of(WrittenKind::logic, "dispositions", d.dispositions);
        describe_sections(d, *this);
    }
    [[nodiscard]] const std::vector<WrittenPart>& all() const { return all_; }

    // What `describe` calls.
    template <class T>
    void operator()(Use use, const char* key, const T& value, bool applies = true) {
        if (applies && use != Use::id) write(kind_of(use), within_ + key, value);
    }
    void operator()(Use use, const char*, const Number& min, const char*, const Number& max, bool applies) {
        if (applies) add(kind_of(use), "range", shortest(min.value) + " to " + shortest(max.value), min.at);
    }
    void operator()(Use use, const char* key, SafetyProperty::Require require, const char*, const Text& target) {
        std::string text = word(require);
        if (require == SafetyProperty::Require::disposition_at_least) text += " at_least";
        if (!target.value.empty()) text += " " + target.value;
        add(kind_of(use), key, text, at_);
    }

private:
    void add(WrittenKind kind, const std::string& part, std::string text, Mark at, const Condition* c = nullptr) {
        if (!text.empty()) all_.push_back({kind, section_, id_, part, std::move(text), at, c});
    }
    template <class Items>
    void order(WrittenKind kind, const std::string& part, const Items& items) {
        std::vector<Text> ids;
        for (const auto& item : items) ids.push_back(item.id);
        const std::size_t others = all_.size();
        write(kind, part, ids);
        if (all_.size() != others) all_.back().ids = values_of(ids);
    }
    template <class Items>
    void order_of(WrittenKind kind, const std::string& section, const Items& items) {
        order(kind, "order of " + section, items);
    }
    template <class X>
    void entry(const std::string& section, const std::string& id, Mark at, const X& x) {
        section_ = section;
        id_ = id;
        at_ = at;
        describe(x, *this);
    }
    /// The parts of something inside of an entry.
    template <class X>
    void inside(const std::string& part, Mark at, const X& x) {
        const std::string around = std::exchange(within_, part + ".");
        const Mark before = std::exchange(at_, at);
        describe(x, *this);
        within_ = around;
        at_ = before;
    }

    /// A section, or a list whose items have no names.
    template <class X>
    void write(WrittenKind, const std::string& part, const std::vector<X>& all) {
        std::size_t n = 0;
        for (const X& x : all)
            if constexpr (std::same_as<X, ScoreItem> || std::same_as<X, EntryCriterion>)
                inside(part + " " + std::to_string(++n), at_, x);
            else if constexpr (std::same_as<X, Assumption>)
                entry(part, std::to_string(++n), x.at, x);
            else
                entry(part, x.id.value, x.id.at, x);
    }
    void write(WrittenKind, const std::string& part, const std::vector<Implication>& all) {
        std::map<std::string, std::size_t> implied;
        for (const Implication& i : all)
            for (const Implication::Set& s : i.sets) {
                section_ = part;
                id_ = s.finding.value + " " + std::to_string(++implied[s.finding.value]);
                write(WrittenKind::logic, "when", i.when);
                write(WrittenKind::logic, "set", s.value);
            }
    }
    void write(WrittenKind kind, const std::string& part, const std::vector<Step>& all) {
        order(kind, part, all);
        for (const Step& s : all) inside("steps." + s.id.value, s.id.at, s);
    }
    void write(WrittenKind kind, const std::string& part, const Branch& b) {
        std::string text = b.kind == Branch::Kind::outcome ? b.outcome.value : word(b.kind);
        if (b.kind == Branch::Kind::floor) text += " " + b.outcome.value;
        add(kind, part, text, b.at.line == 0 ? at_ : b.at);
        if (b.kind == Branch::Kind::steps) write(kind, part + ".steps", b.steps);
    }
    void write(WrittenKind kind, const std::string& part, const std::vector<Option>& all) {
        order(kind, part, all);
        for (const Option& o : all) write(WrittenKind::wording, part + "." + o.id.value + ".label", o.label);
    }
    void write(WrittenKind kind, const std::string& part, const std::vector<Remark>& all) {
        std::vector<std::string> words;
        for (const Remark& r : all) words.push_back(r.text.value + " (if " + condition_text(r.when) + ")");
        if (!all.empty()) add(kind, part, joined(words, " | "), all[0].text.at);
    }
    void write(WrittenKind, const std::string& part, const SafetyNet& net) { inside(part, at_, net); }
    void write(WrittenKind kind, const std::string& part, const std::vector<PlanStage>& all) {
        order(kind, part, all);
        for (const PlanStage& s : all) {
            const std::string stage = part + "." + s.id.value;
            write(WrittenKind::wording, stage + ".title", s.title);
            write(WrittenKind::wording, stage + ".advance", s.advance);
            write(WrittenKind::wording, stage + ".strength", s.strength);
            std::string facts = "weeks " + shortest(s.weeks.value) + (s.needs_entry ? ", needs entry" : "");
            if (s.grow_percent) facts += ", grows " + shortest(s.grow_percent->value) + " %";
            for (const PlanSession& one : s.sessions) {
                facts += "; days";
                for (const Number& day : one.days) facts += " " + shortest(day.value);
                facts += ": " + one.activity.value + ", " + shortest(one.minutes.value) + " minutes, " + one.intensity.value;
            }
            add(kind, stage, facts, s.id.at);
        }
    }
    void write(WrittenKind kind, const std::string& part, const std::vector<PlanRule>& all) {
        for (std::size_t i = 0; i < all.size(); ++i)
            add(kind, part + " " + std::to_string(i + 1), spaced(word(all[i].kind)) + ": " + all[i].text.value, all[i].text.at);
    }

    // Single values.
    template <class T>
    void write(WrittenKind kind, const std::string& part, const std::optional<T>& value) {
        if (value) write(kind, part, *value);
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void write(WrittenKind kind, const std::string& part, Enum value) { add(kind, part, word(value), at_); }
    void write(WrittenKind kind, const std::string& part, const Text& t) { add(kind, part, t.value, t.at); }
    void write(WrittenKind kind, const std::string& part, const std::vector<Text>& all) {
        if (!all.empty()) add(kind, part, joined(values_of(all), kind == WrittenKind::wording ? " | " : ", "), all[0].at);
    }
    void write(WrittenKind kind, const std::string& part, bool value) {
        if (value) add(kind, part, "true", at_);
    }
    void write(WrittenKind kind, const std::string& part, const Number& n) { add(kind, part, shortest(n.value), n.at); }
    void write(WrittenKind kind, const std::string& part, const Condition& c) { add(kind, part, condition_text(c), c.at, &c); }

    std::string section_ = "ruleset", id_, within_;
    Mark at_;
    std::vector<WrittenPart> all_;
};

/// A change with the part that it concerns, so that a pathway can ask for its own.
struct LocatedChange {
    std::string section, id;
    WrittenChange change;
    std::vector<std::string> findings;  ///< that a change of logic mentions
};

/// Those of some ids that the others have too: of an order only these are compared, the rest is told by its own parts.
[[nodiscard]] inline std::string common_ids(const std::vector<std::string>& ids, const std::vector<std::string>& others) {
    std::vector<std::string> out;
    for (const std::string& id : ids)
        if (contains(others, id)) out.push_back(id);
    return joined(out);
}

/// In the order of the new document, then what is gone.
[[nodiscard]] inline std::vector<LocatedChange> written_changes(const RuleDocument& before, const RuleDocument& after) {
    const WrittenParts old_parts(before), new_parts(after);
    std::map<std::string, const WrittenPart*> old_by_key;
    std::set<std::string> seen;
    for (const WrittenPart& p : old_parts.all()) old_by_key.emplace(p.where(), &p);
    std::vector<LocatedChange> out;
    for (const WrittenPart& now : new_parts.all()) {
        const auto it = old_by_key.find(now.where());
        seen.insert(now.where());
        WrittenChange change{now.kind, now.where(), {}, now.text, {}, place(after, now.at)};
        std::vector<std::string> findings;
        if (it != old_by_key.end()) {
            const WrittenPart& was = *it->second;
            if (was.text == now.text) continue;
            change.old_text = was.text;
            change.old_at = place(before, was.at);
            if (!now.ids.empty()) {
                change.old_text = common_ids(was.ids, now.ids);
                change.new_text = common_ids(now.ids, was.ids);
                if (change.old_text == change.new_text) continue;
            } else if (was.condition != nullptr && now.condition != nullptr) {
                const ConditionDifference d = difference(*was.condition, *now.condition);
                change.old_text = d.old_text, change.new_text = d.new_text;
                change.old_at = place(before, d.old_at), change.new_at = place(after, d.new_at);
                if (now.kind == WrittenKind::logic) findings = d.findings;
            }
        }
        out.push_back({now.section, now.id, std::move(change), std::move(findings)});
    }
    for (const WrittenPart& was : old_parts.all())
        if (seen.count(was.where()) == 0)
            out.push_back({was.section, was.id, {was.kind, was.where(), was.text, {}, place(before, was.at), {}}, {}});
    return out;
}

/// What a pathway reads, as "section.id": its own steps, and the criteria, scores, findings and implications behind them.
[[nodiscard]] inline std::set<std::string> reads_of(const Rules& rules, const std::string& pathway) {
    std::set<std::string> out;
    const PathwayId p = rules.pathway_names.find(pathway);
    if (p == npos) return out;
    const auto outcome = [&](OutcomeId o) { out.insert("outcomes." + rules.document.outcomes[o].id.value); };
    std::vector<NodeId> conditions;
    out.insert("pathways." + pathway);
    each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
        conditions.push_back(rules.steps[step].node);
        for (const CompiledBranch& b : rules.steps[step].branches)
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) outcome(b.outcome());
    });
    if (rules.pathways[p].unsure != npos) outcome(rules.pathways[p].unsure);
    std::vector<bool> seen(rules.shared.size());
    const auto read = [&](NodeId node) {
        const Node& n = rules.nodes[node];
        if (n.op == Node::Op::shared) {
            out.insert((rules.shared[n.first].is_score ? "scores." : "criteria.") + rules.id_of(n.shared()).value);
            return;
        }
        const FindingId f = rules.clauses[n.first].finding;
        if (!out.insert("findings." + rules.document.findings[f].id.value).second) return;
        for (const CompiledImplication& i : rules.implications)
            if (i.finding == f) conditions.push_back(i.node);
    };
    for (std::size_t i = 0; i < conditions.size(); ++i) each_read(rules, conditions[i], seen, read);
    return out;
}

/// The places in `written` of the changes of logic that a pathway can be moved by, its own first.
[[nodiscard]] inline std::vector<std::size_t> causes_of(const Rules& before, const Rules& after, const std::string& pathway,
                                                        const std::vector<LocatedChange>& written) {
    std::set<std::string> reads = reads_of(before, pathway);
    reads.merge(reads_of(after, pathway));
    std::vector<std::size_t> own, others;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const LocatedChange& c = written[i];
        if (c.change.kind != WrittenKind::logic) continue;
        const std::string id = c.section == "implies" ? c.id.substr(0, c.id.find(' ')) : c.id;
        if (reads.count((c.section == "implies" ? "findings" : c.section) + "." + id) == 0) continue;
        if (c.section == "outcomes" && c.change.where != "outcomes." + id + ".disposition") continue;
        if (c.section == "pathways" && c.change.where == "pathways." + id + ".withhold") continue;
        (c.section == "pathways" ? own : others).push_back(i);
    }
    own.insert(own.end(), others.begin(), others.end());
    return own;
}

/// What only one side asks, offers or accepts, as sentences.
[[nodiscard]] inline std::vector<std::string> one_sided(const Rules& before, const Rules& after) {
    std::vector<std::string> out;
    const auto look = [&](const Rules& here, const Rules& there, const char* name, const char* other) {
        const auto only = [&](const std::string& what, const std::string& more) {
            out.push_back(what + " only in " + name + more);
        };
        for (const Disposition& d : here.document.dispositions)
            if (there.disposition_names.find(d.id.value) == npos)
                only("disposition " + d.id.value + " (\"" + d.label.value + "\"):", "");
        const std::string as_unasked = std::string("; the ") + other + " rules treat such an answer as not asked";
        const UsedClauses reads(here), reads_there(there);
        for (FindingId f{0}; f < here.document.findings.size(); ++f) {
            const Finding& mine = here.document.findings[f];
            const FindingId g = there.finding_names.find(mine.id.value);
            if (g == npos) {
                only("finding " + mine.id.value + ": asked", as_unasked);
                continue;
            }
            const Finding& theirs = there.document.findings[g];
            if (contains(reads.findings(), f) && !contains(reads_there.findings(), g))
                only("finding " + mine.id.value + ": decides something", "");
            if (mine.type != theirs.type) {
                only("finding " + mine.id.value + ": this type of answer", as_unasked);
                continue;
            }
            for (const Option& option : mine.options)
                if (!contains(option_ids(theirs), option.id.value))
                    only("finding " + mine.id.value + ": option " + option.id.value, as_unasked);
            if (mine.type == FindingType::number && (mine.min.value < theirs.min.value || mine.max.value > theirs.max.value))
                only(
                    "finding " + mine.id.value + ": numbers from " + shortest(mine.min.value) + " to " + shortest(mine.max.value),
                    " (" + std::string(other) + ": " + shortest(theirs.min.value) + " to " + shortest(theirs.max.value) + ")" +
                        as_unasked);
        }
    };
    look(after, before, "NEW", "old");
    look(before, after, "OLD", "new");
    return out;
}

}  // namespace triage::diff_detail
