#pragma once
// libgit2 as Swift can call it: its variadic functions and `*_INIT` macros wrapped, nothing else.
#include <git2.h>
#include <git2/sys/repository.h>

static inline git_repository_init_options writ_init_options(void) {
  git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
  return options;
}

static inline git_merge_options writ_merge_options(void) {
  git_merge_options options = GIT_MERGE_OPTIONS_INIT;
  return options;
}

static inline git_diff_options writ_diff_options(void) {
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  return options;
}

static inline git_status_options writ_status_options(void) {
  git_status_options options = GIT_STATUS_OPTIONS_INIT;
  return options;
}

// What was read is not kept, and packs are mapped in windows of `size` bytes, `limit` in all.
static inline int writ_keep_little(size_t size, size_t limit) {
  git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, size);
  return git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, limit);
}

static inline int writ_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}
