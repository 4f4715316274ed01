// SPDX-License-Identifier: Apache-2.0
// What a log file looks like inside, and how an older one becomes a present one.
// Refuses files of other programs, of newer versions, and damaged ones, before anything is written.
#pragma once

#include <string>

#include "sqlite.hpp"

namespace triage::log {

/// Creates an empty file that only its owner can read, unless there is a file already.
void create_file(const std::string& path);
/// Throws unless there is a plain file.
void require_file(const std::string& path);
/// Sets the connection up and checks the file; makes the tables of an empty one and brings an older one up to date.
void prepare(Database& database);

}  // namespace triage::log
