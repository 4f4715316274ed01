// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include <triage/batch.hpp>
#include <triage/load.hpp>

#include "rows_in.hpp"
#include "rows_out.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Assesses many people, one JSON object per line, or CSV with a header.
A bad row is reported in its place. .gz and .zst are unpacked and packed.
  triage batch people.ndjson -o results.ndjson
  triage batch people.csv.gz --format csv -o results.csv --rejects bad.csv)";

constexpr Flag full{"full", Takes::nothing, {}, "whole assessments"};
constexpr Flag from{"from", Takes::word, "auto|ndjson|csv", "what the rows are (default: by the name of the file)"};
constexpr Flag jobs{"jobs", Takes::count, "N", "threads (default: one for each processor)"};
constexpr Flag rejects{"rejects", Takes::output, "FILE", "write the bad rows there, as they came"};
constexpr Flag resume{"resume", Takes::nothing, {}, "go on with a result that did not finish"};
constexpr Flag strict{"strict", Takes::nothing, {}, "a bad row ends the batch, and leaves no result"};
constexpr Flag summary{"summary", Takes::nothing, {}, "say at the end how many rows ended where, on a terminal or not"};

namespace {

volatile std::sig_atomic_t asked_to_stop = 0;
bool stop_asked() { return asked_to_stop != 0; }

/// For its lifetime, Ctrl-C ends the input instead of the program; a second one ends the program.
class StopsOnSignal {
public:
    StopsOnSignal() {
        asked_to_stop = 0;
        struct sigaction action {};
        action.sa_handler = [](int) {
            if (asked_to_stop != 0) _exit(interrupted);
            asked_to_stop = 1;
        };
        sigaction(SIGINT, &action, &before_);
        sigaction(SIGTERM, &action, &before_term_);
    }
    ~StopsOnSignal() {
        sigaction(SIGINT, &before_, nullptr);
        sigaction(SIGTERM, &before_term_, nullptr);
    }
    StopsOnSignal(const StopsOnSignal&) = delete;
    StopsOnSignal& operator=(const StopsOnSignal&) = delete;

private:
    struct sigaction before_ {
    }, before_term_{};
};

/// Threads that are started with no signal of ours: the one that reads shall get it.
std::thread quiet_thread(std::function<void()> run) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread out(std::move(run));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return out;
}

/// Ids that were met: exact for the first million, then no new ones are kept, so that memory stays the same.
class SeenIds {
public:
    void see(const triage::BatchPiece::Id& id) {
        if (std::uint64_t& there = place(id.hash | 1U); there != 0) {
            if (++shared == 1) first_line = id.line;
        } else if (kept_ < most) {
            there = id.hash | 1U;
            if (2 * ++kept_ > table_.size()) grow();
        }
    }
    std::size_t shared = 0, first_line = 0;

private:
    static constexpr std::size_t most = 1U << 20U;

    /// Where it is, or where it would be: 0.
    [[nodiscard]] std::uint64_t& place(std::uint64_t id) {
        std::size_t at = id % table_.size();
        while (table_[at] != 0 && table_[at] != id) at = at + 1 == table_.size() ? 0 : at + 1;
        return table_[at];
    }
    void grow() {
        const std::vector<std::uint64_t> old = std::exchange(table_, std::vector<std::uint64_t>(2 * table_.size() + 1));
        for (const std::uint64_t id : old)
            if (id != 0) place(id) = id;
    }

    std::vector<std::uint64_t> table_ = std::vector<std::uint64_t>(1021);
    std::size_t kept_ = 0;
};

/// Lines of a piece; the last may have no end.
std::size_t lines_in(const std::string& rows) {
    std::size_t out = 0;
    for (std::size_t at = 0; at < rows.size(); ++out) at = std::min(rows.find('\n', at), rows.size()) + 1;
    return out;
}

std::string thousands(double number) {
    std::string out = std::to_string(static_cast<long long>(number));
    for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
    return out;
}

