// SPDX-License-Identifier: Apache-2.0
// Compiled rules: what is written comes back, field by field; whatever is not that is refused, and nothing else happens.
#include <triage/compile/compiled_rules.hpp>

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <triage/triage.hpp>

#include "catch.hpp"
#include "load/broken_file.hpp"
#include "support/shipped.hpp"

using namespace triage;
using triage::testing::source_path;

namespace {

const std::vector<std::string>& rule_paths() {
    static const std::vector<std::string> all{
        "tests/good/every_form.yaml", "tests/good/calf_demo.yaml", "tests/good/option_words.yaml", "tests/good/small.yaml",
        "tests/good/sore_wrist.yaml", "tests/good/whole.yaml",     "rules/lower_leg_pain",         "rules/return_to_running"};
    return all;
}

RuleSet rules_of(const std::string& path) { return load(source_path(path)).value(); }
const std::string& small_bytes() {
    static const std::string bytes = write_compiled(rules_of("tests/good/small.yaml"));
    return bytes;
}

/// Section by section, so that a failure says where to look.
void check_equal(const RuleDocument& a, const RuleDocument& b) {
    CHECK(a.dispositions == b.dispositions);
    CHECK(a.sources == b.sources);
    CHECK(a.conditions == b.conditions);
    CHECK(a.groups == b.groups);
    CHECK(a.findings == b.findings);
    CHECK(a.implies == b.implies);
    CHECK(a.criteria == b.criteria);
    CHECK(a.scores == b.scores);
    CHECK(a.pathways == b.pathways);
    CHECK(a.outcomes == b.outcomes);
    CHECK(a.advice == b.advice);
    CHECK(a.safety == b.safety);
    CHECK(a.hazards == b.hazards);
    CHECK(a.assume == b.assume);
    CHECK(a.plans == b.plans);
    CHECK(a.files == b.files);
    CHECK(a.digest == b.digest);
    CHECK(a.review == b.review);
    CHECK(a == b);  // and whatever is added to it
}

std::string little_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}

/// The header as docs and compiled_rules.hpp describe it, written a second time.
std::string with_header(const std::string& fields, std::uint32_t version = compiled_format::version) {
    const auto add = [](std::uint64_t sum, std::uint64_t word) {
        sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
        return sum ^ (sum >> 32U);
    };
    const std::string padded = fields + std::string(32 - fields.size() % 32, '\0');
    std::uint64_t sums[4] = {}, sum = fields.size();
    for (std::size_t at = 0; at < padded.size(); at += 8) {
        std::uint64_t word = 0;
        for (std::size_t i = 8; i-- > 0;) word = (word << 8U) | static_cast<unsigned char>(padded[at + i]);
        sums[at / 8 % 4] = add(sums[at / 8 % 4], word);
    }
    for (const std::uint64_t one : sums) sum = add(sum, one);
    return "\x8Ftriage\n" + little_endian(version, 4) + little_endian(fields.size(), 8) + little_endian(sum, 8) + fields;
}
std::string fields_of(const std::string& bytes) { return bytes.substr(28); }

std::string code_of(const std::string& bytes, const LoadOptions& options = {}) {
    const Loaded<RuleSet> read = read_compiled(bytes, options, "some.triage");
    if (read.ok()) return "";
    REQUIRE_FALSE(read.diagnostics().empty());
    return read.diagnostics()[0].code;
}

}  // namespace

TEST_CASE("compiled rules are read as the document that was written, marks, files and digest included", "[compile][compiled]") {
    for (const std::string& path : rule_paths()) {
        INFO(path);
        const RuleSet rules = rules_of(path);
        const std::string bytes = write_compiled(rules);
        const Loaded<RuleSet> read = read_compiled(bytes);
        INFO(format(read.diagnostics()));
        REQUIRE(read.ok());
        check_equal(rules.document(), read.value().document());
        CHECK_FALSE(read.value().digest().empty());
        CHECK(write_compiled(read.value()) == bytes);
        CHECK(read.value().compiled().clauses == rules.compiled().clauses);
        CHECK(read.value().compiled().nodes.size() == rules.compiled().nodes.size());
        check_equal(rules.document(), read_compiled_document(bytes).value());
    }
}

