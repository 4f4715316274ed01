// SPDX-License-Identifier: Apache-2.0
// The bodies of review/mutate/, compiled once.
#include <triage/review/mutate/mutate.ipp>
#include <triage/review/mutate/mutations.ipp>
#include <triage/review/mutate/render.ipp>
