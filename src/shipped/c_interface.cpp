// SPDX-License-Identifier: Apache-2.0
// The function of the C interface that loads the built-in rules; it stands with them, apart from what compiles them.
#include <stdexcept>

#include <triage/load.hpp>

#include "../c/handles.hpp"

using triage::c::clear, triage::c::guarded, triage::c::refuse, triage::c::take;

extern "C" {

triage_status triage_load_shipped(const char* name, triage_rules** rules, char** problems) {
    (void)clear(problems);
    if (!clear(rules) || name == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&]() -> triage_status {
        try {
            return take(triage::load_shipped(name), rules, problems);
        } catch (const std::invalid_argument& wrong_name) {
            return refuse(triage::AnswerProblem{"unknown-id", wrong_name.what(), {}}, problems);
        }
    });
}

}  // extern "C"
