// SPDX-License-Identifier: Apache-2.0
// The bodies of people.hpp.
#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/model/value.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/people.hpp>
#include <triage/walk/rows.hpp>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Where the processor has 512-bit rows, they are used; the choice is made at run time, so one library serves all.
#if defined(__x86_64__) && defined(__GNUC__)
#define TRIAGE_WIDE_ROWS 1
#endif

namespace triage {

namespace walk_detail {

/// Operations of one kind, one after another.
struct RowRun {
    RowGraph::Op op;
    std::uint32_t count;
};
struct RowStep {
    std::uint32_t to, a, b;  // rows
};
struct RowRuns {
    std::vector<RowRun> runs;
    std::vector<RowStep> steps;
};

inline constexpr std::size_t row_words = People::block / 64;

#if defined(__GNUC__)
template <std::size_t Words>
struct RowPart {
    typedef std::uint64_t Type __attribute__((vector_size(Words * 8), may_alias));
};
template <>
struct RowPart<1> {
    typedef std::uint64_t Type __attribute__((may_alias));
};
#else
template <std::size_t Words>
struct RowPart {
    struct Type {
        std::uint64_t words[Words];
        template <class F>
        static Type each(F&& f) {
            Type out;
            for (std::size_t i = 0; i < Words; ++i) out.words[i] = f(i);
            return out;
        }
        friend Type operator&(const Type& a, const Type& b) {
            return each([&](std::size_t i) { return a.words[i] & b.words[i]; });
        }
        friend Type operator|(const Type& a, const Type& b) {
            return each([&](std::size_t i) { return a.words[i] | b.words[i]; });
        }
        friend Type operator~(const Type& a) {
            return each([&](std::size_t i) { return ~a.words[i]; });
        }
    };
};
#endif

/// The runs, over `Words` words of each row.
template <std::size_t Words>
[[gnu::always_inline]] inline void run_rows(const RowRun* run, const RowRun* end, const RowStep* step, std::uint64_t* rows) {
    using Part = typename RowPart<Words>::Type;
    const auto at = [rows](std::uint32_t row) -> Part& { return *reinterpret_cast<Part*>(rows + row_words * row); };
    for (; run != end; ++run) {
        const RowStep* last = step + run->count;
        switch (run->op) {
            case RowGraph::Op::both:
                for (; step != last; ++step) at(step->to) = at(step->a) & at(step->b);
                break;
            case RowGraph::Op::either:
                for (; step != last; ++step) at(step->to) = at(step->a) | at(step->b);
                break;
            case RowGraph::Op::without:
                for (; step != last; ++step) at(step->to) = at(step->a) & ~at(step->b);
                break;
            default:
                for (; step != last; ++step) at(step->to) = ~at(step->a);
                break;
        }
    }
}

using RunRows = void (*)(const RowRun*, const RowRun*, const RowStep*, std::uint64_t*);

template <std::size_t Words>
void run_rows_anywhere(const RowRun* run, const RowRun* end, const RowStep* step, std::uint64_t* rows) {
    run_rows<Words>(run, end, step, rows);
}

/// Which of 64 codes lie in a range; bit i: code i.
inline std::uint64_t codes_in_range(const std::uint8_t* codes, std::uint8_t first, std::uint8_t last) {
    const auto width = static_cast<std::uint8_t>(last - first);
    std::uint64_t out = 0;
#if defined(__SSE2__)
    const __m128i low = _mm_set1_epi8(static_cast<char>(first)), most = _mm_set1_epi8(static_cast<char>(width));
    for (unsigned i = 0; i < 64; i += 16) {
        const __m128i above = _mm_sub_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + i)), low);
        const int in = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, most), above));
        out |= static_cast<std::uint64_t>(static_cast<std::uint16_t>(in)) << i;
    }
