// SPDX-License-Identifier: Apache-2.0
// Where two rule documents are written differently, and what one of them knows that the other does not.
// Does not say whether a difference matters to anyone: the diagram does.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/review/diff/written.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

/// A change with the part that it concerns, so that a pathway can ask for its own.
struct LocatedChange {
    std::string section, id;
    WrittenChange change;
    std::vector<std::string> findings;  ///< that a change of logic mentions
};

/// What stands in one list of ids alone is told by its own parts: of an order, only the common ids are compared.
inline void keep_common(std::string& one, std::string& other) {
    const auto split = [](const std::string& text) {
        std::vector<std::string> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(", ", at), text.size());
            out.push_back(text.substr(at, end - at));
            at = end + 2;
        }
        return out;
    };
    const std::vector<std::string> a = split(one), b = split(other);
    const auto common = [](const std::vector<std::string>& from, const std::vector<std::string>& in) {
        std::vector<std::string> out;
        for (const std::string& x : from)
            if (std::find(in.begin(), in.end(), x) != in.end()) out.push_back(x);
        return joined(out);
    };
    one = common(a, b);
    other = common(b, a);
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
            if (now.part.rfind("order of ", 0) == 0) {
                keep_common(change.old_text, change.new_text);
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
        const auto read = [](const UsedClauses& by, FindingId f) {
            return std::find(by.findings().begin(), by.findings().end(), f) != by.findings().end();
        };
        for (FindingId f{0}; f < here.document.findings.size(); ++f) {
            const Finding& mine = here.document.findings[f];
            const FindingId g = there.finding_names.find(mine.id.value);
            if (g == npos) {
                only("finding " + mine.id.value + ": asked", as_unasked);
                continue;
            }
            const Finding& theirs = there.document.findings[g];
            if (read(reads, f) && !read(reads_there, g)) only("finding " + mine.id.value + ": decides something", "");
            if (mine.type != theirs.type) {
                only("finding " + mine.id.value + ": this type of answer", as_unasked);
                continue;
            }
            for (const Text& option : mine.options)
                if (std::none_of(theirs.options.begin(), theirs.options.end(),
                                 [&](const Text& t) { return t.value == option.value; }))
                    only("finding " + mine.id.value + ": option " + option.value, as_unasked);
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
