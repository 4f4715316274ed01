// SPDX-License-Identifier: Apache-2.0
// The bodies of review/not_sure.hpp, compiled once.
#include <triage/review/not_sure.ipp>
