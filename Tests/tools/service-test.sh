#!/bin/bash
# service-test.sh - the installed service, end to end, under a real systemd in a throw-away container.
#
#   service-test.sh BINARIES [REPOSITORY]
#
#   BINARIES    the folder with the built paind and paincalc
#   REPOSITORY  the root of this repository (default: two folders above this script)
#
# Prints PASS or FAIL for each check; the exit status is 0 when all passed. Needs root; about 30 s.
# With a Makefile that has a target "install" it runs "make install DESTDIR= BINDIR_FROM=BINARIES",
# which must copy and not build; otherwise it installs the files itself.
set -euo pipefail

kills=3          # how often the service is killed in the middle of the crash test
diaries=200      # how many diaries the crash test drops
incoming=/var/spool/paind/incoming
work=/var/spool/paind/work
accepted=/var/spool/paind/done
rejected=/var/spool/paind/rejected
ledger=/var/lib/paind/ledger.sqlite
reports=/var/lib/paind/reports
failures=0

check() { # DESCRIPTION COMMAND...
  local description=$1; shift
  if "$@"; then echo "PASS $description"; else echo "FAIL $description"; failures=$((failures + 1)); fi
}

within() { # SECONDS COMMAND...: whether the command succeeds before the time is over
  local end=$((SECONDS + $1)); shift
  until "$@"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.05; done
}

property() { systemctl show -P "$1" paind.service; }
is() { [ "$1" = "$2" ]; }
empty() { [ -z "$(ls -A "$1")" ]; }

# A week ago: the overview tells how old an entry is.
export first_minute=$(($(date +%s) / 60 - 7 * 1440))
diary() { # NUMBER: a diary unlike any with another number; a minute later than that of the number before
  local at; TZ=UTC printf -v at '%(%FT%T)T' $(((first_minute + $1) * 60))
  printf '{"schema":"pain-diary/1","patient":"P-001","recordedAt":"%sZ","pain":{"background":3,"worst":7},"regimen":["morphine MR 30 mg bd"]}\n' \
    "$at"
}
# NUMBER: when it was recorded
moment() { diary "$1" | cut -d'"' -f12; }

drop() { # NAME: as a member of the group whose umask hides files from all others
  runuser -u nurse -- sh -c 'umask 077; cat >"$1/.$2.tmp" && mv "$1/.$2.tmp" "$1/$2"' - "$incoming" "$1"
}

records() { # MATCH...: the records of the service as JSON lines
  journalctl --sync; journalctl -q -o json "$@"
}
recorded() { [ -n "$(records "$@")" ]; }
field() { # NAME MATCH...: one field of the last such record
  local name=$1; shift
  records "$@" | tail -n 1 | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline() or "{}").get(sys.argv[1], ""))' "$name"
}

install_service() {
  local binaries=$1 repository=$2
  if [ -f "$repository/Makefile" ] && make -s -C "$repository" -n install DESTDIR= BINDIR_FROM="$binaries" >/dev/null 2>&1; then
    make -s -C "$repository" install DESTDIR= BINDIR_FROM="$binaries"
  else
    install -m 755 "$binaries/paind" /usr/bin/paind
    [ ! -e "$binaries/paincalc" ] || install -m 755 "$binaries/paincalc" /usr/bin/paincalc
    install -D -m 644 "$repository/systemd/paind.service" /usr/lib/systemd/system/paind.service
    install -D -m 644 "$repository/systemd/paind.sysusers" /usr/lib/sysusers.d/paind.conf
    install -D -m 644 "$repository/systemd/paind.tmpfiles" /usr/lib/tmpfiles.d/paind.conf
    install -D -m 644 "$repository/systemd/paind.catalog" /usr/lib/systemd/catalog/paind.catalog
    install -D -m 644 "$repository/systemd/paind-alerts.catalog" /usr/lib/systemd/catalog/paind-alerts.catalog
    [ ! -e "$repository/systemd/paind.yaml" ] || install -D -m 644 "$repository/systemd/paind.yaml" /etc/paind/paind.yaml
  fi
  # These tests ask for records by the names of their files.
  printf 'journal: {fileNames: plain}\n' >>/etc/paind/paind.yaml
  systemd-sysusers
  systemd-tmpfiles --create paind.conf
  journalctl --update-catalog
  systemctl daemon-reload
  useradd --create-home --groups paind-diary nurse
  useradd --create-home --groups paind-diary other
}

