#!/bin/sh
# Compares how data is read, held and asked with peers. See docs/reference/benchmarks.md.
cd "$(dirname "$0")" && exec go run -tags 'netgo sqlite_omit_load_extension' . "$@"
