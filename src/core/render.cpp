// SPDX-License-Identifier: Apache-2.0
// The bodies of explain/render/, compiled once.
#include <triage/explain/render/json.ipp>
#include <triage/explain/render/programme.ipp>
#include <triage/explain/render/render.ipp>
#include <triage/explain/render/sections.ipp>
