// SPDX-License-Identifier: Apache-2.0
#include <triage/export.hpp>

#include <filesystem>

#include "compression.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Writes the interview as one page for a browser, with the rules inside.
It needs no network and no server: open the file, or send it to somebody.
  triage page -o interview.html
  triage page my_rules --author -o my_rules.html)";

constexpr Flag author{"author", Takes::nothing, {}, "show the rules beside the answers, for those who write them"};
constexpr Flag engine{"engine", Takes::input, "FILE", "the module for browsers (default: the engine.wasm beside this program)"};

static std::string module_bytes(const Call& call) {
    constexpr std::string_view magic{"\0asm", 4};
    constexpr std::size_t most_module_bytes = 64U << 20U;
    std::vector<std::filesystem::path> places;
    if (call.has(engine)) {
        places.emplace_back(call.text(engine));
    } else {
        std::error_code error;
        const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
        places = {program / "engine.wasm", program.parent_path() / "share/triage/engine.wasm"};
    }
    for (const std::filesystem::path& place : places) {
        std::error_code error;
        if (!call.has(engine) && !std::filesystem::exists(place, error)) continue;
        std::string bytes = read_text(place.string(), most_module_bytes);
        if (!bytes.starts_with(magic)) throw Failure(place.string() + " is no WebAssembly module");
        return bytes;
    }
    throw Failure("this program has no module for browsers beside it; ./dev page builds one, or name one with --engine");
}

static std::string gzip(std::string_view bytes) {
    const auto packer = Packer::for_name("page.gz");
    std::string out;
    packer->pack(bytes, out);
    packer->end(out);
    return out;
}

static int run(const Call& call) {
    const triage::RuleSet rules = rules_of(call);
    triage::PageOptions options;
    options.engine_gzip = gzip(module_bytes(call));
    options.rules_gzip = gzip(triage::write_compiled_without_sources(rules));
    options.author = call.has(author);
    options.emergency_number = assess_options(call).emergency_number;
    write_output(call, triage::export_page(rules, options));
    return done;
}

const Verb verbs::page{"page", "[RULES]", "html", {author, engine, flag::rules}, Result::about_rules, run, help};

}  // namespace cli
