// SPDX-License-Identifier: Apache-2.0
// What a comparison says to a reader (diff.hpp).
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace diff_detail {

class ReportBuilder {
public:
    explicit ReportBuilder(const RuleDiff& d) : d_(d) {}

    [[nodiscard]] DiffReport run() {
        const auto name = [](const DiffSide& s) { return s.id + " " + s.version; };
        out_.title = name(d_.before) + " -> " + name(d_.after);
        verdict();
        dispositions(Direction::milder, "Milder than before");
        dispositions(Direction::unordered, "Other levels: the ladders do not say which is milder");
        dispositions(Direction::graver, "Graver than before");
        leading();
        gains("Which outcomes stand, at the same disposition", d_.outcomes);
        gains("Advice, at the same disposition", d_.advice);
        pathways();
        list("What only one side knows", d_.one_sided);
        written("Rules that decide", WrittenChange::Kind::logic);
        written("Wording", WrittenChange::Kind::wording);
        written("Sources", WrittenChange::Kind::source);
        written("All other text", WrittenChange::Kind::other);
        cases();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string counted(const BigCount& n) const {
        const std::string exact = n.text(), small = short_count(n);
        return of_patterns(n) + " (" + about_share(n, d_.patterns) + (small == exact ? ")" : "; exact: " + exact + ")");
    }
    // In a detail the size is enough; JSON has all digits.
    [[nodiscard]] static std::string of_patterns(const BigCount& n) {
        return short_count(n) + (n == BigCount(1) ? " pattern" : " patterns");
    }
    [[nodiscard]] static std::string moving(const BigCount& n) {
        return of_patterns(n) + (n == BigCount(1) ? " moves." : " move.");
    }
    [[nodiscard]] std::size_t written_count(WrittenChange::Kind kind) const {
        return static_cast<std::size_t>(
            std::count_if(d_.written.begin(), d_.written.end(), [&](const WrittenChange& w) { return w.kind == kind; }));
    }

    void verdict() {
        std::vector<std::string>& v = out_.verdict;
        const std::string over =
            "all " + count_text(d_.patterns) + " answer patterns of " + std::to_string(d_.findings) + " findings";
        if (!d_.not_proved.empty()) {
            v.push_back("NOT PROVED: " + d_.not_proved + ".");
            v.push_back(d_.compared.empty()
                            ? "No comparison was completed."
                            : "Completed comparisons: " + joined(d_.compared) + ". Nothing is known about the rest.");
        } else if (!d_.any_change()) {
            v.push_back("Nothing changed.");
        } else if (d_.same_for_everyone()) {
            v.push_back("Nothing changed for any patient: the same disposition, outcomes and advice, proved for " + over + ".");
            if (written_count(WrittenChange::Kind::wording) == d_.written.size() && d_.one_sided.empty() && !d_.written.empty())
                v.push_back("Only wording changed.");
            if (written_count(WrittenChange::Kind::logic) != 0)
                v.push_back("Some rules are written differently but decide the same.");
        } else if (d_.moves.empty()) {
            v.push_back("The disposition is the same for " + over + ".");
            v.push_back("Outcomes, advice or how a pathway ends differ.");
        }
        if (!d_.moves.empty()) {
            BigCount sums[3];
            for (const DispositionMove& m : d_.moves) sums[static_cast<std::size_t>(m.direction)] += m.patterns;
            constexpr const char* what[] = {"MILDER for ", "Another level, not comparable, for ", "Graver for "};
            for (std::size_t i = 0; i < 3; ++i)
                if (!sums[i].zero()) v.push_back(what[i] + counted(sums[i]) + ".");
            v.push_back("The same disposition for " + count_text(d_.unchanged) + " of " + count_text(d_.patterns) + " patterns.");
        }
        if (d_.patterns.zero() || (d_.moves.empty() && d_.leading.empty() && d_.outcomes.empty() && d_.advice.empty())) return;
        v.push_back(
            "A pattern is one way to answer every question that decides something, \"not sure\" included. Patterns are not patients: "
            "most people give one of a few patterns, and most patterns are never given.");
    }

    void dispositions(Direction direction, const char* title) {
        DiffSection s{title, {}, {}};
        for (const DispositionMove& m : d_.moves) {
            if (m.direction != direction) continue;
            DiffItem item{m.from + " -> " + m.to + ": " + counted(m.patterns), {}, m.example.yaml};
            for (const Sentence& one : m.among)
                item.details.push_back("Among e" + one.text.substr(1) + ": " + moving(one.patterns));
            if (!m.among.empty() && !m.beyond_among.zero()) item.details.push_back("Among the others: " + moving(m.beyond_among));
            for (const Sentence& one : m.sentences) item.details.push_back(one.text + ": " + of_patterns(one.patterns) + ".");
            if (!m.beyond.zero()) item.details.push_back("And " + of_patterns(m.beyond) + " that no sentence here covers.");
            for (const MovedPathway& p : m.pathways) item.details.push_back("Because of " + moved(p));
            item.details.push_back("The smallest such patient, walked by both (leading " + m.example.old_leading + " -> " +
                                   m.example.new_leading + "):");
            s.items.push_back(std::move(item));
        }
        add(std::move(s));
    }
    [[nodiscard]] std::string moved(const MovedPathway& p) const {
        const bool section = p.pathway == "assume" || p.pathway == "otherwise";
        std::string out = (section ? "" : "pathway ") + p.pathway + ", " + of_patterns(p.patterns);
        std::vector<std::string> moves, causes;
        for (std::size_t i = 0; i < p.moves.size() && i < shown_moves; ++i)
            moves.push_back(p.moves[i].from + " -> " + p.moves[i].to);
        if (p.moves.size() > shown_moves) moves.push_back("and " + triage::counted(p.moves.size() - shown_moves, "other way"));
        if (!moves.empty()) out += ": " + joined(moves, "; ");
        for (std::size_t i = 0; i < p.causes.size() && i < shown_moves; ++i) {
            const WrittenChange& w = d_.written[p.causes[i]];
            causes.push_back(at(w) + " " + shortened(w.old_text) + " -> " + shortened(w.new_text));
        }
        if (p.causes.size() > shown_moves)
            causes.push_back("and " + triage::counted(p.causes.size() - shown_moves, "change more", "changes more"));
        return out + (causes.empty() ? "" : ". Changed: " + joined(causes, "; "));
    }
    [[nodiscard]] static std::string at(const WrittenChange& w) {
        return !w.new_at.empty() ? w.new_at : !w.old_at.empty() ? "old " + w.old_at : w.where;
    }
    [[nodiscard]] static std::string shortened(const std::string& text) {
        constexpr std::size_t most = 160;
        if (text.empty()) return "(nothing)";
        if (text.size() <= most) return text;
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
        return text.substr(0, end) + "…";
    }
    [[nodiscard]] static std::string example(const ExamplePatient& e) {
        if (e.answers.empty()) return "nothing answered";
        if (e.answers.size() > 6) return std::to_string(e.answers.size()) + " answers, in --format json";
        std::vector<std::string> all;
        for (const auto& [finding, answer] : e.answers) all.push_back(finding + ": " + answer);
        return joined(all);
    }

    void leading() {
        DiffSection s{"Another leading outcome, at the same disposition", {}, {}};
        for (const LeadingMove& m : d_.leading)
            s.items.push_back({m.from + " -> " + m.to + ": " + counted(m.patterns), {"For example: " + example(m.example)}, {}});
        add(std::move(s));
    }
    void gains(const char* title, const std::vector<GainLoss>& all) {
        DiffSection s{title, {}, {}};
        constexpr const char* names[] = {" (raised)", " (unsure)", " (given)", " (withheld)"};
        for (const GainLoss& g : all) {
            DiffItem item{g.id + names[static_cast<std::size_t>(g.what)], {}, {}};
            if (g.gained_example)
                item.details.push_back("Gained by " + counted(g.gained) + "; for example: " + example(*g.gained_example));
            if (g.lost_example)
                item.details.push_back("Lost by " + counted(g.lost) + "; for example: " + example(*g.lost_example));
            s.items.push_back(std::move(item));
        }
        add(std::move(s));
    }
    void pathways() {
        DiffSection s{"Pathways that end differently for someone, whatever the disposition", {}, {}};
        for (const MovedPathway& p : d_.pathways) s.items.push_back({moved(p), {}, {}});
        if (d_.other_endings) s.note = "A pathway also leads other people than before to an outcome, alongside a graver one.";
        if (!s.items.empty() || !s.note.empty()) out_.sections.push_back(std::move(s));
    }
    void list(const char* title, const std::vector<std::string>& all) {
        DiffSection s{title, {}, {}};
        for (const std::string& one : all) s.items.push_back({one, {}, {}});
        add(std::move(s));
    }
    void written(const char* title, WrittenChange::Kind kind) {
        DiffSection s{title, {}, {}};
        for (const WrittenChange& w : d_.written)
            if (w.kind == kind)
                s.items.push_back(
                    {w.where + " (" + at(w) + "): " + shortened(w.old_text) + " -> " + shortened(w.new_text), {}, {}});
        add(std::move(s));
    }
    void cases() {
        if (!d_.cases) return;
        DiffSection s{"Test cases whose result changes",
                      std::to_string(d_.cases->changed.size()) + " of " + std::to_string(d_.cases->run) + " cases.",
                      {}};
        for (const CaseChange& c : d_.cases->changed) {
            const auto pair = [](const std::string& a, const std::string& b) { return a == b ? "still " + a : a + " -> " + b; };
            std::string text = c.id + " (" + c.at + "): ";
            if (!c.new_disposition.empty()) text += pair(c.old_disposition, c.new_disposition);
            if (!c.new_absent.empty())
                text += (c.new_disposition.empty() ? "" : "; ") + ("unmentioned absent " + pair(c.old_absent, c.new_absent));
            if (c.old_passed != c.new_passed) text += c.new_passed ? "; passes now" : "; FAILS NOW";
            DiffItem item{std::move(text), c.failures, {}};
            if (!c.raised_gained.empty()) item.details.push_back("raised now: " + joined(c.raised_gained));
            if (!c.raised_lost.empty()) item.details.push_back("no longer raised: " + joined(c.raised_lost));
            s.items.push_back(std::move(item));
        }
        out_.sections.push_back(std::move(s));
    }
    // What is long is cut: all of it is in the JSON.
    void add(DiffSection s) {
        if (s.items.empty()) return;
        constexpr std::size_t most = 12;
        if (s.items.size() > most) {
            s.note = std::to_string(s.items.size()) + " in all; the first " + std::to_string(most) +
                     " are shown, the others are in --format json.";
            s.items.resize(most);
        }
        out_.sections.push_back(std::move(s));
    }

    static constexpr std::size_t shown_moves = 3;
    const RuleDiff& d_;
    DiffReport out_;
};

}  // namespace diff_detail

TRIAGE_BODY DiffReport report_of(const RuleDiff& d) { return diff_detail::ReportBuilder(d).run(); }

}  // namespace triage