#else
    for (unsigned i = 0; i < 64; i += 8) {
        std::uint64_t eight = 0;
        for (unsigned k = 0; k < 8; ++k)
            eight |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(codes[i + k] - first) <= width) << (8U * k);
        out |= (eight * 0x0102040810204080U >> 56U) << i;
    }
#endif
    return out;
}

/// For each word of a row, the codes of a column that lie in a range, added to what the row has.
inline void add_range_anywhere(const std::uint8_t* codes, std::uint8_t first, std::uint8_t last, std::uint64_t* row) {
    for (std::size_t w = 0; w < row_words; ++w) row[w] |= codes_in_range(codes + 64 * w, first, last);
}
using AddRange = void (*)(const std::uint8_t*, std::uint8_t, std::uint8_t, std::uint64_t*);

#if defined(TRIAGE_WIDE_ROWS)
#define TRIAGE_WIDE [[gnu::target("avx512f,avx512bw,avx512vl")]]
template <std::size_t Words>
TRIAGE_WIDE void run_rows_wide(const RowRun* run, const RowRun* end, const RowStep* step, std::uint64_t* rows) {
    run_rows<Words>(run, end, step, rows);
}
TRIAGE_WIDE inline void add_range_wide(const std::uint8_t* codes, std::uint8_t first, std::uint8_t last, std::uint64_t* row) {
    const __m512i low = _mm512_set1_epi8(static_cast<char>(first)), most = _mm512_set1_epi8(static_cast<char>(last - first));
    for (std::size_t w = 0; w < row_words; ++w)
        row[w] |= _mm512_cmple_epu8_mask(_mm512_sub_epi8(_mm512_loadu_si512(codes + 64 * w), low), most);
}
#undef TRIAGE_WIDE
#endif

/// The functions that suit the processor: for 1, 2, 4 and 8 words of a row.
struct RowFunctions {
    RunRows run[4] = {run_rows_anywhere<1>, run_rows_anywhere<2>, run_rows_anywhere<4>, run_rows_anywhere<8>};
    AddRange add_range = add_range_anywhere;

    RowFunctions() {
#if defined(TRIAGE_WIDE_ROWS)
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
            run[0] = run_rows_wide<1>;
            run[1] = run_rows_wide<2>;
            run[2] = run_rows_wide<4>;
            run[3] = run_rows_wide<8>;
            add_range = add_range_wide;
        }
#endif
    }
    [[nodiscard]] static const RowFunctions& here() {
        static const RowFunctions functions;
        return functions;
    }
};

/// Lays a graph out: operations in runs of one kind, each row used again after its last reader.
class RowLayout : public RowRuns {
public:
    RowLayout(const RowGraph& graph, const std::vector<std::uint32_t>& results, std::uint32_t inputs)
        : all_(graph.all()), row_(all_.size()), uses_(all_.size()), waits_(all_.size()), depth_(all_.size()) {
        for (std::uint32_t i = 0; i < inputs; ++i) row_[i] = i;
        rows_ = inputs;
        row_[graph.constant(false)] = rows_++;
        row_[graph.constant(true)] = rows_++;
        for (std::uint32_t i = inputs; i < all_.size(); ++i)
            if (all_[i].op == RowGraph::Op::input) row_[i] = rows_++;
        mark(results);
        order();
    }

