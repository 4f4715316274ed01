// SPDX-License-Identifier: Apache-2.0
#include <triage/export.hpp>

#include <set>
#include <utility>
#include <vector>

#include <triage/compile/asked.hpp>
#include <triage/text/text.hpp>
#include <triage/version.hpp>
#include <triage/walk/codes.hpp>

namespace triage {

namespace {

using compile_detail::can_be;
using compile_detail::GoingOn;

constexpr const char* head = R"(#pragma once

#include <cstdint>

namespace NAMESPACE {

enum class Ending : std::uint8_t { cleared, unsure, raised };

/// Where a pathway ended. `outcome`: -1 where there is none.
struct End {
    std::int16_t outcome = -1;
    Ending ending = Ending::cleared;
    bool floors = false;
};

/// Ranks count from the mildest. `pathway`: -1 where nothing stands, or where answers contradict what the rules assume.
struct Result {
    std::uint8_t rank = 0;
    std::int16_t pathway = -1, outcome = -1;
    bool raised = false, contradicts = false;
    End ends[PATHWAYS] = {};
};

)";

/// Sums of points that an item may or may not add, for scores of which it is asked whether they can stay unknown.
constexpr const char* sums = R"(namespace detail {
struct Sums {
    int base = 0, width = 0;
    bool chosen[2001] = {};  // sums of the items that count or do not; 1000: nothing
    Sums() { chosen[1000] = true; }
    void add(bool can, bool must, bool open, int points) {
        if (points > 0 && open) {
            width += points;
        } else if (must) {
            base += points;
        } else if (can) {
            if (points > 0) {
                for (int i = 2000; i >= points; --i) chosen[i] = chosen[i] || chosen[i - points];
            } else {
                for (int i = 0; i <= 2000 + points; ++i) chosen[i] = chosen[i] || chosen[i - points];
            }
        }
    }
    bool open(int k) const {
        for (int i = 0; i <= 2000; ++i)
            if (chosen[i] && base + i - 1000 < k && base + i - 1000 + width >= k) return true;
        return false;
    }
};
}  // namespace detail

)";

class Exporter {
public:
    using Value = std::string;

    explicit Exporter(const RuleSet& rules) : set_(rules), rules_(rules.compiled()), codes_(rules_) {}

    [[nodiscard]] std::string run() {
        answers();
        std::string walks;
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) walks += pathway(p);
        const std::string implies = implications(), result = walk();
        std::string out = "// Made by triage " + std::string(TRIAGE_VERSION_STRING) + " from the rules " + set_.id() + " " +
                          set_.version() + (set_.digest().empty() ? std::string() : " (" + set_.digest() + ")") +
                          ". Do not edit: change the rules, and make it again.\n"
                          "// Not a medical device. What it says must be shown with the disclaimer of the rules.\n" +
                          head;
        replace(out, "NAMESPACE", "triage_" + set_.id());
        replace(out, "PATHWAYS", std::to_string(rules_.pathways.size()));
        return out + names() + answers_ + (sums_ ? sums : "") + "namespace detail {\n\n" + shared_ + walks + implies +
               "}  // namespace detail\n\n" + result + "}  // namespace triage_" + set_.id() + "\n";
    }

    // The form that compile/asked.hpp asks.
    [[nodiscard]] Value constant(bool so) const { return so ? "true" : "false"; }
    [[nodiscard]] Value literal(const compile_detail::Literal& l) const {
        const std::uint32_t finding = rules_.clauses[l.clause].finding;
        std::vector<Codes::Range> ranges(codes_.truths(l.clause).begin(), codes_.truths(l.clause).end());
        if (l.of_false) {
            // What is known and not true: the gaps between.
            std::vector<Codes::Range> gaps;
            unsigned from = 1;
            const unsigned count = codes_.count(FindingId{finding});
            for (const Codes::Range r : ranges) {
                if (r.first > from) gaps.push_back({static_cast<Codes::Code>(from), static_cast<Codes::Code>(r.first - 1)});
                from = r.last + 1U;
            }
            if (from < count) gaps.push_back({static_cast<Codes::Code>(from), static_cast<Codes::Code>(count - 1)});
            ranges = std::move(gaps);
        }
        std::string out;
        for (const Codes::Range r : ranges) {
            const std::string code = "a.code[" + std::to_string(finding) + "]", first = std::to_string(r.first);
            out += out.empty() ? "" : " || ";
            if (r.first == r.last)
                out += code + (l.inverted && ranges.size() == 1 ? " != " : " == ") + first;
            else
                out += "unsigned(" + code + " - " + first + ") " + (l.inverted && ranges.size() == 1 ? ">" : "<=") + " " +
                       std::to_string(r.last - r.first) + "u";
        }
        if (ranges.empty()) return constant(l.inverted);
        return (l.inverted && ranges.size() > 1 ? "!(" : "(") + out + ")";
    }
    [[nodiscard]] Value same_as(Ask ask) { return of(ask); }
    template <class Item>
    [[nodiscard]] Value all(std::uint32_t count, Item&& item) {
        return joined(count, item, " && ");
    }
    template <class Item>
    [[nodiscard]] Value any(std::uint32_t count, Item&& item) {
        return joined(count, item, " || ");
    }
    template <class Item, class Points>
    [[nodiscard]] Value at_least(std::uint32_t count, Item&& item, Points&& points, int k) {
        std::string out;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (points(i) == 0) continue;
            out += (out.empty() ? "" : " + ") + std::string("int(") + of(item(i)) + ")" +
                   (points(i) == 1 ? "" : " * " + std::to_string(points(i)));
        }
        return "(" + out + " >= " + std::to_string(k) + ")";
    }
    /// Of a score, whether it can stay unknown.
    [[nodiscard]] Value plainly(Ask ask) {
        sums_ = true;
        const SharedCondition& s = rules_.shared[rules_.nodes[ask.node].shared()];
        std::string body = "    Sums s;\n";
        for (const CompiledScoreItem& item : rules_.scores[s.score]) {
            if (item.points == 0) continue;
            body += "    s.add(" + of({item.node, Asked::can_be_yes, false}) + ", " + of({item.node, Asked::no_or_open, true}) +
                    ", " + of({item.node, Asked::can_be_open, false}) + ", " + std::to_string(item.points) + ");\n";
        }
        const std::string name = "open_" + std::to_string(rules_.nodes[ask.node].first);
        if (functions_.insert(name).second)
            shared_ += "inline bool " + name + "(const Answers& a) {\n" + body + "    return s.open(" +
                       std::to_string(s.at_least) + ");\n}\n\n";
        return (ask.negated ? "!" : "") + name + "(a)";
    }

