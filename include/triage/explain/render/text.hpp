// SPDX-License-Identifier: Apache-2.0
// The assessment for a person at a terminal: what to do first, then why. Readable without colour.
// Refuses to show what would make the result milder: nobody is taught what to deny.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/assessment.hpp>
#include <triage/model/diagnostic.hpp>

namespace triage {

struct TextOptions {
    std::size_t width = 80;      ///< columns; at least 20
    bool colour = false;         ///< ANSI colours
    bool for_clinician = false;  ///< professional wording, places in the rule file, sources, scores
};

/// Number of terminal columns, counting each code point as one.
[[nodiscard]] inline std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return n;
}

/// The text wrapped to `width` columns (at least 20), ending in a newline. The first line starts with `first`, the others
/// with as many blanks. Control characters are made visible.
[[nodiscard]] inline std::string wrapped(const std::string& text, std::size_t width, const std::string& first = "") {
    const std::size_t limit = std::max<std::size_t>(width, 20), indent = columns(first);
    std::string out = first, word;
    std::size_t used = indent;
    bool empty = true;  // nothing on this line yet
    const auto flush = [&] {
        if (word.empty()) return;
        const std::size_t wide = columns(word);
        if (!empty && used + 1 + wide > limit) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
            empty = true;
        }
        if (!empty) out += ' ';
        used += wide + (empty ? 0 : 1);
        out += word;
        empty = false;
        word.clear();
    };
    for (const char c : visible(text)) {
        if (c == ' ' || c == '\n' || c == '\t') flush();
        else word += c;
    }
    flush();
    return out + '\n';
}

namespace render_detail {

class TextWriter {
public:
    explicit TextWriter(const TextOptions& options) : options_(options) {}

