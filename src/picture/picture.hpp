// SPDX-License-Identifier: Apache-2.0
// A picture of rules before it has a notation: nodes and edges with their texts, in the order of the files; and rule texts on
// their way into a picture: cleaned and wrapped. Each notation escapes them for itself.
// Refuses to shorten: what a clinician is to review is shown whole, criteria and scores included.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/graph.hpp>

namespace triage::picture_detail {

inline constexpr std::size_t text_width = 40;    ///< of an outcome
inline constexpr std::size_t step_width = 58;    ///< of a step, a criteria or a score, with its lists
inline constexpr std::size_t narrow_width = 29;  ///< of every node for a phone

/// As the rules have it: each writer escapes the texts for itself.
struct PictureNode {
    enum class Kind : std::uint8_t { pathway, step, outcome, cleared, note };
    Kind kind = Kind::step;
    std::size_t pathway = 0;  ///< which of `Picture::pathways`
    std::size_t row = 0;      ///< nodes of one row stand beside each other
    std::string id;
    std::string text;               ///< title, because
    std::string words;              ///< condition of a step, a criteria or a score, in clinical words and lines
    std::vector<std::string> more;  ///< further titles, of an outcome in an overview
    std::string condition;          ///< of a step or a criteria, by ids
    std::string disposition;        ///< label, of an outcome
    int rank = -1;                  ///< of an outcome
    std::string place;              ///< file:line
};

struct PictureEdge {
    std::size_t from = 0, to = 0;
    std::string label;      ///< "yes", "no, or not sure (kept open)"
    bool onward = true;     ///< false: beside the way (a floor, an unsure outcome)
    bool sideways = false;  ///< to a node of the same row
};

struct Picture {
    struct PathwayTitle {
        std::string id, title;
        std::string unsure, unsure_disposition;  ///< of the outcome for "not sure"; empty: none
    };
    std::string title;
    int ranks = 0;        ///< number of dispositions
    bool nested = false;  ///< some steps stand in a branch of another step, and so beside the steps that follow it
    std::vector<PathwayTitle> pathways;
    std::vector<PictureNode> nodes;
    std::vector<PictureEdge> edges;
    std::vector<std::size_t> column;  ///< all nodes in reading order: a step, where it can lead, the next step
};

/// `shared`: an outcome is one node for the whole rule set, and a pathway has a node of its own (for graph tools).
/// Otherwise each step has its outcomes beside it, and in an overview each pathway one node a disposition (for eyes). Throws
/// AnswerError where the pathway is not known.
[[nodiscard]] Picture picture_of(const RuleSet& rules, const GraphOptions& options, bool shared = false);

/// How many characters a line has.
struct PictureWidths {
    std::size_t node = step_width, outcome = text_width, title = 80;
};

/// What stands in a node.
[[nodiscard]] std::vector<std::string> node_lines(const PictureNode& node, const PictureWidths& widths = {});

/// What stands above a pathway: its title, and what becomes of those who are not sure.
[[nodiscard]] std::vector<std::string> title_lines(const Picture::PathwayTitle& pathway, const PictureWidths& widths = {});

/// One line of valid UTF-8 without control or bidirectional characters (those are made visible).
[[nodiscard]] std::string cleaned(const std::string& text);

/// Broken at blanks into lines of at most `width` characters; a longer word stays whole.
[[nodiscard]] std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width);

}  // namespace triage::picture_detail
