// SPDX-License-Identifier: Apache-2.0
// The bodies of not_sure.hpp.
#pragma once

#include <algorithm>
#include <cstdio>
#include <optional>
#include <random>
#include <unordered_map>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/model/value.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/not_sure.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace review_detail {

/// A case that is at home when everything that it does not mention is denied, and what it denies.
struct HomeCase {
    Answers answers;
    std::vector<FindingId> denied;
};

class NotSure {
public:
    NotSure(const RuleSet& rules, const NotSureOptions& options)
        : rules_(rules.compiled()), rule_set_(rules), options_(options), p_(rules_.findings.size()), checked_p_(p_.size()) {
        for (FindingId f{0}; f < p_.size(); ++f) {
            p_[f] = options.probability;
            checked_p_[f] = rules_.document.findings[f].check.empty() ? p_[f] : p_[f] * (1 - options.resolved);
        }
    }

    [[nodiscard]] NotSureReport run(const std::vector<Case>& cases) {
        out_.probability = options_.probability;
        out_.resolved = options_.resolved;
        for (const Case& one : cases) add(one);
        out_.cases = home_.size();
        lone();
        if (home_.empty()) return out_;
        try {
            counted();
        } catch (const BudgetExceeded&) {
            drawn();
        }
        return out_;
    }

private:
    void add(const Case& one) {
        const std::optional<Rank> most = rules_.rank_of(one.expect.at_most.value);
        if (!most || !rules_.at_home(*most)) return;
        HomeCase home{mentioned_in(rule_set_, one), {}};
        if (one.unmentioned != Unmentioned::as_unknown) fill_in_absent(home.answers);
        if (!at_home(home.answers)) {
            ++out_.not_home;
            return;
        }
        for (FindingId f{0}; f < rules_.findings.size(); ++f) {
            const Finding& finding = rules_.document.findings[f];
            if (finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying && !finding.examiner &&
                home.answers.state(f) == Answers::State::known && home.answers.answer(f) == Answer(no))
                home.denied.push_back(f);
        }
        home_.push_back(std::move(home));
    }
    [[nodiscard]] bool at_home(const Answers& answers) const { return rules_.at_home(walk(answers).disposition); }

    void lone() {
        std::vector<std::size_t> moves(rules_.findings.size());
        for (HomeCase& c : home_)
            for (const FindingId f : c.denied) {
                Answers one = c.answers;
                one.set_unknown(f);
                moves[f] += at_home(one) ? 0U : 1U;
            }
        for (FindingId f{0}; f < moves.size(); ++f)
            if (const Finding& finding = rules_.document.findings[f]; moves[f] != 0)
                out_.lone.push_back({finding.id.value, finding.ask.value, finding.red_flag, !finding.check.empty(), moves[f]});
        std::stable_sort(out_.lone.begin(), out_.lone.end(),
                         [](const LoneNotSure& a, const LoneNotSure& b) { return a.moves > b.moves; });
    }

    void counted() {
        const PatternSpace space({&rules_});
        Diagram diagram(space.values(), options_.budget);
        Decision decision(diagram, space, rule_set_);
        const Function away = decision.at_least(rules_.otherwise_rank), graver = decision.at_least(rules_.red_flag_rank);
        const auto n = static_cast<double>(home_.size());
        for (const HomeCase& c : home_) {
            out_.home += (1 - probability(diagram, space, away, c, p_)) / n;
            out_.checked += (1 - probability(diagram, space, away, c, checked_p_)) / n;
            out_.graver += probability(diagram, space, graver, c, p_) / n;
        }
    }
    // Of a set, that this person falls into it: each denied answer is unknown with its own probability.
    [[nodiscard]] double probability(Diagram& diagram, const PatternSpace& space, const Function& set, const HomeCase& c,
                                     const std::vector<double>& p) const {
        std::vector<std::uint32_t> cell;
        std::vector<double> unknown;
        for (const Level& level : space.levels()) {
            const FindingId f = rules_.finding_names.find(level.finding);
            cell.push_back(level.cell_of(c.answers.answer(f)));
            unknown.push_back(contains(c.denied, f) ? p[f] : 0);
        }
        std::unordered_map<Diagram::Ref, double> known;
        const auto of = [&](auto&& self, Diagram::Ref ref) -> double {
            if (Diagram::is_terminal(ref)) return Diagram::number(ref) != 0 ? 1 : 0;
            if (const auto it = known.find(ref); it != known.end()) return it->second;
            const std::uint32_t level = diagram.level_of(ref);
            double out = (1 - unknown[level]) * self(self, diagram.child(ref, cell[level]));
            if (unknown[level] != 0) out += unknown[level] * self(self, diagram.child(ref, space.levels()[level].unknown_cell()));
            known.emplace(ref, out);
            return out;
        };
        return of(of, set.ref());
    }

