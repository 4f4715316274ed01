// SPDX-License-Identifier: Apache-2.0
// Files as the program writes them: whole under their name or not there, whatever happens in between.
// Refuses to take the place of a device, a pipe or a folder, and to call something written that the disk has not taken.
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

#include "support.hpp"

namespace cli {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) { throw Failure("cannot write " + path + ": " + why); }

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// Returns 0, or the error.
int write_all(int file, std::string_view text) {
    for (std::size_t written = 0; written < text.size();) {
        const ssize_t n = ::write(file, text.data() + written, text.size() - written);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        written += static_cast<std::size_t>(n);
    }
    return 0;
}

const std::string spare_ending = ".new-";

/// A file that nobody sees yet, in the folder where it shall stand. Where the system can, it has no name at all until it is
/// whole, so that even a kill leaves nothing behind; elsewhere it has a name that no other file has.
class Draft {
public:
    Draft(const std::string& path, mode_t mode, bool named) {
#ifdef O_TMPFILE
        if (!named) file_ = open(folder_of(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
#endif
        for (int n = 0; named && file_ < 0 && n < 100 && (n == 0 || errno == EEXIST); ++n) {
            name_ = spare_name(path, n);
            file_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        }
        error_ = file_ < 0 ? errno : 0;
        if (file_ < 0) name_.clear();
        if (file_ >= 0) (void)flock(file_, LOCK_EX | LOCK_NB);  // as long as somebody works on it: `remove_leftovers` asks
    }
    ~Draft() {
        if (file_ >= 0) close(file_);
        if (!name_.empty()) unlink(name_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    // Each returns 0, or the error.
    [[nodiscard]] int opened() const { return error_; }
    [[nodiscard]] int fill(std::string_view text) {
        const int error = write_all(file_, text);
        return error == 0 && fsync(file_) != 0 ? errno : error;
    }
    /// Gives it the owner and the permissions of another file.
    [[nodiscard]] int become(const struct stat& other) { return take_over(file_, other) ? 0 : errno; }
    /// Gives it a name that is free; EEXIST where the name is taken.
    [[nodiscard]] int take(const std::string& path) {
        int error = linked(path) ? 0 : errno;
#ifdef RENAME_NOREPLACE
        // A file system without hard links.
        if (error != 0 && error != EEXIST && !name_.empty()) {
            error = renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
            if (error == 0) name_.clear();
        }
#endif
        return error;
    }
    /// Puts it in the place of what has that name.
    [[nodiscard]] int replace(const std::string& path) {
        for (int n = 0; name_.empty() && n < 100; ++n) {
            const std::string spare = spare_name(path, n);
            if (linked(spare))
                name_ = spare;
            else if (errno != EEXIST)
                break;
        }
        if (name_.empty() || rename(name_.c_str(), path.c_str()) != 0) return errno;
        name_.clear();
        return 0;
    }

private:
    static std::string spare_name(const std::string& path, int n) {
        return path + spare_ending + std::to_string(getpid()) + (n == 0 ? "" : "-" + std::to_string(n));
    }
    [[nodiscard]] bool linked(const std::string& path) const {
        if (!name_.empty()) return link(name_.c_str(), path.c_str()) == 0;
        const std::string self = "/proc/self/fd/" + std::to_string(file_);
        return linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
    }

    int file_ = -1, error_ = 0;
    std::string name_;  // empty: it has none
};

/// A name that was just given, on the disk too. Best effort: not every file system can.
void settle(const std::string& path) {
    const int folder = open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    (void)fsync(folder);
    close(folder);
}

/// Drafts of a file that a killed program left behind: it is gone, and nobody holds them any more.
void remove_leftovers(const std::string& path) {
    const std::string folder = folder_of(path), begin = path.substr(path.rfind('/') + 1) + spare_ending;
    const std::unique_ptr<DIR, int (*)(DIR*)> all(opendir(folder.c_str()), closedir);
    while (const dirent* entry = all ? readdir(all.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        if (name.size() <= begin.size() || name.substr(0, begin.size()) != begin ||
            name.find_first_not_of("0123456789-", begin.size()) != std::string_view::npos)
            continue;
        const long maker = std::strtol(entry->d_name + begin.size(), nullptr, 10);
        if (maker <= 0 || kill(static_cast<pid_t>(maker), 0) == 0 || errno != ESRCH) continue;
        const std::string spare = folder + "/" + entry->d_name;
        const int file = open(spare.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (file < 0) continue;
        struct stat found {};
        if (fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_uid == geteuid() &&
            flock(file, LOCK_EX | LOCK_NB) == 0)
            unlink(spare.c_str());
        close(file);
    }
}

/// fresh: under a name that is not taken. nothing: only finds out whether a file could be written.
enum class Put { fresh, replace, nothing };

/// Writes under a name, for `replace` with the owner and the permissions of the `old` file there. Returns 0, or the error:
/// for a fresh name EEXIST where it is taken. Throws Failure where there is no room.
int put(const std::string& path, std::string_view text, mode_t mode, Put how, const struct stat* old = nullptr) {
    int error = 0;
    for (const bool named : {false, true}) {
        Draft draft(path, mode, named);
        error = draft.opened();
        if (error == 0 && old != nullptr) error = draft.become(*old);
        if (error != 0) continue;
        if (const int full = draft.fill(text); full != 0) fail(path, std::strerror(full));
        if (how == Put::nothing) return 0;
        error = how == Put::fresh ? draft.take(path) : draft.replace(path);
        if (error == 0) {
            settle(path);
            remove_leftovers(path);
        }
        if (error == 0 || (how == Put::fresh && error == EEXIST)) return error;
    }
    return error;
}

/// What stands behind a path.
struct Target {
    std::string path;                ///< links followed
    std::optional<struct stat> old;  ///< nothing: there is no file yet

    /// A device or a pipe, or a file of several names: it is written to, never replaced.
    [[nodiscard]] bool must_stay() const { return old && (!S_ISREG(old->st_mode) || old->st_nlink > 1); }
    /// Whether that is so, since nothing else can take its place: not in a folder that is not ours, not as somebody else's
    /// file, not where a file is a mount of its own.
    [[nodiscard]] bool must_stay(int error) const { return old && (error == EACCES || error == EPERM || error == EBUSY); }
};

Target target_of(const std::string& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) {
        const int why = errno;
        if (why != ENOENT) fail(path, std::strerror(why));
        if (lstat(path.c_str(), &found) == 0) fail(path, "it is a link to a file that is not there");
        return {path, std::nullopt};
    }
    if (S_ISDIR(found.st_mode)) fail(path, "it is a folder");
    struct stat link {};
    if (!S_ISREG(found.st_mode) || lstat(path.c_str(), &link) != 0 || !S_ISLNK(link.st_mode)) return {path, found};
    char whole[PATH_MAX];
    if (realpath(path.c_str(), whole) == nullptr) fail(path, std::strerror(errno));
    return {whole, found};
}

/// Writes to what is there. A file is then for a moment neither old nor new.
void write_into(const Target& target, std::string_view text) {
    const int file = open(target.path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) fail(target.path, std::strerror(errno));
    int error = write_all(file, text);
    if (error == 0 && S_ISREG(target.old->st_mode) && (ftruncate(file, static_cast<off_t>(text.size())) != 0 || fsync(file) != 0))
        error = errno;
    close(file);
    if (error != 0) fail(target.path, std::strerror(error));
}

void write_file(const std::string& path, std::string_view text, mode_t mode) {
    const Target target = target_of(path);
    const int error =
        target.must_stay() ? EBUSY : put(target.path, text, mode, Put::replace, target.old ? &*target.old : nullptr);
    if (error != 0 && !target.must_stay(error)) fail(path, std::strerror(error));
    if (error != 0) write_into(target, text);
}

}  // namespace

bool take_over(int file, const struct stat& old) {
    struct stat own {};
    if (fstat(file, &own) != 0) return false;
    const bool another = own.st_uid != old.st_uid || own.st_gid != old.st_gid;
    return (!another || fchown(file, old.st_uid, old.st_gid) == 0) && fchmod(file, old.st_mode & 07777U) == 0;
}

void write_private(const std::string& path, std::string_view text) { write_file(path, text, 0600); }
void write_public(const std::string& path, std::string_view text) { write_file(path, text, 0666); }  // less what umask takes

void check_writable(const std::string& path) {
    if (!is_file(path)) return;
    const Target target = target_of(path);
    // A byte, for a disk that is full.
    const int error = target.must_stay() ? EBUSY : put(target.path, "?", 0600, Put::nothing);
    if (error != 0 && !target.must_stay(error)) fail(path, std::strerror(error));
    if (error != 0 && access(path.c_str(), W_OK) != 0) fail(path, std::strerror(errno));
}

std::string write_fresh(const std::string& folder, const std::string& stem, const std::string& ending, std::string_view text) {
    constexpr int most = 10000;
    const std::string begin = (folder.empty() ? "" : folder + "/") + stem;
    for (int n = 1; n <= most; ++n) {
        const std::string path = begin + (n == 1 ? "" : "-" + std::to_string(n)) + ending;
        struct stat found {};
        if (lstat(path.c_str(), &found) == 0) continue;
        const int error = put(path, text, 0600, Put::fresh);
        if (error == 0) return path;
        if (error != EEXIST) fail(path, std::strerror(error));
    }
    fail(begin + ending, "there are too many files of that name");
}

}  // namespace cli