    void heading(std::string_view text) {
        out_ += '\n';
        paint("1", std::string(text));
        out_ += '\n';
    }
    /// A paragraph; the first line starts with `first`, the others with as many blanks.
    void paragraph(const std::string& text, const std::string& first = "") { out_ += wrapped(text, options_.width, first); }
    void item(const std::string& text) { paragraph(text, "  - "); }
    void blank() { out_ += '\n'; }
    void banner(const std::string& text, const char* colour) {
        paint(colour, text);
        out_ += '\n';
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void paint(const char* code, const std::string& text) {
        out_ += options_.colour ? "\x1b[" + std::string(code) + "m" + visible(text) + "\x1b[0m" : visible(text);
    }
    const TextOptions& options_;
    std::string out_;
};

[[nodiscard]] inline std::string label_of(const std::vector<Assessment::Label>& labels, const std::string& id) {
    for (const Assessment::Label& l : labels)
        if (l.id == id) return l.text;
    return id;
}

[[nodiscard]] inline std::string spaced(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
}

/// `Is one calf more swollen than the other? – yes`
[[nodiscard]] inline std::string answered(const std::string& ask, const std::string& value) {
    return ask + " – " + (value == "unknown" ? "not sure" : spaced(value));
}

}  // namespace render_detail

/// The assessment as text, ending in a newline.
[[nodiscard]] inline std::string render_text(const Assessment& a, const TextOptions& options = {}) {
    using namespace render_detail;
    constexpr std::size_t most_shown = 6;
    TextWriter out(options);
    const auto list = [&](const std::vector<std::string>& all) {
        for (const std::string& t : all) out.item(t);
    };
    // Writes `most_shown` questions and says how many there are beyond.
    const auto questions = [&](const std::vector<std::string>& ids, const std::string& indent) {
        for (std::size_t i = 0; i < ids.size() && i < most_shown; ++i)
            out.paragraph(options.for_clinician ? ids[i] : label_of(a.questions, ids[i]), indent + "- ");
        if (ids.size() > most_shown)
            out.paragraph("and " + std::to_string(ids.size() - most_shown) + " more", indent + "- ");
    };
    const auto because = [&](const AssessedOutcome& o) {
        std::string said;
        for (const Because& b : o.because) {
            if (b.text != said) {
                out.item(b.text);
                said = b.text;
            }
            out.paragraph(answered(b.ask, b.value) + (options.for_clinician ? "  [" + b.finding + ", " + b.at + "]" : ""), "      ");
        }
    };

    // 1. what to do
    const char* colour = a.emergency || a.disposition.rank + 1 == static_cast<int>(a.dispositions.size()) ? "1;37;41"
                         : a.disposition.at_home                                                          ? "1;32"
                                                                                                          : "1;33";
    out.banner((a.disposition.at_home ? "" : ">>> ") + a.disposition.label + (a.disposition.at_home ? "" : " <<<"), colour);
    out.paragraph(a.leading.title + ".");
    out.blank();
    out.paragraph(a.leading.say);
    if (options.for_clinician && !a.leading.clinician.empty()) out.paragraph("Clinician: " + a.leading.clinician);
    const auto advice = [&](AdviceKind kind, const char* title) {
        bool any = false;
        for (const AdviceItem& i : a.advice) {
            if (i.kind != kind) continue;
            if (!any) out.heading(title);
            any = true;
            out.item(i.text);
        }
    };
    advice(AdviceKind::action, "What you can do");
    advice(AdviceKind::avoid, "What to avoid");
    advice(AdviceKind::seek_help, "When to get help at once");
    if (a.safety_net) {
        out.heading("Keep watching");
        out.paragraph(a.safety_net->uncertainty);
        list(a.safety_net->watch_for);
        out.paragraph(a.safety_net->get_help);
        out.paragraph(a.safety_net->time_course);
        if (a.safety_net->recheck_days)
            out.paragraph("Go through these questions again in " + shortest(*a.safety_net->recheck_days) +
                          (*a.safety_net->recheck_days == 1 ? " day" : " days") + ", or at once when anything new appears.");
    }

    // 2. why
    if (!a.leading.because.empty()) {
        out.heading("Why");
        because(a.leading);
    }
    if (!a.leading.speaks_for.empty()) {
        out.heading("What fits");
        list(a.leading.speaks_for);
    }
    if (!a.leading.speaks_against.empty()) {
        out.heading("What does not fit");
        list(a.leading.speaks_against);
    }
    if (!a.leading_raised && !a.leading.missing.empty()) {
        out.heading("Why: these questions are open, and \"not sure\" is not a \"no\"");
        questions(a.leading.missing, "  ");
    }
    if (a.otherwise && !a.contradicts) {
        out.heading("Why");
        out.paragraph("Your answers fit none of the patterns that these rules know, so somebody should look at the leg.");
    }
    if (a.contradicts) {
        out.heading("Your answers contradict each other");
        out.paragraph("Some of them cannot be true together, so this result is deliberately cautious.");
    }
    bool any_other = false;
    for (const AssessedOutcome& o : a.raised) {
        if (a.leading_raised && o.outcome == a.leading.outcome && o.pathway == a.leading.pathway) continue;
        if (!any_other) out.heading("Also found");
        any_other = true;
        out.item(o.title + " (" + label_of(a.dispositions, o.disposition) + ")");
        std::string said;
        for (const Because& b : o.because) {
            if (b.text == said) continue;
            said = b.text;
            out.paragraph(b.text, "      ");
        }
    }
    // In an emergency nobody should read on about what else is open.
    if (!a.emergency || options.for_clinician) {
        std::vector<std::string> missing;
        bool any_open = false;
        for (const AssessedOutcome& o : a.unsure) {
            for (const std::string& id : o.missing)
                if (std::find(missing.begin(), missing.end(), id) == missing.end()) missing.push_back(id);
            if (!a.leading_raised && o.outcome == a.leading.outcome && o.pathway == a.leading.pathway) continue;
            if (!any_open) out.heading("Not ruled out yet");
            any_open = true;
            out.item(o.title);
        }
        if (any_open) {
            out.paragraph("These answers would settle most of it:", "  ");
            questions(missing, "      ");
        }
    }
    bool any_withheld = false;
    for (const WithheldAdvice& w : a.withheld) {
        if (!w.offered) continue;
        if (!any_withheld) out.heading("Usual advice that is not for you now");
        any_withheld = true;
        out.item(w.text + " – " + w.because);
    }

    // 3. what would change it, only towards graver
    std::string change_to;
    for (const WouldChange& w : a.would_change) {
        const auto to = std::find_if(a.dispositions.begin(), a.dispositions.end(), [&](const auto& l) { return l.id == w.to; });
        if (to == a.dispositions.end() || !(to->graver || options.for_clinician)) continue;
        if (change_to.empty()) out.heading("What would change this");
        if (change_to != w.to) out.item(to->text + ", with this answer:");
        change_to = w.to;
        std::string text;
        for (const Change& c : w.answers)
            text += (text.empty() ? "" : ", and ") + answered(label_of(a.questions, c.finding), c.to);
        out.paragraph(text, "      - ");
    }
    if (!a.tests.empty()) {
        out.heading("Tests a clinician may do");
        list(a.tests);
    }
    if (options.for_clinician) {
        out.heading("For the clinician");
        out.paragraph("Possible range: " + a.possible_least + " to " + a.possible_most + ".");
        for (const ScoreResult& s : a.scores)
            out.paragraph(s.title + ": " + std::to_string(s.least) +
                          (s.least == s.most ? std::string() : " to " + std::to_string(s.most)));
        for (const OpenPathway& o : a.open) {
            std::string text = "Open: " + o.pathway + " (up to " + o.most + "); missing";
            for (const std::string& m : o.missing) text += " " + m;
            if (!o.missing_examiner.empty()) text += "; on examination";
            for (const std::string& m : o.missing_examiner) text += " " + m;
            out.item(text);
        }
        std::string sources;
        for (const std::string& s : a.leading.sources) sources += (sources.empty() ? "Sources: " : ", ") + s;
        if (!sources.empty()) out.paragraph(sources + ".");
        if (!a.leading.review.empty()) out.paragraph("To review: " + a.leading.review);
        out.paragraph("Rules: " + a.ruleset + " " + a.version + " (" + a.review + ") " + a.digest);
    }
    for (const AnswerConflict& c : a.conflicts)
        out.paragraph("Note: you answered \"" + spaced(c.said) + "\" to \"" + label_of(a.questions, c.finding) +
                      "\", though another answer of yours implies \"" + spaced(c.implied) + "\". Your own answer was used.");
    if (!a.not_asked.empty() && a.next_question && !a.emergency) {
        out.blank();
        out.paragraph("Not everything was asked: more answers could make this more exact.");
    }
    out.blank();
    out.paragraph(disclaimer);
    return out.take();
}

}  // namespace triage
