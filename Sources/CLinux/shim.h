// Linux calls that Swift's Glibc module leaves out, because its headers hide them unless
// _GNU_SOURCE is defined. The declarations are those of glibc 2.28 and later; no code is added.
#pragma once
#include <sys/eventfd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#endif

#ifndef O_PATH
#define O_PATH 010000000
#endif

extern int renameat2(
    int old_directory, const char *old_path, int new_directory, const char *new_path,
    unsigned int flags);
extern int syncfs(int descriptor);
// The function flock, whose name Swift takes for the structure of that name.
extern int paind_flock(int descriptor, int operation) __asm__("flock");
