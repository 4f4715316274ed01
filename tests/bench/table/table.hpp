// SPDX-License-Identifier: Apache-2.0
// The table of ./dev bench: its rows, and the rooms that fill it.
// Refuses to hold a figure whose engines were not compared first: a room throws `Disagreement` before it times anything.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

/// Two engines that are to mean the same do not.
class Disagreement : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline void agree(bool same, const std::string& what) {
    if (!same) throw Disagreement(what);
}

/// What is asked of a row: of its figure or of its ratio, at most this.
struct Aim {
    enum class Of { ratio, value };
    Of of = Of::ratio;
    double at_most = 0;
    std::string text;  ///< as issue and page say it
};

struct Row {
    std::string room, what;
    double value = 0;  ///< in `unit`
    std::string unit;
    std::string against{};  ///< what it is compared with; empty: nothing
    double reference = 0;   ///< what that takes, in the same unit
    std::optional<Aim> aim{};
    std::string note{};

    [[nodiscard]] double ratio() const { return reference > 0 ? value / reference : 0; }
    [[nodiscard]] bool reached() const { return !aim || (aim->of == Aim::Of::ratio ? ratio() : value) <= aim->at_most; }
};

class Table {
public:
    void add(Row row);
    /// A row that could not be made here.
    void skip(const std::string& room, const std::string& what, const std::string& why);

    /// `machine`: on what it was measured.
    [[nodiscard]] std::string json(const std::string& machine) const;
    /// The table of docs/performance.md.
    [[nodiscard]] std::string markdown() const;

private:
    struct Skipped {
        std::string room, what, why;
    };
    std::vector<Row> rows_;
    std::vector<Skipped> skipped_;
};

inline Aim ratio_at_most(double ratio, const std::string& text) { return {Aim::Of::ratio, ratio, text}; }
inline Aim value_at_most(double value, const std::string& text) { return {Aim::Of::value, value, text}; }

/// The rooms of the table, in its order. Each checks agreement, then times.
void one_person(Table& table);
void many_people(Table& table);
void explaining(Table& table);
void loading(Table& table);
void batches(Table& table);
void workbench(Table& table);
void sizes(Table& table);
void peers(Table& table);

}  // namespace bench
