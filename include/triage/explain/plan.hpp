// SPDX-License-Identifier: Apache-2.0
// A return-to-running programme: an assessment and a start date become dated sessions, as text, Markdown, HTML, CSV and
// iCalendar. Refuses to let anyone run who was not sent home with an injury that the plan is for, and then says why in every
// form; gates running on known answers.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/model/date.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

struct ProgrammeSession {
    Date date;
    std::string activity, intensity;
    int minutes = 0;
};

struct ProgrammeWeek {
    int number = 0;  ///< from 1
    Date first_day;
    std::string title, advance;
    bool needs_entry = false;
    std::vector<ProgrammeSession> sessions;
    std::vector<std::string> strength;
};

/// A demand before running, with what is known about it.
struct ProgrammeEntry {
    std::string text;
    Kleene met = Kleene::unknown;
};

/// The dated plan, or why there is none. Owns its text.
struct Programme {
    bool allowed = false;
    std::string refusal;  ///< why there is no programme; empty when allowed
    std::string id, title, say, progression, ruleset, version;
    std::string signing;  ///< of the rules of the plan: "draft", "partly signed", "signed"
    Date start;
    /// When it was made, in seconds since 1970-01-01T00:00Z, if the caller knows: of two versions of a programme, calendars
    /// take the one that was made later. 0: not known.
    std::int64_t made = 0;
    std::string person;      ///< the id of the answers; may be empty
    bool entry_met = false;  ///< every entry criterion is known to be met
    std::vector<ProgrammeEntry> entry;
    std::vector<ProgrammeWeek> weeks;
    std::vector<std::pair<std::string, std::string>> rules;  ///< "hold" | "step_back" | "stop", text
    std::vector<std::string> afterwards;
    std::vector<std::string> sources;  ///< citations in full
    std::string review;
};

/// Makes the programme of `plan_rules` (rules/return_to_running) for a person who was assessed. The answers are those of
/// the triage; what the plan's own findings share with them decides the entry criteria. Weeks are the earliest dates. None is
/// made that would go on after `last_day`.
///
///     const triage::RuleSet plan = triage::load_shipped("return_to_running").value();
///     triage::make_programme(plan, answers, assessment, {2026, 11, 23}).weeks[0].sessions[0].minutes;  // 30
[[nodiscard]] Programme make_programme(const RuleSet& plan_rules, const Answers& answers, const Assessment& assessment,
                                       Date start);

enum class ProgrammeFormat : std::uint8_t { text, markdown, html, csv, icalendar };

/// The programme in one of its forms. A programme that is not allowed gives its refusal as plain text.
[[nodiscard]] std::string render_programme(const Programme& p, ProgrammeFormat format, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/plan.ipp>
#include <triage/explain/render/programme.ipp>
#endif
