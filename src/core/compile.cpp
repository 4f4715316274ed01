// SPDX-License-Identifier: Apache-2.0
// The bodies of compile/, compiled once.
#include <triage/compile/compile.ipp>
#include <triage/compile/compiled_rules.ipp>
#include <triage/compile/program.ipp>
