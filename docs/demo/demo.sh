#!/bin/bash
# demo.sh - runs the real paind over a temporary folder, drops the sample diaries, shows the answers.
#
#   demo.sh BINARIES
set -euo pipefail
binaries=$(readlink -f -- "$1")
here=$(dirname -- "$(readlink -f -- "$0")")
folder=$(mktemp -d "${TMPDIR:-/tmp}/paincalc-demo.XXXXXX")
service=
finish() { [ -z "$service" ] || { kill "$service" 2>/dev/null; wait "$service" 2>/dev/null; } || true; }
trap finish EXIT

title() { printf '\n== %s\n' "$*"; }
# The words of the records, without their fields, for people.
words() { sed -E 's/ \[[A-Z_]+=.*$//' "$folder/journal"; }
within() { local end=$((SECONDS + $1)); shift; until "$@"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.05; done; }
answered() { [ "$(grep -cE 'PAIND_EVENT=(assessed|rejected)' "$folder/journal")" -ge "$1" ]; }

printf 'spool: spool\nstate: state\njournal: {patient: id}\n' >"$folder/paind.yaml"
mkdir "$folder/spool" "$folder/state"
"$binaries/paind" --config "$folder/paind.yaml" 2>"$folder/journal" &
service=$!
within 20 grep -q PAIND_EVENT=ready "$folder/journal" || { cat "$folder/journal"; exit 1; }

title "paind watches $folder/spool/incoming; five diaries are dropped there"
count=0
for diary in "$here"/diaries/*.json; do
  name=$(basename -- "$diary")
  cp -- "$diary" "$folder/spool/incoming/.$name.tmp"
  mv -- "$folder/spool/incoming/.$name.tmp" "$folder/spool/incoming/$name"
  count=$((count + 1)); echo "   $name"
done
within 20 answered "$count" || { cat "$folder/journal"; exit 1; }

title 'What the journal says (under systemd: journalctl -u paind)'
words

title 'The report of the stable patient'
cat "$folder"/state/reports/2026-03-02/070000Z-*.txt

title 'The report of the patient with a safety stop'
cat "$folder"/state/reports/2026-03-02/081500Z-*.txt

title 'Why the malformed diary was refused'
within 5 test -s "$folder/spool/rejected/5-malformed.json.reason.txt"
cat "$folder/spool/rejected/5-malformed.json.reason.txt"

title 'The same arithmetic at the bedside: paincalc rotate "morphine MR 60 mg bd" --to "oxycodone oral MR"'
"$binaries/paincalc" rotate "morphine MR 60 mg bd" --to "oxycodone oral MR"

title "Everything is in $folder"
echo "Next: edit a diary in docs/demo/diaries and ask: $1/paincalc assess FILE --explain"
