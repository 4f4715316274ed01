// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <triage/compile/compile.hpp>
#include <triage/compile/compiled_rules.hpp>
#include <triage/load.hpp>
#include <triage/model/references.hpp>
#include <triage/model/sign_off.hpp>
#include <triage/text/text.hpp>

#include "../digest/digest.hpp"
#include "../document/fields.hpp"
#include "../sign/sign_offs.hpp"
#include "files.hpp"

namespace triage {

namespace fs = std::filesystem;

namespace {

/// Where included files come from, and what else lies beside them.
struct Place {
    std::function<files::Inside(const std::string&, std::size_t limit)> read;
    std::optional<std::vector<std::string>> all;  ///< every rule file, for stray ones; nothing: too many to look at
    bool reviewed;                                ///< whether there is a review file
};

bool plain_relative(const std::string& path) {
    if (path.empty() || path[0] == '/' || path.find_first_of("\\:") != std::string::npos) return false;
    for (const auto& part : fs::path(path))
        if (part == ".." || part == "." || part.empty()) return false;
    return fs::path(path).lexically_normal().generic_string() == path;  // no a//b: one file has one name
}

struct Read {
    std::optional<RuleDocument> document;  // with errors too, so that `compile` can report more
    std::vector<Diagnostic> diagnostics;
    bool incomplete = false;  // some file could not be read, so that names of its may seem to be missing
};

/// `true` and `false` without quotes are yes and no where they answer a yes_no finding; of a choice they are options.
void read_flags(RuleDocument& document) {
    for (Implication& implication : document.implies)
        for (Implication::Set& set : implication.sets) {
            if (!set.flag) continue;
            for (const Finding& f : document.findings)
                if (f.id.value == set.finding.value && f.type == FindingType::yes_no)
                    set.value.value = set.value.value == "true" ? "yes" : "no";
        }
}

/// What `parts` mean, as implications: any yes is yes, all no is no. They stand before the written ones, and so hold first.
void derive_parts(RuleDocument& document) {
    std::vector<Implication> derived;
    for (const Finding& f : document.findings) {
        if (f.parts.empty()) continue;
        Condition any;
        any.form = Condition::Form::any;
        any.at = f.parts.front().at;
        for (const Text& part : f.parts) {
            const Finding* known = item_of(document.findings, part.value);
            if (known == nullptr || known->type != FindingType::yes_no) continue;  // the compiler says so
            Condition one;
            one.at = part.at;
            one.name = part;
            any.items.push_back(std::move(one));
        }
        Condition none;
        none.form = Condition::Form::negate;
        none.at = any.at;
        none.items.push_back(any);
        for (const bool yes : {true, false}) {
            Implication& implication = derived.emplace_back();
            implication.at = any.at;
            implication.when = yes ? any : none;
            implication.sets.push_back({{f.id.value, any.at}, {yes ? "yes" : "no", any.at}, {}, false});
        }
    }
    document.implies.insert(document.implies.begin(), std::make_move_iterator(derived.begin()),
                            std::make_move_iterator(derived.end()));
}

class Reader {
public:
    Reader(const SourceFile& top, const LoadOptions& options, const Place& place) : options_(options), place_(place) {
        document_.files.reserve(options.includes + 3);
        document_.files.push_back(top);
    }

