// SPDX-License-Identifier: Apache-2.0
// The bodies of problems.hpp.
#pragma once

#include <triage/compile/problems.hpp>
#include <triage/header_only.hpp>

namespace triage {

TRIAGE_BODY Diagnostic diagnose(LineFinder& lines, const std::vector<SourceFile>& files, Mark at, std::string code,
                                std::string message, std::string hint, Severity severity) {
    Diagnostic d;
    d.severity = severity;
    d.code = std::move(code);
    d.message = std::move(message);
    d.hint = std::move(hint);
    d.line = at.line;
    d.column = at.column;
    if (at.file < files.size()) {
        d.file = files[at.file].path;
        if (at.line != 0 && at.column <= LineFinder::longest)
            d.source_line = std::string(lines.line_of(files[at.file].text, at.line));
    }
    return d;
}

TRIAGE_BODY Diagnostic diagnose(const std::vector<SourceFile>& files, Mark at, std::string code, std::string message,
                                std::string hint, Severity severity) {
    LineFinder lines;
    return diagnose(lines, files, at, std::move(code), std::move(message), std::move(hint), severity);
}

}  // namespace triage
