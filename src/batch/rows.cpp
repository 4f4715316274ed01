// SPDX-License-Identifier: Apache-2.0
#include "rows.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace triage::batch {

namespace {

std::uint64_t word_at(const char* text) {
    std::uint64_t out = 0;
    std::memcpy(&out, text, sizeof out);
    return out;
}

/// A text against what is there. Its first half without branches: this is asked of every word, and the processor would guess
/// lengths wrong. One of more than `PlainRows::padding` bytes is nowhere, so that it is read the careful way.
class Word {
public:
    explicit Word(const std::string& text) : size_(text.size()) {
        char bytes[PlainRows::padding] = {}, ones[PlainRows::padding] = {};
        text.copy(bytes, sizeof bytes);
        std::fill_n(ones, std::min(sizeof ones, size_), '\xFF');
        std::memcpy(bytes_, bytes, sizeof bytes);
        std::memcpy(mask_, ones, sizeof ones);
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool is_at(const char* here) const {
        constexpr std::size_t words = PlainRows::padding / 8;
        std::uint64_t other = 0;
        for (std::size_t i = 0; i < words / 2; ++i) other |= (word_at(here + 8 * i) ^ bytes_[i]) & mask_[i];
        if (other != 0) return false;
        if (size_ <= PlainRows::padding / 2) return true;
        for (std::size_t i = words / 2; i < words; ++i) other |= (word_at(here + 8 * i) ^ bytes_[i]) & mask_[i];
        return other == 0 && size_ <= PlainRows::padding;
    }

private:
    std::size_t size_;
    std::uint64_t bytes_[PlainRows::padding / 8] = {}, mask_[PlainRows::padding / 8] = {};
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

bool digit(char c) { return c >= '0' && c <= '9'; }

/// What is left of a row. It has a line end behind it, and that is in nothing that is looked for, so no look passes it by more
/// than `PlainRows::padding`.
struct Rest {
    const char* at;

    bool take(char c) {
        while (*at == ' ' || *at == '\t' || *at == '\r') ++at;
        if (*at != c) return false;
        ++at;
        return true;
    }
    /// An id: a text without escapes, or a whole number as it is written; nothing for another.
    std::optional<std::string_view> id() {
        constexpr std::size_t longest = 200;
        if (take('"')) {
            const auto length = length_at(at, longest);
            if (!length || *length == 0) return std::nullopt;
            const std::string_view out(at, *length);
            at += *length + 1;
            return out;
        }
        const char* first = at;
        while (digit(*at)) ++at;
        const auto length = static_cast<std::size_t>(at - first);
        if (length == 0 || length > 18 || (length > 1 && *first == '0')) return std::nullopt;
        return std::string_view(first, length);
    }
    /// Digits, and a point between digits, at most 15 of them: the quotient of two numbers that are exact is the number that
    /// is meant. Nothing for another; what is read then is lost.
    std::optional<double> number() {
        constexpr double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
        std::uint64_t whole = 0;
        const bool negative = *at == '-';
        const char* first = at += negative;
        for (; digit(*at); ++at) whole = 10 * whole + static_cast<std::uint64_t>(*at - '0');
        std::ptrdiff_t digits = at - first, behind = 0;
        if (digits == 0 || (digits > 1 && *first == '0')) return std::nullopt;
        if (*at == '.') {
            for (first = ++at; digit(*at); ++at) whole = 10 * whole + static_cast<std::uint64_t>(*at - '0');
            behind = at - first;
            if (behind == 0) return std::nullopt;
        }
        if (digits + behind > 15) return std::nullopt;
        const double out = static_cast<double>(whole) / tens[behind];
        return negative ? -out : out;
    }
};

}  // namespace

struct PlainRows::Tables {
    struct Said {
        Word word;  // with its closing quote
        Codes::Code code;
    };
    struct Key {
        Word name;   // with its closing quote
        Word usual;  // what mostly stands before the answer: the same, a colon, a blank, and the quote of what is always a word
        FindingType type;
        std::vector<Said> answers;  // of what is not yes_no
        double min, max;
    };
    const PeopleProgram program;
    std::vector<Key> keys;
    std::vector<std::uint32_t> buckets;  // position of a key + 1, by hash; 0: none
    std::vector<std::uint32_t> seen;     // the row that last had each key
    std::uint32_t row = 0;
    const std::uint64_t no = first_word("no\""), yes = first_word("yes\""), unknown = first_word("unknown\"");

