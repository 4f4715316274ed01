// SPDX-License-Identifier: Apache-2.0
// What would change it (assess.hpp): the smallest sets of changed answers that lead to each other disposition.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/model/value.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/codes.hpp>
#include <triage/walk/people.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace explain_detail {

/// Whether no rule tells two numbers apart.
[[nodiscard]] inline bool same(const Rules& rules, FindingId finding, double a, double b) {
    const CompiledFinding& compiled = rules.findings[finding];
    for (ClauseId c = compiled.first_clause; c < compiled.first_clause + compiled.clause_count; ++c)
        if (rules.clauses[c].holds(a) != rules.clauses[c].holds(b)) return false;
    return true;
}

/// One other answer that a finding could have.
struct Alternative {
    FindingId finding;
    Value value;
};

[[nodiscard]] inline std::vector<Alternative> alternatives(const Answers& answers) {
    const Rules& rules = answers.rules().compiled();
    std::vector<Alternative> out;
    for (FindingId f{0}; f < rules.findings.size(); ++f) {
        if (rules.findings[f].clause_count == 0 || answers.implied(f)) continue;
        const Finding& finding = rules.document.findings[f];
        const bool known = answers.state(f) == Answers::State::known;
        if (finding.type == FindingType::number) {
            for (const double x : distinct_values(rules, f, known ? answers.answer(f).number() : finding.min.value))
                if (!(finding.whole && !is_whole(x)) && !(known && same(rules, f, x, answers.answer(f).number())))
                    out.push_back({f, {0, x}});
        } else {
            const auto count = static_cast<std::uint32_t>(finding.type == FindingType::yes_no ? 2 : finding.options.size());
            const auto present = value_of(finding, answers.answer(f));  // nothing while it is not known
            for (std::uint32_t o = 0; o < count; ++o)
                if (!present || present->option != o) out.push_back({f, {o, 0}});
        }
    }
    return out;
}

/// Where each alternative leads, and each together with another one: alternatives side by side, 512 at once.
class Variants {
public:
    Variants(const Answers& answers, const std::vector<Alternative>& all, std::size_t work)
        : answers_(answers),
          all_(all),
          program_(answers.rules()),
          people_(program_),
          walk_(program_, PeopleWalk::Keeps::everything),
          work_(work) {
        people_.resize(People::block);
        for (FindingId f{0}; f < answers.rules().document().findings.size(); ++f) people_.set_everybody(f, said(f));
        leading_.resize(People::block);
    }

    /// Calls `visit(i, rank)` for each alternative. False where the work ran out before.
    template <class Visit>
    bool singles(Visit&& visit) {
        for (std::size_t block = 0; People::block * block < all_.size(); ++block) {
            if (!take(block)) return false;
            look(block, 0);
            for (std::size_t i = People::block * block; i < end(block); ++i) visit(i, rank(i));
        }
        return true;
    }
    /// Calls `visit(k, rank)` for alternative i with each later one of another finding, until it gives false.
    template <class Visit>
    bool pairs(std::size_t i, Visit&& visit) {
        const FindingId finding = all_[i].finding;
        for (std::size_t block = i / People::block; People::block * block < all_.size(); ++block) {
            const std::size_t first = std::max(i + 1, People::block * block);
            if (first >= end(block)) continue;
            if (!take(block)) return false;
            const std::size_t lane = first - People::block * block, last = end(block) - People::block * block;
            // As much as a whole walk, so that the same is found where a walk cannot be redone in part.
            if (!spend((program_.operations() + 1) * ((last + 63) / 64 - lane / 64))) return false;
            walk_.fix(finding, code(all_[i]));
            walk_.redo(finding, lane, last);
            look(block, lane);
            walk_.unfix(people_, 0, finding);
            for (std::size_t k = first; k < end(block); ++k)
                if (all_[k].finding != finding && !visit(k, rank(k))) return true;
        }
        return true;
    }

private:
    [[nodiscard]] Codes::Code code(const Alternative& a) const { return program_.codes().of(a.finding, a.value); }
    [[nodiscard]] Codes::Code said(FindingId f) const {
        const auto value = value_of(answers_.rules().document().findings[f], answers_.answer(f));
        return value ? program_.codes().of(f, *value) : Codes::Code{0};
    }
    [[nodiscard]] std::size_t end(std::size_t block) const { return std::min(all_.size(), People::block * (block + 1)); }
    [[nodiscard]] Rank rank(std::size_t i) const { return leading_[i % People::block].rank; }
    [[nodiscard]] bool spend(std::size_t work) {
        const bool enough = work <= work_;
        work_ = enough ? work_ - work : 0;
        return enough;
    }
    bool take(std::size_t block) {
        if (taken_ == block) return true;
        if (!spend(answers_.rules().compiled().clauses.size() * People::block / 64)) return false;
        if (taken_ != npos)
            for (std::size_t i = People::block * taken_; i < end(taken_); ++i)
                people_.set_everybody(all_[i].finding, said(all_[i].finding));
        for (std::size_t i = People::block * block; i < end(block); ++i)
            people_.set(i % People::block, all_[i].finding, code(all_[i]));
        const std::size_t last = end(block) - People::block * block;
        if (!spend((program_.operations() + 1) * ((last + 63) / 64))) return false;
        walk_.take(people_, 0);
        walk_.run(0, last);
        taken_ = block;
        return true;
    }
    // At the people from `first` on.
    void look(std::size_t block, std::size_t first) {
        walk_.leading(first, end(block) - People::block * block, leading_.data() + first);
    }

