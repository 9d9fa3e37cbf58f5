#!/bin/bash
# install.sh - writes the manual pages and the shell completions, made by the programs themselves.
#
#   install.sh BINARIES SHARE [ZSH]
#
#   BINARIES  the folder with the built paind and paincalc
#   SHARE     where man/, bash-completion/ and fish/ belong, such as /usr/share
#   ZSH       the folder below SHARE for zsh (default: zsh/site-functions)
set -euo pipefail
binaries=$1 share=$2 zsh=${3:-zsh/site-functions}
here=$(dirname -- "$(readlink -f -- "$0")")

put() { install -D -m 644 /dev/stdin "$share/$1"; }

"$here/manual.py" "$binaries/paincalc" "$here/paincalc.1.in" | put man/man1/paincalc.1
"$here/manual.py" "$binaries/paind" "$here/paind.8.in" | put man/man8/paind.8
put man/man5/paind.yaml.5 <"$here/paind.yaml.5"
for program in paincalc paind; do
  # Bash reads it and never runs it, so its first line names no interpreter.
  "$binaries/$program" --generate-completion-script bash | sed '1{/^#!/d}' | put "bash-completion/completions/$program"
  "$binaries/$program" --generate-completion-script zsh | put "$zsh/_$program"
  "$binaries/$program" --generate-completion-script fish | put "fish/vendor_completions.d/$program.fish"
done
