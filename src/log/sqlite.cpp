// SPDX-License-Identifier: Apache-2.0
#include "sqlite.hpp"

#include <cstddef>

namespace triage::log {

namespace {

constexpr int wait_milliseconds = 10000;

// SQLite gives "file:…", ":memory:" and "" a meaning of their own.
std::string plain(const std::string& path) { return !path.empty() && path[0] == '/' ? path : "./" + path; }

}  // namespace

Database::Database(const std::string& path) : path_(path) {
    const int code = sqlite3_open_v2(plain(path).c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) {
        // The destructor does not run for what was not constructed.
        const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
        sqlite3_close_v2(handle_);
        throw LogError(LogError::Kind::storage, "cannot open " + path + ": " + why);
    }
    sqlite3_busy_timeout(handle_, wait_milliseconds);
    // A file that somebody handed over may hold triggers and views of its own; they are not carried out.
    for (const int off : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA})
        sqlite3_db_config(handle_, off, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void Database::fail(int code) const {
    using Kind = LogError::Kind;
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

void Database::run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }

std::int64_t Database::number(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.number(0) : 0;
}

std::string Database::text(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : std::string();
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
    database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &handle_, nullptr));
}

Statement& Statement::bind(int at, std::int64_t value) {
    database_.check(sqlite3_bind_int64(handle_, at, value));
    return *this;
}

Statement& Statement::bind(int at, std::string_view value) {
    const char* bytes = value.data() == nullptr ? "" : value.data();
    database_.check(sqlite3_bind_text64(handle_, at, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_id(int at, std::int64_t id) {
    if (id != 0) return bind(at, id);
    database_.check(sqlite3_bind_null(handle_, at));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) database_.fail(code);
    return code == SQLITE_ROW;
}

void Statement::run() {
    while (step()) {
    }
    sqlite3_reset(handle_);
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

}  // namespace triage::log
