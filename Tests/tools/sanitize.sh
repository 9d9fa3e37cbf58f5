#!/bin/bash
# sanitize.sh [thread|address|malloc]... - the test suites under sanitizers, one after the other.
#
# thread, address: a build of its own for each, some minutes. malloc: the usual debug build with glibc's
# checking allocator, which finds what is written beyond a block, freed twice or read after it was freed.
# FILTER limits the suites (a regular expression of `swift test --filter`). Exit status 1 if any fails.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
swift=${SWIFT:-swift}
filter=${FILTER:-.}
failures=0

verdict() {
  if "${@:2}"; then echo "ok   $1"; else echo "FAIL $1"; failures=1; fi
}

instrumented() {
  local kind=$1 path=.build-$1
  "$swift" build --build-tests --sanitize="$kind" --scratch-path "$path" || return 1
  # The first report ends the run, so that none is overlooked. Leaks are not looked for: what the
  # runtime keeps for the life of the process is none.
  TSAN_OPTIONS=halt_on_error=1 ASAN_OPTIONS=detect_leaks=0 \
    "$swift" test --skip-build --sanitize="$kind" --scratch-path "$path" --filter "$filter"
}

checked_malloc() {
  local library
  library=$(ldconfig -p | sed -n 's/.*libc_malloc_debug\.so.* => //p' | head -n 1)
  if [ -z "$library" ]; then echo "no libc_malloc_debug.so, a part of libc6" >&2; return 1; fi
  "$swift" build --build-tests || return 1
  LD_PRELOAD=$library GLIBC_TUNABLES=glibc.malloc.check=3:glibc.malloc.perturb=165 \
    "$swift" test --skip-build --filter "$filter"
}

for kind in "${@:-thread}"; do
  case $kind in
    thread | address) verdict "$kind sanitizer" instrumented "$kind" ;;
    malloc) verdict 'checking allocator' checked_malloc ;;
    *) echo "sanitize.sh [thread|address|malloc]..." >&2; exit 64 ;;
  esac
done
exit $failures
