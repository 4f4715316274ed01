// SPDX-License-Identifier: Apache-2.0
// The schemas for editors. That they accept what loads and refuse what does not is for tests/scripts/schema.py.
#include <triage/review/schema.hpp>

#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"

namespace {

std::string shipped(const std::string& name) {
    std::ifstream in(TRIAGE_SOURCE_DIR "/rules/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the schema files beside the rules are what the library makes of its own tables", "[review][schema]") {
    INFO("to make them again: triage schema -o rules/rules.schema.json; triage schema --cases -o rules/cases.schema.json");
    CHECK(shipped("rules.schema.json") == triage::rules_schema());
    CHECK(shipped("cases.schema.json") == triage::cases_schema());
}

TEST_CASE("the schema explains every key and every word that it offers", "[review][schema]") {
    for (const std::string& schema : {triage::rules_schema(), triage::cases_schema()}) {
        CHECK(schema.find("\"description\": \"\"") == std::string::npos);
        std::size_t words = 0, helps = 0;
        for (std::size_t at = 0; (at = schema.find("\"enumDescriptions\"", at)) != std::string::npos; ++at) ++helps;
        for (std::size_t at = 0; (at = schema.find("\"enum\"", at)) != std::string::npos; ++at)
            words += schema.compare(schema.rfind('{', at) - 17, 17, "\"propertyNames\": ") == 0 ? 0U : 1U;
        CHECK(words == helps);
    }
}
