// SPDX-License-Identifier: Apache-2.0
// RecoveryLog over SQLite: one transaction per entry.
#include <triage/log.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "parts.hpp"
#include "sqlite.hpp"

namespace triage {

using Kind = LogError::Kind;

class RecoveryLog::File : public log::Database {
    using Database::Database;
};

namespace {

/// Writes an entry and returns its id. To be called within a transaction.
std::int64_t insert(log::Database& file, const LogEntry& e) {
    if (e.replaces != 0) {
        const std::string replaced = std::to_string(e.replaces);
        log::Statement found(file, "SELECT (SELECT r.id FROM entry r WHERE r.replaces = e.id) FROM entry e WHERE e.id = ?1");
        found.bind(1, e.replaces);
        if (!found.step()) throw LogError(Kind::entry, "there is no entry " + replaced + " to replace");
        if (!found.null(0))
            throw LogError(Kind::entry, "entry " + replaced + " was replaced already, by entry " +
                                            std::to_string(found.number(0)) + "; replace that one");
    }
    log::Statement entry(file,
                         "INSERT INTO entry (id, date, ruleset, version, note, reassessed, replaces)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    entry.bind_id(1, e.id).bind(2, format_date(e.date)).bind(3, e.ruleset).bind(4, e.version).bind(5, e.note);
    entry.bind(6, std::int64_t{e.reassessed ? 1 : 0}).bind_id(7, e.replaces).run();
    const std::int64_t id = sqlite3_last_insert_rowid(file.handle());
    log::Statement answer(file, "INSERT INTO answer (entry, finding, value) VALUES (?1, ?2, ?3)");
    for (const LogAnswer& a : e.answers) answer.bind(1, id).bind(2, a.finding).bind(3, a.value).run();
    return id;
}

}  // namespace

RecoveryLog::RecoveryLog(const std::string& path, Open how) : file_(std::make_unique<File>(path, how == Open::create)) {}
RecoveryLog::~RecoveryLog() = default;
RecoveryLog::RecoveryLog(RecoveryLog&&) noexcept = default;
RecoveryLog& RecoveryLog::operator=(RecoveryLog&&) noexcept = default;
void RecoveryLog::close() { file_.reset(); }

std::int64_t RecoveryLog::add(const LogEntry& entry) {
    LogEntry fresh = log::kept(entry);
    fresh.id = 0;
    log::check_entry(fresh);
    log::Transaction transaction(*file_);
    const std::int64_t id = insert(*file_, fresh);
    transaction.commit();
    return id;
}

std::vector<LogEntry> RecoveryLog::entries(const LogRange& range) const {
    // One statement sees one state of the file, whatever other processes do meanwhile.
    log::Statement rows(*file_,
                        "SELECT e.id, e.date, e.ruleset, e.version, e.note, e.reassessed, e.replaces, r.id, a.finding, a.value"
                        " FROM entry e LEFT JOIN entry r ON r.replaces = e.id LEFT JOIN answer a ON a.entry = e.id"
                        " WHERE e.date >= ?1 AND e.date <= ?2 AND (?3 OR r.id IS NULL)"
                        " ORDER BY e.date, e.id, a.finding");
    rows.bind(1, range.from ? format_date(*range.from) : "0").bind(2, range.to ? format_date(*range.to) : "9999-12-31");
    rows.bind(3, std::int64_t{range.replaced ? 1 : 0});
    std::vector<LogEntry> out;
    while (rows.step()) {
        if (out.empty() || out.back().id != rows.number(0)) {
            const auto date = parse_date(rows.text(1));
            if (!date) file_->fail(SQLITE_CORRUPT);
            LogEntry entry;
            entry.id = rows.number(0);
            entry.date = *date;
            entry.ruleset = rows.text(2);
            entry.version = rows.text(3);
            entry.note = rows.text(4);
            entry.reassessed = rows.number(5) != 0;
            entry.replaces = rows.number(6);
            entry.replaced_by = rows.number(7);
            out.push_back(std::move(entry));
        }
        if (!rows.null(8)) out.back().answers.push_back({rows.text(8), rows.text(9)});
    }
    return out;
}

std::size_t RecoveryLog::import(const std::vector<LogEntry>& entries) {
    std::vector<LogEntry> incoming;
    for (const LogEntry& e : entries) {
        const std::string where = "entry " + std::to_string(e.id) + ": ";
        log::check_entry(e, where);
        if (e.id == 0) throw LogError(Kind::entry, where + "an entry to import needs an id");
        if (e.replaces >= e.id) throw LogError(Kind::entry, where + "an entry can only replace an earlier one");
        incoming.push_back(log::kept(e));
    }
    std::sort(incoming.begin(), incoming.end(), [](const LogEntry& a, const LogEntry& b) { return a.id < b.id; });
    log::Transaction transaction(*file_);
    std::map<std::int64_t, LogEntry> present;
    for (LogEntry& e : this->entries({std::nullopt, std::nullopt, true})) present.emplace(e.id, log::kept(std::move(e)));
    std::size_t added = 0;
    for (const LogEntry& e : incoming) {
        if (const auto same = present.find(e.id); same != present.end()) {
            if (same->second == e) continue;
            throw LogError(Kind::entry, "entry " + std::to_string(e.id) + " is in " + file_->path() +
                                            " already, with different content; nothing was imported");
        }
        insert(*file_, e);
        present.emplace(e.id, e);
        ++added;
    }
    transaction.commit();
    return added;
}

}  // namespace triage