test_start() {
  check "the unit file is valid" systemd-analyze verify /usr/lib/systemd/system/paind.service
  check "the service starts and says that it is ready" systemctl start paind.service
  check "it is active" systemctl -q is-active paind.service
  check "it is running" is "$(property SubState)" running
  check "its status is told" test -n "$(property StatusText)"
  echo "     status: $(property StatusText)"
  check "its readiness is recorded" within 5 recorded PAIND_EVENT=ready
  check "its exposure is at most 0.5" systemd-analyze security --threshold=5 --no-pager paind.service >/dev/null
  echo "     $(systemd-analyze security --no-pager paind.service | tail -n 1 | cut -c3-70)"
  check "so it is by the unit file alone" systemd-analyze security --offline=true --threshold=5 --no-pager /usr/lib/systemd/system/paind.service >/dev/null
}

test_assessed() {
  diary 1 | drop first.json
  check "a diary is assessed within 5 s" within 5 recorded PAIND_EVENT=assessed PAIND_FILE=first.json
  local name
  for name in MESSAGE_ID PAIND_ENTRY PAIND_OMEDD PAIND_TABLE PAIND_FILE PAIND_REPORT; do
    check "the record has the field $name" test -n "$(field "$name" PAIND_EVENT=assessed PAIND_FILE=first.json)"
  done
  check "60 mg of oral morphine a day are 60 mg" is "$(field PAIND_OMEDD PAIND_EVENT=assessed PAIND_FILE=first.json)" 60
  check "the catalog explains the record" catalog_explains
  check "the file has left the drop folder" test ! -e "$incoming/first.json"
  check "the file has left the work folder" within 5 empty "$work"
  check "the patient's id is not in the journal" no_identifier
}
catalog_explains() {
  journalctl -q -x PAIND_EVENT=assessed PAIND_FILE=first.json | grep -q 'The prescriber decides'
}
no_identifier() { ! records -u paind.service | grep -q 'P-001'; }

test_pages() {
  check "the overview leads to the patient's page, and both are whole" within 15 pages_show "$(moment 1)"
  check "nobody but the service's group may read them" is "$(stat -c %U%G%a "$reports/index.html")" paindpaind640
  check "nothing half-written lies beside them" is "$(ls -A "$reports" "$reports/courses" | grep -c tmp)" 0
}
# MOMENT: whether overview and page are whole and have the entry of then as the patient's latest.
pages_show() {
  local page; page=$(patient_page)
  [ -n "$page" ] && whole "$reports/index.html" && whole "$reports/$page" \
    && grep -q "Last entry [^,]* ago, <time datetime=\"$1\"" "$reports/index.html" \
    && grep -q "the latest of <time datetime=\"$1\"" "$reports/$page"
}
patient_page() {
  [ ! -e "$reports/index.html" ] || grep -o 'courses/[0-9a-f]*\.html">P-001<' "$reports/index.html" | cut -d'"' -f1
}
whole() { [ "$(tail -c 8 "$1" 2>/dev/null)" = '</html>' ]; }

test_alert() {
  local alert=(PAIND_EVENT=alert PAIND_ALERT=respiratory-rate-critical PAIND_FILE=stop.json)
  printf '{"schema":"pain-diary/1","patient":"P-001","recordedAt":"2026-10-01T08:00:00+01:00","observations":{"respiratoryRate":6},"regimen":["morphine MR 30 mg bd"]}\n' | drop stop.json
  check "a safety stop has a record of its own" within 5 recorded "${alert[@]}"
  check "it is critical" is "$(field PRIORITY "${alert[@]}")" 2
  check "the catalog says what to do about it" alert_explained "${alert[@]}"
}
alert_explained() { journalctl -q -x "$@" | grep -q 'What to do: Give no more opioid'; }

