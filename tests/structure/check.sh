#!/bin/sh
# Check the C files below a root against check.awk: tests/structure/check.sh ROOT
set -eu
rules=$(cd "$(dirname "$0")" && pwd)/check.awk
cd "$1"
[ -d src ] && [ -d dialects ] && [ -d include ]
find src dialects include -name '*.[ch]' | LC_ALL=C sort |
    LC_ALL=C xargs awk -f "$rules"
