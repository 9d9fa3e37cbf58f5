#!/bin/bash
# check-borders.sh - what the architecture forbids, searched for in the sources.
#
# Exit status 1 with the offending lines if anything is found.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
failures=0

# forbid DESCRIPTION PATTERN PATH...: no line of code may match
forbid() {
  local description=$1 pattern=$2 found; shift 2
  if found=$(grep -rnE "$pattern" --include='*.swift' "$@" | grep -vE '^[^:]+:[0-9]+: *//' | grep -vE "${allowed:-^\$}"); then
    echo "FAIL $description"; echo "$found"; failures=1
  else
    echo "ok   $description"
  fi
}

core='Sources/PainDosing Sources/Quantities'
# A factor would be a decimal number, or a whole one made a Rational. Units are allowed: the 1.73 m2 of
# the filtration rate, 24 hours, the 1000 of milli and micro.
factor='[0-9]\.[0-9]|decimal: "|Rational\((-?[2-9]|-?[1-9][0-9]+)\)'
units='1\.73 m|Rational\((24|1000)\)'

# A check that can't fail proves nothing.
for probe in '"0.13"' '"3.33"' '"1.7"' '"12.5"' 'Rational(6)' 'Rational(105)' 'Rational(240)'; do
  if ! echo "$probe" | grep -E "$factor" | grep -qvE "$units"; then
    echo "FAIL the search for factors misses $probe"; failures=1
  fi
done

# shellcheck disable=SC2086
{
  forbid 'no floating point where doses are computed' '\b(Double|Float|Float16|Float80|CGFloat|Measurement)\b' $core Sources/DosingTables Sources/DoseReport Sources/PainDiary Sources/BatchConversion
  forbid 'the core imports neither Foundation nor the system' '^\s*(public |internal |package )?import (Foundation|Glibc|Logging|GRDB|SystemPackage|Crypto|CYaml)' $core Sources/StrictJSON
  allowed=$units forbid 'no clinical factor in the core' "$factor" Sources/PainDosing
}
forbid 'only DoseLedger imports GRDB' '^\s*(public )?import GRDB' $(ls -d Sources/* | grep -v DoseLedger)
forbid 'only TableText imports CYaml' '^\s*(public )?import CYaml' $(ls -d Sources/* | grep -v TableText)
forbid 'only SystemdClient imports CSystemd' '^\s*(public )?import CSystemd' $(ls -d Sources/* | grep -v SystemdClient)
forbid 'no way to trap on input' 'try!|\bas!|fatalError\(' Sources
exit $failures
