// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/generate.hpp"

namespace triage::testing {

namespace {

struct Drawer {
    Dice dice;
    std::string out;

    struct Asked {
        std::string id, kind;  // kind: yes_no, choice, number
        bool worrying = false, red_flag = false;
        int options = 0, max = 0;
        bool ordered = false;
        std::vector<std::string> names = {};  // of the options, as they are written: some need quotes
    };
    std::vector<Asked> findings;
    std::vector<std::string> criteria;
    struct Scored {
        std::string id;
        int least, most;
    };
    std::vector<Scored> scores;
    int levels = 0, homes = 0, outcomes = 0, advice = 0;
    std::vector<int> outcome_rank;

    /// How much is drawn at most, and of findings at least.
    struct Size {
        int least_findings = 5, findings = 13, implications = 4, named = 4, outcomes = 9, pathways = 6, steps = 4;
        int depth = 2;  // of a condition
    };
    Size size;

    explicit Drawer(std::uint64_t seed) : dice(seed) {}
    Drawer(std::uint64_t seed, const Size& wanted) : dice(seed), size(wanted) {}

    static std::string text(std::initializer_list<std::string_view> parts) {
        std::string all;
        for (const std::string_view part : parts) all += part;
        return all;
    }
    static std::string n(const char* stem, int i) { return text({stem, std::to_string(i)}); }
    template <class Each>
    static std::string list(std::size_t count, Each&& each) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ", ") + each();
        return text({"[", all, "]"});
    }

    // ---- conditions. `from`, `until`: findings that may be read; `calm`: no "yes" to a worrying finding may make it
    // true
    // (`flipped`: false), as negative points and implied denials demand; `plain`: neither criteria nor scores nor red
    // flags.
    struct Scope {
        std::size_t from, until;
        bool calm = false, flipped = false, plain = false;
    };
    std::string leaf(const Scope& scope) {
        for (int tries = 0; tries < 20; ++tries) {
            const Asked& f = findings[scope.from + dice.below(scope.until - scope.from)];
            if (f.kind == "yes_no") {
                if ((scope.calm && f.worrying && !scope.flipped) || (scope.plain && f.red_flag)) continue;
                return f.id;
            }
            if (f.kind == "choice" && f.ordered && dice.chance(0.6)) {
                const auto name = [&](int i) { return f.names[static_cast<std::size_t>(i)]; };
                const int i = dice.between(0, f.options - 2);  // the end is between i and i + 1
                const std::string lower = dice.chance(0.5) ? "above: " + name(i) : "at_least: " + name(i + 1);
                const int j = dice.between(i + 1, f.options - 1);
                const std::string upper =
                    j + 1 == f.options || dice.chance(0.5) ? "at_most: " + name(j) : "below: " + name(j + 1);
                if (dice.chance(0.3)) return text({"{", f.id, ": {", lower, ", ", upper, "}}"});
                if (j + 1 == f.options || dice.chance(0.5)) return text({"{", f.id, ": {", lower, "}}"});
                return text({"{", f.id, ": {", upper, "}}"});
            }
            if (f.kind == "choice") {
                if (f.options == 2 || dice.chance(0.5)) return text({"{", f.id, ": ", f.names[dice.below(f.names.size())], "}"});
                const int left_out = dice.between(0, f.options - 1);
                std::string all;
                for (int o = 0; o < f.options; ++o)
                    if (o != left_out && (all.empty() || dice.chance(0.7)))
                        all += (all.empty() ? "" : ", ") + f.names[static_cast<std::size_t>(o)];
                return text({"{", f.id, ": [", all, "]}"});
            }
            const int low = dice.between(1, f.max - 2), high = dice.between(low + 1, f.max - 1);
            // One draw after another: a compiler is free to begin at either end of a sum.
            const auto end = [&](const char* with, const char* without, int at, const char* more) {
                const char* const fraction = dice.chance(0.3) ? more : "";
                return text({dice.chance(0.5) ? with : without, std::to_string(at), fraction});
            };
            const std::string lower = end("at_least: ", "above: ", low, ".5");
            const std::string upper = end("at_most: ", "below: ", high, ".75");
            switch (dice.below(3)) {
                case 0: return text({"{", f.id, ": {", lower, "}}"});
                case 1: return text({"{", f.id, ": {", upper, "}}"});
                default: return text({"{", f.id, ": {", lower, ", ", upper, "}}"});
            }
        }
        return "{all: [{num: {at_least: 3}}]}";  // `num` is always there
    }
    std::string condition(const Scope& scope, int depth) {
        const std::size_t form = dice.below(depth <= 0 ? 3 : 12);
        const auto inner = [&] { return condition(scope, depth - 1); };
        Scope other = scope;
        other.flipped = !scope.flipped;
        switch (form) {
            case 3:
            case 4: return text({"{all: ", list(1 + dice.below(3), inner), "}"});
            case 5:
            case 6: return text({"{any: ", list(1 + dice.below(3), inner), "}"});
            case 7: return text({"{not: ", condition(other, depth - 1), "}"});
            case 8: return text({"{unless: ", condition(other, depth - 1), "}"});
            case 9: {
                const std::size_t items = 2 + dice.below(3);
                const int needed = dice.between(1, static_cast<int>(items));
                return text({"{at_least: ", std::to_string(needed), ", of: ", list(items, inner), "}"});
            }
            case 10:
            case 11: {
                if (scope.plain || scope.calm) return leaf(scope);
                if (!scores.empty() && dice.chance(0.5)) {
                    const Scored& s = dice.pick(scores);
                    return text({"{score: ", s.id, ", at_least: ", std::to_string(dice.between(s.least + 1, s.most)), "}"});
                }
                if (!criteria.empty()) return text({"{criteria: ", dice.pick(criteria), "}"});
                return leaf(scope);
            }
            default: return leaf(scope);
        }
    }
    [[nodiscard]] Scope everything() const { return {0, findings.size()}; }

