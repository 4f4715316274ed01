// SPDX-License-Identifier: Apache-2.0
// The picture of a pathway and its words in the packet say the same, and both name exactly what its steps read: over the shipped
// rules and over drawn ones.
#include <triage/review/condition_words.hpp>
#include <triage/review/graph.hpp>
#include <triage/review/packet/packet.hpp>

#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/generate.hpp"
#include "support/shipped.hpp"

using namespace triage;

namespace {

using Texts = std::vector<std::string>;
using Ways = std::set<std::pair<std::string, std::string>>;  // "yes", "not sure", … and where it leads

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}
// Blanks and line ends as one blank, none at the ends.
std::string in_one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\n')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// ---- the picture, read back from DOT

struct Box {
    std::string words;  // of the condition
    Ways ways;
};
struct Drawn {
    std::map<std::string, Box> steps;  // by id
    std::set<std::string> notes;
    std::string labels;  // of everything, in order
};

std::string label_in(const std::string& line) {
    std::size_t at = line.find("label=\"");
    if (at == std::string::npos) return {};
    std::string out;
    for (at += 7; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] != '\\')
            out += line[at];
        else if (++at; line[at] == 'l')
            out += '\n';
        else
            out += line[at];
    }
    replace_all(out, "\u00a0", " ");
    replace_all(out, "&amp;", "&");
    return out;
}

Drawn read_picture(const std::string& dot) {
    Drawn out;
    std::map<int, std::string> name;  // what a node is called as a target
    struct Edge {
        int from, to;
        std::string label;
    };
    std::vector<Edge> edges;
    std::map<int, std::string> step_of;
    std::istringstream lines(dot);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t bracket = line.find('['), arrow = line.find("->");
        if (bracket == std::string::npos || line[0] < '0' || line[0] > '9') continue;
        const std::string label = label_in(line);
        out.labels += label + "\n";
        if (arrow < bracket) {
            if (line.find("style=invis") == std::string::npos)
                edges.push_back({std::stoi(line), std::stoi(line.substr(arrow + 2)), in_one_line(label)});
            continue;
        }
        const int node = std::stoi(line);
        const std::size_t id = label.rfind("\n["), why = label.find("\n\nWhy: ");
        if (why != std::string::npos && id != std::string::npos) {
            step_of[node] = name[node] = label.substr(id + 2, label.find(']', id) - id - 2);
            out.steps[name[node]].words = in_one_line(label.substr(0, why));
        } else if (line.find("shape=note") != std::string::npos) {
            out.notes.insert(in_one_line(label));
        } else if (line.find("shape=plaintext") != std::string::npos) {
            name[node] = "the end";
        } else {
            name[node] = label.substr(label.find(":\n") + 2, label.size() - label.find(":\n") - 3);
        }
    }
    for (const Edge& e : edges) {
        std::string label = e.label;
        replace_all(label, ", or ", "|");
        std::istringstream words(label);
        for (std::string word; std::getline(words, word, '|');) out.steps[step_of.at(e.from)].ways.insert({word, name.at(e.to)});
    }
    return out;
}

// ---- the words, read back from the packet

std::string packet_of(const RuleSet& rules) { return render_packet(rules, {}); }

