// SPDX-License-Identifier: Apache-2.0
// How the core reports a misuse that has no result: by an exception or, in a build without exceptions, by ending the program.
// Refuses to go on: nothing after it runs.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace triage {

/// Throws `error`. Where the compiler has no exceptions (-fno-exceptions), writes its message to stderr and ends the program.
template <class Error>
[[noreturn]] void raise(const Error& error) {
#ifdef __cpp_exceptions
    throw error;
#else
    std::fputs(error.what(), stderr);
    std::abort();
#endif
}

}  // namespace triage
