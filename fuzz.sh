#!/usr/bin/env bash
# Runs every fuzz target for the given time each, figures for each kind of
# figure: ./fuzz.sh 60s; or only those of one name: ./fuzz.sh 5s FuzzFigure
set -euo pipefail
kinds=$(sed -n 's/.*"kind": {"enum": \[\([^]]*\)\].*/\1/p' docs/reference/spec.schema.json | tr -d '",')
fuzz() { # package, target
  echo "$1 $2 ${FIGUREHEAD_FUZZ_KIND-}"
  go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 20x "$1"
}
time=${1:-10s}
grep -rE "^func ${2:-Fuzz}" --include='*_test.go' . | sed -E 's|/[^/]*:func (Fuzz[A-Za-z]*).*| \1|' | sort -u | while read -r package target; do
  [ "$target" = FuzzFigure ] || { fuzz "$package" "$target"; continue; }
  for kind in $kinds; do FIGUREHEAD_FUZZ_KIND=$kind fuzz "$package" "$target"; done
done
