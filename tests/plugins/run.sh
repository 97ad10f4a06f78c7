#!/bin/sh
# Use a dialect of the user's own through the command:
#
#   run.sh STEP UPSERT OPTION=VALUE VERB
#
#   load   the dialect loads; the connection, which is none, then fails
#   run    rows go into PostgreSQL by a statement that begins with VERB; exit 77
#          without the server of UPSERT_TEST_POSTGRESQL
set -eu
step=$1 upsert=$2 setting=$3 verb=$4
work=$(mktemp -d "${TMPDIR:-/tmp}/upsert-dialect.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

# write_job CONNECTION: a job with five rows, two of one key.
write_job() {
    cat >"$work/goods.csv" <<-END
	id,Name,price
	1,new,1.50
	2,same,2.00
	3,third,3.25
	3,last,3.50
	4,,
	END
    cat >"$work/job.ini" <<-END
	[source]
	path = $work/goods.csv
	[target]
	connection = "$1"
	table = goods
	END
}

# expect TEXT COMMAND...: the command prints TEXT.
expect() {
    text=$1
    shift
    said=$("$@")
    [ "$said" = "$text" ] || {
        printf 'instead of:\n%s\nit printed:\n%s\n' "$text" "$said" >&2
        exit 1
    }
}

# sql DATABASE: run the statements of standard input, a line each.
sql() {
    isql -b -d'|' -k "$(echo "$UPSERT_TEST_POSTGRESQL" |
        sed "s/Database=[^;]*/Database=$1/")"
}

# counts NAME...: from the report of the last run.
counts() {
    for name; do
        sed -n "s/^ *\"$name\": \([^,]*\),*$/$name \1/p" "$work/report"
    done
}

run() {
    "$upsert" run "$work/job.ini" --set "$setting" --report "$work/report" \
        --quiet
}

case $step in
load)
    write_job "Driver=/nowhere"
    status=0
    "$upsert" plan "$work/job.ini" --set "$setting" || status=$?
    [ "$status" = 3 ]
    ;;
run)
    [ -n "${UPSERT_TEST_POSTGRESQL:-}" ] || exit 77
    database=upsert_dialect_$$
    echo "CREATE DATABASE $database" | sql postgres
    trap 'echo "DROP DATABASE $database" | sql postgres; rm -rf "$work"' \
        EXIT INT TERM
    sql "$database" <<-END
	CREATE TABLE goods (id integer PRIMARY KEY, "Name" varchar(20), price numeric(10, 2))
	INSERT INTO goods VALUES (1, 'old', 1), (2, 'same', 2)
	END
    write_job "$(echo "$UPSERT_TEST_POSTGRESQL" |
        sed "s/Database=[^;]*/Database=$database/")"
    "$upsert" plan "$work/job.ini" --set "$setting" | tee "$work/plan"
    grep -q "^sql  *1 row: $verb INTO" "$work/plan"
    run
    expect "rows_read 5
unchanged 1
folded 1
status \"ok\"" counts rows_read unchanged folded status
    expect '1|new|1.50
2|same|2.00
3|last|3.50
4||' sql "$database" <<-END
	SELECT * FROM goods ORDER BY id
	END
    run
    expect "inserted 0
updated 0
unchanged 4" counts inserted updated unchanged
    ;;
*)
    echo "no step is named \"$step\"" >&2
    exit 2
    ;;
esac
