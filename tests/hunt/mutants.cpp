// SPDX-License-Identifier: Apache-2.0
#include "hunt/mutants.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace triage::hunt {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Infix {
    std::string_view op, other, name;
    int precedence;
    std::string_view opposite = {};
};
constexpr int assignments = 2, choice = 3;
constexpr std::array<Infix, 29> infixes{{
    {"*", "/", "times", 13},
    {"/", "*", "divided", 13},
    {"%", "/", "remainder", 13},
    {"+", "-", "plus", 12},
    {"-", "+", "minus", 12},
    {"<<", ">>", "shift_left", 11},
    {">>", "<<", "shift_right", 11},
    {"<", "<=", "less", 10, ">="},
    {"<=", "<", "less_equal", 10, ">"},
    {">", ">=", "greater", 10, "<="},
    {">=", ">", "greater_equal", 10, "<"},
    {"==", "!=", "equal", 9},
    {"!=", "==", "not_equal", 9},
    {"&", "|", "bit_and", 8},
    {"^", "|", "bit_xor", 7},
    {"|", "&", "bit_or", 6},
    {"&&", "||", "", 5},
    {"||", "&&", "", 4},
    {"=", "", "", assignments},
    {"+=", "-=", "add_to", assignments},
    {"-=", "+=", "take_from", assignments},
    {"*=", "/=", "multiply", assignments},
    {"/=", "*=", "divide", assignments},
    {"|=", "&=", "or_to", assignments},
    {"&=", "|=", "and_to", assignments},
    {"^=", "", "", assignments},
    {"%=", "", "", assignments},
    {"<<=", "", "", assignments},
    {">>=", "", "", assignments},
}};

// Words that begin a statement which is no expression.
constexpr std::array<std::string_view, 38> no_expressions{
    "return", "if",      "for",       "while",     "switch",    "case", "default",  "continue", "using",  "struct",
    "class",  "enum",    "const",     "constexpr", "static",    "auto", "template", "typename", "throw",  "delete",
    "public", "private", "protected", "friend",    "else",      "do",   "goto",     "explicit", "inline", "void",
    "bool",   "int",     "unsigned",  "double",    "namespace", "try",  "catch",    "operator"};

template <class List, class Item>
bool among(const List& list, const Item& item) {
    return std::find(std::begin(list), std::end(list), item) != std::end(list);
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

}  // namespace

struct Source::Token {
    enum class Is { word, number, text, mark } is;
    std::size_t begin, end;
    std::string_view text;
    bool blank_before, blank_after;
    std::size_t partner = none;  // of a bracket; `<` and `>` of templates too
    std::size_t inside = none;   // the bracket that it stands in

    [[nodiscard]] bool between_blanks() const { return blank_before && blank_after; }
};

// Goes through the tokens once, place by place.
class Source::Finder {
public:
    explicit Finder(Source& source) : source_(source), text_(source.text_) {
        read();
        pair();
        for (std::size_t i = 0; i < tokens_.size(); ++i)
            if (!left_alone(i)) look_at(i);
    }

private:
    using Form = Change::Form;

