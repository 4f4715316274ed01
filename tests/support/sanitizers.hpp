// SPDX-License-Identifier: Apache-2.0
// Whether these are built with the address or the thread sanitizer, for g++ and clang.
// Refuses to say it of the undefined behaviour sanitizer: nothing in the tests depends on that one.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRIAGE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRIAGE_SANITIZED 1
#endif
#endif
