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
  if found=$(grep -rnE "$pattern" --include='*.swift' "$@" | grep -vE '^[^:]+:[0-9]+: *//'); then
    echo "FAIL $description"; echo "$found"; failures=1
  else
    echo "ok   $description"
  fi
}

core='Sources/PainDosing Sources/Quantities'
# shellcheck disable=SC2086
{
  forbid 'no floating point where doses are computed' '\b(Double|Float|Float16|Float80|CGFloat|Measurement)\b' $core Sources/DosingTables Sources/DoseReport Sources/PainDiary
  forbid 'the core imports neither Foundation nor the system' '^\s*(public |internal |package )?import (Foundation|Glibc|Logging|GRDB|SystemPackage|Crypto|Yams)' $core Sources/StrictJSON
  # A factor would be a decimal, a text with one, or a whole number made a Rational; 1000 is the
  # micrograms of a milligram, and "1.73 m" belongs to the unit of the filtration rate.
  forbid 'no clinical factor in the core' '[0-9]\.[0-9]([^3]|$)|decimal: "|Rational\(([2-9]|[1-9][1-9]+|[1-9]0{1,2})\)' Sources/PainDosing
}
forbid 'only DoseLedger imports GRDB' '^\s*(public )?import GRDB' $(ls -d Sources/* | grep -v DoseLedger)
forbid 'only TableText imports Yams' '^\s*(public )?import Yams' $(ls -d Sources/* | grep -v TableText)
forbid 'only SystemdClient imports CSystemd' '^\s*(public )?import CSystemd' $(ls -d Sources/* | grep -v SystemdClient)
forbid 'no way to trap on input' 'try!|\bas!|fatalError\(' Sources
exit $failures
