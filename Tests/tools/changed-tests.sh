#!/bin/sh
# The test suites of what changed since the last commit, or in it where nothing has: a filter for
# `swift test`. Tables and tools that many suites rest on give the quick ones of them.
set -eu
cd "$(dirname "$0")/../.."

changed=$(git status --porcelain --untracked-files=all | cut -c4- | sed 's/.* -> //')
[ -n "$changed" ] || changed=$(git diff --name-only HEAD~1 2>/dev/null || git ls-files Sources)

printf '%s\n' "$changed" | awk -F/ '
    $1 == "Sources" && $2 ~ /^(paincalc|paind)$/ { suites["CommandTests"] }
    $1 == "Sources" { suites[$2 "Tests"] }
    $1 == "Tests" && $2 ~ /Tests$/ { suites[$2] }
    $1 == "Tests" && $2 == "Scenarios" { suites["ScenarioTests"] }
    $1 == "Tables" { suites["DosingTablesTests"]; suites["LimitTests"]; suites["WorkedExamples"] }
    $1 == "docs" || $1 ~ /^README/ { suites["DocumentedCommandTests"] }
    END {
        for (suite in suites) filter = filter (filter == "" ? "" : "|") suite
        print filter == "" ? "VersionTests" : filter
    }'
