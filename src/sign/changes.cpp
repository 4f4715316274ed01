// SPDX-License-Identifier: Apache-2.0
// What was read when somebody signed: kept beside the rules, and held against the rules of now.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <triage/load.hpp>
#include <triage/model/references.hpp>
#include <triage/review/diff/written_changes.hpp>
#include <triage/review/sign_off.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

#include "../digest/digest.hpp"
#include "../document/fields.hpp"

namespace triage {

namespace {

constexpr const char* read_rules_schema = "triage-read/1";

const Pathway* pathway_of(const RuleDocument& document, const std::string& id) {
    return id.empty() ? nullptr : item_of(document.pathways, id);
}

// What stands at the top, and the sections that no pathway names: the frame alone means them.
bool of_the_frame(const std::string& section) {
    constexpr std::array<std::string_view, 6> sections{"ruleset", "groups", "assume", "safety", "hazards", "plans"};
    return std::find(sections.begin(), sections.end(), section) != sections.end();
}

struct FieldName {
    std::string_view key, name;
};
constexpr FieldName field_names[] = {
    {"say", "text to the person"},
    {"clinician", "text to the clinician"},
    {"ask", "wording"},
    {"clinical", "clinical term"},
    {"because", "reason"},
    {"if", "condition"},
    {"then", "branch \"then\""},
    {"else", "branch \"else\""},
    {"unknown", "branch \"unknown\""},
    {"withhold", "withheld advice"},
    {"get_help", "where to get help"},
    {"watch_for", "what to watch for"},
    {"time_course", "time course"},
    {"uncertainty", "what is uncertain"},
    {"disposition", "level"},
    {"advise", "advice given"},
    {"withhold_when", "contraindication"},
    {"cite", "citation"},
};
constexpr FieldName section_names[] = {
    {"findings", "question"},    {"outcomes", "outcome"},     {"advice", "advice"},  {"pathways", "pathway"},
    {"criteria", "criterion"},   {"scores", "score"},         {"sources", "source"}, {"dispositions", "level"},
    {"conditions", "condition"}, {"implies", "what settles"},
};
template <std::size_t N>
std::string named(const FieldName (&names)[N], std::string_view key) {
    for (const FieldName& n : names)
        if (n.key == key) return std::string(n.name);
    return std::string(key);
}

}  // namespace

bool is_code_of(const std::string& code, const std::string& digest) {
    const std::string digits = code.rfind("sha256:", 0) == 0 ? code.substr(7) : code;
    const std::string whole = digest.rfind("sha256:", 0) == 0 ? digest.substr(7) : digest;
    return digits.size() >= 8 && whole.rfind(digits, 0) == 0;
}

std::string render_read_rules(const RuleSet& rules) {
    const RuleDocument& document = rules.document();
    JsonWriter json(true);
    json.open('{').text("schema", read_rules_schema).text("ruleset", rules.id()).text("version", rules.version());
    json.text("digest", document.digest).open("files", '[');
    for (const SourceFile& f : document.files) {
        if (f.path == review_file || is_read_rules(f.path)) break;  // behind all rule files
        json.open('{').text("path", f.path).text("text", f.text).close('}');
    }
    return json.close(']').close('}').str() + "\n";
}

Loaded<RuleSet> parse_read_rules(std::string_view text, const LoadOptions& options) {
    const auto refuse = [](const std::string& why) {
        Diagnostic d;
        d.code = "unreadable-file";
        d.severity = Severity::error;
        d.message = "these are not rules that were read: " + why;
        d.hint = "triage review --sign writes such files; restore it from version control, or remove it";
        return Loaded<RuleSet>(std::nullopt, {d});
    };
    if (text.size() > 2 * options.bytes_in_all) return refuse("too large");
    LoadOptions limits = options;
    limits.string_length = options.bytes_per_file;
    std::string why;
    const auto root = document::parse_json(text, limits, &why);
    if (!root) return refuse(why);
    const auto value = [](const document::Node& map, const char* key) {
        const document::Node* node = map.find(key);
        return node == nullptr ? std::string() : node->value;
    };
    if (value(*root, "schema") != read_rules_schema) return refuse(std::string("no \"schema\": \"") + read_rules_schema + "\"");
    std::vector<SourceFile> files;
    if (const document::Node* all = root->find("files"))
        for (const document::Node& f : all->items) files.push_back({value(f, "path"), value(f, "text")});
    if (files.empty()) return refuse("no files");
    Loaded<RuleSet> out = load(std::move(files), options);
    if (out.ok() && out.value().document().digest != value(*root, "digest")) return refuse("its digest is not that of its files");
    return out;
}

const RuleSet* KeptRules::of(const std::string& digest) {
    const auto [it, added] = parsed_.try_emplace(digest);
    if (!added) return it->second ? &*it->second : nullptr;
    for (const SourceFile& f : rules_.document().files) {
        if (f.path != read_rules_path(digest)) continue;
        Loaded<RuleSet> read = parse_read_rules(f.text);
        if (read.ok() && read.value().document().digest == digest) it->second = std::move(read).value();
    }
    return it->second ? &*it->second : nullptr;
}

std::vector<ChangedSince> changed_since(const RuleSet& read, const RuleSet& now, const std::string& pathway) {
    std::map<std::string, std::string> reach = reach_of(now.document(), pathway_of(now.document(), pathway));
    if (pathway.empty() || pathway_of(read.document(), pathway) != nullptr)
        reach.merge(reach_of(read.document(), pathway_of(read.document(), pathway)));
    std::vector<ChangedSince> out;
    for (const diff_detail::LocatedChange& c : diff_detail::written_changes(read.document(), now.document())) {
        const std::string& where = c.change.where;
        const std::string last = where.substr(where.rfind('.') + 1);
        if (last == "review" || last == "group" || last == "hazards" || where == "ruleset.version" ||
            where == "ruleset.order of findings")
            continue;
        const std::string id = c.section == "implies" ? c.id.substr(0, c.id.find(' ')) : c.id;
        auto it = reach.find((c.section == "implies" ? "findings" : c.section) + "." + id);
        if (it == reach.end() && (c.section == "dispositions" || where == "ruleset.order of dispositions"))
            it = reach.emplace(c.section + "." + id, "").first;
        if (it == reach.end() && pathway.empty() && of_the_frame(c.section)) it = reach.emplace(c.section + "." + id, "").first;
        if (it == reach.end()) continue;
        using Kind = WrittenChange::Kind;
        out.push_back({where, c.change.old_text, c.change.new_text, it->second,
                       c.change.kind == Kind::wording || c.change.kind == Kind::source});
    }
    return out;
}

std::string name_text(const ChangedSince& change) {
    const std::string& where = change.where;
    const std::size_t dot = where.find('.'), end = where.find('.', dot == std::string::npos ? dot : dot + 1);
    const std::string section = where.substr(0, dot);
    if (dot == std::string::npos) return where;
    if (section == "ruleset") return where.substr(dot + 1);
    const std::string thing = named(section_names, section) + " " + where.substr(dot + 1, end - dot - 1);
    if (end == std::string::npos) return thing;
    const std::string part = where.substr(end + 1), field = part.substr(part.rfind('.') + 1);
    const std::size_t inside = part.rfind('.');
    return named(field_names, field) + " of " + thing +
           (inside == std::string::npos || part == field ? "" : ", " + part.substr(0, inside));
}

std::string sentence(const ChangedSince& change) {
    const auto quoted = [](const std::string& text) { return text.empty() ? std::string("(nothing)") : "“" + text + "”"; };
    return name_text(change) + (change.through.empty() ? "" : ", through " + change.through) + ": " + quoted(change.old_text) +
           " → " + quoted(change.new_text);
}

WordsToRead words_to_read(const RuleSet& rules) {
    WordsToRead out;
    KeptRules kept(rules);
    std::map<std::string, ChangedSince> all;
    for (const Signature& s : signatures(rules.document(), sign_offs_of(rules))) {
        if (s.state != Signature::State::reworded) continue;
        const RuleSet* read = kept.of(s.read);
        if (read == nullptr) continue;
        out.parts.push_back(s.pathway);
        for (const ChangedSince& c : changed_since(*read, rules, s.pathway)) all.emplace(sentence(c), c);
    }
    std::string text;
    std::map<std::string, bool> seen;  // one change reaches several parts, each through something else
    for (auto& [written, change] : all) {
        change.through.clear();
        if (!seen.emplace(sentence(change), true).second) continue;
        text += sentence(change) + "\n";
        out.changes.push_back(change);
    }
    if (!out.parts.empty()) out.code = code_of(sha256(text));
    return out;
}

AnsweredDoubt answer_to(const Doubt& doubt, const std::vector<SignOff>& all) {
    AnsweredDoubt out;
    for (const SignOff& s : all)  // the oldest first
        for (const ReviewAnswer& a : s.answers)
            if (a.to.value == doubt.to && visible(a.question.value) == visible(doubt.question)) out = {&s, &a};
    return out;
}

std::string text_of(const AnsweredDoubt& answered) {
    if (answered.answer == nullptr) return {};
    const auto said = [&]() -> std::string {
        switch (answered.answer->kind) {
            case ReviewAnswer::Kind::accept: return "accepted";
            case ReviewAnswer::Kind::change: return "change wanted";
            case ReviewAnswer::Kind::defer: return "deferred";
        }
        return {};
    };
    return said() + " by " + answered.by->who.value + " on " + answered.by->date.value;
}

std::vector<Doubt> doubts_of(const RuleDocument& document, const std::string& pathway) {
    std::vector<Doubt> out;
    const auto ask = [&](const std::string& to, const Text& review) {
        if (!review.value.empty()) out.push_back({to, review.value});
    };
    const Pathway* one = pathway_of(document, pathway);
    const std::map<std::string, std::string> reach = reach_of(document, one);
    const auto each = [&](const std::string& section, const auto& all) {
        for (const auto& item : all)
            if (reach.count(section + "." + item.id.value) != 0) ask(section + "." + item.id.value, item.review);
    };
    if (one != nullptr) {
        ask("pathways." + pathway, one->review);
        each_step(one->steps, [&](const Step& s) { ask("pathways." + pathway + "." + s.id.value, s.review); });
    } else {
        for (const Plan& p : document.plans) ask("plans." + p.id.value, p.review);
    }
    each("outcomes", document.outcomes);
    each("advice", document.advice);
    each("findings", document.findings);
    return out;
}

}  // namespace triage
