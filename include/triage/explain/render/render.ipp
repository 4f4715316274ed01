// SPDX-License-Identifier: Apache-2.0
// The bodies of render.hpp.
#pragma once

#include <cstdint>
#include <string>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/answers.hpp>
#include <triage/explain/render/html.hpp>
#include <triage/explain/render/json.hpp>
#include <triage/explain/render/markdown.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/explain/render/why_not.hpp>
#include <triage/header_only.hpp>

namespace triage {

TRIAGE_BODY std::string render(const Assessment& a, Format format, const TextOptions& options) {
    switch (format) {
        case Format::json: return render_json(a);
        case Format::markdown: return render_markdown(a, options);
        case Format::html: return render_html(a, options);
        case Format::text: break;
    }
    return render_text(a, options);
}

}  // namespace triage
