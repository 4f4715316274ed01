// SPDX-License-Identifier: Apache-2.0
// The handles of the C interface: numbers that are never used twice, so that a freed or foreign one is noticed.
// Refuses to follow a pointer that a caller made up: a handle is only ever looked up.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <triage/triage.h>
#include <triage/explain/assess.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/model/raise.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>

namespace triage::c {

#ifdef __wasm__
struct Mutex {  // one thread
    void lock() {}
    void unlock() {}
};
#else
using Mutex = std::mutex;
#endif

struct Person {
    explicit Person(const RuleSet& rules) : answers(rules) {}
    Mutex mutex;  // one call at a time
    Answers answers;
    AssessOptions options;
    TextOptions text;
};

/// The objects of one kind that callers hold. Each kind has its own numbers: a handle of another kind is not found.
template <class Object, class Handle>
class Handles {
public:
    [[nodiscard]] Handle* add(std::shared_ptr<Object> object) {
        const std::lock_guard<Mutex> lock(mutex_);
        last_ += step;
        objects_.emplace(last_, std::move(object));
        return reinterpret_cast<Handle*>(last_);
    }
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<Object> find(const Handle* handle) {
        const std::lock_guard<Mutex> lock(mutex_);
        const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(handle));
        return found == objects_.end() ? nullptr : found->second;
    }
    void remove(const Handle* handle) {
        const std::lock_guard<Mutex> lock(mutex_);
        objects_.erase(reinterpret_cast<std::uintptr_t>(handle));
    }

private:
    static constexpr std::uintptr_t step = 32;  // the kinds start apart and never meet
    Mutex mutex_;
    std::unordered_map<std::uintptr_t, std::shared_ptr<Object>> objects_;
    std::uintptr_t last_ = std::is_same_v<Handle, triage_rules> ? 0 : step / 2;
};

inline Handles<RuleSet, triage_rules>& rule_sets() {
    static Handles<RuleSet, triage_rules> all;
    return all;
}
inline Handles<Person, triage_answers>& people() {
    static Handles<Person, triage_answers> all;
    return all;
}

/// A copy that the caller frees.
[[nodiscard]] inline triage_status give(const std::string& text, char** out) {
    char* copy = static_cast<char*>(std::malloc(text.size() + 1));
    if (copy == nullptr) return TRIAGE_NO_MEMORY;
    std::memcpy(copy, text.c_str(), text.size() + 1);
    *out = copy;
    return TRIAGE_OK;
}

[[nodiscard]] inline triage_status refuse(const std::vector<Diagnostic>& problems, char** out) {
    if (out == nullptr) return TRIAGE_REFUSED;
    const triage_status given = give(render_json(problems), out);
    return given == TRIAGE_OK ? TRIAGE_REFUSED : given;
}
[[nodiscard]] inline triage_status refuse(const AnswerProblem& problem, char** out) {
    Diagnostic d;
    d.code = problem.code;
    d.message = problem.message;
    d.hint = problem.hint;
    return refuse(std::vector<Diagnostic>{std::move(d)}, out);
}

/// Runs a call; no exception leaves it.
template <class Call>
[[nodiscard]] triage_status guarded(Call&& call) noexcept {
#ifdef __cpp_exceptions
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return TRIAGE_NO_MEMORY;
    } catch (...) {
        return TRIAGE_FAILED;
    }
#else
    return call();
#endif
}

/// Sets what comes out to nothing; false where a pointer that must be given is null.
template <class Out>
[[nodiscard]] bool clear(Out** out) {
    if (out != nullptr) *out = nullptr;
    return out != nullptr;
}

/// Calls `work(person)` with the answers of a handle, alone with them.
template <class Work>
[[nodiscard]] triage_status with(const triage_answers* handle, Work&& work) {
    return guarded([&]() -> triage_status {
        const std::shared_ptr<Person> person = people().find(handle);
        if (person == nullptr) return TRIAGE_BAD_CALL;
        const std::lock_guard<Mutex> lock(person->mutex);
        return work(*person);
    });
}

/// The same for a function that gives a text.
template <class Work>
[[nodiscard]] triage_status tell(const triage_answers* handle, char** out, Work&& work) {
    if (!clear(out)) return TRIAGE_BAD_CALL;
    return with(handle, [&](Person& person) { return give(work(person), out); });
}

/// Hands out a handle to rules that were loaded, or the problems.
[[nodiscard]] inline triage_status take(const Loaded<RuleSet>& loaded, triage_rules** rules, char** problems) {
    if (!loaded.ok()) return refuse(loaded.diagnostics(), problems);
    *rules = rule_sets().add(std::make_shared<RuleSet>(loaded.value()));
    return TRIAGE_OK;
}

}  // namespace triage::c
