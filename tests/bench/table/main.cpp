// SPDX-License-Identifier: Apache-2.0
// ./dev bench: one table of what everything costs, against something that was measured beside it (docs/performance.md).
// Refuses to time what does not agree: exit code 1.
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "process.hpp"
#include "table.hpp"

namespace {

struct Room {
    const char* name;
    void (*fill)(bench::Table&);
};
constexpr Room rooms[] = {
    {"one_person", bench::one_person}, {"many_people", bench::many_people},
    {"explaining", bench::explaining}, {"loading", bench::loading},
    {"batches", bench::batches},       {"workbench", bench::workbench},
    {"sizes", bench::sizes},           {"peers", bench::peers},
};

constexpr const char* usage =
    "triage_table [--json FILE] [--page FILE] [ROOM...]\n"
    "  --page: puts the table between the marks of this page\n";

std::string processor() {
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);)
        if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
    return "unknown processor";
}

std::string compiler() {
#if defined(__clang__)
    return __VERSION__;
#else
    return std::string("g++ ") + __VERSION__;
#endif
}

void put_between_marks(const std::string& path, const std::string& table) {
    const std::string begin = "<!-- table -->\n", end = "<!-- end of the table -->\n";
    std::string page = bench::read_whole(path);
    const std::size_t from = page.find(begin), to = page.find(end);
    if (from == std::string::npos || to == std::string::npos || to < from) throw std::runtime_error(path + " has no marks");
    page.replace(from + begin.size(), to - from - begin.size(), table);
    bench::write_whole(path, page);
}

int run(const std::vector<std::string>& arguments) {
    std::string json, page;
    std::vector<Room> chosen;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string* file = arguments[i] == "--json" ? &json : arguments[i] == "--page" ? &page : nullptr;
        if (file != nullptr && i + 1 < arguments.size()) {
            *file = arguments[++i];
            continue;
        }
        bool known = false;
        for (const Room& room : rooms)
            if (arguments[i] == room.name) {
                chosen.push_back(room);
                known = true;
            }
        if (known) continue;
        std::fprintf(stderr, "%s  rooms:", usage);
        for (const Room& room : rooms) std::fprintf(stderr, " %s", room.name);
        std::fprintf(stderr, "\n");
        return 2;
    }
    if (chosen.empty()) chosen.assign(std::begin(rooms), std::end(rooms));
    bench::Table table;
    for (const Room& room : chosen) room.fill(table);
    const std::string machine = processor() + ", " + compiler();
    if (!json.empty()) bench::write_whole(json, table.json(machine));
    const std::string text = "One run on " + machine + ", one core:\n\n" + table.markdown();
    if (page.empty())
        std::fputs(text.c_str(), stdout);
    else
        put_between_marks(page, text);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const bench::Disagreement& problem) {
        std::fprintf(stderr, "Disagreement: %s. There is no table.\n", problem.what());
        return 1;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 2;
    }
}
