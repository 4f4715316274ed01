// SPDX-License-Identifier: Apache-2.0
// RuleSet: a compiled rule set, flat arrays of indices behind a cheap shared handle.
// Refuses to change: once compiled it is immutable, so any number of threads may read it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/document.hpp>
#include <triage/model/ids.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/names.hpp>
#include <triage/model/program.hpp>
#include <triage/model/raise.hpp>
#include <triage/model/value.hpp>

namespace triage {

/// One question that the rules put to one finding: "is it yes", "is it one of these options", "is it in this range".
/// Answers keep one truth value for each clause; the walk only tests bits.
struct Clause {
    enum class Kind : std::uint8_t { yes_no, options, range };
    FindingId finding{0};
    Kind kind = Kind::yes_no;
    bool has_low : 1 = false, has_high : 1 = false;    ///< range: which ends are bounded
    bool low_open : 1 = false, high_open : 1 = false;  ///< range: above / below instead of at_least / at_most
    std::uint64_t options = 0;                         ///< options: bit set of option positions
    double low = 0, high = 0;

    [[nodiscard]] bool holds(double x) const {
        return (!has_low || (low_open ? x > low : x >= low)) && (!has_high || (high_open ? x < high : x <= high));
    }
    /// Of a known answer to its finding.
    [[nodiscard]] bool holds(const Value& value) const {
        if (kind == Kind::range) return holds(value.number);
        return kind == Kind::yes_no ? value.option == 1 : ((options >> value.option) & 1U) != 0;
    }
    friend bool operator==(const Clause&, const Clause&) = default;
};

/// A node of a compiled condition. The children of a node lie side by side.
struct Node {
    enum class Op : std::uint8_t { clause, all, any, at_least, negate, unless, shared };
    Op op = Op::clause;
    bool examiner = false;       ///< clause: only an examiner can answer it
    std::uint16_t needed = 0;    ///< at_least
    std::uint32_t first = npos;  ///< position of what `clause`, `shared` and `child` name; npos: a leaf in error
    std::uint32_t count = 0;     ///< number of children

    [[nodiscard]] ClauseId clause() const { return ClauseId{first}; }
    [[nodiscard]] SharedId shared() const { return SharedId{first}; }
    [[nodiscard]] NodeId child(std::uint32_t i = 0) const { return NodeId{first + i}; }
};

/// A condition that is evaluated once for a person however often it is mentioned: a named criteria, or one
/// "score at least n".
struct SharedCondition {
    bool is_score = false;
    NodeId node;    ///< criteria
    ScoreId score;  ///< score test
    int at_least = 0;
};

struct CompiledScoreItem {
    int points = 0;
    NodeId node;
};

struct CompiledBranch {
    Branch::Kind kind = Branch::Kind::next;
    std::uint32_t target = npos;  ///< position of what `outcome` or `steps` names

    [[nodiscard]] OutcomeId outcome() const { return OutcomeId{target}; }
    /// The first of the nested steps.
    [[nodiscard]] StepId steps() const { return StepId{target}; }
};

struct CompiledStep {
    NodeId node;
    StepId next;                        ///< following step of the same list; npos: the list ends
    ByKleene<CompiledBranch> branches;  ///< no (else), yes (then), unknown
    const Step* written = nullptr;
};

struct CompiledPathway {
    StepId first_step;
    OutcomeId unsure;
};

struct CompiledFinding {
    ClauseId first_clause{0};
    std::uint32_t clause_count = 0;
    bool feeds_implications = false;  ///< answering it may change what is implied
};

struct CompiledImplication {
    NodeId node;
    FindingId finding;
    std::uint32_t option = 0;  ///< yes_no: 0 no, 1 yes; choice: position
    double number = 0;
};

struct CompiledOutcome {
    Rank rank = 0;
    std::vector<AdviceId> advice;
    std::vector<NodeId> speaks_for, speaks_against;

    [[nodiscard]] bool lists(AdviceId a) const { return std::find(advice.begin(), advice.end(), a) != advice.end(); }
};

struct CompiledAdvice {
    NodeId when, withhold_when;
    std::vector<PathwayId> withheld_by;
};

/// Something that is worked out of the rules where it is first asked for. Any number of threads may ask; what one of them
/// made serves all.
class Lazy {
public:
    struct Made {
        virtual ~Made() = default;
    };

    Lazy() = default;
    ~Lazy() { delete made_.load(); }
    Lazy(const Lazy&) = delete;
    Lazy& operator=(const Lazy&) = delete;

