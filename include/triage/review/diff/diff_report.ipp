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
    ReportBuilder(const RuleDiff& d, DiffCounts counts) : d_(d), exact_(counts == DiffCounts::exact) {}

    [[nodiscard]] DiffReport run() {
        const auto name = [](const DiffSide& s) { return s.id + " " + s.version; };
        out_.title = name(d_.before) + " -> " + name(d_.after);
        if (d_.version_not_raised())
            out_.under_title = "The version was not raised: both say " + d_.after.version + ", but they decide otherwise.";
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
    [[nodiscard]] std::string shown(const BigCount& n) const { return exact_ ? count_text(n) : short_count(n); }
    [[nodiscard]] std::string of_patterns(const BigCount& n) const {
        return exact_ ? patterns_text(n) : short_count(n) + (n == BigCount(1) ? " pattern" : " patterns");
    }
    [[nodiscard]] std::string counted(const BigCount& n) const {
        return of_patterns(n) + " (" + about_share(n, d_.patterns) + ")";
    }
    [[nodiscard]] std::size_t written_count(WrittenChange::Kind kind) const {
        return static_cast<std::size_t>(
            std::count_if(d_.written.begin(), d_.written.end(), [&](const WrittenChange& w) { return w.kind == kind; }));
    }

    void verdict() {
        std::vector<std::string>& v = out_.verdict;
        const std::string over = "all " + shown(d_.patterns) + " answer patterns of " + std::to_string(d_.findings) + " findings";
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
            v.push_back("The same disposition for " + shown(d_.unchanged) + " of " + shown(d_.patterns) + " patterns.");
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
            DiffItem item{{}, {}, m.example.yaml};
            std::vector<std::string>& say = item.details;
            for (const ChangeSentence& c : m.changes) {
                if (say.size() >= shown_moves) break;
                say.push_back(sentence(m, c));
            }
            if (say.empty()) {
                item.text = m.from + " -> " + m.to + ": " + counted(m.patterns) + ".";
            } else {
                item.text = say.front();
                say.erase(say.begin());
                if (m.changes.size() > shown_moves)
                    say.push_back("And " + triage::counted(m.changes.size() - shown_moves, "smaller group") +
                                  ", in --format json.");
            }
            if (!m.also_raised.empty()) say.push_back("Of these, also raised: " + also_raised(m));
            if (!m.changes.empty())
                say.push_back("In all " + m.from + " -> " + m.to + ": " + counted(m.patterns) +
                              (m.unexplained.zero()
                                   ? "."
                                   : "; " + of_patterns(m.unexplained) + " of these are in none of the sentences above."));
            if (exactly_said(m))
                for (const Sentence& one : m.sentences) say.push_back(one.text + ": " + of_patterns(one.patterns) + ".");
            for (const MovedPathway& p : m.pathways) say.push_back("Because of " + moved(p));
            say.push_back("For example: " + m.example.text + ". Walked by both (leading " + m.example.old_leading + " -> " +
                          m.example.new_leading + "):");
            s.items.push_back(std::move(item));
        }
        add(std::move(s));
    }
    // Where other answers decide who moves, all that decides is said, if it is short enough to be said in full.
    [[nodiscard]] static bool exactly_said(const DispositionMove& m) {
        const bool everybody = !m.changes.empty() && m.unexplained.zero() &&
                               std::all_of(m.changes.begin(), m.changes.end(),
                                           [](const ChangeSentence& c) { return c.reach == ChangeSentence::Reach::everybody; });
        return !everybody && (m.beyond.zero() || m.changes.empty());
    }
    [[nodiscard]] std::string sentence(const DispositionMove& m, const ChangeSentence& c) const {
        const std::string arrow = m.from + " -> " + m.to;
        const std::string who = c.who + (c.any_of.size() == 1 ? " " : "; ") +
                                (m.direction == Direction::milder ? "and nothing else as grave" : "and nothing graver");
        switch (c.reach) {
            case ChangeSentence::Reach::everybody: return "Everybody " + who + ": " + arrow + ".";
            case ChangeSentence::Reach::unless_answered:
                return "Everybody " + who + ", unless an earlier step of the pathway answered already: " + arrow + ".";
            case ChangeSentence::Reach::some: break;
        }
        return "Of everybody " + who + ", " + shown(c.patterns) + " of " + of_patterns(c.of) + " move: " + arrow +
               ". Their other answers decide.";
    }
    [[nodiscard]] std::string also_raised(const DispositionMove& m) const {
        constexpr std::size_t most = 6;
        std::vector<std::string> out;
        for (std::size_t i = 0; i < m.also_raised.size() && i < most; ++i) {
            std::string share = about_share(m.also_raised[i].patterns, m.patterns);
            for (const char* end : {" of all patterns", " patterns"})
                if (const std::string tail = end; share.size() > tail.size() && share.ends_with(tail) && share != "all patterns")
                    share.resize(share.size() - tail.size());
            out.push_back(m.also_raised[i].title + " (" + (share == "all patterns" ? "all" : share) + ")");
        }
        if (m.also_raised.size() > most)
            out.push_back("and " + triage::counted(m.also_raised.size() - most, "pathway") + " more");
        return joined(out, "; ") +
               (m.counted_all_raised ? "." : ". Pathways on which these answers have no bearing are not counted here.");
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
    [[nodiscard]] static std::string example(const ExamplePatient& e) { return e.text; }

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
    bool exact_;
    DiffReport out_;
};

}  // namespace diff_detail

TRIAGE_BODY DiffReport report_of(const RuleDiff& d, DiffCounts counts) { return diff_detail::ReportBuilder(d, counts).run(); }

}  // namespace triage