    [[nodiscard]] std::uint32_t rows() const { return rows_; }
    [[nodiscard]] std::uint32_t row(std::uint32_t operation) const { return row_[operation]; }

private:
    [[nodiscard]] bool works(std::uint32_t i) const { return all_[i].op >= RowGraph::Op::both; }
    [[nodiscard]] bool has_second(std::uint32_t i) const { return all_[i].op != RowGraph::Op::opposite; }
    template <class Visit>
    void each_operand(std::uint32_t i, Visit&& visit) const {
        visit(all_[i].a);
        if (has_second(i)) visit(all_[i].b);
    }
    void mark(const std::vector<std::uint32_t>& results) {
        live_.resize(all_.size());
        for (const std::uint32_t r : results) {
            live_[r] = true;
            ++uses_[r];  // by whoever reads the result: its row is kept
        }
        // Operands come before what is made of them.
        for (std::uint32_t i = static_cast<std::uint32_t>(all_.size()); i-- > 0;) {
            if (!live_[i] || !works(i)) continue;
            each_operand(i, [&](std::uint32_t x) {
                live_[x] = true;
                ++uses_[x];
                waits_[i] += works(x) ? 1U : 0U;
                depth_[x] = std::max(depth_[x], depth_[i] + 1);
            });
        }
    }
    void order() {
        std::vector<std::vector<std::uint32_t>> users(all_.size());
        std::array<std::vector<std::uint32_t>, 7> ready;
        for (std::uint32_t i = 0; i < all_.size(); ++i) {
            if (!live_[i] || !works(i)) continue;
            each_operand(i, [&](std::uint32_t x) {
                if (works(x)) users[x].push_back(i);
            });
            if (waits_[i] == 0) ready[kind(i)].push_back(i);
        }
        for (;;) {
            const auto most =
                std::max_element(ready.begin(), ready.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
            if (most->empty()) return;
            RowRun run{static_cast<RowGraph::Op>(most - ready.begin()), 0};
            while (!most->empty()) {
                std::vector<std::uint32_t> now;
                now.swap(*most);
                std::stable_sort(now.begin(), now.end(), [&](std::uint32_t a, std::uint32_t b) { return depth_[a] > depth_[b]; });
                for (const std::uint32_t i : now) {
                    site(i);
                    ++run.count;
                    for (const std::uint32_t user : users[i])
                        if (--waits_[user] == 0) ready[kind(user)].push_back(user);
                }
            }
            runs.push_back(run);
        }
    }
    [[nodiscard]] std::size_t kind(std::uint32_t i) const { return static_cast<std::size_t>(all_[i].op); }
    void site(std::uint32_t i) {
        const std::uint32_t a = row_[all_[i].a], b = row_[all_[i].b];
        each_operand(i, [&](std::uint32_t x) {
            if (--uses_[x] == 0 && works(x)) free_.push_back(row_[x]);
        });
        if (free_.empty()) {
            row_[i] = rows_++;
        } else {
            row_[i] = free_.back();
            free_.pop_back();
        }
        steps.push_back({row_[i], a, b});
    }

    const std::vector<RowGraph::Operation>& all_;
    std::vector<std::uint32_t> row_, uses_, waits_, depth_;
    std::vector<bool> live_;
    std::vector<std::uint32_t> free_;
    std::uint32_t rows_ = 0;
};

/// Operations, and which rows hold what came out.
struct RowProgram : RowRuns {
    std::uint32_t rows = 0, everybody = 0, contradicts = 0;
    std::vector<std::uint32_t> sites, unsure;
    // True, false, with what is implied; only where some are walked one by one.
    std::vector<std::array<std::uint32_t, 2>> clauses;
};

// A module for browsers is loaded over a network: it does without what only saves time.
#if defined(__wasm__)
inline constexpr bool can_redo = false;
#else
inline constexpr bool can_redo = true;
#endif

inline constexpr std::size_t most_apart = 50'000;      // operations with a row of their own: 3 MB for each walk
inline constexpr std::size_t most_listed = 2'000'000;  // operations of all findings together, and words of what each row reads

/// The same operations, each with a row of its own, and for each finding those that depend on it. Of programs in which nothing is
/// walked one by one.
struct RowsApart : RowProgram, Lazy::Made {
    std::vector<RowRuns> touched;  // empty: too many to list them

