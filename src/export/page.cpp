// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/export.hpp>
#include <triage/text/text.hpp>

#include "../digest/digest.hpp"
#include "page_assets.hpp"

namespace triage {

namespace {

/// The modules as one: imports and exports between them, each on one line, are names of one scope.
std::string one_script() {
    const std::string_view modules = page_assets::script, exported = "export ", license = "// SPDX-";
    std::string out(modules.substr(0, modules.find('\n') + 1));
    for (std::size_t at = out.size(); at < modules.size();) {
        const std::size_t end = std::min(modules.find('\n', at), modules.size());
        std::string_view line = modules.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("import ") || line.starts_with(license)) continue;
        if (line.starts_with(exported)) line.remove_prefix(exported.size());
        out += line;
        out += '\n';
    }
    return out;
}

}  // namespace

std::string export_page(const RuleSet& rules, const PageOptions& options) {
    const std::string script = one_script(), style(page_assets::css);
    const std::vector<std::pair<std::string_view, std::string>> values = {
        {"{{title}}", html_text(rules.title())},
        {"{{language}}", html_text(rules.document().language.value.empty() ? "en" : rules.document().language.value)},
        {"{{csp}}", "default-src 'none'; style-src 'sha256-" + sha256_base64(style) + "'; script-src 'sha256-" +
                        sha256_base64(script) + "' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'"},
        {"{{style}}", style},
        {"{{script}}", script},
        {"{{engine}}", base64(options.engine_gzip)},
        {"{{rules}}", base64(options.rules_gzip)},
        {"{{author}}", options.author ? "true" : "false"},
        {"{{emergency_number}}", html_text(options.emergency_number)},
    };
    // One pass, so that nothing that is put in is looked at again.
    std::string out;
    const std::string_view page = page_assets::html;
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t open = std::min(page.find("{{", at), page.size());
        out += page.substr(at, open - at);
        at = open;
        if (at == page.size()) break;
        bool known = false;
        for (const auto& [name, value] : values) {
            if (!page.substr(at).starts_with(name)) continue;
            out += value;
            at += name.size();
            known = true;
            break;
        }
        if (!known) out += page[at++];
    }
    return out;
}

}  // namespace triage