// The inside of the element whose opening tag begins at `at`.
std::string inside(const std::string& html, std::size_t at, const std::string& tag) {
    const std::size_t begin = html.find('>', at) + 1;
    int depth = 1;
    for (std::size_t i = begin; depth > 0; ++i) {
        i = html.find('<', i);
        REQUIRE(i != std::string::npos);
        const bool opens = html.compare(i, tag.size() + 1, "<" + tag) == 0 &&
                           (html[i + tag.size() + 1] == ' ' || html[i + tag.size() + 1] == '>');
        if (opens) ++depth;
        if (html.compare(i, tag.size() + 3, "</" + tag + ">") == 0 && --depth == 0) return html.substr(begin, i - begin);
    }
    return {};
}
std::string plain(std::string html) {
    replace_all(html, "<li>", "\n• ");
    html = std::regex_replace(html, std::regex("<[^>]*>"), "");
    for (const auto& [entity, text] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        replace_all(html, entity, text);
    return in_one_line(html);
}

struct Said {
    std::string words;
    Ways ways;
};

Said step_said(const std::string& packet, const std::string& pathway, const std::string& step) {
    const std::size_t at = packet.find("id=\"s-" + pathway + "-" + step + "\"");
    REQUIRE(at != std::string::npos);
    Said out;
    const std::size_t words = packet.find("<div><b>If</b> ", at);
    out.words = plain(inside(packet, words, "div").substr(std::string("<b>If</b> ").size()));
    std::string ways = inside(packet, packet.find("<ul class=\"ways\">", words), "ul");
    for (std::size_t nested = 0; (nested = ways.find("<ol>")) != std::string::npos;) {  // only its first step
        const std::string steps = inside(ways, nested, "ol");
        const std::size_t first = steps.find("id=\"s-") + 4;
        ways.replace(nested, steps.size() + 9, "<a href=\"#" + steps.substr(first, steps.find('"', first) - first) + "\">");
    }
    const std::map<std::string, Texts> when{
        {"then", {"yes"}}, {"if not", {"no"}}, {"if not known", {"not sure"}}, {"if not, or not known", {"no", "not sure"}}};
    for (std::size_t way = 0; (way = ways.find("<span class=\"way\">", way)) != std::string::npos; ++way) {
        const std::string where = inside(ways, ways.find("<div", way), "div");
        for (const std::string& word : when.at(inside(ways, way, "span"))) out.ways.insert({word, where});
    }
    return out;
}

// ---- what a step reads, from the rules as they are written

std::string mark(const char* stem, std::size_t i) { return stem + std::to_string(i) + "e"; }

// Every name stands for one thing, and none is a part of another one.
RuleDocument with_plain_names(RuleDocument doc) {
    for (std::size_t i = 0; i < doc.findings.size(); ++i) {
        doc.findings[i].clinical.value = mark("Finding", i);
        for (std::size_t o = 0; o < doc.findings[i].options.size(); ++o)
            doc.findings[i].options[o].label.value = mark("Option", 1000 * i + o);
    }
    for (std::size_t i = 0; i < doc.criteria.size(); ++i) doc.criteria[i].title.value = mark("Criteria", i);
    for (std::size_t i = 0; i < doc.scores.size(); ++i) doc.scores[i].title.value = mark("Score", i);
    for (std::size_t i = 0; i < doc.outcomes.size(); ++i) doc.outcomes[i].title.value = mark("Outcome", i);
    for (Disposition& d : doc.dispositions) d.label.value = "Level";
    return doc;
}

void expected(const RuleDocument& doc, const Condition& c, Texts& out) {
    using Form = Condition::Form;
    const Finding* f = item_of(doc.findings, c.name.value);
    const bool named = c.form == Form::criteria || c.form == Form::score;
    if (c.form == Form::criteria) out.push_back(item_of(doc.criteria, c.name.value)->title.value);
    if (c.form == Form::score) out.push_back(item_of(doc.scores, c.name.value)->title.value);
    if (!named && f != nullptr) out.push_back(f->clinical.value);
    for (const Text& o : c.options) out.push_back(label_of(*f, o.value));
    const auto number = [&](const char* word, const std::optional<Number>& n) {
        if (n) out.push_back(word + (" " + shortest(n->value)));
    };
    const auto option = [&](const char* word, const std::optional<Text>& o) {
        if (o) out.insert(out.end(), {word, label_of(*f, o->value)});
    };
    number("at least", c.at_least), option("at least", c.order.at_least);
    number("above", c.above), option("above", c.order.above);
    number("at most", c.at_most), option("at most", c.order.at_most);
    number("below", c.below), option("below", c.order.below);
    for (const Condition& item : c.items) expected(doc, item, out);
}
Texts expected(const RuleDocument& doc, const Condition& c) {
    Texts out;
    expected(doc, c, out);
    return out;
}
// The same, as a text has it.
Texts facts_in(const std::string& text) {
    static const std::regex fact("(Finding|Option|Criteria|Score|Outcome)[0-9]+e|(at least|above|at most|below)( -?[0-9.]+)?");
    Texts out;
    for (std::sregex_iterator it(text.begin(), text.end(), fact), end; it != end; ++it) out.push_back(it->str());
    return out;
}

std::string title_of(const RuleDocument& doc, const Text& outcome) { return item_of(doc.outcomes, outcome.value)->title.value; }

void check_steps(const RuleDocument& doc, const Pathway& pathway, const std::vector<Step>& steps, const Drawn& picture,
                 const std::string& packet) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& s = steps[i];
        INFO("step " << s.id.value);
        const auto box = picture.steps.find(s.id.value);
        REQUIRE(box != picture.steps.end());
        const Said said = step_said(packet, pathway.id.value, s.id.value);
        CHECK(box->second.words == said.words);
        CHECK(facts_in(said.words) == expected(doc, s.when));

        const std::string next = i + 1 < steps.size() ? steps[i + 1].id.value : "the end";
        Ways drawn;
        std::size_t told = 0;
        for (const auto& [branch, name] : {std::pair{&s.then, "yes"}, {&s.otherwise, "no"}, {&s.unknown, "not sure"}}) {
            const std::string word = name, open = word == "not sure" ? word + " (kept open)" : word;
            std::string leads;
            switch (branch->kind) {
                case Branch::Kind::outcome: drawn.insert({word, title_of(doc, branch->outcome)}); break;
                case Branch::Kind::floor:
                    drawn.insert({word + ": at least this", title_of(doc, branch->outcome)});
                    [[fallthrough]];
                case Branch::Kind::next: drawn.insert({open, next}); break;
                case Branch::Kind::clear: drawn.insert({word, "the end"}); break;
                case Branch::Kind::steps: drawn.insert({word, branch->steps[0].id.value}); break;
            }
            const bool outcome = branch->kind == Branch::Kind::outcome || branch->kind == Branch::Kind::floor;
            if (outcome) leads = "href=\"#o-" + branch->outcome.value + "\"";
            const bool goes_on = branch->kind == Branch::Kind::next || branch->kind == Branch::Kind::floor;
            const bool ends = branch->kind == Branch::Kind::clear || (goes_on && next == "the end");
            for (const auto& [way, html] : said.ways) {
                if (way != word) continue;
                ++told;
                INFO(way << ": " << html);
                CHECK(html.find(leads) != std::string::npos);
                if (word == "not sure" && goes_on && !ends) CHECK(html.find("kept open") != std::string::npos);
                if (ends) CHECK(html.find("cleared") != std::string::npos);
                if (goes_on && !ends) CHECK(html.find("#s-" + pathway.id.value + "-" + next + "\"") != std::string::npos);
                if (branch->kind == Branch::Kind::steps)
                    CHECK(html.find("#s-" + pathway.id.value + "-" + branch->steps[0].id.value + "\"") != std::string::npos);
                if (branch->kind == Branch::Kind::outcome) CHECK(facts_in(html).size() == 1);
                if (goes_on && !ends && !outcome) CHECK(facts_in(html).empty());
            }
        }
        CHECK(told == 3);  // each way once
        CHECK(box->second.ways == drawn);
        for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) check_steps(doc, pathway, b->steps, picture, packet);
    }
}