    /// Complexity: linear in the operations and in what is listed, which has a bound.
    RowsApart(const Rules& rules, const RowProgram& from) : RowProgram(from) {
        const std::size_t words = rules.findings.size() / 64 + 1;
        std::vector<std::uint32_t> now(rows);
        std::iota(now.begin(), now.end(), 0U);
        const auto lower = [](const RowStep& x, const RowStep& y) { return x.to < y.to; };
        if (!steps.empty()) rows = std::min_element(steps.begin(), steps.end(), lower)->to;  // below are inputs
        for (RowStep& step : steps) {
            step.a = now[step.a];
            step.b = now[step.b];
            now[step.to] = rows;
            step.to = rows++;
        }
        for (std::uint32_t* row : {&everybody, &contradicts}) *row = now[*row];
        for (auto* all : {&sites, &unsure})
            for (std::uint32_t& row : *all) row = now[row];
        if (rows * words > most_listed) return;

        std::vector<std::uint64_t> read(rows * words);  // of each row, the findings that it depends on
        for (FindingId f{0}; f < rules.findings.size(); ++f)
            for (std::uint32_t c = rules.findings[f].first_clause;
                 c < rules.findings[f].first_clause + rules.findings[f].clause_count; ++c)
                for (const std::uint32_t row : {2 * c, 2 * c + 1}) read[row * words + f / 64] |= std::uint64_t{1} << (f % 64);
        touched.resize(rules.findings.size());
        std::vector<const RowRun*> last(touched.size());
        const RowStep* step = steps.data();
        std::size_t listed = 0;
        for (const RowRun& run : runs)
            for (const RowStep* end = step + run.count; step != end; ++step)
                for (std::size_t w = 0; w < words; ++w) {
                    std::uint64_t& findings = read[step->to * words + w];
                    findings = read[step->a * words + w];
                    if (run.op != RowGraph::Op::opposite) findings |= read[step->b * words + w];
                    for (std::uint64_t rest = findings; rest != 0; rest &= rest - 1) {
                        const std::size_t f = 64 * w + static_cast<std::size_t>(std::countr_zero(rest));
                        if (++listed > most_listed) {
                            touched.clear();
                            return;
                        }
                        if (std::exchange(last[f], &run) != &run) touched[f].runs.push_back({run.op, 0});
                        ++touched[f].runs.back().count;
                        touched[f].steps.push_back(*step);
                    }
                }
    }
};

/// The sites where outcomes stand for one person.
struct SitesMet {
    const Rules& rules;
    std::vector<std::uint32_t>& met;
    StepId last{};
    Kleene value{};

    void step(StepId step, Kleene is) {
        last = step;
        value = is;
    }
    void floor(StepId, OutcomeId, bool) { meet(); }
    void meet() { met.push_back(rules.program.site_of[last][value]); }
};

}  // namespace walk_detail

struct PeopleProgram::Data : Lazy::Made {
    Codes codes;
    std::vector<std::uint32_t> column;  // of each finding, and the end; two columns where a byte does not hold its codes
    walk_detail::RowProgram program;
    Lazy apart;  // RowsApart
    std::vector<PathwayId> one_by_one;
    std::vector<std::uint32_t> filled_in;  // sites, by pathways that are walked one by one

    explicit Data(const Rules& r) : codes(r) {
        std::uint32_t columns = 0;
        for (FindingId f{0}; f < r.findings.size(); ++f) {
            column.push_back(columns);
            columns += codes.count(f) > 256 ? 2U : 1U;
        }
        column.push_back(columns);

        const walk_detail::RowBuilder built(r);
        std::vector<std::uint32_t> results = built.sites();
        results.insert(results.end(), built.unsure().begin(), built.unsure().end());
        results.push_back(built.contradicts());
        one_by_one = built.one_by_one();
        filled_in = built.filled_in();
        if (!one_by_one.empty())
            for (const auto& c : built.clauses()) results.insert(results.end(), c.begin(), c.end());
        walk_detail::RowLayout layout(built.graph(), results, walk_detail::RowBuilder::inputs(r));
        for (const std::uint32_t x : built.sites()) program.sites.push_back(layout.row(x));
        for (const std::uint32_t x : built.unsure()) program.unsure.push_back(layout.row(x));
        program.contradicts = layout.row(built.contradicts());
        if (!one_by_one.empty())
            for (const auto& c : built.clauses()) program.clauses.push_back({layout.row(c[0]), layout.row(c[1])});
        program.everybody = layout.row(built.graph().constant(true));
        program.rows = layout.rows();
        program.runs = std::move(layout.runs);
        program.steps = std::move(layout.steps);
    }
    [[nodiscard]] bool wide(FindingId f) const { return column[f + 1U] - column[f] == 2; }
};

