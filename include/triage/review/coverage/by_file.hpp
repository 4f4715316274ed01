// SPDX-License-Identifier: Apache-2.0
// The items of a coverage report, file by file, for each of its renderings.
// Refuses to leave any out that it was asked for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/review/coverage/coverage.hpp>

namespace triage::coverage_detail {

[[nodiscard]] inline std::string item_text(const CoverageItem& item) {
    return item.what + (item.missing.empty() ? "" : ": " + item.missing);
}

/// The items of each file, files in the order in which their gravest item stands, items by line.
struct FileItems {
    std::uint32_t file = 0;
    std::vector<const CoverageItem*> items;
};
template <class Which>
[[nodiscard]] std::vector<FileItems> by_file(const CoverageReport& report, Which&& which) {
    std::vector<FileItems> out;
    for (const CoverageItem& item : report.items) {
        if (!which(item)) continue;
        auto file = std::find_if(out.begin(), out.end(), [&](const FileItems& f) { return f.file == item.at.file; });
        if (file == out.end()) file = out.insert(out.end(), {item.at.file, {}});
        file->items.push_back(&item);
    }
    for (FileItems& f : out)
        std::stable_sort(f.items.begin(), f.items.end(),
                         [](const CoverageItem* a, const CoverageItem* b) { return a->at.line < b->at.line; });
    return out;
}

}  // namespace triage::coverage_detail
