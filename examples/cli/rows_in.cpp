// SPDX-License-Identifier: Apache-2.0
#include "rows_in.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include <triage/text/json_writer.hpp>

#include "compression.hpp"
#include "support.hpp"

namespace cli {

struct RowsIn::Input {
    int file = -1;
    std::string path;
    std::size_t longest;
    bool (*stop)();
    double size = 0;                       // bytes of the file
    std::atomic<std::uint64_t> taken = 0;  // of these; asked for by the thread that shows progress
    std::unique_ptr<Unpacker> unpacker;
    bool first = true, at_begin = true, ended = false;
    std::string raw;        // as it was read
    std::string left;       // unpacked, after the last whole line
    bool skipping = false;  // in a line of which enough is kept

    ~Input() {
        if (file > 0) close(file);
    }
    /// Adds more bytes, as they are in the file; false at the end.
    bool read_some(std::string& into) {
        const std::size_t piece = unpacker ? 1U << 16U : 1U << 18U;  // packed, it may become a thousand times as much
        const std::size_t before = into.size();
        into.resize(before + piece);
        for (;;) {
            const ssize_t n = ::read(file, into.data() + before, piece);
            if (n < 0 && errno == EINTR && !stop()) continue;
            if (n < 0 && errno != EINTR) throw Failure("cannot read " + path + ": " + std::strerror(errno));
            into.resize(before + (n > 0 ? static_cast<std::size_t>(n) : 0));
            taken += into.size() - before;
            return n > 0;
        }
    }
    [[nodiscard]] bool more_is_there() const {
        pollfd wait{file, POLLIN, 0};
        return poll(&wait, 1, 0) > 0;
    }
    /// Adds unpacked bytes to `left`.
    void fill() {
        std::size_t before = left.size();
        std::string& into = first || unpacker ? raw : left;
        raw.clear();
        if (stop() || !read_some(into)) {
            ended = true;
            if (unpacker && !stop()) unpacker->end(path);
            return;
        }
        if (std::exchange(first, false)) {
            // Enough to tell what it is, even from a pipe that gives a byte at a time.
            while (raw.size() < 4 && read_some(raw)) {
            }
            unpacker = Unpacker::for_magic(raw, path);
            if (!unpacker) left.swap(raw);
        }
        if (unpacker) unpacker->unpack(raw, left, path);
        if (at_begin && !left.empty() && (left.size() >= 3 || left[0] != '\xEF')) {
            left.erase(0, left.size() - triage::without_mark(left).size());
            at_begin = false;
            before = 0;
        }
        shorten(before);
    }
    /// Of a line that is too long, keeps what shows that it is.
    void shorten(std::size_t from) {
        std::size_t begin = left.rfind('\n', from == 0 ? 0 : from - 1);
        begin = begin == std::string::npos || begin >= from ? 0 : begin + 1;
        // Nearly always: no line among the new bytes can be too long.
        const std::size_t line_end = std::min(left.find('\n', from), left.size());
        if (!skipping && left.size() - from <= longest && line_end - begin <= longest) return;
        std::size_t out = from;
        std::size_t length = skipping ? longest + 1 : from - begin;
        for (std::size_t i = from; i < left.size(); ++i) {
            const char c = left[i];
            if (c == '\n')
                length = 0;
            else if (++length > longest + 1)
                continue;
            left[out++] = c;
        }
        skipping = length > longest;
        left.resize(out);
    }
    /// Behind the last line that is whole; 0 where none is.
    [[nodiscard]] std::size_t whole(bool quoted) {
        if (!quoted) {
            const std::size_t end = left.rfind('\n');
            return end == std::string::npos ? 0 : end + 1;
        }
        std::size_t end = 0;
        bool in = false;
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i] == '"') in = !in;
            if (left[i] == '\n' && !in) end = i + 1;
        }
        return end;
    }
};