TEST_CASE("the built-in rules are those of the YAML files, field by field", "[compile][compiled][shipped]") {
    for (const std::string name : {"lower_leg_pain", "return_to_running"}) {
        INFO(name);
        const RuleSet yaml = rules_of("rules/" + name), built_in = load_shipped(name).value();
        check_equal(yaml.document(), built_in.document());
        CHECK(shipped_files(name) == yaml.document().files);
    }
    CHECK_THROWS_AS(load_shipped("lower_arm_pain"), std::invalid_argument);
    CHECK_THROWS_AS(shipped_files("lower_arm_pain"), std::invalid_argument);
}

TEST_CASE("compiled rules begin with a header of known bytes, whatever the host", "[compile][compiled]") {
    CHECK(small_bytes() == with_header(fields_of(small_bytes())));
    CHECK(is_compiled(small_bytes()));
    for (const std::string text : {"", "\x8F", "\x8Ftriage", "format: triage-rules/1\n", "\x8Ftriage "})
        CHECK_FALSE(is_compiled(text));
}

TEST_CASE("compiled rules that are cut off anywhere are refused", "[compile][compiled]") {
    const std::string& bytes = small_bytes();
    std::set<std::string> codes;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        codes.insert(code_of(bytes.substr(0, n)));
        // The same with a header that fits, so that the fields themselves must notice.
        if (n >= 28) CHECK(code_of(with_header(fields_of(bytes.substr(0, n)))) == "damaged-file");
    }
    CHECK(codes == std::set<std::string>{"wrong-format", "damaged-file"});
    CHECK(code_of("") == "wrong-format");
    CHECK(code_of(bytes.substr(0, 20)) == "damaged-file");
}

TEST_CASE("compiled rules with something behind their end are refused", "[compile][compiled]") {
    CHECK(code_of(small_bytes() + '\n') == "damaged-file");
    CHECK(code_of(small_bytes() + small_bytes()) == "damaged-file");
    CHECK(code_of(with_header(fields_of(small_bytes()) + '\0')) == "damaged-file");
}

TEST_CASE("a byte of compiled rules that changed is always noticed", "[compile][compiled]") {
    std::string bytes = small_bytes();
    for (char& byte : bytes)
        for (const int change : {0x01, 0x10, 0x80, 0xFF}) {
            const char before = byte;
            byte = static_cast<char>(byte ^ change);
            const std::string code = code_of(bytes);
            CHECK((code == "wrong-format" || code == "damaged-file"));
            byte = before;
        }
    CHECK(code_of(bytes).empty());
}

TEST_CASE("compiled rules of another version, and what is none, are refused with what to do", "[compile][compiled]") {
    const auto refused = [](const std::string& bytes) {
        const Loaded<RuleSet> read = read_compiled(bytes, {}, "some.triage");
        REQUIRE(read.diagnostics().size() == 1);
        const Diagnostic& d = read.diagnostics()[0];
        CHECK(d.file == "some.triage");
        CHECK_FALSE(d.hint.empty());
        return d.code + ": " + d.message;
    };
    CHECK(refused(with_header(fields_of(small_bytes()), 1)) ==
          "wrong-format: these rules are compiled in format 1; this version of triage reads format 2");
    CHECK(refused("format: triage-rules/1\n") == "wrong-format: these are not compiled rules");
    CHECK(refused(small_bytes() + "x").rfind("damaged-file: something stands behind its end", 0) == 0);
    CHECK(refused(small_bytes().substr(0, 100)).rfind("damaged-file: its end is missing", 0) == 0);
}

TEST_CASE("the limits of loading hold for compiled rules", "[compile][compiled]") {
    const std::string bytes = write_compiled(rules_of("tests/good/every_form.yaml"));
    const auto code = [&](auto LoadOptions::*limit, std::size_t value) {
        LoadOptions options;
        options.*limit = value;
        return code_of(bytes, options);
    };
    CHECK(code(&LoadOptions::bytes_per_file, 100) == "file-too-large");
    CHECK(code(&LoadOptions::bytes_in_all, bytes.size() / 4 - 10) == "rules-too-large");
    CHECK(code(&LoadOptions::nesting_depth, 2) == "nesting-too-deep");
    CHECK(code(&LoadOptions::string_length, 5) == "string-too-long");
    CHECK(code(&LoadOptions::findings, 1) == "too-many-findings");
    CHECK(code(&LoadOptions::steps, 1) == "too-many-steps");
    CHECK(code(&LoadOptions::items_per_condition, 1) == "too-many-items");
    CHECK(code(&LoadOptions::compiled_size, 10) == "compiled-too-large");
    CHECK(code(&LoadOptions::diagnostics, 200).empty());
}

