// SPDX-License-Identifier: Apache-2.0
// How often this program has asked for memory so far. The definition replaces operator new of the whole program.
#pragma once

#include <cstddef>

namespace bench {

[[nodiscard]] std::size_t allocations();

}  // namespace bench
