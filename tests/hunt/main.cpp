// SPDX-License-Identifier: Apache-2.0
// The hunt: lets every small mistake loose in the engine, one at a time, and names the test that notices it. ./dev hunt
// Refuses to touch the sources: it works on a copy in build/hunt.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "hunt/equivalent.hpp"
#include "hunt/judges.hpp"
#include "hunt/mutants.hpp"
#include "hunt/process.hpp"

namespace fs = std::filesystem;

namespace triage::hunt {

namespace {

constexpr const char* usage =
    "./dev hunt [--sample N] [--quick] [--only TEXT] [--again] [--longest SECONDS] [--jobs N]\n"
    "  --sample N         N mutants, always the same\n"
    "  --quick            40 mutants, before judges of up to a second\n"
    "  --only TEXT        mutants whose file, line and mutation hold this text\n"
    "  --again            mutants that nobody noticed the last time\n"
    "  --longest SECONDS  leave out judges that take longer by themselves (5)\n"
    "  --jobs N           how many at a time (one for each core)\n";

// The rooms that judge the engine, and what they stand on. The other tests need the program, or judge something else.
constexpr const char* folders[] = {"approved", "check", "compile", "digest", "explain",
                                   "load",     "model", "plan",    "review", "walk"};

struct Options {
    std::size_t sample = 0;
    double longest = 5;
    std::string only;
    bool again = false;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
};

std::string read_file(const fs::path& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

// Only when it says something else: the build goes by times.
void write_file(const fs::path& path, const std::string& text) {
    if (fs::exists(path) && read_file(path) == text) return;
    fs::create_directories(path.parent_path());
    std::ofstream out(path);
    if (!(out << text).flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string shortened(const std::string& text, std::size_t most) {
    return text.size() <= most ? text : text.substr(0, most / 2 - 1) + "..." + text.substr(text.size() - most / 2 + 2);
}

struct Fate {
    enum class Is { noticed, unnoticed, unreached, equivalent, does_not_compile, not_asked } is = Is::not_asked;
    std::string judge, how;
    double seconds = 0;
};

class Hunt {
public:
    Hunt(fs::path root, Options options) : root_(std::move(root)), options_(std::move(options)) {
        for (const std::string& file : targets()) {
            firsts_.push_back(all_);
            sources_.emplace_back(read_file(root_ / file));
            all_ += sources_.back().mutants().size();
        }
        in_.assign(all_, true);
        fates_.resize(all_);
        equivalents_ = read_equivalents(read_file(root_ / "tests/hunt/equivalent.txt"));
    }

    int run() {
        start_ = std::chrono::steady_clock::now();
        if (!settle_equivalents()) return 2;
        copy();
        leave_out_what_does_not_compile();
        build();
        record();
        const std::vector<std::size_t> chosen = choose();
        say(std::to_string(chosen.size()) + " of " + std::to_string(all_) + " mutants are let loose");
        std::atomic<std::size_t> next = 0;
        std::vector<std::thread> workers;
        for (unsigned w = 0; w < options_.jobs; ++w)
            workers.emplace_back([&] {
                for (std::size_t i = next++; i < chosen.size(); i = next++) let_loose(chosen[i]);
            });
        for (std::thread& w : workers) w.join();
        return report();
    }

private:
    // --- names --------------------------------------------------------------------------------------------------------
    [[nodiscard]] std::size_t target_of(std::size_t mutant) const {
        return static_cast<std::size_t>(std::upper_bound(firsts_.begin(), firsts_.end(), mutant) - firsts_.begin()) - 1;
    }
    [[nodiscard]] const Mutant& mutant(std::size_t n) const {
        return sources_[target_of(n)].mutants()[n - firsts_[target_of(n)]];
    }
    [[nodiscard]] std::string key(std::size_t n) const {
        return targets()[target_of(n)] + ": " + sources_[target_of(n)].line(mutant(n).line) + ": " + named(mutant(n));
    }
    [[nodiscard]] std::string place(std::size_t n) const {
        return targets()[target_of(n)] + ":" + std::to_string(mutant(n).line);
    }
    void say(const std::string& text) const {
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start_).count();
        std::printf("[%3lld:%02lld] %s\n", static_cast<long long>(now / 60), static_cast<long long>(now % 60), text.c_str());
        std::fflush(stdout);
    }

    bool settle_equivalents() {
        for (std::size_t n = 0; n < all_; ++n) {
            const Equivalent* entry = entry_of(equivalents_, targets()[target_of(n)], sources_[target_of(n)], mutant(n));
            if (entry == nullptr) continue;
            fates_[n].is = Fate::Is::equivalent;
            fates_[n].how = entry->because;
        }
        bool good = true;
        for (const Equivalent& e : equivalents_) {
            if (e.used) continue;
            std::printf("tests/hunt/equivalent.txt:%zu: no mutant is like this any more: %s, %s\n", e.at, e.file.c_str(),
                        e.mutation.c_str());
            good = false;
        }
        return good;
    }

    // --- the copy -----------------------------------------------------------------------------------------------------
    void copy() {
        std::set<fs::path> kept;
        const auto take = [&](const fs::path& relative) {
            kept.insert(relative);
            const fs::path from = root_ / relative, to = tree_ / relative;
            if (!fs::is_symlink(from)) return write_file(to, read_file(from));
            fs::create_directories(to.parent_path());
            fs::remove(to);
            fs::copy_symlink(from, to);
        };
        for (const char* folder : {"include", "src", "cmake", "rules", "tests", "docs", "examples"})
            for (const fs::directory_entry& e : fs::recursive_directory_iterator(root_ / folder)) {
                const fs::path relative = e.path().lexically_relative(root_);
                if ((!e.is_regular_file() && !e.is_symlink()) || !wanted(relative.generic_string())) continue;
                if (std::find(targets().begin(), targets().end(), relative.generic_string()) == targets().end())
                    take(relative);
                else
                    kept.insert(relative);
            }
        take("CMakeLists.txt");
        for (const fs::directory_entry& e : fs::recursive_directory_iterator(tree_))
            if (!e.is_directory() && kept.count(e.path().lexically_relative(tree_)) == 0) fs::remove(e.path());
        write_schemata();
    }
    [[nodiscard]] static bool wanted(const std::string& path) {
        const std::string end = ".test.cpp";
        if (path.size() < end.size() || path.substr(path.size() - end.size()) != end) return path.find("tests/hunt/") != 0;
        return std::any_of(std::begin(folders), std::end(folders),
                           [&](const std::string& folder) { return path.find("tests/" + folder + "/") == 0; });
    }
    void write_schemata() {
        for (std::size_t t = 0; t < targets().size(); ++t) {
            const std::size_t size = sources_[t].mutants().size();
            const auto begin = in_.begin() + static_cast<std::ptrdiff_t>(firsts_[t]);
            write_file(tree_ / targets()[t],
                       sources_[t].schema(firsts_[t], std::vector<bool>(begin, begin + static_cast<std::ptrdiff_t>(size))));
        }
    }

    // --- what does not compile ------------------------------------------------------------------------------------------
    // The lines of the targets that the compiler complains about. Mutants that it names by their number are left out at once.
    std::set<std::pair<std::size_t, std::size_t>> complaints() {
        write_schemata();
        write_file(tree_ / "everything.cpp", "#include <triage/triage.hpp>\n#include <triage/review.hpp>\n");
        const char* const compiler = std::getenv("CXX");
        const Finished done = hunt::run({compiler == nullptr ? "c++" : compiler, "-std=c++20", "-fsyntax-only", "-w",
                                         "-fmax-errors=0", "-DTRIAGE_HEADER_ONLY", "-include", helper(), "-I",
                                         (tree_ / "include").string(), (tree_ / "everything.cpp").string()},
                                        {{"LC_ALL", "C"}}, root_.string(), {});
        std::set<std::pair<std::size_t, std::size_t>> out;
        if (done.how == Finished::How::well) return out;
        std::istringstream lines(done.output);
        for (std::string line; std::getline(lines, line);) {
            if (const std::size_t at = line.find("[with int N = "); at != std::string::npos)
                if (const std::size_t n = std::stoul(line.substr(at + 14)); n < all_ && in_[n]) {
                    in_[n] = false;
                    named_.insert(n);
                }
            if (line.find("error:") == std::string::npos && line.find("required from") == std::string::npos) continue;
            for (std::size_t t = 0; t < targets().size(); ++t)
                if (const std::size_t at = line.find(targets()[t] + ":"); at != std::string::npos)
                    out.emplace(t, std::stoul(line.substr(at + targets()[t].size() + 1)));
        }
        if (out.empty()) throw std::runtime_error("the copy does not compile:\n" + done.output.substr(0, 5000));
        return out;
    }
    [[nodiscard]] std::pair<std::size_t, std::size_t> lines_of(std::size_t n) const {
        const Source& source = sources_[target_of(n)];
        return {source.line_at(mutant(n).begin), source.line_at(mutant(n).end)};
    }
    [[nodiscard]] bool blamed(std::size_t n, const std::set<std::pair<std::size_t, std::size_t>>& lines) const {
        const auto [first, last] = lines_of(n);
        const auto it = lines.lower_bound({target_of(n), first});
        return it != lines.end() && it->first == target_of(n) && it->second <= last;
    }
    void leave_out_what_does_not_compile() {
        const std::string key = std::to_string(std::hash<std::string>{}(read_file(helper()) + all_text()));
        const fs::path kept = root_ / "build/hunt/compiles.txt";
        if (fs::exists(kept)) {
            std::istringstream in(read_file(kept));
            std::string for_key, bits;
            in >> for_key >> bits;
            if (for_key == key && bits.size() == all_) {
                for (std::size_t n = 0; n < all_; ++n) in_[n] = bits[n] == '1';
                write_schemata();
                return;
            }
        }
        // Those that are named; then whole lines, then what was on them, one on a line at a time.
        for (std::size_t before = 0; !complaints().empty() && named_.size() > before;) before = named_.size();
        std::vector<std::size_t> suspects;
        for (auto lines = complaints(); !lines.empty(); lines = complaints()) {
            const std::size_t before = suspects.size();
            for (std::size_t n = 0; n < all_; ++n)
                if (in_[n] && blamed(n, lines)) {
                    in_[n] = false;
                    suspects.push_back(n);
                }
            if (suspects.size() == before) throw std::runtime_error("the copy does not compile, whatever is left out");
        }
        const std::size_t asked = suspects.size();
        std::size_t out = 0;
        while (!suspects.empty()) {
            std::vector<std::size_t> tried, later;
            std::set<std::pair<std::size_t, std::size_t>> taken;
            for (const std::size_t n : suspects) {
                const bool free = !blamed(n, taken);
                for (std::size_t l = lines_of(n).first; free && l <= lines_of(n).second; ++l) taken.emplace(target_of(n), l);
                (free ? tried : later).push_back(n);
                in_[n] = free;
            }
            const auto lines = complaints();
            for (const std::size_t n : tried) {
                in_[n] = !blamed(n, lines);
                out += in_[n] ? 0 : 1;
            }
            suspects = later;
        }
        write_schemata();
        if (!complaints().empty()) throw std::runtime_error("the copy does not compile");
        say(std::to_string(out + named_.size()) + " mutants do not compile (" + std::to_string(asked) + " were suspected)");
        std::string bits;
        for (const bool b : in_) bits += b ? '1' : '0';
        write_file(kept, key + "\n" + bits + "\n");
    }
    [[nodiscard]] std::string all_text() const {
        std::string out;
        for (const std::string& file : targets()) out += read_file(root_ / file);
        return out + read_file(root_ / "tests/hunt/mutants.cpp");
    }
    [[nodiscard]] std::string helper() const { return (root_ / "tests/hunt/mutant.hpp").string(); }

    // --- building and measuring -------------------------------------------------------------------------------------------
    void build() {
        say("building the mutated copy");
        const std::string into = (root_ / "build/hunt/build").string();
        const auto step = [&](const std::vector<std::string>& command) {
            const Finished done = hunt::run(command, {}, root_.string(), {36000, 36000, 0});
            if (done.how != Finished::How::well) throw std::runtime_error("the build failed:\n" + done.output);
        };
        step({"cmake", "-S", tree_.string(), "-B", into, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DTRIAGE_BUILD_CLI=OFF",
              "-DTRIAGE_BUILD_EXAMPLES=OFF", "-DTRIAGE_TEST_PACKAGING=OFF", "-DTRIAGE_INSTALL=OFF",
              "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG", "-DCMAKE_CXX_FLAGS=-w -D_GLIBCXX_ASSERTIONS -include " + helper()});
        step({"cmake", "--build", into, "-j", std::to_string(options_.jobs), "--target", "triage_tests"});
    }
    [[nodiscard]] std::string binary() const { return (root_ / "build/hunt/build/tests/triage_tests").string(); }

    // Runs some test cases; `worker` keeps those apart that run at the same time.
    [[nodiscard]] Finished ask(const std::vector<std::size_t>& judges, std::map<std::string, std::string> more,
                               const Limits& limits, const std::string& worker) const {
        const fs::path own = root_ / "build/hunt/worker" / worker;
        fs::create_directories(own);
        std::string names;
        for (const std::size_t j : judges) names += quoted(judges_[j].name) + "\n";
        write_file(own / "names.txt", names);
        more["TMPDIR"] = own.string();
        more["HOME"] = own.string();
        return hunt::run({binary(), "--abort", "-r", "xml", "-f", (own / "names.txt").string()}, more, tree_.string(), limits);
    }
    [[nodiscard]] static std::string own_name() {
        std::ostringstream out;
        out << std::this_thread::get_id();
        return out.str();
    }

    void record() {
        judges_ = judges_in((tree_ / "tests").string());
        // What each takes and comes to is kept for the next hunt, until its file or the engine changes.
        const fs::path kept = root_ / ("build/hunt/judges_" + std::to_string(static_cast<int>(measured())) + ".txt");
        const std::string engine = all_text();
        const auto key = [&](const Judge& j) { return std::to_string(std::hash<std::string>{}(engine + j.text + j.name)); };
        std::map<std::string, std::string> known;
        if (fs::exists(kept)) {
            std::istringstream lines(read_file(kept));
            for (std::string line; std::getline(lines, line);) known[line.substr(0, line.find(' '))] = line;
        }
        std::vector<std::size_t> fresh;
        for (std::size_t j = 0; j < judges_.size(); ++j) {
            Judge& judge = judges_[j];
            std::istringstream in(known[key(judge)]);
            std::string its_key;
            in >> its_key >> judge.fit >> judge.slow >> judge.seconds;
            for (int n = 0; in >> n;) judge.reached.insert(n);
            if (!judge.fit && !judge.slow) fresh.push_back(j);
        }
        say("asking " + std::to_string(fresh.size()) + " judges what they come to");
        std::atomic<std::size_t> next = 0;
        std::vector<std::thread> workers;
        for (unsigned w = 0; w < options_.jobs; ++w)
            workers.emplace_back([&] {
                for (std::size_t i = next++; i < fresh.size(); i = next++) measure(fresh[i]);
            });
        for (std::thread& w : workers) w.join();
        std::ostringstream out;
        for (const Judge& j : judges_) {
            out << key(j) << " " << j.fit << " " << j.slow << " " << j.seconds;
            for (const int n : j.reached) out << " " << n;
            out << "\n";
        }
        write_file(kept, out.str());
        std::size_t unfit = 0, slow = 0;
        for (const Judge& j : judges_) {
            if (!j.fit && !j.slow) say("no judge, because it fails by itself here: " + j.name);
            unfit += j.fit || j.slow ? 0 : 1;
            slow += j.slow ? 1 : 0;
        }
        say(std::to_string(judges_.size() - unfit - slow) + " judges; " + std::to_string(slow) + " take too long");
    }
    // How long a judge may take when it is measured.
    [[nodiscard]] double measured() const { return std::max(5.0, options_.longest); }
    void measure(std::size_t j) {
        const fs::path reached = root_ / "build/hunt/worker" / own_name() / "reached.txt";
        fs::remove(reached);
        const Finished done =
            ask({j}, {{"TRIAGE_REACHED", reached.string()}}, {measured(), 60 + 60 * measured(), 4096}, own_name());
        judges_[j].seconds = done.seconds;
        judges_[j].slow = done.how == Finished::How::too_long;
        judges_[j].fit = done.how == Finished::How::well && last_case(done.output) == judges_[j].name;
        if (!fs::exists(reached)) return;
        std::istringstream in(read_file(reached));
        for (int n = 0; in >> n;) judges_[j].reached.insert(n);
    }

    // --- the hunt itself ----------------------------------------------------------------------------------------------------
    [[nodiscard]] std::vector<std::size_t> choose() {
        std::vector<std::size_t> out;
        const std::string last = options_.again ? "\n" + read_file(missed_) : "";
        for (std::size_t n = 0; n < all_; ++n) {
            if (!in_[n]) {
                fates_[n].is = Fate::Is::does_not_compile;
            } else if (fates_[n].is == Fate::Is::not_asked) {
                const bool missed = !options_.again || last.find("\n" + key(n) + "\n") != std::string::npos;
                if (missed && (place(n) + " " + named(mutant(n))).find(options_.only) != std::string::npos) out.push_back(n);
            }
        }
        if (options_.sample == 0 || options_.sample >= out.size()) return out;
        std::mt19937 dice(1);
        for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[dice() % i]);
        out.resize(options_.sample);
        std::sort(out.begin(), out.end());
        return out;
    }

    // Quick judges first; among those of about one price the ones of the same room.
    [[nodiscard]] std::vector<std::vector<std::size_t>> turns(std::size_t n) const {
        std::map<std::pair<int, bool>, std::vector<std::size_t>> groups;
        for (std::size_t j = 0; j < judges_.size(); ++j) {
            const Judge& judge = judges_[j];
            if (!judge.fit || judge.seconds > options_.longest || judge.reached.count(static_cast<int>(n)) == 0) continue;
            const int price = judge.seconds < 0.05 ? 0 : judge.seconds < 0.3 ? 1 : judge.seconds < 1.5 ? 2 : 3;
            groups[{price, targets()[target_of(n)].find("/" + judge.room + "/") == std::string::npos}].push_back(j);
        }
        std::vector<std::vector<std::size_t>> out;
        for (auto& [key, group] : groups) out.push_back(std::move(group));
        return out;
    }
    void let_loose(std::size_t n) {
        Fate& fate = fates_[n];
        const auto all = turns(n);
        fate.is = all.empty() ? Fate::Is::unreached : Fate::Is::unnoticed;
        for (const std::vector<std::size_t>& group : all) {
            double usual = 0;
            for (const std::size_t j : group) usual += judges_[j].seconds;
            const Finished done =
                ask(group, {{"TRIAGE_MUTANT", std::to_string(n)}}, {1.5 + 6 * usual, 60 + 60 * usual, 2048}, own_name());
            fate.seconds += done.seconds;
            if (done.how == Finished::How::well) continue;
            fate.is = Fate::Is::noticed;
            fate.judge = last_case(done.output);
            fate.how = done.how == Finished::How::crashed ? " (crashed)" : done.how == Finished::How::too_long ? " (no end)" : "";
            break;
        }
        const std::lock_guard lock(mutex_);
        char seconds[32];
        std::snprintf(seconds, sizeof seconds, "%.1f s", fate.seconds);
        say(place(n) + "  " + shortened(named(mutant(n)), 110) + "  " + seconds + "  " +
            (fate.is == Fate::Is::noticed     ? "\"" + fate.judge + "\"" + fate.how
             : fate.is == Fate::Is::unreached ? "NOBODY COMES TO IT"
                                              : "NOT NOTICED"));
    }

    int report() const {
        std::map<std::string, std::size_t> by_judge;
        std::map<Fate::Is, std::size_t> counts;
        for (const Fate& f : fates_) {
            ++counts[f.is];
            if (f.is == Fate::Is::noticed) ++by_judge[f.judge];
        }
        std::vector<std::pair<std::size_t, std::string>> sorted;
        for (const auto& [judge, count] : by_judge) sorted.emplace_back(count, judge);
        std::sort(sorted.rbegin(), sorted.rend());
        std::printf("\nNoticed by\n");
        for (const auto& [count, judge] : sorted) std::printf("%6zu  %s\n", count, judge.c_str());
        const std::size_t missed = counts[Fate::Is::unnoticed] + counts[Fate::Is::unreached];
        if (missed > 0) std::printf("\nNot noticed\n");
        std::string keys;
        for (std::size_t n = 0; n < all_; ++n)
            if (fates_[n].is == Fate::Is::unnoticed || fates_[n].is == Fate::Is::unreached) {
                keys += key(n) + "\n";
                std::printf("%s\n    line: %s\n    mutation: %s%s\n", place(n).c_str(),
                            sources_[target_of(n)].line(mutant(n).line).c_str(), named(mutant(n)).c_str(),
                            fates_[n].is == Fate::Is::unreached ? "\n    nobody comes to it" : "");
            }
        write_file(missed_, keys);
        std::printf("\n");
        say(std::to_string(all_) + " mutants: " + std::to_string(counts[Fate::Is::noticed]) + " noticed, " +
            std::to_string(missed) + " not noticed, " + std::to_string(counts[Fate::Is::equivalent]) + " equivalent, " +
            std::to_string(counts[Fate::Is::does_not_compile]) + " do not compile, " +
            std::to_string(counts[Fate::Is::not_asked]) + " not asked");
        return missed == 0 ? 0 : 1;
    }

    fs::path root_, tree_ = root_ / "build/hunt/tree", missed_ = root_ / "build/hunt/missed.txt";
    Options options_;
    std::vector<Source> sources_;
    std::vector<std::size_t> firsts_;
    std::size_t all_ = 0;
    std::vector<bool> in_;
    std::set<std::size_t> named_;  // by the compiler
    std::vector<Fate> fates_;
    std::vector<Equivalent> equivalents_;
    std::vector<Judge> judges_;
    std::mutex mutex_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace

}  // namespace triage::hunt

int main(int argc, char** argv) try {
    triage::hunt::Options options;
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool last = i + 1 == words.size();
        if (words[i] == "--quick") {
            options.sample = 40;
            options.longest = 1;
        } else if (words[i] == "--again") {
            options.again = true;
        } else if (!last && words[i] == "--sample") {
            options.sample = std::stoul(words[++i]);
        } else if (!last && words[i] == "--longest") {
            options.longest = std::stod(words[++i]);
        } else if (!last && words[i] == "--only") {
            options.only = words[++i];
        } else if (!last && words[i] == "--jobs") {
            options.jobs = std::max(1U, static_cast<unsigned>(std::stoul(words[++i])));
        } else {
            std::fputs(triage::hunt::usage, words[i] == "--help" ? stdout : stderr);
            return words[i] == "--help" ? 0 : 2;
        }
    }
    return triage::hunt::Hunt(fs::current_path(), options).run();
} catch (const std::exception& e) {
    std::fprintf(stderr, "hunt: %s\n", e.what());
    return 2;
}
