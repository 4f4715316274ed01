// SPDX-License-Identifier: Apache-2.0
#include "large_rules.hpp"

#include <algorithm>
#include <functional>

#include "dice.hpp"

namespace triage::testing {

namespace {

constexpr std::size_t a_file = 900'000;  // bytes

std::string n(std::size_t number) { return std::to_string(number); }
std::string f(std::size_t number) { return "f" + n(number); }

std::string head(const std::string& includes) {
    return "format: triage-rules/1\nid: big\nversion: 0.1.0\ntitle: \"Big\"\n" + includes + R"(otherwise: not_covered
dispositions:
  - {id: same_day, label: "Be seen today", within_hours: 24, red_flag_floor: true}
  - {id: routine, label: "Book an appointment"}
  - {id: self_care, label: "Look after it at home", at_home: true}
sources:
  - {id: s, cite: "S"}
conditions:
  - {id: c, label: "C"}
outcomes:
  - {id: o1, condition: c, disposition: same_day, title: "O1", say: "See.", sources: [s]}
  - {id: o2, condition: c, disposition: routine, title: "O2", say: "Book.", sources: [s]}
  - {id: not_covered, condition: c, disposition: routine, title: "N", say: "Book.", sources: [s]}
)";
}

std::string yes_no_questions(std::size_t count, const std::string& polarity = "context") {
    std::string out = "findings:\n";
    for (std::size_t i = 0; i < count; ++i)
        out += "  - {id: " + f(i) + ", type: yes_no, polarity: " + polarity + ", ask: \"" + f(i) + "?\"}\n";
    return out;
}
std::string choices(std::size_t count) {
    std::string options, out = "findings:\n";
    for (std::size_t i = 0; i < 64; ++i) options += (i == 0 ? "o" : ", o") + n(i);
    for (std::size_t i = 0; i < count; ++i)
        out += "  - {id: " + f(i) + ", type: choice, options: [" + options + "], ask: \"f?\"}\n";
    return out;
}
std::string step(std::size_t number, const std::string& condition, const std::string& then = "o1") {
    return "      - {id: s" + n(number) + ", if: " + condition + ", because: \"b\", sources: [s], then: " + then +
           ", else: next}\n";
}
std::string pathway(std::size_t number, const std::string& steps) {
    return "  - id: p" + n(number) + "\n    title: \"P\"\n    condition: c\n    unsure: o2\n    steps:\n" + steps;
}
std::string list(std::size_t count, const std::function<std::string(std::size_t)>& item) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : ", ") + item(i);
    return "[" + out + "]";
}

/// A set whose pathways are spread over files that are small enough.
LargeRules in_files(const std::string& name, const std::string& findings, const std::vector<std::string>& pathways) {
    LargeRules out{name, {{"f.yaml", findings}}, true};
    std::string text;
    const auto end_file = [&] { out.files.push_back({"p" + n(out.files.size()) + ".yaml", "pathways:\n" + text}), text.clear(); };
    for (const std::string& one : pathways) {
        if (!text.empty() && text.size() + one.size() > a_file) end_file();
        text += one;
    }
    end_file();
    const std::string includes = "include: " + list(out.files.size(), [&](std::size_t i) { return out.files[i].path; }) + "\n";
    out.files.insert(out.files.begin(), {"ruleset.yaml", head(includes)});
    return out;
}
LargeRules in_one(const std::string& name, const std::string& rest) { return {name, {{"ruleset.yaml", head("") + rest}}, true}; }

}  // namespace

LargeRules score_tests(std::size_t tests) {
    constexpr std::size_t items = 200, points = 1000 / items;
    std::string out = yes_no_questions(items) + "scores:\n  sc:\n    title: \"S\"\n    sources: [s]\n    items:\n", steps;
    for (std::size_t i = 0; i < items; ++i)
        out += "      - {points: " + std::string(i < items / 2 ? "" : "-") + n(points) +
               ", if: " + (i < items / 2 ? "{unless: " + f(i) + "}" : f(i)) + ", because: \"b\"}\n";
    const int least = -static_cast<int>(points * (items / 2)) + 1;
    for (std::size_t i = 0; i < tests; ++i)
        steps += step(i, "{all: [{score: sc, at_least: " + std::to_string(least + static_cast<int>(i)) + "}, f0, {not: f0}]}");
    return in_one("score_tests_" + n(tests), out + "pathways:\n" + pathway(0, steps));
}