/// Pieces of rows through some threads, results in order.
class Pipeline {
public:
    Pipeline(const Call& call, const triage::RuleSet& rules) : call_(call), rules_(rules) {
        options_.output = call.has(full)           ? triage::BatchOptions::Output::full
                          : call.format() == "csv" ? triage::BatchOptions::Output::csv
                                                   : triage::BatchOptions::Output::json;
        options_.assess = assess_options(call);
        by_rank_.resize(rules.document().dispositions.size());
    }

    int run() {
        const std::string& path = call_.inputs[0];
        const std::string form = call_.text(from);
        std::string name = path;
        for (const char* packed : {".gz", ".zst"})
            if (name.ends_with(packed)) name.resize(name.size() - std::string_view(packed).size());
        const bool csv = form == "csv" || (form == "auto" && name.ends_with(".csv"));

        if (call_.has(resume) && !call_.has(flag::output)) throw Failure("--resume goes on with the file of -o; name it");
        RowsIn in(path, options_.limits.bytes_per_file, stop_asked);
        const std::string begun_as = rules_.id() + " " + rules_.version() + " " + rules_.digest() + " " +
                                     (call_.has(full) ? "full" : call_.format()) + " " + options_.assess.emergency_number;
        RowsOut out(call_.text(flag::output), begun_as, call_.has(resume));
        std::optional<RowsOut> bad;
        if (call_.has(rejects)) bad.emplace(call_.text(rejects), begun_as + " rejects", call_.has(resume));
        go_on(out, bad);

        const StopsOnSignal signals;
        const std::size_t threads = std::clamp<std::size_t>(
            call_.count(jobs).value_or(0) != 0 ? *call_.count(jobs) : std::thread::hardware_concurrency(), 1, 256);
        most_waiting_ = 4 * threads;
        std::vector<std::thread> all;
        for (std::size_t i = 0; i < threads; ++i) all.push_back(quiet_thread([this] { work(); }));
        all.push_back(quiet_thread([&] { write(out, bad, in); }));
        try {
            read(in, csv);
        } catch (...) {
            fail(std::current_exception());
        }
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
        for (std::thread& t : all) t.join();
        return finish(out, bad);
    }

private:
    struct Piece {
        std::string rows;
        std::size_t line = 1;
        triage::BatchPiece done;
        bool taken = false, ready = false;
    };

    /// A piece whose memory was used before, or a new one.
    [[nodiscard]] Piece spare() {
        const std::lock_guard lock(mutex_);
        if (spare_.empty()) return {};
        Piece out = std::move(spare_.back());
        spare_.pop_back();
        out.taken = out.ready = false;
        return out;
    }
    /// Rows that were done before a kill. The last one is done again: it must come to the same.
    void go_on(RowsOut& out, std::optional<RowsOut>& bad) {
        std::string last;
        std::size_t bad_before = 0, lines = 0;
        const std::size_t there = out.lines_there();
        out.each_line([&](std::string_view line) {
            if (++lines < there)
                bad_before += is_bad(line) ? 1 : 0;
            else
                last = std::string(line);
            return lines < there;
        });
        if (there != 0) {
            must_come_ = last + "\n";
            out.keep(there - 1);
            skip_ = there - 1;
            if (options_.output == triage::BatchOptions::Output::csv) {
                header_written_ = skip_ != 0;
                skip_ = skip_ == 0 ? 0 : skip_ - 1;
            }
        }
        if (bad) bad->keep(bad_before);
        rejected_ = bad_before;
    }
    [[nodiscard]] bool is_bad(std::string_view line) const {
        if (options_.output == triage::BatchOptions::Output::csv)
            return !line.empty() && line.back() != ',' && line != csv_header;
        // {"id": …, "line": N, "error": …}; a quote inside an id has a backslash before it.
        std::size_t at = line.starts_with("{\"id\": null") ? 11 : 0;
        for (std::size_t i = 8; at == 0 && i < line.size() && line.starts_with("{\"id\": \""); ++i)
            if (line[i] == '\\')
                ++i;
            else if (line[i] == '"')
                at = i + 1;
        return at != 0 && line.substr(at, 10) == ", \"line\": ";
    }

