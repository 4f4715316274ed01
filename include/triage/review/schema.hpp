// SPDX-License-Identifier: Apache-2.0
// The rule files and the case files as JSON Schemas (draft-07), for editors that complete, explain and check while writing.
// Refuses to judge what only the whole rule set can tell: that ids exist and rules make sense is for `load` to say.
#pragma once

#include <cstdint>
#include <string>

namespace triage {

/// editors: with the words that editors show (`enumDescriptions`, `errorMessage` and their like). validators: nothing but
/// draft-07, for those that refuse any other key, such as Ajv in its strict mode.
enum class SchemaFor : std::uint8_t { editors, validators };

/// For `triage-rules/1`: the top file of a rule set and its included files. Made from the tables that the reader itself
/// goes by; shipped as rules/rules.schema.json.
///
///     const std::string schema = triage::rules_schema();  // {"$schema": "http://json-schema.org/draft-07/schema#", …
[[nodiscard]] std::string rules_schema(SchemaFor readers = SchemaFor::editors);

/// The same for `triage-cases/1`; shipped as rules/cases.schema.json.
[[nodiscard]] std::string cases_schema(SchemaFor readers = SchemaFor::editors);

}  // namespace triage
