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

struct SignedPathway {
    Text id, digest;
};

/// One signature under some pathways, and the frame where `frame` is not empty.
struct SignOff {
    Text who, role, date, version, digest, frame, note;  ///< date YYYY-MM-DD; digest: of the whole rule set then
    std::vector<SignedPathway> pathways;
};

/// How it stands with one pathway, or with the frame.
struct Signature {
    enum class State : std::uint8_t { none, voided, holds };
    std::string pathway;  ///< empty: the frame
    std::string digest;   ///< as it is now
    State state = State::none;
    std::string who, role, date, version;  ///< the last sign-off that holds; of a void one, the last that held once
    Mark at;                               ///< where that stands in the review file
};

/// "signed" when everything holds, "draft" when nothing does, else "partly signed": `ruleset.review` of an assessment.
[[nodiscard]] inline std::string review_status(const std::vector<Signature>& all) {
    std::size_t holding = 0;
    for (const Signature& s : all) holding += s.state == Signature::State::holds ? 1U : 0U;
    return holding == 0 ? "draft" : holding == all.size() ? "signed" : "partly signed";
}

}  // namespace triage