    /// To be called once.
    Read run() {
        std::vector<Diagnostic> all = read_all();
        read_flags(document_);
        derive_parts(document_);
        return {std::move(document_), std::move(all), incomplete_};
    }

private:
    std::vector<Diagnostic> read_all() {
        std::size_t bytes = document_.files[0].text.size();
        if (bytes > options_.bytes_in_all) {
            read_error({0, 1, 1}, "rules-too-large",
                       "this file has more than " + std::to_string(options_.bytes_in_all) + " bytes");
            return problems_.take();
        }
        std::vector<Text> includes;
        if (const auto root = parse(0)) includes = document::read_sections(*root, true, document_, problems_);
        const std::vector<std::string> listed = values_of(includes);
        if (includes.size() > options_.includes) {
            problems_.error(
                includes[options_.includes].at, "too-many-includes",
                "there are " + std::to_string(includes.size()) + " includes; the limit is " + std::to_string(options_.includes));
            includes.resize(options_.includes);
        }
        // All files first, so that `document_.files` does not move while diagnostics quote from it.
        std::vector<std::uint32_t> read;
        for (const Text& include : includes) {
            if (!may_include(include)) continue;
            auto [content, leads_out] = place_.read(include.value, options_.bytes_per_file);
            if (leads_out) {
                read_error(include.at, "include-link", "\"" + include.value + "\" leads out of the rule folder through a link",
                           "copy the file into the folder");
                continue;
            }
            if (!content.text) {
                read_error(include.at, content.too_large ? "file-too-large" : "include-missing",
                           "cannot include \"" + include.value + "\": " + content.error);
                continue;
            }
            bytes += content.text->size();
            if (bytes > options_.bytes_in_all) {
                read_error(include.at, "rules-too-large",
                           "the files up to here have more than " + std::to_string(options_.bytes_in_all) + " bytes");
                break;
            }
            read.push_back(static_cast<std::uint32_t>(document_.files.size()));
            document_.files.push_back({include.value, std::move(*content.text)});
        }
        for (const std::uint32_t file : read) {
            if (values_ > options_.compiled_size) break;  // said; what was read so far is as much as may be held
            if (const auto root = parse(file)) (void)document::read_sections(*root, false, document_, problems_);
        }
        std::vector<Diagnostic> all = problems_.take();
        if (!place_.all)
            all.push_back(files::file_error(document_.files[0].path, "stray-file",
                                            "there are more than 20000 files in the rule folder, so that it is not known whether "
                                            "some rules would be silently ignored",
                                            "keep the rules in a folder of their own"));
        for (const std::string& path : place_.all.value_or(std::vector<std::string>())) {
            if (path == document_.files[0].path || path == review_file || is_read_rules(path)) continue;
            if (std::find(listed.begin(), listed.end(), path) == listed.end())
                all.push_back(
                    files::file_error(path, "stray-file", "no include names this file, so its rules would be silently ignored",
                                      "add it to include in " + document_.files[0].path + ", or move it out of the folder"));
        }
        if (place_.reviewed && std::find(listed.begin(), listed.end(), review_file) == listed.end()) {
            const std::vector<Diagnostic> more = sign_offs();
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }

    std::optional<document::Node> parse(std::uint32_t file) {
        auto root = document::parse_yaml(document_.files[file].text, file, options_, problems_);
        incomplete_ = incomplete_ || !root || root->kind != document::Node::Kind::map;
        if (root) values_ += root->size();
        if (values_ > options_.compiled_size) {
            read_error({file, 1, 1}, "compiled-too-large",
                       "the files up to here have more than " + std::to_string(options_.compiled_size) + " values");
            return std::nullopt;
        }
        return root;
    }
    // Behind all rule files, so that their numbers do not depend on whether somebody has signed.
    std::vector<Diagnostic> sign_offs() {
        auto [content, leads_out] = place_.read(review_file, options_.bytes_per_file);
        if (leads_out)
            return {files::file_error(review_file, "include-link", "this leads out of the rule folder through a link",
                                      "copy the file into the folder")};
        if (!content.text) return {files::unreadable(review_file, content)};
        const auto number = static_cast<std::uint32_t>(document_.files.size());
        document_.files.push_back({review_file, std::move(*content.text)});
        Problems problems(document_.files, options_.diagnostics);
        const auto root = document::parse_yaml(document_.files[number].text, number, options_, problems);
        if (root && !incomplete_) {
            const ReviewFile review = read_review_file(*root, document_, problems);
            document_.review = review.status;
            for (const std::string& digest : review.read) keep_read_rules(read_rules_path(digest));
        }
        return problems.take();
    }
    // What was read when a signature was made that no longer holds. That it is not there is no fault of the rules.
    void keep_read_rules(const std::string& path) {
        auto [content, leads_out] = place_.read(path, 2 * options_.bytes_in_all);
        if (!leads_out && content.text) document_.files.push_back({path, std::move(*content.text)});
    }
    bool may_include(const Text& include) {
        const std::string name = "\"" + include.value + "\"";
        const bool itself = include.value == document_.files[0].path;
        if (!plain_relative(include.value))
            return read_error(include.at, "include-outside", name + " is not a plain path inside the rule folder",
                              "write a relative path with forward slashes and without .. or .");
        if (itself || !add_once(seen_, include.value))
            return read_error(include.at, "include-twice", itself ? "the top file includes itself" : name + " is included twice",
                              "keep one of them");
        return true;
    }
    /// Reports why something cannot be read. False.
    bool read_error(Mark at, std::string code, std::string message, std::string hint = {}) {
        problems_.error(at, std::move(code), std::move(message), std::move(hint));
        incomplete_ = true;
        return false;
    }

    RuleDocument document_;
    const LoadOptions& options_;
    const Place& place_;
    Problems problems_{document_.files, options_.diagnostics};
    std::vector<std::string> seen_;
    std::size_t values_ = 0;  // of all trees read: a value costs far more memory than its bytes
    bool incomplete_ = false;
};

/// Whether a name is one that somebody could take for a rule file: b.YAML, c.yaml.txt, "d.yml ".
bool like_a_rule_file(std::string name) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const std::string_view ending : {".yaml", ".yml"})
        for (std::size_t at = name.find(ending); at != std::string::npos; at = name.find(ending, at + 1)) {
            const std::string rest = name.substr(at + ending.size());
            if (rest.empty() || rest == ".txt" || rest.find_first_not_of(" .") == std::string::npos) return true;
        }
    return false;
}

/// Every file like that below `folder` that is not in its `cases/` and is not the review file, relative, sorted. Nothing where
/// there are too many to look at.
std::optional<std::vector<std::string>> rule_files_below(const fs::path& folder) {
    constexpr std::size_t most_entries = 20000;
    std::vector<std::string> out;
    std::error_code error;
    std::size_t seen = 0;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error), ++seen) {
        if (seen == most_entries) return std::nullopt;
        const fs::path relative = it->path().lexically_relative(folder);
        const std::string name = relative.filename().string();
        if (it->is_directory(error)) {
            if (relative == fs::path("cases") || (!name.empty() && name[0] == '.')) it.disable_recursion_pending();
            continue;
        }
        if (like_a_rule_file(name) && relative != fs::path(review_file)) out.push_back(relative.generic_string());
    }
    std::sort(out.begin(), out.end());
    return out;
}

