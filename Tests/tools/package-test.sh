#!/bin/bash
# package-test.sh - the Debian package under a real systemd in a throw-away container: installed, used,
# upgraded, removed, purged. Runs every command of docs/operators.md, and of docs/quick-start.md as a
# member of the group that may drop diaries.
#
#   package-test.sh PACKAGE.deb
#
# Prints PASS or FAIL for each check; the exit status is 0 when all passed. Needs root; about 40 s.
set -euo pipefail

records=/var/lib/paind
spool=/var/spool/paind
guide= start=
failures=0

check() { # DESCRIPTION COMMAND...
  local description=$1; shift
  if "$@"; then echo "PASS $description"; else echo "FAIL $description"; failures=$((failures + 1)); fi
}
within() { # SECONDS COMMAND...: whether the command succeeds before the time is over
  local end=$((SECONDS + $1)); shift
  until "$@"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.05; done
}
is() { [ "$1" = "$2" ] || { echo "     $1 is not $2"; false; }; }
logged() { local log; log=$("$@" 2>&1) || { echo "$log"; false; }; }
recorded() { journalctl --sync; [ -n "$(journalctl -q -o cat "$@")" ]; }
entries() { runuser -u paind -- sqlite3 $records/ledger.sqlite 'SELECT count(*) FROM entry'; }
manual() { MANPAGER=cat man "$@" 2>/dev/null; }

# What the guide shows under a heading: the Nth block, or all.
blocks() { # HEADING [N]
  awk -v heading="## $1" -v only="${2:-0}" '
    /^## / { here = ($0 == heading) }
    /^```/ { if (!inside && $0 == "```sh") { inside = 1; if (here) number++ } else inside = 0; next }
    here && inside && (only == 0 || number == only)' "$guide"
}
declare -A ran
guided() { # HEADING [N]
  ran["$1"]=1
  check "the guide's commands succeed: $1${2:+, $2}" logged bash -euo pipefail -xc "$(blocks "$@")"
}
unread() { # headings with commands that were not run
  local guide heading
  for guide in "$guide" "$start"; do
    while read -r heading; do
      [ -z "$(blocks "$heading")" ] || [ -n "${ran[$heading]:-}" ] || echo "$heading"
    done < <(sed -n 's/^## //p' "$guide")
  done
}

# Every path of the system, but for what logs and caches, and for the accounts, which are not files.
paths() {
  find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /root -o -path /srv \
    -o -path /var/log -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/apt \
    -o -path /var/lib/systemd -o -path /var/lib/PackageKit -o -path /var/backups -o -path /home \) -prune -o -print | sort
}
left() { comm -13 /root/before <(paths); }

test_installed() {
  check "the service is up" systemctl -q is-active paind
  check "it comes up after a boot" systemctl -q is-enabled paind
  check "the unit is valid" systemd-analyze verify paind.service
  check "the package is the version of the program" is "$(dpkg-query -W -f '${Version}' paincalc)" "$(paincalc --version)"
  check "both programs are one version" is "$(paind --version)" "$(paincalc --version)"
  check "dpkg knows all files, unchanged" is "$(dpkg --verify paincalc)" ""
  check "the settings are a configuration file" grep -q /etc/paind/paind.yaml /var/lib/dpkg/info/paincalc.conffiles
  check "a diary of a member of the group is assessed" within 10 recorded PAIND_EVENT=assessed "PAIND_ENTRY=$(sha256sum /usr/share/doc/paincalc/docs/demo/diaries/1-stable.json | cut -c1-64)"
  check "the catalog explains it" grep -q 'The prescriber decides' <(journalctl -q -x PAIND_EVENT=assessed)
  check "the catalog explains alerts" grep -q 'What to do' <(journalctl --dump-catalog)
  check "the copied tables are those built in" is "$(paincalc tables list --tables /usr/share/paind/Tables)" "$(paincalc tables list)"
}

test_manual() {
  check "man paincalc" grep -q 'rotate \[options\]' <(manual paincalc)
  check "man paind" grep -q 'paind.service' <(manual paind)
  check "man paind.yaml" grep -q 'nonCancerThresholds' <(manual paind.yaml)
  check "apropos finds it" grep -q paincalc <(mandb -q >/dev/null 2>&1; apropos breakthrough)
  check "bash completes a command" grep -qx rotate <(completed paincalc rot)
  check "bash completes a value" grep -qx conservative <(completed paincalc med --spread c)
  check "zsh and fish have theirs" test -s /usr/share/zsh/vendor-completions/_paincalc -a -s /usr/share/fish/vendor_completions.d/paincalc.fish
  check "the guide is there" test -s /usr/share/doc/paincalc/docs/operators.md
}
# What an interactive bash offers for the last word.
completed() {
  bash -c 'source /usr/share/bash-completion/bash_completion
    _completion_loader "$1"; compopt() { :; }
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_KEY=9
    function=$(complete -p "$1" | sed "s/.*-F \([^ ]*\).*/\1/")
    "$function" "$1" "${@: -1}" "${@: -2:1}"; printf "%s\n" "${COMPREPLY[@]}"' - "$@"
}

drop() { # SAMPLE
  runuser -u nurse -- cp "/usr/share/doc/paincalc/docs/demo/diaries/$1" $spool/incoming/
}

