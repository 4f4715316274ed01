// SPDX-License-Identifier: Apache-2.0
#include "rows_out.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "support.hpp"

namespace cli {

namespace {

[[noreturn]] void fail(const std::string& path) { throw Failure("cannot write " + path + ": " + std::strerror(errno)); }

std::string first_line(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string line;
    std::getline(in, line);
    return line;
}

}  // namespace

RowsOut::RowsOut(const std::string& path, const std::string& begun_as, bool resume) : path_(path) {
    if (!cli::is_file(path)) return;
    struct stat found {};
    special_ = stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
    packer_ = Packer::for_name(path);
    if (special_) {
        file_ = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (file_ < 0) fail(path);
        return;
    }
    char whole[PATH_MAX];
    if (realpath(path.c_str(), whole) != nullptr) path_ = whole;  // the file behind a link, not the link
    part_ = path_ + ".part";
    about_ = path_ + ".part.rules";
    const bool there = stat(part_.c_str(), &found) == 0;
    if (there && packer_)
        throw Failure(part_ + " is there: a batch that did not finish. A compressed result cannot be resumed; remove it");
    if (there && !resume)
        throw Failure(part_ + " is there: a batch that did not finish. Add --resume to go on with it, or remove it");
    if (there && first_line(about_) != begun_as)
        throw Failure(part_ + " was begun with other rules or another form (" + first_line(about_) + ", now " + begun_as +
                      "); remove it to begin anew");
    if (!there) write_private(about_, begun_as + "\n");
    file_ = open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | (there ? 0 : O_EXCL), 0600);
    if (file_ < 0) fail(part_);
    if (there) each_line([&](std::string_view) { return ++lines_there_ != 0; });
    keep(lines_there_);  // half a line at the end goes
}

RowsOut::~RowsOut() {
    if (file_ > 2) close(file_);
}

bool RowsOut::read_line(std::size_t& at, std::string& text) const {
    text.clear();
    char bytes[1U << 14U];
    for (;;) {
        const ssize_t n = pread(file_, bytes, sizeof bytes, static_cast<off_t>(at));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;  // a line without an end is none
        const char* end = static_cast<const char*>(std::memchr(bytes, '\n', static_cast<std::size_t>(n)));
        const std::size_t length = end != nullptr ? static_cast<std::size_t>(end - bytes) : static_cast<std::size_t>(n);
        text.append(bytes, length);
        at += length + (end != nullptr ? 1 : 0);
        if (end != nullptr) return true;
    }
}

void RowsOut::keep(std::size_t lines) {
    if (special_ || file_ <= 2) return;
    std::size_t bytes = 0, kept = 0;
    each_line([&](std::string_view line) {
        if (kept == lines) return false;
        ++kept;
        bytes += line.size() + 1;
        return true;
    });
    lines_there_ = kept;
    if (ftruncate(file_, static_cast<off_t>(bytes)) != 0 || lseek(file_, 0, SEEK_END) < 0) fail(part_);
}

void RowsOut::flush(std::string_view text) {
    for (std::size_t written = 0; written < text.size();) {
        const ssize_t n = ::write(file_, text.data() + written, text.size() - written);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(file_ > 2 ? path_ : "the result");
        written += static_cast<std::size_t>(n);
    }
}

void RowsOut::write(std::string_view text) {
    if (!packer_) {
        flush(text);
        return;
    }
    std::string packed;
    packer_->pack(text, packed);
    flush(packed);
}

void RowsOut::finish() {
    if (packer_) {
        std::string packed;
        packer_->end(packed);
        flush(packed);
    }
    if (part_.empty()) return;
    struct stat old {};
    if (stat(path_.c_str(), &old) == 0) (void)take_over(file_, old);
    if (fsync(file_) != 0 || rename(part_.c_str(), path_.c_str()) != 0) fail(path_);
    unlink(about_.c_str());
}

void RowsOut::discard() {
    if (part_.empty()) return;
    unlink(part_.c_str());
    unlink(about_.c_str());
}

}  // namespace cli
