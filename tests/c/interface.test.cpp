// SPDX-License-Identifier: Apache-2.0
// The C interface: what a good client gets, and what a hostile one cannot do. It has no C++ in its hands but these tests.
#include <triage/triage.h>
#include <triage/load.hpp>
#include <triage/record.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"
#include "support/shipped.hpp"

using namespace triage::testing;

namespace {

/// A text that came out, given back.
std::string taken(char* text) {
    const std::string out = text == nullptr ? std::string() : std::string(text);
    triage_free(text);
    return out;
}

/// Shipped rules and one person.
struct Client {
    triage_rules* rules = nullptr;
    triage_answers* answers = nullptr;
    Client() {
        REQUIRE(triage_load_shipped("lower_leg_pain", &rules, nullptr) == TRIAGE_OK);
        REQUIRE(triage_answers_new(rules, &answers) == TRIAGE_OK);
    }
    ~Client() {
        triage_answers_free(answers);
        triage_rules_free(rules);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    std::string assess() const {
        char* text = nullptr;
        CHECK(triage_assess(answers, &text) == TRIAGE_OK);
        return taken(text);
    }
};

}  // namespace

TEST_CASE("the C interface gives the bytes of the C++ one", "[c]") {
    CHECK(triage_abi() == TRIAGE_ABI);
    const Client client;
    REQUIRE(triage_set_word(client.answers, "calf_swelling", "yes", nullptr) == TRIAGE_OK);
    REQUIRE(triage_set_word(client.answers, "chest_pain", "unknown", nullptr) == TRIAGE_OK);
    REQUIRE(triage_set_number(client.answers, "age_years", 34, nullptr) == TRIAGE_OK);
    triage::Answers answers{shipped_rules()};
    answers.set("calf_swelling", triage::yes).set("chest_pain", triage::unknown).set("age_years", 34);
    CHECK(client.assess() == triage::render_json(triage::assess(answers)));

    char* text = nullptr;
    REQUIRE(triage_next(client.answers, &text) == TRIAGE_OK);
    CHECK(taken(text) == triage::render_json(triage::screen_of(answers)));
    REQUIRE(triage_why_not(client.answers, "dvt", &text, nullptr) == TRIAGE_OK);
    CHECK(taken(text) == triage::render_json(triage::why_not(answers, "dvt")));
    REQUIRE(triage_render(client.answers, "text", &text, nullptr) == TRIAGE_OK);
    CHECK(taken(text) == triage::render_text(triage::assess(answers)));
    REQUIRE(triage_describe(client.rules, &text) == TRIAGE_OK);
    CHECK(taken(text) == triage::render_json(shipped_rules()));
    REQUIRE(triage_record(client.answers, &text) == TRIAGE_OK);
    CHECK(taken(text) == triage::write_record(answers));
    int rank = -1;
    REQUIRE(triage_rank(client.answers, &rank) == TRIAGE_OK);
    CHECK(rank == triage::assess(answers).disposition.rank);

    REQUIRE(triage_answers_write(client.answers, &text) == TRIAGE_OK);
    const std::string stored = taken(text);
    CHECK(stored == triage::write_answers(answers));
    triage_answers* again = nullptr;
    REQUIRE(triage_answers_read(client.rules, stored.data(), stored.size(), &again, nullptr) == TRIAGE_OK);
    REQUIRE(triage_assess(again, &text) == TRIAGE_OK);
    CHECK(taken(text) == client.assess());
    triage_answers_free(again);
    REQUIRE(triage_answers_restore(client.rules, stored.data(), stored.size(), &again, &text, nullptr) == TRIAGE_OK);
    CHECK(taken(text).find("\"same_rules\": true") != std::string::npos);
    triage_answers_free(again);
}

TEST_CASE("answers by position are those by id", "[c]") {
    const Client client;
    const auto position = [](const char* id) { return std::uint32_t{shipped_rules().finding(id)->position()}; };
    REQUIRE(triage_set_option_at(client.answers, position("calf_swelling"), 1) == TRIAGE_OK);
    REQUIRE(triage_set_option_at(client.answers, position("chest_pain"), TRIAGE_NOT_SURE) == TRIAGE_OK);
    REQUIRE(triage_set_number_at(client.answers, position("age_years"), 34) == TRIAGE_OK);
    REQUIRE(triage_set_option_at(client.answers, position("onset"), 0) == TRIAGE_OK);
    REQUIRE(triage_set_option_at(client.answers, position("onset"), TRIAGE_NOT_ASKED) == TRIAGE_OK);
    triage::Answers answers{shipped_rules()};
    answers.set("calf_swelling", triage::yes).set("chest_pain", triage::unknown).set("age_years", 34);
    CHECK(client.assess() == triage::render_json(triage::assess(answers)));
    CHECK(triage_set_option_at(client.answers, 100000, 0) == TRIAGE_REFUSED);
    CHECK(triage_set_option_at(client.answers, position("calf_swelling"), 2) == TRIAGE_REFUSED);
    CHECK(triage_set_option_at(client.answers, position("age_years"), 0) == TRIAGE_REFUSED);
    CHECK(triage_set_number_at(client.answers, position("age_years"), 1e9) == TRIAGE_REFUSED);
    CHECK(triage_set_number_at(client.answers, 100000, 1) == TRIAGE_REFUSED);
    CHECK(client.assess() == triage::render_json(triage::assess(answers)));
}

TEST_CASE("ticking through the C interface is answer_screen", "[c]") {
    const Client client;
    char* problems = nullptr;
    REQUIRE(triage_answer_screen(client.answers, "calf_swelling whole_leg_swollen chest_pain", "calf_swelling", "denied",
                                 &problems) == TRIAGE_OK);
    triage::Answers answers{shipped_rules()};
    answers.set("calf_swelling", triage::yes).set("whole_leg_swollen", triage::no).set("chest_pain", triage::no);
    CHECK(client.assess() == triage::render_json(triage::assess(answers)));
    CHECK(triage_answer_screen(client.answers, "calf_swelling", "chest_pain", "denied", &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("unknown-id") != std::string::npos);
    CHECK(triage_answer_screen(client.answers, "calf_swellin", "", "denied", &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("calf_swelling") != std::string::npos);
    CHECK(triage_answer_screen(client.answers, "calf_swelling", "", "no", &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("left_open") != std::string::npos);
}

TEST_CASE("options are set by name, and a wrong one is named", "[c]") {
    const Client client;
    for (const auto& [key, value] : std::vector<std::pair<const char*, const char*>>{{"id", "c-1"},
                                                                                     {"emergency_number", "112"},
                                                                                     {"largest_change", "0"},
                                                                                     {"questions_a_screen", "3"},
                                                                                     {"examiner", "true"},
                                                                                     {"after_emergency", "false"},
                                                                                     {"for_clinician", "true"},
                                                                                     {"detail", "true"},
                                                                                     {"width", "100"}})
        CHECK(triage_configure(client.answers, key, value, nullptr) == TRIAGE_OK);
    triage::AssessOptions options;
    options.id = "c-1";
    options.emergency_number = "112";
    options.largest_change = 0;
    options.interview.questions_a_screen = 3;
    options.interview.examiner = true;
    CHECK(client.assess() == triage::render_json(triage::assess(triage::Answers{shipped_rules()}, options)));
    char* problems = nullptr;
    CHECK(triage_configure(client.answers, "largest_chnge", "0", &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("largest_change") != std::string::npos);
    for (const auto& [key, value] : std::vector<std::pair<const char*, const char*>>{
             {"largest_change", "3"}, {"largest_change", "-1"}, {"examiner", "yes"}, {"width", "1"}, {"questions_a_screen", "0"}})
        CHECK(triage_configure(client.answers, key, value, nullptr) == TRIAGE_REFUSED);
}

TEST_CASE("rules come from a folder, from a text and from compiled bytes, and problems have places", "[c]") {
    triage_rules* rules = nullptr;
    char* problems = nullptr;
    REQUIRE(triage_load(TRIAGE_SOURCE_DIR "/rules/return_to_running", &rules, &problems) == TRIAGE_OK);
    triage_rules_free(rules);
    const std::string yaml = read_file(TRIAGE_SOURCE_DIR "/tests/good/small.yaml");
    REQUIRE(triage_load_memory(yaml.data(), yaml.size(), &rules, &problems) == TRIAGE_OK);
    triage_rules_free(rules);
    const std::string compiled = triage::write_compiled(shipped_rules());
    REQUIRE(triage_load_memory(compiled.data(), compiled.size(), &rules, &problems) == TRIAGE_OK);
    triage_rules_free(rules);
    CHECK(triage_load_memory(compiled.data(), compiled.size() / 2, &rules, &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("damaged-file") != std::string::npos);
    CHECK(rules == nullptr);
    const std::string broken = "format: triage-rules/1\nid: 1x\n";
    CHECK(triage_load_memory(broken.data(), broken.size(), &rules, &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("\"line\": 2") != std::string::npos);
    CHECK(triage_load("/no/such/folder", &rules, &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("/no/such/folder") != std::string::npos);
    CHECK(triage_load_shipped("upper_leg", &rules, &problems) == TRIAGE_REFUSED);
    CHECK(taken(problems).find("lower_leg_pain") != std::string::npos);
}

TEST_CASE("a hostile client of the C interface gets a status and nothing else", "[c]") {
    const Client client;
    char* text = nullptr;
    int rank = 0;
    triage_answers* other = nullptr;
    // Null, made up, of the other kind, freed.
    triage_answers* freed = nullptr;
    REQUIRE(triage_answers_new(client.rules, &freed) == TRIAGE_OK);
    triage_answers_free(freed);
    triage_answers_free(freed);
    for (triage_answers* wrong :
         {static_cast<triage_answers*>(nullptr), reinterpret_cast<triage_answers*>(client.rules),
          reinterpret_cast<triage_answers*>(std::uintptr_t{1}), reinterpret_cast<triage_answers*>(~std::uintptr_t{0}), freed}) {
        CHECK(triage_assess(wrong, &text) == TRIAGE_BAD_CALL);
        CHECK(triage_next(wrong, &text) == TRIAGE_BAD_CALL);
        CHECK(triage_rank(wrong, &rank) == TRIAGE_BAD_CALL);
        CHECK(triage_set_word(wrong, "calf_swelling", "yes", &text) == TRIAGE_BAD_CALL);
        CHECK(triage_set_option_at(wrong, 0, 0) == TRIAGE_BAD_CALL);
        CHECK(triage_answers_write(wrong, &text) == TRIAGE_BAD_CALL);
        CHECK(text == nullptr);
        triage_answers_free(wrong);
    }
    CHECK(triage_describe(reinterpret_cast<triage_rules*>(client.answers), &text) == TRIAGE_BAD_CALL);
    CHECK(triage_answers_new(nullptr, &other) == TRIAGE_BAD_CALL);
    // No place to put the result, no text.
    CHECK(triage_assess(client.answers, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_rank(client.answers, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_answers_new(client.rules, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_set_word(client.answers, nullptr, "yes", nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_set_word(client.answers, "calf_swelling", nullptr, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_load(nullptr, nullptr, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_load_memory(nullptr, 5, nullptr, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_answers_read(client.rules, nullptr, 5, &other, nullptr) == TRIAGE_BAD_CALL);
    CHECK(triage_why_not(client.answers, nullptr, &text, nullptr) == TRIAGE_BAD_CALL);
    triage_free(nullptr);
    // Invalid UTF-8, and ten million bytes.
    const char* broken = "calf\xff\xc0\x80";
    CHECK(triage_set_word(client.answers, broken, broken, &text) == TRIAGE_REFUSED);
    CHECK(taken(text).find("\xff") == std::string::npos);
    CHECK(triage_set_word(client.answers, "onset", broken, &text) == TRIAGE_REFUSED);
    CHECK(taken(text).find("\xff") == std::string::npos);
    const std::string huge(10'000'000, 'x');
    for (const char* finding : {huge.c_str(), "onset"}) {
        CHECK(triage_set_word(client.answers, finding, huge.c_str(), &text) == TRIAGE_REFUSED);
        CHECK(taken(text).size() < 1000);
    }
    CHECK(triage_why_not(client.answers, huge.c_str(), &text, nullptr) == TRIAGE_REFUSED);
    CHECK(triage_configure(client.answers, "id", huge.c_str(), nullptr) == TRIAGE_REFUSED);
    CHECK(triage_answer_screen(client.answers, huge.c_str(), huge.c_str(), "denied", nullptr) == TRIAGE_REFUSED);
    CHECK(triage_answers_read(client.rules, huge.data(), huge.size(), &other, &text) == TRIAGE_REFUSED);
    CHECK(taken(text).find("file-too-large") != std::string::npos);
    triage_rules* rules = nullptr;
    CHECK(triage_load_memory(huge.data(), huge.size(), &rules, nullptr) == TRIAGE_REFUSED);
    CHECK(client.assess() == triage::render_json(triage::assess(triage::Answers{shipped_rules()})));
}

TEST_CASE("answers outlive their rules, and eight threads may do as they like", "[c][threads]") {
    triage_rules* rules = nullptr;
    triage_answers* shared = nullptr;
    REQUIRE(triage_load_shipped("lower_leg_pain", &rules, nullptr) == TRIAGE_OK);
    REQUIRE(triage_answers_new(rules, &shared) == TRIAGE_OK);
    std::vector<std::thread> threads;
    std::vector<std::string> results(8);
    for (std::size_t t = 0; t < results.size(); ++t)
        threads.emplace_back([&, t] {
            triage_answers* own = nullptr;
            if (triage_answers_new(rules, &own) != TRIAGE_OK) return;
            for (int i = 0; i < 10; ++i) {
                (void)triage_set_word(own, "calf_swelling", "yes", nullptr);
                (void)triage_set_word(shared, "calf_swelling", i % 2 == 0 ? "yes" : "no", nullptr);
                int rank = 0;
                (void)triage_rank(shared, &rank);
                char* text = nullptr;
                (void)triage_configure(own, "largest_change", "1", nullptr);
                if (triage_assess(own, &text) == TRIAGE_OK) results[t] = text;
                triage_free(text);
            }
            triage_answers_free(own);
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : results) CHECK(result == results[0]);
    CHECK(results[0].size() > 1000);
    triage_rules_free(rules);
    char* text = nullptr;
    CHECK(triage_assess(shared, &text) == TRIAGE_OK);
    triage_free(text);
    triage_answers_free(shared);
}