TRIAGE_BODY PeopleProgram::PeopleProgram(RuleSet rules) : rules_(std::move(rules)) {
    const Rules& r = rules_.compiled();
    data_ = &r.people.get<Data>([&] { return std::make_unique<const Data>(r); });
}
TRIAGE_BODY const Codes& PeopleProgram::codes() const { return data_->codes; }
TRIAGE_BODY std::size_t PeopleProgram::operations() const {
    return data_->program.steps.size() + (data_->filled_in.empty() ? 0 : 64 * rules_.compiled().nodes.size());
}
TRIAGE_BODY const std::vector<PathwayId>& PeopleProgram::one_by_one() const { return data_->one_by_one; }

TRIAGE_BODY People::People(PeopleProgram program)
    : program_(std::move(program)), columns_(program_.data_->column.data()), column_count_(program_.data_->column.back()) {}

TRIAGE_BODY void People::resize(std::size_t people) {
    const std::size_t a_block = stride * column_count_, before = size_;
    size_ = people;
    codes_.resize(blocks() * a_block);
    // Those of the last block who were cut off may come back.
    for (std::size_t lane = people % block; people < before && lane != 0 && lane < block; ++lane)
        for (std::size_t c = 0; c < column_count_; ++c) codes_[(blocks() - 1) * a_block + c * stride + lane] = 0;
}

TRIAGE_BODY void People::add(const Answers& answers) {
    resize(size_ + 1);
    set(size_ - 1, answers);
}

TRIAGE_BODY void People::set(std::size_t person, const Answers& answers) {
    const Rules& rules = program_.rules().compiled();
    for (FindingId f{0}; f < rules.findings.size(); ++f)
        if (answers.state(f) == Answers::State::known)
            set(person, f, program_.codes().of(f, *value_of(rules.document.findings[f], answers.answer(f))));
}

TRIAGE_BODY void People::forget(std::size_t person) {
    for (std::uint32_t c = 0; c < column_count_; ++c)
        codes_[((person / block) * column_count_ + c) * stride + person % block] = 0;
}

TRIAGE_BODY void People::set_everybody(FindingId finding, Code code) {
    const PeopleProgram::Data& data = *program_.data_;
    for (std::size_t b = 0; b < blocks(); ++b) {
        std::uint8_t* at = codes_.data() + (b * column_count_ + columns_[finding]) * stride;
        const std::size_t people = std::min(block, size_ - b * block);
        std::fill_n(at, people, static_cast<std::uint8_t>(code));
        if (data.wide(finding)) std::fill_n(at + stride, people, static_cast<std::uint8_t>(code >> 8U));
    }
}

struct PeopleWalk::Rows {
    const walk_detail::RowProgram& program;
    const std::vector<walk_detail::RowRuns>* touched = nullptr;  // of each finding, where that is known
    FindingId stale{};  // whose rows may hold another answer than the present one, of these people
    std::size_t stale_first = 0, stale_last = 0;
    std::vector<std::uint64_t> memory;
    std::uint64_t* first;  // on a cache line

