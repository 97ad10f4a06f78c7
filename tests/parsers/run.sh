#!/bin/sh
# Have a database's own grammar read its golden files; see check.mjs.
#
#   run.sh DIALECT GOLDEN-FOLDER BUILD-FOLDER
#
# Installs the parsers that package-lock.json names into the build folder, once.
# Exits with 77 where there is no Node.js.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
dialect=$1 golden=$2 build=$3

command -v node >/dev/null && command -v npm >/dev/null || {
    echo "node or npm is not installed: nothing was read" >&2
    exit 77
}

mkdir -p "$build"
if ! cmp -s "$here/package-lock.json" "$build/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$build"
    (cd "$build" && npm ci --no-progress)
    cp "$here/package-lock.json" "$build/installed.json"
fi
exec node "$here/check.mjs" "$golden" "$build" "$dialect"
