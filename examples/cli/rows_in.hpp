// SPDX-License-Identifier: Apache-2.0
// Where the rows of a batch come from: a file or stdin, plain or compressed, JSON or CSV; a piece of whole lines at a time.
// Refuses to hold more than a piece, whatever the input is.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <triage/triage.hpp>

namespace cli {

/// What is read, in pieces. `-` is stdin. gzip and Zstandard are told by their first bytes.
class RowsIn {
public:
    /// Throws Failure where it cannot be read. `longest`: of a line, in bytes; of what is longer only so much is kept, and one
    /// byte more. `stop` is asked when a signal came while waiting; true ends the input.
    RowsIn(const std::string& path, std::size_t longest, bool (*stop)());
    ~RowsIn();

    /// Whole lines, about a megabyte or what is there; false at the end. `quoted`: line breaks in double quotes do not end a
    /// line. Throws Failure where reading fails.
    bool next(std::string& rows, bool quoted = false);
    /// From 0 to 1; less than 0 where nobody knows. Another thread may ask.
    [[nodiscard]] double share_read() const;

private:
    struct Input;
    std::unique_ptr<Input> input_;
};

/// CSV with a header to rows of JSON: a column `id`, and one for each finding; an empty cell is not asked.
class CsvRows {
public:
    /// Throws Failure on a column that is no finding, naming the nearest, and where there is none.
    CsvRows(const triage::RuleSet& rules, std::string_view header);

    /// One line of JSON for each record, in order; of what is no record, an empty line, or one that is refused as a row.
    [[nodiscard]] std::string json(std::string_view records) const;

private:
    struct Column {
        std::string name;
        bool is_id = false, is_number = false;
    };
    std::vector<Column> columns_;
};

/// The cells of the first record; how many bytes it takes goes to `length`.
[[nodiscard]] std::vector<std::string> csv_record(std::string_view text, std::size_t& length);

}  // namespace cli
