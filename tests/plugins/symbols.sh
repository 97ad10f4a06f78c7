#!/bin/sh
# Everything that a header offers is exported: symbols.sh HEADER FILE...
set -eu
header=$1
shift
names=$(tr '\n' ' ' <"$header" | grep -o 'UPSERT_API [^;({]*(' |
    grep -o 'upsert_[a-z0-9_]*($' | tr -d '(')
[ "$(echo "$names" | wc -l)" -ge 21 ]
for file; do
    exported=$(nm -D --defined-only "$file" | sed -n 's/.* [TW] //p')
    for name in $names; do
        echo "$exported" | grep -qx "$name" || {
            echo "$file does not export $name" >&2
            exit 1
        }
    done
done