    explicit Rows(const walk_detail::RowProgram& p) : program(p), memory(walk_detail::row_words * (p.rows + 1U)) {
        const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(memory.data());
        first = memory.data() + (64 - at % 64) % 64 / 8;
        std::fill_n(row(program.everybody), walk_detail::row_words, ~std::uint64_t{0});
    }
    /// In one go, over the least of 1, 2, 4 or 8 words that holds these people: two goes fetch each row twice, and that takes
    /// the time.
    void run(const walk_detail::RowRuns& all, std::size_t first_lane, std::size_t last_lane) {
        const std::size_t word = first_lane / 64, end = (std::max(first_lane + 1, last_lane) - 1) / 64;
        std::size_t size = 0;
        while (word >> size != end >> size) ++size;
        walk_detail::RowFunctions::here().run[size](all.runs.data(), all.runs.data() + all.runs.size(), all.steps.data(),
                                                    first + (word >> size << size));
    }
    [[nodiscard]] std::uint64_t* row(std::uint32_t number) const { return first + walk_detail::row_words * number; }
    [[nodiscard]] std::uint64_t bit(std::uint32_t number, std::size_t lane) const {
        return row(number)[lane / 64] >> (lane % 64) & 1U;
    }
};

TRIAGE_BODY PeopleWalk::PeopleWalk(PeopleProgram program, Keeps keeps) : program_(std::move(program)) {
    const PeopleProgram::Data& data = *program_.data_;
    const bool large = data.program.steps.size() > walk_detail::most_apart;
    if (!walk_detail::can_redo || keeps == Keeps::results || large || !data.one_by_one.empty()) {
        rows_ = std::make_unique<Rows>(data.program);
        return;
    }
    const auto& apart = data.apart.get<walk_detail::RowsApart>(
        [&] { return std::make_unique<const walk_detail::RowsApart>(program_.rules().compiled(), data.program); });
    rows_ = std::make_unique<Rows>(apart);
    if (!apart.touched.empty()) rows_->touched = &apart.touched;
}
TRIAGE_BODY PeopleWalk::~PeopleWalk() = default;
TRIAGE_BODY PeopleWalk::PeopleWalk(PeopleWalk&&) noexcept = default;
TRIAGE_BODY PeopleWalk& PeopleWalk::operator=(PeopleWalk&&) noexcept = default;

TRIAGE_BODY void PeopleWalk::take(const People& people, std::size_t block_number) {
    for (FindingId f{0}; f < program_.rules().compiled().findings.size(); ++f) unfix(people, block_number, f);
}

TRIAGE_BODY void PeopleWalk::unfix(const People& people, std::size_t block_number, FindingId finding) {
    using walk_detail::row_words;
    const PeopleProgram::Data& data = *program_.data_;
    const CompiledFinding& f = program_.rules().compiled().findings[finding];
    if (f.clause_count == 0) return;
    const auto add_range = walk_detail::RowFunctions::here().add_range;
    const std::uint8_t* codes = people.column(block_number, data.column[finding]);
    const auto in_range = [&](Codes::Range range, std::uint64_t* row) {
        if (!data.wide(finding)) {
            add_range(codes, static_cast<std::uint8_t>(range.first), static_cast<std::uint8_t>(range.last), row);
            return;
        }
        for (std::size_t lane = 0; lane < People::block; ++lane) {
            const unsigned code = codes[lane] | static_cast<unsigned>(codes[People::stride + lane]) << 8U;
            row[lane / 64] |= static_cast<std::uint64_t>(code >= range.first && code <= range.last) << (lane % 64);
        }
    };
    std::uint64_t known[row_words] = {};
    in_range({1, static_cast<Codes::Code>(data.codes.count(finding) - 1)}, known);
    for (std::uint32_t c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
        std::uint64_t* is_true = rows_->row(2 * c);
        std::uint64_t* is_false = rows_->row(2 * c + 1);
        std::fill_n(is_true, row_words, std::uint64_t{0});
        for (const Codes::Range range : data.codes.truths(ClauseId{c})) in_range(range, is_true);
        for (std::size_t w = 0; w < row_words; ++w) is_false[w] = known[w] & ~is_true[w];
    }
}

