#pragma once
// A limit on what libgit2 may allocate at once, thread by thread: see memory.c.
#include <stddef.h>

// Puts the limit's allocator under libgit2; 1 where it can, 0 where this libgit2 has another form of
// allocators than the one it is written for.
int writ_install_memory_limit(void);

// From here on this thread's calls may allocate at most so many bytes at once.
void writ_limit_memory(size_t most);

// Ends the limit; returns the number of bytes that were refused, 0 for none.
size_t writ_unlimit_memory(void);
