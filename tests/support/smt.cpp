// SPDX-License-Identifier: Apache-2.0
// Findings and conditions; counts and scores stand in smt_counts.cpp, pathways in smt_pathways.cpp.
#include "support/smt.hpp"

#include <charconv>

namespace triage::testing {

namespace {

Term joined_by(const char* op, const char* neutral, const char* decisive, const std::vector<Term>& terms) {
    std::string all;
    std::size_t left = 0;
    for (const Term& t : terms) {
        if (t == decisive) return decisive;
        if (t == neutral) continue;
        all += " " + t;
        ++left;
    }
    if (left == 0) return neutral;
    return left == 1 ? all.substr(1) : std::string("(") + op + all + ")";
}

Term if_then(const Term& condition, const Term& then, const Term& otherwise) {
    return "(ite " + condition + " " + then + " " + otherwise + ")";
}

Term real(double value) {
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value < 0 ? -value : value, std::chars_format::fixed).ptr;
    std::string text(buffer, end);
    if (text.find('.') == std::string::npos) text += ".0";
    return value < 0 ? "(- " + text + ")" : text;
}

}  // namespace

Term smt_and(const std::vector<Term>& terms) { return joined_by("and", "true", "false", terms); }
Term smt_or(const std::vector<Term>& terms) { return joined_by("or", "false", "true", terms); }
Term smt_not(const Term& term) {
    if (term == "true") return "false";
    if (term == "false") return "true";
    if (term.rfind("(not ", 0) == 0) return term.substr(5, term.size() - 6);
    return "(not " + term + ")";
}

SmtPerson::SmtPerson(const RuleDocument& document, std::string name, const SmtPerson* like, std::map<std::string, Kleene> but)
    : document_(document), name_(std::move(name)) {
    if (like != nullptr) defined_ = like->defined_;
    for (const Finding& f : document.findings) {
        findings_[f.id.value] = &f;
        if (like != nullptr)
            said_[f.id.value] = like->said(f.id.value);
        else
            declare(f);
        if (const auto other = but.find(f.id.value); other != but.end())
            said_[f.id.value] = {other->second == unknown ? "false" : "true", other->second == yes ? "true" : "false", {}};
    }
    for (const Pathway& p : document.pathways) pathway(p);
    std::vector<Term> against;
    for (const Assumption& a : document.assume) against.push_back(truth(a.when).yes);
    contradicts = define(smt_or(against));
    dispositions();
}

// A constant and what it equals. (z3 4.8 puts every `define-fun` into every model, which costs far more than the search.)
// Equal bodies are one constant, so that of a second person only what differs is defined.
Term SmtPerson::define(const Term& body, const char* sort) {
    if (body.find(' ') == std::string::npos) return body;
    const auto [it, fresh] = defined_.emplace(body, name_ + "." + std::to_string(defined_.size()));
    if (fresh) definitions_ += "(declare-const " + it->second + " " + sort + ")\n(assert (= " + it->second + " " + body + "))\n";
    return it->second;
}

SmtTruth SmtPerson::define(SmtTruth truth) {
    for (Term* t : {&truth.yes, &truth.no, &truth.can_yes, &truth.can_no, &truth.can_unknown}) *t = define(*t);
    return truth;
}

