// SPDX-License-Identifier: Apache-2.0
// The header-only core, used without the compiled library: three-valued logic.
#include <triage/triage.hpp>

int main() {
    const triage::KleeneSet no_whatever_the_other_is = triage::KleeneSet::any() & triage::KleeneSet{triage::Kleene::no};
    return no_whatever_the_other_is.only(triage::Kleene::no) ? 0 : 1;
}
