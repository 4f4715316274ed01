// SPDX-License-Identifier: Apache-2.0
// The bodies of json.hpp.
#pragma once

#include <string_view>
#include <vector>

#include <triage/explain/render/json.hpp>
#include <triage/header_only.hpp>
#include <triage/review/diff/render/json.hpp>

namespace triage {

namespace diff_detail {

class JsonReport {
public:
    explicit JsonReport(const RuleDiff& d) : d_(d) {}

    [[nodiscard]] std::string run() {
        j_.open('{').key("schema").text("triage.diff/1");
        side("before", d_.before), side("after", d_.after);
        count("patterns", d_.patterns), number("findings", d_.findings);
        j_.key("proved").boolean(d_.not_proved.empty()).key("not_proved").text(d_.not_proved).key("compared").texts(d_.compared);
        j_.key("budget").text(std::to_string(d_.budget));
        j_.key("same_for_everyone")
            .boolean(d_.same_for_everyone())
            .key("any_change")
            .boolean(d_.any_change())
            .key("downgrades")
            .boolean(d_.downgrades());
        moves();
        count("unchanged", d_.unchanged);
        j_.key("leading").open('[');
        for (const LeadingMove& m : d_.leading) {
            j_.open('{').key("from").text(m.from).key("to").text(m.to);
            count("patterns", m.patterns), example("example", m.example);
            j_.close('}');
        }
        j_.close(']');
        gains("outcomes", d_.outcomes), gains("advice", d_.advice), pathways("pathways", d_.pathways);
        j_.key("other_endings").boolean(d_.other_endings).key("one_sided").texts(d_.one_sided).key("written").open('[');
        constexpr const char* kinds[] = {"logic", "wording", "source", "other"};
        for (const WrittenChange& w : d_.written)
            j_.open('{')
                .key("kind")
                .text(kinds[static_cast<std::size_t>(w.kind)])
                .key("where")
                .text(w.where)
                .key("old")
                .text(w.old_text)
                .key("new")
                .text(w.new_text)
                .key("old_at")
                .text(w.old_at)
                .key("new_at")
                .text(w.new_at)
                .close('}');
        j_.close(']').key("cases");
        cases();
        j_.close('}');
        return j_.str() + "\n";
    }

private:
    void count(std::string_view key, const BigCount& n) { j_.key(key).text(n.digits()); }
    void number(std::string_view key, std::size_t n) { j_.key(key).number(static_cast<double>(n)); }
    void side(std::string_view key, const DiffSide& s) {
        j_.key(key).open('{').key("id").text(s.id).key("version").text(s.version).key("digest").text(s.digest).close('}');
    }
    void example(std::string_view key, const ExamplePatient& e) {
        j_.key(key).open('{').key("answers").open('{');
        for (const auto& [finding, answer] : e.answers) j_.key(finding).text(answer);
        j_.close('}').key("yaml").text(e.yaml).key("only_old").texts(e.only_old).key("only_new").texts(e.only_new);
        j_.key("before").open('{').key("disposition").text(e.old_disposition).key("leading").text(e.old_leading).close('}');
        j_.key("after")
            .open('{')
            .key("disposition")
            .text(e.new_disposition)
            .key("leading")
            .text(e.new_leading)
            .close('}')
            .close('}');
    }
    void pathways(std::string_view key, const std::vector<MovedPathway>& all) {
        j_.key(key).open('[');
        for (const MovedPathway& p : all) {
            j_.open('{').key("pathway").text(p.pathway);
            count("patterns", p.patterns);
            j_.key("moves").open('[');
            for (const EndMove& m : p.moves) {
                j_.open('{').key("from").text(m.from).key("to").text(m.to);
                count("patterns", m.patterns);
                j_.close('}');
            }
            j_.close(']').key("causes").open('[');
            for (const std::size_t c : p.causes) j_.text(d_.written[c].where);
            j_.close(']').close('}');
        }
        j_.close(']');
    }
    void sentences(std::string_view key, const std::vector<Sentence>& all) {
        constexpr const char* kinds[] = {"named", "denied", "not_reported"};
        j_.key(key).open('[');
        for (const Sentence& s : all) {
            j_.open('{').key("text").text(s.text);
            count("patterns", s.patterns);
            j_.key("literals").open('[');
            for (const Literal& l : s.literals) {
                j_.open('{').key("finding").text(l.finding).key("answers").texts(l.answers).key("text").text(l.text);
                j_.key("kind").text(kinds[static_cast<std::size_t>(l.kind)]).close('}');
            }
            j_.close(']').close('}');
        }
        j_.close(']');
    }
    void moves() {
        constexpr const char* directions[] = {"milder", "unordered", "graver"};
        j_.key("moves").open('[');
        for (const DispositionMove& m : d_.moves) {
            j_.open('{')
                .key("from")
                .text(m.from)
                .key("to")
                .text(m.to)
                .key("direction")
                .text(directions[static_cast<std::size_t>(m.direction)]);
            count("patterns", m.patterns);
            sentences("sentences", m.sentences), count("beyond", m.beyond);
            if (!m.among.empty()) sentences("among", m.among), count("beyond_among", m.beyond_among);
            example("example", m.example), pathways("pathways", m.pathways);
            j_.close('}');
        }
        j_.close(']');
    }
    void gains(std::string_view key, const std::vector<GainLoss>& all) {
        constexpr const char* names[] = {"raised", "unsure", "advised", "withheld"};
        j_.key(key).open('[');
        for (const GainLoss& g : all) {
            j_.open('{').key("id").text(g.id).key("what").text(names[static_cast<std::size_t>(g.what)]);
            count("gained", g.gained), count("lost", g.lost);
            if (g.gained_example) example("gained_example", *g.gained_example);
            if (g.lost_example) example("lost_example", *g.lost_example);
            j_.close('}');
        }
        j_.close(']');
    }
    void cases() {
        if (!d_.cases) {
            j_.null();
            return;
        }
        j_.open('{');
        number("run", d_.cases->run);
        j_.key("changed").open('[');
        for (const CaseChange& c : d_.cases->changed) {
            j_.open('{').key("id").text(c.id).key("at").text(c.at);
            j_.key("before")
                .open('{')
                .key("as_answered")
                .text(c.old_disposition)
                .key("absent")
                .text(c.old_absent)
                .key("passed")
                .boolean(c.old_passed)
                .close('}');
            j_.key("after")
                .open('{')
                .key("as_answered")
                .text(c.new_disposition)
                .key("absent")
                .text(c.new_absent)
                .key("passed")
                .boolean(c.new_passed)
                .close('}');
            j_.key("raised_gained")
                .texts(c.raised_gained)
                .key("raised_lost")
                .texts(c.raised_lost)
                .key("failures")
                .texts(c.failures)
                .close('}');
        }
        j_.close(']').close('}');
    }

    const RuleDiff& d_;
    JsonWriter j_{true};
};

}  // namespace diff_detail

TRIAGE_BODY std::string render_json(const RuleDiff& d) { return diff_detail::JsonReport(d).run(); }

}  // namespace triage
