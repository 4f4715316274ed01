// SPDX-License-Identifier: Apache-2.0
// What the rules say to a person: words that are missing, and words that a person does not know.
#include <algorithm>
#include <string>

#include <triage/text/text.hpp>

#include "check/report.hpp"

namespace triage::check_detail {

namespace {

/// The first word with two capital letters ("DVT", "NSAIDs"); empty without one.
std::string abbreviation_in(const std::string& text) {
    std::string word;
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto part_of_word = [&](char c) { return capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    for (const char c : text + " ") {
        if (part_of_word(c))
            word += c;
        else if (std::ranges::count_if(word, capital) > 1)
            return word;
        else
            word.clear();
    }
    return {};
}

}  // namespace

void report_words(const RuleDocument& doc, Report& report) {
    for (const Finding& f : doc.findings) {
        std::vector<std::string> bare;
        for (const Option& o : f.options)
            if (o.label.value.empty()) bare.push_back(o.id.value);
        if (!bare.empty())
            report.warn(f.id.at, "option-without-label",
                        "a person reads the ids of these options of " + quoted(f.id.value) + ": " + joined(bare),
                        "write {id: " + bare.front() + ", label: \"…\"}");
        if (f.examiner) continue;  // asked of clinicians
        const auto warn_of = [&](const Text& text, const char* key) {
            if (const std::string found = abbreviation_in(text.value); !found.empty())
                report.warn(text.at, "abbreviation",
                            "a person may not know " + quoted(found) + ", which stands under " + quoted(key) + " of " +
                                quoted(f.id.value),
                            "say it in plain words; what only a clinician needs belongs under note: or clinical:");
        };
        warn_of(f.ask, "ask");
        warn_of(f.why, "why");
        for (const Text& step : f.check) warn_of(step, "check");
    }
    for (const Group& g : doc.groups)
        if (std::ranges::none_of(doc.findings, [&](const Finding& f) { return f.group.value == g.id.value; }))
            report.warn(g.id.at, "unused-group", "no question belongs to the group " + quoted(g.id.value),
                        "name it under group: of a finding, or take it away");
}

}  // namespace triage::check_detail