    void read(RowsIn& in, bool csv) {
        std::optional<CsvRows> records;
        std::size_t line = 1;
        std::string rows;
        while (!stopped()) {
            Piece piece = spare();
            if (!in.next(csv ? rows : piece.rows, csv)) break;
            if (csv) {
                std::string_view text = rows;
                if (!records) {
                    std::size_t header = 0;
                    (void)csv_record(text, header);
                    records.emplace(rules_, text.substr(0, header));
                    text.remove_prefix(header);
                    line = 2;
                }
                piece.rows = records->json(text);
            }
            piece.line = line;
            line += lines_in(piece.rows);
            skip_rows(piece);
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return waiting_.size() < most_waiting_ || problem_; });
            waiting_.push_back(std::move(piece));
            lock.unlock();
            changed_.notify_all();
        }
    }
    /// Leaves out rows that were done before.
    void skip_rows(Piece& piece) {
        std::size_t at = 0;
        while (skip_ > 0 && at < piece.rows.size()) {
            const std::size_t end = std::min(piece.rows.find('\n', at), piece.rows.size());
            if (piece.rows.find_first_not_of(" \t\r", at) < end) --skip_;
            at = std::min(end + 1, piece.rows.size());
            ++piece.line;
        }
        piece.rows.erase(0, at);
    }
    void work() {
        try {
            triage::BatchAssessor assessor(rules_, options_);
            for (;;) {
                std::unique_lock lock(mutex_);
                const auto free = [&] {
                    return std::find_if(waiting_.begin(), waiting_.end(), [](const Piece& p) { return !p.taken; });
                };
                changed_.wait(lock, [&] { return free() != waiting_.end() || ended_ || problem_; });
                if (problem_ || free() == waiting_.end()) return;
                Piece& piece = *free();  // stays where it is: only the writer takes pieces away, and only ready ones
                piece.taken = true;
                lock.unlock();
                assessor.run(piece.rows, piece.line, piece.done);
                lock.lock();
                piece.ready = true;
                lock.unlock();
                changed_.notify_all();
            }
        } catch (...) {
            fail(std::current_exception());
        }
    }
    void write(RowsOut& out, std::optional<RowsOut>& bad, const RowsIn& in) {
        try {
            if (options_.output == triage::BatchOptions::Output::csv && !header_written_)
                put(out, std::string(csv_header) + "\n");
            for (;;) {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] {
                    return problem_ || (!waiting_.empty() && waiting_.front().ready) || (ended_ && waiting_.empty());
                });
                if (problem_ || waiting_.empty()) return;
                Piece piece = std::move(waiting_.front());
                const triage::BatchPiece& done = piece.done;
                waiting_.pop_front();
                lock.unlock();
                changed_.notify_all();
                rows_ += done.rows;
                rejected_ += done.bad;
                for (std::size_t r = 0; r < by_rank_.size(); ++r) by_rank_[r] += done.by_rank[r];
                for (const auto& id : done.ids) seen_.see(id);
                if (call_.has(strict) && done.bad != 0)
                    throw Failure("a bad row, and the batch is strict: " + done.rejected.substr(0, done.rejected.find('\n')));
                if (bad) bad->write(done.rejected);  // before the result, so that none is missing after a kill
                put(out, done.text);
                progress(in.share_read());
                lock.lock();
                spare_.push_back(std::move(piece));
            }
        } catch (...) {
            fail(std::current_exception());
        }
    }
    /// Writes; what was written before a kill must come again.
    void put(RowsOut& out, const std::string& text) {
        if (!must_come_.empty() && !text.empty()) {
            if (text.compare(0, must_come_.size(), must_come_) != 0)
                throw Failure(out.part() + " does not belong to this input: a row that is in it would now be another");
            must_come_.clear();
        }
        out.write(text);
    }
    void progress(double share) {
        if (isatty(STDERR_FILENO) == 0 || (isatty(STDOUT_FILENO) != 0 && !call_.has(flag::output))) return;
        const auto now = std::chrono::steady_clock::now();
        if (now - shown_ < std::chrono::milliseconds(500)) return;
        shown_ = now;
        const double seconds = std::chrono::duration<double>(now - begun_).count();
        std::string text =
            thousands(static_cast<double>(rows_)) + " rows, " + thousands(static_cast<double>(rows_) / seconds) + " a second";
        if (share > 0)
            text += ", " + std::to_string(static_cast<int>(share * 100)) + " %, about " +
                    thousands(seconds * (1 - std::min(share, 1.0)) / share) + " s left";
        std::cerr << "\r\x1B[K" << text << std::flush;
        drawn_ = true;
    }
    int finish(RowsOut& out, std::optional<RowsOut>& bad) {
        if (drawn_) std::cerr << "\r\x1B[K";
        if (problem_) {
            if (call_.has(strict)) {
                out.discard();
                if (bad) bad->discard();
            } else if (out.is_file() && rows_ + skip_ != 0) {
                std::cerr << "triage: what is done stands in " << out.part() << ", and --resume goes on with it\n";
            }
            std::rethrow_exception(problem_);
        }
        if (!stop_asked()) {
            if (bad) bad->finish();
            out.finish();
        }
        // Two rows of one id are two people to us, and perhaps one to whoever reads the result.
        if (seen_.shared != 0)
            std::cerr << "triage: " << triage::counted(seen_.shared, "row has", "rows have")
                      << " the id of an earlier row, first in line " << seen_.first_line << "; each was assessed by itself\n";
        if (rejected_ != 0) std::cerr << "triage: " << triage::counted(rejected_, "row was", "rows were") << " rejected\n";
        if (call_.has(summary) || isatty(STDERR_FILENO) != 0) say_summary();
        if (!stop_asked()) return rejected_ == 0 ? done : found;
        std::cerr << "triage: stopped"
                  << (out.is_file() ? "; what is done stands in " + out.part() + ", and --resume goes on with it" : "") << "\n";
        return interrupted;
    }
    void say_summary() const {
        std::string text = triage::counted(rows_, "row", "rows");
        const char* with = ": ";
        for (std::size_t r = by_rank_.size(); r-- > 0;) {
            if (by_rank_[r] == 0) continue;
            text += std::exchange(with, ", ") + thousands(static_cast<double>(by_rank_[r])) + " " +
                    rules_.compiled().disposition(static_cast<triage::Rank>(r)).id.value;
        }
        std::cerr << text << (rejected_ != 0 ? with + thousands(static_cast<double>(rejected_)) + " rejected" : std::string())
                  << "\n";
    }
    void fail(std::exception_ptr problem) {
        {
            const std::lock_guard lock(mutex_);
            if (!problem_) problem_ = std::move(problem);
        }
        changed_.notify_all();
    }
    [[nodiscard]] bool stopped() {
        const std::lock_guard lock(mutex_);
        return problem_ != nullptr || stop_asked();
    }

    static constexpr std::string_view csv_header = "id,disposition,leading,raised,unsure,error";
    const Call& call_;
    const triage::RuleSet rules_;
    triage::BatchOptions options_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Piece> waiting_;  // in order; a deque leaves its pieces where they are
    std::vector<Piece> spare_;   // written; their memory is used again
    std::size_t most_waiting_ = 4;
    bool ended_ = false;
    std::exception_ptr problem_;

    // Of the writer.
    std::size_t rows_ = 0, rejected_ = 0;
    std::vector<std::size_t> by_rank_;
    SeenIds seen_;
    std::string must_come_;
    bool header_written_ = false, drawn_ = false;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), shown_ = begun_;
    // Of the reader.
    std::size_t skip_ = 0;
};

}  // namespace

static int run(const Call& call) {
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    return Pipeline(call, rules).run();
}

const Verb verbs::batch{"batch",
                        "IN.ndjson|IN.csv|-",
                        "ndjson|csv",
                        {from, full, jobs, rejects, resume, strict, summary, flag::rules},
                        Result::personal,
                        run,
                        help};

}  // namespace cli
