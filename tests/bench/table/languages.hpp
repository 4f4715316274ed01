// SPDX-License-Identifier: Apache-2.0
// The pathways in the languages of other rule engines, for people who answered everything: then there is no "unknown", and a
// pathway is a nest of "if, then, else" that ends with an outcome or with none.
// Refuses floors: none of these languages can go on after an end.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/rule_set.hpp>

namespace bench {

/// What a language has to offer. Everything is text in it.
class Language {
public:
    using Texts = std::vector<std::string>;
    virtual ~Language() = default;
    [[nodiscard]] virtual std::string yes(const std::string& finding) const = 0;
    [[nodiscard]] virtual std::string one_of(const std::string& finding, const Texts& options) const = 0;
    /// `sign`: > >= < <=
    [[nodiscard]] virtual std::string compare(const std::string& left, const std::string& sign,
                                              const std::string& right) const = 0;
    [[nodiscard]] virtual std::string number(const std::string& finding) const = 0;
    [[nodiscard]] virtual std::string all(const Texts& items) const = 0;
    [[nodiscard]] virtual std::string any(const Texts& items) const = 0;
    [[nodiscard]] virtual std::string opposite(const std::string& item) const = 0;
    [[nodiscard]] virtual std::string sum(const Texts& items) const = 0;
    [[nodiscard]] virtual std::string choose(const std::string& when, const std::string& then,
                                             const std::string& otherwise) const = 0;
};

class JsonLogic : public Language {
public:
    [[nodiscard]] std::string yes(const std::string& finding) const override { return number(finding); }
    [[nodiscard]] std::string one_of(const std::string& finding, const Texts& options) const override {
        std::string list;
        for (const std::string& option : options) list.append(list.empty() ? "\"" : ", \"").append(option).append("\"");
        return call("in", {number(finding), "[" + list + "]"});
    }
    [[nodiscard]] std::string compare(const std::string& left, const std::string& sign, const std::string& right) const override {
        return call(sign, {left, right});
    }
    [[nodiscard]] std::string number(const std::string& finding) const override { return "{\"var\": \"" + finding + "\"}"; }
    [[nodiscard]] std::string all(const Texts& items) const override { return call("and", items); }
    [[nodiscard]] std::string any(const Texts& items) const override { return call("or", items); }
    [[nodiscard]] std::string opposite(const std::string& item) const override { return call("!", {item}); }
    [[nodiscard]] std::string sum(const Texts& items) const override { return call("+", items); }
    [[nodiscard]] std::string choose(const std::string& when, const std::string& then,
                                     const std::string& otherwise) const override {
        return call("if", {when, then, otherwise});
    }

private:
    [[nodiscard]] static std::string call(const std::string& what, const Texts& items) {
        std::string list;
        for (const std::string& item : items) list += (list.empty() ? "" : ", ") + item;
        return "{\"" + what + "\": [" + list + "]}";
    }
};

/// The expressions of zen-engine.
class Zen : public Language {
public:
    [[nodiscard]] std::string yes(const std::string& finding) const override { return finding; }
    [[nodiscard]] std::string one_of(const std::string& finding, const Texts& options) const override {
        Texts quoted;
        quoted.reserve(options.size());
        for (const std::string& option : options) quoted.push_back("'" + option + "'");
        return "(" + finding + " in [" + joined(quoted, ", ") + "])";
    }
    [[nodiscard]] std::string compare(const std::string& left, const std::string& sign, const std::string& right) const override {
        return "(" + left + " " + sign + " " + right + ")";
    }
    [[nodiscard]] std::string number(const std::string& finding) const override { return finding; }
    [[nodiscard]] std::string all(const Texts& items) const override { return "(" + joined(items, " and ") + ")"; }
    [[nodiscard]] std::string any(const Texts& items) const override { return "(" + joined(items, " or ") + ")"; }
    [[nodiscard]] std::string opposite(const std::string& item) const override { return "(not (" + item + "))"; }
    [[nodiscard]] std::string sum(const Texts& items) const override { return "(" + joined(items, " + ") + ")"; }
    [[nodiscard]] std::string choose(const std::string& when, const std::string& then,
                                     const std::string& otherwise) const override {
        return "(" + when + " ? " + then + " : " + otherwise + ")";
    }

private:
    [[nodiscard]] static std::string joined(const Texts& items, const std::string& between) {
        std::string out;
        for (const std::string& item : items) out += (out.empty() ? "" : between) + item;
        return out;
    }
};

/// CLIPS: conditions over variables that a pattern binds, one for each finding.
class Clips : public Language {
public:
    [[nodiscard]] std::string yes(const std::string& finding) const override { return "(eq ?" + finding + " yes)"; }
    [[nodiscard]] std::string one_of(const std::string& finding, const Texts& options) const override {
        Texts each;
        each.reserve(options.size());
        for (const std::string& option : options) each.push_back("(eq ?" + finding + " " + option + ")");
        return any(each);
    }
    [[nodiscard]] std::string compare(const std::string& left, const std::string& sign, const std::string& right) const override {
        return "(" + sign + " " + left + " " + right + ")";
    }
    [[nodiscard]] std::string number(const std::string& finding) const override { return "?" + finding; }
    // `and`, `or` and `+` of CLIPS want two or more.
    [[nodiscard]] std::string all(const Texts& items) const override { return call("and", "TRUE", items); }
    [[nodiscard]] std::string any(const Texts& items) const override { return call("or", "FALSE", items); }
    [[nodiscard]] std::string opposite(const std::string& item) const override { return "(not " + item + ")"; }
    [[nodiscard]] std::string sum(const Texts& items) const override { return call("+", "0", items); }
    [[nodiscard]] std::string choose(const std::string& when, const std::string& then,
                                     const std::string& otherwise) const override {
        return "(if " + when + " then " + then + " else " + otherwise + ")";
    }

private:
    [[nodiscard]] static std::string call(const std::string& what, const std::string& nothing, const Texts& items) {
        std::string out = "(" + what;
        for (std::size_t i = items.size(); i < 2; ++i) out += " " + nothing;
        for (const std::string& item : items) out += " " + item;
        return out + ")";
    }
};

/// The rules in one language.
class Translator {
public:
    Translator(const triage::Rules& rules, const Language& language) : rules_(rules), language_(language) {}

    [[nodiscard]] std::string condition(triage::NodeId node) const;
    /// Where a list of steps ends, from this step on: the position of the outcome, or -1.
    [[nodiscard]] std::string ends(triage::StepId step) const;
    /// Each way to an outcome from this step on: what must hold, and the position of the outcome.
    using Ways = std::vector<std::pair<Language::Texts, std::uint32_t>>;
    void ways(triage::StepId step, const Language::Texts& so_far, Ways& out) const;
    /// The findings that the conditions of a pathway read.
    [[nodiscard]] std::set<std::string> findings(triage::StepId step) const;

private:
    [[nodiscard]] std::string question(const triage::Clause& clause) const;
    [[nodiscard]] std::string at_least(int needed, const std::vector<std::pair<int, triage::NodeId>>& items) const;

    const triage::Rules& rules_;
    const Language& language_;
};

}  // namespace bench
