// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include <triage/text/json_writer.hpp>

namespace bench {

namespace {

// Three digits are all that a measurement here is worth.
std::string three_digits(double value) {
    const int places = value == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 4);
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

std::string ratio_words(double ratio) { return ratio < 0.5 ? "1/" + three_digits(1 / ratio) : three_digits(ratio); }

// In a unit in which it is easy to read: 123,456 ns are 123 us.
std::string with_unit(double value, std::string unit) {
    for (const auto& [small, large] : {std::pair<std::string, std::string>{"ns", "us"}, {"us", "ms"}})
        if (value >= 10'000 && unit.rfind(small, 0) == 0) {
            value /= 1000;
            unit.replace(0, small.size(), large);
        }
    return three_digits(value) + (unit.empty() ? "" : " " + unit);
}

}  // namespace

void Table::add(Row row) {
    std::fprintf(stderr, "%s, %s: %s%s%s\n", row.room.c_str(), row.what.c_str(), with_unit(row.value, row.unit).c_str(),
                 row.reference > 0 ? (" against " + with_unit(row.reference, row.unit) + " of " + row.against).c_str() : "",
                 row.reached() ? "" : "  (aim missed)");
    rows_.push_back(std::move(row));
}

void Table::skip(const std::string& room, const std::string& what, const std::string& why) {
    std::fprintf(stderr, "%s, %s: left out, %s\n", room.c_str(), what.c_str(), why.c_str());
    skipped_.push_back({room, what, why});
}

std::string Table::json(const std::string& machine) const {
    triage::JsonWriter out(true);
    out.open('{').text("schema", "triage.bench/1").text("machine", machine);
    out.objects("rows", rows_, [&](const Row& row) {
        out.text("room", row.room).text("what", row.what).number("value", row.value).text("unit", row.unit);
        out.text_or_null("against", row.against);
        if (row.reference > 0) out.number("reference", row.reference).number("ratio", row.ratio());
        if (row.aim) out.text("aim", row.aim->text).boolean("reached", row.reached());
        out.text_or_null("note", row.note);
    });
    out.objects("left_out", skipped_,
                [&](const Skipped& s) { out.text("room", s.room).text("what", s.what).text("why", s.why); });
    out.close('}');
    return out.str() + "\n";
}

std::string Table::markdown() const {
    std::string out = "| what | here | against | ratio | aim | reached |\n|---|---|---|---|---|---|\n";
    std::string room;
    for (const Row& row : rows_) {
        if (row.room != room) out += "| **" + row.room + "** | | | | | |\n";
        room = row.room;
        out += "| " + row.what + (row.note.empty() ? "" : " (" + row.note + ")") + " | " + with_unit(row.value, row.unit) + " | ";
        if (row.reference > 0)
            out += row.against + ", " + with_unit(row.reference, row.unit) + " | " + ratio_words(row.ratio());
        else
            out += "| ";
        out += " | " + (row.aim ? row.aim->text : "") + " | " + (!row.aim ? "" : row.reached() ? "yes" : "**no**") + " |\n";
    }
    if (!skipped_.empty()) out += "\nLeft out in this run:\n\n";
    for (const Skipped& s : skipped_) out += "- " + s.room + ", " + s.what + ": " + s.why + "\n";
    return out;
}

}  // namespace bench
