// SPDX-License-Identifier: Apache-2.0
// The bodies of text/ and model/, compiled once.
#include <triage/model/date.ipp>
#include <triage/model/diagnostic.ipp>
#include <triage/model/names.ipp>
#include <triage/text/json_writer.ipp>
#include <triage/text/text.ipp>
