// SPDX-License-Identifier: Apache-2.0
// Sign-offs as a review file holds them (format triage-review/1, docs/review.md), and how it stands with each pathway.
// Refuses to read, to digest or to compare: `review/sign_off.hpp` does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/document.hpp>

namespace triage {

inline constexpr const char* review_format = "triage-review/1";
/// The file of a rule folder that holds them.
inline constexpr const char* review_file = "review.yaml";

/// Where rules are kept as they were read: "review/8f1e78819a40c2d3.json".
inline constexpr const char* read_rules_folder = "review/";

/// What a reader types for a digest: its first 16 digits.
[[nodiscard]] inline std::string code_of(const std::string& digest) {
    return digest.substr(digest.find(':') + 1, 16);  // without a colon: npos + 1 is 0
}
[[nodiscard]] inline std::string read_rules_path(const std::string& digest) {
    return read_rules_folder + code_of(digest) + ".json";
}
[[nodiscard]] inline bool is_read_rules(const std::string& path) {
    return path.rfind(read_rules_folder, 0) == 0 && path.size() > 5 && path.compare(path.size() - 5, 5, ".json") == 0;
}

struct SignedPathway {
    Text id, digest;
    Text decision = {};       ///< digest of what decides: where that still holds, only words changed
    bool words_only = false;  ///< the changed words were read; what decides was signed before
};

/// What the person who signed says to one doubt of the authors (`review:`).
struct ReviewAnswer {
    enum class Kind : std::uint8_t { accept, change, defer };
    Text to, question;  ///< where the mark stands ("pathways.dvt.vein_sign"), and what it asked then
    Kind kind = Kind::defer;
};
[[nodiscard]] constexpr const char* word(ReviewAnswer::Kind kind) {
    switch (kind) {
        case ReviewAnswer::Kind::accept: return "accept";
        case ReviewAnswer::Kind::change: return "change";
        case ReviewAnswer::Kind::defer: return "defer";
    }
    return nullptr;
}

/// One signature under some pathways, and the frame where `frame` is not empty.
struct SignOff {
    Text who, role, date, version, digest, frame, note;  ///< date YYYY-MM-DD; digest: of the whole rule set then
    std::vector<SignedPathway> pathways;
    Text frame_decision = {};
    bool frame_words_only = false;
    std::vector<ReviewAnswer> answers = {};
};

/// How it stands with one pathway, or with the frame.
struct Signature {
    /// `reworded`: what decides is as it was signed, only words or sources changed since.
    enum class State : std::uint8_t { none, voided, reworded, holds };
    std::string pathway;  ///< empty: the frame
    std::string digest;   ///< as it is now
    State state = State::none;
    std::string who, role, date, version;  ///< the last sign-off that holds; else the last that held once
    Mark at;                               ///< where that stands in the review file
    std::string read;                      ///< digest of the whole rule set that was read when these were signed
    std::string words_by;                  ///< who read the words that changed after that, and when; empty: nothing did
};

/// "signed" when everything holds, "draft" when nothing does, else "partly signed": `ruleset.review` of an assessment.
[[nodiscard]] inline std::string review_status(const std::vector<Signature>& all) {
    std::size_t holding = 0;
    for (const Signature& s : all) holding += s.state == Signature::State::holds ? 1U : 0U;
    return holding == 0 ? "draft" : holding == all.size() ? "signed" : "partly signed";
}

}  // namespace triage
