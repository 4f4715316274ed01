// SPDX-License-Identifier: Apache-2.0
// SQLite as this library uses it: a connection, prepared statements, a transaction; and what a log file looks like inside.
// Refuses to build SQL from values (they are bound, always), and files of other programs, of newer versions, and damaged ones,
// before anything is written.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <triage/log.hpp>

namespace triage::log {

class Database {
public:
    /// Opens a log, and brings one of an older form up to date. `path` is a path and nothing else: no URI, no ":memory:".
    /// `create`: makes the file, readable by its owner only, unless it is there.
    Database(const std::string& path, bool create);
    /// One that nobody else sees, in memory.
    Database();
    ~Database() { sqlite3_close_v2(handle_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// SQL without values.
    void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
    [[nodiscard]] std::int64_t number(const char* sql);
    [[nodiscard]] std::string text(const char* sql);
    [[nodiscard]] sqlite3* handle() const { return handle_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// Throws the LogError that a result code of SQLite means.
    [[noreturn]] void fail(int code) const;
    void check(int code) const {
        if (code != SQLITE_OK) fail(code);
    }

private:
    explicit Database(const std::string& path);
    Database(const std::string& path, const char* name);

    std::string path_;
    sqlite3* handle_ = nullptr;
};

/// One prepared statement. Positions of values and columns count from 1 and 0, as in SQLite.
class Statement {
public:
    Statement(Database& database, const char* sql) : database_(database) {
        database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &handle_, nullptr));
    }
    ~Statement() { sqlite3_finalize(handle_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int at, std::int64_t value) {
        database_.check(sqlite3_bind_int64(handle_, at, value));
        return *this;
    }
    Statement& bind(int at, std::string_view value) {
        const char* bytes = value.data() == nullptr ? "" : value.data();
        database_.check(sqlite3_bind_text64(handle_, at, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
        return *this;
    }
    /// Id 0 is written as NULL.
    Statement& bind_id(int at, std::int64_t id) {
        if (id != 0) return bind(at, id);
        database_.check(sqlite3_bind_null(handle_, at));
        return *this;
    }
    /// The next row, or false at the end.
    [[nodiscard]] bool step() {
        const int code = sqlite3_step(handle_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) database_.fail(code);
        return code == SQLITE_ROW;
    }
    /// For statements without rows: carries it out and makes it ready for other values.
    void run() {
        while (step()) {
        }
        sqlite3_reset(handle_);
    }
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(handle_, column); }
    [[nodiscard]] bool null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
    [[nodiscard]] std::string text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
        return bytes == nullptr ? std::string()
                                : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
    }

private:
    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

/// Writes all or nothing. Takes the write lock at the start, so that what was read inside still holds at the end.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
    ~Transaction() {
        if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() {
        database_.run("COMMIT");
        open_ = false;
    }

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace triage::log
