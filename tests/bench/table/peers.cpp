// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

namespace bench {

void peers(Table&) {}

}  // namespace bench
