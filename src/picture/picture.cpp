// SPDX-License-Identifier: Apache-2.0
#include "picture/picture.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

#include <triage/model/answer.hpp>
#include <triage/model/phrasing.hpp>
#include <triage/model/references.hpp>
#include <triage/review/condition_words.hpp>
#include <triage/text/text.hpp>

namespace triage::picture_detail {

namespace {

// Length of the valid UTF-8 character at `at`; 0: none, or one of the two that XML refuses, U+FFFE and U+FFFF.
std::size_t character(std::string_view text, std::size_t at) {
    const std::string_view first_two = text.substr(at, 2), third = text.substr(std::min(at + 2, text.size()), 1);
    return first_two == "\xEF\xBF" && third.compare("\xBE") >= 0 ? 0 : utf8_length(text, at);
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

class Painter {
public:
    Painter(const Rules& rules, bool overview, bool shared)
        : rules_(rules), overview_(overview), shared_(shared), words_(rules.document) {
        picture_.title = rules.document.title.value;
        picture_.ranks = static_cast<int>(rules.document.dispositions.size());
    }

    void pathway(std::uint32_t p) {
        const Pathway& written = rules_.document.pathways[p];
        const CompiledPathway& compiled = rules_.pathways[p];
        Picture::PathwayTitle title{written.id.value, written.title.value, "", ""};
        if (compiled.unsure != npos) {
            title.unsure = rules_.document.outcomes[compiled.unsure].title.value;
            title.unsure_disposition = rules_.disposition(rules_.outcomes[compiled.unsure].rank).label.value;
        }
        picture_.pathways.push_back(std::move(title));
        cleared_ = none;
        end_text_ = "cleared, unless an answer was left open: then " +
                    (compiled.unsure == npos ? "the pathway stays open" : "“" + picture_.pathways.back().unsure + "”");
        std::size_t top = none;
        if (overview_ || shared_) top = add(PictureNode::Kind::pathway, written.id, written.title.value, rows_++);
        if (overview_) {
            ends_.clear();
            ends(compiled.first_step);
            if (!shared_)
                group(top);
            else
                for (const std::uint32_t o : ends_) connect(top, outcome(o, top), "", true);
        } else {
            const std::size_t first = list(compiled.first_step);
            if (top != none) connect(top, first, "", true);
            if (cleared_ != none) picture_.column.push_back(cleared_);
            notes(written);
        }
        if (top != none && compiled.unsure != npos) connect(top, outcome(compiled.unsure, top), "not sure", false);
    }
    [[nodiscard]] Picture take() { return std::move(picture_); }

private:
    std::size_t add(PictureNode::Kind kind, const Text& id, const std::string& text, std::size_t row) {
        PictureNode node;
        node.kind = kind;
        node.pathway = picture_.pathways.size() - 1;
        node.row = row;
        node.id = id.value;
        node.text = text;
        node.place = place(rules_.document, id.at);
        picture_.nodes.push_back(std::move(node));
        return picture_.nodes.size() - 1;
    }
    void connect(std::size_t from, std::size_t to, const std::string& label, bool onward) {
        const auto [known, fresh] = edges_.try_emplace({from, to, onward}, picture_.edges.size());
        if (!fresh) {
            picture_.edges[known->second].label += ", or " + label;
            return;
        }
        const bool sideways = picture_.nodes[from].row == picture_.nodes[to].row;
        picture_.edges.push_back({from, to, label, onward, sideways});
    }

    // The outcomes that the steps of a list can end in, in the order of the file.
    void ends(std::uint32_t step) {
        for (; step != npos; step = rules_.steps[step].next)
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = rules_.steps[step].branches[value];
                if (b.kind == Branch::Kind::steps) ends(b.target);
                if (b.kind != Branch::Kind::outcome && b.kind != Branch::Kind::floor) continue;
                add_once(ends_, b.target);
            }
    }

    // One node for each disposition that the pathway can end in, gravest first.
    void group(std::size_t top) {
        for (int rank = picture_.ranks - 1; rank >= 0; --rank) {
            std::size_t node = none;
            for (const std::uint32_t o : ends_) {
                if (rules_.outcomes[o].rank != rank) continue;
                if (node == none)
                    connect(top, node = outcome(o, top), "", true);
                else
                    picture_.nodes[node].more.push_back(rules_.document.outcomes[o].title.value);
            }
        }
    }
    std::size_t outcome(std::uint32_t o, std::size_t beside) {
        std::size_t& node = outcomes_.try_emplace({shared_ ? 0 : beside + 1, o}, none).first->second;
        if (node == none) {
            const Outcome& written = rules_.document.outcomes[o];
            const Rank rank = rules_.outcomes[o].rank;
            // One outcome stands beside its step; a second one would have to be drawn around.
            const bool alone = shared_ || overview_ || beside_ == beside;
            beside_ = beside;
            node = add(PictureNode::Kind::outcome, written.id, written.title.value, alone ? rows_++ : picture_.nodes[beside].row);
            picture_.nodes[node].disposition = rules_.disposition(rank).label.value;
            picture_.nodes[node].rank = rank;
            picture_.column.push_back(node);
        }
        return node;
    }
    std::size_t cleared() {
        if (cleared_ == none) cleared_ = add(PictureNode::Kind::cleared, {}, end_text_, rows_++);
        return cleared_;
    }

    std::size_t list(std::uint32_t first) {
        std::vector<std::size_t> nodes;
        for (std::uint32_t step = first; step != npos; step = rules_.steps[step].next) {
            const Step& written = *rules_.steps[step].written;
            nodes.push_back(add(PictureNode::Kind::step, written.id, written.because.value, rows_++));
            picture_.nodes.back().condition = in_words(written.when);
            picture_.nodes.back().words = words_.condition(written.when);
        }
        std::size_t k = 0;
        for (std::uint32_t step = first; step != npos; step = rules_.steps[step].next, ++k) {
            picture_.column.push_back(nodes[k]);
            branches(rules_.steps[step], nodes[k], k + 1 < nodes.size() ? nodes[k + 1] : none);
        }
        return nodes.front();
    }
    void branches(const CompiledStep& s, std::size_t from, std::size_t next) {
        const ByKleene<const char*> words{"no", "yes", "not sure"};
        for (const Kleene value : {yes, no, unknown}) {
            const CompiledBranch& b = s.branches[value];
            const std::string word = words[value];
            switch (b.kind) {
                case Branch::Kind::outcome: connect(from, outcome(b.target, from), word, true); break;
                case Branch::Kind::steps:
                    picture_.nested = true;
                    connect(from, list(b.target), word, true);
                    break;
                case Branch::Kind::clear: connect(from, cleared(), word, true); break;
                case Branch::Kind::floor:
                    connect(from, outcome(b.target, from), word + ": at least this", false);
                    [[fallthrough]];
                case Branch::Kind::next:
                    connect(from, next != none ? next : cleared(), word + (value == unknown ? " (kept open)" : ""), true);
                    break;
            }
        }
    }

    // The criteria and scores that the steps use by name, through other ones too, two beside each other.
    void notes(const Pathway& written) {
        References refers(rules_.document);
        refers.pathway(written);
        std::size_t placed = 0;
        const auto note = [&](const Text& id, const Text& title, std::string by_ids, std::string words) {
            const std::size_t node = add(PictureNode::Kind::note, id, title.value, placed++ % 2 == 0 ? rows_++ : rows_ - 1);
            picture_.nodes[node].condition = std::move(by_ids);
            picture_.nodes[node].words = std::move(words);
            picture_.column.push_back(node);
        };
        const PlainMarkup plain;
        for (const Criteria* c : refers.criteria.met())
            note(c->id, c->title, in_words(c->when),
                 "“" + plain.text(c->title.value) + "” holds if:\n" + words_.condition(c->when));
        for (const Score* s : refers.scores.met()) {
            std::vector<std::string> by_ids, items;
            for (const ScoreItem& i : s->items) {
                by_ids.push_back(shortest(i.points.value) + " if " + in_words(i.when));
                items.push_back(shortest(i.points.value) + (i.points.value == 1 ? " point" : " points") + " if " +
                                words_.condition(i.when));
            }
            note(s->id, s->title, joined(by_ids, "; "), "“" + plain.text(s->title.value) + "” adds up:" + plain.items(items));
        }
    }

    const Rules& rules_;
    bool overview_, shared_;
    ConditionWords<PlainMarkup> words_;
    std::string end_text_;
    Picture picture_;
    std::size_t rows_ = 0, cleared_ = none, beside_ = none;
    std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> outcomes_;
    std::map<std::tuple<std::size_t, std::size_t, bool>, std::size_t> edges_;  // branches that go to one place share an edge
    std::vector<std::uint32_t> ends_;
};

void append(std::vector<std::string>& lines, const std::string& text, std::size_t width) {
    for (std::string& line : wrapped_lines(text, width)) lines.push_back(std::move(line));
}

// Lines with lists, as PlainMarkup makes them: what is wrapped stays behind its bullet. Blanks in front do not break, and are not
// swallowed by what draws them.
void append_lists(std::vector<std::string>& lines, const std::string& words, std::size_t width) {
    std::istringstream all(words);
    for (std::string line; std::getline(all, line);) {
        const std::size_t depth = std::min(line.find_first_not_of(' '), line.size());
        const bool item = line.compare(depth, std::string_view("• ").size(), "• ") == 0;
        const std::string first = std::string(depth, ' ') + (item ? "• " : "");
        std::istringstream broken(wrapped(cleaned(line.substr(first.size())), width, first));
        for (std::string part; std::getline(broken, part);) {
            const std::size_t blanks = std::min(part.find_first_not_of(' '), part.size());
            std::string out;
            for (std::size_t i = 0; i < blanks; ++i) out += "\u00a0";
            lines.push_back(out + part.substr(blanks));
        }
    }
}

}  // namespace

std::string cleaned(const std::string& text) {
    std::string valid;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character(text, i);
        const char c = text[i];
        if (length == 0)
            valid += '?';
        else if (c == '\n' || c == '\r' || c == '\t')
            valid += ' ';
        else
            valid.append(text, i, length);
        i += length == 0 ? 1 : length;
    }
    return visible(valid);
}

