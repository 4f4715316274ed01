// SPDX-License-Identifier: Apache-2.0
// The mutations of mutate.hpp: every place where a mistake could be made.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/model/references.hpp>
#include <triage/review/mutate/mutate.hpp>

namespace triage {

namespace review_detail {

/// Goes through a document and stops at every place where a mistake could be made. Collecting, it lists them; with a
/// target, it makes the one with that number.
class Mutator {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    Mutator(RuleDocument& document, std::size_t target) : doc_(document), target_(target) {
        if (target_ != none) return;
        for (const Pathway& p : doc_.pathways) references_.emplace_back(doc_).steps(p.steps);
        References& others = others_.emplace(doc_);
        for (const Assumption& a : doc_.assume) others.condition(a.when);
        for (const Implication& i : doc_.implies) others.condition(i.when);
        for (const Advice& a : doc_.advice)
            for (const std::optional<Condition>* when : {&a.when, &a.withhold_when})
                if (*when) others.condition(**when);
    }

    void run() {
        for (Pathway& p : doc_.pathways) {
            readers_ = {p.id.value};
            red_flag_ = p.red_flag;
            local_ = only_pathways_ = true;
            for (std::size_t i = 0; i < p.withhold.size(); ++i)
                lose("withhold", p.withhold[i].at, p.id.value + " no longer withholds " + p.withhold[i].value, p.withhold, i);
            if (!p.unsure.value.empty())
                site("branch", p.unsure.at, p.id.value + " loses its `unsure: " + p.unsure.value + "`", [&] { p.unsure = {}; });
            steps(p.steps);
        }
        local_ = !implications_read_names();
        for (Criteria& c : doc_.criteria) {
            read_by(&References::criteria, c);
            condition(c.when, c.id.value);
        }
        for (Score& s : doc_.scores) {
            read_by(&References::scores, s);
            score(s);
        }
        readers_.clear();
        red_flag_ = false;
        local_ = only_pathways_ = false;
        for (std::size_t i = 0; i < doc_.implies.size(); ++i) {
            Implication& implication = doc_.implies[i];
            lose("implication", implication.at, "an implication is lost", doc_.implies, i);
            if (done_) return;
            condition(implication.when, "an implication");
        }
        local_ = true;
        for (Advice& a : doc_.advice) {
            for (std::optional<Condition>* when : {&a.when, &a.withhold_when}) {
                if (!*when) continue;
                const std::string name = (when == &a.when ? "when of " : "withhold_when of ") + a.id.value;
                site("withhold", (*when)->at, name + " is lost", [&] { when->reset(); });
                if (!*when) return;
                condition(**when, name);
            }
        }
    }

    std::vector<Mutation> found;

private:
    // Whether what follows from answers depends on criteria or scores.
    [[nodiscard]] bool implications_read_names() const {
        return std::any_of(doc_.implies.begin(), doc_.implies.end(), [&](const Implication& i) { return reads_names(i.when); });
    }
    [[nodiscard]] static bool reads_names(const Condition& c) {
        return c.form == Condition::Form::criteria || c.form == Condition::Form::score ||
               std::any_of(c.items.begin(), c.items.end(), reads_names);
    }
    template <class Change>
    void site(const char* kind, Mark mark, const std::string& text, Change&& change) {
        if (done_) return;
        if (target_ == none) found.push_back({kind, text, place(doc_, mark), readers_, red_flag_, local_, only_pathways_});
        if (next_++ != target_) return;
        change();
        done_ = true;
    }

    template <class T>
    void lose(const char* kind, Mark mark, const std::string& text, std::vector<T>& list, std::size_t i) {
        site(kind, mark, text, [&] { list.erase(list.begin() + static_cast<std::ptrdiff_t>(i)); });
    }

