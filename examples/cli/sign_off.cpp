// SPDX-License-Identifier: Apache-2.0
#include "sign_off.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>

#include <triage/review.hpp>

namespace cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_bytes = 32U << 20U;  // of a file with rules that were read
constexpr std::size_t most_remembered = 16;
constexpr std::size_t most_reply_bytes = 1U << 20U;

std::string contents_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Where packets that were shown are remembered; empty where there is no such place.
fs::path memory() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && state[0] == '/')
        return fs::path(state) / "triage/read";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return fs::path(home) / ".local/state/triage/read";
    return {};
}

/// The kept rules in a folder, the newest first.
std::vector<fs::path> kept_in(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && found.size() < 1000; it.increment(error)) {
        std::error_code ignored;
        if (it->path().extension() == ".json" && it->is_regular_file(ignored) && it->file_size(ignored) <= most_bytes)
            found.emplace_back(it->last_write_time(ignored), it->path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> out;
    for (auto& [time, path] : found) out.push_back(std::move(path));
    return out;
}

/// Why nothing is signed: lines for the person who must act.
struct Refused {
    std::string text;
};

/// A part that the command names, with the code that was typed.
struct Named {
    std::string pathway;  // empty: the frame
    std::string code;
    [[nodiscard]] std::string option() const { return pathway.empty() ? "--frame" : "--pathway " + pathway; }
};

std::string digest_of(const triage::RuleDocument& document, const std::string& pathway) {
    return pathway.empty() ? triage::frame_digest(document) : triage::pathway_digest(document, pathway);
}

class Signing {
public:
    Signing(const Call& call, const fs::path& folder, const triage::RuleSet& rules)
        : call_(call), folder_(folder), rules_(rules), before_(triage::sign_offs_of(rules)) {
        for (const std::string& given : call.all(flag::signed_pathway)) {
            const std::size_t equals = given.find('=');
            named_.push_back({known_pathway(rules, given.substr(0, equals)),
                              equals == std::string::npos ? std::string() : given.substr(equals + 1)});
        }
        if (call.has(flag::frame)) named_.push_back({{}, call.text(flag::frame)});
    }

    /// Throws Failure where something was not read as it stands.
    [[nodiscard]] triage::SignOff read(const std::string& who, const std::string& role, const std::string& date) {
        if (call_.has(flag::words)) return words(who, role, date);
        const triage::RuleDocument& document = rules_.document();
        if (call_.has(flag::all)) {
            if (!named_.empty()) throw Failure("--all signs everything: leave out --pathway and --frame");
            for (const triage::Pathway& p : document.pathways) named_.push_back({p.id.value, {}});
            named_.push_back({});
            if (!triage::is_code_of(call_.text(flag::all), document.digest)) refuse_all();
        } else if (named_.empty()) {
            throw Failure(
                "name what was read, with the code that its packet prints: --pathway ID=CODE, --frame CODE, --words CODE, or "
                "--all CODE");
        } else {
            std::string wrong;
            for (const Named& n : named_)
                if (!triage::is_code_of(n.code, digest_of(document, n.pathway))) wrong += refusal(n);
            if (!wrong.empty()) throw Refused{"nothing is signed.\n" + wrong + make_a_packet()};
        }
        std::vector<std::string> parts;
        for (const Named& n : named_) parts.push_back(n.pathway);
        return of_parts(parts, who, role, date);
    }

    /// What the person who signs says to the open questions of these parts.
    [[nodiscard]] std::vector<triage::ReviewAnswer> answers() const {
        using Kind = triage::ReviewAnswer::Kind;
        if (call_.has(flag::words)) return {};
        std::map<std::string, Kind> given;
        for (const std::string& text : replies()) {
            const std::size_t equals = text.rfind('=');
            const std::string said = equals == std::string::npos ? "" : text.substr(equals + 1);
            std::optional<Kind> kind;
            for (const Kind k : {Kind::accept, Kind::change, Kind::defer})
                if (said == triage::word(k)) kind = k;
            if (!kind)
                throw Failure("a reply is PLACE=accept, PLACE=change or PLACE=defer, not \"" + triage::visible(text) + "\"");
            given[text.substr(0, equals)] = *kind;
        }
        std::vector<triage::Doubt> doubts;  // one that several parts have is answered once
        std::vector<std::string> places;
        for (const Named& n : named_)
            for (triage::Doubt& d : triage::doubts_of(rules_.document(), n.pathway))
                if (triage::add_once(places, d.to)) doubts.push_back(std::move(d));
        for (const auto& [place, kind] : given)
            if (!triage::contains(places, place))
                throw Failure("--reply " + triage::visible(place) + ": no part that is signed has an open question there" +
                              or_rather(triage::nearest_name(place, places)));
        const bool ask = isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
        std::vector<triage::ReviewAnswer> out;
        std::size_t deferred = 0;
        for (const triage::Doubt& d : doubts) {
            triage::ReviewAnswer one{{d.to, {}}, {d.question, {}}};
            if (const auto it = given.find(d.to); it != given.end()) {
                one.kind = it->second;
            } else if (ask) {
                one.kind = asked(d);
            } else {
                ++deferred;
                std::cerr << "triage: open question, recorded as deferred: " << d.to << ": " << triage::visible(d.question)
                          << "\n";
            }
            out.push_back(std::move(one));
        }
        if (deferred != 0)
            std::cerr
                << "triage: " << triage::counted(deferred, "open question")
                << " deferred; answer with --reply PLACE=accept, PLACE=change or PLACE=defer, or all of them with --replies "
                   "FILE\n";
        return out;
    }

private:
    // From --reply, and from the file of --replies: one on each line, `#` begins a remark.
    [[nodiscard]] std::vector<std::string> replies() const {
        std::vector<std::string> out;
        if (call_.has(flag::replies)) {
            std::istringstream lines(read_text(call_.text(flag::replies), most_reply_bytes));
            for (std::string line; std::getline(lines, line);) {
                if (!line.empty() && line.back() == '\r') line.pop_back();
                const std::string reply = trimmed(line);
                if (!reply.empty() && reply[0] != '#') out.push_back(reply);
            }
        }
        for (const std::string& text : call_.all(flag::reply)) out.push_back(text);
        return out;
    }
    [[nodiscard]] static triage::ReviewAnswer::Kind asked(const triage::Doubt& d) {
        using Kind = triage::ReviewAnswer::Kind;
        std::cerr << "\n" << d.to << "\n  " << triage::visible(d.question) << "\n";
        for (std::string line;;) {
            std::cerr << "accept, change or defer (Enter: defer)? ";
            if (!std::getline(std::cin, line) || line.empty() || line == "defer" || line == "d") return Kind::defer;
            if (line == "accept" || line == "a") return Kind::accept;
            if (line == "change" || line == "c") return Kind::change;
        }
    }

    // Of these pathways, and of the frame where one is empty.
    [[nodiscard]] triage::SignOff of_parts(std::vector<std::string> parts, const std::string& who, const std::string& role,
                                           const std::string& date) const {
        const bool frame = std::erase(parts, std::string()) != 0;
        return triage::sign_off(rules_, who, role, date, parts, frame);
    }
    [[nodiscard]] triage::SignOff words(const std::string& who, const std::string& role, const std::string& date) const {
        if (!named_.empty() || call_.has(flag::all))
            throw Failure("--words signs changed words alone: leave out the other parts");
        const triage::WordsToRead look = triage::words_to_read(rules_);
        if (look.parts.empty()) throw Failure("there are no changed words that one look would settle");
        if (!triage::is_code_of(call_.text(flag::words), look.code)) {
            std::string text = "nothing is signed: the code of the changed words is another one. They are now:\n";
            for (const triage::ChangedSince& c : look.changes) text += "  " + triage::sentence(c) + "\n";
            throw Refused{text + "Make the packet again: triage review " + folder_.string() + " --changed -o changed.html"};
        }
        triage::SignOff out = of_parts(look.parts, who, role, date);
        for (triage::SignedPathway& p : out.pathways) p.words_only = true;
        out.frame_words_only = !out.frame.value.empty();
        return out;
    }

    /// The rules that were read when a code was printed, from wherever they were kept.
    template <class Is>
    [[nodiscard]] std::optional<triage::RuleSet> read_rules(Is&& is) const {
        if (call_.has(flag::since)) {
            triage::RuleSet old = load_rules(call_.text(flag::since));
            if (is(old)) return old;
        }
        for (const fs::path& folder : {folder_ / triage::read_rules_folder, memory()})
            for (const fs::path& file : kept_in(folder)) {
                triage::Loaded<triage::RuleSet> kept = triage::parse_read_rules(contents_of(file));
                if (kept.ok() && is(kept.value())) return std::move(kept).value();
            }
        return std::nullopt;
    }
    [[nodiscard]] std::string changes(const triage::RuleSet& read, const std::string& pathway) const {
        std::vector<std::string> all;
        for (const triage::ChangedSince& c : triage::changed_since(read, rules_, pathway)) all.push_back(triage::sentence(c));
        return all.empty() ? "" : "    " + triage::joined(all, "\n    ", 20) + "\n";
    }
    [[nodiscard]] std::string refusal(const Named& n) const {
        const std::string part = n.pathway.empty() ? "the frame" : "pathway " + n.pathway;
        if (n.code.empty()) {
            std::string out = "  " + n.option() + " needs the code that its packet prints" +
                              (n.pathway.empty() ? ": --frame CODE" : ": --pathway " + n.pathway + "=CODE") + "\n";
            triage::KeptRules kept(rules_);
            for (const triage::Signature& s : triage::signatures(rules_.document(), before_)) {
                if (s.pathway != n.pathway || s.read.empty() || s.state == triage::Signature::State::holds) continue;
                if (const triage::RuleSet* read = kept.of(s.read))
                    out += "  Since " + s.who + " signed it on " + s.date + ":\n" + changes(*read, n.pathway);
            }
            return out;
        }
        const auto read = read_rules([&](const triage::RuleSet& old) {
            return old.id() == rules_.id() && triage::is_code_of(n.code, digest_of(old.document(), n.pathway));
        });
        if (read)
            return "  " + part + " changed since the packet with the code " + n.code + " was made:\n" + changes(*read, n.pathway);
        return "  the code " + n.code + " is not that of " + part +
               " as it is now; the rules that were read were not kept here: --since OLD names them\n";
    }
    [[noreturn]] void refuse_all() const {
        const std::string code = call_.text(flag::all);
        std::string out = "nothing is signed: the code " + code + " is not that of these rules as they are now.\n";
        if (const auto read = read_rules([&](const triage::RuleSet& old) { return triage::is_code_of(code, old.digest()); }))
            for (const Named& n : named_)
                if (const std::string what = changes(*read, n.pathway); !what.empty())
                    out += "  " + (n.pathway.empty() ? std::string("the frame") : "pathway " + n.pathway) + " changed since:\n" +
                           what;
        throw Refused{out + make_a_packet()};
    }
    [[nodiscard]] std::string make_a_packet() const {
        std::string only;  // the frame stands only in the packet of everything
        for (const Named& n : named_) only += " --pathway " + n.pathway;
        if (std::any_of(named_.begin(), named_.end(), [](const Named& n) { return n.pathway.empty(); })) only.clear();
        return "Make a new packet, and have it read: triage review " + folder_.string() + only + " -o review.html";
    }

    const Call& call_;
    const fs::path& folder_;
    const triage::RuleSet& rules_;
    std::vector<triage::SignOff> before_;
    std::vector<Named> named_;
};

void one_line(const std::string& text, const char* option) {
    if (text.find_first_not_of(' ') == std::string::npos) throw Failure(std::string("triage review --sign needs ") + option);
    if (triage::visible(text) != text) throw Failure(std::string(option) + " holds a character that cannot be shown");
}

/// Adds a sign-off to the review file, and keeps the rules that were read.
void record(const fs::path& folder, const triage::RuleSet& rules, const triage::SignOff& one, std::vector<triage::SignOff>& all) {
    const std::size_t before = all.size();
    all.push_back(one);
    const fs::path file = folder / triage::review_file;
    std::string text = contents_of(file);
    // Comments in the file stay where the entry can just be added; where the list is written in another way it is rewritten.
    if (!text.empty() && text.back() != '\n') text += '\n';
    text += triage::render_sign_off(one);
    const auto extended = triage::read_sign_offs(rules, text);
    if (!extended.ok() || extended.value().size() != before + 1 ||
        triage::render_sign_offs(rules.id(), extended.value()) != triage::render_sign_offs(rules.id(), all))
        text = triage::render_sign_offs(rules.id(), all);
    const fs::path kept = folder / triage::read_rules_path(rules.digest());
    std::error_code error;
    fs::create_directories(kept.parent_path(), error);
    write_public(kept.string(), triage::render_read_rules(rules));
    write_public(file.string(), text);
}

}  // namespace

