#!/usr/bin/env bash
# Runs every fuzz target for the given time each, figures for each kind of
# figure: ./fuzz.sh 60s; or only those of one name: ./fuzz.sh 5s FuzzFigure
#
# The time is kept here and ends a target as ^C does: go test's own -fuzztime
# now and then calls its deadline a failure of the target ("context deadline
# exceeded", Go issue 75804, open in 1.26).
set -euo pipefail
time=${1:-10s}
kinds=$(sed -n 's/.*"kind": {"enum": \[\([^]]*\)\].*/\1/p' docs/reference/spec.schema.json | tr -d '",')
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
fuzz() { # package, target
  echo "$1 $2 ${FIGUREHEAD_FUZZ_KIND-}"
  (cd "$1" && timeout --preserve-status --signal=INT --kill-after=60s "$time" "$built/$1/fuzz.test" -test.run '^$' \
    -test.fuzz "^$2\$" -test.fuzzminimizetime 20x -test.fuzzcachedir "$(go env GOCACHE)/fuzz/figurehead/$1")
}
grep -rE "^func ${2:-Fuzz}" --include='*_test.go' . | sed -E 's|/[^/]*:func (Fuzz[A-Za-z]*).*| \1|' | sort -u | while read -r package target; do
  [ -d "$built/$package" ] || { mkdir -p "$built/$package"; go test -c -fuzz . -o "$built/$package/fuzz.test" "$package"; }
  [ "$target" = FuzzFigure ] || { fuzz "$package" "$target"; continue; }
  for kind in $kinds; do FIGUREHEAD_FUZZ_KIND=$kind fuzz "$package" "$target"; done
done