    // ---- sections
    void head() {
        levels = dice.between(3, 6);
        homes = dice.between(1, 10) <= 8 ? 1 : dice.between(0, 2);
        homes = std::min(homes, levels - 2);
        const int floor = dice.between(homes, levels - 1);
        out +=
            "format: triage-rules/1\nid: drawn\nversion: 0.1.0\ntitle: \"Drawn\"\nlanguage: en\nscope: "
            "\"Tests\"\ndispositions:\n";
        for (int rank = levels - 1; rank >= 0; --rank)
            out += "  - {id: " + n("level", rank) + ", label: \"L\"" + (rank == floor ? ", red_flag_floor: true" : "") +
                   (rank < homes ? ", at_home: true" : "") + "}\n";
        out +=
            "sources:\n  - {id: judgement, cite: \"J\", judgement: true}\nconditions:\n  - {id: something, label: "
            "\"S\"}\n";
    }
    // Words that mean something else elsewhere, in any order: an option is what its place among the options says.
    std::vector<std::string> option_names(int count) {
        std::vector<std::string> words{"yes", "no", "true", "false", "none", "on", "off", "\"null\"", "unsure", "y", "n", "one"};
        std::vector<std::string> drawn;
        for (int i = 0; i < count; ++i) {
            if (dice.chance(0.3)) {
                drawn.push_back(n("o", i));
                continue;
            }
            const std::size_t at = dice.below(words.size());
            drawn.push_back(dice.chance(0.5) && words[at][0] != '"' ? text({"\"", words[at], "\""}) : words[at]);
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
        }
        return drawn;
    }
    void draw_findings() {
        out += "findings:\n";
        findings.push_back({"num", "number", false, false, 0, 10});
        const int count = dice.between(size.least_findings, size.findings);
        for (int i = 0; i < count; ++i) {
            Asked f{n("f", i), "yes_no", false, false, 0, 0};
            const double kind = static_cast<double>(dice.below(100)) / 100;
            if (kind < 0.15)
                f.kind = "choice", f.options = dice.between(2, 5), f.names = option_names(f.options), f.ordered = i % 2 == 0;
            else if (kind < 0.3)
                f.kind = "number", f.max = dice.between(4, 12);
            else
                f.worrying = dice.chance(0.6), f.red_flag = f.worrying && dice.chance(0.4);
            findings.push_back(f);
        }
        for (const Asked& f : findings) {
            out += "  - {id: " + f.id + ", type: " + f.kind + ", group: g, ask: \"" + f.id + "?\"";
            if (f.kind == "yes_no")
                out += std::string(", polarity: ") + (f.worrying ? "worrying" : dice.chance(0.5) ? "reassuring" : "context");
            if (f.red_flag) out += ", red_flag: true";
            std::size_t o = 0;
            if (f.kind == "choice") out += ", options: " + list(f.names.size(), [&] { return f.names[o++]; });
            if (f.ordered) out += ", ordered: true";
            if (f.kind == "number") out += ", min: 0, max: " + std::to_string(f.max);
            if (dice.chance(0.15)) out += ", examiner: true";
            out += "}\n";
        }
    }
    void draw_implications() {
        if (dice.chance(0.4)) return;
        out += "implies:\n";
        const int count = dice.between(1, size.implications);
        for (int i = 0; i < count; ++i) {  // each reads earlier findings than it sets: chains, never a circle
            const std::size_t target = 2 + dice.below(findings.size() - 2);
            const Asked& f = findings[target];
            std::string value = f.kind == "choice" ? dice.pick(f.names) : std::to_string(dice.between(0, f.max));
            bool denies = false;
            if (f.kind == "yes_no") {
                denies = dice.chance(0.5);
                value = denies ? "\"no\"" : "\"yes\"";
            }
            out += "  - {when: " + condition({0, target, denies && f.worrying, false, true}, size.depth) + ", set: {" + f.id +
                   ": " + value + "}}\n";
        }
    }
    void draw_criteria_and_scores() {
        std::string named, scored;
        const int count = dice.between(0, size.named);
        for (int i = 0; i < count; ++i) {
            if (dice.chance(0.5)) {
                named += "  " + n("c", i) + ": {title: \"C\", if: " + condition(everything(), size.depth) +
                         ", sources: [judgement]}\n";
                criteria.push_back(n("c", i));
                continue;
            }
            Scored s{n("s", i), 0, 0};
            scored += "  " + s.id + ":\n    title: \"S\"\n    sources: [judgement]\n    items:\n";
            const int items = dice.between(2, 6);
            for (int k = 0; k < items; ++k) {
                const int points = k > 0 && dice.chance(0.25) ? -dice.between(1, 2) : dice.between(1, 3);
                (points > 0 ? s.most : s.least) += points;
                Scope scope = everything();
                scope.calm = points < 0;
                scored += "      - {points: " + std::to_string(points) + ", if: " + condition(scope, size.depth) +
                          ", because: \"B\"}\n";
            }
            scores.push_back(s);
        }
        if (!named.empty()) out += "criteria:\n" + named;
        if (!scored.empty()) out += "scores:\n" + scored;
    }
    void draw_outcomes() {
        advice = dice.between(2, 6);
        outcomes = dice.between(4, size.outcomes);
        out += "advice:\n";
        for (int i = 0; i < advice; ++i) {
            const char* kind = i < 2 || dice.chance(0.5) ? "do" : dice.chance(0.5) ? "avoid" : "seek_help";
            out += "  - {id: " + n("a", i) + ", kind: " + kind + ", say: \"A\", sources: [judgement]";
            if (kind == std::string("do") && dice.chance(0.5))
                out += (i % 2 == 1 ? ", when: " : ", withhold_when: ") + condition(everything(), 1);
            out += "}\n";
        }
        out += "outcomes:\n";
        for (int i = 0; i < outcomes; ++i) {
            const int rank = i < levels ? i : dice.between(0, levels - 1);
            outcome_rank.push_back(rank);
            out += "  - {id: " + n("out", i) + ", condition: something, disposition: " + n("level", rank) +
                   ", title: \"O\", say: \"O\", clinician: \"O\", sources: [judgement], tests: [\"" + n("t", dice.between(0, 3)) +
                   "\"], advise: ";
            std::string advised;
            for (int a = 0; a < advice; ++a)
                if (dice.chance(0.5)) advised += (advised.empty() ? "" : ", ") + n("a", a);
            out += "[" + advised + "]";
            if (dice.chance(0.3)) out += ", speaks_for: [{if: " + condition(everything(), 1) + ", text: \"for\"}]";
            if (dice.chance(0.3)) out += ", speaks_against: [{if: " + condition(everything(), 1) + ", text: \"against\"}]";
            if (rank < homes)
                out += ", safety_net: {uncertainty: u, watch_for: [w], get_help: g, time_course: t, recheck_days: 3}";
            out += "}\n";
        }
        out += "otherwise: " + n("out", dice.between(0, outcomes - 1)) + "\n";
    }