    void steps(std::vector<Step>& list) {
        for (std::size_t i = 0; i < list.size() && !done_; ++i) {
            Step& s = list[i];
            const std::string& id = s.id.value;
            if (list.size() > 1) {
                lose("step", s.id.at, "step " + id + " is lost", list, i);
                if (done_) return;
            }
            site("negation", s.when.at, id + ": if → if not", [&] { s.when = negated(s.when); });
            if (s.then.kind != s.otherwise.kind || s.then.outcome.value != s.otherwise.outcome.value)
                site("branch", s.id.at, id + ": `then` and `else` are swapped", [&] { std::swap(s.then, s.otherwise); });
            branch(s.then, id + ": `then`", s.id.at);
            branch(s.otherwise, id + ": `else`", s.id.at);
            branch(s.unknown, id + ": `unknown`", s.id.at);
            condition(s.when, id);
            for (Branch* b : {&s.then, &s.otherwise, &s.unknown}) steps(b->steps);
        }
    }

    void branch(Branch& b, const std::string& name, Mark step) {
        const Mark mark = b.at.line != 0 ? b.at : step;
        const auto goes_on = [&](const std::string& how) { site("branch", mark, name + how, [&] { b = Branch{}; }); };
        switch (b.kind) {
            case Branch::Kind::next:
                return site("branch", mark, name + " clears instead of going on", [&] { b.kind = Branch::Kind::clear; });
            case Branch::Kind::clear: return goes_on(" goes on instead of clearing");
            case Branch::Kind::floor: return goes_on(" loses its floor " + b.outcome.value);
            case Branch::Kind::steps: return goes_on(" loses its steps");
            case Branch::Kind::outcome: return goes_on(" goes on instead of ending in " + b.outcome.value);
        }
    }

    [[nodiscard]] static Condition negated(Condition c) {
        Condition out;
        out.form = Condition::Form::negate;
        out.at = c.at;
        out.items.push_back(std::move(c));
        return out;
    }

    void condition(Condition& c, const std::string& where) {
        using Form = Condition::Form;
        if (done_) return;
        switch (c.form) {
            case Form::finding:
            case Form::criteria: break;
            case Form::choice:
                for (std::size_t i = 0; i < c.options.size() && c.options.size() > 1; ++i)
                    lose("item", c.at, where + ": " + c.name.value + " loses the option " + c.options[i].value, c.options, i);
                break;
            case Form::number: ends(c, c, where); break;
            case Form::order: ends(c, c.order, where); break;
            case Form::all:
            case Form::any: {
                const bool all = c.form == Form::all;
                if (c.items.size() > 1)
                    site("operator", c.at, where + (all ? ": all → any" : ": any → all"),
                         [&] { c.form = all ? Form::any : Form::all; });
                items(c, where);
                break;
            }
            case Form::at_least:
            case Form::score:
                if (c.at_least)
                    for (const int step : {1, -1})
                        site("threshold", c.at_least->at,
                             where + ": at_least " + whole(c.at_least->value) + " → " + whole(c.at_least->value + step),
                             [&] { c.at_least->value += step; });
                if (c.form == Form::at_least) items(c, where);
                break;
            case Form::negate:
                site("negation", c.at, where + ": a `not` is lost", [&] { c = Condition(c.items[0]); });
                if (!done_) condition(c.items[0], where);
                break;
            case Form::unless:
                site("operator", c.at, where + ": unless → not", [&] { c.form = Form::negate; });
                condition(c.items[0], where);
                break;
        }
    }

    void items(Condition& c, const std::string& where) {
        for (std::size_t i = 0; i < c.items.size() && c.items.size() > 1; ++i) {
            lose("item", c.items[i].at, where + ": the item " + name_of(c.items[i]) + " is lost", c.items, i);
            if (done_) return;
        }
        for (Condition& item : c.items) condition(item, where);
    }

