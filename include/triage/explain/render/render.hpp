// SPDX-License-Identifier: Apache-2.0
// An Assessment in the form that its reader needs: text for a terminal, Markdown, HTML, JSON for a program; "why not X" as
// text and JSON; answers as an answer file.
// Refuses to add or drop a statement: what is said was decided by `assess`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <triage/explain/assess.hpp>
#include <triage/explain/why_not.hpp>
#include <triage/walk/stored.hpp>

namespace triage {

struct TextOptions {
    std::size_t width = 80;      ///< columns; at least 20
    bool colour = false;         ///< ANSI colours
    bool for_clinician = false;  ///< professional wording, places in the rule file, sources, scores; with all detail
    bool detail = false;         ///< everything, not only what a person acts on and the short reasons
};

enum class Format : std::uint8_t { text, json, markdown, html };

/// Renders an assessment; the result ends in a newline.
///
///     std::cout << triage::render(triage::assess(answers), triage::Format::text);
[[nodiscard]] std::string render(const Assessment& a, Format format, const TextOptions& options = {});

/// For a person at a terminal: what to do first, then why. Readable without colour; control characters are made visible.
[[nodiscard]] std::string render_text(const Assessment& a, const TextOptions& options = {});

/// For a message or a record; every text is escaped, so none becomes markup.
[[nodiscard]] std::string render_markdown(const Assessment& a, const TextOptions& options = {});

/// One self-contained page: readable on a phone, in the dark, in print and without style; no script, no outside resources.
[[nodiscard]] std::string render_html(const Assessment& a, const TextOptions& options = {});

/// The assessment as `triage.assessment/1`, on several lines, ending in a newline. Keys come in a fixed order.
[[nodiscard]] std::string render_json(const Assessment& a, bool several_lines = true);

/// A whole page around `body`. The usual style has a contrast of at least 4.5 : 1 in light and dark (WCAG 2 AA).
[[nodiscard]] std::string html_page(std::string_view title, std::string_view body, std::string_view language = "en",
                                    const char* style = nullptr);

/// "Why not X" for a terminal: each step of each pathway that could have led there.
[[nodiscard]] std::string render_text(const WhyNot& why, const TextOptions& options = {});

/// `{"schema": "triage.why_not/1", "asked_for": …, "pathways": […]}`, ending in a newline.
[[nodiscard]] std::string render_json(const WhyNot& why);

/// A screen as `triage.screen/1`, on several lines, ending in a newline. Every question has every key.
[[nodiscard]] std::string render_json(const Screen& screen);

/// What an app needs to know of rules beforehand, as `triage.rules/1`: their identity, levels, groups, pathways and all
/// questions; the place of a finding in its list is its position.
[[nodiscard]] std::string render_json(const RuleSet& rules);

/// What was lost of stored answers, as `triage.restored/1`.
[[nodiscard]] std::string render_json(const Restored& restored);

/// Problems as `triage.problems/1`: what was wrong, where, and what to write instead.
[[nodiscard]] std::string render_json(const std::vector<Diagnostic>& problems);

/// One line per answer, `finding: value`, in the order of the questions; each begins with `indent`. Empty without answers.
[[nodiscard]] std::string answer_lines(const Answers& answers, const std::string& indent = {});

/// The answers as YAML, in the order of the questions; reads back to the same answers.
///
///     triage::render_answers(answers);  // age_years: 34\ncalf_swelling: "yes"\n
[[nodiscard]] std::string render_answers(const Answers& answers);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/json.ipp>
#include <triage/explain/render/render.ipp>
#endif