    // ---- pathways
    int steps = 0, mildest = 99;
    std::string branch(int depth, bool must_end) {
        const std::size_t what = dice.below(must_end ? 4 : 9);
        if (what == 3 && depth > 0) return text({"{steps: ", step_list(depth - 1, true), "}"});
        if (what == 2) return "clear";
        if (what < 4) {
            const int o = dice.between(0, outcomes - 1);
            mildest = std::min(mildest, outcome_rank[static_cast<std::size_t>(o)]);
            return n("out", o);
        }
        return what < 6 ? text({"{floor: ", n("out", dice.between(0, outcomes - 1)), "}"}) : "next";
    }
    std::string step_list(int depth, bool nested) {
        const int count = dice.between(1, nested ? 2 : size.steps);
        int i = 0;
        return list(static_cast<std::size_t>(count), [&] {
            const bool must_end = nested && ++i == count;
            const std::string then = branch(depth, must_end), asked = condition(everything(), size.depth);
            std::string s =
                text({"{id: ", n("step", steps++), ", if: ", asked, ", because: \"B\", sources: [judgement], then: ", then});
            if (must_end || dice.chance(0.4)) s += ", else: " + branch(depth, must_end);
            if (must_end || dice.chance(0.5)) s += ", unknown: " + branch(depth, must_end);
            return s + "}";
        });
    }
    void draw_pathways() {
        out += "pathways:\n";
        const int count = dice.between(std::min(2, size.pathways), size.pathways);
        for (int p = 0; p < count; ++p) {
            mildest = 99;
            const std::string all = step_list(2, false);
            const bool red_flag = dice.chance(0.5);
            std::vector<std::string> unsure;
            for (int o = 0; o < outcomes; ++o)
                if (outcome_rank[static_cast<std::size_t>(o)] <= mildest &&
                    !(red_flag && outcome_rank[static_cast<std::size_t>(o)] < homes))
                    unsure.push_back(n("out", o));
            out += "  - {id: " + n("p", p) + ", title: \"P\", condition: something";
            if (!unsure.empty() && red_flag) out += ", red_flag: true";
            if (!unsure.empty() && (red_flag || dice.chance(0.6))) out += ", unsure: " + dice.pick(unsure);
            if (dice.chance(0.4)) out += ", withhold: [" + n("a", dice.between(0, 1)) + "]";
            out += ", steps: " + all + "}\n";
        }
    }
    void draw_assumptions() {
        if (dice.chance(0.3))
            out += "assume:\n  - {when: " + condition({0, findings.size(), false, false, true}, 1) + ", because: \"B\"}\n";
    }

    std::string whole() {
        head();
        draw_findings();
        draw_implications();
        draw_criteria_and_scores();
        draw_outcomes();
        draw_pathways();
        draw_assumptions();
        return out;
    }
};

}  // namespace

std::string random_rules(std::uint64_t seed) { return Drawer(seed).whole(); }

std::string small_random_rules(std::uint64_t seed) {
    Drawer::Size small;
    small.least_findings = 2;
    small.findings = 5;
    small.implications = 2;
    small.named = 2;
    small.outcomes = 6;
    small.pathways = 3;
    small.steps = 2;
    small.depth = 1;
    return Drawer(seed, small).whole();
}

}  // namespace triage::testing
