// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <triage/record.hpp>
#include <triage/review/diagram/exact.hpp>
#include <triage/review/prove/prove.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Recommends for one person, from a YAML or JSON file of answers (- reads stdin).
  triage assess examples/answers/possible_dvt.yaml
  triage assess answers.yaml --format json
  triage assess answers.yaml --why-not dvt
  echo '{"calf_swelling": "yes"}' | triage assess -)";

constexpr Flag exact{"exact", Takes::nothing, {}, "the exact range and changes, from the decision diagram"};
constexpr Flag exit_code{"exit-code", Takes::nothing, {}, "exit with 10 + rank of the disposition, from the mildest (0)"};
constexpr Flag record{"record", Takes::output, "FILE", "also keep what was answered, by which rules, and the result"};
constexpr Flag why_not{"why-not", Takes::text, "ID", "why this pathway, outcome or condition was not found"};

static int run(const Call& call) {
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    triage::AssessOptions options = assess_options(call);
    const auto [id, answers] = read_answers(rules, call.inputs[0]);
    options.id = id;
    if (call.has(why_not)) {
        if (call.format() != "text" && call.format() != "json") throw Failure("--why-not is shown as text or json");
        const triage::WhyNot why = triage::why_not(answers, call.text(why_not));
        write_output(call, call.format() == "json" ? triage::render_json(why) : triage::render_text(why, text_options(call)));
        return done;
    }
    triage::Assessment result = triage::assess(answers, options);
    if (call.has(exact)) {
        const triage::PatternSpace space({&rules.compiled()});
        triage::Diagram diagram(space.values(), within_budget<triage::ProveOptions>(call).budget);
        triage::Decision decision(diagram, space, rules);
        triage::make_exact(result, decision, space, answers, options.interview.examiner);
    }
    // The recommendation first: somebody waits for it.
    int code = recommend(call, result);
    if (call.has(record)) {
        try {
            write_private(call.text(record), triage::write_record(answers, options));
        } catch (const Failure& failure) {
            std::cerr << "triage: " << triage::visible(failure.what()) << "; the record was not kept\n";
            code = bad_input;
        }
    }
    return code == done && call.has(exit_code) ? 10 + result.disposition.rank : code;
}

const Verb verbs::assess{"assess",
                         "ANSWERS|-",
                         "text|json|markdown|html",
                         {why_not, exact, record, flag::detail, flag::budget, exit_code, flag::rules},
                         Result::urgent,
                         run,
                         help};

}  // namespace cli
