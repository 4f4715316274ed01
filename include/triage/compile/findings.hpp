// SPDX-License-Identifier: Apache-2.0
// Checks dispositions and findings: the order of urgency, the floor of red flags, types, options and ranges.
// Every refusal here is a row of docs/diagnostics.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include <triage/compile/names.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/words.hpp>

namespace triage::compile_detail {

class FindingsCompiler {
public:
    FindingsCompiler(Rules& rules, Problems& problems, Names& names)
        : rules_(rules), doc_(rules.document), problems_(problems), names_(names) {}

    void dispositions() {
        bool home = false, floor = false, some_away = false;
        const std::size_t count = doc_.dispositions.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Disposition& d = doc_.dispositions[i];
            const auto rank = static_cast<Rank>(count - 1 - i);
            if (!d.at_home) {
                if (home)
                    problems_.error(d.id.at, "disposition-order",
                                    "\"" + d.id.value + "\" is not at_home but comes after a disposition that is",
                                    "list dispositions from the gravest to the mildest; at_home ones last");
                some_away = true;
                rules_.otherwise_rank = rank;
            }
            home |= d.at_home;
            if (d.red_flag_floor) {
                if (floor || d.at_home)
                    problems_.error(d.id.at, "red-flag-floor",
                                    d.at_home ? "the red_flag_floor may not be at_home" : "there are two red_flag_floors",
                                    "mark exactly one disposition: the mildest that a single red flag may lead to");
                floor = true;
                rules_.red_flag_rank = rank;
            }
        }
        if (!some_away)
            problems_.error(doc_.dispositions[0].id.at, "disposition-order", "every disposition is at_home",
                            "at least one disposition must not be at_home");
        const auto flag = std::find_if(doc_.findings.begin(), doc_.findings.end(), [](const Finding& f) { return f.red_flag; });
        if (!floor && flag != doc_.findings.end())
            problems_.error(doc_.dispositions[0].id.at, "red-flag-floor",
                            "no disposition is the red_flag_floor, but \"" + flag->id.value + "\" is a red flag",
                            "add red_flag_floor: true to one disposition");
    }
    void findings() {
        rules_.findings.resize(doc_.findings.size());
        for (const Finding& f : doc_.findings) {
            if (is_taken(f.id.value))
                problems_.error(f.id.at, "bad-id", "a finding may not be called \"" + f.id.value + "\"",
                                "answer files and conditions use this word for something else");
            if (f.red_flag && (f.type != FindingType::yes_no || f.polarity != Polarity::worrying))
                problems_.error(f.id.at, "red-flag-polarity", "a red flag must be a yes_no finding that is worrying",
                                "set polarity: worrying, or remove red_flag");
            if (f.type == FindingType::choice) {
                if (f.options.size() > format_limits::options)
                    problems_.error(f.options[format_limits::options].id.at, "too-many-options",
                                    "a choice has at most " + std::to_string(format_limits::options) + " options");
                for (std::size_t i = 0; i < f.options.size(); ++i) {
                    if (f.options[i].id.value == "unknown" || !is_snake_case(f.options[i].id.value))
                        problems_.error(f.options[i].id.at, "bad-id", "\"" + f.options[i].id.value + "\" cannot be an option",
                                        f.options[i].id.value == "unknown" ? "every finding can be answered unknown anyway"
                                                                           : "write it in snake_case");
                    for (std::size_t j = 0; j < i; ++j)
                        if (f.options[j].id.value == f.options[i].id.value) {
                            names_.duplicate(f.options[i].id, "option", f.options[j].id.at);
                            break;
                        }
                }
            }
            absent(f);
            parts(f);
            renamed(f.options, "option");
            if (f.type == FindingType::number && !(f.min.value < f.max.value))
                problems_.error(f.max.at, "empty-range", "min must be below max", "swap them");
            for (const Number& end : {f.min, f.max}) (void)problems_.whole_enough(end, f);
            if (f.usual) (void)problems_.whole_enough(*f.usual, f);
        }
        renamed(doc_.findings, "finding");
    }

private:
    /// An id is of one item, now or before: stored answers then name one thing.
    template <class Item>
    void renamed(const std::vector<Item>& all, const char* kind) {
        std::vector<const Text*> old;
        for (const Item& item : all)
            for (const Text& id : item.renamed_from) old.push_back(&id);
        if (old.empty()) return;
        NameIndex<> now, before;
        for (std::size_t i = 0; i < all.size(); ++i) now.add(all[i].id.value, i);
        for (std::size_t i = 0; i < old.size(); ++i) before.add(old[i]->value, i);
        now.sort();
        before.sort();
        for (std::size_t i = 0; i < old.size(); ++i) {
            const std::uint32_t present = now.find(old[i]->value), first = before.find(old[i]->value);
            if (present != npos)
                names_.duplicate(*old[i], kind, all[present].id.at);
            else if (first != i)
                names_.duplicate(*old[i], kind, old[first]->at);
        }
    }
    void parts(const Finding& f) {
        for (const Text& name : f.parts) {
            const FindingId part = names_.resolve(name, "finding", rules_.finding_names);
            if (part == npos) continue;
            const Finding& p = doc_.findings[part];
            if (p.type != FindingType::yes_no || p.polarity != f.polarity || (f.red_flag && !p.red_flag))
                problems_.error(name.at, "wrong-part", "\"" + p.id.value + "\" cannot be a part of \"" + f.id.value + "\"",
                                f.red_flag && !p.red_flag ? "a part of a red flag is a red flag itself"
                                                          : "a part is a yes_no finding of the same polarity");
        }
    }
    void absent(const Finding& f) {
        const std::string& id = f.id.value;
        if (f.usual && (f.usual->value < f.min.value || f.usual->value > f.max.value))
            problems_.outside_range(f.usual->at, shortest(f.usual->value), f);
        if (f.absent.value.empty()) return;
        if (f.type == FindingType::number)
            problems_.error(f.absent.at, "unknown-option", "a number has no options, so no \"absent\"",
                            "write usual: and a number");
        else if (f.type == FindingType::yes_no && f.absent.value != "no")
            problems_.error(f.absent.at, "unknown-option", "a yes_no finding can only be \"no\" where it is absent",
                            "write absent: \"no\"");
        else if (f.type == FindingType::choice && !value_of(f, f.absent.value))
            problems_.error(f.absent.at, "unknown-option", "\"" + f.absent.value + "\" is not an option of " + id,
                            problems_.did_you_mean(f.absent.value, option_ids(f)));
    }
    /// Whether answer files or conditions use a word as a key.
    [[nodiscard]] static bool is_taken(const std::string& id) {
        using Form = Condition::Form;
        const auto form = from_word<Form>(id);
        return (form && !names_finding(*form)) || id == "at_least" || id == "id" || id == "answers";
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    Names& names_;
};

}  // namespace triage::compile_detail
