// SPDX-License-Identifier: Apache-2.0
// Where the bodies of functions are. A header X.hpp is a manual: declarations, contract, example. Its bodies stand beside
// it in X.ipp. They are compiled once into triage::triage; or, where TRIAGE_HEADER_ONLY is defined (triage::core defines
// it), they are included at the end of X.hpp. Link one of the two targets, not both.
#pragma once

#ifdef TRIAGE_HEADER_ONLY
#define TRIAGE_BODY inline
#else
#define TRIAGE_BODY
#endif