    const Answers& answers_;
    const std::vector<Alternative>& all_;
    PeopleProgram program_;
    People people_;
    PeopleWalk walk_;
    std::size_t work_;
    std::size_t taken_ = npos;
    std::vector<Standing> leading_;
};

}  // namespace explain_detail

TRIAGE_BODY std::vector<double> distinct_values(const Rules& rules, FindingId finding, double near) {
    const Finding& f = rules.document.findings[finding];
    const CompiledFinding& compiled = rules.findings[finding];
    std::vector<double> cuts{f.min.value, f.max.value};
    for (ClauseId c = compiled.first_clause; c < compiled.first_clause + compiled.clause_count; ++c) {
        if (rules.clauses[c].has_low) cuts.push_back(rules.clauses[c].low);
        if (rules.clauses[c].has_high) cuts.push_back(rules.clauses[c].high);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    // Every cut by itself, and next to each cut a value inside the interval that begins or ends there.
    std::vector<double> candidates;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        candidates.push_back(cuts[i]);
        if (i + 1 == cuts.size()) break;
        const double half = (cuts[i + 1] - cuts[i]) / 2, step = half > 1 || (f.whole && half == 1) ? 1 : half;
        candidates.push_back(cuts[i] + step);
        candidates.push_back(cuts[i + 1] - step);
    }
    // Where only whole numbers make sense, a fraction is the last choice.
    const auto away = [&](double x) {
        const double far = x > near ? x - near : near - x;
        return f.whole && !is_whole(x) ? far + (f.max.value - f.min.value) : far;
    };
    std::vector<double> out;
    for (const double x : candidates) {
        if (out.empty() || !explain_detail::same(rules, finding, out.back(), x))
            out.push_back(x);
        else if (away(x) < away(out.back()))
            out.back() = x;
    }
    return out;
}

TRIAGE_BODY WouldChangeResult would_change(const Answers& answers, int largest_set, std::size_t work) {
    constexpr std::size_t shown = 3;
    const Rules& rules = answers.rules().compiled();
    const std::size_t levels = rules.document.dispositions.size();
    const Rank present = walk(answers).disposition;
    const std::vector<explain_detail::Alternative> all = explain_detail::alternatives(answers);
    explain_detail::Variants variants(answers, all, work);
    std::vector<std::vector<WouldChange>> found(levels);
    const auto change = [&](std::size_t i) {
        const Finding& f = rules.document.findings[all[i].finding];
        return Change{
            f.id.value,
            answers.state(all[i].finding) == Answers::State::not_asked ? "not asked" : answers.answer(all[i].finding).text(),
            answer_of(f, all[i].value).text()};
    };
    bool searched = variants.singles([&](std::size_t i, Rank rank) {
        if (rank != present && found[rank].size() < shown) found[rank].push_back({rules.disposition(rank).id.value, {change(i)}});
    });
    std::vector<bool> wanted(levels);
    std::size_t open = 0;
    for (std::size_t r = 0; r < levels; ++r) {
        wanted[r] = r != present && found[r].empty();
        open += wanted[r] ? 1U : 0U;
    }
    for (std::size_t i = 0; largest_set >= 2 && searched && i < all.size() && open > 0; ++i)
        searched = variants.pairs(i, [&](std::size_t k, Rank rank) {
            if (!wanted[rank]) return true;
            found[rank].push_back({rules.disposition(rank).id.value, {change(i), change(k)}});
            if (found[rank].size() == shown) {
                wanted[rank] = false;
                --open;
            }
            return open > 0;
        });
    WouldChangeResult result;
    for (std::size_t r = levels; r-- > 0;) {
        for (WouldChange& w : found[r]) result.sets.push_back(std::move(w));
        if (r == present || !found[r].empty()) continue;
        (searched ? result.not_within_two : result.not_searched).push_back(rules.disposition(static_cast<Rank>(r)).id.value);
    }
    return result;
}

}  // namespace triage