    /// `make` gives a std::unique_ptr<const T>, where T is a Made; each Lazy serves one T.
    template <class T, class Make>
    [[nodiscard]] const T& get(Make&& make) const {
        const Made* there = made_.load(std::memory_order_acquire);
        if (there == nullptr) {
            std::unique_ptr<const T> fresh = make();
            if (made_.compare_exchange_strong(there, fresh.get(), std::memory_order_acq_rel)) there = fresh.release();
        }
        return static_cast<const T&>(*there);
    }

private:
    mutable std::atomic<const Made*> made_ = nullptr;
};

/// Everything the walk needs, as flat arrays, beside the document that it came from (same positions for findings,
/// pathways, outcomes, advice, scores and criteria).
struct Rules {
    RuleDocument document;
    std::vector<Clause> clauses;  ///< grouped by finding
    std::vector<Node> nodes;
    std::vector<const Condition*> written;  ///< for each node
    std::vector<SharedCondition> shared;    ///< criteria first, same positions as in the document
    std::vector<std::vector<CompiledScoreItem>> scores;
    std::vector<CompiledStep> steps;
    std::vector<CompiledPathway> pathways;
    std::vector<CompiledFinding> findings;
    std::vector<CompiledImplication> implications;  ///< in an order in which each sees the final value of what it reads
    std::vector<CompiledOutcome> outcomes;
    std::vector<CompiledAdvice> advice;
    std::vector<NodeId> assumptions;
    std::vector<NodeId> safety_nodes;
    std::vector<std::vector<NodeId>> entry_nodes;  ///< of each plan
    NameIndex<FindingId> finding_names;
    NameIndex<PathwayId> pathway_names;
    NameIndex<OutcomeId> outcome_names;
    NameIndex<AdviceId> advice_names;
    NameIndex<> condition_names, disposition_names;
    OutcomeId otherwise{0};
    Rank otherwise_rank = 0;  ///< the mildest disposition that is not at_home
    Rank red_flag_rank = 0;
    Program program;  ///< the same pathways, as the walk runs them
    Lazy people;      ///< and for many people at once (walk/people.hpp)

    [[nodiscard]] const Disposition& disposition(Rank rank) const {
        return document.dispositions[document.dispositions.size() - 1U - rank];
    }
    /// The rank of a disposition, by its id; nothing for another word.
    [[nodiscard]] std::optional<Rank> rank_of(std::string_view id) const {
        const std::uint32_t at = disposition_names.find(id);
        if (at == npos) return std::nullopt;
        return static_cast<Rank>(document.dispositions.size() - 1U - at);
    }
    [[nodiscard]] bool at_home(Rank rank) const { return disposition(rank).at_home; }
    /// Help is needed now: within 0 hours. Where the rules do not say within how many, the gravest level is taken for one.
    [[nodiscard]] bool emergency(Rank rank) const {
        const auto& hours = disposition(rank).within_hours;
        return hours ? hours->value == 0 : rank + 1U == document.dispositions.size();
    }
    /// Of the criteria or the score.
    [[nodiscard]] const Text& id_of(SharedId number) const {
        const SharedCondition& s = shared[number];
        return s.is_score ? document.scores[s.score].id : document.criteria[number].id;
    }
    /// Whether a piece of advice can be listed by an outcome that stands and yet not be given.
    [[nodiscard]] bool can_be_withheld(AdviceId id) const {
        return advice[id].when != npos || (document.advice[id].kind == AdviceKind::action &&
                                           (advice[id].withhold_when != npos || !advice[id].withheld_by.empty()));
    }
};

/// A finding of one rule set, looked up once by an app that uses it often. Rules and answers of another rule set refuse it.
class FindingKey {
public:
    /// In `RuleDocument::findings`.
    [[nodiscard]] FindingId position() const { return position_; }
    friend bool operator==(const FindingKey& a, const FindingKey& b) {
        return a.of_ == b.of_ && std::uint32_t{a.position_} == std::uint32_t{b.position_};
    }

private:
    friend class RuleSet;
    friend class Answers;
    FindingKey(FindingId position, const Rules* of) : position_(position), of_(of) {}
    FindingId position_;
    const Rules* of_;
};

/// Handle to a compiled rule set. Copying it is cheap, and a move is a copy, so there is no empty one; it is safe to share
/// between threads. What it returns by reference lives as long as any copy of it; a temporary returns none.
class RuleSet {
public:
    /// Throws std::invalid_argument on a null pointer.
    explicit RuleSet(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {
        if (rules_ == nullptr) raise(std::invalid_argument("a RuleSet needs rules; this pointer is null"));
    }
    RuleSet(const RuleSet&) = default;
    RuleSet& operator=(const RuleSet&) = default;
    ~RuleSet() = default;

    [[nodiscard]] const std::string& id() const& { return rules_->document.id.value; }
    [[nodiscard]] const std::string& version() const& { return rules_->document.version.value; }
    [[nodiscard]] const std::string& title() const& { return rules_->document.title.value; }
    /// "sha256:…" over the canonical form of the document; empty for a set that was built in memory.
    [[nodiscard]] const std::string& digest() const& { return rules_->document.digest; }
    [[nodiscard]] const RuleDocument& document() const& { return rules_->document; }
    [[nodiscard]] const Rules& compiled() const& { return *rules_; }
    // Of a temporary they would dangle: keep the rule set, `const triage::RuleSet rules = triage::load(path).value();`
    const std::string& id() && = delete;
    const std::string& version() && = delete;
    const std::string& title() && = delete;
    const std::string& digest() && = delete;
    const RuleDocument& document() && = delete;
    const Rules& compiled() && = delete;

    /// The finding of this id or at this position; nothing where there is none. Complexity: O(log n); of a position O(1).
    [[nodiscard]] std::optional<FindingKey> finding(std::string_view id) const { return key(rules_->finding_names.find(id)); }
    [[nodiscard]] std::optional<FindingKey> finding_at(std::size_t position) const { return key(position); }

    /// Whether both are the same rules: one compiled set, or two of the same digest.
    friend bool operator==(const RuleSet& a, const RuleSet& b) {
        return a.rules_ == b.rules_ || (!a.digest().empty() && a.digest() == b.digest());
    }

private:
    [[nodiscard]] std::optional<FindingKey> key(std::size_t position) const {
        if (position >= rules_->findings.size()) return std::nullopt;
        return FindingKey(FindingId{position}, rules_.get());
    }

    std::shared_ptr<const Rules> rules_;
};

}  // namespace triage