std::string fault_lines(const std::vector<triage::Unfit>& faults) {
    std::string out;
    for (const triage::Unfit& u : faults) out += "  " + triage::visible(u.text) + (u.at.empty() ? "" : " (" + u.at + ")") + "\n";
    return out;
}

std::string replies_to_fill_in(const triage::RuleSet& rules, const std::vector<std::string>& parts) {
    const std::vector<triage::SignOff> all = triage::sign_offs_of(rules);
    std::vector<std::string> seen;
    std::string out =
        "# The open questions of the authors. Change each \"defer\" that you can answer into \"accept\" (right as it is) or\n"
        "# \"change\" (it has to change), and sign with --replies and this file.\n";
    for (const std::string& part : parts)
        for (const triage::Doubt& d : triage::doubts_of(rules.document(), part)) {
            if (!triage::add_once(seen, d.to)) continue;
            const triage::AnsweredDoubt said = triage::answer_to(d, all);
            out += "\n# " + triage::visible(d.question) + "\n";
            if (said.answer != nullptr) out += "# Last time: " + triage::text_of(said) + "\n";
            out +=
                d.to + "=" + triage::word(said.answer == nullptr ? triage::ReviewAnswer::Kind::defer : said.answer->kind) + "\n";
        }
    return out;
}

void remember_shown(const triage::RuleSet& rules) {
    const fs::path folder = memory();
    if (folder.empty() || rules.digest().empty()) return;
    try {
        fs::create_directories(folder);
        write_private((folder / (triage::code_of(rules.digest()) + ".json")).string(), triage::render_read_rules(rules));
        const std::vector<fs::path> all = kept_in(folder);
        for (std::size_t i = most_remembered; i < all.size(); ++i) fs::remove(all[i]);
    } catch (const std::exception&) {
        return;  // it only makes a later message clearer
    }
}

