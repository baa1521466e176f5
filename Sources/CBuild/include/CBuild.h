#pragma once
// What is known about the commit that this program was built from.

/// The commit and its day as in `abc1234 2026-11-22`, or `unknown`.
const char *writ_build_commit(void);
