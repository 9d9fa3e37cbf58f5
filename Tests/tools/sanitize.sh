#!/bin/bash
# sanitize.sh [thread|address|malloc|fuzz]... - the tests under sanitizers, one after the other.
#
# thread, address: the test suites in a build of its own for each, some minutes. thread knows nothing of how
# Swift's Mutex waits: what a Mutex guards may be reported where two threads contend for it.
# malloc: the suites of the usual debug build with glibc's checking allocator, which finds what is written
# beyond a block, freed twice or read after it was freed. fuzz: the fuzzer with the same, FUZZ_SECONDS long.
#
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

with_checked_malloc() {
  local library
  library=$(ldconfig -p | sed -n 's/.*libc_malloc_debug\.so.* => //p' | head -n 1)
  if [ -z "$library" ]; then echo "no libc_malloc_debug.so, a part of libc6" >&2; return 1; fi
  LD_PRELOAD=$library GLIBC_TUNABLES=glibc.malloc.check=3:glibc.malloc.perturb=165 "$@"
}

suites() {
  "$swift" build --build-tests || return 1
  with_checked_malloc "$swift" test --skip-build --filter "$filter"
}

fuzzer() {
  "$swift" build --product Fuzz || return 1
  with_checked_malloc .build/debug/Fuzz . --seconds "${FUZZ_SECONDS:-300}" --seed "${SEED:-1}"
}

for kind in "${@:-thread}"; do
  case $kind in
    thread | address) verdict "$kind sanitizer" instrumented "$kind" ;;
    malloc) verdict 'suites with a checking allocator' suites ;;
    fuzz) verdict 'fuzzer with a checking allocator' fuzzer ;;
    *) echo "sanitize.sh [thread|address|malloc|fuzz]..." >&2; exit 64 ;;
  esac
done
exit $failures
