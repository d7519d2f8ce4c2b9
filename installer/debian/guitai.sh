#!/bin/sh
# glibc keeps an arena a thread and what it once had: with these the program is 60 MB smaller
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
exec /usr/lib/guitai/guitai "$@"
