// SPDX-License-Identifier: Apache-2.0
// Sets of answers to one finding in plain words, and many of them as one sentence.
// Refuses to hide a literal without saying how many are hidden.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/review/diff/rule_diff.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

/// Values of one level: true for each cell that belongs.
using CellSet = std::vector<bool>;

/// A short name: the clinical text, the question where there is none, the id where both are long.
[[nodiscard]] inline std::string short_name(const Finding& f) {
    constexpr std::size_t longest = 60;
    const std::string& text = f.clinical.value.empty() ? f.ask.value : f.clinical.value;
    if (text.empty() || text.size() > longest) {
        const std::string id = f.id.value,
                          unit = "_" + f.unit.value;  // calf_circumference_difference_cm: the unit is said beside
        const bool ends_in_unit =
            f.type == FindingType::number && id.size() > unit.size() && id.rfind(unit) == id.size() - unit.size();
        return spaced(ends_in_unit ? id.substr(0, id.size() - unit.size()) : id);
    }
    std::string out = text;
    if (out.back() == '?') out.pop_back();
    const bool acronym = out.size() > 1 && !(out[1] >= 'a' && out[1] <= 'z') && out[1] != ' ';
    if (!acronym && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] - 'A' + 'a');
    return out;
}

/// A run of cells of a number, in words.
[[nodiscard]] inline std::string range_text(const Finding& f, const Cell& first, const Cell& last, bool from_first,
                                            bool to_last) {
    const bool says_nothing = f.unit.value.empty() || f.unit.value == "ratio" || f.unit.value.rfind("score", 0) == 0;
    const std::string unit = says_nothing ? "" : " " + spaced(f.unit.value);
    if (first.low == last.high) return shortest(first.low) + unit;
    if (from_first && !to_last) return (last.high_open ? "under " : "at most ") + shortest(last.high) + unit;
    if (to_last && !from_first) return (first.low_open ? "over " : "at least ") + shortest(first.low) + unit;
    return (first.low_open ? "over " : "from ") + shortest(first.low) + (last.high_open ? " to under " : " to ") +
           shortest(last.high) + unit;
}

/// The answers of a set of cells, each as in an answer file; ranges as "50 to 60".
[[nodiscard]] inline std::vector<std::string> answers_in(const Finding& f, const Level& level, const CellSet& cells) {
    std::vector<std::string> out;
    const std::uint32_t n = level.unknown_cell();
    for (std::uint32_t c = 0; c < n; ++c) {
        if (!cells[c]) continue;
        if (level.cells[c].answer.kind() != Answer::Kind::number) {
            for (const Answer& a : level.cells[c].others) out.push_back(a.text());
            continue;
        }
        std::uint32_t last = c;
        while (last + 1 < n && cells[last + 1] && level.cells[last + 1].answer.kind() == Answer::Kind::number) ++last;
        const bool first_cell = c == 0 || level.cells[c - 1].answer.kind() != Answer::Kind::number;
        out.push_back(range_text(f, level.cells[c], level.cells[last], first_cell, last + 1 == n));
        c = last;
    }
    if (cells[n]) out.push_back("unknown");
    return out;
}

/// One literal. `cells` is neither empty nor all of the level.
[[nodiscard]] inline Literal literal_of(const Finding& f, const Level& level, const CellSet& cells) {
    Literal out;
    out.finding = f.id.value;
    out.answers = answers_in(f, level, cells);
    const std::string name = short_name(f);
    const bool or_unknown = cells[level.unknown_cell()];
    // A choice of the other rule set may share the level.
    const bool yes_and_no_only = std::all_of(level.cells.begin(), level.cells.end(), [&](const Cell& c) {
        return std::all_of(c.others.begin(), c.others.end(), [&](const Answer& a) { return value_of(f, a).has_value(); });
    });
    if (out.answers == std::vector<std::string>{"unknown"}) {
        out.text = name + " not known";
    } else if (f.type == FindingType::yes_no && yes_and_no_only) {
        const bool may_yes = contains(out.answers, "yes"), may_no = contains(out.answers, "no");
        if (may_yes && may_no)
            out.text = name + " known either way";
        else if (may_yes)
            out.text = or_unknown ? name + " not denied" : "with " + name;
        else if (may_no)
            out.text = or_unknown ? name + " not reported" : "without " + name;
        if (may_no && !may_yes && f.polarity == Polarity::worrying)
            out.kind = or_unknown ? Literal::Kind::not_reported : Literal::Kind::denied;
    } else {
        std::vector<std::string> known, missing;
        CellSet others = cells;
        others.flip();
        for (const std::string& a : out.answers)
            if (a != "unknown") known.push_back(label_of(f, a));
        for (const std::string& a : answers_in(f, level, others)) missing.push_back(label_of(f, a));
        const std::string is = f.type == FindingType::number ? " " : ": ";
        if (or_unknown && missing.size() < known.size())
            out.text = name + is + "not " + joined(missing, " or ");
        else if (missing == std::vector<std::string>{"unknown"})
            out.text = name + is + (f.type == FindingType::number ? "known" : "any known answer");
        else
            out.text = name + is + joined(known, " or ") + (or_unknown ? " or not known" : "");
        const auto absent = f.type == FindingType::choice ? absent_value(f) : std::nullopt;
        if (absent && known == std::vector<std::string>{label_of(f.options[absent->option])})
            out.kind = or_unknown ? Literal::Kind::not_reported : Literal::Kind::denied;
    }
    return out;
}

