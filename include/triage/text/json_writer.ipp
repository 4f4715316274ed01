// SPDX-License-Identifier: Apache-2.0
// The bodies of json_writer.hpp.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
    return *this;
}

TRIAGE_BODY JsonWriter& JsonWriter::close(char bracket) {
    const bool broken = several_lines_ && depth_ <= broken_levels && !first_;
    --depth_;
    if (broken) new_line();
    out_ += bracket;
    first_ = false;
    return *this;
}

TRIAGE_BODY JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    out_ += json_string(name) + ": ";
    after_key_ = true;
    return *this;
}

TRIAGE_BODY JsonWriter& JsonWriter::text(std::string_view value) { return raw(json_string(value)); }

TRIAGE_BODY JsonWriter& JsonWriter::number(double value) { return raw(shortest(value)); }

TRIAGE_BODY JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

TRIAGE_BODY JsonWriter& JsonWriter::null() { return raw("null"); }

TRIAGE_BODY JsonWriter& JsonWriter::texts(const std::vector<std::string>& all) {
    open('[');
    for (const std::string& t : all) text(t);
    return close(']');
}

TRIAGE_BODY JsonWriter& JsonWriter::raw(std::string_view value) {
    separate();
    out_ += value;
    return *this;
}

TRIAGE_BODY void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (depth_ == 0) return;
    const bool broken = several_lines_ && depth_ <= broken_levels;
    if (!first_) out_ += broken ? "," : ", ";
    if (broken) new_line();
    first_ = false;
}

TRIAGE_BODY void JsonWriter::new_line() { out_ += "\n" + std::string(static_cast<std::size_t>(depth_) * 2, ' '); }

}  // namespace triage
