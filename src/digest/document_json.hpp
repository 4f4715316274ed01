// SPDX-License-Identifier: Apache-2.0
// A document as canonical JSON, field by field: what is empty or false is left out, enums stand as words.
// Refuses to say what belongs to a digest: the canonical form takes all, the meaning of a pathway leaves the notes out.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <triage/model/fields.hpp>
#include <triage/model/words.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

template <class Item>
[[nodiscard]] std::vector<const Item*> by_id(const std::vector<Item>& all) {
    std::vector<const Item*> out;
    for (const Item& item : all) out.push_back(&item);
    std::stable_sort(out.begin(), out.end(), [](const Item* a, const Item* b) { return a->id.value < b->id.value; });
    return out;
}

/// Visits the fields of anything in a document.
class DocumentJson {
public:
    /// What of a document is written.
    enum class Form : std::uint8_t {
        canonical,  ///< all of it
        meaning,    ///< without the notes, and sorted where the order means nothing
        decision,   ///< of the meaning what decides: without wording and sources
    };
    explicit DocumentJson(Form form) : form_(form) { json_.open('{'); }
    DocumentJson(const DocumentJson&) = delete;
    DocumentJson& operator=(const DocumentJson&) = delete;
    virtual ~DocumentJson() = default;

    template <class T>
    void operator()(Use use, const char* key, const T& value, bool applies = true) {
        if (!applies || is_empty(value) || left_out(use)) return;
        json_.key(key);
        write(use, value);
    }
    void operator()(Use use, const char* low, const Number& min, const char* high, const Number& max, bool applies) {
        (*this)(use, low, min, applies);
        (*this)(use, high, max, applies);
    }
    void operator()(Use use, const char* key, SafetyProperty::Require require, const char* of, const Text& target) {
        (*this)(use, key, require);
        (*this)(use, of, target);
    }

    [[nodiscard]] std::string take() {
        json_.close('}');
        return json_.str();
    }

protected:
    /// Called for each id of another item, and for each condition, before it is written.
    virtual void named(Use, const std::string&) {}
    virtual void named(const Condition&) {}

    JsonWriter json_;

private:
    [[nodiscard]] bool left_out(Use use) const {
        if (form_ == Form::canonical) return false;
        const bool read = use == Use::wording || use == Use::source || use == Use::sources || use == Use::condition;
        return use == Use::note || (form_ == Form::decision && read);
    }
    template <class T>
    [[nodiscard]] static bool is_empty(const T& value) {
        if constexpr (requires { value.empty(); }) return value.empty();
        if constexpr (requires { value.has_value(); }) return !value.has_value();
        return false;
    }
    [[nodiscard]] static bool is_empty(const Text& text) { return text.value.empty(); }
    [[nodiscard]] static bool is_empty(bool value) { return !value; }
    [[nodiscard]] static bool is_empty(const Branch& branch) { return branch.kind == Branch::Kind::next; }

    /// Anything with fields, or a word.
    template <class T>
    void write(Use, const T& x) {
        if constexpr (std::is_enum_v<T>) {
            json_.text(word(x));
        } else {
            json_.open('{');
            describe(x, *this);
            json_.close('}');
        }
    }
    template <class T>
    void write(Use use, const T* x) {
        write(use, *x);
    }
    template <class T>
    void write(Use use, const std::optional<T>& value) {
        write(use, *value);
    }
    template <class T>
    void write(Use use, const std::vector<T>& all) {
        json_.open('[');
        for (const T& one : all) write(use, one);
        json_.close(']');
    }
    /// Maps have no order.
    void write(Use use, const std::vector<Criteria>& all) { write(use, by_id(all)); }
    void write(Use use, const std::vector<Score>& all) { write(use, by_id(all)); }
    void write(Use use, const std::vector<Group>& all) { write(use, by_id(all)); }
    /// An option without a label is its id.
    void write(Use use, const std::vector<Option>& all) {
        json_.open('[');
        for (const Option& o : all)
            if (o.label.value.empty() || form_ == Form::decision)
                write(use, o.id);
            else
                write<Option>(use, o);
        json_.close(']');
    }
    /// The order of sources and of what is withheld means nothing.
    void write(Use use, const std::vector<Text>& all) {
        write_ids(all, form_ != Form::canonical && (use == Use::sources || use == Use::withheld));
        for (const Text& t : all) named(use, t.value);
    }
    void write(Use use, const Text& text) {
        json_.text(text.value);
        named(use, text.value);
    }
    void write(Use, bool value) { json_.boolean(value); }
    void write(Use, const Number& n) { json_.number(n.value); }
    void write(Use, const Branch& b) {
        json_.open('{').key("kind").text(word(b.kind));
        (*this)(Use::outcome, "outcome", b.outcome);
        (*this)(Use::logic, "steps", b.steps);
        json_.close('}');
    }
    void write(Use, const Implication::Set& set) {
        json_.open('{').key("finding").text(set.finding.value).key("value").text(set.value.value).close('}');
    }
    void write(Use, const Condition& c) {
        named(c);
        write_condition(c);
    }
    void write_condition(const Condition& c) {
        json_.open('{').key("form").text(word(c.form));
        (*this)(Use::other, "name", c.name);
        if (!c.options.empty()) {
            json_.key("options");
            write_ids(c.options, form_ != Form::canonical);
        }
        describe_ends(c, *this);
        if (!c.items.empty()) {
            json_.key("items").open('[');
            for (const Condition& item : c.items) write_condition(item);
            json_.close(']');
        }
        json_.close('}');
    }
    void write_ids(const std::vector<Text>& all, bool sort) {
        std::vector<std::string> values = values_of(all);
        if (sort) std::sort(values.begin(), values.end());
        json_.texts(values);
    }

    Form form_;
};

}  // namespace triage