    // --- tokens -----------------------------------------------------------------------------------------------------
    void read() {
        std::size_t i = 0;
        while (i < text_.size()) {
            if (std::isspace(static_cast<unsigned char>(text_[i])) != 0) {
                ++i;
            } else if (text_[i] == '#' || text_.compare(i, 2, "//") == 0) {
                i = std::min(text_.find('\n', i), text_.size());
            } else {
                const auto [is, length] = token_at(i);
                add(is, i, i + length);
                i += length;
            }
        }
    }
    [[nodiscard]] std::pair<Token::Is, std::size_t> token_at(std::size_t i) const {
        const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
        const char c = text_[i];
        std::size_t end = i + 1;
        if (c == '"' || c == '\'') {
            for (; end < text_.size() && text_[end] != c; ++end)
                if (text_[end] == '\\') ++end;
            return {Token::Is::text, end + 1 - i};
        }
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            while (end < text_.size() && (word(text_[end]) || text_[end] == '\'' || text_[end] == '.')) ++end;
            if (text_[end - 1] == 'e' && text_[end] == '-')  // 1e-6
                for (++end; end < text_.size() && word(text_[end]);) ++end;
            return {Token::Is::number, end - i};
        }
        if (word(c)) {
            while (end < text_.size() && word(text_[end])) ++end;
            return {Token::Is::word, end - i};
        }
        for (const std::string_view mark : {"<<=", ">>=", "<=>", "->*", "...", "::", "->", "++", "--", "<<", ">>", "<=", ">=",
                                            "==",  "!=",  "&&",  "||",  "+=",  "-=", "*=", "/=", "%=", "|=", "&=", "^="}) {
            if (text_.compare(i, mark.size(), mark) != 0) continue;
            // Two templates that end together.
            if (mark[0] == '>' && mark[1] == '>' && text_[i - 1] != ' ') break;
            return {Token::Is::mark, mark.size()};
        }
        return {Token::Is::mark, 1};
    }
    void add(Token::Is is, std::size_t begin, std::size_t end) {
        const auto blank = [&](std::size_t at) { return at >= text_.size() || text_[at] == ' ' || text_[at] == '\n'; };
        tokens_.push_back(
            {is, begin, end, std::string_view(text_).substr(begin, end - begin), begin == 0 || blank(begin - 1), blank(end)});
    }
    void pair() {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            Token& t = tokens_[i];
            const bool name = is(i - 1, "operator");
            const bool angle = !t.between_blanks() && !name && (t.text == "<" || t.text == ">");
            if (!open.empty() && (t.text == ")" || t.text == "]" || t.text == "}" || (angle && t.text == ">"))) {
                t.partner = open.back();
                tokens_[open.back()].partner = i;
                open.pop_back();
            }
            if (!open.empty()) t.inside = open.back();
            if (t.text == "(" || t.text == "[" || t.text == "{" || (angle && t.text == "<")) open.push_back(i);
        }
    }
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < tokens_.size() && tokens_[i].text == text; }
    [[nodiscard]] bool opens(std::size_t i) const { return tokens_[i].partner != none && tokens_[i].partner > i; }
    [[nodiscard]] bool closes(std::size_t i) const { return tokens_[i].partner != none && tokens_[i].partner < i; }

    // --- where nothing is changed -------------------------------------------------------------------------------------
    [[nodiscard]] bool left_alone(std::size_t i) {
        for (std::size_t b = tokens_[i].inside; b != none; b = tokens_[b].inside)
            if (is(b, "<") || (is(b, "{") && is_enum(b)) || (is(b, "(") && is(b - 1, "static_assert")) ||
                (is(b, "[") && is(b + 1, "[")))
                return true;
        if (i < constant_until_) return true;
        if (is(i, "constexpr") && is(i - 1, "if")) return true;
        if (is(i, "constexpr")) {
            // A constant stays one: up to its end. A function does not.
            std::size_t j = i;
            while (j < tokens_.size() && !is(j, "=") && !is(j, "(") && !is(j, "{") && !is(j, ";"))
                j = opens(j) && is(j, "<") ? tokens_[j].partner : j + 1;
            if (is(j, "=") && !is(j - 1, "operator")) {
                while (j < tokens_.size() && !is(j, ";")) j = opens(j) ? tokens_[j].partner : j + 1;
                constant_until_ = j;
                return true;
            }
        }
        if (is(i, "case") || is(i, "template") || is(i, "using")) {
            std::size_t j = i + 1;
            while (j < tokens_.size() && !is(j, ":") && !is(j, ";") && !is(j, "<")) ++j;
            constant_until_ = is(j, "<") ? tokens_[j].partner : j;
            return true;
        }
        return is(i - 1, "operator");
    }
    [[nodiscard]] bool is_enum(std::size_t brace) const {
        for (std::size_t i = brace; i-- > 0 && !is(i, ";") && !is(i, "{") && !is(i, "}") && !is(i, ")");)
            if (is(i, "enum")) return true;
        return false;
    }

    // --- how far an operand reaches -----------------------------------------------------------------------------------
    [[nodiscard]] int precedence(std::size_t i) const {
        const Token& t = tokens_[i];
        if (t.is != Token::Is::mark || !t.between_blanks()) return 0;
        for (const Infix& infix : infixes)
            if (infix.op == t.text) return infix.precedence;
        if (t.text == "?") return choice;
        return 0;
    }
    [[nodiscard]] bool ends_operand(std::size_t i) const {
        const Token& t = tokens_[i];
        return t.text == ";" || t.text == "," || t.text == "?" || t.text == ":" || t.text == "return" || t.text == "throw" ||
               t.text == "else" || t.text == "case" || t.text == "=";
    }
    // The first token of what stands left of `i` and binds at least as strongly as `least`.
    [[nodiscard]] std::size_t operand_before(std::size_t i, int least) const {
        std::size_t first = i;
        while (first > 0) {
            const std::size_t j = first - 1;
            if (opens(j) || ends_operand(j)) break;
            const int p = precedence(j);
            if (p != 0 && p < least) break;
            // The end of a block or of a condition before a statement is no part of it.
            if (is(j, "}") && is_body(tokens_[j].partner) && first != i) break;
            if (is(j, ")") && is_head(tokens_[j].partner) && first != i) break;
            first = closes(j) ? tokens_[j].partner : j;
        }
        return first;
    }
    // The last token of what stands right of `i` and binds more strongly than `least`.
    [[nodiscard]] std::size_t operand_after(std::size_t i, int least) const {
        std::size_t last = i;
        while (last + 1 < tokens_.size()) {
            const std::size_t j = last + 1;
            const bool whole_choice = least == assignments && (is(j, "?") || is(j, ":"));
            if (closes(j) || (ends_operand(j) && !whole_choice)) break;
            const int p = precedence(j);
            if (p != 0 && p <= least) break;
            last = opens(j) ? tokens_[j].partner : j;
        }
        return last;
    }
    // "(" of `if (`, `for (` and alike.
    [[nodiscard]] bool is_head(std::size_t open) const {
        return is(open, "(") && open > 0 &&
               (is(open - 1, "if") || is(open - 1, "for") || is(open - 1, "while") || is(open - 1, "switch"));
    }
    // "{" that holds statements.
    [[nodiscard]] bool is_body(std::size_t brace) const {
        if (!is(brace, "{") || brace == 0) return false;
        std::size_t i = brace - 1;
        if (is(i, ")")) return true;
        for (const char* before : {"const", "noexcept", "else", "do", "mutable", ":", ";", "{", "}"})
            if (is(i, before)) return !is(i, "{") || is_body(i);
        // `-> Type {` of a lambda.
        for (std::size_t left = 12; left > 0 && i > 0; --left) {
            if (is(i, "->")) return is(i - 1, ")");
            if (is(i, "struct") || is(i, "class") || is(i, "namespace") || is(i, "enum") || is(i, ";") || is(i, ",") ||
                is(i, "("))
                return false;
            i = closes(i) ? tokens_[i].partner - 1 : i - 1;
        }
        return false;
    }

    // --- the mistakes -------------------------------------------------------------------------------------------------
    void look_at(std::size_t i) {
        const Token& t = tokens_[i];
        switch (t.is) {
            case Token::Is::mark: mark(i); break;
            case Token::Is::number: number(i); break;
            case Token::Is::word: word(i); break;
            case Token::Is::text: break;
        }
        if (begins_statement(i)) statement(i);
    }
    void mark(std::size_t i) {
        const Token& t = tokens_[i];
        if (t.text == "!" && !t.blank_after) {
            const std::size_t last = operand_after(i, 13);
            change(Form::negation, i, i, i, i, {"operator"}, {{"!" + of(i + 1, last), of(i + 1, last)}});
            return;
        }
        if (!t.between_blanks()) return;
        if (t.text == "?") {
            condition(operand_before(i, choice + 1), i - 1, " ? … : …");
            return;
        }
        for (const Infix& infix : infixes) {
            if (infix.op != t.text || infix.other.empty()) continue;
            const bool assigns = infix.precedence == assignments;
            const std::size_t first = operand_before(i, infix.precedence);
            const std::size_t last = operand_after(i, assigns ? assignments : infix.precedence);
            if (first == i || last == i) return;
            if (tokens_[i - 1].is == Token::Is::text || tokens_[i + 1].is == Token::Is::text) return;  // texts put together
            const std::string left = of(first, i - 1), right = of(i + 1, last);
            const std::string now = left + " " + std::string(t.text) + " " + right;
            const auto with = [&](std::string_view op) { return std::pair(now, left + " " + std::string(op) + " " + right); };
            if (infix.name.empty()) {
                change(Form::logic, first, last, i, i, {std::string(t.text)}, {with(infix.other), {now, right}, {now, left}});
            } else if (infix.opposite.empty()) {
                change(Form::infix, first, last, i, i, {std::string(infix.name)}, {with(infix.other)});
            } else {
                change(Form::infix, first, last, i, i, {std::string(infix.name)}, {with(infix.other), with(infix.opposite)});
            }
        }
    }
    void number(std::size_t i) {
        const std::string_view text = tokens_[i].text;
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const std::string_view suffix = text.substr(digits);
        if (digits > 3 || (!suffix.empty() && suffix != "U")) return;
        const int value = std::stoi(std::string(text.substr(0, digits)));
        constant(i, i, {std::to_string(value == 1 ? 0 : value + 1) + std::string(suffix)});
    }
    void word(std::size_t i) {
        const std::string_view text = tokens_[i].text;
        static constexpr std::array<std::string_view, 3> kleene{"yes", "no", "unknown"};
        if (text == "true" || text == "false") {
            constant(i, i, {text == "true" ? "false" : "true"});
        } else if (among(kleene, text) && !is(i - 1, ".") && !is(i - 1, "->") && !is(i + 1, "(")) {
            const bool qualified = is(i - 1, "::");
            if (qualified && !is(i - 2, "Kleene")) return;
            std::vector<std::string> others;
            for (const std::string_view other : kleene)
                if (other != text) others.push_back((qualified ? "Kleene::" : "") + std::string(other));
            constant(qualified ? i - 2 : i, i, others);
        } else if ((text == "max" || text == "min") && is(i - 1, "::") && is(i - 2, "std")) {
            const std::size_t open = is(i + 1, "<") ? tokens_[i + 1].partner + 1 : i + 1;
            if (!is(open, "(")) return;
            const std::string type = open == i + 1 ? "" : of(i + 2, open - 2);
            const std::string all = of(open, tokens_[open].partner);
            change(Form::extreme, i - 2, open - 1, i - 2, open - 1, {std::string(text), type},
                   {{"std::" + std::string(text) + all, "std::" + std::string(text == "max" ? "min" : "max") + all}});
        } else if ((text == "if" || text == "while") && is(i + 1, "(")) {
            // Behind a `;` there is what is asked; a condition that is a declaration is left alone.
            std::size_t first = i + 2;
            const std::size_t end = tokens_[i + 1].partner;
            for (std::size_t j = first; j < end; j = opens(j) ? tokens_[j].partner : j + 1)
                if (is(j, ";")) first = j + 1;
            for (std::size_t j = first; j < end; j = opens(j) ? tokens_[j].partner : j + 1)
                if (is(j, "=")) return;
            condition(first, end - 1, "", text == "if");
        } else if (text == "constexpr") {
            source_.changes_.push_back(
                {Form::function, tokens_[i].begin, tokens_[i].end, tokens_[i].begin, tokens_[i].end, {}, 0, 0});
        }
    }
    void condition(std::size_t first, std::size_t last, const std::string& behind, bool always = true) {
        const std::string now = of(first, last);
        std::vector<std::pair<std::string, std::string>> mistakes{{now + behind, "false" + behind}};
        if (always) mistakes.emplace_back(now + behind, "true" + behind);
        change(Form::condition, first, last, none, none, {"condition"}, mistakes);
    }
    void constant(std::size_t first, std::size_t last, const std::vector<std::string>& others) {
        std::vector<std::pair<std::string, std::string>> mistakes;
        for (const std::string& other : others) mistakes.emplace_back(of(first, last), other);
        std::vector<std::string> words = others;
        words.push_back(of(first, last));
        change(Form::constant, first, last, first, last, words, mistakes);
    }

    // --- statements -----------------------------------------------------------------------------------------------------
    [[nodiscard]] bool begins_statement(std::size_t i) const {
        const std::size_t in = tokens_[i].inside;
        if (in == none || i == 0 || !is_body(in)) return false;
        if (is(i - 1, ";") || is(i - 1, "{") || is(i - 1, "}") || is(i - 1, "else") || is(i - 1, "do")) return true;
        if (is(i - 1, ")") && is_head(tokens_[i - 1].partner)) return true;
        if (!is(i - 1, ":")) return false;
        for (std::size_t j = i - 1; j > in; --j) {
            if (is(j, "?") || is(j, ";") || is(j, "}")) return false;
            if (is(j, "case") || is(j, "default")) return true;
        }
        return false;
    }
    void statement(std::size_t first) {
        const Token& t = tokens_[first];
        std::size_t end = first;
        while (end < tokens_.size() && !is(end, ";") && !closes(end)) end = opens(end) ? tokens_[end].partner + 1 : end + 1;
        if (!is(end, ";") || end == first) return;
        if (t.text != "break" && !is_expression(first, end)) return;
        if (t.text == "break" &&
            !(is(tokens_[first].inside - 1, ")") && is(tokens_[tokens_[first].inside - 1].partner - 1, "switch")))
            return;
        change(Form::deletion, first, end, none, none, {"statement"}, {{of(first, end), "(deleted)"}});
    }
    // An assignment, a call or `++x`; no declaration.
    [[nodiscard]] bool is_expression(std::size_t first, std::size_t end) const {
        const Token& t = tokens_[first];
        if (t.text == "++" || t.text == "--" || t.text == "(") return true;
        if (t.is != Token::Is::word || among(no_expressions, t.text)) return false;
        bool after_name = false;
        for (std::size_t i = first; i < end; i = opens(i) ? tokens_[i].partner + 1 : i + 1) {
            const Token& here = tokens_[i];
            if (here.is == Token::Is::word && after_name) return false;
            if (precedence(i) != 0) return here.text != "*" && here.text != "&" && here.text != "&&";
            if (is(i, "&") || is(i, "*") || is(i, "&&")) return false;
            if (is(i, "<") && here.partner != none && tokens_[here.partner + 1].is == Token::Is::word) return false;
            after_name = here.is == Token::Is::word || opens(i);
        }
        return true;
    }

    // --- writing it down ------------------------------------------------------------------------------------------------
    [[nodiscard]] std::string of(std::size_t first, std::size_t last) const {
        return one_line(std::string_view(text_).substr(tokens_[first].begin, tokens_[last].end - tokens_[first].begin));
    }
    void change(Form form, std::size_t first, std::size_t last, std::size_t from, std::size_t to, std::vector<std::string> words,
                const std::vector<std::pair<std::string, std::string>>& mistakes) {
        static constexpr std::array<std::string_view, 7> kinds{"operator", "logic",    "condition", "operator",
                                                               "constant", "operator", "statement"};
        const std::size_t line = source_.line_at(tokens_[from == none ? first : from].begin);
        source_.changes_.push_back({form, tokens_[first].begin, tokens_[last].end, from == none ? none : tokens_[from].begin,
                                    from == none ? none : tokens_[to].end, std::move(words), source_.mutants_.size(),
                                    mistakes.size()});
        for (const auto& [original, mutation] : mistakes) {
            Mutant m{std::string(kinds[static_cast<std::size_t>(form)]),
                     original,
                     mutation,
                     line,
                     tokens_[first].begin,
                     tokens_[last].end};
            const int alike = ++alike_[{line, original, mutation}];
            if (alike > 1) m.mutation += " (" + std::to_string(alike) + ")";
            source_.mutants_.push_back(std::move(m));
        }
    }

    Source& source_;
    const std::string& text_;
    std::vector<Token> tokens_;
    std::size_t constant_until_ = 0;
    std::map<std::tuple<std::size_t, std::string, std::string>, int> alike_;
};

