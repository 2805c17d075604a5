#!/bin/sh
# What an embedded figure costs a reader. See docs/reference/benchmarks.md.
cd "$(dirname "$0")" && npm ci --no-audit --no-fund --ignore-scripts --silent && exec node embed.mjs "$@"
