// Lets libgit2 refuse an object that is too large while it reads it.
//
// To ask for an object's size first reads it in part: of one that is packed as a difference, libgit2 unpacks
// the beginning of that, which is a third of what reading a record costs. An allocator that says no
// to more bytes than are allowed costs nothing.

#include "include/CLibgit2Memory.h"

#include <git2.h>
#include <git2/sys/alloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Later versions of libgit2 have allocators with fewer functions; there the size is asked for first.
#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR == 5

static _Thread_local size_t allowed = SIZE_MAX;
static _Thread_local size_t refused = 0;

// Whether `count` times `size` bytes are too many, or more than there can be.
static int is_too_much(size_t count, size_t size) {
  if (size == 0 || count <= allowed / size) return 0;
  refused = count > SIZE_MAX / size ? SIZE_MAX : count * size;
  return 1;
}

// libgit2's own allocator is the C library's as well, and cannot be called from outside.

static void *limited_malloc(size_t size, const char *file, int line) {
  (void)file, (void)line;
  return is_too_much(1, size) ? NULL : malloc(size);
}

static void *limited_mallocarray(size_t count, size_t size, const char *file, int line) {
  (void)file, (void)line;
  return is_too_much(count, size) ? NULL : malloc(count * size);
}

static void *limited_calloc(size_t count, size_t size, const char *file, int line) {
  (void)file, (void)line;
  return is_too_much(count, size) ? NULL : calloc(count, size);
}

static void *limited_realloc(void *old, size_t size, const char *file, int line) {
  (void)file, (void)line;
  return is_too_much(1, size) ? NULL : realloc(old, size);
}

static void *limited_reallocarray(
    void *old, size_t count, size_t size, const char *file, int line) {
  (void)file, (void)line;
  return is_too_much(count, size) ? NULL : realloc(old, count * size);
}

static char *limited_substrdup(const char *text, size_t length, const char *file, int line) {
  char *copy = length < SIZE_MAX ? limited_malloc(length + 1, file, line) : NULL;
  if (copy == NULL) return NULL;
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

static char *limited_strndup(const char *text, size_t most, const char *file, int line) {
  return limited_substrdup(text, strnlen(text, most), file, line);
}

static char *limited_strdup(const char *text, const char *file, int line) {
  return limited_substrdup(text, strlen(text), file, line);
}

int writ_install_memory_limit(void) {
  git_allocator limited = {
    .gmalloc = limited_malloc,
    .gcalloc = limited_calloc,
    .gstrdup = limited_strdup,
    .gstrndup = limited_strndup,
    .gsubstrdup = limited_substrdup,
    .grealloc = limited_realloc,
    .greallocarray = limited_reallocarray,
    .gmallocarray = limited_mallocarray,
    .gfree = free,
  };
  return git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &limited) == 0;
}

void writ_limit_memory(size_t most) {
  allowed = most;
  refused = 0;
}

size_t writ_unlimit_memory(void) {
  allowed = SIZE_MAX;
  return refused;
}

#else

int writ_install_memory_limit(void) { return 0; }

void writ_limit_memory(size_t most) { (void)most; }

size_t writ_unlimit_memory(void) { return 0; }

#endif
