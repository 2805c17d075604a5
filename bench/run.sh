#!/bin/sh
# Compares Figurehead's pictures with its peers'. See docs/reference/benchmarks.md.
cd "$(dirname "$0")" && exec go run . "$@"
