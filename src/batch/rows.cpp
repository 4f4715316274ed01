// SPDX-License-Identifier: Apache-2.0
#include "rows.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace triage::batch {

namespace {

namespace sj = simdjson;

std::uint64_t word_at(const char* text) {
    std::uint64_t out = 0;
    std::memcpy(&out, text, sizeof out);
    return out;
}

/// A text of at most `PlainRows::padding` - 4 bytes with its closing quote, against what is there: eight bytes at a time, for
/// this is asked of every word.
class Quoted {
public:
    Quoted(std::string plain, Codes::Code c) : text(std::move(plain) + '"'), code(c) {
        char bytes[8] = {}, ones[8] = {};
        text.copy(bytes, 8);
        std::fill_n(ones, std::min<std::size_t>(8, text.size()), '\xFF');
        first_ = word_at(bytes);
        mask_ = word_at(ones);
    }
    [[nodiscard]] bool is_at(const char* here) const {
        if (((word_at(here) ^ first_) & mask_) != 0) return false;
        const std::size_t size = text.size();
        if (size <= 8) return true;
        for (std::size_t i = 8; i + 8 < size; i += 8)
            if (word_at(here + i) != word_at(text.data() + i)) return false;
        return word_at(here + size - 8) == word_at(text.data() + size - 8);
    }

    std::string text;  // with the quote
    Codes::Code code = 0;

private:
    std::uint64_t first_ = 0, mask_ = 0;
};

bool plain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

/// Bytes before the closing quote; nothing where there is an escape or the like before it, or where it is far.
std::optional<std::size_t> length_at(const char* text, std::size_t most) {
    for (std::size_t i = 0; i < most; ++i) {
        if (text[i] == '"') return i;
        if (!plain(text[i])) return std::nullopt;
    }
    return std::nullopt;
}

/// An id: a text without escapes, or a whole number as it is written; nothing for another.
std::optional<std::string_view> id_in(std::string_view token) {
    constexpr std::size_t longest = 200;
    if (token[0] == '"') {
        const auto length = length_at(token.data() + 1, std::min(token.size() - 1, longest));
        if (!length || *length == 0) return std::nullopt;
        return token.substr(1, *length);
    }
    const std::size_t length = std::min(token.find_first_not_of("0123456789"), token.size());
    const bool whole = length != 0 && length <= 18 && (length == 1 || token[0] != '0');
    if (!whole || token.find_first_not_of(" \t\r\n", length) != std::string_view::npos) return std::nullopt;
    return token.substr(0, length);
}

}  // namespace

struct PlainRows::Tables {
    struct Key {
        Quoted name;
        FindingType type;
        std::vector<Quoted> answers;
        double min, max;
    };
    const PeopleProgram program;
    sj::ondemand::parser parser;
    std::vector<Key> keys;
    std::vector<std::uint32_t> buckets;  // position of a key + 1, by hash; 0: none
    std::vector<std::uint32_t> seen;     // the row that last had each key
    std::uint32_t row = 0;
    bool short_enough = true;