    /// The ends `of` a range, which are numbers or options.
    template <class Ends>
    void ends(Condition& c, Ends& of, const std::string& where) {
        end(c, of.at_least, of.above, "at_least", "above", where);
        end(c, of.above, of.at_least, "above", "at_least", where);
        end(c, of.at_most, of.below, "at_most", "below", where);
        end(c, of.below, of.at_most, "below", "at_most", where);
    }
    void end(Condition& c, std::optional<Number>& from, std::optional<Number>& to, const char* name, const char* other,
             const std::string& where) {
        if (!from) return;
        const std::string says = where + ": " + c.name.value + " " + name + " " + short_number(from->value);
        const Finding* finding = item_of(doc_.findings, c.name.value);
        const bool whole = finding != nullptr && finding->whole;
        const double step = whole || from->value > 10 || from->value < -10 || from->value == 0 ? 1 : 0.1;
        for (const double by : {step, -step})
            site("threshold", from->at, says + " → " + short_number(from->value + by), [&] { from->value += by; });
        site("threshold", from->at, says + " → " + other, [&] { std::swap(from, to); });
    }

    void end(Condition& c, std::optional<Text>& from, std::optional<Text>& to, const char* name, const char* other,
             const std::string& where) {
        const Finding* finding = item_of(doc_.findings, c.name.value);
        if (!from || finding == nullptr) return;
        const std::string says = where + ": " + c.name.value + " " + name + " " + from->value;
        const std::vector<std::string> options = option_ids(*finding);
        for (std::size_t i = 0; i < options.size(); ++i) {
            const bool next =
                (i > 0 && options[i - 1] == from->value) || (i + 1 < options.size() && options[i + 1] == from->value);
            if (!next) continue;
            site("threshold", from->at, says + " → " + options[i], [&] { from->value = options[i]; });
            if (done_) return;
        }
        site("threshold", from->at, says + " → " + other, [&] { std::swap(from, to); });
    }

    void score(Score& s) {
        for (std::size_t i = 0; i < s.items.size() && !done_; ++i) {
            ScoreItem& item = s.items[i];
            if (s.items.size() > 1) {
                lose("item", item.at, s.id.value + ": the item " + name_of(item.when) + " is lost", s.items, i);
                if (done_) return;
            }
            for (const int step : {1, -1})
                if (item.points.value + step != 0)
                    site("points", item.points.at,
                         s.id.value + ": " + name_of(item.when) + " counts " + whole(item.points.value + step) + " instead of " +
                             whole(item.points.value),
                         [&] { item.points.value += step; });
            condition(item.when, s.id.value);
        }
    }

    [[nodiscard]] static std::string whole(double x) { return std::to_string(static_cast<int>(x)); }
    [[nodiscard]] static std::string short_number(double x) {
        std::string out = std::to_string(x);
        while (out.back() == '0') out.pop_back();
        if (out.back() == '.') out.pop_back();
        return out;
    }
    [[nodiscard]] static std::string name_of(const Condition& c) {
        if (!c.name.value.empty()) return c.name.value;
        return c.items.empty() ? "condition" : name_of(c.items[0]) + (c.items.size() > 1 ? " …" : "");
    }

    // Which pathways read something, directly or through criteria and scores.
    template <class Item>
    void read_by(Named<Item> References::*section, const Item& item) {
        readers_.clear();
        red_flag_ = false;
        only_pathways_ = others_ && !contains(((*others_).*section).met(), &item);
        for (std::size_t p = 0; p < references_.size(); ++p) {
            if (!contains((references_[p].*section).met(), &item)) continue;
            readers_.push_back(doc_.pathways[p].id.value);
            red_flag_ |= doc_.pathways[p].red_flag;
        }
    }

    RuleDocument& doc_;
    std::size_t target_, next_ = 0;
    bool done_ = false;
    std::vector<References> references_;  // by pathway; collecting only
    std::optional<References> others_;    // of what is no pathway; the same
    std::vector<std::string> readers_;
    bool red_flag_ = false, local_ = false, only_pathways_ = false;
};

}  // namespace review_detail

TRIAGE_BODY std::vector<Mutation> mutations_of(const RuleDocument& document) {
    RuleDocument copy = document;
    review_detail::Mutator mutator(copy, review_detail::Mutator::none);
    mutator.run();
    return std::move(mutator.found);
}

TRIAGE_BODY RuleDocument mutated(RuleDocument document, std::size_t mutation) {
    review_detail::Mutator(document, mutation).run();
    return document;
}

}  // namespace triage