TRIAGE_BODY void PeopleWalk::fix(FindingId finding, Codes::Code code) {
    const CompiledFinding& f = program_.rules().compiled().findings[finding];
    for (std::uint32_t c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
        bool holds = false;
        for (const Codes::Range range : program_.codes().truths(ClauseId{c})) holds |= code >= range.first && code <= range.last;
        const auto all = [](bool so) { return so ? ~std::uint64_t{0} : std::uint64_t{0}; };
        std::fill_n(rows_->row(2 * c), walk_detail::row_words, all(holds));
        std::fill_n(rows_->row(2 * c + 1), walk_detail::row_words, all(!holds && code != 0));
    }
}

TRIAGE_BODY void PeopleWalk::run(std::size_t first, std::size_t last) {
    rows_->run(rows_->program, first, last);
    rows_->stale = FindingId{};
    if (!program_.data_->one_by_one.empty()) one_by_one(first, last);
}

TRIAGE_BODY std::size_t PeopleWalk::redo(FindingId changed, std::size_t first, std::size_t last) {
    if (rows_->touched == nullptr) {
        run(first, last);
        return program_.operations();
    }
    Rows& rows = *rows_;
    std::size_t done = 0;
    const auto redo_one = [&](FindingId finding, std::size_t from, std::size_t to) {
        const walk_detail::RowRuns& runs = (*rows.touched)[finding];
        rows.run(runs, from, to);
        done += runs.steps.size();
    };
    const bool any = rows.stale != npos;
    // This also puts the changed answer into what depends on both, of all those people.
    if (any && rows.stale != changed) redo_one(rows.stale, rows.stale_first, rows.stale_last);
    redo_one(changed, first, last);
    rows.stale = changed;
    rows.stale_first = any ? std::min(rows.stale_first, first) : first;
    rows.stale_last = any ? std::max(rows.stale_last, last) : last;
    return done;
}

TRIAGE_BODY void PeopleWalk::one_by_one(std::size_t first, std::size_t last) {
    const PeopleProgram::Data& data = *program_.data_;
    const Rules& rules = program_.rules().compiled();
    std::vector<std::uint64_t> is_true(rules.clauses.size() / 64 + 1), is_false(is_true.size());
    std::vector<std::uint32_t> met;
    for (std::size_t lane = first; lane < last; ++lane) {
        std::fill(is_true.begin(), is_true.end(), 0);
        std::fill(is_false.begin(), is_false.end(), 0);
        for (std::size_t c = 0; c < rows_->program.clauses.size(); ++c) {
            is_true[c / 64] |= rows_->bit(rows_->program.clauses[c][0], lane) << (c % 64);
            is_false[c / 64] |= rows_->bit(rows_->program.clauses[c][1], lane) << (c % 64);
        }
        Evaluator evaluator(rules, {is_true, is_false});
        const auto put = [&](std::uint32_t row, bool so) {
            std::uint64_t& word = rows_->row(row)[lane / 64];
            const std::uint64_t bit = std::uint64_t{1} << (lane % 64);
            word = so ? word | bit : word & ~bit;
        };
        met.clear();
        for (const PathwayId p : data.one_by_one) {
            walk_detail::SitesMet visitor{rules, met};
            const PathwayEnd end = walk_pathway(rules, evaluator, p, visitor);
            if (end.ending == Ending::raised) visitor.meet();
            put(rows_->program.unsure[p], end.ending == Ending::unsure);
        }
        for (const std::uint32_t site : data.filled_in) put(rows_->program.sites[site], contains(met, site));
    }
}

