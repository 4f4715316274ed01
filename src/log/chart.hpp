// SPDX-License-Identifier: Apache-2.0
// The trend of a review as SVG.
// Refuses to rely on colour: lines differ in dash and mark, too; the axis is always 0 to 10, days have their true distance.
#pragma once

#include <string>

#include <triage/log.hpp>

namespace triage::log {

/// An `<svg>` element with title and description; empty where there is no trend line.
[[nodiscard]] std::string svg_chart(const LogReview& review);

}  // namespace triage::log
