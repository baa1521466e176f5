// `make` passes the commit in the environment, and Package.swift defines it for this file alone: a
// new commit compiles these lines again and nothing else. A bare `swift build` knows no commit.

#include "include/CBuild.h"

#ifndef WRIT_COMMIT
#define WRIT_COMMIT "unknown"
#endif

const char *writ_build_commit(void) { return WRIT_COMMIT; }
