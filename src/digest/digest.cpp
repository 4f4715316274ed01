// SPDX-License-Identifier: Apache-2.0
#include "digest.hpp"

#include <openssl/evp.h>

#include <stdexcept>

#include "document_json.hpp"

namespace triage {

std::string canonical_json(const RuleDocument& document) {
    DocumentJson json(false);
    describe_identity(document, json);
    describe_sections(document, json);
    return json.take();
}

std::string digest_of(const RuleDocument& document) { return sha256(canonical_json(document)); }

std::string sha256(std::string_view text) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (EVP_Digest(text.data(), text.size(), bytes, &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    std::string out = "sha256:";
    for (unsigned int i = 0; i < length; ++i) {
        constexpr const char* hex = "0123456789abcdef";
        out += hex[bytes[i] >> 4U];
        out += hex[bytes[i] & 15U];
    }
    return out;
}

}  // namespace triage