static int sign(const Call& call) {
    const fs::path given = call.inputs[0];
    const fs::path named = given.filename() == "ruleset.yaml" ? given.parent_path() : given;
    const fs::path folder = named.empty() ? fs::path(".") : named;
    if (given.empty() || call.inputs.size() > 1 || !fs::is_directory(folder))
        throw Failure("a sign-off is kept in a rule folder: triage review FOLDER --sign");
    one_line(call.text(flag::who), "--who");
    one_line(call.text(flag::role), "--role");
    const triage::Date date = call.day(flag::signed_on).value_or(today());
    if (triage::days_from_civil(date) > triage::days_from_civil(today())) throw Failure("--date: nobody signs in the future");
    const triage::RuleSet rules = load_rules(folder.string());
    Signing signing(call, folder, rules);
    triage::PacketParts parts;
    parts.cases = load_cases(rules, folder.string(), {}, true);
    parts.case_report = triage::run_cases(rules, parts.cases);
    parts.proof = triage::prove(rules, within_budget<triage::ProveOptions>(call));
    parts.sign_offs = triage::sign_offs_of(rules);
    if (const std::vector<triage::Unfit> faults = triage::unfit(rules, parts); !faults.empty()) {
        std::cerr << "triage: nothing is signed:\n" << fault_lines(faults);
        return found;
    }
    triage::SignOff one = signing.read(call.text(flag::who), call.text(flag::role), triage::format_date(date));
    one.answers = signing.answers();
    record(folder, rules, one, parts.sign_offs);
    const bool words = call.has(flag::words);
    std::cout << (words ? "changed words read by " : "signed by ") << one.who.value << " on " << one.date.value << ": "
              << triage::counted(one.pathways.size(), "pathway") << (one.frame.value.empty() ? "" : " and the frame") << "; "
              << (folder / triage::review_file).string() << "\n"
              << rules.id() << " " << rules.version()
              << " is now: " << triage::review_status(triage::signatures(rules.document(), parts.sign_offs)) << "\n";
    return done;
}

int sign_rules(const Call& call) {
    try {
        return sign(call);
    } catch (const Refused& refused) {
        std::cerr << "triage: " << refused.text << "\n";
        return found;
    }
}

}  // namespace cli
