// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "recovery_log.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Shows the entries of a diary.
  triage log show calf.db --from 2026-05-01)";

using triage::LogEntry;

constexpr Flag with_all{"full", Takes::nothing, {}, "replaced entries and harmless answers too"};

/// What was answered, without the harmless "no"s, which are counted.
static std::string said_in(const triage::RuleSet& rules, const LogEntry& e, bool full) {
    std::string out;
    std::size_t denied = 0;
    // In the order of the questions; what these rules do not know comes last.
    std::vector<const triage::LogAnswer*> ordered;
    for (const triage::LogAnswer& a : e.answers) ordered.push_back(&a);
    const auto place = [&](const triage::LogAnswer* a) { return rules.compiled().finding_names.find(a->finding); };
    std::stable_sort(ordered.begin(), ordered.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    for (const triage::LogAnswer* a : ordered) {
        const std::uint32_t f = place(a);
        const bool worrying = f != triage::npos && rules.document().findings[f].type == triage::FindingType::yes_no &&
                              rules.document().findings[f].polarity == triage::Polarity::worrying;
        if (!full && worrying && a->value == "no") {
            ++denied;
            continue;
        }
        out += (out.empty() ? "" : ", ") + a->finding + " " + (a->value == "unknown" ? "not sure" : a->value);
    }
    if (denied != 0) out += std::string(out.empty() ? "" : "; ") + "no to " + triage::counted(denied, "warning sign");
    return out;
}

static int run(const Call& call) {
    const std::string format = call.format();
    const triage::RuleSet rules = diary_rules(call);
    triage::LogRange range = range_of(call);
    range.replaced = call.has(with_all);
    warn_of_others(log_path(call));
    const std::vector<LogEntry> entries = triage::RecoveryLog(log_path(call)).entries(range);
    if (format != "text") {
        write_output(call, format == "json" ? triage::log_json(entries) : triage::log_csv(entries));
        return done;
    }
    if (entries.empty()) {
        write_output(call, "There is no entry.\n");
        return done;
    }
    std::size_t widest = 6;  // "Result"
    for (const triage::Disposition& d : rules.document().dispositions) widest = std::max(widest, d.id.value.size());
    const std::size_t width = std::max<std::size_t>(text_options(call).width, widest + 60);
    std::string out = triage::padded("  ID", 6) + triage::padded("Date", 16) + triage::padded("Result", widest + 2) + "Answers\n";
    for (const LogEntry& e : entries) {
        std::string result = "-";
        if (e.replaced_by != 0)
            result = "now " + std::to_string(e.replaced_by);
        else if (e.ruleset == rules.id())
            result = rules.compiled().disposition(triage::walk(triage::answers_of(rules, e).answers).disposition).id.value;
        const std::string first = triage::padded(triage::padded(std::to_string(e.id), 4, true), 6) +
                                  triage::padded(triage::day_text(e.date), 16) + triage::padded(result, widest + 2);
        std::string said = said_in(rules, e, call.has(with_all));
        if (e.ruleset != rules.id()) said = "[" + e.ruleset + "] " + said;
        if (e.reassessed) said = "reassessed; " + said;
        if (e.replaces != 0) said = "replaces " + std::to_string(e.replaces) + "; " + said;
        out += triage::wrapped(said, width, first);
        if (!e.note.empty()) out += triage::wrapped("\"" + e.note + "\"", width, std::string(first.size(), ' '));
    }
    write_output(call, out);
    return done;
}

const Verb verbs::log_show{"log show", "[LOG]", "text|json|csv", {flag::from, flag::to, with_all, flag::rules}, Result::urgent,
                           run,        help};

}  // namespace cli