/// One answer of one person.
[[nodiscard]] inline Literal answered(const Finding& f, const Answer& answer) {
    Literal out{f.id.value, {answer.text()}, {}, Literal::Kind::named};
    const std::string name = short_name(f);
    const auto absent = absent_value(f);
    const auto value = value_of(f, answer);
    if (answer.kind() == Answer::Kind::number) {
        Cell one;
        one.low = one.high = answer.number();
        out.text = name + " " + range_text(f, one, one, false, false);
    } else if (f.type == FindingType::yes_no && value) {
        const bool is_yes = answer.is_yes();
        out.text = (is_yes ? "with " : "without ") + name;
        if (!is_yes && f.polarity == Polarity::worrying) out.kind = Literal::Kind::denied;
    } else {
        out.text = name + ": " + label_of(f, answer.text());
        if (f.type == FindingType::choice && absent && value && absent->option == value->option) out.kind = Literal::Kind::denied;
    }
    return out;
}

/// One person in a line: what she has, first of the findings in `first`, and how many warning signs she denies.
[[nodiscard]] inline std::string person(const std::vector<Literal>& literals, const std::set<std::string>& first) {
    constexpr std::size_t most_named = 8, most_denied = 2;
    std::vector<std::string> parts, others, denied;
    for (const Literal& l : literals)
        if (first.count(l.finding) != 0) parts.push_back(l.text);
    for (const bool has : {true, false})
        for (const Literal& l : literals) {
            if (first.count(l.finding) != 0 || (l.text.rfind("with ", 0) == 0) != has) continue;
            (l.kind == Literal::Kind::denied ? denied : others).push_back(l.text);
        }
    if (denied.size() <= most_denied) others.insert(others.end(), denied.begin(), denied.end());
    parts.insert(parts.end(), others.begin(), others.end());
    const char* signs = parts.empty() ? " warning signs" : " other warning signs";
    std::string out = joined(parts, ", ", most_named);
    if (denied.size() > most_denied)
        out += (out.empty() ? "who denies " : ", who denies ") + std::to_string(denied.size()) + signs;
    return out;
}

/// "Everyone with A, without B, and who denies 23 other warning signs": first the findings that `first` names, then what
/// is no plain denial; many of a kind are counted.
[[nodiscard]] inline std::string sentence_text(const std::vector<Literal>& literals, const std::set<std::string>& first = {}) {
    constexpr std::size_t most_named = 8, most_of_a_kind = 3;
    std::vector<std::string> parts, named, denied, not_reported;
    for (const Literal& l : literals) {
        if (first.count(l.finding) != 0)
            parts.push_back(l.text);
        else
            (l.kind == Literal::Kind::named ? named : l.kind == Literal::Kind::denied ? denied : not_reported).push_back(l.text);
    }
    std::stable_sort(named.begin(), named.end(), [](const std::string& a, const std::string& b) {
        return (a.rfind("with ", 0) == 0) > (b.rfind("with ", 0) == 0);
    });
    const std::size_t shown = std::min(named.size(), most_named > parts.size() ? most_named - parts.size() : 0);
    parts.insert(parts.end(), named.begin(), named.begin() + static_cast<std::ptrdiff_t>(shown));
    const char* signs = parts.empty() ? " warning signs" : " other warning signs";
    const auto group = [&](const std::vector<std::string>& list, const char* verb) {
        if (list.size() <= most_of_a_kind)
            parts.insert(parts.end(), list.begin(), list.end());
        else
            parts.push_back(verb + std::to_string(list.size()) + signs);
    };
    group(denied, "who denies ");
    group(not_reported, "who does not report ");
    if (const std::size_t more = named.size() - shown; more != 0)
        parts.push_back("with " + counted(more, "further answer") + " in a given range");
    std::string out = "Everyone";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool follows = parts[i].rfind("with", 0) == 0 || parts[i].rfind("who ", 0) == 0;
        const char* glue = i == 0 ? (follows ? " " : ": ") : i + 1 == parts.size() ? " and " : ", ";
        out += glue + parts[i];
    }
    return out;
}

}  // namespace triage::diff_detail
