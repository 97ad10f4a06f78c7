#!/bin/sh
# Have H2 run the golden files of another database; see modes.mjs.
#
#   modes.sh DIALECT MODE GOLDEN-FOLDER
#
# Exits with 77 where Node.js, Java or H2 is not installed.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null || ! command -v java >/dev/null ||
    ! [ -e /usr/share/java/h2.jar ]; then
    echo "node, java or /usr/share/java/h2.jar is missing: nothing was run" >&2
    exit 77
fi
exec node "$here/modes.mjs" "$3" "$1" "$2"
