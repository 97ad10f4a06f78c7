# H2, from the packages libh2-java and default-jre-headless. It speaks the
# protocol of PostgreSQL, so the driver is that of odbc-postgresql, which needs
# the relay in tests/support/h2relay.py, and python3, to come to terms with it.
# H2 makes a database when someone first connects to it.
#
# shellcheck shell=bash disable=SC2154

server_start() {
    local port relay_port password
    port=$(free_port)
    relay_port=$(free_port)
    password=$(new_password)
    echo "Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=$relay_port;\
Database=test;Uid=sa;Pwd=$password;Protocol=7.4-0" >"$data/connection"
    # The user that is to run it may not be able to read this checkout.
    cp "$here/../tests/support/h2relay.py" "$data" || return 1
    [ "$UID" != 0 ] || chown -R nobody: "$data"
    apart --fork nobody java -XX:-UsePerfData -XX:+UseSerialGC \
        -XX:TieredStopAtLevel=1 -Xmx256m -Djava.io.tmpdir="$data" \
        -Dh2.bindAddress=127.0.0.1 -cp /usr/share/java/h2.jar \
        org.h2.tools.Server -pg -pgPort "$port" -baseDir "$data/files" \
        -ifNotExists &&
        await grep -q '^PG server running' "$data/log" &&
        apart --fork nobody python3 "$data/h2relay.py" "$relay_port" "$port" &&
        await server_running || return 1
    echo "export UPSERT_TEST_H2='$(cat "$data/connection")'"
}
