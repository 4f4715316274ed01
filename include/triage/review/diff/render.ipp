// SPDX-License-Identifier: Apache-2.0
// The bodies of render.hpp.
#pragma once

#include <cstddef>
#include <sstream>
#include <string_view>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/diff/diff_report.hpp>
#include <triage/review/diff/render.hpp>
#include <triage/text/escape.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::string render_text(const RuleDiff& d, const TextOptions& options) {
    const DiffReport report = report_of(d);
    std::string out;
    const auto paint = [&](const std::string& text) {
        const std::string lines = wrapped(text, options.width);
        out += options.colour ? "\x1b[1m" + lines.substr(0, lines.size() - 1) + "\x1b[0m\n" : lines;
    };
    paint(report.title);
    for (const std::string& line : report.verdict) out += wrapped(line, options.width);
    for (const DiffSection& section : report.sections) {
        out += '\n';
        paint(section.title);
        if (!section.note.empty()) out += wrapped(section.note, options.width);
        for (const DiffItem& item : section.items) {
            out += wrapped(item.text, options.width, "  - ");
            for (const std::string& detail : item.details) out += wrapped(detail, options.width, "      - ");
            std::istringstream lines(item.yaml);
            for (std::string line; std::getline(lines, line);) out += "          " + visible(line) + "\n";
        }
    }
    return out;
}

TRIAGE_BODY std::string render_markdown(const RuleDiff& d) {
    const DiffReport report = report_of(d);
    std::string out = "## " + markdown_text(report.title) + "\n\n";
    for (std::size_t i = 0; i < report.verdict.size(); ++i)
        out += (i == 0 ? "**" + markdown_text(report.verdict[i]) + "**" : markdown_text(report.verdict[i])) +
               (i + 1 < report.verdict.size() ? "  \n" : "\n");
    if (!d.moves.empty()) {
        out += "\n| before | after | | patterns | |\n|---|---|---|--:|---|\n";
        constexpr const char* arrows[] = {"**milder**", "not comparable", "graver"};
        for (const DispositionMove& m : d.moves)
            out += "| " + markdown_text(m.from) + " | " + markdown_text(m.to) + " | " +
                   arrows[static_cast<std::size_t>(m.direction)] + " | " + count_text(m.patterns) + " | " +
                   markdown_text(about_share(m.patterns, d.patterns)) + " |\n";
        out +=
            "| unchanged | | | " + count_text(d.unchanged) + " | " + markdown_text(about_share(d.unchanged, d.patterns)) + " |\n";
    }
    for (const DiffSection& section : report.sections) {
        out += "\n### " + markdown_text(section.title) + "\n\n";
        if (!section.note.empty()) out += markdown_text(section.note) + "\n\n";
        for (const DiffItem& item : section.items) {
            out += "- " + markdown_text(item.text) + "\n";
            for (const std::string& detail : item.details) out += "  - " + markdown_text(detail) + "\n";
            if (item.yaml.empty()) continue;
            out += "\n    <details><summary>answers</summary>\n\n    ```yaml\n";
            std::istringstream lines(item.yaml);
            for (std::string line; std::getline(lines, line);) out += "    " + visible(line) + "\n";
            out += "    ```\n\n    </details>\n";
        }
    }
    return out;
}

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
