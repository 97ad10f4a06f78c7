#!/bin/sh
# See the check of the structure fail: plant one violation at a time in a small
# tree, and look for exactly the message that belongs to it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d "${TMPDIR:-/tmp}/upsert-structure.XXXXXX")
trap 'rm -rf "$tree"' EXIT INT TERM
failures=0

for folder in base schema batch dialect odbc session source job cli; do
    mkdir -p "$tree/src/$folder"
    : >"$tree/src/$folder/own.h"
done
mkdir -p "$tree/dialects" "$tree/include/upsert"

complain() {
    echo "$1" >&2
    failures=$((failures + 1))
}

# plant FILE TEXT MESSAGE: the check fails with MESSAGE on the second line.
plant() {
    mkdir -p "$(dirname "$tree/$1")"
    printf '/* planted */\n%b\n' "$2" >"$tree/$1"
    if said=$("$here/check.sh" "$tree"); then
        complain "$1: passes with: $2"
    elif [ "$said" != "$1:2: $3" ]; then
        complain "$1: expected \"$3\", got: $said"
    fi
    rm "$tree/$1"
}

# allow FILE TEXT: the check passes.
allow() {
    printf '/* planted */\n%b\n' "$2" >"$tree/$1"
    said=$("$here/check.sh" "$tree") || complain "refused: $said"
    rm "$tree/$1"
}

allow src/base/planted.c '#include "base/own.h"\n#include <unistd.h>'
allow src/base/planted.c '#include "own.h"'
allow src/odbc/planted.c '#include <sqlext.h>\n#include "schema/own.h"'
allow src/session/planted.c '#include "odbc/own.h"\n#include "dialect/own.h"'
allow src/cli/planted.c '#include <upsert/upsert.h>\n#include "job/own.h"'
allow src/base/planted.c '/* never\n sprintf(a) */ // strcpy(b)'
allow src/base/planted.c 'log("gets(s)"); c = '\''"'\''; snprintf(b, n, f);'
allow src/base/number.c 'x = strtod(t, NULL);'
allow dialects/planted.c '#include <string.h>\n#include <upsert/dialect.h>'
allow include/upsert/planted.h '#include <stddef.h>\n#include "upsert.h"'

plant src/base/planted.c '#include "schema/own.h"' \
    'src/base includes "schema/own.h"'
plant src/schema/planted.h '  #  include "batch/own.h"' \
    'src/schema includes "batch/own.h"'
plant src/batch/planted.c '#include "dialect/own.h"' \
    'src/batch includes "dialect/own.h"'
plant src/dialect/planted.c '#include "odbc/own.h"' \
    'src/dialect includes "odbc/own.h"'
plant src/odbc/planted.c '#include "dialect/own.h"' \
    'src/odbc includes "dialect/own.h"'
plant src/odbc/planted.c '#include "batch/own.h"' \
    'src/odbc includes "batch/own.h"'
plant src/session/planted.c '#include "source/own.h"' \
    'src/session includes "source/own.h"'
plant src/source/planted.c '#include "job/own.h"' \
    'src/source includes "job/own.h"'
plant src/job/planted.c '#include "cli/own.h"' \
    'src/job includes "cli/own.h"'
plant src/base/planted.c '#include "../cli/own.h"' \
    '"../cli/own.h" is no header of src'
plant src/base/planted.c '#include "other.h"' \
    '"other.h" does not lie in src/base'
plant src/base/planted.c '#include HEADER' 'an include that cannot be read'
plant src/utils/planted.c '#include <stdio.h>' \
    'no folder of src is named "utils"'
plant src/session/planted.c '#include <sql.h>' '<sql.h> outside src/odbc'
plant src/source/planted.h '#include <sqlext.h> /* types */' \
    '<sqlext.h> outside src/odbc'
plant dialects/planted.c '#include "dialect/own.h"' \
    'a dialect includes dialect/own.h'
plant dialects/planted.c '#include <upsert/upsert.h>' \
    'a dialect includes upsert/upsert.h'
plant dialects/planted.c '#include <sql.h>' 'a dialect includes sql.h'
plant include/upsert/planted.h '#include "base/own.h"' \
    'a public header includes base/own.h'
plant include/upsert/planted.h '#include <sql.h>' \
    'a public header includes sql.h'
plant src/base/number.c 'x = atof(t);' 'calls atof'
for name in sprintf vsprintf strcpy strcat strtok gets atoi atol atof strtod; do
    plant src/cli/planted.c "x = /* so */ $name (y);" "calls $name"
    plant dialects/planted.c "$name(y);" "calls $name"
done

[ "$failures" = 0 ] || exit 1
echo "every planted violation was found"