// With a checksum that fits nothing but the structure can refuse it. Whatever is taken must be usable.
TEST_CASE("compiled rules that were changed on purpose are refused, or are rules", "[compile][compiled]") {
    std::mt19937 dice(20260301);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(dice()) % n; };
    std::size_t taken = 0, refused = 0;
    for (const char* path : {"tests/good/small.yaml", "tests/good/every_form.yaml"}) {
        const std::string fields = fields_of(write_compiled(rules_of(path)));
        for (int i = 0; i < 3000; ++i) {
            std::string changed = fields;
            for (std::size_t n = 1 + below(3); n > 0; --n) {
                const std::size_t at = below(changed.size());
                switch (below(4)) {
                    case 0: changed[at] = static_cast<char>(dice()); break;
                    case 1: changed[at] = static_cast<char>(changed[at] ^ (1 << below(8))); break;
                    case 2: changed.erase(at, 1 + below(9)); break;
                    default: changed.insert(at, std::string(1 + below(9), static_cast<char>(dice())));
                }
            }
            const Loaded<RuleSet> read = read_compiled(with_header(changed));
            ++(read.ok() ? taken : refused);
            if (!read.ok()) continue;
            const Answers nothing(read.value());
            CHECK_FALSE(render(assess(nothing), Format::json).empty());
        }
    }
    CHECK(taken > 500);  // a changed letter of a text
    CHECK(refused > 500);
}

TEST_CASE("a count that no file can hold asks for no memory", "[compile][compiled]") {
    std::string document;
    for (int texts = 0; texts < 6; ++texts) document += std::string(2, '\0');  // id to otherwise: empty, without a place
    for (const std::size_t digits : {3U, 5U, 8U, 9U})
        CHECK(code_of(with_header(document + std::string(digits, '\xFF') + '\x01')) == "damaged-file");
    // As many items as bytes: each would need far more.
    const std::string many = document + "\xE8\x07" + std::string(1000, '\0');
    CHECK(code_of(with_header(many)) == "damaged-file");
}

TEST_CASE("load takes compiled rules by their first bytes, from the disk and from memory", "[compile][compiled][load]") {
    const RuleSet rules = rules_of("tests/good/small.yaml");
    const Loaded<RuleSet> read = load(std::vector<SourceFile>{{"any.name", write_compiled(rules)}});
    REQUIRE(read.ok());
    CHECK(read.value().document() == rules.document());
    CHECK(read_document(std::vector<SourceFile>{{"any.name", write_compiled(rules)}}).value() == rules.document());
}

TEST_CASE("a header of compiled rules holds every byte of them", "[compile][compiled]") {
    const std::string header = write_compiled_header(rules_of("tests/good/small.yaml"));
    const std::size_t from = header.find("small_bytes[] = {") + 17;
    std::string bytes;
    for (std::size_t at = header.find_first_of("0123456789", from); at < header.find('}', from);
         at = header.find_first_of("0123456789", header.find(',', at)))
        bytes += static_cast<char>(std::stoi(header.substr(at, 3)));
    CHECK(bytes == small_bytes());
    CHECK(header.find("load_small()") != std::string::npos);
}

TEST_CASE("rules without their sources give the same results from half the bytes", "[compile][compiled]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const std::string lean = write_compiled_without_sources(rules);
    CHECK(lean.size() * 2 < write_compiled(rules).size());
    const RuleSet read = read_compiled(lean).value();
    CHECK(read.digest() == rules.digest());
    CHECK(render_json(assess(Answers{read})) == render_json(assess(Answers{rules})));
    // Everything but texts of files and columns is there, and written again it is the same.
    RuleDocument document = rules.document();
    for (SourceFile& file : document.files) file.text.clear();
    CHECK(read.document().files == document.files);
    CHECK(read.document().findings.back().id.at.line == rules.document().findings.back().id.at.line);
    CHECK(write_compiled_without_sources(read) == lean);
}