    void drawn() {
        out_.exact = false;
        out_.draws = options_.draws;
        std::mt19937 dice(options_.seed);
        std::size_t home = 0, checked = 0, graver = 0;
        for (const HomeCase& c : home_)
            for (std::size_t i = 0; i < options_.draws; ++i) {
                Answers one = c.answers, after = c.answers;
                for (const FindingId f : c.denied) {
                    const double u = static_cast<double>(dice()) / 4294967296.0;
                    if (u < p_[f]) one.set_unknown(f);
                    if (u < checked_p_[f]) after.set_unknown(f);
                }
                const Rank rank = walk(one).disposition;
                home += rules_.at_home(rank) ? 1U : 0U;
                graver += rank >= rules_.red_flag_rank ? 1U : 0U;
                checked += at_home(after) ? 1U : 0U;
            }
        const std::size_t whole = home_.size() * options_.draws;
        const auto fraction = [&](std::size_t part) { return static_cast<double>(part) / static_cast<double>(whole); };
        const Share all = share_of(home, whole), settled = share_of(checked, whole);
        out_.home = fraction(home), out_.low = all.low, out_.high = all.high;
        out_.checked = fraction(checked), out_.checked_low = settled.low, out_.checked_high = settled.high;
        out_.graver = fraction(graver);
    }

    const Rules& rules_;
    RuleSet rule_set_;
    NotSureOptions options_;
    std::vector<double> p_, checked_p_;  // of each finding: that a denied answer is, and after the checks stays, unknown
    std::vector<HomeCase> home_;
    NotSureReport out_;
};

}  // namespace review_detail

TRIAGE_BODY NotSureReport not_sure(const RuleSet& rules, const std::vector<Case>& cases, const NotSureOptions& options) {
    return review_detail::NotSure(rules, options).run(cases);
}

TRIAGE_BODY std::string render_not_sure_text(const NotSureReport& r) {
    const auto percent = [](double share) {
        char text[32];
        std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
        return std::string(text);
    };
    const auto interval = [&](double low, double high) {
        return r.exact ? std::string() : " (" + percent(low) + " to " + percent(high) + ")";
    };
    if (r.cases + r.not_home == 0) return "not sure: no case expects home care\n";
    std::string out = "not sure: " + std::to_string(r.cases) +
                      " cases that expect home care, each denied answer \"not sure\" with " + percent(r.probability) +
                      (r.exact ? " (exact)" : " (" + std::to_string(r.draws) + " people a case, 95 % intervals)") + "\n";
    if (r.not_home != 0)
        out += "  " + std::to_string(r.not_home) + " more expect it and do not get it when everything else is denied\n";
    if (r.cases == 0) return out;
    out += "  still at home:                           " + percent(r.home) + interval(r.low, r.high) + "\n";
    out += "  where checks settle " + percent(r.resolved) + " of them:        " + percent(r.checked) +
           interval(r.checked_low, r.checked_high) + "\n";
    out += "  sent to the red flags' level or graver:  " + percent(r.graver) + "\n";
    for (const LoneNotSure& l : r.lone)
        out += "  a lone not-sure of " + l.finding + " moves " + std::to_string(l.moves) + " of " + std::to_string(r.cases) +
               (l.red_flag ? " (red flag)" : "") + (l.check ? "" : " (no check)") + "\n";
    return out;
}

}  // namespace triage
