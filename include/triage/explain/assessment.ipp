// SPDX-License-Identifier: Apache-2.0
// The bodies of assessment.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <triage/explain/assessment.hpp>
#include <triage/header_only.hpp>
#include <triage/model/document.hpp>

namespace triage {

TRIAGE_BODY std::string disclaimer(const std::string& review) {
    return "This is decision support, not a diagnosis. " +
           std::string(review == "signed"          ? "A clinician has signed the rules behind it."
                       : review == "partly signed" ? "A clinician has signed only part of the rules behind it."
                                                   : "The rules behind it are a draft that no clinician has signed.") +
           " If you are worried or your symptoms get worse, seek medical help whatever this result says.";
}

}  // namespace triage