void check_rules(const RuleDocument& written) {
    const RuleSet rules = compile(with_plain_names(written)).value();
    const RuleDocument& doc = rules.document();
    const std::string packet = packet_of(rules);
    for (const Pathway& p : doc.pathways) {
        INFO("pathway " << p.id.value);
        const Drawn picture = read_picture(graph_dot(rules, {.pathway = p.id.value}));
        std::size_t steps = 0;
        each_step(p.steps, [&](const Step&) { ++steps; });
        CHECK(picture.steps.size() == steps);
        check_steps(doc, p, p.steps, picture, packet);
        const Drawn narrow = read_picture(graph_dot(rules, {.pathway = p.id.value, .narrow = true}));
        CHECK(narrow.notes == picture.notes);
        for (const auto& [id, box] : picture.steps) {
            CHECK(narrow.steps.at(id).words == box.words);
            CHECK(narrow.steps.at(id).ways == box.ways);
        }
        References refers(doc);
        refers.pathway(p);
        std::multiset<Texts> notes, named;
        for (const std::string& note : picture.notes) notes.insert(facts_in(note));
        for (const Criteria* c : refers.criteria.met()) {
            named.insert([&] {
                Texts all{c->title.value};
                expected(doc, c->when, all);
                return all;
            }());
            const std::size_t at = packet.find("id=\"c-" + p.id.value + "-" + c->id.value + "\"");
            REQUIRE(at != std::string::npos);
            const std::string words = ConditionWords<PlainMarkup>(doc).condition(c->when);
            CHECK(plain(inside(packet, at, "li")).find(" holds if " + in_one_line(words)) != std::string::npos);
        }
        for (const Score* s : refers.scores.met()) {
            Texts all{s->title.value};
            for (const ScoreItem& i : s->items) expected(doc, i.when, all);
            named.insert(all);
        }
        CHECK(notes == named);
    }
}

// ---- small changes of conditions and branches

// Calls `each()` for each small change of a condition, while it holds.
template <class Each>
void changed(Condition& c, Each&& each) {
    for (std::optional<Number>* n : {&c.at_least, &c.at_most, &c.above, &c.below})
        if (*n) {
            (*n)->value += c.form == Condition::Form::number ? 0.25 : 1;
            each();
            (*n)->value -= c.form == Condition::Form::number ? 0.25 : 1;
        }
    const auto without_each = [&](auto& list) {
        for (std::size_t i = 0; i < list.size() && list.size() > 1; ++i) {
            const auto whole = list;
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
            each();
            list = whole;
        }
    };
    without_each(c.options);
    without_each(c.items);
    for (Condition& item : c.items) changed(item, each);
}
template <class Each>
void changed(std::vector<Step>& steps, Each&& each) {
    for (Step& s : steps) {
        changed(s.when, each);
        // At the end of a list, to go on is to clear.
        const auto kind = [&](const Branch& b) {
            return b.kind == Branch::Kind::next && &s == &steps.back() ? Branch::Kind::clear : b.kind;
        };
        if (kind(s.then) != kind(s.otherwise) || s.then.outcome.value != s.otherwise.outcome.value) {
            std::swap(s.then, s.otherwise);
            each();
            std::swap(s.then, s.otherwise);
        }
        for (Branch* b : {&s.then, &s.otherwise, &s.unknown}) changed(b->steps, each);
    }
}

}  // namespace

