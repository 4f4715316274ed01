// SPDX-License-Identifier: Apache-2.0
// The bodies of json.hpp.
#pragma once

#include <string_view>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/diff/render/json.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace diff_detail {

class JsonReport {
public:
    explicit JsonReport(const RuleDiff& d) : d_(d) {}

    [[nodiscard]] std::string run() {
        j_.open('{').text("schema", "triage.diff/1");
        side("before", d_.before), side("after", d_.after);
        count("patterns", d_.patterns), number("findings", d_.findings);
        j_.boolean("proved", d_.not_proved.empty()).text("not_proved", d_.not_proved).texts("compared", d_.compared);
        j_.text("budget", std::to_string(d_.budget));
        j_.boolean("same_for_everyone", d_.same_for_everyone())
            .boolean("any_change", d_.any_change())
            .boolean("downgrades", d_.downgrades());
        moves();
        count("unchanged", d_.unchanged);
        j_.key("leading").open('[');
        for (const LeadingMove& m : d_.leading) {
            j_.open('{').text("from", m.from).text("to", m.to);
            count("patterns", m.patterns), example("example", m.example);
            j_.close('}');
        }
        j_.close(']');
        gains("outcomes", d_.outcomes), gains("advice", d_.advice), pathways("pathways", d_.pathways);
        j_.boolean("other_endings", d_.other_endings).texts("one_sided", d_.one_sided).key("written").open('[');
        constexpr const char* kinds[] = {"logic", "wording", "source", "other"};
        for (const WrittenChange& w : d_.written)
            j_.open('{')
                .text("kind", kinds[static_cast<std::size_t>(w.kind)])
                .text("where", w.where)
                .text("old", w.old_text)
                .text("new", w.new_text)
                .text("old_at", w.old_at)
                .text("new_at", w.new_at)
                .close('}');
        j_.close(']').key("cases");
        cases();
        j_.close('}');
        return j_.str() + "\n";
    }

private:
    void count(std::string_view key, const BigCount& n) { j_.text(key, n.digits()); }
    void number(std::string_view key, std::size_t n) { j_.number(key, static_cast<double>(n)); }
    void side(std::string_view key, const DiffSide& s) {
        j_.key(key).open('{').text("id", s.id).text("version", s.version).text("digest", s.digest).close('}');
    }
    void example(std::string_view key, const ExamplePatient& e) {
        j_.key(key).open('{').key("answers").open('{');
        for (const auto& [finding, answer] : e.answers) j_.text(finding, answer);
        j_.close('}').text("yaml", e.yaml).texts("only_old", e.only_old).texts("only_new", e.only_new);
        j_.key("before").open('{').text("disposition", e.old_disposition).text("leading", e.old_leading).close('}');
        j_.key("after").open('{').text("disposition", e.new_disposition).text("leading", e.new_leading).close('}').close('}');
    }
    void pathways(std::string_view key, const std::vector<MovedPathway>& all) {
        j_.key(key).open('[');
        for (const MovedPathway& p : all) {
            j_.open('{').text("pathway", p.pathway);
            count("patterns", p.patterns);
            j_.key("moves").open('[');
            for (const EndMove& m : p.moves) {
                j_.open('{').text("from", m.from).text("to", m.to);
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
            j_.open('{').text("text", s.text);
            count("patterns", s.patterns);
            j_.key("literals").open('[');
            for (const Literal& l : s.literals) {
                j_.open('{').text("finding", l.finding).texts("answers", l.answers).text("text", l.text);
                j_.text("kind", kinds[static_cast<std::size_t>(l.kind)]).close('}');
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
                .text("from", m.from)
                .text("to", m.to)
                .text("direction", directions[static_cast<std::size_t>(m.direction)]);
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
            j_.open('{').text("id", g.id).text("what", names[static_cast<std::size_t>(g.what)]);
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
            j_.open('{').text("id", c.id).text("at", c.at);
            j_.key("before")
                .open('{')
                .text("as_answered", c.old_disposition)
                .text("absent", c.old_absent)
                .boolean("passed", c.old_passed)
                .close('}');
            j_.key("after")
                .open('{')
                .text("as_answered", c.new_disposition)
                .text("absent", c.new_absent)
                .boolean("passed", c.new_passed)
                .close('}');
            j_.texts("raised_gained", c.raised_gained)
                .texts("raised_lost", c.raised_lost)
                .texts("failures", c.failures)
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