void SmtPerson::declare(const Finding& f) {
    const auto constant = [&](const std::string& what, const char* sort = "Bool") {
        const std::string id = name_ + "." + what + "." + f.id.value;
        declarations_ += "(declare-const " + id + " " + sort + ")\n";
        return id;
    };
    SmtSaid out;
    if (f.type == FindingType::choice) {  // at most one option; none: unknown
        for (const Option& option : f.options) out.options.push_back(constant("is_" + option.id.value));
        for (std::size_t i = 0; i < f.options.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                declarations_ += "(assert (not (and " + out.options[i] + " " + out.options[j] + ")))\n";
        out.known = define(smt_or(out.options));
    } else {
        out.known = constant("known");
        out.value = constant("value", f.type == FindingType::number ? "Real" : "Bool");
        if (f.type == FindingType::number)
            declarations_ += "(assert (and (<= " + real(f.min.value) + " " + out.value + ") (<= " + out.value + " " +
                             real(f.max.value) + ")))\n";
    }
    said_[f.id.value] = out;
}

// An explicit answer wins; else the first implication in file order that is true.
const SmtSaid& SmtPerson::holds(const std::string& finding) {
    if (const auto known = holds_.find(finding); known != holds_.end()) return known->second;
    const Finding& f = *findings_.at(finding);
    const SmtSaid& own = said(finding);
    std::vector<std::pair<Term, const Implication::Set*>> filled;
    for (const Implication& implication : document_.implies)
        for (const Implication::Set& set : implication.sets)
            if (set.finding.value == finding) filled.emplace_back(truth(implication.when).yes, &set);
    SmtSaid out = own;
    if (!filled.empty()) {
        std::vector<Term> known{own.known};
        for (const auto& [when, set] : filled) known.push_back(when);
        out.known = define(smt_or(known));
        // From the last to the first, so that the first is asked first.
        const auto value = [&](Term last, const Term& said, auto&& of) {
            for (auto it = filled.rbegin(); it != filled.rend(); ++it) last = if_then(it->first, of(*it->second), last);
            return define(if_then(own.known, said, last), f.type == FindingType::number ? "Real" : "Bool");
        };
        for (std::size_t i = 0; i < own.options.size(); ++i)
            out.options[i] = value("false", own.options[i], [&](const Implication::Set& set) {
                return set.value.value == f.options[i].id.value ? "true" : "false";
            });
        if (f.type == FindingType::number)
            out.value = value(own.value, own.value, [](const Implication::Set& set) { return real(*set.number); });
        if (f.type == FindingType::yes_no)
            out.value = value("false", own.value,
                              [](const Implication::Set& set) { return set.value.value == "yes" ? "true" : "false"; });
    }
    return holds_[finding] = out;
}

SmtTruth SmtPerson::leaf(const Condition& c) {
    const Finding& f = *findings_.at(c.name.value);
    const SmtSaid& said = holds(c.name.value);
    Term meets = said.value;
    bool some = true, all = false;  // whether some answer meets it, and whether all do
    if (c.form == Condition::Form::choice) {
        std::vector<Term> any;
        for (std::size_t i = 0; i < f.options.size(); ++i)
            for (const Text& option : c.options)
                if (option.value == f.options[i].id.value) any.push_back(said.options[i]);
        some = !any.empty();
        all = any.size() >= f.options.size();
        meets = smt_or(any);
    } else if (c.form == Condition::Form::order) {
        const auto beyond = [&](const std::optional<Text>& end, std::size_t from, std::size_t until) {
            for (; end && from < until; ++from)
                if (f.options[from].id.value == end->value) return true;
            return false;
        };
        std::vector<Term> any;
        const std::size_t count = f.options.size();
        for (std::size_t i = 0; i < count; ++i)
            if ((!c.order.at_least || beyond(c.order.at_least, 0, i + 1)) && (!c.order.above || beyond(c.order.above, 0, i)) &&
                (!c.order.at_most || beyond(c.order.at_most, i, count)) &&
                (!c.order.below || beyond(c.order.below, i + 1, count)))
                any.push_back(said.options[i]);
        some = !any.empty();
        all = any.size() >= count;
        meets = smt_or(any);
    } else if (c.form == Condition::Form::number) {
        std::vector<Term> bounds;
        if (c.at_least) bounds.push_back("(>= " + said.value + " " + real(c.at_least->value) + ")");
        if (c.above) bounds.push_back("(> " + said.value + " " + real(c.above->value) + ")");
        if (c.at_most) bounds.push_back("(<= " + said.value + " " + real(c.at_most->value) + ")");
        if (c.below) bounds.push_back("(< " + said.value + " " + real(c.below->value) + ")");
        meets = smt_and(bounds);
    }
    const Term open = f.examiner ? "false" : smt_not(said.known);  // what only an examiner can tell stays unknown
    SmtTruth out;
    out.yes = define(smt_and({said.known, meets}));
    out.no = define(smt_and({said.known, smt_not(meets)}));
    out.can_yes = some ? smt_or({out.yes, open}) : out.yes;
    out.can_no = all ? out.no : smt_or({out.no, open});
    out.can_unknown = smt_not(said.known);
    return define(out);
}

SmtTruth SmtPerson::truth(const Condition& c) {
    using Form = Condition::Form;
    std::vector<SmtTruth> items;
    for (const Condition& item : c.items) items.push_back(truth(item));
    const auto each = [&](auto&& part) {
        std::vector<Term> out;
        for (const SmtTruth& t : items) out.push_back(part(t));
        return out;
    };
    switch (c.form) {
        case Form::finding:
        case Form::choice:
        case Form::number:
        case Form::order: return leaf(c);
        case Form::all:
        case Form::any: {
            // "any" is "all" with yes and no exchanged.
            const bool all = c.form == Form::all;
            SmtTruth out;
            Term &good = all ? out.yes : out.no, &bad = all ? out.no : out.yes;
            Term &can_good = all ? out.can_yes : out.can_no, &can_bad = all ? out.can_no : out.can_yes;
            good = smt_and(each([&](const SmtTruth& t) { return all ? t.yes : t.no; }));
            bad = smt_or(each([&](const SmtTruth& t) { return all ? t.no : t.yes; }));
            can_good = smt_and(each([&](const SmtTruth& t) { return all ? t.can_yes : t.can_no; }));
            can_bad = smt_or(each([&](const SmtTruth& t) { return all ? t.can_no : t.can_yes; }));
            // Undecided: one is unknown, and the others can be without deciding it.
            std::vector<Term> free = each([&](const SmtTruth& t) { return smt_or({all ? t.can_yes : t.can_no, t.can_unknown}); });
            free.push_back(smt_or(each([](const SmtTruth& t) { return t.can_unknown; })));
            out.can_unknown = smt_and(free);
            return define(out);
        }
        case Form::negate: return {items[0].no, items[0].yes, items[0].can_no, items[0].can_yes, items[0].can_unknown};
        case Form::unless:
            return define(SmtTruth{smt_not(items[0].yes), items[0].yes, smt_or({items[0].can_no, items[0].can_unknown}),
                                   items[0].can_yes, "false"});
        case Form::at_least: {
            std::vector<Item> counted;
            for (std::size_t i = 0; i < items.size(); ++i) counted.push_back({1, items[i], settles(c.items[i])});
            return count(counted, static_cast<int>(c.at_least->value));
        }
        case Form::criteria: {
            if (const auto known = criteria_.find(c.name.value); known != criteria_.end()) return known->second;
            for (const Criteria& named : document_.criteria)
                if (named.id.value == c.name.value) return criteria_[c.name.value] = define(truth(named.when));
            break;
        }
        case Form::score: {
            const int needed = static_cast<int>(c.at_least->value);
            const std::string key = c.name.value + " " + std::to_string(needed);
            if (const auto known = scores_.find(key); known != scores_.end()) return known->second;
            std::vector<Item> counted;
            for (const Score& score : document_.scores)
                if (score.id.value == c.name.value)
                    for (const ScoreItem& item : score.items)
                        counted.push_back({static_cast<int>(item.points.value), truth(item.when), settles(item.when)});
            return scores_[key] = count(counted, needed);
        }
    }
    left_out_ = "a condition names what is not there: " + c.name.value;
    return {"false", "false", "false", "false", "true"};
}

}  // namespace triage::testing
