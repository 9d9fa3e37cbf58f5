#!/bin/bash
# check-sources.sh PAINCALC [--write] - how well the figures are known, as docs/method.md says it.
#
# The rows without a publisher's page behind them may only become fewer: a row that adds one fails here,
# and --write refuses to write a larger number.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
paincalc=$1 write=${2:-} document=docs/method.md
begin='<!-- evidence: written by make sources -->' end='<!-- end of evidence -->'

found=$("$paincalc" tables lint Tables --counts) || exit 1
held=$(sed -n "/^$begin\$/,/^$end\$/p" "$document" | grep '^| [`|]')
weak() { grep 'without a publisher' | sed 's/.*| \([0-9]*\) of.*/\1/'; }
now=$(weak <<<"$found") before=$(weak <<<"$held")

echo "rows without a publisher's page: $now (docs/method.md: ${before:-none})"
if [ -n "$before" ] && [ "$now" -gt "$before" ]; then
  echo "FAIL the number may only fall; see paincalc tables lint Tables --strict"; exit 1
fi
if [ "$write" = --write ]; then
  awk -v begin="$begin" -v end="$end" -v rows="$found" '
    $0 == begin { print; print "| mark | the figure was | rows |"; print "|---|---|---|"; print rows; skip = 1 }
    $0 == end { skip = 0 }
    !skip && $0 != begin { print }' "$document" >"$document.new" && mv "$document.new" "$document"
elif [ "$found" != "$held" ]; then
  echo "FAIL the counts in $document are not those of the tables; make sources writes them"; exit 1
fi
