#!/bin/bash
# man-test.sh - the manual pages and completions that docs/man/install.sh wrote.
#
#   man-test.sh SHARE PAINCALC
set -euo pipefail
share=$1 paincalc=$2 failures=0
cd "$(dirname -- "$0")/../.."

check() { # DESCRIPTION COMMAND...
  local description=$1; shift
  if "$@"; then echo "ok   $description"; else echo "FAIL $description"; failures=1; fi
}
quiet() { [ -z "$("$@" 2>&1 | tee /dev/stderr)" ]; }
formatted() { LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null; }

for page in "$share"/man/man*/*; do
  check "$(basename "$page") has no fault that mandoc knows" quiet mandoc -Tlint -W warning "$page"
  check "$(basename "$page") has no fault that groff knows" quiet formatted "$page"
done

# Every subcommand has its section; those with subcommands of their own are written in full.
sections() { sed -n 's/^\.Ss //p' "$share/man/man1/paincalc.1"; }
for command in $("$paincalc" help | sed -n '/^SUBCOMMANDS/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  check "paincalc(1) tells of $command" grep -qE "^$command( |\$)" <(sections)
done

# Every key of the configuration that is shipped, commented or not.
for key in $(sed -nE 's/^(# ?)? *([a-zA-Z]+):( .*)?$/\2/p' systemd/paind.yaml | sort -u); do
  check "paind.yaml(5) tells of $key" grep -qE "^\.(It Ic|Ss) $key\$" "$share/man/man5/paind.yaml.5"
done

# What bash offers after the words; the last one is being typed.
offered() { # PROGRAM WORD...
  bash -c '
    source "$1/bash-completion/completions/$2"; shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    compopt() { :; }
    COMP_TYPE=9 COMP_KEY=9 "_$1" "$1" "${@: -1}" "${@: -2:1}"
    printf "%s\n" "${COMPREPLY[@]}"' - "$share" "$@"
}
offers() { # WORD PROGRAM WORD...
  local word=$1; shift; offered "$@" | grep -qx -- "$word"
}
check "bash completes a command" offers rotate paincalc rot
check "bash completes an option" offers --methadone-scheme paincalc rotate --meth
check "bash completes a value" offers conservative paincalc med --spread c
check "bash completes a diary file" offers README.md paincalc assess READ
check "bash completes an option of the service" offers --check paind --ch
exit $failures
