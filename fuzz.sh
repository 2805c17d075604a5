#!/usr/bin/env bash
# Runs every fuzz target for the given time each: ./fuzz.sh 60s
set -euo pipefail
for package in $(go list ./...); do
  for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
    echo "$package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${1:-10s}" "$package"
  done
done
