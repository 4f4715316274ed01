// SPDX-License-Identifier: Apache-2.0
// What diff.hpp writes as text, Markdown and JSON.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::string render_text(const RuleDiff& d, const TextOptions& options, DiffCounts counts) {
    const DiffReport report = report_of(d, counts);
    std::string out;
    const auto paint = [&](const std::string& text) {
        const std::string lines = wrapped(text, options.width);
        out += options.colour ? "\x1b[1m" + lines.substr(0, lines.size() - 1) + "\x1b[0m\n" : lines;
    };
    paint(report.title);
    if (!report.under_title.empty()) out += wrapped(report.under_title, options.width);
    for (const std::string& line : report.verdict) out += wrapped(line, options.width);
    for (const DiffSection& section : report.sections) {
        out += '\n';
        paint(section.title);
        if (!section.note.empty()) out += wrapped(section.note, options.width);
        for (const DiffItem& item : section.items) {
            out += wrapped(item.text, options.width, "  - ");
            for (const std::string& detail : item.details) out += wrapped(detail, options.width, "      - ");
            out += indented(item.yaml, 10);
        }
    }
    return out;
}

TRIAGE_BODY std::string render_markdown(const RuleDiff& d, DiffCounts counts) {
    const DiffReport report = report_of(d, counts);
    const auto shown = [&](const BigCount& n) { return counts == DiffCounts::exact ? count_text(n) : short_count(n); };
    std::string out = "## " + markdown_text(report.title) + "\n\n";
    if (!report.under_title.empty()) out += markdown_text(report.under_title) + "\n\n";
    for (std::size_t i = 0; i < report.verdict.size(); ++i)
        out += (i == 0 ? "**" + markdown_text(report.verdict[i]) + "**" : markdown_text(report.verdict[i])) +
               (i + 1 < report.verdict.size() ? "  \n" : "\n");
    if (!d.moves.empty()) {
        out += "\n| before | after | | patterns | |\n|---|---|---|--:|---|\n";
        constexpr const char* arrows[] = {"**milder**", "not comparable", "graver"};
        for (const DispositionMove& m : d.moves)
            out += "| " + markdown_text(m.from) + " | " + markdown_text(m.to) + " | " +
                   arrows[static_cast<std::size_t>(m.direction)] + " | " + shown(m.patterns) + " | " +
                   markdown_text(about_share(m.patterns, d.patterns)) + " |\n";
        out += "| unchanged | | | " + shown(d.unchanged) + " | " + markdown_text(about_share(d.unchanged, d.patterns)) + " |\n";
    }
    for (const DiffSection& section : report.sections) {
        out += "\n### " + markdown_text(section.title) + "\n\n";
        if (!section.note.empty()) out += markdown_text(section.note) + "\n\n";
        for (const DiffItem& item : section.items) {
            out += "- " + markdown_text(item.text) + "\n";
            for (const std::string& detail : item.details) out += "  - " + markdown_text(detail) + "\n";
            if (item.yaml.empty()) continue;
            out += "\n    <details><summary>answers</summary>\n\n    ```yaml\n" + indented(item.yaml, 4) +
                   "    ```\n\n    </details>\n";
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
        side("before", d_.before);
        side("after", d_.after);
        patterns("patterns", d_.patterns).number("findings", d_.findings);
        j_.boolean("proved", d_.not_proved.empty()).text("not_proved", d_.not_proved).texts("compared", d_.compared);
        j_.text("budget", std::to_string(d_.budget)).boolean("same_for_everyone", d_.same_for_everyone());
        j_.boolean("version_not_raised", d_.version_not_raised());
        j_.boolean("any_change", d_.any_change()).boolean("downgrades", d_.downgrades());
        j_.objects("moves", d_.moves, [&](const DispositionMove& m) { move(m); });
        patterns("unchanged", d_.unchanged);
        j_.objects("leading", d_.leading, [&](const LeadingMove& m) {
            j_.text("from", m.from).text("to", m.to);
            patterns("patterns", m.patterns);
            example("example", m.example);
        });
        gains("outcomes", d_.outcomes);
        gains("advice", d_.advice);
        pathways(d_.pathways).boolean("other_endings", d_.other_endings).texts("one_sided", d_.one_sided);
        j_.objects("written", d_.written, [&](const WrittenChange& w) {
            constexpr const char* kinds[] = {"logic", "wording", "source", "other"};
            j_.text("kind", kinds[static_cast<std::size_t>(w.kind)]).text("where", w.where).text("old", w.old_text);
            j_.text("new", w.new_text).text("old_at", w.old_at).text("new_at", w.new_at);
        });
        if (d_.cases)
            j_.object("cases", [&] { cases(*d_.cases); });
        else
            j_.key("cases").null();
        return j_.close('}').str() + "\n";
    }

private:
    JsonWriter& patterns(std::string_view key, const BigCount& n) { return j_.text(key, n.digits()); }
    void side(std::string_view key, const DiffSide& s) {
        j_.object(key, [&] { j_.text("id", s.id).text("version", s.version).text("digest", s.digest); });
    }
    void example(std::string_view key, const ExamplePatient& e) {
        const auto result = [&](std::string_view when, const std::string& disposition, const std::string& leading) {
            j_.object(when, [&] { j_.text("disposition", disposition).text("leading", leading); });
        };
        j_.object(key, [&] {
            j_.object("answers", [&] {
                for (const auto& [finding, answer] : e.answers) j_.text(finding, answer);
            });
            j_.text("text", e.text).text("yaml", e.yaml).texts("only_old", e.only_old).texts("only_new", e.only_new);
            result("before", e.old_disposition, e.old_leading);
            result("after", e.new_disposition, e.new_leading);
        });
    }
    JsonWriter& pathways(const std::vector<MovedPathway>& all) {
        return j_.objects("pathways", all, [&](const MovedPathway& p) {
            j_.text("pathway", p.pathway);
            patterns("patterns", p.patterns).objects("moves", p.moves, [&](const EndMove& m) {
                j_.text("from", m.from).text("to", m.to);
                patterns("patterns", m.patterns);
            });
            std::vector<std::string> causes;
            for (const std::size_t c : p.causes) causes.push_back(d_.written[c].where);
            j_.texts("causes", causes);
        });
    }
    void sentences(std::string_view key, const std::vector<Sentence>& all) {
        j_.objects(key, all, [&](const Sentence& s) {
            j_.text("text", s.text);
            patterns("patterns", s.patterns);
            literals("literals", s.literals);
        });
    }
    void literals(std::string_view key, const std::vector<Literal>& all) {
        constexpr const char* kinds[] = {"named", "denied", "not_reported"};
        j_.objects(key, all, [&](const Literal& l) {
            j_.text("finding", l.finding).texts("answers", l.answers).text("text", l.text);
            j_.text("kind", kinds[static_cast<std::size_t>(l.kind)]);
        });
    }
    void changes(const DispositionMove& m) {
        constexpr const char* reaches[] = {"everybody", "unless_answered", "some"};
        j_.objects("changes", m.changes, [&](const ChangeSentence& c) {
            j_.text("reach", reaches[static_cast<std::size_t>(c.reach)]).text("who", c.who).texts("steps", c.steps);
            patterns("patterns", c.patterns);
            patterns("of", c.of);
            j_.objects("any_of", c.any_of, [&](const std::vector<Literal>& all) { literals("literals", all); });
        });
        patterns("unexplained", m.unexplained);
        j_.boolean("counted_all_raised", m.counted_all_raised);
        j_.objects("also_raised", m.also_raised, [&](const AlsoRaised& a) {
            j_.text("pathway", a.pathway).text("title", a.title);
            patterns("patterns", a.patterns);
        });
    }
    void move(const DispositionMove& m) {
        constexpr const char* directions[] = {"milder", "unordered", "graver"};
        j_.text("from", m.from).text("to", m.to).text("direction", directions[static_cast<std::size_t>(m.direction)]);
        patterns("patterns", m.patterns);
        changes(m);
        sentences("sentences", m.sentences);
        patterns("beyond", m.beyond);
        if (!m.among.empty()) {
            sentences("among", m.among);
            patterns("beyond_among", m.beyond_among);
        }
        example("example", m.example);
        pathways(m.pathways);
    }
    void gains(std::string_view key, const std::vector<GainLoss>& all) {
        constexpr const char* names[] = {"raised", "unsure", "advised", "withheld"};
        j_.objects(key, all, [&](const GainLoss& g) {
            j_.text("id", g.id).text("what", names[static_cast<std::size_t>(g.what)]);
            patterns("gained", g.gained);
            patterns("lost", g.lost);
            if (g.gained_example) example("gained_example", *g.gained_example);
            if (g.lost_example) example("lost_example", *g.lost_example);
        });
    }
    void cases(const CaseChanges& all) {
        const auto result = [&](std::string_view when, const std::string& answered, const std::string& absent, bool passed) {
            j_.object(when, [&] { j_.text("as_answered", answered).text("absent", absent).boolean("passed", passed); });
        };
        j_.number("run", all.run).objects("changed", all.changed, [&](const CaseChange& c) {
            j_.text("id", c.id).text("at", c.at);
            result("before", c.old_disposition, c.old_absent, c.old_passed);
            result("after", c.new_disposition, c.new_absent, c.new_passed);
            j_.texts("raised_gained", c.raised_gained).texts("raised_lost", c.raised_lost).texts("failures", c.failures);
        });
    }

    const RuleDiff& d_;
    JsonWriter j_{true};
};

}  // namespace diff_detail

TRIAGE_BODY std::string render_json(const RuleDiff& d) { return diff_detail::JsonReport(d).run(); }

}  // namespace triage