LargeRules wide(const std::string& name, std::size_t findings, std::size_t pathways, std::size_t steps) {
    std::vector<std::string> all;
    std::size_t used = 0;
    for (std::size_t p = 0; p < pathways; ++p) {
        std::string one;
        for (std::size_t s = 0; s < steps; ++s, used += 2)
            one += step(s, "{any: [" + f(used % findings) + ", " + f((used + 1) % findings) + "]}", s % 2 == 0 ? "o2" : "o1");
        all.push_back(pathway(p, one));
    }
    return in_files(name, yes_no_questions(findings), all);
}

LargeRules pairs(std::size_t findings, bool as_choices) {
    constexpr std::size_t a_step = 150;
    std::string steps;
    for (std::size_t from = 0, number = 0; from < findings; from += a_step, ++number)
        steps += step(number, "{all: " + list(std::min(a_step, findings - from), [&](std::size_t i) {
                                  return as_choices ? "{" + f(from + i) + ": o1}" : f(from + i);
                              }) + "}");
    return in_files("pairs_" + std::string(as_choices ? "choice_" : "yes_no_") + n(findings),
                    as_choices ? choices(findings) : yes_no_questions(findings), {pathway(0, steps)});
}

LargeRules deep_lists(std::size_t pathways, std::size_t depth) {
    std::vector<std::string> all;
    for (std::size_t p = 0; p < pathways; ++p) {
        std::size_t number = 0;
        const std::function<std::string(std::size_t, std::size_t)> level = [&](std::size_t deep, std::size_t indent) {
            const std::string blanks(indent, ' ');
            std::string out;
            for (const bool last : {false, true}) {
                ++number;
                out += blanks + "- id: n" + n(number) + "\n" + blanks + "  if: " + f(number % 500) + "\n" + blanks +
                       "  because: \"b\"\n" + blanks + "  sources: [s]\n";
                if (last && deep > 0) {
                    for (const char* branch : {"then", "else"})
                        out += blanks + "  " + branch + ":\n" + blanks + "    steps:\n" + level(deep - 1, indent + 6);
                    out += blanks + "  unknown: o2\n";
                } else {
                    out += blanks + "  then: o1\n" + blanks + "  else: " + (last ? "clear" : "next") + "\n" + blanks +
                           "  unknown: " + (last ? "o2" : "next") + "\n";
                }
            }
            return out;
        };
        all.push_back(pathway(p, level(depth, 6)));
    }
    LargeRules out = in_files("deep_lists_" + n(depth), yes_no_questions(500), all);
    out.loads = false;
    return out;
}

LargeRules implications(std::size_t findings, std::size_t count) {
    std::string out = yes_no_questions(findings) + "implies:\n", steps;
    for (std::size_t k = 0; k < count; ++k)
        out += "  - {when: {all: " + list(200, [&](std::size_t i) { return f((i * 7 + k) % (findings - count)); }) + "}, set: {" +
               f(findings - count + k) + ": \"yes\"}}\n";
    for (std::size_t s = 0; s < findings / 150; ++s)
        steps += step(s, "{any: " + list(150, [&](std::size_t i) { return f(s * 150 + i); }) + "}");
    return in_one("implications_" + n(count), out + "pathways:\n" + pathway(0, steps));
}