test_rejected() {
  printf '{"schema":"pain-diary/1","patient":}\n' | drop bad.json
  check "a malformed diary is recorded as rejected" within 5 recorded PAIND_EVENT=rejected PAIND_FILE=bad.json
  check "the record is an error" is "$(field PRIORITY PAIND_EVENT=rejected PAIND_FILE=bad.json)" 3
  check "the record names a reason" test -n "$(field PAIND_REASON PAIND_EVENT=rejected PAIND_FILE=bad.json)"
  check "the file is kept with its bytes" within 5 is "$(cat "$rejected/bad.json" 2>/dev/null)" '{"schema":"pain-diary/1","patient":}'
  check "its reason stands beside it" within 5 test -s "$rejected/bad.json.reason.txt"
  runuser -u nurse -- ln -s /etc/hostname "$incoming/link.json"
  check "a symbolic link is rejected" within 10 recorded PAIND_EVENT=rejected PAIND_FILE=link.json
  check "the link is kept as a link" within 5 test -L "$rejected/link.json"
  diary 2 | runuser -u nurse -- sh -c 'cat >"$1/.s" && chmod 600 "$1/.s" && mv "$1/.s" "$1/secret.json"' - "$incoming"
  check "a file that the service may not read is rejected" within 10 recorded PAIND_EVENT=rejected PAIND_FILE=secret.json
  runuser -u nurse -- sh -c 'printf "{\"schema\":" >"$1/half.json"' - "$incoming"
  check "a file that stays half-written is rejected once it has settled" within 10 recorded PAIND_EVENT=rejected PAIND_FILE=half.json
  check "the service goes on" systemctl -q is-active paind.service
}

test_corrected() {
  local id; id=$(diary 5 | sha256sum | cut -c1-64)
  diary 5 | drop wrong.json
  check "an entry is assessed" within 5 recorded PAIND_EVENT=assessed PAIND_ENTRY="$id"
  diary 5 | sed "s/30 mg bd/20 mg bd/; s/}\$/,\"replaces\":\"$id\"}/" | drop right.json
  check "its correction is assessed" within 5 recorded PAIND_EVENT=assessed PAIND_FILE=right.json
  check "the corrected entry is assessed anew" within 5 recorded PAIND_EVENT=reassessed PAIND_ENTRY="$id"
  check "its report says that it was replaced" grep -q '^REPLACED by entry' "$reports/$(field PAIND_REPORT PAIND_ENTRY="$id")"
}

test_reload() {
  local pid; pid=$(property MainPID)
  check "a reload succeeds" systemctl reload paind.service
  check "the reload is recorded" within 5 recorded PAIND_EVENT=reloaded
  check "the process is the same" is "$(property MainPID)" "$pid"
  diary 3 | drop after-reload.json
  check "a diary is assessed after the reload" within 5 recorded PAIND_EVENT=assessed PAIND_FILE=after-reload.json
}

# Asks the ledger as the service's user, so that no file of SQLite's comes to belong to root.
entries() {
  runuser -u paind -- python3 -c 'import sqlite3, sys
print(sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).execute("SELECT count(*) FROM entry").fetchone()[0])' "$ledger" 2>/dev/null || echo 0
}