# The nurse, who edits the example between the two blocks of "Write a diary".
quick() { # HEADING [N]
  ran["$1"]=1
  check "the quick start's commands succeed: $1${2:+, $2}" logged runuser -u nurse -- \
    bash -euo pipefail -xc "cd; $(guide=$start blocks "$@")"
}
test_quick_start() {
  quick 'Write a diary' 1
  sed -i 's/"P-001"/"quick-start"/' /home/nurse/day.json
  quick 'Write a diary' 2
  quick 'Drop it' 1
  check "the diary of the quick start is assessed" within 10 recorded PAIND_EVENT=assessed "PAIND_ENTRY=$(sha256sum /home/nurse/day.json | cut -c1-64)"
  quick 'Drop it' 2
}

test_alerts() {
  drop 4-safety-stop.json
  check "a safety stop reaches the pager" within 10 recorded -t pager
}

test_restored() {
  check "what was accepted after the backup is in the ledger again" within 10 is "$(entries)" "$1"
  check "nothing was accepted twice" is "$(entries)" "$1"
}

test_upgraded() {
  check "the new version is installed" is "$(dpkg-query -W -f '${Version}' paincalc)" "$2"
  check "the service was restarted" test "$(systemctl show -P MainPID paind)" != "$3"
  check "the edited settings stay" grep -q '^rescanSeconds: 30' /etc/paind/paind.yaml
  check "the entries stay" is "$(entries)" "$1"
}

test_removed() {
  check "the service is gone" test "$(systemctl is-active paind)" != active
  check "the program is gone" test ! -e /usr/bin/paincalc
  check "settings and ledger stay" test -e /etc/paind/paind.yaml -a -e $records/ledger.sqlite
}

# The same package under the next version, as an upgrade.
next_version() { # FOLDER
  dpkg-deb -R /root/first/paincalc_*.deb /root/unpacked
  sed -i 's/^Version: .*/&+1/' /root/unpacked/DEBIAN/control
  mkdir "$1" && dpkg-deb -Znone -b /root/unpacked "$1/paincalc_next.deb" >/dev/null
}

inside() {
  export DEBIAN_FRONTEND=noninteractive
  local now version pid
  # Images for containers forbid every service to start; a ward's machine does not.
  rm -f /usr/sbin/policy-rc.d
  useradd --create-home nurse
  mkdir /root/first && cp "$1" /root/first/
  guide=$2/docs/operators.md start=$2/docs/quick-start.md
  paths >/root/before
  version=$(dpkg-deb -f /root/first/paincalc_*.deb Version)

  cd /root/first
  guided Install
  test_installed
  test_manual
  # Without a service every further check would only wait in vain.
  systemctl -q is-active paind || return 0
  test_quick_start
  guided Settings
  guided 'The journal'
  guided Alerts
  test_alerts
  guided Backup
  drop 2-needs-titration.json
  within 10 recorded PAIND_EVENT=assessed "PAIND_ENTRY=$(sha256sum /usr/share/doc/paincalc/docs/demo/diaries/2-needs-titration.json | cut -c1-64)"
  now=$(entries)
  guided Restore
  within 10 recorded PAIND_EVENT=ready
  within 10 test "$(entries)" = "$now" || true
  test_restored "$now"
  guided 'A damaged or lost ledger'
  check "the ledger that was sound has the same entries" is "$(entries)" "$now"

  sed -i 's/^# rescanSeconds: 60/rescanSeconds: 30/' /etc/paind/paind.yaml
  next_version /root/next
  pid=$(systemctl show -P MainPID paind)
  cd /root/next
  guided Upgrade
  test_upgraded "$now" "$version+1" "$pid"
  check "the package is removed" logged apt-get remove -y paincalc
  test_removed
  check "it comes back" logged apt-get install -y ./paincalc_next.deb
  check "with its entries" is "$(entries)" "$now"
  systemctl stop paind-pager

  rm -r /etc/credstore /etc/systemd/system/paind.service.d
  guided Remove 1
  check "only patients' records are left" is "$(left | grep -vE "^($records|$spool)(/|\$)")" ""
  check "and these are" test -s $records/ledger.sqlite
  logged apt-get install -y ./paincalc_next.deb
  guided Remove 2
  check "with the operator's word nothing is left" is "$(left)" ""
  check "the accounts stay" logged getent passwd paind
  check "every command of the guides was run" is "$(unread)" ""
}

if [ "${1:-}" = --inside ]; then
  inside "$2" "$3"
  [ "$failures" = 0 ] && echo "all checks passed" && exit 0
  journalctl -q --no-pager -u paind.service -p notice -n 40
  echo "$failures checks failed"
  exit 1
fi

[ $# = 1 ] && [ -f "$1" ] || { echo "usage: package-test.sh PACKAGE.deb" >&2; exit 64; }
here=$(dirname -- "$(readlink -f -- "$0")")
package=$(readlink -f -- "$1")
"$here/apt-packages.sh" bash-completion man-db sqlite3
# The container has a /tmp of its own, so all comes in under other names.
exec "$here/real-systemd.sh" -t 240 -r "$(dirname -- "$package"):/srv/package" -r "$here/../..:/srv/repository" \
  -- /srv/repository/Tests/tools/package-test.sh --inside "/srv/package/$(basename -- "$package")" /srv/repository