Source::Source(std::string text) : text_(std::move(text)) { Finder{*this}; }

std::size_t Source::line_at(std::size_t offset) const {
    return static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) + 1;
}

std::string Source::line(std::size_t number) const {
    std::size_t begin = 0;
    for (std::size_t n = 1; n < number; ++n) begin = text_.find('\n', begin) + 1;
    const std::string line = text_.substr(begin, text_.find('\n', begin) - begin);
    const std::size_t first = line.find_first_not_of(' ');
    return first == std::string::npos ? "" : line.substr(first);
}

Source::Written Source::written(const Change& c, const std::string& operation, std::size_t first, const std::vector<bool>& in) {
    const auto number = [&](std::size_t n) {
        return in[c.mutant + n] ? std::to_string(first + c.mutant + n) : std::string("-1");
    };
    const auto now = [&](std::size_t n) {
        return in[c.mutant + n] ? "triage_hunt::mutant<" + number(n) + ">()" : std::string("false");
    };
    switch (c.form) {
        case Change::Form::infix:
            return {"triage_hunt::" + c.words[0] + "<" + number(0) + (c.mutants > 1 ? "," + number(1) : "") + ">(", ",", ")"};
        case Change::Form::logic: {
            // a or b is not (not a and not b). An operand that is lost is not looked at.
            const bool both = c.words[0] == "&&";
            const auto lost = [&](std::size_t n) {
                return (both ? "(" : "(!") + now(n) + (both ? " || " : " && ") + "triage_hunt::truth(";
            };
            const std::string otherwise = now(0);
            return {"((" + lost(1), ")) != " + otherwise + " " + c.words[0] + " " + lost(2),
                    ")) != " + otherwise + ") != " + otherwise + ")"};
        }
        case Change::Form::condition:
            return {"(" + (c.mutants > 1 ? now(1) : "false") + " || (!" + now(0) + " && triage_hunt::truth(", "", ")))"};
        case Change::Form::negation: return {"", "triage_hunt::Not<" + number(0) + ">()->*", ""};
        case Change::Form::constant: {
            std::string all = "(";
            for (std::size_t n = 0; n < c.mutants; ++n) all += now(n) + " ? " + c.words[n] + " : ";
            return {"", all + c.words.back() + ")", ""};
        }
        case Change::Form::extreme:
            return {"", "triage_hunt::" + c.words[0] + "<" + number(0) + (c.words[1].empty() ? "" : "," + c.words[1]) + ">", ""};
        case Change::Form::deletion: return {"{ if (!" + now(0) + ") ", "", " }"};
        case Change::Form::function: return {"", "inline", ""};
    }
    return {"", operation, ""};
}