private:
    static void replace(std::string& text, const std::string& what, const std::string& with) {
        for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
            text.replace(at, what.size(), with);
    }
    template <class Item>
    [[nodiscard]] std::string joined(std::uint32_t count, Item&& item, const char* with) {
        if (count == 1) return of(item(0));
        std::string out = "(";
        for (std::uint32_t i = 0; i < count; ++i) out += (i == 0 ? "" : with) + of(item(i));
        return out + ")";
    }
    /// A shared condition is a function of its own, once for each question.
    [[nodiscard]] Value of(Ask ask) {
        const Node& n = rules_.nodes[ask.node];
        if (n.op != Node::Op::shared) return compile_detail::put(rules_, ask, *this);
        static constexpr const char* questions[] = {"is_yes",      "is_no",      "can_be_yes",  "can_be_no",
                                                    "yes_or_open", "no_or_open", "can_be_open", "part_open"};
        const std::string name = std::string("c") + std::to_string(n.first) + "_" + questions[static_cast<std::size_t>(ask.what)];
        const bool negated = std::exchange(ask.negated, false);
        if (functions_.insert(name).second) {
            const std::string body = compile_detail::put(rules_, ask, *this);
            shared_ += "/// " + rules_.id_of(n.shared()).value + "\ninline bool " + name + "(const Answers& a) { return " + body +
                       "; }\n\n";
        }
        return (negated ? "!" : "") + name + "(a)";
    }

    [[nodiscard]] std::string names() const {
        const RuleDocument& d = rules_.document;
        std::string out;
        const auto table = [&](const char* name, const auto& all, const auto& id) {
            out += "constexpr const char* const " + std::string(name) + "[] = {";
            for (std::size_t i = 0; i < all.size(); ++i) out += (i == 0 ? "" : ", ") + std::string("\"") + id(i) + "\"";
            out += "};\n";
        };
        table("dispositions", d.dispositions, [&](std::size_t i) { return rules_.disposition(static_cast<Rank>(i)).id.value; });
        table("pathways", d.pathways, [&](std::size_t i) { return d.pathways[i].id.value; });
        table("outcomes", d.outcomes, [&](std::size_t i) { return d.outcomes[i].id.value; });
        table("findings", d.findings, [&](std::size_t i) { return d.findings[i].id.value; });
        out += "\nenum class Finding : std::uint16_t {";
        // An underscore behind each name keeps clear of the words of C++.
        for (std::size_t i = 0; i < d.findings.size(); ++i) out += (i == 0 ? " " : ", ") + d.findings[i].id.value + "_";
        return out + " };\n\n";
    }
    void answers() {
        const RuleDocument& d = rules_.document;
        answers_ =
            "/// What one person said; unknown at first. yes/no: 1 no, 2 yes; choice: 1 + position of the option; 0: not known.\n"
            "struct Answers {\n    std::uint16_t code[" +
            std::to_string(d.findings.size()) +
            "] = {};\n"
            "    void set(Finding f, bool yes) { code[int(f)] = yes ? 2 : 1; }\n"
            "    void set_option(Finding f, unsigned position) { code[int(f)] = std::uint16_t(1 + position); }\n"
            "    void set_unknown(Finding f) { code[int(f)] = 0; }\n"
            "    /// It must be in the range of the finding; that is not checked.\n"
            "    void set_number(Finding f, double x);\n};\n\n"
            "inline void Answers::set_number(Finding f, double x) {\n    int below = 0;\n    switch (f) {\n";
        for (FindingId f{0}; f < d.findings.size(); ++f) {
            if (d.findings[f].type != FindingType::number) continue;
            answers_ += "        case Finding::" + d.findings[f].id.value + "_:\n";
            for (const double t : codes_.thresholds(f))
                answers_ += "            below += (x > " + number(t) + ") + (x >= " + number(t) + ");\n";
            answers_ += "            break;\n";
        }
        answers_ += "        default: break;\n    }\n    code[int(f)] = std::uint16_t(1 + below);\n}\n\n";
    }
    [[nodiscard]] static std::string number(double x) {
        const std::string out = shortest(x);
        return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
    }

    [[nodiscard]] std::string pathway(PathwayId p) {
        const std::string number = std::to_string(p);
        labels_ = 0;
        std::string now = list(rules_.pathways[p].first_step, 1), future = reach(rules_.pathways[p].first_step, 1);
        const bool unsure = future.find("goto unsure;") != std::string::npos;
        std::string out = "/// " + rules_.document.pathways[p].id.value + "\ninline unsigned pathway_" + number +
                          "(const Answers& a, End& end) {\n    unsigned best = 0xFFFFFFFFu;\n" + now;
        if (now.find("goto open;") != std::string::npos) out += "open:\n";
        out += future;
        if (!unsure) return out + "    return best;\n}\n\n";
        out += "    return best;\nunsure:\n    end.ending = Ending::unsure;\n";
        if (rules_.pathways[p].unsure != npos)
            out += "    end.outcome = " + std::to_string(rules_.pathways[p].unsure) + ";\n" +
                   better(rules_.program.unsure_site[p], "    ");
        return out + "    return best;\n}\n\n";
    }
    [[nodiscard]] static std::string better(std::uint32_t site, const std::string& indent) {
        const std::string n = std::to_string(site);
        return indent + "if (best > " + n + "u) best = " + n + "u;\n";
    }
    [[nodiscard]] std::string list(StepId step, std::size_t depth) {
        const std::string indent(4 * depth, ' ');
        std::string out;
        for (; step != npos; step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            ByKleene<std::string> arm;
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = s.branches[value];
                const std::string inner = indent + "    ";
                switch (b.kind) {
                    case Branch::Kind::next: break;
                    case Branch::Kind::clear: arm[value] = inner + "goto open;\n"; break;
                    case Branch::Kind::outcome:
                        arm[value] = inner + "end.ending = Ending::raised;\n" + inner +
                                     "end.outcome = " + std::to_string(b.outcome()) + ";\n" +
                                     better(rules_.program.site_of[step][value], inner) + inner + "return best;\n";
                        break;
                    case Branch::Kind::floor:
                        arm[value] = inner + "end.floors = true;\n" + better(rules_.program.site_of[step][value], inner);
                        break;
                    case Branch::Kind::steps: arm[value] = list(b.steps(), depth + 1) + inner + "goto open;\n"; break;
                }
            }
            out += indent + "// " + s.written->id.value + "\n";
            const auto test = [&](const char* word, Asked what, const std::string& then) {
                return std::string(word) + " (" + of({s.node, what, false}) + ") {\n" + then + indent + "}";
            };
            const std::string& otherwise = arm[Kleene::unknown];
            if (arm[Kleene::no] == otherwise) {
                if (arm[Kleene::yes].empty() && otherwise.empty()) continue;
                out += indent + test("if", Asked::is_yes, arm[Kleene::yes]);
            } else {
                out +=
                    indent + test("if", Asked::is_yes, arm[Kleene::yes]) + " else " + test("if", Asked::is_no, arm[Kleene::no]);
            }
            if (!otherwise.empty()) out += " else {\n" + otherwise + indent + "}";
            out += "\n";
        }
        return out;
    }
    /// Goes to `unsure` where an outcome can still be reached; falls out of the list where none can.
    [[nodiscard]] std::string reach(StepId step, std::size_t depth) {
        const std::string indent(4 * depth, ' '), end = "end_" + std::to_string(labels_++);
        std::string out;
        bool leaves = false;
        for (; step != npos; step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind == Branch::Kind::outcome) out += indent + "if (" + of(can_be(s.node, value)) + ") goto unsure;\n";
                if (b.kind != Branch::Kind::steps) continue;
                const std::string inner = reach(b.steps(), depth + 1);
                if (!inner.empty()) out += indent + "if (" + of(can_be(s.node, value)) + ") {\n" + inner + indent + "}\n";
            }
            const GoingOn on = compile_detail::going_on(s);
            if (on.always || s.next == npos) continue;
            std::string goes;
            for (const Asked what : on.questions) goes += (goes.empty() ? "" : " || ") + of({s.node, what, false});
            out += indent + (goes.empty() ? "goto " + end : "if (!(" + goes + ")) goto " + end) + ";\n";
            leaves = true;
        }
        if (out.find("goto unsure;") == std::string::npos) return {};
        if (leaves) out += std::string(4 * depth - 4, ' ') + end + ":;\n";
        return out;
    }
    [[nodiscard]] std::string implications() {
        std::string out = "/// What follows from what was said.\ninline void imply(Answers& a) {\n    (void)a;\n";
        for (const CompiledImplication& i : rules_.implications)
            out += "    if (a.code[" + std::to_string(i.finding) + "] == 0 && " + of({i.node, Asked::is_yes, false}) +
                   ") a.code[" + std::to_string(i.finding) + "] = " + std::to_string(codes_.of(i.finding, {i.option, i.number})) +
                   ";\n";
        return out + "}\n\n";
    }
    [[nodiscard]] std::string walk() {
        std::string out =
            "/// What the answers come to. It holds its own copy, for what follows from them.\n"
            "inline Result walk(Answers a) {\n    Result r;\n    unsigned best = 0xFFFFFFFFu, here;\n    detail::imply(a);\n";
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
            const std::string n = std::to_string(p);
            out += "    here = detail::pathway_" + n + "(a, r.ends[" + n + "]);\n    if (here < best) best = here;\n";
        }
        const std::vector<Site>& sites = rules_.program.sites;
        std::string contradicts;
        for (const NodeId node : rules_.assumptions)
            contradicts += (contradicts.empty() ? "" : " || ") + of({node, Asked::is_yes, false});
        if (!contradicts.empty()) {
            shared_ += "inline bool contradicts(const Answers& a) { return " + contradicts + "; }\n\n";
            out += "    r.contradicts = detail::contradicts(a);\n";
        }
        out +=
            "    struct Site {\n        std::uint8_t rank;\n        bool raised;\n        std::int16_t pathway, outcome;\n    };\n"
            "    static constexpr Site sites[] = {";
        for (const Site& s : sites)
            out += "{" + std::to_string(s.rank) + ", " + (s.raised ? "true" : "false") + ", " + std::to_string(s.pathway) + ", " +
                   std::to_string(s.outcome) + "}, ";
        std::string home;
        for (std::uint32_t r = 0; r < rules_.document.dispositions.size(); ++r)
            if (rules_.at_home(static_cast<Rank>(r)))
                home += (home.empty() ? "" : " || ") + std::string("sites[best].rank == ") + std::to_string(r);
        out += "{0, true, -1, -1}};\n    if (best == 0xFFFFFFFFu || (r.contradicts && (" + (home.empty() ? "false" : home) +
               "))) {\n        r.rank = " + std::to_string(rules_.otherwise_rank) +
               ";\n        r.outcome = " + std::to_string(rules_.otherwise) +
               ";\n        r.raised = true;\n        return r;\n    }\n    r.rank = sites[best].rank;\n"
               "    r.raised = sites[best].raised;\n    r.pathway = sites[best].pathway;\n    r.outcome = sites[best].outcome;\n"
               "    return r;\n}\n\n";
        return out;
    }

    const RuleSet& set_;
    const Rules& rules_;
    Codes codes_;
    std::string answers_, shared_;  // functions of shared conditions, each before those that call it
    std::set<std::string> functions_;
    bool sums_ = false;
    std::size_t labels_ = 0;
};

}  // namespace

std::string export_cpp(const RuleSet& rules) { return Exporter(rules).run(); }

}  // namespace triage
