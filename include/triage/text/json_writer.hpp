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
///     JsonWriter json; json.open('{').text("id", "c-1").number("age", 34).close('}');  // {"id": "c-1", "age": 34}
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
    JsonWriter& open(std::string_view name, char bracket) { return key(name).open(bracket); }
    JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& text_or_null(std::string_view name, std::string_view value) {
        return value.empty() ? key(name).null() : text(name, value);
    }
    /// A number of any type; a count needs no cast.
    template <class Number>
    JsonWriter& number(std::string_view name, Number value) {
        return key(name).number(static_cast<double>(value));
    }
    template <class Optional>
    JsonWriter& number_or_null(std::string_view name, const Optional& value) {
        return value ? number(name, *value) : key(name).null();
    }
    JsonWriter& boolean(std::string_view name, bool value) { return key(name).boolean(value); }
    JsonWriter& texts(std::string_view name, const std::vector<std::string>& all) { return key(name).texts(all); }

    /// An object, whose members `write` writes.
    template <class Write>
    JsonWriter& object(std::string_view name, Write&& write) {
        open(name, '{');
        write();
        return close('}');
    }
    /// A list with one object for each of `all`, whose members `write` writes.
    ///
    ///     json.objects("files", files, [&](const File& f) { json.text("path", f.path); });  // "files": [{"path": "a"}, …]
    template <class All, class Write>
    JsonWriter& objects(std::string_view name, const All& all, Write&& write) {
        open(name, '[');
        for (const auto& one : all) {
            open('{');
            write(one);
            close('}');
        }
        return close(']');
    }
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