test_crash() {
  local before kill middle=0 pid file
  before=$(entries)
  file=$(processes_file)
  # The service sleeps while the files are dropped, so that all of them wait when it wakes.
  systemctl kill --signal=STOP paind.service
  export -f diary
  runuser -u nurse -- bash -c '
    umask 077
    for number in $(seq 1 "$2"); do
      diary $((number + 1000)) >"$1/.crash.tmp" && mv "$1/.crash.tmp" "$1/crash-$number.json"
    done' - "$incoming" "$diaries"
  systemctl kill --signal=CONT paind.service
  for kill in $(seq "$kills"); do
    # Without any new process, since the service may need no more than a moment for all of them.
    wait_until_at_most $((diaries - diaries * kill / (kills + 2)))
    pid=$(<"$file") && kill -KILL $pid || break
    ! waiting || middle=$((middle + 1))
    within 20 restarted "$pid" || break
  done
  echo "     kills in the middle: $middle; restarts: $(property NRestarts)"
  check "the service was killed $kills times and restarted each time" is "$(property NRestarts)" "$kills"
  check "at least one kill hit it in the middle" test "$middle" -gt 0
  check "the drop folder is emptied" within 60 empty "$incoming"
  check "the work folder is emptied" within 60 empty "$work"
  check "every outcome is recorded" within 30 all_recorded
  check "the ledger has $diaries entries more" is "$(($(entries) - before))" "$diaries"
  check "each entry is recorded once" is "$(crash_records | sort | uniq -d | wc -l)" 0
  check "$diaries entries are recorded" is "$(crash_records | sort -u | wc -l)" "$diaries"
  check "$diaries reports are there" is "$(crash_reports)" "$diaries"
  check "the pages show the last of them" within 30 pages_show "$(moment $((diaries + 1000)))"
}
wait_until_at_most() { # COUNT: until no more than so many files of the crash test wait
  local files end=$((SECONDS + 20))
  shopt -s nullglob
  while files=("$incoming"/crash-*); [ ${#files[@]} -gt "$1" ] && [ "$SECONDS" -lt "$end" ]; do :; done
  shopt -u nullglob
}
waiting() { ! empty "$incoming" || ! empty "$work"; }
# Where the kernel lists the processes of the service.
processes_file() {
  local root
  for root in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
    if [ -e "$root$(property ControlGroup)/cgroup.procs" ]; then
      echo "$root$(property ControlGroup)/cgroup.procs"
      return
    fi
  done
}
# The numbers of the entries made of the crash test's files, one line for each record.
crash_records() {
  records PAIND_EVENT=assessed | python3 -c 'import json, sys
for line in sys.stdin:
    record = json.loads(line)
    if record["PAIND_FILE"].startswith("crash-"): print(record["PAIND_ENTRY"])'
}
crash_reports() {
  records PAIND_EVENT=assessed | python3 -c 'import json, os, sys
found = set()
for line in sys.stdin:
    record = json.loads(line)
    if not record["PAIND_FILE"].startswith("crash-"): continue
    path = os.path.join(sys.argv[1], record.get("PAIND_REPORT", ""))
    if os.path.isfile(path) and os.path.getsize(path) > 0: found.add(path)
print(len(found))' "$reports"
}
all_recorded() { [ "$(crash_records | wc -l)" -ge "$diaries" ]; }
restarted() { [ "$(property MainPID)" != "$1" ] && systemctl -q is-active paind.service; }

test_stop() {
  check "the service stops" systemctl stop paind.service
  check "it stopped in order" is "$(property Result)" success
  check "its end is recorded" within 5 recorded PAIND_EVENT=stopping
  check "nothing is left at work" empty "$work"
  # Later than all others: a late one would have some 200 entries assessed anew first.
  diary 3000 | drop while-stopped.json
  check "it starts again" systemctl start paind.service
  check "a diary dropped meanwhile is assessed" within 5 recorded PAIND_EVENT=assessed PAIND_FILE=while-stopped.json
  check "the pages show it" within 15 pages_show "$(moment 3000)"
}

# What `paincalc status` says of the journal's records, as "first-last: missing".
journal_gaps() {
  journalctl --sync
  runuser -u paind -- paincalc status --json --verify | python3 -c 'import json, sys
found = json.load(sys.stdin)["journal"]
print(len(found["missing"]) if "missing" in found else found)'
}
burst() { # FIRST: fifty diaries at once, which have some hundred records
  local number
  for number in $(seq "$1" $(($1 + 49))); do diary "$number" | sed s/P-001/P-burst/ | drop "burst-$number.json"; done
  within 30 empty "$incoming" && within 30 empty "$work"
}
test_rate_limit() {
  mkdir -p /run/systemd/journald.conf.d /run/systemd/system/paind.service.d
  # A limit that any handful of files meets; journald raises it by up to six times where the disk is free.
  printf '[Journal]\nRateLimitIntervalSec=30s\nRateLimitBurst=5\n' >/run/systemd/journald.conf.d/burst.conf
  systemctl restart systemd-journald
  check "fifty diaries at once are taken" burst 2000
  check "the journal lacks no record of them, though its own limit is low" is "$(journal_gaps)" 0
  # The check itself: with a limit of the unit records are lost, and status names them.
  printf '[Service]\nLogRateLimitIntervalSec=30s\nLogRateLimitBurst=5\n' >/run/systemd/system/paind.service.d/burst.conf
  systemctl daemon-reload
  systemctl restart paind.service
  check "fifty more are taken" burst 2100
  check "where journald drops records, status says which are missing" test "$(journal_gaps)" != 0
  rm /run/systemd/system/paind.service.d/burst.conf /run/systemd/journald.conf.d/burst.conf
  systemctl daemon-reload
  systemctl restart systemd-journald paind.service
}

test_backup() {
  check "a backup is made while it runs" runuser -u paind -- paincalc backup /var/lib/paind/copy.sqlite
  check "the copy is for the service alone" is "$(stat -c %U%a /var/lib/paind/copy.sqlite)" paind600
}

test_lost_ledger() {
  local before; before=$(entries)
  systemctl stop paind.service
  rm -f "$ledger" "$ledger"-wal "$ledger"-shm
  check "without its ledger the service does not start" refused_start
  check "it says what to do" recorded -u paind.service -g 'paincalc ledger rebuild'
  check "the ledger is made again" runuser -u paind -- paincalc ledger rebuild
  check "with all entries" is "$(entries)" "$before"
  check "it is the service's own" is "$(stat -c %U%a "$ledger")" paind600
  check "every row is what was recorded" runuser -u paind -- paincalc status --verify
  systemctl reset-failed paind.service
  check "the service starts with it" systemctl start paind.service
}
refused_start() { ! systemctl start paind.service 2>/dev/null; }

# A member of paind-diary who belongs to another team.
other() { runuser -u other -- "$@" >/dev/null 2>&1; }
refused() { ! other "$@"; }
test_teams() {
  check "another team sees the names of what is done" other ls "$accepted/first.json"
  check "it can't read it" refused cat "$accepted/first.json"
  check "it can't list the drop folder" refused ls "$incoming"
  # Held there by a name that paind leaves alone.
  runuser -u nurse -- sh -c 'umask 022; echo kept >"$1/.kept"' - "$incoming"
  check "it can't read what lies there" refused cat "$incoming/.kept"
  check "nor delete it" refused rm -f "$incoming/.kept"
  runuser -u nurse -- rm "$incoming/.kept"
  check "it can't read the ledger" refused cat "$ledger"
  check "nor the reports" refused ls "$reports"
  # As docs/operators.md says.
  sed -E 's,^d (/var/spool/paind/(done|rejected)) .*,d \1 0700 paind paind,' \
    /usr/lib/tmpfiles.d/paind.conf >/etc/tmpfiles.d/paind.conf
  systemd-tmpfiles --create paind.conf
  check "once the operator says so, it sees no names" refused ls "$accepted/first.json"
  check "nor what was rejected" refused ls "$rejected"
  diary 2990 | drop closed.json
  check "diaries are assessed as before" within 5 recorded PAIND_EVENT=assessed PAIND_FILE=closed.json
  check "and put into done" within 5 test -e "$accepted/closed.json"
  rm /etc/tmpfiles.d/paind.conf
  systemd-tmpfiles --create paind.conf
}

if [ "${1:-}" = --inside ]; then
  install_service "$2" "$3"
  test_start
  # Without a service every further check would only wait in vain.
  if systemctl -q is-active paind.service; then
    test_assessed
    test_pages
    test_alert
    test_rejected
    test_corrected
    test_reload
    test_crash
    test_rate_limit
    test_backup
    test_teams
    test_stop
    test_lost_ledger
  fi
  if [ "$failures" != 0 ]; then
    journalctl -q --no-pager -u paind.service -p notice -n 40
    echo "$failures checks failed"
    exit 1
  fi
  echo "all checks passed"
  exit 0
fi

[ $# -ge 1 ] || { echo "usage: service-test.sh BINARIES [REPOSITORY]" >&2; exit 64; }
here=$(dirname -- "$(readlink -f -- "$0")")
binaries=$(readlink -f -- "$1")
repository=$(readlink -f -- "${2:-$here/../..}")
[ -x "$binaries/paind" ] || { echo "service-test: no $binaries/paind" >&2; exit 66; }
# The container has a /tmp of its own, so both come in under other names.
exec "$here/real-systemd.sh" -t 240 -r "$binaries:/srv/binaries" -r "$repository:/srv/repository" \
  -r "$here:/srv/tools" -- /srv/tools/service-test.sh --inside /srv/binaries /srv/repository
