// SPDX-License-Identifier: Apache-2.0
// The bodies of review/prove/, compiled once.
#include <triage/review/prove/prove.ipp>
#include <triage/review/prove/render.ipp>