    explicit Tables(const PeopleProgram& p) : program(p) {
        const RuleDocument& doc = program.rules().document();
        for (FindingId f{0}; f < doc.findings.size(); ++f) {
            const Finding& finding = doc.findings[f];
            Key key{{finding.id.value, 0}, finding.type, {}, finding.min.value, finding.max.value};
            if (finding.type == FindingType::yes_no) key.answers = {{"no", 1}, {"yes", 2}};
            key.answers.emplace_back("unknown", Codes::Code{0});
            if (finding.type == FindingType::choice)
                for (std::uint32_t o = 0; o < finding.options.size(); ++o) {
                    key.answers.emplace_back(finding.options[o].id.value, program.codes().of(f, {o, 0}));
                }
            for (const Quoted& q : key.answers) short_enough = short_enough && q.text.size() <= padding - 4;
            short_enough = short_enough && key.name.text.size() <= padding - 4;
            keys.push_back(std::move(key));
        }
        seen.resize(keys.size());
        std::size_t size = 16;
        while (size < 4 * keys.size()) size *= 2;
        buckets.resize(size);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            std::size_t at = bucket(keys[k].name.text.data(), keys[k].name.text.size() - 1);
            while (buckets[at] != 0) at = (at + 1) % buckets.size();
            buckets[at] = static_cast<std::uint32_t>(k + 1);
        }
    }
    [[nodiscard]] std::size_t bucket(const char* text, std::size_t length) const {
        std::uint64_t first = 0, last = 0;
        if (length >= 8) {
            first = word_at(text);
            last = word_at(text + length - 8);
        } else {
            std::memcpy(&first, text, length);
        }
        const std::uint64_t mixed = (first ^ (last + length) * 0x9E3779B97F4A7C15U) * 0xC2B2AE3D27D4EB4FU;
        return static_cast<std::size_t>(mixed >> 32U) % buckets.size();
    }
    /// The finding whose name is there; npos where none is. `guess`: rows often have the order of the rules.
    [[nodiscard]] std::size_t key_at(const char* text, std::size_t guess) const {
        if (guess < keys.size() && keys[guess].name.is_at(text)) return guess;
        const auto length = length_at(text, padding - 4);
        if (!length) return npos;
        for (std::size_t at = bucket(text, *length); buckets[at] != 0; at = (at + 1) % buckets.size()) {
            const std::size_t k = buckets[at] - 1U;
            if (keys[k].name.text.size() == *length + 1 && keys[k].name.is_at(text)) return k;
        }
        return npos;
    }
    /// The code of a value; nothing where it is not plain.
    [[nodiscard]] std::optional<Codes::Code> code(FindingId finding, sj::ondemand::value& value) const {
        const Key& key = keys[finding];
        const std::string_view token = value.raw_json_token();
        if (token[0] == '"') {
            // A number in quotes is for the careful reader to refuse.
            for (const Quoted& answer : key.answers)
                if (answer.is_at(token.data() + 1)) return answer.code;
            return std::nullopt;
        }
        if (key.type != FindingType::number) return std::nullopt;
        // Digits and a point only: other spellings mean something to JSON that they do not mean in answers.
        const std::size_t length = std::min(token.find_first_not_of("-.0123456789"), token.size());
        if (length == 0 || length > 20 || token.find_first_not_of(" \t\r\n", length) != std::string_view::npos)
            return std::nullopt;
        double number = 0;
        if (value.get_double().get(number) != sj::SUCCESS || !(number >= key.min && number <= key.max)) return std::nullopt;
        return program.codes().of(finding, {0, number});
    }
};

PlainRows::PlainRows(const PeopleProgram& program) : tables_(std::make_unique<Tables>(program)) {}
PlainRows::~PlainRows() = default;

bool PlainRows::read(std::string_view text, People& people, std::size_t person, std::string_view& id) {
    Tables& t = *tables_;
    if (!t.short_enough) return false;
    if (++t.row == 0) return false;  // once in four thousand million rows the marks begin anew
    sj::ondemand::document document;
    sj::ondemand::object row;
    if (t.parser.iterate(sj::padded_string_view(text.data(), text.size(), text.size() + padding)).get(document) != sj::SUCCESS ||
        document.get_object().get(row) != sj::SUCCESS)
        return false;
    bool has_id = false, has_answers = false;
    for (auto field : row) {
        sj::ondemand::raw_json_string name;
        sj::ondemand::value value;
        if (field.key().get(name) != sj::SUCCESS || field.value().get(value) != sj::SUCCESS) return false;
        if (std::memcmp(name.raw(), "id\"", 3) == 0) {
            if (std::exchange(has_id, true)) return false;
            const auto plain_id = id_in(value.raw_json_token());
            if (!plain_id) return false;
            id = *plain_id;
        } else if (std::memcmp(name.raw(), "answers\"", 8) == 0) {
            if (std::exchange(has_answers, true)) return false;
            sj::ondemand::object answers;
            if (value.get_object().get(answers) != sj::SUCCESS) return false;
            std::size_t guess = 0;
            for (auto entry : answers) {
                sj::ondemand::raw_json_string key;
                sj::ondemand::value answer;
                if (entry.key().get(key) != sj::SUCCESS || entry.value().get(answer) != sj::SUCCESS) return false;
                const std::size_t k = t.key_at(key.raw(), guess);
                if (k == npos || std::exchange(t.seen[k], t.row) == t.row) return false;
                guess = k + 1;
                const auto code = t.code(FindingId{k}, answer);
                if (!code) return false;
                people.set(person, FindingId{k}, *code);
            }
        } else {
            return false;
        }
    }
    return has_answers && document.current_location().error() == sj::OUT_OF_BOUNDS;
}

}  // namespace triage::batch
