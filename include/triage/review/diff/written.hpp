// SPDX-License-Identifier: Apache-2.0
// A rule document as a flat list of what is written where, so that two of them can be compared part by part.
// Refuses to skip a part: whatever the digest of a document sees is in the list.
#pragma once

#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <triage/model/fields.hpp>
#include <triage/model/words.hpp>
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

    [[nodiscard]] std::string where() const { return section + (id.empty() ? "" : "." + id) + (part.empty() ? "" : "." + part); }
};

/// Lists the parts of one document, field by field; the document must outlive the list.
class WrittenParts {
public:
    explicit WrittenParts(const RuleDocument& d) {
        describe_identity(d, *this);
        add(WrittenKind::other, "review", d.review, {});
        order(WrittenKind::other, "order of pathways", d.pathways);
        order(WrittenKind::other, "order of findings", d.findings);
        order(WrittenKind::logic, "order of dispositions", d.dispositions);
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
        write(kind, part, ids);
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
        std::vector<std::string> words;
        for (const Text& t : all) words.push_back(t.value);
        if (!all.empty()) add(kind, part, joined(words, kind == WrittenKind::wording ? " | " : ", "), all[0].at);
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

}  // namespace triage::diff_detail