Read read_compiled_file(std::string_view bytes, const LoadOptions& options, const std::string& name) {
    Loaded<RuleDocument> read = read_compiled_document(bytes, options, name);
    if (!read.ok()) return {std::nullopt, read.diagnostics(), true};
    return {std::move(read).value(), {}, false};
}

Read read_path(const std::string& path, const LoadOptions& options) {
    std::error_code error;
    fs::path folder = path, top = "ruleset.yaml";
    bool whole_folder = true;
    if (!fs::is_directory(folder, error)) {
        const fs::path file = path;
        whole_folder = file.filename() == "ruleset.yaml";
        folder = file.parent_path();
        top = file.filename();
    }
    if (folder.empty()) folder = ".";
    files::Content content = files::read(folder / top, options.bytes_per_file, compiled_format::magic,
                                         compiled_format::most_of_bytes_in_all * options.bytes_in_all);
    if (content.text && is_compiled(*content.text)) return read_compiled_file(*content.text, options, top.generic_string());
    if (!content.text)
        return {std::nullopt,
                {files::unreadable((folder / top).generic_string(), content, "cannot read the rules",
                                   "name a rule folder (with a ruleset.yaml in it) or one rule file")},
                true};
    const Place place{[&](const std::string& name, std::size_t limit) { return files::read_inside(folder, name, limit); },
                      whole_folder ? rule_files_below(folder) : std::optional(std::vector<std::string>()),
                      whole_folder && fs::exists(fs::symlink_status(folder / review_file, error))};
    return Reader({top.generic_string(), std::move(*content.text)}, options, place).run();
}

