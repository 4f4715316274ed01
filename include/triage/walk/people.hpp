// SPDX-License-Identifier: Apache-2.0
// Many people at once: each condition is a row of bits, one bit a person, and 512 people cost little more than one. For
// cohorts, for batches, and for asking the same rules about many variants of one person.
// Refuses to mean anything of its own: everybody ends as `walk` says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/codes.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// The pathways of a rule set as operations on rows of bits. A cheap handle; any number of threads may share it. What it
/// holds is made once for a rule set. Complexity of that: linear in the rules, and bounded.
class PeopleProgram {
public:
    explicit PeopleProgram(RuleSet rules);

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    [[nodiscard]] const Codes& codes() const;
    /// How many operations on bits a walk of up to 512 people costs.
    [[nodiscard]] std::size_t operations() const;
    /// The pathways that are walked one person at a time: those where a score that can stay unknown has a way of its own, and
    /// those of rules so large that there would be more than a million operations.
    [[nodiscard]] const std::vector<PathwayId>& one_by_one() const;

    struct Data;

private:
    friend class People;
    friend class PeopleWalk;
    RuleSet rules_;
    const Data* data_;  // belongs to the rules
};

/// The answers of many people: one byte a finding (two where a finding has more than 255 codes).
///
///     triage::People cohort{triage::PeopleProgram{rules}};
///     for (const triage::Answers& a : everybody) cohort.add(a);
///     for (const triage::Standing& s : triage::walk_people(cohort)) ++by_level[s.rank];
class People {
public:
    using Code = Codes::Code;
    static constexpr std::size_t block = 512;  ///< people that are walked at once

    explicit People(PeopleProgram program);

    [[nodiscard]] const PeopleProgram& program() const { return program_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t blocks() const { return (size_ + block - 1) / block; }
    /// Everybody from the present size on has not answered anything. What is cut off is forgotten.
    void resize(std::size_t people);
    /// Adds a person, with what was said; what follows from it by `implies` is worked out by the walk.
    void add(const Answers& answers);
    /// The same for a person who has not answered anything yet.
    void set(std::size_t person, const Answers& answers);
    void set(std::size_t person, FindingId finding, Code code) {
        const std::uint32_t column = columns_[finding];
        std::uint8_t* at = codes_.data() + ((person / block) * column_count_ + column) * stride + person % block;
        *at = static_cast<std::uint8_t>(code);
        if (columns_[finding + 1U] - column == 2) at[stride] = static_cast<std::uint8_t>(code >> 8U);
    }
    /// As if this person had not answered anything.
    void forget(std::size_t person);
    void set_everybody(FindingId finding, Code code);

private:
    friend class PeopleWalk;
    [[nodiscard]] const std::uint8_t* column(std::size_t block_number, std::uint32_t column) const {
        return codes_.data() + (block_number * column_count_ + column) * stride;
    }
    static constexpr std::size_t stride = block + 64;  // a power of two would put all findings into a few sets of the cache
    PeopleProgram program_;
    const std::uint32_t* columns_;  // of each finding the first one, and the end; belongs to the rules
    std::uint32_t column_count_;
    std::size_t size_ = 0;
    std::vector<std::uint8_t> codes_;  // block after block, in a block finding after finding
};

/// Walks people block by block. Holds the rows of one block, about 50 kB for a hundred findings; belongs to one thread.
class PeopleWalk {
public:
    enum class Keeps : std::uint8_t {
        results,    ///< the rows of what comes out
        everything  ///< all rows, for `redo`; about four times the memory
    };
    explicit PeopleWalk(PeopleProgram program, Keeps keeps = Keeps::results);
    ~PeopleWalk();
    PeopleWalk(PeopleWalk&&) noexcept;
    PeopleWalk& operator=(PeopleWalk&&) noexcept;

    /// Takes the answers of one block.
    void take(const People& people, std::size_t block_number);
    /// Gives everybody one answer, in place of what was taken; and takes back what was taken.
    void fix(FindingId finding, Codes::Code code);
    void unfix(const People& people, std::size_t block_number, FindingId finding);
    /// Walks the people `first` to `last` (not included) of what was taken; at least those, for it goes in steps of 64.
    void run(std::size_t first = 0, std::size_t last = People::block);
    /// After `run` of at least these people, and since then a `fix` of `changed` and nothing else that is still in place: walks
    /// again what depends on it. Returns how many operations that took: mostly a tenth of them, all where everything is not
    /// kept, and in WebAssembly.
    std::size_t redo(FindingId changed, std::size_t first = 0, std::size_t last = People::block);

    /// Of the last run. `lane`: a person's number in the block.
    [[nodiscard]] Trace trace(std::size_t lane) const;
    /// What leads, of each of the people `first` to `last`, in order, into `out`.
    void leading(std::size_t first, std::size_t last, Standing* out) const;
    /// Which of 64 people have an outcome standing at a site; bit i: person 64 * word + i.
    [[nodiscard]] std::uint64_t stands(std::uint32_t site, std::size_t word) const;
    /// Which of 64 people are unsure in a pathway, whether that gives an outcome or not.
    [[nodiscard]] std::uint64_t unsure(PathwayId pathway, std::size_t word) const;
    /// Which of 64 people contradict an assumption.
    [[nodiscard]] std::uint64_t contradicts(std::size_t word) const;

private:
    void one_by_one(std::size_t first, std::size_t last);

    struct Rows;
    PeopleProgram program_;
    std::unique_ptr<Rows> rows_;
};

/// What leads, for everybody, in order. Complexity: `operations()` for each 512 people, and one look at each answer.
[[nodiscard]] std::vector<Standing> walk_people(const People& people);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/people.ipp>
#endif