TRIAGE_BODY std::uint64_t PeopleWalk::stands(std::uint32_t site, std::size_t word) const {
    return rows_->row(rows_->program.sites[site])[word];
}
TRIAGE_BODY std::uint64_t PeopleWalk::unsure(PathwayId pathway, std::size_t word) const {
    return rows_->row(rows_->program.unsure[pathway])[word];
}
TRIAGE_BODY std::uint64_t PeopleWalk::contradicts(std::size_t word) const { return rows_->row(rows_->program.contradicts)[word]; }

TRIAGE_BODY void PeopleWalk::leading(std::size_t first, std::size_t last, Standing* out) const {
    using walk_detail::row_words;
    const Rules& rules = program_.rules().compiled();
    const std::vector<Site>& sites = rules.program.sites;
    const Standing otherwise{{}, rules.otherwise, rules.otherwise_rank, true};
    std::uint64_t open[row_words] = {};  // who has nothing yet
    for (std::size_t lane = first; lane < last;) {
        const std::size_t end = std::min(last, lane / 64 * 64 + 64);
        open[lane / 64] = ~std::uint64_t{0} >> (64 - (end - lane)) << (lane % 64);
        lane = end;
    }
    const auto give = [&](std::size_t word, std::uint64_t people, const Standing& standing) {
        open[word] &= ~people;
        for (; people != 0; people &= people - 1)
            out[64 * word + static_cast<std::size_t>(std::countr_zero(people)) - first] = standing;
    };
    for (std::uint32_t p = 0; p < sites.size(); ++p) {
        const std::uint64_t* row = rows_->row(rows_->program.sites[p]);
        std::uint64_t anyone = 0;  // most sites have nobody new among all of them
        for (std::size_t w = 0; w < row_words; ++w) anyone |= row[w] & open[w];
        if (anyone == 0) continue;
        const Site& site = sites[p];
        const Standing standing{site.pathway, site.outcome, site.rank, site.raised};
        std::uint64_t still_open = 0;
        for (std::size_t w = 0; w < row_words; ++w) {
            const std::uint64_t here = row[w] & open[w];
            if (rules.at_home(site.rank)) give(w, here & contradicts(w), otherwise);
            give(w, here & open[w], standing);
            still_open |= open[w];
        }
        if (still_open == 0) return;
    }
    for (std::size_t w = 0; w < row_words; ++w) give(w, open[w], otherwise);
}

TRIAGE_BODY Trace PeopleWalk::trace(std::size_t lane) const {
    const Rules& rules = program_.rules().compiled();
    const auto so = [&](std::uint64_t people) { return (people >> (lane % 64) & 1U) != 0; };
    const std::size_t word = lane / 64;
    Trace out;
    out.pathway_count = static_cast<std::uint32_t>(rules.pathways.size());
    for (PathwayId p{0}; p < out.pathway_count; ++p) {
        out.ends[p] = PathwayEnd{};
        if (!so(unsure(p, word))) continue;
        out.ends[p].ending = Ending::unsure;
        out.ends[p].outcome = rules.pathways[p].unsure;
    }
    for (std::uint32_t p = 0; p < rules.program.sites.size(); ++p) {
        const Site& site = rules.program.sites[p];
        if (site.kind == Site::Kind::unsure || !so(stands(p, word))) continue;
        PathwayEnd& end = out.ends[site.pathway];
        if (site.kind == Site::Kind::floor) {
            end.floors = true;
        } else {
            end.ending = Ending::raised;
            end.outcome = site.outcome;
        }
    }
    out.contradicts = so(contradicts(word));
    leading(lane, lane + 1, &out.leading);
    out.disposition = out.leading.rank;
    return out;
}

TRIAGE_BODY std::vector<Standing> walk_people(const People& people) {
    std::vector<Standing> out(people.size());
    PeopleWalk walk(people.program());
    for (std::size_t b = 0; b < people.blocks(); ++b) {
        const std::size_t last = std::min(People::block, people.size() - b * People::block);
        walk.take(people, b);
        walk.run(0, last);
        walk.leading(0, last, out.data() + b * People::block);
    }
    return out;
}

}  // namespace triage