RowsIn::RowsIn(const std::string& path, std::size_t longest, bool (*stop)()) : input_(std::make_unique<Input>()) {
    input_->path = path == "-" ? "standard input" : path;
    input_->longest = longest;
    input_->stop = stop;
    input_->file = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (input_->file < 0) throw Failure("cannot read " + path + ": " + std::strerror(errno));
    struct stat found {};
    if (fstat(input_->file, &found) != 0) return;
    if (S_ISDIR(found.st_mode)) throw Failure("cannot read " + path + ": it is a folder");
    if (S_ISREG(found.st_mode)) input_->size = static_cast<double>(found.st_size);
}
RowsIn::~RowsIn() = default;

double RowsIn::share_read() const { return input_->size > 0 ? static_cast<double>(input_->taken) / input_->size : -1; }

bool RowsIn::next(std::string& rows, bool quoted) {
    constexpr std::size_t enough = 1U << 20U;
    Input& in = *input_;
    std::size_t end = in.whole(quoted);
    // A slow writer gets its answer at once; from a quick one a piece is taken that is worth the work.
    while (!in.ended && (end == 0 || (in.left.size() < enough && in.more_is_there()))) {
        in.fill();
        end = in.whole(quoted);
        // Quotes that are never closed: what there is counts as a line, and is refused as a row.
        if (quoted && end == 0 && in.left.size() > 2 * in.longest) end = in.left.size();
    }
    if (in.ended && !in.stop()) end = in.left.size();  // the last line may have no end; half of one that was stopped is none
    if (end == 0) return false;
    rows.swap(in.left);
    in.left.assign(rows, end, std::string::npos);
    rows.resize(end);
    return true;
}

std::vector<std::string> csv_record(std::string_view text, std::size_t& length) {
    std::vector<std::string> cells(1);
    std::size_t i = 0;
    bool in_quotes = false;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (in_quotes) {
            if (c != '"')
                cells.back() += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cells.back() += text[++i];
            else
                in_quotes = false;
        } else if (c == '"') {
            in_quotes = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            break;
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    length = std::min(i + 1, text.size());
    return cells;
}

CsvRows::CsvRows(const triage::RuleSet& rules, std::string_view header) {
    std::size_t length = 0;
    std::string wrong;
    for (const std::string& name : csv_record(header, length)) {
        const triage::FindingId f = rules.compiled().finding_names.find(name);
        if (f == triage::npos && name != "id")
            wrong += (wrong.empty() ? "" : "; ") + ("no finding is called \"" + triage::visible(name) + "\"") +
                     or_rather(triage::nearest_name(name, rules.compiled().finding_names));
        for (const Column& c : columns_)
            if (c.name == name)
                wrong += (wrong.empty() ? "" : "; ") + ("the column \"" + triage::visible(name) + "\" is there twice");
        columns_.push_back({name, name == "id" && f == triage::npos,
                            f != triage::npos && rules.document().findings[f].type == triage::FindingType::number});
    }
    if (!wrong.empty()) throw Failure("the header of the CSV file: " + wrong);
}

std::string CsvRows::json(std::string_view records) const {
    std::string out;
    while (!records.empty()) {
        std::size_t length = 0;
        const std::vector<std::string> cells = csv_record(records, length);
        records.remove_prefix(length);
        if (cells.size() == 1 && cells[0].empty()) {
            out += '\n';
            continue;
        }
        triage::JsonWriter json;
        json.open('{');
        for (std::size_t c = 0; c < columns_.size() && c < cells.size(); ++c)
            if (columns_[c].is_id && !cells[c].empty()) json.text("id", cells[c]);
        if (cells.size() > columns_.size()) json.text("cells beyond the header", std::to_string(cells.size() - columns_.size()));
        json.open("answers", '{');
        for (std::size_t c = 0; c < columns_.size() && c < cells.size(); ++c) {
            const std::string cell = trimmed(cells[c]);
            if (columns_[c].is_id || cell.empty()) continue;
            const auto number = columns_[c].is_number ? triage::number_of(cell) : std::optional<double>();
            if (number && cell.find_first_not_of("-.0123456789") == std::string::npos)
                json.number(columns_[c].name, *number);
            else
                json.text(columns_[c].name, cell);
        }
        json.close('}').close('}');
        out += json.str();
        out += '\n';
    }
    return out;
}

}  // namespace cli
