// SPDX-License-Identifier: Apache-2.0
// ./dev hunt takes long. What it stands on is held here: the mutants of a source, and the list of those that nobody can notice.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "hunt/equivalent.hpp"
#include "hunt/judges.hpp"
#include "hunt/mutants.hpp"

using namespace triage::hunt;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream in(std::string(TRIAGE_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(in), {}};
}
std::vector<std::string> mutants_of(const std::string& text) {
    std::vector<std::string> out;
    const Source source(text);
    for (const Mutant& m : source.mutants()) out.push_back(std::to_string(m.line) + " " + named(m));
    return out;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the hunt exchanges operators, logic, constants and conditions, and leaves statements out", "[hunt]") {
    CHECK(mutants_of("bool f(int a) { return a < 10; }\n") == Lines{"1 a < 10 -> a <= 10", "1 a < 10 -> a >= 10", "1 10 -> 11"});
    CHECK(mutants_of("bool f() {\n    return a && !b;\n}\n") ==
          Lines{"2 a && !b -> a || !b", "2 a && !b -> !b", "2 a && !b -> a", "2 !b -> b"});
    CHECK(mutants_of("void f() {\n    if (a) b();\n}\n") == Lines{"2 a -> false", "2 a -> true", "2 b(); -> (deleted)"});
    CHECK(mutants_of("int f() { return a ? b : std::max<int>(c, d); }\n") ==
          Lines{"1 a ? … : … -> false ? … : …", "1 a ? … : … -> true ? … : …", "1 std::max(c, d) -> std::min(c, d)"});
    CHECK(mutants_of("Kleene f() { return Kleene::no; }\n") ==
          Lines{"1 Kleene::no -> Kleene::yes", "1 Kleene::no -> Kleene::unknown"});
    CHECK(mutants_of("void f() { x += a - 1; }\n") ==
          Lines{"1 x += a - 1; -> (deleted)", "1 x += a - 1 -> x -= a - 1", "1 a - 1 -> a + 1", "1 1 -> 0"});
    CHECK(mutants_of("void f() { h ^= h & k; }\n") == Lines{"1 h ^= h & k; -> (deleted)", "1 h & k -> h | k"});
    CHECK(mutants_of("void f() { x += a ? b : c; }\n") == Lines{"1 x += a ? b : c; -> (deleted)",
                                                                "1 x += a ? b : c -> x -= a ? b : c",
                                                                "1 a ? … : … -> false ? … : …", "1 a ? … : … -> true ? … : …"});
    CHECK(mutants_of("void f() { g(1, 1); }\n") == Lines{"1 g(1, 1); -> (deleted)", "1 1 -> 0", "1 1 -> 0 (2)"});
}

TEST_CASE("the hunt leaves alone what is no decision", "[hunt]") {
    CHECK(
        mutants_of(
            "#include <a/b>\n// 1 < 2\nenum class A { x = 1, y };\nconst std::vector<std::array<int, 3>>& f(T&& t, const U& u);\n") ==
        Lines{});
    CHECK(mutants_of("static constexpr int most = 1 + 2;\ntemplate <int N = 3>\nusing A = B<4>;\n") == Lines{});
    CHECK(mutants_of("void f() {\n    const int a = b;\n    auto* c = d;\n    Some thing(e);\n}\n") == Lines{});
    CHECK(mutants_of("auto f() { return \"a\" + b; }\nbool operator<(const A& a, const B& b);\n") == Lines{});
}

TEST_CASE("a source with all its mutants written into it keeps its lines, and brackets go together", "[hunt]") {
    const Source one("bool f(int a) { return a < 10; }\n");
    CHECK(one.schema(7, {true, true, false}) == "bool f(int a) { return triage_hunt::less<7,8>(a , 10); }\n");
    CHECK(one.schema(7, {false, false, true}) == "bool f(int a) { return a < (triage_hunt::mutant<9>() ? 11 : 10); }\n");
    CHECK(one.schema(7, {false, false, false}) == "bool f(int a) { return a < 10; }\n");
    for (const std::string& target : targets()) {
        const std::string before = text_of(target);
        const Source source(before);
        const std::string after = source.schema(0, std::vector<bool>(source.mutants().size(), true));
        const auto count = [](const std::string& text, char c) { return std::count(text.begin(), text.end(), c); };
        INFO(target);
        CHECK(count(after, '\n') == count(before, '\n'));
        CHECK(count(after, '(') - count(after, ')') == count(before, '(') - count(before, ')'));
        CHECK(count(after, '{') - count(after, '}') == count(before, '{') - count(before, '}'));
    }
}

TEST_CASE("every target of the hunt is there and holds mutants, and no two of a file are alike", "[hunt]") {
    for (const std::string& target : targets()) {
        INFO(target);
        const Source source(text_of(target));
        CHECK(!source.mutants().empty());
        std::set<std::string> seen;
        for (const Mutant& m : source.mutants()) seen.insert(std::to_string(m.line) + " " + named(m));
        CHECK(seen.size() == source.mutants().size());
    }
}

TEST_CASE("every mutant that is called equivalent is still one of the sources, and says why", "[hunt]") {
    const std::vector<Equivalent> entries = read_equivalents(text_of("tests/hunt/equivalent.txt"));
    for (const std::string& target : targets()) {
        const Source source(text_of(target));
        for (const Mutant& m : source.mutants()) static_cast<void>(entry_of(entries, target, source, m));
    }
    for (const Equivalent& e : entries) {
        INFO("tests/hunt/equivalent.txt:" << e.at << ": " << e.file << ": " << e.mutation);
        CHECK(e.used);
        CHECK(e.because.size() > 20);
    }
    CHECK_THROWS(read_equivalents("file: a\nline: b\nmutation: c\n"));
    CHECK_THROWS(read_equivalents("what: a\n"));
}

TEST_CASE("the judges of the hunt are the test cases as they are written", "[hunt]") {
    const std::vector<Judge> judges = judges_in(std::string(TRIAGE_SOURCE_DIR) + "/tests");
    CHECK(judges.size() > 300);
    const auto it = std::find_if(judges.begin(), judges.end(), [](const Judge& j) { return j.name == "not sure is never a no"; });
    REQUIRE(it != judges.end());
    CHECK(it->room == "walk");
    CHECK(last_case("<TestCase name=\"a\"/>\n<TestCase name=\"b &lt; &quot;c&quot; &amp; d\" tags=\"[x]\">") == "b < \"c\" & d");
    CHECK(last_case("<Group/>").empty());
    CHECK(quoted("a, [b] \"c\"") == "\"a\\, [b] \\\"c\\\"\"");
}
