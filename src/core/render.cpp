// SPDX-License-Identifier: Apache-2.0
// The bodies of explain/render/, compiled once.
#include <triage/explain/render/answers.ipp>
#include <triage/explain/render/html.ipp>
#include <triage/explain/render/json.ipp>
#include <triage/explain/render/markdown.ipp>
#include <triage/explain/render/programme.ipp>
#include <triage/explain/render/render.ipp>
#include <triage/explain/render/sections.ipp>
#include <triage/explain/render/text.ipp>
#include <triage/explain/render/why_not.ipp>
