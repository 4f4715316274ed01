// SPDX-License-Identifier: Apache-2.0
// Rows that are written plainly, straight to codes. What is not exactly that goes to `read_row`, so that what is refused, and
// in which words, is said in one place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <triage/walk/people.hpp>

namespace triage::batch {

/// Reads plain rows of one rule set; belongs to one thread.
class PlainRows {
public:
    /// Bytes that may be read behind a line end.
    static constexpr std::size_t padding = 64;

    explicit PlainRows(const PeopleProgram& program);
    ~PlainRows();

    /// One row, answers into `person` of `people`, who has none yet; `id` is left alone where the row has none. Its length
    /// without the line end, which must be there; nothing where the row is not plain: some answers may be set then.
    [[nodiscard]] std::optional<std::size_t> read(const char* row, People& people, std::size_t person, std::string_view& id);

private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

}  // namespace triage::batch
