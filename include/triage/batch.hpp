// SPDX-License-Identifier: Apache-2.0
// Rows of people, assessed many at once: one JSON object a line in, one line a person out, in order.
// Refuses to keep anything: what comes in and goes out is a piece of text at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

struct BatchOptions {
    enum class Output : std::uint8_t {
        json,  ///< {"id", "disposition", "leading", "raised", "unsure"}
        csv,   ///< id,disposition,leading,raised,unsure,error; lists with blanks between
        full   ///< whole assessments as JSON; slower by far
    };
    Output output = Output::json;
    AssessOptions assess{};  ///< of whole assessments
    LoadOptions limits{};
};

/// What became of some rows.
struct BatchPiece {
    std::string text;      ///< one line for each row, in order; of a bad row, what is wrong with it
    std::string rejected;  ///< the bad rows, as they came
    std::size_t rows = 0, bad = 0;
    std::size_t lines = 0;             ///< read, empty ones included
    std::vector<std::size_t> by_rank;  ///< rows that ended at each disposition, the mildest first
    struct Id {
        std::uint64_t hash;  ///< of the id
        std::size_t line;
    };
    std::vector<Id> ids;  ///< of each row that has one, good or bad

    /// As new, but with the memory that it has.
    void clear() {
        text.clear();
        rejected.clear();
        ids.clear();
        by_rank.clear();
        rows = bad = lines = 0;
    }
};

/// Assesses rows. Belongs to one thread; several may share one rule set. The results do not depend on how the rows are cut
/// into pieces.
///
///     triage::BatchAssessor batch{rules};
///     const triage::BatchPiece done = batch.run("{\"id\": 1, \"answers\": {\"chest_pain\": \"yes\"}}\n", 1);
class BatchAssessor {
public:
    explicit BatchAssessor(RuleSet rules, BatchOptions options = {});
    ~BatchAssessor();
    BatchAssessor(BatchAssessor&&) noexcept;
    BatchAssessor& operator=(BatchAssessor&&) noexcept;

    /// `rows`: whole lines; empty ones are skipped. `line`: the number of the first one. A bad row is reported in its place
    /// and stops nothing. Complexity: one look at each byte, and a walk for each 512 rows; a row that is not plain (escapes,
    /// an unknown key, an error) is read the careful way, tens of times slower.
    [[nodiscard]] BatchPiece run(std::string_view rows, std::size_t line) {
        BatchPiece out;
        run(rows, line, out);
        return out;
    }
    /// The same into a piece that was used before: its memory is used again, which saves much of the time.
    void run(std::string_view rows, std::size_t line, BatchPiece& out);

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace triage
