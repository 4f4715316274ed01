// SPDX-License-Identifier: Apache-2.0
// Records of decisions, written and replayed.
#include <algorithm>
#include <optional>
#include <utility>

#include <triage/explain/render/render.hpp>
#include <triage/load.hpp>
#include <triage/record.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>
#include <triage/version.hpp>

#include "../digest/digest.hpp"
#include "../document/fields.hpp"
#include "../document/tree.hpp"

namespace triage {

namespace {

/// The parts of a record, as they stand in its text.
struct Parts {
    std::string_view head, answers, result;
};

std::optional<Parts> parts_of(std::string_view record) {
    using namespace record_format;
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r')) record.remove_suffix(1);
    const std::size_t answers = record.find(answers_key);
    if (answers == std::string_view::npos) return std::nullopt;
    const std::size_t result = record.find(result_key, answers);
    if (result == std::string_view::npos || record.back() != '}') return std::nullopt;
    const std::size_t from = answers + answers_key.size(), behind = result + result_key.size();
    return Parts{record.substr(0, answers), record.substr(from, result - from),
                 record.substr(behind, record.size() - behind - 1)};
}

std::string text_at(const document::Node& map, std::string_view key) {
    const document::Node* node = map.find(key);
    return node != nullptr && node->kind == document::Node::Kind::scalar ? node->value : std::string();
}

bool equal(const document::Node& a, const document::Node& b) {
    return a.kind == b.kind && a.value == b.value && a.quoted == b.quoted &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), equal) &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                      [](const document::Entry& x, const document::Entry& y) {
                          return x.key.value == y.key.value && equal(x.value, y.value);
                      });
}

/// A value in a few words.
std::string shown(const document::Node* node) {
    constexpr std::size_t longest = 120;
    if (node == nullptr) return "nothing";
    std::string out = node->value;
    if (node->kind == document::Node::Kind::sequence) out = counted(node->items.size(), "item");
    if (node->kind == document::Node::Kind::null) out = "null";
    for (const document::Entry& entry : node->entries)
        out += (out.empty() ? "" : ", ") + entry.key.value + ": " + shown(&entry.value);
    return out.size() <= longest ? out : out.substr(0, longest) + "…";
}

AssessOptions options_of(const document::Node& record) {
    AssessOptions out;
    const document::Node* options = record.find("options");
    if (options == nullptr) return out;
    const auto count = [&](const char* key, auto& into) {
        const std::optional<double> number = number_of(text_at(*options, key));
        if (number && *number >= 0 && *number <= 1e15 && is_whole(*number))
            into = static_cast<std::remove_reference_t<decltype(into)>>(*number);
    };
    const auto flag = [&](const char* key, bool& into) { into = text_at(*options, key) == "true"; };
    out.id = text_at(*options, "id");
    out.emergency_number = text_at(*options, "emergency_number");
    count("largest_change", out.largest_change);
    out.largest_change = std::min(out.largest_change, 2);
    count("change_work", out.change_work);
    out.change_work = std::min(out.change_work, AssessOptions{}.change_work);  // a record may not cost more than usual
    flag("examiner", out.interview.examiner);
    flag("after_emergency", out.interview.after_emergency);
    count("questions_a_screen", out.interview.questions_a_screen);
    return out;
}

}  // namespace

std::string write_record(const Answers& answers, const AssessOptions& options) {
    const RecordText text = record_text(answers, options);
    return text.with(sha256(text.answers), sha256(text.result));
}

Loaded<Replay> replay(const RuleSet& rules, std::string_view record, const std::string& name, const LoadOptions& options) {
    // A record holds an assessment, whose texts may be longer than those of a rule file.
    LoadOptions limits = options;
    limits.string_length = std::max(limits.string_length, limits.bytes_per_file);
    std::vector<Diagnostic> not_read;
    auto read = document::loaded<Replay>(record, name, limits, [&](Problems& problems) {
        Replay out;
        const auto root = document::parse_json(record, limits);
        const auto parts = parts_of(record);
        if (!root || text_at(*root, "schema") != record_format::schema || !parts) {
            problems.error({}, "wrong-format", root ? "this is no record, or not as it was written" : "this is no record: it is not one JSON object",
                           "hand in the line that `triage assess --record` wrote, unchanged");
            return out;
        }
        const auto differs = [&](std::string what, std::string recorded, std::string now) {
            if (recorded != now) out.differences.push_back({std::move(what), std::move(recorded), std::move(now)});
        };
        differs("engine", text_at(*root, "engine"), TRIAGE_VERSION_STRING);
        const document::Node* given = root->find("ruleset");
        const auto of_rules = [&](const char* key) { return given != nullptr ? text_at(*given, key) : std::string(); };
        differs("rules", of_rules("id") + " " + of_rules("version") + " " + of_rules("digest"),
                rules.id() + " " + rules.version() + " " + rules.digest());
        differs("answers", text_at(*root, "answers_digest"), sha256(parts->answers));
        differs("result", text_at(*root, "result_digest"), sha256(parts->result));

        auto restored = restore(rules, "{\"answers\": " + std::string(parts->answers) + "}", name, options);
        if (!restored.ok()) {
            not_read = restored.diagnostics();
            return out;
        }
        for (const LostAnswer& lost : restored.value().lost)
            out.differences.push_back({"answer " + lost.finding, lost.value, lost.problem.text()});
        const RecordText now = record_text(restored.value().answers, options_of(*root));
        const auto result = document::parse_json(now.result, limits);
        const document::Node* recorded = root->find("result");
        if (result && recorded != nullptr) {
            for (const document::Entry& entry : recorded->entries) {
                const document::Node* here = result->find(entry.key.value);
                if (here == nullptr || !equal(entry.value, *here))
                    out.differences.push_back({"result " + entry.key.value, shown(&entry.value), shown(here)});
            }
            for (const document::Entry& entry : result->entries)
                if (recorded->find(entry.key.value) == nullptr)
                    out.differences.push_back({"result " + entry.key.value, "nothing", shown(&entry.value)});
            const auto level = [](const document::Node& of) {
                const document::Node* disposition = of.find("disposition");
                return disposition != nullptr ? text_at(*disposition, "id") : std::string();
            };
            out.recorded_level = level(*recorded);
            out.level = level(*result);
        }
        if (out.differences.empty() && now.result != parts->result)
            out.differences.push_back({"result", "other bytes", "the same values"});
        out.same = out.differences.empty();
        return out;
    });
    if (!not_read.empty()) return {std::nullopt, std::move(not_read)};
    return read;
}

std::string render_text(const Replay& replay) {
    if (replay.same) return "The same result, byte for byte: " + visible(replay.level) + "\n";
    std::string out = "Not the same.\n";
    for (const RecordDifference& d : replay.differences)
        out += "  " + visible(d.what) + "\n    recorded: " + visible(d.recorded) + "\n    now:      " + visible(d.now) + "\n";
    out += replay.recorded_level == replay.level
               ? "The level is the same: " + visible(replay.level) + "\n"
               : "The level was " + visible(replay.recorded_level) + " and is now " + visible(replay.level) + "\n";
    return out;
}

std::string render_json(const Replay& replay) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.replay/1").boolean("same", replay.same);
    json.text_or_null("recorded_level", replay.recorded_level).text_or_null("level", replay.level);
    json.objects("differences", replay.differences,
                 [&](const RecordDifference& d) { json.text("what", d.what).text("recorded", d.recorded).text("now", d.now); });
    json.close('}');
    return json.str() + "\n";
}

}  // namespace triage