    explicit Tables(const PeopleProgram& p) : program(p) {
        const RuleDocument& doc = program.rules().document();
        for (FindingId f{0}; f < doc.findings.size(); ++f) {
            const Finding& finding = doc.findings[f];
            const std::string name = finding.id.value + '"';
            const bool number = finding.type == FindingType::number;
            Key key{Word(name), Word(name + (number ? ": " : ": \"")), finding.type, {}, finding.min.value, finding.max.value};
            key.answers.push_back({Word("unknown\""), 0});
            if (finding.type == FindingType::choice)
                for (std::uint32_t o = 0; o < finding.options.size(); ++o)
                    key.answers.push_back({Word(finding.options[o].id.value + '"'), program.codes().of(f, {o, 0})});
            keys.push_back(std::move(key));
        }
        seen.resize(keys.size());
        std::size_t size = 16;
        while (size < 4 * keys.size()) size *= 2;
        buckets.resize(size);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const std::string& name = doc.findings[k].id.value;
            std::size_t at = bucket(name.data(), name.size());
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
    /// The finding whose name is there; npos where none is.
    [[nodiscard]] std::size_t key_at(const char* text) const {
        const void* quote = std::memchr(text, '"', padding);
        if (quote == nullptr) return npos;
        const auto length = static_cast<std::size_t>(static_cast<const char*>(quote) - text);
        for (std::size_t at = bucket(text, length); buckets[at] != 0; at = (at + 1) % buckets.size()) {
            const std::size_t k = buckets[at] - 1U;
            if (keys[k].name.size() == length + 1 && keys[k].name.is_at(text)) return k;
        }
        return npos;
    }
    /// The code of the word whose quote was opened; nothing where it is not plain.
    [[nodiscard]] std::optional<Codes::Code> word(const Key& key, Rest& rest) const {
        if (key.type == FindingType::yes_no) {
            // Without branches: which of the three it is, the processor would guess wrong too often.
            const std::uint64_t here = word_at(rest.at);
            const bool is_no = (here & 0xFFFFFF) == no, is_yes = (here & 0xFFFFFFFF) == yes, is_unknown = here == unknown;
            rest.at += 3 * is_no + 4 * is_yes + 8 * is_unknown;
            if (!(is_no | is_yes | is_unknown)) return std::nullopt;
            return static_cast<Codes::Code>(is_no + 2 * is_yes);
        }
        for (const Said& answer : key.answers)
            if (answer.word.is_at(rest.at)) {
                rest.at += answer.word.size();
                return answer.code;
            }
        return std::nullopt;
    }
    /// The code of a number, or of a word with its quotes; nothing where it is not plain.
    [[nodiscard]] std::optional<Codes::Code> value(std::size_t k, Rest& rest) const {
        const Key& key = keys[k];
        if (rest.take('"')) return word(key, rest);  // a number in quotes is for the careful reader to refuse
        if (key.type != FindingType::number) return std::nullopt;
        const auto number = rest.number();
        if (!number || !(*number >= key.min && *number <= key.max)) return std::nullopt;
        return program.codes().of(FindingId{k}, {0, *number});
    }
    [[nodiscard]] bool answers(Rest& rest, People& people, std::size_t person) {
        if (!rest.take('{')) return false;
        if (rest.take('}')) return true;
        if (!rest.take('"')) return false;
        for (std::size_t k = 0;; ++k) {
            // Rows often have the order of the rules, and one blank behind each colon and comma.
            std::optional<Codes::Code> answer;
            if (k < keys.size() && keys[k].usual.is_at(rest.at)) {
                rest.at += keys[k].usual.size();
                answer = keys[k].type == FindingType::number ? value(k, rest) : word(keys[k], rest);
            } else {
                k = key_at(rest.at);
                if (k == npos) return false;
                rest.at += keys[k].name.size();
                if (!rest.take(':')) return false;
                answer = value(k, rest);
            }
            if (!answer || std::exchange(seen[k], row) == row) return false;
            people.set(person, FindingId{k}, *answer);
            if (std::memcmp(rest.at, ", \"", 3) == 0) {
                rest.at += 3;
                continue;
            }
            if (!rest.take(',')) return rest.take('}');
            if (!rest.take('"')) return false;
        }
    }

private:
    static std::uint64_t first_word(std::string_view text) {
        char bytes[8] = {};
        text.copy(bytes, 8);
        return word_at(bytes);
    }
};

PlainRows::PlainRows(const PeopleProgram& program) : tables_(std::make_unique<Tables>(program)) {}
PlainRows::~PlainRows() = default;

std::optional<std::size_t> PlainRows::read(const char* row, People& people, std::size_t person, std::string_view& id) {
    Tables& t = *tables_;
    if (++t.row == 0) return std::nullopt;  // once in four thousand million rows the marks begin anew
    Rest rest{row};
    bool has_id = false, has_answers = false;
    if (!rest.take('{')) return std::nullopt;
    do {
        if (!rest.take('"')) return std::nullopt;
        if (std::memcmp(rest.at, "id\"", 3) == 0) {
            rest.at += 3;
            if (std::exchange(has_id, true) || !rest.take(':')) return std::nullopt;
            const auto plain_id = rest.id();
            if (!plain_id) return std::nullopt;
            id = *plain_id;
        } else if (std::memcmp(rest.at, "answers\"", 8) == 0) {
            rest.at += 8;
            if (std::exchange(has_answers, true) || !rest.take(':') || !t.answers(rest, people, person)) return std::nullopt;
        } else {
            return std::nullopt;
        }
    } while (rest.take(','));
    if (!has_answers || !rest.take('}') || !rest.take('\n')) return std::nullopt;
    return static_cast<std::size_t>(rest.at - row) - 1;
}

}  // namespace triage::batch
