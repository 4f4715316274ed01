// SPDX-License-Identifier: Apache-2.0
// The version of the library, in one place: CMake reads it from here.
#pragma once

#define TRIAGE_VERSION_MAJOR 0
#define TRIAGE_VERSION_MINOR 2
#define TRIAGE_VERSION_PATCH 0
#define TRIAGE_VERSION_STRING "0.2.0"
