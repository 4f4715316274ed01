// SPDX-License-Identifier: Apache-2.0
#include "sign_offs.hpp"

#include <algorithm>
#include <set>

#include <triage/model/date.hpp>
#include <triage/review/sign_off.hpp>
#include <triage/text/text.hpp>

#include "../digest/digest.hpp"
#include "../document/fields.hpp"

namespace triage {

namespace {

using namespace language;

constexpr Word formats[] = {{review_format, "sign-offs, version 1"}};
constexpr Key signed_pathway_keys[] = {
    required("id", Kind::name, "a pathway"),
    required("digest", Kind::text, "the digest of the pathway as it was signed"),
    optional("decision", Kind::text, "the digest of what decides in it; where only words change, this still holds"),
    optional("words_only", Kind::flag, "the changed words were read; what decides was signed before"),
};
constexpr Shape signed_pathway{"signed_pathway", "a signed pathway", signed_pathway_keys};
constexpr Word answer_kinds[] = {
    {word(ReviewAnswer::Kind::accept), "it is right as it is"},
    {word(ReviewAnswer::Kind::change), "it has to change"},
    {word(ReviewAnswer::Kind::defer), "to be decided later"},
};
constexpr Key answer_keys[] = {
    required("to", Kind::text, "where the review: mark stands"),
    required("answer", Kind::word, "what the person who signs says to it").one_of(answer_kinds),
    required("question", Kind::text, "what the mark asked then"),
};
constexpr Shape one_answer{"review_answer", "an answer to a review: mark", answer_keys};
constexpr Key sign_off_keys[] = {
    required("who", Kind::text, "the person who signs"),
    required("role", Kind::text, "what makes them the one to sign"),
    required("date", Kind::text, "the day of signing, YYYY-MM-DD"),
    required("version", Kind::text, "the version of the rule set that was read"),
    required("digest", Kind::text, "the digest of the whole rule set then"),
    optional("frame", Kind::text, "the digest of what belongs to no single pathway, where that is signed"),
    optional("frame_decision", Kind::text, "the digest of what decides in it"),
    optional("frame_words_only", Kind::flag, "the changed words were read; what decides was signed before"),
    required("pathways", Kind::maps, "the pathways that are signed").of(signed_pathway),
    optional("answers", Kind::maps, "what the person who signs says to the doubts of the authors").of(one_answer),
    optional("note", Kind::text, "a remark by the person who signs"),
};
constexpr Shape one_sign_off{"sign_off", "a sign-off", sign_off_keys};
constexpr Key file_keys[] = {
    required("format", Kind::format, "triage-review/1").one_of(formats),
    required("ruleset", Kind::name, "the id of the rule set"),
    required("sign_offs", Kind::maps, "who signed what, the oldest first").of(one_sign_off).may_be_empty(),
};
constexpr Shape file{"review_file", "a review file", file_keys};

class SignOffReader {
public:
    SignOffReader(const RuleDocument& document, Problems& problems) : document_(document), problems_(problems) {
        for (const Pathway& p : document.pathways) pathways_.add(p.id.value, 0);
        pathways_.sort();
    }

    std::vector<SignOff> read(const document::Node& root) {
        std::vector<SignOff> out;
        const document::Fields fields(root, file, problems_);
        fields.check_format(review_format);
        fields.check_ruleset(document_.id.value, "these sign-offs");
        fields.each("sign_offs", [&](const document::Fields& f) { out.push_back(one(f)); });
        return out;
    }

private:
    SignOff one(const document::Fields& f) {
        SignOff s;
        s.who = f.text("who");
        s.role = f.text("role");
        s.date = f.text("date");
        if (!s.date.value.empty() && !parse_date(s.date.value))
            problems_.error(s.date.at, "bad-date", "\"" + s.date.value + "\" is not a date",
                            "write YYYY-MM-DD, for instance 2026-05-03");
        s.version = f.text("version");
        s.digest = digest(f, "digest");
        if (f.get("frame") != nullptr) s.frame = digest(f, "frame");
        if (f.get("frame_decision") != nullptr) s.frame_decision = digest(f, "frame_decision");
        s.frame_words_only = f.flag("frame_words_only");
        s.note = f.get("note") != nullptr ? f.text("note") : Text{};
        std::set<std::string> seen;
        f.each("pathways", [&](const document::Fields& p) {
            SignedPathway one{p.text("id"), digest(p, "digest")};
            if (p.get("decision") != nullptr) one.decision = digest(p, "decision");
            one.words_only = p.flag("words_only");
            if (!one.id.value.empty() && pathways_.find(one.id.value) == npos) {
                const std::string near = problems_.did_you_mean(one.id.value, pathways_);
                problems_.error(one.id.at, "unknown-id", "no pathway is called \"" + one.id.value + "\"",
                                near.empty() ? "remove the line if the pathway no longer exists" : near);
            }
            if (!seen.insert(one.id.value).second)
                problems_.error(one.id.at, "duplicate-id", "\"" + one.id.value + "\" appears twice in this sign-off", "keep one");
            s.pathways.push_back(std::move(one));
        });
        f.each("answers", [&](const document::Fields& a) {
            ReviewAnswer one{a.text("to"), a.text("question")};
            one.kind = a.word<ReviewAnswer::Kind>("answer").value_or(ReviewAnswer::Kind::defer);
            s.answers.push_back(std::move(one));
        });
        return s;
    }