std::string Source::schema(std::size_t first, const std::vector<bool>& in) const {
    struct Insertion {
        std::size_t at;
        bool closing;
        std::size_t length;
        bool inner;  // of two that are equally long; a condition is the outer one
        std::string text;
        std::size_t skip = 0;
    };
    std::vector<Insertion> insertions;
    for (std::size_t n = 0; n < changes_.size(); ++n) {
        const Change& c = changes_[n];
        bool any = c.form == Change::Form::function;
        for (std::size_t m = 0; m < c.mutants; ++m) any |= in[c.mutant + m];
        if (!any) continue;
        const Written w = written(c, "", first, in);
        const std::size_t length = c.end - c.begin;
        const bool inner = c.form != Change::Form::condition;
        if (!w.before.empty()) insertions.push_back({c.begin, false, length, inner, w.before});
        if (c.from != none) insertions.push_back({c.from, false, 0, inner, w.middle, c.to - c.from});
        if (!w.after.empty()) insertions.push_back({c.end, true, length, inner, w.after});
    }
    // At one place: what ends there, the inner first; then what begins there, the outer first.
    std::stable_sort(insertions.begin(), insertions.end(), [](const Insertion& a, const Insertion& b) {
        if (a.at != b.at) return a.at < b.at;
        if (a.closing != b.closing) return a.closing;
        if (a.length != b.length) return a.closing ? a.length < b.length : a.length > b.length;
        return a.closing ? a.inner > b.inner : a.inner < b.inner;
    });
    std::string out;
    std::size_t done = 0;
    for (const Insertion& i : insertions) {
        out += text_.substr(done, i.at - done) + i.text;
        done = i.at + i.skip;
        // What is replaced keeps its lines.
        out.append(static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(i.at),
                                                       text_.begin() + static_cast<std::ptrdiff_t>(done), '\n')),
                   '\n');
    }
    return out + text_.substr(done);
}

}  // namespace triage::hunt