TEST_CASE("the box of a step and its words name what it reads, no more and no fewer, and lead where it leads",
          "[review][graph][packet][rules]") {
    check_rules(testing::shipped_rules().document());
    check_rules(triage::testing::document_of(load(TRIAGE_SOURCE_DIR "/rules/return_to_running").value()));
}

TEST_CASE("picture and words of drawn rules say the same", "[review][graph][packet]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        INFO("random_rules(" << seed << ")");
        check_rules(triage::testing::document_of(load(std::vector<SourceFile>{{"rules.yaml", testing::random_rules(seed)}}).value()));
    }
}

TEST_CASE("the box of a shipped step reads word for word like the packet", "[review][graph][packet][rules]") {
    const RuleSet& rules = testing::shipped_rules();
    const std::string packet = packet_of(rules);
    for (const Pathway& p : rules.document().pathways) {
        const Drawn picture = read_picture(graph_dot(rules, {.pathway = p.id.value}));
        each_step(p.steps, [&](const Step& s) {
            INFO(p.id.value << ", step " << s.id.value);
            CHECK(picture.steps.at(s.id.value).words == step_said(packet, p.id.value, s.id.value).words);
        });
    }
}

TEST_CASE("no threshold, item, option or branch changes without the picture and the words", "[review][graph][packet]") {
    std::size_t tried = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        INFO("random_rules(" << seed << ")");
        RuleDocument doc =
            with_plain_names(triage::testing::document_of(load(std::vector<SourceFile>{{"rules.yaml", testing::random_rules(seed)}}).value()));
        const auto rendered = [&](const RuleSet& rules) {
            const std::string packet = packet_of(rules);
            const std::size_t from = packet.find("<h2 id=\"pathways\">");
            const std::string words = packet.substr(from, packet.find("<h2 id=\"questions\">") - from);
            return std::pair{read_picture(graph_dot(rules)).labels + graph_mermaid(rules),
                             std::regex_replace(words, std::regex("sha256:[0-9a-f]+"), "")};  // which always changes
        };
        const auto before = rendered(compile(doc).value());
        const auto look = [&] {
            const Loaded<RuleSet> rules = compile(doc);
            if (!rules.ok()) return;  // beyond the range, or the like
            ++tried;
            const auto after = rendered(rules.value());
            CHECK(before.first != after.first);
            CHECK(before.second != after.second);
        };
        References used(doc);
        for (const Pathway& p : doc.pathways) used.pathway(p);
        std::set<std::string> named;
        for (const Criteria* c : used.criteria.met()) named.insert(c->id.value);
        for (const Score* s : used.scores.met()) named.insert(s->id.value);
        for (Pathway& p : doc.pathways) changed(p.steps, look);
        for (Criteria& c : doc.criteria)
            if (named.count(c.id.value) != 0) changed(c.when, look);
        for (Score& s : doc.scores)
            if (named.count(s.id.value) != 0)
                for (ScoreItem& i : s.items) changed(i.when, look);
    }
    CHECK(tried > 100);
}

TEST_CASE("what the packet of a changed DVT rule once hid is in the picture", "[review][graph][rules]") {
    const RuleDocument& doc = testing::shipped_rules().document();
    const auto drawn = [](const RuleDocument& d) {
        return read_picture(graph_dot(compile(d).value(), {.pathway = "dvt"})).labels;
    };
    const std::string before = drawn(doc);
    CHECK(before.find("is above 1") != std::string::npos);
    const auto vein_sign = [](RuleDocument& d) -> Condition& {
        for (Pathway& p : d.pathways)
            for (Step& s : p.steps)
                if (p.id.value == "dvt" && s.id.value == "vein_sign") return s.when;
        throw std::logic_error("no such step");
    };
    RuleDocument threshold = doc;
    for (Condition& c : vein_sign(threshold).items)
        if (c.above) c.above->value = 10;
    CHECK(drawn(threshold) != before);
    RuleDocument dropped = doc;
    std::erase_if(vein_sign(dropped).items, [](const Condition& c) { return c.name.value == "pitting_oedema"; });
    CHECK(drawn(dropped) != before);
    RuleDocument risk = doc;
    for (Criteria& c : risk.criteria)
        if (c.id.value == "strong_clot_risk")
            std::erase_if(c.when.items, [](const Condition& item) { return item.name.value == "active_cancer"; });
    CHECK(drawn(risk) != before);
}