Read read_memory(const std::vector<SourceFile>& all, const LoadOptions& options) {
    if (all.empty()) return {std::nullopt, {files::file_error("", "unreadable-file", "no rule file was given")}, true};
    if (is_compiled(all[0].text)) return read_compiled_file(all[0].text, options, all[0].path);
    for (const SourceFile& file : all)
        if (file.text.size() > options.bytes_per_file)
            return {std::nullopt,
                    {files::file_error(file.path, "file-too-large",
                                       "it has more than " + std::to_string(options.bytes_per_file) + " bytes")},
                    true};
    std::vector<std::string> paths;
    for (const SourceFile& file : all) paths.push_back(file.path);
    const bool reviewed = std::find(paths.begin() + 1, paths.end(), review_file) != paths.end();
    const Place place{[&](const std::string& name, std::size_t) -> files::Inside {
                          const auto found = std::find(paths.begin() + 1, paths.end(), name);
                          if (found == paths.end()) return {{std::nullopt, "there is no such file", false}, false};
                          return {{all[static_cast<std::size_t>(found - paths.begin())].text, {}, false}, false};
                      },
                      paths, reviewed};
    return Reader(all[0], options, place).run();
}

/// Compiled rules have theirs already.
void add_digest(Read& read) {
    if (read.diagnostics.empty() && read.document->digest.empty()) read.document->digest = digest_of(*read.document);
}

// Errors of reading and compiling together, in the order of the files.
Loaded<RuleSet> finish(Read read, const LoadOptions& options) {
    // Of an incomplete one every name in the lost file would be "unknown".
    if (!read.document || read.incomplete) return {std::nullopt, std::move(read.diagnostics)};
    add_digest(read);
    std::vector<std::string> order;
    for (const SourceFile& file : read.document->files) order.push_back(file.path);
    Loaded<RuleSet> compiled = compile(std::move(*read.document), options, std::move(read.diagnostics));
    std::vector<Diagnostic> all = compiled.diagnostics();
    const auto key = [&](const Diagnostic& d) {
        if (d.code == "too-many-problems") return std::tuple(order.end() - order.begin() + 1, 0U, 0U);  // the last
        return std::tuple(std::find(order.begin(), order.end(), d.file) - order.begin(), d.line, d.column);
    };
    std::stable_sort(all.begin(), all.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    if (!compiled.ok()) return {std::nullopt, std::move(all)};
    return {std::move(compiled).value(), std::move(all)};
}

Loaded<RuleDocument> document_only(Read read) {
    if (read.document) add_digest(read);
    return {std::move(read.document), std::move(read.diagnostics)};
}

}  // namespace

Loaded<RuleSet> load(const std::string& path, const LoadOptions& options) { return finish(read_path(path, options), options); }
Loaded<RuleSet> load(const std::vector<SourceFile>& all, const LoadOptions& options) {
    return finish(read_memory(all, options), options);
}
Loaded<RuleDocument> read_document(const std::string& path, const LoadOptions& options) {
    return document_only(read_path(path, options));
}
Loaded<RuleDocument> read_document(const std::vector<SourceFile>& all, const LoadOptions& options) {
    return document_only(read_memory(all, options));
}

std::vector<std::string> case_files(const std::string& rules_path) {
    std::vector<std::string> out;
    std::error_code error;
    for (fs::directory_iterator it(fs::path(rules_path) / "cases", error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (name.size() > 11 && name.ends_with(".cases.yaml")) out.push_back(it->path().generic_string());
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace triage