    Text digest(const document::Fields& f, const char* key) {
        Text text = f.text(key);
        const std::string& v = text.value;
        const bool good =
            v.size() == 71 && v.rfind("sha256:", 0) == 0 && v.find_first_not_of("0123456789abcdef", 7) == std::string::npos;
        if (!v.empty() && !good)
            problems_.error(text.at, "bad-digest", "\"" + v.substr(0, 80) + "\" is not a digest",
                            "a digest is \"sha256:\" and 64 hexadecimal digits; triage review --sign writes it");
        return text;
    }

    const RuleDocument& document_;
    Problems& problems_;
    NameIndex<> pathways_;
};

/// In double quotes, as YAML and JSON both read it.
std::string quoted(const std::string& text) { return json_string(visible(text)); }

}  // namespace

ReviewFile read_review_file(const document::Node& root, const RuleDocument& document, Problems& problems) {
    const std::vector<Signature> all = signatures(document, SignOffReader(document, problems).read(root));
    ReviewFile out{review_status(all), {}};
    for (const Signature& s : all)
        if (!s.read.empty() && s.state != Signature::State::holds && !contains(out.read, s.read)) out.read.push_back(s.read);
    return out;
}

Loaded<std::vector<SignOff>> read_sign_offs(const RuleSet& rules, std::string_view text, const std::string& name,
                                            const LoadOptions& options) {
    return document::loaded<std::vector<SignOff>>(text, name, options, [&](Problems& problems) {
        const auto root = document::parse_yaml(text, 0, options, problems);
        return root ? SignOffReader(rules.document(), problems).read(*root) : std::vector<SignOff>();
    });
}

std::vector<SignOff> sign_offs_of(const RuleSet& rules) {
    const std::vector<SourceFile>& files = rules.document().files;
    // Invariant: the loader puts the review file, and then what was read, behind all rule files. One that was included holds
    // rules.
    std::size_t number = files.size();
    while (number > 1 && is_read_rules(files[number - 1].path)) --number;
    if (number < 2 || files[number - 1].path != review_file) return {};
    Problems problems(files, 1);
    const auto root = document::parse_yaml(files[number - 1].text, static_cast<std::uint32_t>(number - 1), {}, problems);
    const std::vector<SignOff> out = root ? SignOffReader(rules.document(), problems).read(*root) : std::vector<SignOff>();
    return problems.any() ? std::vector<SignOff>() : out;
}

std::string pathway_digest(const RuleDocument& document, std::string_view id) {
    for (const Pathway& p : document.pathways)
        if (p.id.value == id) return sha256(meaning_of(document, p));
    return {};
}

std::string frame_digest(const RuleDocument& document) { return sha256(meaning_of_frame(document)); }

std::string decision_digest(const RuleDocument& document, std::string_view id) {
    for (const Pathway& p : document.pathways)
        if (p.id.value == id) return sha256(decision_of(document, p));
    return {};
}

std::string frame_decision_digest(const RuleDocument& document) { return sha256(decision_of_frame(document)); }

SignOff sign_off(const RuleSet& rules, const std::string& who, const std::string& role, const std::string& date,
                 const std::vector<std::string>& pathways, bool frame) {
    const bool everything = pathways.empty() && !frame;
    const RuleDocument& document = rules.document();
    SignOff out;
    out.who.value = who;
    out.role.value = role;
    out.date.value = date;
    out.version = document.version;
    out.digest.value = document.digest;
    if (everything || frame) {
        out.frame.value = frame_digest(document);
        out.frame_decision.value = frame_decision_digest(document);
    }
    for (const Pathway& p : document.pathways)
        if (everything || std::find(pathways.begin(), pathways.end(), p.id.value) != pathways.end())
            out.pathways.push_back(
                {p.id, {pathway_digest(document, p.id.value), {}}, {decision_digest(document, p.id.value), {}}});
    return out;
}

std::string render_sign_off(const SignOff& one) {
    std::string out = "  - who: " + quoted(one.who.value) + "\n    role: " + quoted(one.role.value) +
                      "\n    date: " + one.date.value + "\n    version: " + quoted(one.version.value) +
                      "\n    digest: " + quoted(one.digest.value) + "\n";
    if (!one.frame.value.empty()) out += "    frame: " + quoted(one.frame.value) + "\n";
    if (!one.frame_decision.value.empty()) out += "    frame_decision: " + quoted(one.frame_decision.value) + "\n";
    if (one.frame_words_only) out += "    frame_words_only: true\n";
    out += one.pathways.empty() ? "    pathways: []\n" : "    pathways:\n";
    for (const SignedPathway& p : one.pathways)
        out += "      - {id: " + p.id.value + ", digest: " + quoted(p.digest.value) +
               (p.decision.value.empty() ? "" : ", decision: " + quoted(p.decision.value)) +
               (p.words_only ? ", words_only: true" : "") + "}\n";
    if (!one.answers.empty()) out += "    answers:\n";
    for (const ReviewAnswer& a : one.answers)
        out += "      - {to: " + quoted(a.to.value) + ", answer: " + word(a.kind) + ", question: " + quoted(a.question.value) +
               "}\n";
    if (!one.note.value.empty()) out += "    note: " + quoted(one.note.value) + "\n";
    return out;
}

std::string render_sign_offs(const std::string& ruleset, const std::vector<SignOff>& all) {
    std::string out = "# Sign-offs of the rules in this folder. Written by triage review --sign; the oldest first.\nformat: " +
                      std::string(review_format) + "\nruleset: " + ruleset + "\n" +
                      (all.empty() ? "sign_offs: []\n" : "sign_offs:\n");
    for (const SignOff& one : all) out += render_sign_off(one);
    return out;
}

std::vector<Signature> signatures(const RuleDocument& document, const std::vector<SignOff>& all) {
    std::vector<Signature> out;
    using State = Signature::State;
    const auto follow = [&](const std::string& id) {
        Signature& now = out.emplace_back();
        now.pathway = id;
        now.digest = id.empty() ? frame_digest(document) : pathway_digest(document, id);
        std::string decision;  // worked out where a signature does not hold as it is
        const auto decides = [&](const Text& decided) {
            if (decided.value.empty()) return false;
            if (decision.empty()) decision = id.empty() ? frame_decision_digest(document) : decision_digest(document, id);
            return decided.value == decision;
        };
        for (const SignOff& s : all) {
            const auto compare = [&](const Text& digest, const Text& decided, bool words_only, Mark at) {
                const bool same = digest.value == now.digest;
                const State state = same ? State::holds : decides(decided) ? State::reworded : State::voided;
                // Words are read on top of a decision that was signed.
                if (words_only && now.state != State::reworded && now.state != State::holds) return;
                if (state < now.state) return;
                now.state = state;
                if (words_only) {
                    now.words_by = s.who.value + ", " + s.role.value + ", " + s.date.value;
                    now.read = s.digest.value;
                    return;
                }
                now.words_by.clear();
                now.who = s.who.value;
                now.role = s.role.value;
                now.date = s.date.value;
                now.version = s.version.value;
                now.read = s.digest.value;
                now.at = at;
            };
            if (now.pathway.empty() && !s.frame.value.empty()) compare(s.frame, s.frame_decision, s.frame_words_only, s.frame.at);
            for (const SignedPathway& p : s.pathways)
                if (p.id.value == now.pathway) compare(p.digest, p.decision, p.words_only, p.id.at);
        }
    };
    out.reserve(document.pathways.size() + 1);
    for (const Pathway& p : document.pathways) follow(p.id.value);
    follow({});
    return out;
}

}  // namespace triage
