// SPDX-License-Identifier: Apache-2.0
// The test framework, Catch2 2 or 3, whichever the system has. Tests include this header and no other of Catch2.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
