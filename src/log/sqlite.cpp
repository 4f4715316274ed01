// SPDX-License-Identifier: Apache-2.0
#include "sqlite.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iterator>

namespace triage::log {

namespace {

using Kind = LogError::Kind;

constexpr int wait_milliseconds = 10000;

// SQLite gives "file:…", ":memory:" and "" a meaning of their own.
std::string plain(const std::string& path) { return !path.empty() && path[0] == '/' ? path : "./" + path; }

constexpr std::int64_t application_id = 0x54524C47;  // "TRLG", at byte 68 of the file

// Step n turns a file of version n into one of version n + 1. A step that was released is never edited.
constexpr const char* steps[] = {
    "CREATE TABLE entry ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"  // never gives an id twice
    "  date TEXT NOT NULL,"
    "  ruleset TEXT NOT NULL,"
    "  version TEXT NOT NULL,"
    "  note TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX entry_by_date ON entry(date, id);"
    "CREATE TABLE answer ("
    "  entry INTEGER NOT NULL REFERENCES entry(id),"
    "  finding TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY (entry, finding)"
    ") STRICT, WITHOUT ROWID;",

    "ALTER TABLE entry ADD COLUMN replaces INTEGER REFERENCES entry(id);"
    "ALTER TABLE entry ADD COLUMN reassessed INTEGER NOT NULL DEFAULT 0;"
    "CREATE UNIQUE INDEX entry_replaced_once ON entry(replaces);",
};
constexpr auto present_version = static_cast<std::int64_t>(std::size(steps));

/// Everything that the tables of a file are made of, in one text, however it is spaced. Triggers and views are never used.
std::string tables_of(Database& database) {
    Statement parts(database,
                    "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master"
                    " WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_stat%' ORDER BY type, name");
    std::string out;
    while (parts.step()) out += parts.text(0);
    std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return out;
}

/// The same of a log of that version, as this program makes it.
std::string tables_of_version(std::int64_t version) {
    Database made;
    for (std::int64_t step = 0; step < version; ++step) made.run(steps[step]);
    return tables_of(made);
}

/// The version of a file that is a log; 0: an empty file.
std::int64_t version_of(Database& database) {
    const std::int64_t id = database.number("PRAGMA application_id");
    const std::int64_t version = database.number("PRAGMA user_version");
    if (id == 0 && version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0) return 0;
    if (id != application_id || version < 1)
        throw LogError(Kind::foreign, database.path() + " is not a recovery log (an SQLite file of another program)");
    if (version > present_version)
        throw LogError(Kind::newer, database.path() + " was written by a newer version of triage (log version " +
                                        std::to_string(version) + ", this one knows " + std::to_string(present_version) +
                                        "); nothing was changed; use that version");
    return version;
}

void migrate(Database& database) {
    Transaction transaction(database);
    // Asked again under the lock: another process may just have done the same.
    std::int64_t version = version_of(database);
    if (version == 0) {
        chmod(database.path().c_str(), S_IRUSR | S_IWUSR);  // an empty file that somebody else made
        database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    }
    for (; version < present_version; ++version) database.run(steps[version]);
    database.run(("PRAGMA user_version = " + std::to_string(present_version)).c_str());
    transaction.commit();
}

/// The path, behind which there is a plain file.
const std::string& found(const std::string& path, bool create) {
    if (create) {
        const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (file >= 0)
            close(file);
        else if (errno != EEXIST)
            throw LogError(Kind::storage, "cannot create " + path + ": " + std::strerror(errno));
    }
    struct stat status {};
    if (stat(path.c_str(), &status) != 0)
        throw LogError(errno == ENOENT ? Kind::missing : Kind::storage,
                       errno == ENOENT ? "there is no log " + path : "cannot open " + path + ": " + std::strerror(errno));
    if (!S_ISREG(status.st_mode)) throw LogError(Kind::foreign, path + " is not a recovery log (not a regular file)");
    constexpr off_t most_bytes = 256LL << 20;  // 250,000 days; all entries are held at once
    if (status.st_size > most_bytes)
        throw LogError(Kind::foreign,
                       path + " is not a recovery log (it has more than " + std::to_string(most_bytes >> 20) + " MB)");
    return path;
}

}  // namespace

Database::Database(const std::string& path, bool create) : Database(found(path, create)) {
    // A rollback journal keeps the log one file that can be copied. EXTRA: the commit is on disk, the directory too.
    run("PRAGMA synchronous = EXTRA");
    run("PRAGMA foreign_keys = ON");
    run("PRAGMA cell_size_check = ON");
    run("BEGIN");  // another process may be making the tables between two of these questions
    const std::int64_t version = version_of(*this);
    // Before anything is read from them: a table can have columns that are worked out, without end.
    const bool ours = version == 0 || tables_of(*this) == tables_of_version(version);
    run("COMMIT");
    if (!ours) throw LogError(Kind::foreign, path + " is not a recovery log (its tables are not those that triage makes)");
    // With the indexes: a join through one that does not tell the truth may have no end either.
    if (version != 0 && text("PRAGMA integrity_check(1)") != "ok") fail(SQLITE_CORRUPT);
    if (version != present_version) migrate(*this);
}

Database::Database() : Database("a database in memory", ":memory:") {}

Database::Database(const std::string& path) : Database(path, plain(path).c_str()) {}

Database::Database(const std::string& path, const char* name) : path_(path) {
    const int code = sqlite3_open_v2(name, &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) {
        // The destructor does not run for what was not constructed.
        const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
        sqlite3_close_v2(handle_);
        throw LogError(LogError::Kind::storage, "cannot open " + path + ": " + why);
    }
    sqlite3_busy_timeout(handle_, wait_milliseconds);
    constexpr int longest_value = 1 << 20;
    sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, longest_value);
    // A file that somebody handed over may hold triggers and views of its own; they are not carried out.
    for (const int off : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA})
        sqlite3_db_config(handle_, off, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void Database::fail(int code) const {
    switch (code & 0xFF) {
        case SQLITE_NOTADB: throw LogError(Kind::foreign, path_ + " is not a recovery log (not an SQLite file)");
        case SQLITE_CORRUPT:
            throw LogError(Kind::corrupt, path_ + " is damaged; continue with a copy of it, or import an export into a new log");
        case SQLITE_BUSY:
        case SQLITE_LOCKED: throw LogError(Kind::busy, path_ + " is in use by another program; nothing was written; try again");
        case SQLITE_READONLY: throw LogError(Kind::storage, path_ + " cannot be written: the file or its folder is read-only");
        case SQLITE_FULL: throw LogError(Kind::storage, path_ + " cannot be written: the disk is full; nothing was written");
        default: throw LogError(Kind::storage, path_ + ": " + sqlite3_errmsg(handle_));
    }
}

std::int64_t Database::number(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.number(0) : 0;
}

std::string Database::text(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : std::string();
}

}  // namespace triage::log
