// SPDX-License-Identifier: Apache-2.0
// JSON out, one value after another.
// Refuses invalid JSON: every text is escaped, bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triage {

/// Writes JSON on one line, or over several with an indent of two; keeps the commas.
///
///     JsonWriter json; json.open('{').key("id").text("c-1").close('}');  // {"id": "c-1"}
class JsonWriter {
public:
    explicit JsonWriter(bool several_lines = false) : several_lines_(several_lines) {}
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(double value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    JsonWriter& texts(const std::vector<std::string>& all);
    // A key with its value.
    JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& number(std::string_view name, double value) { return key(name).number(value); }
    JsonWriter& boolean(std::string_view name, bool value) { return key(name).boolean(value); }
    JsonWriter& texts(std::string_view name, const std::vector<std::string>& all) { return key(name).texts(all); }
    [[nodiscard]] const std::string& str() const { return out_; }

private:
    JsonWriter& raw(std::string_view value);
    void separate();
    void new_line();

    static constexpr int broken_levels = 2;  // what is deeper stays on one line
    std::string out_;
    int depth_ = 0;
    bool first_ = true, after_key_ = false, several_lines_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/text/json_writer.ipp>
#endif