LargeRules settled_together(std::size_t criteria) {
    constexpr std::size_t asked = 1000, settled = 500, together = 200;
    std::string out = yes_no_questions(asked + settled) + "criteria:\n", set, steps;
    const auto criterion = [&](const std::string& id, std::size_t count, const std::function<std::string(std::size_t)>& item) {
        out += "  " + id + ": {title: \"C\", if: {all: " + list(count, item) + "}, sources: [s]}\n";
    };
    for (std::size_t k = 0; k < criteria; ++k)
        criterion("c" + n(k), 195, [&](std::size_t i) { return f((i * 7 + k * 13) % asked); });
    for (std::size_t begin = 0; begin < criteria; begin += together)
        criterion("all" + n(begin), std::min(together, criteria - begin),
                  [&](std::size_t i) { return "{criteria: c" + n(begin + i) + "}"; });
    for (std::size_t k = 0; k < settled; ++k) set += (k == 0 ? "" : ", ") + f(asked + k) + ": \"yes\"";
    out += "implies:\n  - {when: {all: " +
           list((criteria + together - 1) / together, [&](std::size_t i) { return "{criteria: all" + n(i * together) + "}"; }) +
           "}, set: {" + set + "}}\n";
    for (std::size_t s = 0; s < 10; ++s)
        steps += step(s, "{any: " + list(150, [&](std::size_t i) { return f(s * 150 + i); }) + "}");
    return in_one("settled_together_" + n(criteria), out + "pathways:\n" + pathway(0, steps));
}

LargeRules implication_chain() {
    constexpr std::size_t asked = 1000, count = 500;
    std::string out = yes_no_questions(asked + count) + "implies:\n", steps;
    for (std::size_t k = 0; k < count; ++k)
        out +=
            "  - {when: {all: " +
            list(200, [&](std::size_t i) { return i < 199         ? f((i * 7 + k) % asked)
                                                  : k + 1 < count ? f(asked + k + 1)
                                                                  : f(0); }) +
            "}, set: {" + f(asked + k) + ": \"yes\"}}\n";
    for (std::size_t s = 0; s < 10; ++s)
        steps += step(s, "{any: " + list(150, [&](std::size_t i) { return f(s * 150 + i); }) + "}");
    return in_one("implication_chain", out + "pathways:\n" + pathway(0, steps));
}

LargeRules counted_lists(std::size_t steps, bool lists) {
    constexpr std::size_t items = 200;
    const std::size_t findings = lists ? 2 * items : items;
    Dice dice(1);
    std::string out;
    for (std::size_t s = 0; s < steps; ++s) {
        std::vector<std::size_t> these;
        for (std::size_t i = 0; i < findings; ++i) these.push_back((i + s) % findings);
        for (std::size_t i = 0; lists && i < items; ++i) std::swap(these[i], these[i + dice.below(findings - i)]);
        out +=
            step(s, "{at_least: " + n(1 + s % items) + ", of: " + list(items, [&](std::size_t i) { return f(these[i]); }) + "}");
    }
    return in_one(std::string(lists ? "other_lists_" : "counted_lists_") + n(steps),
                  yes_no_questions(findings, "worrying") + "pathways:\n" + pathway(0, out));
}

LargeRules hard_pairs(std::size_t count) {
    std::string steps;
    for (std::size_t i = 0; i < count; ++i)
        steps += step(i, "{all: [" + f(i) + ", " + f((i + 1) % count) + ", {not: " + f(i) + "}]}");
    steps += step(1000, "{any: " + list(count, [&](std::size_t i) {
                            return "{all: [" + f(i) + ", " + f(count + (i * 7) % count) + "]}";
                        }) + "}");
    return in_one("hard_pairs_" + n(count), yes_no_questions(2 * count) + "pathways:\n" + pathway(0, steps));
}

std::vector<LargeRules> all_large_rules() {
    return {score_tests(1000),
            score_tests(100),
            wide("wide_500", 500, 64, 39),
            wide("wide_2000", 2000, 256, 39),
            pairs(500, false),
            pairs(2000, false),
            pairs(100, true),
            pairs(2000, true),
            deep_lists(8, 10),
            implications(1500, 500),
            settled_together(600),
            implication_chain(),
            counted_lists(500, false),
            counted_lists(500, true),
            hard_pairs(20),
            hard_pairs(40)};
}

}  // namespace triage::testing