std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    std::istringstream all(wrapped(cleaned(text), width));
    for (std::string line; std::getline(all, line);)
        if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

Picture picture_of(const RuleSet& rules, const GraphOptions& options, bool shared) {
    const Rules& compiled = rules.compiled();
    Painter painter(compiled, options.overview, shared);
    if (options.pathway.empty()) {
        for (std::uint32_t p = 0; p < compiled.pathways.size(); ++p) painter.pathway(p);
    } else {
        const std::uint32_t p = compiled.pathway_names.find(options.pathway);
        if (p == npos)
            throw AnswerError({"unknown-id", "no pathway is called \"" + options.pathway + "\"",
                               did_you_mean(nearest_name(options.pathway, compiled.pathway_names))});
        painter.pathway(p);
    }
    return painter.take();
}

std::vector<std::string> node_lines(const PictureNode& node, const PictureWidths& widths) {
    std::vector<std::string> lines;
    const bool outcome = node.kind == PictureNode::Kind::outcome;
    const std::size_t width = outcome ? widths.outcome : widths.node;
    if (outcome) append(lines, node.disposition + ":", width);
    append_lists(lines, node.words, width);
    if (node.kind == PictureNode::Kind::step) {
        lines.emplace_back();
        append(lines, "Why: " + node.text, width);
        lines.push_back("[" + cleaned(node.id) + "]");
    } else if (node.kind != PictureNode::Kind::note) {  // its words begin with its title
        append(lines, node.text, width);
    }
    for (const std::string& title : node.more) append(lines, title, width);
    return lines;
}

std::vector<std::string> title_lines(const Picture::PathwayTitle& pathway, const PictureWidths& widths) {
    std::vector<std::string> lines;
    append(lines, pathway.title, widths.title);
    if (!pathway.unsure.empty()) append(lines, "Not sure: " + pathway.unsure_disposition + ": " + pathway.unsure, widths.title);
    return lines;
}

}  // namespace triage::picture_detail
